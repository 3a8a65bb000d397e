internal import ClaimModel

/// Reads the first day a text names: `2026-04-12`, `2026/4/12`, `12 April 2026`, `Apr 12, 2026`,
/// `2026年4月12日`, `04/12/2026`.
enum DayText {
    private enum Token {
        /// The value and how many digits it has.
        case number(Int, Int)
        case month(Int)
    }

    /// A number of days in words: `1 day`, `30 days`.
    static func count(_ days: Int) -> String { days == 1 ? "1 day" : "\(days) days" }

    /// The days it can mean: none, one, or two when day and month may be exchanged.
    static func days(in text: String) -> [CalendarDay] {
        let tokens = tokens(of: text)
        guard tokens.count >= 3 else { return [] }
        for start in 0...(tokens.count - 3) {
            let days = days(tokens[start], tokens[start + 1], tokens[start + 2])
            if !days.isEmpty { return days }
        }
        return []
    }

    private static func days(_ first: Token, _ second: Token, _ third: Token) -> [CalendarDay] {
        switch (first, second, third) {
        case (.number(let year, 4), .number(let month, 1...2), .number(let day, 1...2)):
            return [CalendarDay(year: year, month: month, day: day)].compactMap(\.self)
        case (.number(let day, 1...2), .month(let month), .number(let year, 4)),
            (.month(let month), .number(let day, 1...2), .number(let year, 4)):
            return [CalendarDay(year: year, month: month, day: day)].compactMap(\.self)
        case (.number(let one, 1...2), .number(let two, 1...2), .number(let year, 4)):
            let dayFirst = CalendarDay(year: year, month: two, day: one)
            let monthFirst = CalendarDay(year: year, month: one, day: two)
            return dayFirst == monthFirst
                ? [dayFirst].compactMap(\.self) : [dayFirst, monthFirst].compactMap(\.self)
        default: return []
        }
    }

    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var digits: [UInt8] = []
        var letters: [UInt8] = []
        func close() {
            if !digits.isEmpty, digits.count <= 9 {
                tokens.append(
                    .number(digits.reduce(0) { $0 * 10 + Int($1 - 48) }, digits.count))
            }
            if letters.count >= 3,
                let month = months.firstIndex(where: { $0.utf8.starts(with: letters.prefix(3)) })
            {
                tokens.append(.month(month + 1))
            }
            digits = []
            letters = []
        }
        for byte in text.utf8.prefix(200) {
            switch byte {
            case 48...57:
                if !letters.isEmpty { close() }
                digits.append(byte)
            case 65...90, 97...122:
                if !digits.isEmpty { close() }
                letters.append(byte | 0x20)
            default: close()
            }
        }
        close()
        return tokens
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
