import ClaimModel

/// Notices messages that are earlier than the one before them: lines that were moved, or chats that
/// were joined. Clocks without an offset go back one hour once a year by themselves.
struct ChatOrder {
    /// Seconds a clock goes back at the end of summer time.
    static let summerTime: Int64 = 3_600

    private var previous: ClockReading?

    mutating func add(_ clock: ClockReading, at spot: Place.Spot, _ remarks: inout RemarkList) {
        defer { previous = clock }
        // A reading that may mean two days proves no order.
        guard let previous, previous.alternative == nil, clock.alternative == nil else { return }
        let back: Int64
        if let before = previous.unixSeconds, let after = clock.unixSeconds {
            // Of two moments that are known, the walls they were read from say nothing.
            back = before - after
        } else {
            back = previous.wallClock.firstSecond - clock.wallClock.firstSecond
            guard clock.wallClock.lastSecond < previous.wallClock.firstSecond else { return }
        }
        guard back > 0 else { return }
        if back <= Self.summerTime {
            remarks.add(
                "chat.order.unsteady", .note, at: spot,
                "a message is up to one hour earlier than the one before it")
        } else {
            remarks.add(
                "chat.order.broken", .warning, at: spot,
                "a message is earlier than the one before it: lines were moved, or chats were joined",
                remedy: "export the chat again and add the export as it is")
        }
    }
}
