import ClaimModel

/// A day as documents print it, where only one day can be meant.
enum PrintedDay {
    /// The day when the whole text is one: `2021-03-12`, `2021/3/12`, `2021.03.12`, `2021年3月12日`,
    /// `12 March 2021`, `12-Mar-2021`, `Mar 12, 2021`. Nil for anything else, also for `03/04/2021`,
    /// which may be two days; a day above 12 decides the order.
    static func read(_ text: String) -> CalendarDay? {
        guard text.utf8.count <= 40 else { return nil }
        var tokens: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            let isDigit = (48...57).contains(scalar.value)
            let isLetter = scalar.properties.isAlphabetic && scalar.value < 0x250
            if isDigit || isLetter {
                if let last = current.unicodeScalars.last, (48...57).contains(last.value) != isDigit
                {
                    tokens.append(current)
                    current = ""
                }
                current.unicodeScalars.append(scalar)
            } else {
                guard " -/.,年月日".unicodeScalars.contains(scalar) else { return nil }
                if !current.isEmpty { tokens.append(current) }
                current = ""
            }
        }
        if !current.isEmpty { tokens.append(current) }
        if tokens.count == 4, ["st", "nd", "rd", "th"].contains(tokens[1].lowercased()) {
            tokens.remove(at: 1)
        } else if tokens.count == 4, ["st", "nd", "rd", "th"].contains(tokens[2].lowercased()) {
            tokens.remove(at: 2)
        }
        guard tokens.count == 3 else { return nil }
        let numbers = tokens.map { Int($0) }
        switch (numbers[0], numbers[1], numbers[2]) {
        case (let year?, let month?, let day?) where tokens[0].count == 4:
            return CalendarDay(year: year, month: month, day: day)
        case (let first?, let second?, let year?) where tokens[2].count == 4:
            if first > 12 { return CalendarDay(year: year, month: second, day: first) }
            if second > 12 || first == second {
                return CalendarDay(year: year, month: first, day: second)
            }
            return nil
        case (let day?, nil, let year?) where tokens[2].count == 4:
            return month(tokens[1]).flatMap { CalendarDay(year: year, month: $0, day: day) }
        case (nil, let day?, let year?) where tokens[2].count == 4:
            return month(tokens[0]).flatMap { CalendarDay(year: year, month: $0, day: day) }
        case (let year?, nil, let day?) where tokens[0].count == 4:
            return month(tokens[1]).flatMap { CalendarDay(year: year, month: $0, day: day) }
        default: return nil
        }
    }

    /// The day a text starts with, when no other year follows: `2026-04-11, 09:05 to 15:40`.
    static func leading(_ text: String) -> CalendarDay? {
        if let day = read(text) { return day }
        let words = text.prefix(120).split(separator: " ")
        for count in stride(from: min(4, words.count - 1), to: 0, by: -1) {
            let head = words[..<count].joined(separator: " ")
            guard let day = read(head.hasSuffix(",") ? String(head.dropLast()) : head) else {
                continue
            }
            let rest = words[count...].joined(separator: " ")
            let years = rest.split { !($0.isASCII && $0.isNumber) }.contains { $0.count == 4 }
            return years ? nil : day
        }
        return nil
    }

    private static func month(_ word: String) -> Int? {
        let lowered = word.lowercased()
        guard lowered.count >= 3 else { return nil }
        return names.firstIndex {
            $0.hasPrefix(lowered) || (lowered == "sept" && $0 == "september")
        }
        .map { $0 + 1 }
    }

    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
