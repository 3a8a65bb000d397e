import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

private let hostile = Places.corpus?.appendingPathComponent("hostile")

/// Every hostile container of the corpus through the command, each in a process of its own that is
/// measured: the reaction the index asks for, never "intact" for what it calls bad, no crash, at most two
/// seconds of processor and 512 MiB. Prints a table of class, count and outcome.
@Suite(.enabled(if: hostile != nil, "no corpus beside the project")) struct HostileTableTests {
    /// A file to open, and the statuses of `verify` that are a right answer.
    private struct Item {
        let group: String
        let name: String
        let file: String
        let allowed: Set<Int32>
    }

    private static let secondLimit = 2.0
    private static let kilobyteLimit = 512 << 10

    private static let isLong = ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] != nil

    private struct Row {
        let file: String
        let group: String
        let expected: String
    }

    private func index() throws -> [Row] {
        let text = try String(
            contentsOf: try #require(hostile).appendingPathComponent("index.tsv"), encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Row(file: fields[0], group: fields[5], expected: fields[6])
        }
    }

    /// The words of the index as exit statuses: 0 intact, 2 broken, 3 undetermined. Nil for files that
    /// are there for others' sake.
    private static func allowed(_ words: String) -> Set<Int32>? {
        if words.hasPrefix("(support") { return nil }
        // Good by its cryptography, and for some of them that is all; others have a named reason.
        if words.hasPrefix("asic:VALID-CRYPTO") { return [0, 2, 3] }
        return [2, 3]
    }

    @Test func `every hostile container gets the reaction that its index asks for`() throws {
        try Places.inNewFolder { folder in
            let root = try #require(hostile)
            var items: [Item] = []
            for row in try index() {
                guard let allowed = Self.allowed(row.expected) else { continue }
                let source = root.appendingPathComponent(row.file)
                func add(_ bytes: [UInt8], _ kind: String) throws {
                    let file = folder.appendingPathComponent("\(items.count).asice")
                    try Data(bytes).write(to: file)
                    items.append(
                        Item(
                            group: row.group + kind, name: row.file, file: file.lastPathComponent,
                            allowed: kind.isEmpty ? allowed : [2, 3]))
                }
                let bytes = Array(try Data(contentsOf: source))
                switch row.group {
                case "zip-structure", "zip-differential-derived":
                    try add(bytes, "")
                    // The same behind an entry of ours, so that it asks to be a bundle; in the long form.
                    guard Self.isLong else { continue }
                    let claim = RawZip([RawZip.Entry("claim.xml", [1])]).bytes
                    try add(Array(claim.prefix(30 + 9 + 1)) + bytes, ", as ours")
                case "zip-bomb-derived", "zip-slip", "asic-cades", "collision": try add(bytes, "")
                case "cms", "cms-derived":
                    var forgery = try ConformanceCase.forgery()
                    forgery.changeSignature = { _ in bytes }
                    try add(try forgery.zip().bytes, ", as our seal")
                case "manifest-logic":
                    var zip = try ConformanceCase.forgery().zip()
                    zip["META-INF/ASiCManifest001.xml"] = RawZip.Entry("META-INF/ASiCManifest001.xml", bytes)
                    try add(zip.bytes, ", as our manifest")
                    var forgery = try ConformanceCase.forgery()
                    forgery.set("SHA256SUMS", bytes)
                    try add(try forgery.zip().bytes, ", as our checksums")
                default: continue
                }
            }
            // Positive controls: the measure must be able to say yes.
            for item in ConformanceCase.control {
                let file = "\(items.count).asice"
                try Data(try item.make()).write(to: folder.appendingPathComponent(file))
                items.append(Item(group: "controls of ours", name: item.name, file: file, allowed: [0]))
            }
            let measured = try measure(items, in: folder)
            #expect(measured.count == items.count)
            var table: [String: (count: Int, intact: Int, broken: Int, unknown: Int, seconds: Double, kilobytes: Int)] = [:]
            for item in items {
                guard let result = measured[item.file] else { continue }
                #expect(
                    item.allowed.contains(result.status), "\(item.group), \(item.name): status \(result.status)")
                #expect(result.seconds <= Self.secondLimit, "\(item.name): \(result.seconds) s")
                #expect(result.kilobytes <= Self.kilobyteLimit, "\(item.name): \(result.kilobytes) KiB")
                var row = table[item.group] ?? (0, 0, 0, 0, 0, 0)
                row.count += 1
                if result.status == 0 { row.intact += 1 }
                if result.status == 2 { row.broken += 1 }
                if result.status == 3 { row.unknown += 1 }
                row.seconds = max(row.seconds, result.seconds)
                row.kilobytes = max(row.kilobytes, result.kilobytes)
                table[item.group] = row
            }
            print("class                                   count intact broken undetermined  most CPU  most memory")
            for (group, row) in table.sorted(by: { $0.key < $1.key }) {
                func wide(_ text: String, _ width: Int) -> String {
                    String(repeating: " ", count: max(0, width - text.count)) + text
                }
                print(
                    group.padding(toLength: 38, withPad: " ", startingAt: 0) + wide("\(row.count)", 7)
                        + wide("\(row.intact)", 7) + wide("\(row.broken)", 7) + wide("\(row.unknown)", 13)
                        + wide(String(format: "%.2f s", row.seconds), 10)
                        + wide("\(row.kilobytes >> 10) MiB", 13))
            }
            #expect(table["zip-structure"] != nil)
            #expect((table["asic-cades"]?.intact ?? 0) > 0)
        }
    }

    @Test func `files with one SHA-1 or MD5 are two files to us`() throws {
        let root = try #require(hostile).appendingPathComponent("collision")
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path).sorted()
        let digests = try names.map {
            try ContentDigest.sha256(of: Array(try Data(contentsOf: root.appendingPathComponent($0))))
        }
        #expect(Set(digests).count == names.count)
        #expect(names.count >= 6)
        var files: [String: [UInt8]] = [:]
        for name in names {
            files["A-contract/" + name] = Array(try Data(contentsOf: root.appendingPathComponent(name)))
        }
        let opened = try Opened(try SampleBundle(files: files).bytes)
        #expect(opened.integrity == .intact)
        let stated = try #require(opened.claim).exhibits.flatMap(\.files)
        #expect(Set(stated.map(\.digest)).count == names.count)
    }

    private struct Measured {
        let status: Int32
        let seconds: Double
        let kilobytes: Int
    }

    /// Runs `verify` on each file, two at a time, and asks the kernel what each cost.
    private func measure(_ items: [Item], in folder: URL) throws -> [String: Measured] {
        let script = """
            import os, sys, threading
            command, names = sys.argv[1], open("names").read().split()
            lock = threading.Lock()
            def run():
                while True:
                    with lock:
                        if not names: return
                        name = names.pop()
                    null = os.open("/dev/null", os.O_RDWR)
                    process = os.posix_spawn(
                        command, [command, "verify", name], dict(os.environ),
                        file_actions=[(os.POSIX_SPAWN_DUP2, null, n) for n in (0, 1, 2)])
                    timer = threading.Timer(60, os.kill, (process, 9))
                    timer.start()
                    _, status, usage = os.wait4(process, 0)
                    timer.cancel()
                    os.close(null)
                    code = os.waitstatus_to_exitcode(status)
                    with lock:
                        print(name, code, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, flush=True)
            threads = [threading.Thread(target=run) for _ in range(2)]
            for thread in threads: thread.start()
            for thread in threads: thread.join()
            """
        try Data(items.map(\.file).joined(separator: "\n").utf8).write(
            to: folder.appendingPathComponent("names"))
        let ran = try Run.tool("python3", ["-c", script, Run.claimpack.path], in: folder)
        #expect(ran.status == 0, "\(ran.errors)")
        var measured: [String: Measured] = [:]
        for line in ran.output.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count == 4, let status = Int32(fields[1]), let seconds = Double(fields[2]),
                let kilobytes = Int(fields[3])
            else { continue }
            measured[String(fields[0])] = Measured(status: status, seconds: seconds, kilobytes: kilobytes)
        }
        return measured
    }
}
