import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// What a reader has to say of one file of the suite.
struct ConformanceExpectation {
    let name: String
    let integrity: Integrity
    /// Every code that is reported, notes too, each once, sorted.
    let codes: [String]
    let clause: String
    let wrong: String
}

/// `index.tsv`: the suite's expectations as data, for any implementation.
enum ConformanceIndex {
    static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("index.tsv")

    static let rows: [ConformanceExpectation] = {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == 5, let integrity = Integrity(rawValue: fields[1]) else { return nil }
            return ConformanceExpectation(
                name: fields[0], integrity: integrity,
                codes: fields[2].split(separator: " ").map(String.init), clause: fields[3],
                wrong: fields[4])
        }
    }()
}

/// The whole suite, made once for all tests.
private let suite: [(name: String, bytes: [UInt8])] = {
    do { return try ConformanceCase.all.map { ($0.name, try $0.make()) } } catch {
        fatalError("the suite cannot be made: \(error)")
    }
}()

@Suite struct ConformanceTests {
    @Test func `the index and the generator name the same files, each once`() {
        let made = ConformanceCase.all.map(\.name)
        #expect(made == ConformanceIndex.rows.map(\.name))
        #expect(Set(made).count == made.count)
        #expect(made.count >= 400)
        #expect(ConformanceIndex.rows.allSatisfy { !$0.wrong.isEmpty && !$0.clause.isEmpty })
        // What is no control and no statement about trust is refused.
        for row in ConformanceIndex.rows where row.name.hasPrefix("control/") {
            #expect(row.integrity == .intact, "\(row.name)")
        }
        for row in ConformanceIndex.rows where row.integrity == .intact {
            #expect(row.wrong.hasPrefix("nothing") || row.wrong.contains("allowed") || row.name == "rounds/newest-dropped-whole")
        }
    }

    @Test func `our reader says of every file what the index says`() throws {
        let rows = ConformanceIndex.rows
        for (row, file) in zip(rows, suite) {
            let opened = try Opened(file.bytes)
            let codes = Set(opened.verification.findings.map(\.code)).sorted()
            #expect(opened.integrity == row.integrity, "\(row.name): \(row.wrong)")
            #expect(codes == row.codes, "\(row.name): \(row.wrong)")
        }
    }

    @Test func `no two files are the same, and none but the controls is the plain bundle`() {
        var seen: [[UInt8]: String] = [:]
        for file in suite {
            // Dropping the newest round whole gives the bundle of the round before: that is its point.
            if file.name == "rounds/newest-dropped-whole" { continue }
            let other = seen.updateValue(file.name, forKey: file.bytes)
            #expect(other == nil, "\(file.name)")
        }
        #expect(suite.reduce(0) { $0 + $1.bytes.count } < 16 << 20)
    }

    @Test func `the suite is the same bytes each time`() throws {
        for (item, file) in zip(ConformanceCase.all, suite) where item.isFixed {
            #expect(try item.make() == file.bytes, "\(item.name)")
        }
        #expect(ConformanceCase.all.count { !$0.isFixed } == 1)
    }

    @Test func `a signature written field by field is the one that we make`() throws {
        let signer = FixedSigner.claimant
        for length in [0, 1, 1_000] {
            let manifest = [UInt8](repeating: 7, count: length)
            let made = try CMSSignature.sign(
                manifest, with: signer.key, certificate: Certificate(derBytes: signer.certificate),
                signingTime: SampleBundle.day)
            #expect(try RawCMS().bytes(over: manifest) == made.derBytes)
        }
    }

    /// Promise 4: what we call intact means one thing to every tool.
    @Test func `strangers list every intact file as we do`() throws {
        try Places.inNewFolder { folder in
            // Of containers of others we list no entries.
            for (row, file) in zip(ConformanceIndex.rows, suite)
            where row.integrity == .intact && !row.name.hasPrefix("foreign/") {
                try Data(file.bytes).write(to: folder.appendingPathComponent("b.asice"))
                let bundle = try SealedBundle(opening: file.bytes)
                let ours = bundle.entries.map { "\($0.path.text) \($0.byteCount) \($0.digest.hex)" }
                let script = """
                    import hashlib, zipfile
                    z = zipfile.ZipFile("b.asice")
                    assert z.testzip() is None
                    for i in z.infolist():
                        print(i.filename, i.file_size, hashlib.sha256(z.read(i)).hexdigest())
                    """
                let python = try Run.tool("python3", ["-c", script], in: folder)
                #expect(lines(python) == ours, "Python, \(row.name): \(python.errors)")
                let libarchive = try Run.tool("bsdtar", ["-tf", "b.asice"], in: folder)
                #expect(lines(libarchive) == bundle.entries.map(\.path.text), "libarchive, \(row.name)")
                let unzip = try Run.tool("unzip", ["-tqq", "b.asice"], in: folder)
                #expect(unzip.status == 0, "unzip, \(row.name): \(unzip.output)")
                let names = try Run.tool("unzip", ["-Z1", "b.asice"], in: folder)
                #expect(lines(names) == bundle.entries.map(\.path.text), "unzip, \(row.name)")
            }
        }
    }

