import ClaimModel

/// The result of an inspection by its marked box. Reports print all of PASS, FAIL and PENDING; only
/// the mark says which one is meant: `(X)FAIL`, `☑ Pass`, `[x] 不合格`.
enum MarkedResult {
    /// A result word and whether its box is marked.
    struct Box: Equatable {
        var result: InspectionReport.Result
        var isMarked: Bool
    }

    /// The boxes of a line.
    static func boxes(in line: String) -> [Box] {
        let items = items(Array(line.unicodeScalars.prefix(2_048)))
        // Marks stand in front of their words, or all of them behind.
        let marksLead =
            items.first { if case .other = $0 { false } else { true } }.map { item in
                if case .mark = item { true } else { false }
            } ?? true
        return items.enumerated().compactMap { index, item in
            guard case .result(let result) = item else { return nil }
            let neighbour = marksLead ? index - 1 : index + 1
            guard items.indices.contains(neighbour), case .mark(let isMarked) = items[neighbour]
            else {
                return nil
            }
            return Box(result: result, isMarked: isMarked)
        }
    }

    /// The result of the only marked box; nil when none or more than one is marked.
    static func decided(_ boxes: [Box]) -> InspectionReport.Result? {
        let marked = boxes.filter(\.isMarked)
        return marked.count == 1 ? marked[0].result : nil
    }

    /// A plain value that is a result and nothing else: `FAIL`, `Pass*`, `不合格`, `Failed due to 2`.
    static func plain(_ value: String) -> InspectionReport.Result? {
        let items = items(Array(value.unicodeScalars.prefix(200)))
        var results: [InspectionReport.Result] = []
        for item in items {
            switch item {
            case .mark, .negation: return nil
            case .result(let result): results.append(result)
            case .other: break
            }
        }
        guard results.count == 1, case .result = items.first, items.count <= 8 else { return nil }
        return results[0]
    }

    private enum Item {
        case mark(Bool)
        case result(InspectionReport.Result)
        /// "Not passed" is the opposite, and whoever writes it must be read by a person.
        case negation
        case other
    }

    private static func items(_ scalars: [Unicode.Scalar]) -> [Item] {
        var items: [Item] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if let (isMarked, end) = bracket(scalars, index) {
                items.append(.mark(isMarked))
                index = end
            } else if isMark(scalars, index) {
                items.append(.mark(!empty.contains(scalar)))
                index += 1
            } else if let (result, end) = chinese(scalars, index) {
                items.append(.result(result))
                index = end
            } else if isLetter(scalar) {
                let end = endOfWord(scalars, index)
                let word = String(String.UnicodeScalarView(scalars[index..<end])).lowercased()
                index = end
                if word == "not" || word == "non" {
                    items.append(.negation)
                } else {
                    items.append(words[word].map { .result($0) } ?? .other)
                }
            } else {
                index += 1
            }
        }
        return items
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || (48...57).contains(scalar.value)
    }

    /// Behind the last letter of a word; hyphens join its parts.
    private static func endOfWord(_ scalars: [Unicode.Scalar], _ start: Int) -> Int {
        var index = start + 1
        while index < scalars.count, isLetter(scalars[index]) || scalars[index] == "-",
            !isMark(scalars, index)
        {
            index += 1
        }
        return index
    }

    /// True for boxes and ticks; letters of Wingdings count only where they are no part of a word.
    private static func isMark(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let scalar = scalars[index]
        if marked.contains(scalar) || empty.contains(scalar) { return true }
        guard lostMarks.contains(scalar), index == 0 || !isLetter(scalars[index - 1]) else {
            return false
        }
        guard index + 1 < scalars.count, isLetter(scalars[index + 1]) else { return true }
        // "þPass" is a box, "über" is a word.
        var end = index + 1
        while end < scalars.count, end < index + 20, isLetter(scalars[end]) { end += 1 }
        let word = String(String.UnicodeScalarView(scalars[(index + 1)..<end])).lowercased()
        return words[word] != nil || chinese(scalars, index + 1) != nil
    }

    /// `( )`, `(X)`, `[x]`, `[ ]`, `(√)`: brackets with a mark or nothing between.
    private static func bracket(_ scalars: [Unicode.Scalar], _ start: Int) -> (Bool, Int)? {
        guard let close = brackets[scalars[start]] else { return nil }
        var index = start + 1
        var isMarked = false
        while index < scalars.count, index <= start + 6 {
            let scalar = scalars[index]
            if scalar == close { return (isMarked, index + 1) }
            if scalar.properties.isWhitespace || scalar == "_" || empty.contains(scalar) {
                index += 1
            } else if !isMarked,
                marked.contains(scalar) || lostMarks.contains(scalar) || scalar == "X"
                    || scalar == "x"
            {
                isMarked = true
                index += 1
            } else {
                return nil
            }
        }
        return nil
    }

    private static func chinese(
        _ scalars: [Unicode.Scalar], _ start: Int
    ) -> (InspectionReport.Result, Int)? {
        for (word, result) in chineseWords where scalars[start...].starts(with: word.unicodeScalars)
        {
            return (result, start + word.unicodeScalars.count)
        }
        return nil
    }

    private static let brackets: [Unicode.Scalar: Unicode.Scalar] = [
        "(": ")", "[": "]", "（": "）", "【": "】", "［": "］",
    ]
    /// Ticks and crosses, also those of Wingdings in private use.
    private static let marked: Set<Unicode.Scalar> = [
        "☑", "☒", "✓", "✔", "✗", "✘", "✅", "❎", "√", "■", "▣", "◉", "🗹", "🗷",
        "\u{F0FE}", "\u{F0FD}", "\u{F0FC}", "\u{F052}", "\u{F053}", "\u{F054}",
    ]
    /// What ticked boxes of Wingdings become when their font is lost.
    private static let lostMarks: Set<Unicode.Scalar> = ["þ", "ý", "ü"]
    private static let empty: Set<Unicode.Scalar> = [
        "☐", "□", "▢", "◻", "○", "◯", "¨", "❏", "❑", "\u{F0A8}", "\u{F06F}", "\u{F0A3}", "\u{F072}",
    ]
    private static let words: [String: InspectionReport.Result] = [
        "pass": .pass, "passed": .pass, "accepted": .pass, "conform": .pass, "conforming": .pass,
        "conformed": .pass, "fail": .fail, "failed": .fail, "rejected": .fail,
        "nonconforming": .fail,
        "non-conforming": .fail, "pending": .pending, "hold": .pending,
    ]
    private static let chineseWords: [(String, InspectionReport.Result)] = [
        ("不合格", .fail), ("不通过", .fail), ("未通过", .fail), ("不接受", .fail), ("拒收", .fail),
        ("合格", .pass),
        ("通过", .pass), ("接受", .pass), ("待定", .pending), ("待判定", .pending),
    ]
}
