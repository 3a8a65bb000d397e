internal import ClaimModel

/// Which transcripts of two sides are one conversation: those that share words nobody says by chance.
enum ConversationMatch {
    /// Letters from which words are not said by chance.
    static let tellingLength = 12
    /// Telling messages two transcripts must share, unless they are half of the shorter one.
    static let tellingCount = 3

    /// A word that more different transcripts of one side hold than this is said by chance, and looked
    /// for no more: so that the time grows with the words, not with the pairs of transcripts.
    static let commonCount = 100

    /// Conversations with each side's transcripts of them: those both sides have, in the order of the
    /// first side, then what one side alone has.
    static func groups(
        _ first: [PlacedTranscript], _ second: [PlacedTranscript]
    ) -> [(first: [PlacedTranscript], second: [PlacedTranscript])] {
        // A conversation may be exported in parts, so whole groups are joined.
        var group = DisjointGroups(count: first.count + second.count)
        // Transcripts of one side with the same words are looked at once.
        let mine = Array(Dictionary(grouping: first.indices) { words(first[$0]) })
        let theirs = Array(Dictionary(grouping: second.indices) { words(second[$0]) })
        var holders: [String: [Int]] = [:]
        for (index, (words, _)) in mine.enumerated() {
            for word in words where holders[word, default: []].count <= commonCount {
                holders[word, default: []].append(index)
            }
        }
        var counts: [String: Int] = [:]
        for (words, _) in theirs { for word in words { counts[word, default: 0] += 1 } }
        var joined: Set<Int> = []
        for (words, members) in theirs {
            var shared: [Int: Int] = [:]
            for word in words where counts[word, default: 0] <= commonCount {
                guard let found = holders[word], found.count <= commonCount else { continue }
                for index in found { shared[index, default: 0] += 1 }
            }
            var isMatched = false
            for (index, count) in shared
            where isConversation(count, ofShorter: min(words.count, mine[index].key.count)) {
                let own = mine[index].value
                if joined.insert(index).inserted { for one in own { group.join(own[0], one) } }
                if !isMatched { for one in members { group.join(first.count + members[0], first.count + one) } }
                isMatched = true
                group.join(own[0], first.count + members[0])
            }
        }
        let groups = group.members.map { members in
            (
                first: members.filter { $0 < first.count }.map { first[$0] },
                second: members.filter { $0 >= first.count }.map { second[$0 - first.count] }
            )
        }
        return groups.filter { !$0.first.isEmpty && !$0.second.isEmpty }
            + groups.filter { $0.first.isEmpty || $0.second.isEmpty }
    }

    private static func words(_ one: PlacedTranscript) -> Set<String> {
        Set(
            one.transcript.messages.lazy.filter { $0.author == .person }.map(MessageKey.words)
                .filter { $0.utf8.count >= tellingLength })
    }

    private static func isConversation(_ shared: Int, ofShorter count: Int) -> Bool {
        shared >= tellingCount || (shared > 0 && shared * 2 >= count)
    }
}

/// Numbers from 0 that are joined into groups.
struct DisjointGroups {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    /// Puts the groups of two numbers together.
    mutating func join(_ one: Int, _ other: Int) {
        let (one, other) = (root(one), root(other))
        parent[max(one, other)] = min(one, other)
    }

    /// The groups by their first number, each in ascending order.
    var members: [[Int]] {
        var copy = self
        var groups: [[Int]] = []
        var place: [Int: Int] = [:]
        for index in parent.indices {
            let root = copy.root(index)
            if let known = place[root] {
                groups[known].append(index)
            } else {
                place[root] = groups.count
                groups.append([index])
            }
        }
        return groups
    }

    /// The smallest number of a group. The way there is halved each time it is gone.
    private mutating func root(_ index: Int) -> Int {
        var index = index
        while parent[index] != index {
            parent[index] = parent[parent[index]]
            index = parent[index]
        }
        return index
    }
}
