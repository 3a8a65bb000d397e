import ClaimModel

/// Events as lines: when, whose clock, what, where.
enum ChronologyText {
    /// One event; `lane` is its column. The place has a line of its own: a path in a file may be long.
    static func write(_ event: CaseEvent, lane: String, to page: inout TextPage) {
        let words = printable(event.words) + ", " + keeper(of: event)
        let place = "at " + printable(event.place.description)
        let time = event.clock.map { Self.time(of: $0) } ?? "no time"
        guard page.style.width >= 64 else {
            page.paragraph("\(time)  \(lane): \(words), \(place)", prefix: " ", indent: 3)
            return
        }
        page.paragraph(
            words, prefix: " \(time.padded(to: 27)) \(lane.padded(to: 10)) ", indent: 40)
        page.paragraph(place, indent: 5)
    }

    private static func time(of clock: ClockReading) -> String {
        var text = clock.wallClock.description
        if clock.wallClock.hour != nil { text += clock.offset?.description ?? " no zone" }
        if let alternative = clock.alternative { text += " or \(alternative)" }
        return text
    }

    /// Who kept the clock, and whether the time was read or typed.
    private static func keeper(of event: CaseEvent) -> String {
        guard event.origin != .declared else { return "the party's word" }
        switch event.clock?.keeper {
        case .thirdParty: return "a third party's clock"
        case .device: return "a device's clock"
        case .party: return "the party's word"
        case nil: return "undated"
        }
    }
}
