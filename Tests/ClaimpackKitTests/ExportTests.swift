import ClaimModel
import ClaimpackKit
import Foundation
import TestSupport
import Testing

/// Each sample exported for each venue, and looked at from outside.
@Suite struct ExportTests {
    static let samples: [String] = {
        let folder = Places.project.appendingPathComponent("Samples")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter {
            FileManager.default.fileExists(
                atPath: folder.appendingPathComponent("\($0)/claim.yaml").path)
        }.sorted()
    }()

    private static func request(
        _ target: String, _ output: URL, draft: Bool = true, pdf: Bool = false
    ) -> ExportRequest {
        ExportRequest(
            for: .init(target), output: output.path, isDraft: draft, printsPDF: pdf,
            judging: JudgingRequest(
                today: CalendarDay("2026-11-23") ?? .unixEpoch, usesPrograms: false, sandbox: .none)
        )
    }

    private static func sample(_ name: String) -> ClaimCase {
        ClaimCase(at: Places.project.appendingPathComponent("Samples/\(name)").path)
    }

    private struct Limits: Decodable {
        struct Limit: Decodable {
            let name: String
            let number: Int?
            let formats: [String]?
            let basis: String
            let binding: Bool
        }
        struct File: Decodable {
            let path: String
            let bytes: Int
            let result: String
            let rank: Int
        }
        let limits: [Limit]
        let files: [File]
    }

    private static func content(_ folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for name in names {
            var isFolder: ObjCBool = false
            let file = folder.appendingPathComponent(name)
            _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
            if !isFolder.boolValue { files[name] = try Data(contentsOf: file) }
        }
        return files
    }

