import ArgumentParser
import ClaimpackKit

/// Nearest matches for mistyped words.
enum Suggestion {
    /// A sentence when the first argument looks like a mistyped command; nil when it is a command,
    /// an option or nothing near.
    static func forCommand(in arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        if word == "help" { return forTopic(in: arguments.dropFirst()) }
        let commands = self.commands + ["help"]
        guard !commands.contains(word) else { return nil }
        if let near = nearest(word, in: commands) {
            return "there is no command “\(word)”; did you mean “\(near)”?"
        }
        return "there is no command “\(word)”; the commands are \(commands.joined(separator: ", "))"
    }

    private static var commands: [String] {
        RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    /// The same for what `claimpack help` is asked about: a command or a topic.
    private static func forTopic(in words: ArraySlice<String>) -> String? {
        guard let word = words.first, !word.hasPrefix("-") else { return nil }
        let subjects = HelpTopic.allCases.map(\.rawValue) + commands
        guard !subjects.contains(word) else { return nil }
        if let near = nearest(word, in: subjects) {
            return "there is no help on “\(word)”; did you mean “claimpack help \(near)”?"
        }
        return "there is no help on “\(word)”; the topics are "
            + HelpTopic.allCases.map(\.rawValue).joined(separator: ", ") + " and the commands"
    }

    /// The target of `export --for`; a word that is near a venue's name is no path of a rulebook.
    static func target(_ word: String) throws -> ExportRequest.Target {
        if word.contains("/") || word.contains(".") { return ExportRequest.Target(word) }
        return ExportRequest.Target(
            try one(
                of: RulebookCatalog.names + [
                    ExportRequest.Target.bagName, ExportRequest.Target.conversationsName,
                ], word))
    }

    /// The name of a venue.
    static func venue(_ word: String) throws -> String { try one(of: RulebookCatalog.names, word) }

    private static func one(of names: [String], _ word: String) throws -> String {
        if names.contains(word) { return word }
        if let near = nearest(word, in: names) {
            throw UsageProblem(message: "there is no venue “\(word)”; did you mean “\(near)”?")
        }
        throw UsageProblem(
            message: "there is no venue “\(word)”; the venues are \(names.joined(separator: ", "))")
    }

    /// The name that was probably meant: one that begins so, else one that is few letters off.
    private static func nearest(_ word: String, in names: [String]) -> String? {
        if word.utf8.count >= 3, let whole = names.first(where: { $0.hasPrefix(word) }) { return whole }
        return Reporting.nearest(word, in: names)
    }

    /// A sentence when an option looks like a mistyped one of its command. It reads the command's help, so ask
    /// only when something is wrong.
    static func forOption(in arguments: [String]) -> String? {
        guard let name = arguments.first, !name.hasPrefix("-"),
            var command = command(name, of: RootCommand.self)
        else { return nil }
        if arguments.count > 1, let inner = self.command(arguments[1], of: command) {
            command = inner
        }
        let help = RootCommand.helpMessage(for: command, columns: 200)
        let known = help.split { !$0.isLetter && $0 != "-" && !$0.isNumber }.map(String.init)
            .filter { $0.hasPrefix("--") }
        for word in arguments.dropFirst().prefix(while: { $0 != "--" }) where word.hasPrefix("--") {
            let option = String(word.prefix { $0 != "=" })
            guard !known.contains(option), let near = nearest(option, in: known) else { continue }
            return "there is no option “\(option)”; did you mean “\(near)”?"
        }
        return nil
    }

    private static func command(
        _ name: String, of parent: any ParsableCommand.Type
    ) -> (any ParsableCommand.Type)? {
        parent.configuration.subcommands.first { $0.configuration.commandName == name }
    }
}
