import Foundation
import TestSupport
import Testing

/// Reading through the command: what is missing, what is unknown, and what files tell of people.
@Suite struct ReadingCommandTests {
    static let canHide: Bool =
        (try? Run.tool("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status) == 0
        && FileManager.default.fileExists(atPath: "/usr/bin/tesseract")
        && FileManager.default.fileExists(atPath: "/usr/bin/pdftotext")
    private static let sample = Places.project.appendingPathComponent("Samples/pcb-quality").path

    /// Runs `check` of a sample where programs of the system cannot be found.
    private static func check(hiding programs: [String]) throws -> Ran {
        let hiding = programs.map { "mount --bind /dev/null /usr/bin/\($0) && " }.joined()
        return try Run.tool(
            "unshare",
            [
                "-m", "bash", "-c",
                hiding + "exec \"$0\" check \"$1\" --whole --color never --as-of 2026-04-14",
                Run.claimpack.path, sample,
            ])
    }

    @Test(.enabled(if: canHide, "skipped: nothing can be hidden here"))
    func `without tesseract a screenshot stays unread, which is said, and the case is judged`() throws {
        let with = try Self.check(hiding: [])
        let without = try Self.check(hiding: ["tesseract"])
        #expect(with.status == without.status)
        #expect(with.output.contains("recognised at A-1"))
        #expect(!without.output.contains("recognised at"))
        let plain = without.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(
            plain.contains("the text on the picture was not read: tesseract is not installed"))
        #expect(plain.contains("install the package tesseract-ocr"))
    }

    @Test(.enabled(if: canHide, "skipped: nothing can be hidden here"))
    func `without poppler a PDF stays unread, which is said, and the exit status is 3`() throws {
        let ran = try Self.check(hiding: ["pdfinfo", "pdftotext", "pdfsig", "pdftoppm"])
        #expect(ran.status == 3, "\(ran.errors)")
        let plain = ran.output.split { $0.isWhitespace }.joined(separator: " ")
        #expect(plain.contains("install the package poppler-utils"))
    }

    private static let claim = """
        claimpack: 1
        venue: alibaba-trade-assurance
        reason: quality
        filing-on: 2026-04-14
        order:
          number: "287340516001029481"

        """

    @Test func `a folder full of unknown formats gets one sentence`() throws {
        try Places.inNewFolder { folder in
            try FileManager.default.createDirectory(
                at: folder.appendingPathComponent("case/A-contract"),
                withIntermediateDirectories: true)
            for index in 1...20 {
                let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ index) }
                try Data([0x00, 0xFF, 0x13] + bytes).write(
                    to: folder.appendingPathComponent("case/A-contract/thing-\(index).dwg"))
            }
            try Data(Self.claim.utf8).write(to: folder.appendingPathComponent("case/claim.yaml"))
            let ran = try Run.claimpack(["check", "case", "--json"], in: folder)
            let report = try #require(
                try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
            let findings = try #require(report["findings"] as? [[String: Any]])
            let told = findings.filter { $0["code"] as? String == "file.format.unknown" }
            #expect(told.count == 1)
            #expect(
                (told.first?["message"] as? String)?.hasPrefix(
                    "all 20 files are of formats that are not read") ?? false)
            #expect(ran.status == 1, "\(ran.errors)")
        }
    }

    @Test func `what files tell of people is told before the seal, and can stop it`() throws {
        try Places.inNewFolder { folder in
            let chat = folder.appendingPathComponent("case/C-chat")
            try FileManager.default.createDirectory(at: chat, withIntermediateDirectories: true)
            try Data(
                """
                [2026-04-09, 12:24] Lin: call +86 138 0013 8000 or mail lin@example.cn
                [2026-04-09, 12:25] Lin: pay to GB82 WEST 1234 5698 7654 32

                """.utf8
            ).write(to: chat.appendingPathComponent("chat.txt"))
            try Data(Self.claim.utf8).write(to: folder.appendingPathComponent("case/claim.yaml"))
            let build = ["build", "case", "-o", "a.asice", "--external"]
            let stopped = try Run.claimpack(build + ["--private", "stop"], in: folder)
            #expect(stopped.status == 3, "\(stopped.errors)")
            #expect(stopped.output.isEmpty)
            for word in [
                "1 telephone number in: C-1 chat.txt", "1 mail address in: C-1 chat.txt",
                "1 bank account in: C-1 chat.txt", "nothing was sealed",
            ] {
                #expect(stopped.errors.contains(word), "\(stopped.errors)")
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["case"])
            let listed = try Run.claimpack(build, in: folder)
            #expect(listed.status == 0, "\(listed.errors)")
            #expect(listed.errors.contains("whoever opens the bundle learns"))
            let wrong = try Run.claimpack(build + ["--private", "hide"], in: folder)
            #expect(wrong.status == 64)

            // A supplement seals no less.
            _ = try Run.claimpack(["keygen", "--name", "Larkspur", "--out", "k", "--no-passphrase"], in: folder)
            _ = try Run.claimpack(["build", "case", "-o", "one.asice", "--key", "k.key"], in: folder)
            try Data("[2026-04-10, 12:24] Lin: call +86 138 0013 8001\n".utf8)
                .write(to: chat.appendingPathComponent("more.txt"))
            let add = ["add", "one.asice", "case", "-o", "two.asice", "--key", "k.key"]
            let unsealed = try Run.claimpack(add + ["--private", "stop"], in: folder)
            #expect(unsealed.status == 3 && unsealed.errors.contains("nothing was sealed"), "\(unsealed.errors)")
            let sealed = try Run.claimpack(add, in: folder)
            // What is sealed already can be kept out no more, and stops nothing.
            let harmless = folder.appendingPathComponent("case/A-contract")
            try FileManager.default.createDirectory(at: harmless, withIntermediateDirectories: true)
            try Data("an order\n".utf8).write(to: harmless.appendingPathComponent("order.txt"))
            let further = try Run.claimpack(
                ["add", "two.asice", "case", "-o", "three.asice", "--key", "k.key", "--private", "stop"], in: folder)
            #expect(further.status == 0, "\(further.errors)")
            #expect(sealed.status == 0 && sealed.errors.contains("whoever opens the bundle learns"), "\(sealed.errors)")
        }
    }

    @Test func `a bundle for whose venue there are no rules is shown, and judged by none`() throws {
        try Places.inNewFolder { folder in
            let site = try CrashSite(in: folder)
            let rules = folder.appendingPathComponent("own.yaml")
            let shipped = try String(
                contentsOf: Places.project.appendingPathComponent(
                    "Sources/Validator/Rulebooks/alibaba-trade-assurance.yaml"), encoding: .utf8)
            try Data(
                shipped.replacingOccurrences(of: "alibaba-trade-assurance", with: "a-court-of-its-own").utf8
            ).write(to: rules)
            let claim = site.folder.appendingPathComponent("case/claim.yaml")
            let text = try String(contentsOf: claim, encoding: .utf8)
            try Data(
                text.replacingOccurrences(of: "alibaba-trade-assurance", with: "a-court-of-its-own").utf8
            ).write(to: claim)
            let built = try site.claimpack(CrashSite.build + ["--rulebook", "own.yaml"])
            try #require(built.status == 0, "\(built.errors)")
            let shown = try site.claimpack(["inspect", "out.asice", "--no-programs"])
            #expect(shown.status == 0 && shown.output.contains("287340516001029481"), "\(shown.output)")
            #expect(shown.output.contains("the claim was not judged"))
            let json = try site.claimpack(["inspect", "out.asice", "--no-programs", "--json"])
            let report = try #require(
                JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect((report["claim"] as? [String: Any])?["order"] as? String == "287340516001029481")
            #expect((report["exhibits"] as? [Any])?.isEmpty == false)
            for (format, start) in [("text", "integrity"), ("json", "{"), ("sarif", ""), ("junit", "")] {
                let ran = try site.claimpack(["check", "out.asice", "--no-programs", "--format", format])
                #expect(ran.status == 3, "\(format)")
                if start.isEmpty {
                    #expect(ran.output.isEmpty && !ran.errors.isEmpty, "\(format): \(ran.output)")
                } else {
                    #expect(ran.output.contains(start), "\(format): \(ran.output)")
                }
            }
            // Whatever the format, a broken bundle is told first.
            let bundle = folder.appendingPathComponent("out.asice")
            let whole = try Data(contentsOf: bundle)
            try whole.prefix(whole.count / 2).write(to: bundle)
            for format in ["text", "json", "sarif", "junit"] {
                let ran = try site.claimpack(["check", "out.asice", "--no-programs", "--format", format])
                #expect(ran.status == 2, "\(format): \(ran.errors)")
            }
        }
    }

    @Test func `doctor says the same as one JSON object`() throws {
        let ran = try Run.claimpack(["doctor", "--json"])
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
        #expect(report["schema"] as? String == "urn:claimpack:json:doctor:1")
        let facts = try #require(report["facts"] as? [String: String])
        #expect(facts["sandboxed"] == (ran.status == 0 ? "true" : "false"))
        #expect(facts["worker.open-a-file"] == "stopped: refused")
        #expect(facts.keys.contains("program.tesseract"))
    }
}
