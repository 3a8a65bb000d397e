/// A time of day on a calendar day as some clock showed it, to the precision it showed.
public struct WallClock: Hashable, Sendable {
    /// The day.
    public let day: CalendarDay
    // Negative for a part that is not known; see `CalendarDay` on their size.
    private let storedHour: Int8
    private let storedMinute: Int8
    private let storedSecond: Int8

    /// The hour, 0 to 23; nil when only the day is known.
    public var hour: Int? { storedHour < 0 ? nil : Int(storedHour) }
    /// The minute, 0 to 59; nil when only the hour or day is known.
    public var minute: Int? { storedMinute < 0 ? nil : Int(storedMinute) }
    /// The second, 0 to 60; nil when it was not written.
    public var second: Int? { storedSecond < 0 ? nil : Int(storedSecond) }

    /// Nil when a part is out of range. Finer parts need the coarser ones.
    public init?(day: CalendarDay, hour: Int? = nil, minute: Int? = nil, second: Int? = nil) {
        guard hour.map({ (0...23).contains($0) }) ?? (minute == nil),
            minute.map({ (0...59).contains($0) }) ?? (second == nil),
            second.map({ (0...60).contains($0) }) ?? true
        else { return nil }
        self.day = day
        storedHour = Int8(truncatingIfNeeded: hour ?? -1)
        storedMinute = Int8(truncatingIfNeeded: minute ?? -1)
        storedSecond = Int8(truncatingIfNeeded: second ?? -1)
    }

    /// The clock at a Unix time, seen with an offset.
    public init?(unixSeconds: Int64, offset: UTCOffset = .utc) {
        let (local, overflow) = unixSeconds.addingReportingOverflow(Int64(offset.minutes) * 60)
        guard !overflow else { return nil }
        let days = local / 86_400 - (local % 86_400 < 0 ? 1 : 0)
        guard let day = CalendarDay(dayNumber: Int(days)) else { return nil }
        let rest = Int(local - days * 86_400)
        self.init(day: day, hour: rest / 3_600, minute: rest / 60 % 60, second: rest % 60)
    }

    /// Seconds since 1970 of the first moment this reading can mean, were the clock on UTC.
    package var firstSecond: Int64 {
        Int64(day.dayNumber) * 86_400 + Int64(hour ?? 0) * 3_600 + Int64(minute ?? 0) * 60
            + Int64(second ?? 0)
    }

    /// The same for the last moment.
    package var lastSecond: Int64 {
        Int64(day.dayNumber) * 86_400 + Int64(hour ?? 23) * 3_600 + Int64(minute ?? 59) * 60
            + Int64(second ?? 59)
    }
}

extension WallClock: CustomStringConvertible {
    /// `2026-04-09`, `2026-04-09T14:06` or `2026-04-09T14:06:31`.
    public var description: String {
        guard let hour else { return day.description }
        var text = day.description + "T" + String(hour).leftPadded(to: 2)
        text += ":" + String(minute ?? 0).leftPadded(to: 2)
        if let second { text += ":" + String(second).leftPadded(to: 2) }
        return text
    }
}

/// A distance from UTC in whole minutes, east positive.
public struct UTCOffset: Hashable, Sendable {
    private let stored: Int16

    /// Minutes east of UTC, −720 to 840.
    public var minutes: Int { Int(stored) }

    /// Nil outside −12:00 to +14:00, the range in use on Earth.
    public init?(minutes: Int) {
        guard (-720...840).contains(minutes) else { return nil }
        self.init(known: minutes)
    }

    /// Minutes that are in range.
    private init(known minutes: Int) {
        stored = Int16(truncatingIfNeeded: minutes)
    }

    /// No distance.
    public static let utc = UTCOffset(known: 0)
    /// China, which keeps one zone and no summer time: venues there count days by it.
    public static let beijing = UTCOffset(known: 480)

    /// Reads `Z`, `+08:00`, `-0500`, `+08`. Nil for anything else.
    public init?(_ text: String) {
        if text == "Z" || text == "z" {
            self = .utc
            return
        }
        var digits = Array(text.utf8)
        guard let sign = digits.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
            return nil
        }
        digits.removeFirst()
        if digits.count == 5, digits[2] == UInt8(ascii: ":") { digits.remove(at: 2) }
        guard digits.count == 2 || digits.count == 4,
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        let numbers = digits.map { Int($0 - 48) }
        let hours = numbers[0] * 10 + numbers[1]
        let minutes = numbers.count == 4 ? numbers[2] * 10 + numbers[3] : 0
        guard minutes < 60 else { return nil }
        self.init(minutes: (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes))
    }
}

extension UTCOffset: CustomStringConvertible {
    /// `+08:00`, `-05:00`, `+00:00`.
    public var description: String {
        (minutes < 0 ? "-" : "+") + String(abs(minutes) / 60).leftPadded(to: 2) + ":"
            + String(abs(minutes) % 60).leftPadded(to: 2)
    }
}

/// Where the offset of a clock reading comes from.
public enum OffsetSource: String, Hashable, Sendable, CaseIterable {
    /// It stands beside the time.
    case written
    /// The format says that its times are UTC.
    case format
    /// A default of the platform that made the file; plausible, not written.
    case platform
    /// A person declared it.
    case declared
    /// Nobody says.
    case unknown
}

