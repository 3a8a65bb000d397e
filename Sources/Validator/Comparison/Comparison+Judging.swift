package import ClaimModel

extension Comparison {
    /// What is compared: a collected case and what it is called.
    package struct Subject {
        let name: String
        let collected: CollectedClaim
        let isSealed: Bool

        /// - Parameter isSealed: whether it is a bundle.
        package init(name: String, collected: CollectedClaim, isSealed: Bool) {
            self.name = name
            self.collected = collected
            self.isSealed = isSealed
        }

        var summary: ComparedCase {
            let claim = collected.claim
            return ComparedCase(
                name: name, order: claim.order.number.value,
                parties: [claim.buyer?.name.value, claim.supplier.map { ($0.latinName ?? $0.name).value }]
                    .compactMap { $0 })
        }
    }

    /// Compares two cases of one order.
    ///
    /// This is judging and stands here: it decides what counts as the same message, the same value, the
    /// same clock. A pure function of the two; swapping them swaps what it says of each side.
    package init(of first: Subject, and second: Subject) {
        var isTooLong = false
        let conversations = ConversationMatch.groups(
            PlacedTranscript.all(in: first.collected), PlacedTranscript.all(in: second.collected)
        ).map { group in
            group.first.isEmpty || group.second.isEmpty
                ? ConversationComparison(
                    platform: (group.first + group.second).first?.transcript.platform ?? "",
                    first: group.first.map(\.place), second: group.second.map(\.place))
                : ConversationAlignment.comparison(group.first, group.second, isTooLong: &isTooLong)
        }
        let files = FileMatch.comparisons(first.collected, second.collected)
        let facts = StatedValues.comparisons(
            StatedValues(of: first.collected, isSealed: first.isSealed),
            StatedValues(of: second.collected, isSealed: second.isSealed))
        var list = DifferenceList()
        list.add(facts)
        for conversation in conversations { list.add(conversation) }
        list.add(files, besides: conversations)
        self.init(
            first: first.summary, second: second.summary, conversations: conversations, files: files,
            facts: facts, chronology: Self.chronology(first, second), differences: list.sorted(),
            notCompared: Self.notCompared(conversations, isTooLong: isTooLong))
    }

    private static func notCompared(
        _ conversations: [ConversationComparison], isTooLong: Bool
    ) -> [String] {
        var sentences = [
            "pictures and videos were compared as bytes: a picture saved again is another file",
            "printed papers were compared as bytes and by order number, order total, sum paid and lot, not word by word",
        ]
        let notices = conversations.flatMap(\.notices).reduce(0, +)
        if notices > 0 {
            sentences.append(
                "\(notices) notices of chat programs were left out: every export words them for itself")
        }
        if conversations.contains(where: { !$0.isZoneKnown && $0.clockDifference != nil }) {
            sentences.append(
                "times without an offset were compared as written: whether the zones or the clocks differ cannot be told")
        }
        if isTooLong {
            sentences.append(
                "in a stretch of more than \(ConversationAlignment.likenessLimit) possible pairs no message was looked at for altered words")
        }
        return sentences
    }

    /// Both sides' events in one order; one that both tell in the same words at the same time is told once.
    private static func chronology(_ first: Subject, _ second: Subject) -> [SidedEvent] {
        struct Told: Hashable {
            let words: String
            let time: String
        }
        func key(_ event: CaseEvent) -> Told { Told(words: event.words, time: event.clock?.text ?? "") }
        func events(_ subject: Subject) -> [CaseEvent] {
            subject.collected.events.map { event in
                var event = event
                if subject.isSealed { event.place = event.place.inBundle }
                return event
            }
        }
        let mine = events(first), theirs = events(second)
        let myKeys = Set(mine.map(key)), theirKeys = Set(theirs.map(key))
        return
            (mine.map { SidedEvent(event: $0, sides: theirKeys.contains(key($0)) ? [.first, .second] : [.first]) }
            + theirs.filter { !myKeys.contains(key($0)) }.map { SidedEvent(event: $0, sides: [.second]) })
            .sorted { $0.event < $1.event }
    }
}
