internal import ClaimModel

/// Where the other side stands by talk elsewhere: a message of the supplier, or a document, that
/// names the channel and says so. All messages are read once, whatever the number of exhibits.
struct Acknowledgements {
    private let rulebook: Rulebook
    /// The channels of the rulebook, each with all its names.
    private let channels: [[String]]
    /// The first acknowledgement of each channel, with its rank among all.
    private var found: [(rank: Int, citation: Citation)?]

    init(_ facts: CaseFacts) {
        rulebook = facts.rulebook
        channels = rulebook.vocabulary.channels.map { line in
            line.split(separator: "/").map { $0.filter { $0 != " " } }
        }
        found = Array(repeating: nil, count: channels.count)
        guard facts.counting.contains(where: \.isTalkOutside),
            rulebook.admissibility.rule(.offPlatformChat)?.status.isBarred ?? false
        else { return }
        read(facts)
    }

    /// True when talk outside the venue counts as chat: by rule, or because the other side stands by
    /// it.
    func isTakenAsChat(_ exhibit: JudgedExhibit) -> Bool {
        guard exhibit.isTalkOutside else { return false }
        guard let rule = rulebook.admissibility.rule(.offPlatformChat), rule.status.isBarred else {
            return true
        }
        return acknowledgement(of: exhibit) != nil
    }

    /// The first acknowledgement of the channel an exhibit was written on; of any where it says none.
    func acknowledgement(of exhibit: JudgedExhibit) -> Citation? {
        let stated =
            exhibit.transcripts.map(\.transcript.platform)
            + [exhibit.collected.exhibit.channel?.value].compactMap(\.self)
        let own = Set(stated.map { Array($0.lowercased().utf8) })
        let named = channels.indices.filter { index in
            channels[index].contains { own.contains(Array($0.lowercased().utf8)) }
        }
        return (named.isEmpty ? Array(channels.indices) : named).compactMap { found[$0] }
            .min { $0.rank < $1.rank }?.citation
    }

    private mutating func read(_ facts: CaseFacts) {
        let words = Phrases(rulebook.vocabulary.acknowledgements)
        let negations = Phrases(rulebook.vocabulary.negations)
        let names = channels.map { Phrases($0) }
        var rank = 0
        func note(
            _ text: String, _ citation: () -> Citation,
            in found: inout [(rank: Int, citation: Citation)?]
        ) {
            guard words.first(in: text, notAfter: negations) != nil else { return }
            rank += 1
            for index in names.indices
            where found[index] == nil && names[index].first(in: text) != nil {
                found[index] = (rank, citation())
            }
        }
        // Talk elsewhere does not acknowledge itself.
        for exhibit in facts.counting where !exhibit.isTalkOutside {
            for (transcript, file) in exhibit.transcripts {
                for message in transcript.messages
                where message.author == .person && facts.side(of: message) == .supplier {
                    note(
                        message.text,
                        {
                            Citation(
                                text: message.text,
                                place: exhibit.place(.message(message.number), in: file), origin: .read)
                        }, in: &found)
                }
            }
            guard exhibit.transcripts.isEmpty else { continue }
            for line in exhibit.lines {
                note(
                    line.text,
                    { Citation(text: line.text, place: line.place, origin: line.origin) }, in: &found)
            }
        }
    }
}
