import ClaimModel
import ClaimText

extension ClaimValue {
    /// `2026-02-03`.
    static func day(_ text: String) throws(ClaimValueProblem) -> CalendarDay {
        guard let day = CalendarDay(text) else { throw notADay(text) }
        return day
    }

    /// A day, or a day and time with its offset: `2026-04-09T14:06-05:00`. Who does not know the
    /// offset says so: `2026-04-09T14:06 zone unknown` (or, in quotes, `zone: unknown`).
    static func clock(_ text: String) throws(ClaimValueProblem) -> ClockReading {
        for mark in [" zone unknown", " zone: unknown"] where text.hasSuffix(mark) {
            let time = String(text.dropLast(mark.count))
            guard let reading = ClockReading(iso8601: time, keeper: .party),
                reading.wallClock.hour != nil, reading.offset == nil
            else { break }
            return ClockReading(raw: text, wallClock: reading.wallClock, keeper: .party)
        }
        guard let reading = ClockReading(iso8601: text, keeper: .party) else {
            guard text.contains(":") else { throw notADay(text) }
            throw ClaimValueProblem(
                "claimfile.time", "\(text.quoted()) is not a time",
                "Write day, T, time and offset from UTC without spaces: 2026-04-09T14:06-05:00")
        }
        if reading.wallClock.hour != nil, reading.offset == nil {
            throw ClaimValueProblem(
                "claimfile.time.offset", "this time has no offset from UTC",
                "Add it, for China +08:00, for Austin in April -05:00: \(reading.wallClock)+08:00; "
                    + "if it is unknown, write: \(reading.wallClock) zone unknown")
        }
        return reading
    }

    private static func notADay(_ text: String) -> ClaimValueProblem {
        let bytes = Array(text.utf8)
        if bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes.allSatisfy({ (48...57).contains($0) || $0 == UInt8(ascii: "-") })
        {
            return ClaimValueProblem(
                "claimfile.date", "there is no day \(text)", "Write year, month and day: 2026-02-03"
            )
        }
        let days = intendedDays(text)
        if let first = days.first, days.count == 2, let second = days.last {
            return ClaimValueProblem(
                "claimfile.date.order", "\(words(first)) or \(words(second))?",
                "Write \(first) or \(second)")
        }
        return ClaimValueProblem(
            "claimfile.date", "\(text.quoted()) is not a date",
            days.first.map { "Write \($0)" } ?? "Write year, month and day: 2026-02-03")
    }

    private static func words(_ day: CalendarDay) -> String {
        "\(day.day) \(monthNames[day.month - 1])"
    }

    private static let monthNames = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// The days another way of writing may mean, the reading with the day first in front: none, one,
    /// or two when day and month could change places.
    private static func intendedDays(_ text: String) -> [CalendarDay] {
        let parts = text.split { "/.-, 年月日".contains($0) }.map(String.init)
        guard parts.count == 3 else { return [] }
        if let named = parts.firstIndex(where: { month(named: $0) != nil }),
            let month = month(named: parts[named])
        {
            let numbers = parts.enumerated().filter { $0.offset != named }
                .compactMap { Int($0.element) }
            guard numbers.count == 2, let year = numbers.first(where: { $0 > 999 }),
                let day = numbers.first(where: { $0 <= 31 })
            else { return [] }
            return [CalendarDay(year: year, month: month, day: day)].compactMap { $0 }
        }
        let numbers = parts.compactMap { $0.utf8.count <= 4 ? Int($0) : nil }
        guard numbers.count == 3 else { return [] }
        if parts[0].utf8.count == 4 {
            return [CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2])]
                .compactMap { $0 }
        }
        guard parts[2].utf8.count == 4 else { return [] }
        let dayFirst = CalendarDay(year: numbers[2], month: numbers[1], day: numbers[0])
        let monthFirst = CalendarDay(year: numbers[2], month: numbers[0], day: numbers[1])
        return dayFirst == monthFirst
            ? [dayFirst].compactMap { $0 } : [dayFirst, monthFirst].compactMap { $0 }
    }

    private static func month(named text: String) -> Int? {
        let word = text.lowercased()
        guard word.count >= 3 else { return nil }
        return monthNames.firstIndex { $0.lowercased().hasPrefix(word) }.map { $0 + 1 }
    }
}