    @Test(arguments: samples, RulebookCatalog.names)
    func `a sample is exported for a venue within its limits`(sample: String, venue: String) throws
    {
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("filing")
            let report = try Self.sample(sample).export(Self.request(venue, output))
            let files = try Self.content(output)
            #expect(files.keys.sorted() == report.written)
            let limits = try JSONDecoder().decode(
                Limits.self, from: try #require(files["limits.json"]))
            func most(_ name: String) -> Int? {
                limits.limits.first { $0.name == name && $0.binding }?.number
            }
            let upload = files.filter { $0.key.hasPrefix("upload/") }
            let left = files.filter { $0.key.hasPrefix("does-not-fit/") }
            if let most = most("files") { #expect(upload.count <= most) }
            if let most = most("file-bytes") {
                #expect(upload.values.allSatisfy { $0.count <= most })
            }
            if let most = most("total-bytes") {
                #expect(upload.values.reduce(0) { $0 + $1.count } <= most)
            }
            for name in upload.keys {
                let base = name.dropFirst("upload/".count)
                if let most = most("name-length") { #expect(base.count <= most) }
                let formats = limits.limits.first { $0.name == "formats" && $0.binding }?.formats
                if let formats { #expect(formats.contains { base.hasSuffix("." + $0) }, "\(name)") }
            }
            // Nothing lost, nothing altered: the exhibits' bytes are those of the case, each once.
            let evidence = try Self.content(
                Places.project.appendingPathComponent("Samples/\(sample)")
            )
            .filter { !$0.key.hasPrefix("_") && $0.key != "claim.yaml" }
            let exported = (Array(upload) + Array(left)).filter { !$0.key.contains("/S0CLAIM.") }
            #expect(exported.count == evidence.count)
            #expect(Set(exported.map(\.value)) == Set(evidence.values))
            #expect(
                limits.files.map(\.path).sorted()
                    == (Array(upload.keys) + Array(left.keys)).sorted())
            for file in limits.files { #expect(files[file.path]?.count == file.bytes) }
            let start = String(decoding: try #require(files["00-START-HERE.txt"]), as: UTF8.self)
            #expect(start.contains("DO NOT FILE YET") == !report.missing.isEmpty)
            let flat = start.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            for what in report.missing { #expect(flat.contains("[MISSING: \(what)]")) }
            for name in left.keys {
                #expect(start.contains(String(name.dropFirst("does-not-fit/".count))), "\(name)")
            }
            #expect(start.contains("not known") == limits.limits.contains { !$0.binding })
        }
    }

    @Test func `a statement with gaps is not written unless a draft is asked for`() throws {
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("filing")
            let sample = Self.sample("pcb-quality")
            let refused = try sample.export(Self.request("paypal", output, draft: false))
            #expect(!refused.isWritten)
            #expect(refused.missing == ["exhibits for 17,940.00 USD of the 35,200.00 USD asked"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            let whole = try Self.sample("lamps-late").export(
                Self.request("paypal", output, draft: false))
            #expect(whole.isWritten && whole.missing.isEmpty)
        }
    }

    @Test func `the same case gives the same bytes, and a folder that is there is kept`() throws {
        try Places.inNewFolder { folder in
            let (one, two) = (
                folder.appendingPathComponent("a/filing"), folder.appendingPathComponent("b/filing")
            )
            for output in [one, two] {
                try FileManager.default.createDirectory(
                    at: output.deletingLastPathComponent(), withIntermediateDirectories: true)
                _ = try Self.sample("mugs-short").export(Self.request("dhgate", output))
            }
            #expect(try Self.content(one) == Self.content(two))
            #expect(throws: ClaimpackError.self) {
                try Self.sample("mugs-short").export(Self.request("dhgate", one))
            }
            #expect(try Self.content(one) == Self.content(two))
        }
    }

    @Test func `the digests of the note are those of the files, to sha256sum`() throws {
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("filing")
            _ = try Self.sample("pcb-quality").export(Self.request("card", output))
            let note = try String(
                contentsOf: output.appendingPathComponent("90-verify.txt"), encoding: .utf8)
            let lines = note.split(separator: "\n").filter {
                $0.contains("  upload/") || $0.contains("  does-not-fit/")
            }
            #expect(lines.count == 15)
            let sums = output.appendingPathComponent("sums")
            try (lines.joined(separator: "\n") + "\n").write(
                to: sums, atomically: true, encoding: .utf8)
            #expect(try Run.tool("sha256sum", ["--strict", "-c", "sums"], in: output).status == 0)
        }
    }

    @Test func `an intact bundle gives the set of its case, and a broken one gives none`() throws {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("x.asice")
            let key = folder.appendingPathComponent("buyer").path
            _ = try SigningIdentity.make(
                name: "Larkspur", email: nil, path: key, passphrase: nil, now: 1_775_761_560)
            let judging = Self.request("paypal", folder).judging
            _ = try Self.sample("lamps-late").build(
                BuildRequest(
                    output: path.path,
                    identity: try SigningIdentity.load(keyFile: key + ".key") { nil },
                    signedAt: 1_776_124_800, judging: judging))
            let (ofCase, ofBundle) = (
                folder.appendingPathComponent("case"), folder.appendingPathComponent("bundle")
            )
            _ = try Self.sample("lamps-late").export(Self.request("paypal", ofCase))
            _ = try ClaimBundle(at: path.path).export(Self.request("paypal", ofBundle))
            var (one, two) = (try Self.content(ofCase), try Self.content(ofBundle))
            let note = String(decoding: try #require(two["90-verify.txt"]), as: UTF8.self)
            #expect(note.contains("x.asice") && note.contains("sealed by"))
            for name in ["90-verify.txt"] {
                one[name] = nil
                two[name] = nil
            }
            #expect(one == two)
            var bytes = try Data(contentsOf: path)
            bytes[bytes.count / 2] ^= 1
            let broken = folder.appendingPathComponent("broken.asice")
            try bytes.write(to: broken)
            let none = folder.appendingPathComponent("none")
            #expect(throws: ClaimpackError.self) {
                try ClaimBundle(at: broken.path).export(Self.request("paypal", none))
            }
            #expect(!FileManager.default.fileExists(atPath: none.path))
        }
    }