    /// Why the rules are strict: how many of the refused files a stranger opens without complaint.
    @Test func `strangers open many files without complaint that we refuse`() throws {
        try Places.inNewFolder { folder in
            var refused: [String: [String]] = [:]
            for (row, file) in zip(ConformanceIndex.rows, suite) where row.integrity == .broken {
                let group = String(row.name.split(separator: "/")[0])
                guard ["zip", "zip64", "names"].contains(group) else { continue }
                let name = row.name.replacingOccurrences(of: "/", with: "-") + ".asice"
                try Data(file.bytes).write(to: folder.appendingPathComponent(name))
                refused[group, default: []].append(name)
            }
            let script = """
                import sys, zipfile
                for name in sys.argv[1:]:
                    try:
                        z = zipfile.ZipFile(name)
                        if z.testzip() is None: print(name)
                    except Exception: pass
                """
            for (group, names) in refused.sorted(by: { $0.key < $1.key }) {
                let python = lines(try Run.tool("python3", ["-c", script] + names, in: folder)).count
                // Without a terminal at which they would ask for the password of an encrypted entry.
                let silent = "for f in *; do PROGRAM \"$f\" >/dev/null 2>&1 && echo \"$f\"; done"
                func count(_ program: String) throws -> Int {
                    let ran = try Run.tool(
                        "bash", ["-c", silent.replacingOccurrences(of: "PROGRAM", with: program)], in: folder)
                    return lines(ran).count { names.contains($0) }
                }
                print(
                    "refused by us in \(group): \(names.count); opened without complaint by Python \(python), "
                        + "unzip \(try count("setsid -w unzip -tqq")), libarchive \(try count("setsid -w bsdtar -xOf"))")
                #expect(python > 0)
            }
        }
    }

    @Test(.enabled(if: ConformanceFolder.wanted != nil, "only Scripts/conformance asks for it"))
    func `write the suite`() throws {
        let folder = URL(fileURLWithPath: try #require(ConformanceFolder.wanted))
        try ConformanceFolder.write(suite, to: folder)
    }

    @Test func `the suite on disk is what its lists say`() throws {
        try Places.inNewFolder { folder in
            try ConformanceFolder.write(suite, to: folder)
            let ran = try Run.tool("sha256sum", ["--quiet", "-c", "SHA256SUMS"], in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let index = try String(contentsOf: folder.appendingPathComponent("index.tsv"), encoding: .utf8)
            for line in index.split(separator: "\n").dropFirst() {
                let file = folder.appendingPathComponent(String(line.prefix { $0 != "\t" }))
                #expect(FileManager.default.fileExists(atPath: file.path))
            }
        }
    }

    private func lines(_ ran: Ran) -> [String] { ran.output.split(separator: "\n").map(String.init) }
}

/// The suite as a folder that other implementations can be tested with.
enum ConformanceFolder {
    static let wanted = ProcessInfo.processInfo.environment["CLAIMPACK_CONFORMANCE_FOLDER"]

    static let readme = """
        CONFORMANCE SUITE FOR claimpack/1 BUNDLES

        Each file has one thing wrong, or none. index.tsv says what a reader has to answer:

          file       path in this folder
          integrity  intact, broken or undetermined
          codes      the findings of claimpack itself, notes too; another reader may use other words
          clause     the rule, or the class of ambiguity between zip readers (A1 to C5)
          wrong      what is wrong with the file

        A reader conforms when its answer is the one in the column integrity for every file, and when no
        file takes it more than 2 seconds or 512 MiB, ends it by a crash, or makes it write anywhere.
        "undetermined" may be answered for "broken"; "intact" must never be answered for either.
        The last of rounds/ is intact by itself: that a newer round was dropped is not in the file.

        Names in index.tsv come from the files; SHA256SUMS is for: sha256sum -c SHA256SUMS
        signer.pem is the certificate that sealed most of them. All names of people are invented.
        Every file but control/elliptic-p256.asice is the same bytes each time the suite is made.

        """

    static func write(_ files: [(name: String, bytes: [UInt8])], to folder: URL) throws {
        var sums = ""
        for file in files {
            let path = file.name + ".asice"
            let target = folder.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: target)
            sums += "\(try ContentDigest.sha256(of: file.bytes).hex)  \(path)\n"
        }
        var index = "file\tintegrity\tcodes\tclause\twrong\n"
        for row in ConformanceIndex.rows {
            index += [
                row.name + ".asice", row.integrity.rawValue, row.codes.joined(separator: " "), row.clause,
                row.wrong,
            ].joined(separator: "\t") + "\n"
        }
        let signer = try Certificate(derBytes: FixedSigner.claimant.certificate).pem
        for (name, bytes) in [
            ("index.tsv", Data(index.utf8)), ("SHA256SUMS", Data(sums.utf8)), ("README.txt", Data(readme.utf8)),
            ("signer.pem", Data(signer)),
        ] {
            try bytes.write(to: folder.appendingPathComponent(name))
        }
    }
}
