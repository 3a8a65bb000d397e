import Foundation
import TestSupport
import Testing

@testable import claimpack

/// What the program says of itself: topics, commands and their examples.
@Suite struct HelpTests {
    @Test(arguments: HelpTopic.allCases)
    func `a topic is printed and fits 80 columns`(topic: HelpTopic) throws {
        let ran = try Run.claimpack(["help", topic.rawValue])
        #expect(ran.status == 0)
        #expect(ran.output == topic.text)
        #expect(ran.errors == "")
        for line in topic.text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
        #expect(try Run.claimpack(["--help"]).output.contains("claimpack help \(topic.rawValue)"))
    }

    @Test func `every exit status stands in its topic, and no other`() throws {
        let stated = HelpTopic.exitCodes.text.split(separator: "\n").compactMap { line in
            line.hasPrefix("  ") ? Int32(line.split(separator: " ").first ?? "") : nil
        }
        let all: [claimpack.ExitStatus] = [
            .yes, .no, .broken, .undetermined, .usage, .unreadableClaim, .noSuchFile,
            .internalFault, .cannotCreate, .inputOutput, .noPermission,
        ]
        #expect(stated == all.map(\.rawValue) + [130, 143])
    }

    @Test(arguments: [
        ("exit-code", "did you mean “claimpack help exit-codes”?"),
        ("biuld", "did you mean “claimpack help build”?"), ("weather", "the topics are exit-codes"),
    ])
    func `a mistyped topic gets the nearest`(word: String, words: String) throws {
        let ran = try Run.claimpack(["help", word])
        #expect(ran.status == 64)
        #expect(ran.errors.contains(words))
    }

    static let commands = RootCommand.configuration.subcommands.compactMap {
        $0.configuration.commandName
    }

    @Test(arguments: commands)
    func `a command says what it does in one line and shows examples that fit 80 columns`(
        name: String
    ) throws {
        let command = try #require(
            RootCommand.configuration.subcommands.first { $0.configuration.commandName == name })
        #expect(!command.configuration.abstract.isEmpty)
        #expect(command.configuration.abstract.count <= 80)
        if command.configuration.subcommands.isEmpty {
            #expect(command.configuration.discussion.contains("Examples:"))
        }
        for line in command.configuration.discussion.split(separator: "\n") {
            #expect(line.count <= 80, "\(name): \(line)")
        }
        #expect(try Run.claimpack(["help", name]).status == 0)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a shell gets completions that it takes`(shell: String) throws {
        let ran = try Run.claimpack(["--generate-completion-script", shell])
        #expect(ran.status == 0)
        for name in Self.commands { #expect(ran.output.contains(name), "\(name)") }
        guard shell == "bash" else { return }
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("claimpack.bash")
            try Data(ran.output.utf8).write(to: file)
            let read = try Run.tool("bash", ["-n", file.path])
            #expect(read.status == 0, "\(read.errors)")
        }
    }
}
