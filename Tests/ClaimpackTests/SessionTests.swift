import Foundation
import TestSupport
import Testing

/// A scripted session: commands, what they print, and how they end, in one file that people can
/// read. `$ ` starts a command; what follows is standard output and then standard error; a line
/// `(exit status N)` is the status, 0 when it is absent. `…` stands for any text in a line, and for
/// any lines when it is the whole line.
struct Session {
    struct Step {
        let command: String
        var expected: [String] = []
        var status: Int32 = 0
    }

    let steps: [Step]

    init(_ text: String) {
        var steps: [Step] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("$ ") {
                steps.append(Step(command: String(line.dropFirst(2))))
            } else if line.hasPrefix("(exit status "),
                let status = Int32(line.dropFirst(13).dropLast())
            {
                steps[steps.count - 1].status = status
            } else if !steps.isEmpty {
                steps[steps.count - 1].expected.append(String(line))
            }
        }
        self.steps = steps.map { step in
            var step = step
            while step.expected.last == "" { step.expected.removeLast() }
            return step
        }
    }

    /// Runs the steps in a shell with `claimpack` on the path, and gives what differs.
    func differences(in folder: URL) throws -> [String] {
        var differences: [String] = []
        for step in steps {
            let ran = try Run.program(
                URL(fileURLWithPath: "/bin/bash"), ["-c", step.command], in: folder,
                environment: [
                    "PATH": Run.claimpack.deletingLastPathComponent().path
                        + ":/usr/local/bin:/usr/bin:/bin"
                ])
            if ran.status != step.status {
                differences.append(
                    "$ \(step.command)\nexit status \(ran.status), expected \(step.status)\n\(ran.errors)"
                )
            }
            var printed = (ran.output + ran.errors).split(
                separator: "\n", omittingEmptySubsequences: false
            ).map(String.init)
            while printed.last == "" { printed.removeLast() }
            if !Self.matches(printed[...], step.expected[...]) {
                differences.append(
                    "$ \(step.command)\nprinted:\n\(printed.joined(separator: "\n"))")
            }
        }
        return differences
    }

    static func matches(_ printed: ArraySlice<String>, _ expected: ArraySlice<String>) -> Bool {
        guard let first = expected.first else { return printed.isEmpty }
        let rest = expected.dropFirst()
        if first == "…" {
            return (printed.startIndex...printed.endIndex).contains {
                matches(printed[$0...], rest)
            }
        }
        guard let line = printed.first, matchesLine(line, first) else { return false }
        return matches(printed.dropFirst(), rest)
    }

    static func matchesLine(_ line: String, _ pattern: String) -> Bool {
        let pieces = pattern.components(separatedBy: "…")
        guard pieces.count > 1 else { return line == pattern }
        guard line.hasPrefix(pieces[0]), line.hasSuffix(pieces[pieces.count - 1]) else {
            return false
        }
        var rest = line.dropFirst(pieces[0].count)
        for piece in pieces.dropFirst().dropLast() {
            guard let range = rest.range(of: piece) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.count >= pieces[pieces.count - 1].count
    }
}

@Suite struct SessionTests {
    static let sessions: [String] = {
        let folder = Places.project.appendingPathComponent("Tests/ClaimpackTests/Sessions")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    }()

    @Test(arguments: sessions)
    func `a session goes as written`(name: String) throws {
        let file = Places.project.appendingPathComponent("Tests/ClaimpackTests/Sessions/\(name)")
        let session = Session(try String(contentsOf: file, encoding: .utf8))
        #expect(!session.steps.isEmpty)
        try Places.inNewFolder { folder in
            for sample in ["pcb-quality", "lamps-late"] {
                try FileManager.default.copyItem(
                    at: Places.project.appendingPathComponent("Samples/\(sample)"),
                    to: folder.appendingPathComponent(sample))
            }
            for difference in try session.differences(in: folder) {
                Issue.record("\(difference)")
            }
        }
    }

