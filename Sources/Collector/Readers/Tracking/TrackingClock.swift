import ClaimModel

/// Times as carriers write them. All are kept by a third party.
enum TrackingClock {
    /// Seconds two statements of one moment may differ by: some records cut one of them to minutes.
    static let tolerance: Int64 = 59

    /// ISO 8601 with or without an offset.
    static func iso(_ node: JSONNode) -> ClockReading? {
        node.words.flatMap { ClockReading(iso8601: $0, keeper: .thirdParty) }
    }

    /// ISO 8601 without an offset beside an offset of its own, such as `-05:00`. An offset inside
    /// the text wins.
    static func iso(_ node: JSONNode, offset: JSONNode) -> ClockReading? {
        guard let clock = iso(node) else { return nil }
        guard clock.offset == nil, let written = offset.words, let found = UTCOffset(written) else {
            return clock
        }
        return ClockReading(
            raw: clock.raw + " " + written, wallClock: clock.wallClock, offset: found,
            offsetSource: .written, keeper: .thirdParty)
    }

    /// `20260409` and `140600`, the time perhaps missing, and an offset such as `-05:00` or none.
    static func compact(date: JSONNode, time: JSONNode, offset: JSONNode? = nil) -> ClockReading? {
        guard let dateText = date.words, let dayDigits = digits(dateText, count: 8),
            let day = CalendarDay(
                year: number(dayDigits[0..<4]), month: number(dayDigits[4..<6]),
                day: number(dayDigits[6..<8]))
        else { return nil }
        var raw = dateText
        var wallClock = WallClock(day: day)
        if let timeText = time.words,
            let digits = digits(timeText.filter { $0 != ":" }, count: 6),
            let full = WallClock(
                day: day, hour: number(digits[0..<2]), minute: number(digits[2..<4]),
                second: number(digits[4..<6]))
        {
            raw += " " + timeText
            wallClock = full
        }
        guard let wallClock else { return nil }
        guard wallClock.hour != nil, let written = offset?.words, let found = UTCOffset(written)
        else { return ClockReading(raw: raw, wallClock: wallClock, keeper: .thirdParty) }
        return ClockReading(
            raw: raw + " " + written, wallClock: wallClock, offset: found, offsetSource: .written,
            keeper: .thirdParty)
    }

    /// An offset written as `GMT+08:00`, `GMT+8`, `UTC-5` or as `UTCOffset` reads it.
    static func offset(zone text: String) -> UTCOffset? {
        var digits = Array(text.utf8.filter { $0 != 0x20 })
        if digits.starts(with: "GMT".utf8) || digits.starts(with: "UTC".utf8) {
            digits.removeFirst(3)
            if digits.isEmpty { return .utc }
            if digits.count == 2 { digits.insert(UInt8(ascii: "0"), at: 1) }
        }
        return UTCOffset(String(decoding: digits, as: UTF8.self))
    }

    /// True when two readings of what should be one moment cannot both be right.
    static func contradicts(_ one: ClockReading, _ other: ClockReading) -> Bool {
        guard let first = one.unixSeconds, let second = other.unixSeconds else { return false }
        return abs(first - second) > tolerance
    }

    /// The reading that a record states in two ways: as it stands when they agree, without its offset
    /// and with a remark when they do not. Which of the two clocks is right cannot be known, and a
    /// reading without an offset covers both.
    static func agreed(
        _ local: ClockReading?, with other: ClockReading?, at spot: Place.Spot,
        _ remarks: inout RemarkList
    ) -> ClockReading? {
        guard let local else { return other }
        guard let other, contradicts(local, other) else { return local }
        remarks.add(
            "tracking.clock.conflict", .warning, at: spot,
            "the record gives one moment as \(local.raw) and as \(other.raw), which differ by "
                + difference(local, other),
            remedy: "ask the carrier for the proof of delivery, which states the local time")
        return withoutOffset(local)
    }

    /// A wall clock without an offset and the same moment in UTC beside it: their distance is the
    /// offset, if it is one that exists (a multiple of 15 minutes).
    static func joined(_ local: ClockReading?, withMoment moment: ClockReading?) -> ClockReading? {
        guard let local, local.offset == nil, local.wallClock.hour != nil,
            let seconds = moment?.unixSeconds
        else { return local }
        let distance = local.wallClock.firstSecond - seconds
        let quarters = (distance + (distance < 0 ? -450 : 450)) / 900
        guard abs(distance - quarters * 900) <= tolerance, abs(quarters) < 100,
            let offset = UTCOffset(minutes: Int(quarters) * 15)
        else { return local }
        return ClockReading(
            raw: local.raw, wallClock: local.wallClock, offset: offset, offsetSource: .written,
            keeper: local.keeper)
    }

    /// The same reading, its offset unknown.
    static func withoutOffset(_ clock: ClockReading) -> ClockReading {
        ClockReading(raw: clock.raw, wallClock: clock.wallClock, keeper: clock.keeper)
    }

    private static func difference(_ one: ClockReading, _ other: ClockReading) -> String {
        let seconds = abs((one.unixSeconds ?? 0) - (other.unixSeconds ?? 0))
        return seconds % 3_600 == 0 ? "\(seconds / 3_600) h" : "\(seconds / 60) min"
    }

    private static func digits(_ text: String, count: Int) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard bytes.count == count, bytes.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return bytes
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1 - 48) }
    }
}