    // MARK: Bags

    private static let bagit = Places.project.appendingPathComponent(".build/bagit/bin/bagit.py")

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: bagit.path),
            "bagit is not installed; Scripts/test installs it"), arguments: samples)
    func `a bag is valid to the Library of Congress's own program`(sample: String) throws {
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("bag")
            _ = try Self.sample(sample).export(Self.request("bagit", output))
            func validate() throws -> Ran {
                try Run.program(
                    Self.bagit, ["--validate", output.path], in: folder, environment: [:])
            }
            let whole = try validate()
            #expect(whole.status == 0, "\(whole.errors)")
            guard sample == "lamps-late" else { return }
            try Data("x".utf8).write(
                to: output.appendingPathComponent("data/filing/01-statement.txt"))
            #expect(try validate().status != 0)
        }
    }

    // MARK: Chats

    @Test func `chats written as RSMF are a case whose chats read as they were`() throws {
        func messages(_ collected: CollectedClaim) -> [[String]] {
            collected.exhibits.flatMap(\.files).compactMap { file in
                guard case .chat(let chat) = file.reading else { return nil }
                return chat.messages.map {
                    "\($0.author) \($0.author == .system ? "" : $0.sender ?? "") \($0.clock?.text ?? "") \($0.text)"
                }
            }
        }
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("chats")
            let report = try Self.sample("pcb-quality").export(Self.request("rsmf", output))
            #expect(report.written == ["C-1.rsmf"])
            #expect(report.missing == [])
            let other = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(
                at: other.appendingPathComponent("C-chat"), withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: output.appendingPathComponent("C-1.rsmf"),
                to: other.appendingPathComponent("C-chat/C-1.rsmf"))
            try Data(
                "claimpack: 1\nvenue: generic\nreason: quality\norder:\n  number: \"1\"\n".utf8
            ).write(to: other.appendingPathComponent("claim.yaml"))
            let judging = Self.request("rsmf", output).judging
            let back = messages(try ClaimCase(at: other.path).check(judging).collected)
            let before = messages(try Self.sample("pcb-quality").check(judging).collected)
            #expect(back == before)
            #expect(before.first?.count == 41)
        }
    }

    @Test func `a case without a chat writes no chats and says so`() throws {
        try Places.inNewFolder { folder in
            let empty = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
            try Data(
                "claimpack: 1\nvenue: generic\nreason: quality\norder:\n  number: \"1\"\n".utf8
            ).write(to: empty.appendingPathComponent("claim.yaml"))
            let output = folder.appendingPathComponent("chats")
            #expect(throws: ClaimpackError.self) {
                try ClaimCase(at: empty.path).export(Self.request("rsmf", output))
            }
            #expect(!FileManager.default.fileExists(atPath: output.path))
        }
    }

    // MARK: Print

    private static let printsHere = ["/usr/bin/weasyprint", "/usr/bin/chromium"].contains {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(
        .enabled(if: printsHere, "neither WeasyPrint nor Chromium is installed"),
        arguments: ["pcb-quality", "mugs-late-and-short"])
    func `the document for the form is a PDF whose first page is the whole statement`(
        sample: String
    ) throws {
        try Places.inNewFolder { folder in
            let output = folder.appendingPathComponent("filing")
            _ = try Self.sample(sample).export(Self.request("card", output, pdf: true))
            let document = output.appendingPathComponent("upload/S0CLAIM.pdf").path
            let info = try Run.tool("pdfinfo", [document])
            #expect(info.status == 0, "\(info.errors)")
            #expect(info.output.contains("Page size:") && info.output.contains("A4"))
            let first = try Run.tool("pdftotext", ["-l", "1", document, "-"]).output
            #expect(first.contains("Statement of claim") && first.contains("In short:"))
            let second = try Run.tool("pdftotext", ["-f", "2", "-l", "2", document, "-"]).output
            #expect(second.contains("Index of exhibits"))
        }
    }
}
