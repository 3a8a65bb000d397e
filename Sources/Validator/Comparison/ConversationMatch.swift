internal import ClaimModel

/// Which transcripts of two sides are one conversation: those that share words nobody says by chance.
enum ConversationMatch {
    /// Letters from which words are not said by chance.
    static let tellingLength = 12
    /// Telling messages two transcripts must share, unless they are half of the shorter one.
    static let tellingCount = 3

    /// Conversations with each side's transcripts of them: those both sides have, in the order of the
    /// first side, then what one side alone has.
    static func groups(
        _ first: [PlacedTranscript], _ second: [PlacedTranscript]
    ) -> [(first: [PlacedTranscript], second: [PlacedTranscript])] {
        let firstWords = first.map(words), secondWords = second.map(words)
        // A conversation may be exported in parts, so whole groups are joined.
        var group = Array(0..<first.count + second.count)
        func root(_ index: Int) -> Int {
            var index = index
            while group[index] != index { index = group[index] }
            return index
        }
        for (left, mine) in firstWords.enumerated() {
            for (right, theirs) in secondWords.enumerated() where isShared(mine, theirs) {
                let (one, other) = (root(left), root(first.count + right))
                group[max(one, other)] = min(one, other)
            }
        }
        var groups: [(first: [PlacedTranscript], second: [PlacedTranscript])] = []
        for index in group.indices where root(index) == index {
            let members = group.indices.filter { root($0) == index }
            groups.append(
                (
                    members.filter { $0 < first.count }.map { first[$0] },
                    members.filter { $0 >= first.count }.map { second[$0 - first.count] }
                ))
        }
        return groups.filter { !$0.first.isEmpty && !$0.second.isEmpty }
            + groups.filter { $0.first.isEmpty || $0.second.isEmpty }
    }

    private static func words(_ one: PlacedTranscript) -> Set<String> {
        Set(
            one.transcript.messages.lazy.filter { $0.author == .person }.map(MessageKey.words)
                .filter { $0.utf8.count >= tellingLength })
    }

    private static func isShared(_ one: Set<String>, _ other: Set<String>) -> Bool {
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        let shared = short.count { long.contains($0) }
        return shared >= tellingCount || (shared > 0 && shared * 2 >= short.count)
    }
}
