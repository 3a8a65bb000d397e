internal import ClaimModel

extension Check {
    /// No exhibit is dated after the day of judgement, and times say which zone they are in.
    static let clocksAreSane = Check(
        id: "C31", title: "no exhibit is dated in the future", subject: "clock", trouble: "future",
        remedy: "correct the date, or say why the device's clock was wrong", effort: .minutes
    ) { facts in
        var clocks: [(clock: ClockReading, citation: Citation)] = []
        var future: [Citation] = []
        for exhibit in facts.counting {
            if let dated = exhibit.collected.exhibit.dated, facts.asOf < dated.value {
                future.append(Citation(dated))
            }
            func note(_ clock: ClockReading, _ spot: Place.Spot, _ file: CollectedFile) {
                clocks.append(
                    (
                        clock,
                        Citation(
                            text: clock.text, place: exhibit.place(spot, in: file), origin: .read)
                    ))
            }
            for (image, file) in exhibit.images {
                for clock in image.clocks { note(clock.reading, .member(clock.tag), file) }
            }
            for (video, file) in exhibit.videos {
                for clock in video.clocks { note(clock.reading, .member(clock.tag), file) }
            }
            for (record, file) in exhibit.trackings {
                for shipment in record.shipments {
                    for event in shipment.events {
                        if let clock = event.clock { note(clock, event.spot, file) }
                    }
                }
            }
            for (transcript, file) in exhibit.transcripts {
                for message in transcript.messages {
                    if let clock = message.clock { note(clock, .message(message.number), file) }
                }
            }
        }
        // A day somewhere on earth may be one ahead of Beijing's name for it, not more.
        let last = facts.asOf.adding(days: 1)
        future += clocks.filter { last < $0.clock.days(at: .beijing).lowerBound }.map(\.citation)
        if !future.isEmpty {
            return .fail("dated after \(facts.asOf)", Array(future.prefix(5)))
        }
        let floating = clocks.filter {
            $0.clock.wallClock.hour != nil
                && $0.clock.days(at: .beijing).lowerBound != $0.clock.days(at: .beijing).upperBound
        }
        if let first = floating.first {
            return .cannotTell(
                "\(floating.count == 1 ? "a time carries" : "\(floating.count) times carry") no zone",
                [first.citation])
        }
        return clocks.isEmpty
            ? .cannotTell("no exhibit carries a time that could be read")
            : .pass("no exhibit is dated in the future", Array(clocks.prefix(3).map(\.citation)))
    }
}