/// Who kept the clock that was read, from the strongest witness to the weakest.
public enum ClockKeeper: String, Hashable, Sendable, CaseIterable {
    /// A carrier, a platform, an inspection body.
    case thirdParty = "third-party"
    /// A device of a party: a camera, a phone.
    case device
    /// A party's own word.
    case party
}

/// A time as it was written: the raw text, what it says, and how far it can be trusted.
///
/// There is never one single "time": a reading without an offset may mean any moment of 26 hours,
/// and one with an ambiguous day order may mean two days.
public struct ClockReading: Hashable, Sendable {
    /// The text as it stands in the evidence.
    public let raw: String
    /// What the clock showed.
    public let wallClock: WallClock
    /// The offset from UTC, if any is known.
    public let offset: UTCOffset?
    /// Where the offset comes from; `.unknown` exactly when there is none.
    public let offsetSource: OffsetSource
    /// Who kept the clock.
    public let keeper: ClockKeeper
    /// The other reading when the order of day and month is undecided.
    public let alternative: WallClock?

    /// A reading; without an offset its source is `.unknown` whatever is passed.
    public init(
        raw: String, wallClock: WallClock, offset: UTCOffset? = nil,
        offsetSource: OffsetSource = .unknown, keeper: ClockKeeper, alternative: WallClock? = nil
    ) {
        self.raw = raw
        self.wallClock = wallClock
        self.offset = offset
        self.offsetSource = offset == nil ? .unknown : offsetSource
        self.keeper = keeper
        self.alternative = alternative
    }

    /// A reading of a clock that counts seconds since 1970 in UTC.
    public init?(raw: String, unixSeconds: Int64, keeper: ClockKeeper) {
        guard let wallClock = WallClock(unixSeconds: unixSeconds) else { return nil }
        self.init(
            raw: raw, wallClock: wallClock, offset: .utc, offsetSource: .format, keeper: keeper)
    }

    /// Reads `YYYY-MM-DD`, or that with `T` or a space and `hh:mm`, `hh:mm:ss` or
    /// `hh:mm:ss.fraction`, and an offset behind it or none (ISO 8601-1, extended format).
    public init?(iso8601 text: String, keeper: ClockKeeper) {
        guard text.utf8.count <= 40 else { return nil }
        let bytes = Array(text.utf8)
        guard bytes.count >= 10,
            let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self))
        else { return nil }
        if bytes.count == 10 {
            guard let clock = WallClock(day: day) else { return nil }
            self.init(raw: text, wallClock: clock, keeper: keeper)
            return
        }
        guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " ") else { return nil }
        func number(at index: Int) -> Int? {
            guard index + 1 < bytes.count, (48...57).contains(bytes[index]),
                (48...57).contains(bytes[index + 1])
            else { return nil }
            return Int(bytes[index] - 48) * 10 + Int(bytes[index + 1] - 48)
        }
        guard let hour = number(at: 11), bytes.count > 13, bytes[13] == UInt8(ascii: ":"),
            let minute = number(at: 14)
        else { return nil }
        var index = 16
        var second: Int?
        if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
            guard let value = number(at: index + 1) else { return nil }
            second = value
            index += 3
            if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
                let digits = bytes[(index + 1)...].prefix { (48...57).contains($0) }
                guard !digits.isEmpty else { return nil }
                index = digits.endIndex
            }
        }
        guard let clock = WallClock(day: day, hour: hour, minute: minute, second: second) else {
            return nil
        }
        let tail = String(decoding: bytes[index...], as: UTF8.self)
        if tail.isEmpty {
            self.init(raw: text, wallClock: clock, keeper: keeper)
        } else {
            guard let offset = UTCOffset(tail) else { return nil }
            self.init(
                raw: text, wallClock: clock, offset: offset, offsetSource: .written, keeper: keeper)
        }
    }

    /// The first moment this reading can mean, in seconds since 1970.
    public var earliest: Int64 {
        let first = min(wallClock.firstSecond, alternative?.firstSecond ?? .max)
        return first - Int64(offset?.minutes ?? 840) * 60
    }

    /// The last moment this reading can mean, in seconds since 1970.
    public var latest: Int64 {
        let last = max(wallClock.lastSecond, alternative?.lastSecond ?? .min)
        return last - Int64(offset?.minutes ?? -720) * 60
    }

    /// The moment in seconds since 1970, when the reading can mean only one (to its own precision).
    public var unixSeconds: Int64? {
        guard let offset, alternative == nil, wallClock.hour != nil else { return nil }
        return wallClock.firstSecond - Int64(offset.minutes) * 60
    }

    /// The days on which this moment can fall for somebody at an offset. A bare date means that
    /// date wherever it is read.
    public func days(at offset: UTCOffset) -> ClosedRange<CalendarDay> {
        if wallClock.hour == nil {
            guard let alternative else { return wallClock.day...wallClock.day }
            return min(wallClock.day, alternative.day)...max(wallClock.day, alternative.day)
        }
        let first = WallClock(unixSeconds: earliest, offset: offset)?.day ?? wallClock.day
        let last = WallClock(unixSeconds: latest, offset: offset)?.day ?? wallClock.day
        return first...max(first, last)
    }

    /// For people and files: `2026-04-09T14:06-05:00`, or `2026-04-09T14:06 (zone unknown)`.
    public var text: String {
        var text = wallClock.description
        if wallClock.hour != nil { text += offset?.description ?? " (zone unknown)" }
        if let alternative { text += " or \(alternative)" }
        return text
    }
}
