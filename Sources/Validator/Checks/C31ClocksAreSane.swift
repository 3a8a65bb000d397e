internal import ClaimModel

extension Check {
    /// No exhibit is dated after the day of judgement, and times say which zone they are in.
    static let clocksAreSane = Check(
        id: "C31", title: "no exhibit is dated in the future", subject: "clock", trouble: "future",
        remedy: "correct the date, or say why the device's clock was wrong", effort: .minutes
    ) { facts in
        var declared: [Citation] = []
        var clocks = ClockTally(asOf: facts.asOf)
        for exhibit in facts.counting {
            if let dated = exhibit.collected.exhibit.dated, facts.asOf < dated.value {
                declared.append(Citation(dated))
            }
            for (image, file) in exhibit.images {
                for clock in image.clocks { clocks.note(clock.reading, .member(clock.tag), file, exhibit) }
            }
            for (video, file) in exhibit.videos {
                for clock in video.clocks { clocks.note(clock.reading, .member(clock.tag), file, exhibit) }
            }
            for (record, file) in exhibit.trackings {
                for event in record.shipments.flatMap(\.events) {
                    if let clock = event.clock { clocks.note(clock, event.spot, file, exhibit) }
                }
            }
            for (transcript, file) in exhibit.transcripts {
                for message in transcript.messages {
                    if let clock = message.clock {
                        clocks.note(clock, .message(message.number), file, exhibit)
                    }
                }
            }
        }
        let late = declared + clocks.future
        if !late.isEmpty {
            return .fail("dated after \(facts.asOf)", Array(late.prefix(ClockTally.shownLimit)))
        }
        if let floating = clocks.floating {
            return .cannotTell(
                "\(clocks.floatingCount == 1 ? "a time carries" : "\(clocks.floatingCount) times carry") no zone",
                [floating])
        }
        return clocks.first.isEmpty
            ? .cannotTell("no exhibit carries a time that could be read")
            : .pass("no exhibit is dated in the future", clocks.first)
    }
}

/// What is told of the clocks of a case. A chat may have a million: only those that are shown are kept.
private struct ClockTally {
    static let shownLimit = 5

    /// A day somewhere on earth may be one ahead of Beijing's name for it, not more.
    private let last: CalendarDay
    /// The first three.
    private(set) var first: [Citation] = []
    /// The first that are later than the day of judgement.
    private(set) var future: [Citation] = []
    /// The first without a zone, and how many there are.
    private(set) var floating: Citation?
    private(set) var floatingCount = 0

    init(asOf: CalendarDay) {
        last = asOf.adding(days: 1)
    }

    mutating func note(
        _ clock: ClockReading, _ spot: Place.Spot, _ file: CollectedFile, _ exhibit: JudgedExhibit
    ) {
        func citation() -> Citation {
            Citation(text: clock.text, place: exhibit.place(spot, in: file), origin: .read)
        }
        if first.count < 3 { first.append(citation()) }
        let days = clock.days(at: .beijing)
        if last < days.lowerBound, future.count < Self.shownLimit { future.append(citation()) }
        if clock.wallClock.hour != nil, days.lowerBound != days.upperBound {
            floatingCount += 1
            if floating == nil { floating = citation() }
        }
    }
}
