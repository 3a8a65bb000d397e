import ClaimModel

/// Times as chat programs write them, of a device of a party: numbers of a date in a known order, and
/// perhaps a time, a half of the day and an offset.
///
///     date [ " " | "T" | ", " ] [ half ] hour ":" minute [ ":" second [ "." fraction ] ] [ half ] [ offset ]
///     offset = "Z" | ( "UTC" | "GMT" ) [ ±h[:mm] ] | ±hh:mm | ±hhmm
struct ChatClock {
    enum Order { case yearFirst, dayFirst, monthFirst }

    /// Bytes of a text that are looked at.
    static let byteLimit = 80

    /// Reads a whole text. Nil when anything is left over.
    static func read(
        _ text: String, _ order: Order, keeper: ClockKeeper = .device
    ) -> ClockReading? {
        let raw = text.trimmedOfSpace
        guard raw.utf8.count <= byteLimit else { return nil }
        var scan = ChatClock(Array(raw.utf8))
        guard let clock = scan.clock(order), scan.at == scan.bytes.count else { return nil }
        return ClockReading(
            raw: raw, wallClock: clock.wall, offset: clock.offset, offsetSource: .written,
            keeper: keeper)
    }

    /// Reads a clock at the start of bytes and says where it ends.
    static func prefix(
        of bytes: [UInt8], _ order: Order, keeper: ClockKeeper = .device
    ) -> (clock: ClockReading, end: Int)? {
        var scan = ChatClock(Array(bytes.prefix(byteLimit)))
        guard let clock = scan.clock(order) else { return nil }
        return (
            ClockReading(
                raw: String(decoding: bytes[..<scan.at], as: UTF8.self).trimmedOfSpace,
                wallClock: clock.wall, offset: clock.offset, offsetSource: .written,
                keeper: keeper),
            scan.at
        )
    }

    /// A Unix time in seconds or, for numbers that large, milliseconds; UTC by its definition.
    static func unix(_ text: String?, keeper: ClockKeeper = .device) -> ClockReading? {
        guard let text, let number = Int64(text), number > 0 else { return nil }
        let seconds = number >= 100_000_000_000 ? number / 1_000 : number
        return ClockReading(raw: text, unixSeconds: seconds, keeper: keeper)
    }

    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func clock(_ order: Order) -> (wall: WallClock, offset: UTCOffset?)? {
        // A year in front has four digits: `31/12/23` is no day of the year 31.
        guard let first = number(order == .yearFirst ? 4...4 : 1...2), let one = separator(["年"]),
            let second = number(1...2), let other = separator(["月"]), one == other || one > 0x7F
        else { return nil }
        let start = at
        guard let third = number(order == .yearFirst ? 1...2 : 2...4), at - start != 3 else {
            return nil
        }
        _ = take("日")
        let day: CalendarDay?
        switch order {
        case .yearFirst: day = CalendarDay(year: first, month: second, day: third)
        case .dayFirst: day = CalendarDay(year: Self.year(third), month: second, day: first)
        case .monthFirst: day = CalendarDay(year: Self.year(third), month: first, day: second)
        }
        guard let day else { return nil }
        let dateEnd = at
        _ = take(",")
        let isJoined = take("T")
        if !isJoined { skipSpace() }
        var half = halfOfDay()
        guard isJoined || at > dateEnd, let hourWritten = number(1...2), take(":"),
            let minute = number(2...2)
        else {
            at = dateEnd
            return WallClock(day: day).map { ($0, nil) }
        }
        var second60: Int?
        if take(":") {
            guard let value = number(2...2) else { return nil }
            second60 = value
            if take(".") || take(",") { guard number(1...9) != nil else { return nil } }
        }
        let timeEnd = at
        if half == nil {
            skipSpace()
            half = halfOfDay()
            if half == nil { at = timeEnd }
        }
        let hour = half.map { $0.hour(hourWritten).hour } ?? hourWritten
        guard let wall = WallClock(day: day, hour: hour, minute: minute, second: second60) else {
            return nil
        }
        return (wall, offset())
    }

    private static func year(_ written: Int) -> Int { written < 100 ? 2_000 + written : written }

    private mutating func offset() -> UTCOffset? {
        let start = at
        skipSpace()
        let rest = String(decoding: bytes[at...].prefix { $0 > 0x20 && $0 != 0x5D }, as: UTF8.self)
        guard !rest.isEmpty, let found = TrackingClock.offset(zone: rest) else {
            at = start
            return nil
        }
        at += rest.utf8.count
        return found
    }

    private mutating func halfOfDay() -> HalfOfDay? {
        // Nothing but a half starts with a letter here.
        guard at < bytes.count, bytes[at] > UInt8(ascii: "@") else { return nil }
        for (words, half) in Self.halves {
            guard let length = words.prefix(of: bytes, at..<bytes.count) else { continue }
            at += length
            skipSpace()
            return half
        }
        return nil
    }

    private static let halves: [(words: ByteTable, half: HalfOfDay)] =
        [
            (ByteTable(["AM", "am"]), HalfOfDay(kind: .morning, isEastAsian: false)),
            (ByteTable(["PM", "pm"]), HalfOfDay(kind: .afternoon, isEastAsian: false)),
        ] + HalfOfDay.eastAsian

    private mutating func number(_ length: ClosedRange<Int>) -> Int? {
        var value = 0
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]), at - start < length.upperBound {
            value = value * 10 + Int(bytes[at] - 48)
            at += 1
        }
        return length.contains(at - start) ? value : nil
    }

    private mutating func separator(_ words: [String]) -> UInt8? {
        for word in words where take(word) {
            skipSpace()
            return 0xFF
        }
        guard at < bytes.count, "/.-".utf8.contains(bytes[at]) else { return nil }
        at += 1
        return bytes[at - 1]
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[at...].starts(with: word.utf8) else { return false }
        at += word.utf8.count
        return true
    }

    private mutating func skipSpace() {
        while let length = WhatsAppScan.space(bytes, at, bytes.count) { at += length }
    }
}
