import Foundation
import TestSupport
import Testing

/// What a mediator sees of every sample, byte for byte: `Inspected/NAME.txt` and `.json`, and one table
/// of all. The bundles are sealed under one key at one time, so that nothing in them changes. With
/// `CLAIMPACK_WRITE_GOLDENS=1` the files are written instead of compared, to be looked at before they are kept.
@Suite(.serialized) struct InspectGoldenTests {
    private static let folder = Places.project.appendingPathComponent("Tests/ClaimpackTests/Inspected")
    private static let isWriting = ProcessInfo.processInfo.environment["CLAIMPACK_WRITE_GOLDENS"] != nil

    /// All samples as bundles: RSA signatures over equal bytes are equal.
    private static let bundles: URL? = try? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "claimpack-inspected-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        atexit {
            if let folder = InspectGoldenTests.bundles { try? FileManager.default.removeItem(at: folder) }
        }
        for name in ["sealer.key", "sealer.crt"] {
            try FileManager.default.copyItem(
                at: Self.folder.appendingPathComponent(name), to: folder.appendingPathComponent(name))
        }
        for name in RulesCommandTests.names {
            let ran = try Run.program(
                URL(fileURLWithPath: "/usr/bin/env"),
                [
                    "faketime", "-f", "2026-04-15 12:00:00", Run.claimpack.path, "build",
                    RulesCommandTests.samples.appendingPathComponent(name).path, "-o", "\(name).asice",
                    "--key", "sealer.key",
                ], in: folder, environment: [:])
            guard ran.status == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
        return folder
    }()

    private func compare(_ text: String, with name: String) throws {
        let file = Self.folder.appendingPathComponent(name)
        if Self.isWriting { try Data(text.utf8).write(to: file) }
        let expected = try String(contentsOf: file, encoding: .utf8)
        if text != expected {
            let lines = zip(
                text.split(separator: "\n", omittingEmptySubsequences: false),
                expected.split(separator: "\n", omittingEmptySubsequences: false))
            let first = lines.first { $0 != $1 }
            Issue.record("\(name) differs: \(first.map { "\($0)\ninstead of\n\($1)" } ?? "in length")")
        }
    }

    private static let surroundings: [[String: String]] = [
        [:], ["TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"],
        ["TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
    ]

    @Test(arguments: RulesCommandTests.names)
    func `inspect of a sample prints what is written`(name: String) throws {
        let folder = try #require(Self.bundles)
        for (kind, option, others) in [("txt", "--color=never", 1...1), ("json", "--json", 2...2)] {
            let all = try (Self.surroundings.prefix(1) + Self.surroundings[others]).map {
                try Run.claimpack(["inspect", "\(name).asice", option], in: folder, environment: $0)
            }
            #expect(all.allSatisfy { $0.status == 0 && $0.output == all[0].output })
            try compare(all[0].output, with: "\(name).\(kind)")
            if kind == "txt" {
                for line in all[0].output.split(separator: "\n") where !line.contains("sha256") {
                    #expect(columns(line) <= 80, "\(line)")
                }
            }
        }
    }

    /// Columns of a terminal: wide characters take two.
    private func columns(_ line: Substring) -> Int {
        line.unicodeScalars.reduce(0) { $0 + ((0x2E80...0xFFE6).contains($1.value) ? 2 : 1) }
    }

    @Test func `the table of all samples is what is written`() throws {
        let folder = try #require(Self.bundles)
        let names = RulesCommandTests.names.map { "\($0).asice" }
        for environment in Self.surroundings {
            let ran = try Run.claimpack(["inspect"] + names + ["--csv"], in: folder, environment: environment)
            #expect(ran.status == 0)
            try compare(ran.output, with: "samples.csv")
        }
    }

    @Test func `a mediator finds every part, in the order he asks`() throws {
        let folder = try #require(Self.bundles)
        let text = try Run.claimpack(["inspect", "pcb-quality.asice"], in: folder).output
        var rest = text[...]
        for part in [
            "one side's", "integrity  [ok]", "signer     [??]", "time       [??]", "complete   [??]",
            "the dispute, in the claimant's words", "completeness, recomputed here", "gates:", "missing, or too weak",
            "contradictions", "chronology", "exhibits, read again here", "talk: C-1", "translated by the page",
            "seal, time and files", "not checked",
        ] {
            let range = try #require(rest.range(of: part), "\(part)")
            rest = rest[range.upperBound...]
        }
    }
}
