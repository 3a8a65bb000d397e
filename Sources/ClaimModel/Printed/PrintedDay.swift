/// A day as documents print it.
package enum PrintedDay {
    /// Bytes of a text that are searched for a day.
    static let searchLimit = 200

    /// The day when the whole text is one: `2021-03-12`, `2021/3/12`, `2021.03.12`, `2021年3月12日`,
    /// `12 March 2021`, `12-Mar-2021`, `Mar 12, 2021`. Nil for anything else, also for `03/04/2021`,
    /// which may be two days; a day above 12 decides the order.
    package static func read(_ text: String) -> CalendarDay? {
        guard text.utf8.count <= 40 else { return nil }
        let tokens = tokens(of: text)
        guard tokens.count == 3, tokens.allSatisfy({ $0.gap != .break }) else { return nil }
        let days = days(tokens[0], tokens[1], tokens[2])
        return days.count == 1 ? days[0] : nil
    }

    /// The first day a text names, with its other meaning when day and month may be exchanged: none,
    /// one or two days. Between the parts of a day stand only the marks documents set there, so that
    /// `10 x 12 x 1500` and `5 pcs, 12 colours, 2000 pcs` are no days.
    package static func days(in text: String) -> [CalendarDay] {
        var tokens = tokens(of: String(decoding: text.utf8.prefix(searchLimit), as: UTF8.self))
        // What the limit cuts in two is no number.
        if text.utf8.count > searchLimit, !tokens.isEmpty { tokens.removeLast() }
        guard tokens.count >= 3 else { return [] }
        for start in 0...(tokens.count - 3) {
            let (first, second, third) = (tokens[start], tokens[start + 1], tokens[start + 2])
            let gaps = [second.gap, third.gap]
            let isNamed = first.month != nil || second.month != nil
            // Numbers with nothing but spaces or commas between them are a list of numbers.
            guard !gaps.contains(.break), isNamed || gaps.allSatisfy({ $0 == .mark }) else { continue }
            let found = days(first, second, third).filter { (1900...2099).contains($0.year) }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The day a text starts with, when no other year follows: `2026-04-11, 09:05 to 15:40`.
    package static func leading(_ text: String) -> CalendarDay? {
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

    // MARK: Parts

    /// A number or a word with what stands before it.
    private struct Token {
        enum Gap {
            /// Nothing, white space or a comma.
            case space
            /// One of `-/.` or a Chinese sign for year or month.
            case mark
            /// Anything else.
            case `break`
        }

        let text: String
        let isNumber: Bool
        let gap: Gap

        var number: Int? { isNumber && text.utf8.count <= 4 ? Int(text) : nil }
        var isYear: Bool { isNumber && text.utf8.count == 4 }
        var isShort: Bool { isNumber && text.utf8.count <= 2 }

        /// The month a word of at least three letters begins the name of.
        var month: Int? {
            guard !isNumber, text.utf8.count >= 3 else { return nil }
            let lowered = text.lowercased()
            return PrintedDay.months.firstIndex {
                $0.utf8.starts(with: lowered.utf8) || (lowered == "sept" && $0 == "september")
            }.map { $0 + 1 }
        }
    }

    private static func days(_ first: Token, _ second: Token, _ third: Token) -> [CalendarDay] {
        func day(_ year: Token, _ month: Int?, _ day: Token) -> [CalendarDay] {
            guard year.isYear, day.isShort, let year = year.number, let month, let day = day.number
            else { return [] }
            return [CalendarDay(year: year, month: month, day: day)].compactMap(\.self)
        }
        if second.month != nil {
            return first.isYear ? day(first, second.month, third) : day(third, second.month, first)
        }
        if first.month != nil { return day(third, first.month, second) }
        guard second.isShort else { return [] }
        if first.isYear { return day(first, second.number, third) }
        guard first.isShort else { return [] }
        let dayFirst = day(third, second.number, first)
        let monthFirst = day(third, first.number, second)
        return dayFirst == monthFirst ? dayFirst : dayFirst + monthFirst
    }

    /// Runs of digits and of letters. Letters behind a day that make it an ordinal are left out, and
    /// so is "of" behind a day.
    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var current = String.UnicodeScalarView()
        var isNumber = false
        var gap = Token.Gap.space
        func close() {
            guard !current.isEmpty else { return }
            let text = String(current)
            current = String.UnicodeScalarView()
            let lowered = text.lowercased()
            if let last = tokens.last, last.isShort,
                gap == .space && (["st", "nd", "rd", "th"].contains(lowered) || lowered == "of")
            {
                return
            }
            tokens.append(Token(text: text, isNumber: isNumber, gap: gap))
            gap = .space
        }
        for scalar in text.unicodeScalars {
            let isDigit = (48...57).contains(scalar.value)
            let isLetter = scalar.value < 0x250 && scalar.properties.isAlphabetic
            if isDigit || isLetter {
                if !current.isEmpty, isNumber != isDigit { close() }
                isNumber = isDigit
                current.append(scalar)
                continue
            }
            close()
            switch scalar {
            case "-", "/", ".", "年", "月", "日": if gap == .space { gap = .mark }
            case " ", ",", "\t", "\n", "\r", "\u{A0}", "\u{202F}", "\u{3000}": break
            default: gap = .break
            }
        }
        close()
        // What stands behind the last part ends the day as well.
        if gap == .break, !tokens.isEmpty {
            tokens.append(Token(text: "", isNumber: false, gap: .break))
        }
        return tokens
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
}
