import ClaimModel

/// Times as Exif writes them: `2023:11:01 15:11:17`, with fraction and offset in tags of their own.
enum ExifClock {
    /// The reading; nil when the text is not such a time or is blank.
    static func read(_ text: String, fraction: String? = nil, offset: String? = nil)
        -> ClockReading?
    {
        let bytes = Array(text.utf8)
        guard let day = day(text), bytes.count >= 16, bytes[10] == 0x20 || bytes[10] == 0x54,
            let hour = number(bytes, 11, 2), bytes[13] == 0x3A, let minute = number(bytes, 14, 2)
        else { return nil }
        var second: Int?
        if bytes.count >= 19, bytes[16] == 0x3A {
            guard let value = number(bytes, 17, 2) else { return nil }
            second = value
        }
        guard let clock = WallClock(day: day, hour: hour, minute: minute, second: second) else {
            return nil
        }
        var raw = text
        if let fraction, fraction.utf8.count <= 9,
            fraction.utf8.allSatisfy({ (48...57).contains($0) })
        {
            raw += "." + fraction
        }
        // Some writers put the offset behind the time itself, as XMP does.
        let written =
            offset ?? (bytes.count > 19 ? String(decoding: bytes[19...], as: UTF8.self) : nil)
        if let offset { raw += offset }
        return ClockReading(
            raw: raw, wallClock: clock, offset: written.flatMap { UTCOffset($0) },
            offsetSource: .written, keeper: .device)
    }

    /// The day of `YYYY:MM:DD…`, also with dashes or slashes.
    static func day(_ text: String) -> CalendarDay? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
            let day = number(bytes, 8, 2), bytes[4] == bytes[7],
            [0x3A, 0x2D, 0x2F].contains(bytes[4])
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    /// True for the ways of writing no time: blanks, colons and zeros only.
    static func isUnset(_ text: String) -> Bool {
        text.utf8.allSatisfy { [0x20, 0x2D, 0x2F, 0x30, 0x3A].contains($0) }
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[start..<(start + count)] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }
}
