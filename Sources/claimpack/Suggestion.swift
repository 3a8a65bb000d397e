import ArgumentParser

/// Nearest matches for mistyped words.
enum Suggestion {
    /// A sentence when the first argument looks like a mistyped command; nil when it is a command,
    /// an option or nothing near.
    static func forCommand(in arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        if word == "help" { return forTopic(in: arguments.dropFirst()) }
        let commands = self.commands + ["help"]
        guard !commands.contains(word) else { return nil }
        if let nearest = nearest(to: word, among: commands) {
            return "there is no command “\(word)”; did you mean “\(nearest)”?"
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
        if let nearest = nearest(to: word, among: subjects) {
            return "there is no help on “\(word)”; did you mean “claimpack help \(nearest)”?"
        }
        return "there is no help on “\(word)”; the topics are "
            + HelpTopic.allCases.map(\.rawValue).joined(separator: ", ") + " and the commands"
    }

    /// The word a person may have meant; nil when none is near.
    static func nearest(to word: String, among words: [String]) -> String? {
        let nearest = words.map { (name: $0, distance: distance(word, $0)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= 2 || nearest.name.hasPrefix(word) else { return nil }
        return nearest.name
    }

    /// Insertions, deletions and substitutions between two words (Levenshtein 1965).
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.lowercased().prefix(40)), right = Array(right.lowercased().prefix(40))
        var row = Array(0...right.count)
        for (index, character) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let substitution = diagonal + (character == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(substitution, row[column] + 1, row[column + 1] + 1)
            }
        }
        return row[right.count]
    }
}