    /// The articles of the documentation that show commands.
    static let articles: [String] = {
        let folder = Places.project.appendingPathComponent("Sources/ClaimpackKit/ClaimpackKit.docc")
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { name in
                (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))?
                    .contains("```console") ?? false
            }.sorted()
    }()

    @Test(arguments: articles)
    func `the commands of an article go as written, one after the other`(name: String) throws {
        let file = Places.project.appendingPathComponent(
            "Sources/ClaimpackKit/ClaimpackKit.docc/\(name)")
        let blocks = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "```")
        let session = Session(
            blocks.filter { $0.hasPrefix("console\n") }.map { $0.dropFirst(8) }.joined())
        #expect(!session.steps.isEmpty)
        try Places.inNewFolder { folder in
            try FileManager.default.copyItem(
                at: Places.sample, to: folder.appendingPathComponent("pcb-quality"))
            for difference in try session.differences(in: folder) {
                Issue.record("\(difference)")
            }
        }
    }

    @Test func `every article of the documentation is there`() {
        #expect(
            Self.articles == [
                "BuildABundle.md", "BundleFormat.md", "ExitStatuses.md", "ReadAFinding.md",
                "VerifyWithoutClaimpack.md", "WriteARulebook.md",
            ])
    }

    @Test func `the programs shown in the documentation build a bundle and open it`() throws {
        let built = Run.claimpack.deletingLastPathComponent()
        try Places.inNewFolder { folder in
            _ = try Run.claimpack(
                ["keygen", "--name", "A", "--out", folder.path + "/a", "--no-passphrase"])
            let sealed = try Run.program(
                built.appendingPathComponent("BuildABundle"),
                [Places.sample.path, "case.asice", "a.key", "2026-04-14"], in: folder, environment: [:])
            #expect(sealed.output == "case.asice: 79 of 100\n", "\(sealed.errors)")
            let opened = try Run.program(
                built.appendingPathComponent("OpenABundle"), ["case.asice", "2026-04-14"], in: folder,
                environment: [:])
            #expect(
                opened.output.split(separator: "\n").prefix(4) == [
                    "integrity: intact", "round 1: CN=A, not confirmed", "completeness: 79 of 100",
                    "amount.unsupported: 35,200.00 USD is asked, 17,260.00 USD is supported, "
                        + "17,940.00 USD is not",
                ])
            let absent = try Run.program(
                built.appendingPathComponent("OpenABundle"), ["absent.asice", "2026-04-14"],
                in: folder, environment: [:])
            #expect(absent.status == 1 && absent.output.contains("[file.absent]"))
        }
    }

    @Test func `the session of the README is one of the tested ones`() throws {
        let readme = try String(
            contentsOf: Places.project.appendingPathComponent("README.md"), encoding: .utf8)
        let blocks = readme.components(separatedBy: "```")
        let tested = try Self.sessions.map {
            try String(
                contentsOf: Places.project.appendingPathComponent("Tests/ClaimpackTests/Sessions/\($0)"),
                encoding: .utf8)
        }
        let shown = blocks.map { $0.trimmingCharacters(in: .newlines) }.filter { $0.hasPrefix("$ claimpack") }
        #expect(shown.count == 2)
        for session in shown { #expect(tested.contains { $0.contains(session) }, "\(session)") }
    }

    @Test(arguments: [
        (["a", "b", "c"], ["a", "…", "c"], true), (["a", "c"], ["a", "…", "c"], true),
        (["a", "b"], ["a", "…", "c"], false), (["x 12 y"], ["x … y"], true),
        (["x 12 z"], ["x … y"], false), ([], [], true), (["a"], [], false),
    ])
    func `an ellipsis stands for any text and nothing else does`(
        printed: [String], expected: [String], isMatch: Bool
    ) {
        #expect(Session.matches(printed[...], expected[...]) == isMatch)
    }
}
