import ArgumentParser

/// Nearest matches for mistyped words.
enum Suggestion {
    /// A sentence when the first argument looks like a mistyped command; nil when it is a command,
    /// an option or nothing near.
    static func forCommand(in arguments: [String]) -> String? {
        guard let word = arguments.first, !word.hasPrefix("-") else { return nil }
        let commands =
            RootCommand.configuration.subcommands.compactMap { $0.configuration.commandName } + [
                "help"
            ]
        guard !commands.contains(word) else { return nil }
        let nearest = commands.map { (name: $0, distance: distance(word, $0)) }
            .min { $0.distance < $1.distance }
        if let nearest, nearest.distance <= 2 || nearest.name.hasPrefix(word) {
            return "there is no command “\(word)”; did you mean “\(nearest.name)”?"
        }
        return "there is no command “\(word)”; the commands are \(commands.joined(separator: ", "))"
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
