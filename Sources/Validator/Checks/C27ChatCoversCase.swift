internal import ClaimModel

extension Check {
    /// The chat runs from the order to the complaint, in order, without a long gap, between the
    /// parties.
    static let chatCoversCase = Check(
        id: "C27", title: "the chat covers the case without a gap", subject: "chat-range",
        trouble: "gap", remedy: "capture the chat from the first inquiry to today, unbroken",
        effort: .minutes
    ) { facts in
        // A rulebook may say any number; more than a century is no gap anybody means.
        let limit = min(facts.rulebook.limit(.chatGapDays)?.value.wholeNumber ?? 30, 36_500)
        var clocks: [(clock: ClockReading, citation: Citation)] = []
        for exhibit in facts.exhibits(of: .chat) {
            for (transcript, file) in exhibit.transcripts {
                var last: (clock: ClockReading, number: Int)?
                for message in transcript.messages where message.author == .person {
                    guard let clock = message.clock else { continue }
                    let citation = Citation(
                        text: clock.text, place: exhibit.place(.message(message.number), in: file),
                        origin: .read)
                    if let last, clock.latest < last.clock.earliest {
                        return .fail(
                            "message \(message.number) is older than message \(last.number) before it",
                            [citation])
                    }
                    clocks.append((clock, citation))
                    last = (clock, message.number)
                }
            }
        }
        clocks.sort { ($0.clock.earliest, $0.clock.latest) < ($1.clock.earliest, $1.clock.latest) }
        guard let first = clocks.first, let last = clocks.last else {
            return .cannotTell("the messages carry no times that could be read")
        }
        guard let placed = facts.claim.order.placed else {
            return .cannotTell(
                "the day of the order is not stated", [first.citation, last.citation])
        }
        let end =
            facts.claim.complaint?.toldSupplier?.value.earliest
            ?? Int64(facts.filingDay.dayNumber - limit) * 86_400
        if placed.value.latest < first.clock.earliest {
            return .fail("the chat begins after the order", [Citation(placed), first.citation])
        }
        if last.clock.latest < end {
            return .fail("the chat ends before the complaint", [last.citation])
        }
        for (left, right) in zip(clocks, clocks.dropFirst())
        where right.clock.earliest - left.clock.latest > Int64(limit) * 86_400 {
            return .fail(
                "more than \(limit) days without a message", [left.citation, right.citation])
        }
        return .pass(
            "the chat runs from \(first.clock.wallClock.day) to \(last.clock.wallClock.day)",
            [Citation(placed), first.citation, last.citation])
    }
}
