import ClaimModel

/// A part of a file name that carries a clock.
enum FileNamePart: ExpressibleByStringLiteral {
    /// These characters, ignoring the case of A to Z.
    case text(String)
    /// Any letters A to Z.
    case word
    /// Any digits.
    case digits
    /// Spaces of any width, or underscores put in their place.
    case space
    /// `YYYYMMDD`.
    case day
    /// `YYYY-MM-DD`.
    case dashedDay
    /// `DD-MM-YYYY`.
    case reversedDay
    /// `hhmmss`, perhaps with digits of a fraction.
    case time
    /// `hh-mm-ss` with dashes, dots or underscores.
    case dashedTime
    /// `h.mm.ss` with AM, PM, 上午 or 下午, or on 24 hours.
    case spokenTime
    /// Thirteen digits: milliseconds since 1970.
    case milliseconds

    init(stringLiteral value: String) {
        self = .text(value)
    }

    /// True for parts that say nothing about time.
    var isTimeless: Bool {
        switch self {
        case .text, .word, .digits, .space: true
        default: false
        }
    }
}

/// Walks a file name along the parts of one pattern.
struct FileNameMatcher {
    let bytes: [UInt8]
    var index: Int
    private var day: CalendarDay?
    private var clock: (hour: Int, minute: Int, second: Int)?
    private var milliseconds: Int64?
    private var firstTime: Int?
    private var lastTime = 0

    init(bytes: [UInt8], index: Int) {
        self.bytes = bytes
        self.index = index
    }

    /// True when all parts follow one another from the current place on.
    mutating func accepts(_ parts: [FileNamePart]) -> Bool {
        for part in parts {
            let start = index
            guard accepts(part) else { return false }
            if !part.isTimeless {
                if firstTime == nil { firstTime = start }
                lastTime = index
            }
        }
        return true
    }

    /// The clock that the accepted parts make.
    func reading(isUTC: Bool) -> ClockReading? {
        guard let firstTime else { return nil }
        let raw = String(decoding: bytes[firstTime..<lastTime], as: UTF8.self)
        if let milliseconds {
            return ClockReading(raw: raw, unixSeconds: milliseconds / 1_000, keeper: .device)
        }
        guard let day,
            let wall = WallClock(
                day: day, hour: clock?.hour, minute: clock?.minute, second: clock?.second)
        else { return nil }
        return ClockReading(
            raw: raw, wallClock: wall, offset: isUTC ? .utc : nil, offsetSource: .platform,
            keeper: .device)
    }

    private mutating func accepts(_ part: FileNamePart) -> Bool {
        switch part {
        case .text(let text): return acceptsText(text)
        case .word: return skip { (65...90).contains($0 & 0xDF) }
        case .digits: return skip { (48...57).contains($0) }
        case .space: return acceptsSpace()
        case .day:
            guard let year = number(4), let month = number(2), let date = number(2) else {
                return false
            }
            return setDay(year, month, date)
        case .dashedDay:
            guard let year = number(4), separator(), let month = number(2), separator(),
                let date = number(2)
            else { return false }
            return setDay(year, month, date)
        case .reversedDay:
            guard let date = number(2), separator(), let month = number(2), separator(),
                let year = number(4)
            else { return false }
            return setDay(year, month, date)
        case .time:
            guard let hour = number(2), let minute = number(2), let second = number(2) else {
                return false
            }
            return setClock(hour, minute, second)
        case .dashedTime:
            guard let hour = number(2), separator(), let minute = number(2), separator(),
                let second = number(2)
            else { return false }
            return setClock(hour, minute, second)
        case .spokenTime: return acceptsSpokenTime()
        case .milliseconds:
            guard let value = number(13), !isDigit(index), value >= 1_000_000_000_000 else {
                return false
            }
            milliseconds = Int64(value)
            return true
        }
    }

    private mutating func acceptsText(_ text: String) -> Bool {
        for byte in text.utf8 {
            guard index < bytes.count, lowered(bytes[index]) == lowered(byte) else { return false }
            index += 1
        }
        return true
    }

    /// Spaces: U+0020, U+00A0, U+202F (which macOS writes before AM and PM), or underscores.
    private mutating func acceptsSpace() -> Bool {
        let start = index
        while index < bytes.count {
            if bytes[index] == 0x20 || bytes[index] == 0x5F {
                index += 1
            } else if bytes[index...].starts(with: [0xC2, 0xA0]) {
                index += 2
            } else if bytes[index...].starts(with: [0xE2, 0x80, 0xAF]) {
                index += 3
            } else {
                break
            }
        }
        return index > start
    }

    private mutating func acceptsSpokenTime() -> Bool {
        var half: Int?
        if acceptsTextIfThere("上午") { half = 0 } else if acceptsTextIfThere("下午") { half = 12 }
        guard let hour = number(2) ?? number(1), separator(), let minute = number(2), separator(),
            let second = number(2)
        else { return false }
        let end = index
        _ = acceptsSpace()
        if acceptsTextIfThere("AM") {
            half = 0
        } else if acceptsTextIfThere("PM") {
            half = 12
        } else {
            index = end
        }
        guard let half else { return setClock(hour, minute, second) }
        guard (1...12).contains(hour) else { return false }
        return setClock(hour % 12 + half, minute, second)
    }

    private mutating func acceptsTextIfThere(_ text: String) -> Bool {
        let start = index
        if acceptsText(text) { return true }
        index = start
        return false
    }

    private mutating func skip(_ condition: (UInt8) -> Bool) -> Bool {
        let start = index
        while index < bytes.count, condition(bytes[index]) { index += 1 }
        return index > start
    }

    private mutating func separator() -> Bool {
        guard index < bytes.count, [0x2D, 0x2E, 0x3A, 0x5F].contains(bytes[index]) else {
            return false
        }
        index += 1
        return true
    }

    private mutating func number(_ count: Int) -> Int? {
        guard index + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[index..<(index + count)] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        index += count
        return value
    }

    private mutating func setDay(_ year: Int, _ month: Int, _ date: Int) -> Bool {
        day = CalendarDay(year: year, month: month, day: date)
        return day != nil && year >= 1970
    }

    private mutating func setClock(_ hour: Int, _ minute: Int, _ second: Int) -> Bool {
        guard hour < 24, minute < 60, second < 61 else { return false }
        clock = (hour, minute, second)
        return true
    }

    private func isDigit(_ place: Int) -> Bool {
        place < bytes.count && (48...57).contains(bytes[place])
    }

    private func lowered(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte + 32 : byte
    }
}
