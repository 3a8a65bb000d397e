import ClaimModel

/// The result of an inspection by its marked box. Reports print all of PASS, FAIL and PENDING; only
/// the mark says which one is meant: `(X)FAIL`, `☑ Pass`, `[x] 不合格`.
enum MarkedResult {
    /// What a line with boxes says.
    enum Reading: Equatable {
        /// No result words with boxes.
        case none
        /// Boxes, but none or more than one of them is marked.
        case undecided
        /// The one that is marked.
        case marked(InspectionReport.Result)
    }

    /// Reads the boxes of a line.
    static func read(_ line: String) -> Reading {
        let items = items(Array(line.unicodeScalars.prefix(2_048)))
        // Marks stand in front of their words, or all of them behind.
        let marksLead = items.first { if case .other = $0 { false } else { true } }.map { item in
            if case .mark = item { true } else { false }
        } ?? true
        var results: [(InspectionReport.Result, Bool)] = []
        for (index, item) in items.enumerated() {
            guard case .result(let result) = item else { continue }
            let neighbour = marksLead ? index - 1 : index + 1
            guard items.indices.contains(neighbour), case .mark(let isMarked) = items[neighbour] else {
                continue
            }
            results.append((result, isMarked))
        }
        guard !results.isEmpty else { return .none }
        let marked = results.filter(\.1)
        return marked.count == 1 ? .marked(marked[0].0) : .undecided
    }

    /// A plain value that is a result and nothing else: `FAIL`, `Pass*`, `不合格`, `Failed due to 2`.
    static func plain(_ value: String) -> InspectionReport.Result? {
        let items = items(Array(value.unicodeScalars.prefix(200)))
        var results: [InspectionReport.Result] = []
        for item in items {
            switch item {
            case .mark: return nil
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
            } else if marked.contains(scalar) || empty.contains(scalar) {
                items.append(.mark(marked.contains(scalar)))
                index += 1
            } else if let (result, end) = chinese(scalars, index) {
                items.append(.result(result))
                index = end
            } else if scalar.properties.isAlphabetic || (48...57).contains(scalar.value) {
                var word = ""
                while index < scalars.count, !empty.contains(scalars[index]), !marked.contains(scalars[index]),
                    scalars[index].properties.isAlphabetic || (48...57).contains(scalars[index].value)
                        || scalars[index] == "-"
                {
                    word.unicodeScalars.append(scalars[index])
                    index += 1
                }
                let lowered = word.lowercased()
                if lowered == "not" || lowered == "non" {
                    // "Not passed" is the opposite, and whoever writes it must be read by a person.
                    items.append(.other)
                    items.append(.mark(false))
                } else {
                    items.append(words[lowered].map { .result($0) } ?? .other)
                }
            } else {
                index += 1
            }
        }
        return items
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
            } else if !isMarked, marked.contains(scalar) || scalar == "X" || scalar == "x" {
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
        for (word, result) in chineseWords where scalars[start...].starts(with: word.unicodeScalars) {
            return (result, start + word.unicodeScalars.count)
        }
        return nil
    }

    private static let brackets: [Unicode.Scalar: Unicode.Scalar] = [
        "(": ")", "[": "]", "（": "）", "【": "】", "［": "］",
    ]
    /// Ticks and crosses; þ, ý and ü are what Wingdings' boxes become when their font is lost, here
    /// and in private use.
    private static let marked: Set<Unicode.Scalar> = [
        "☑", "☒", "✓", "✔", "✗", "✘", "✅", "❎", "√", "■", "▣", "◉", "🗹", "🗷", "þ", "ý", "ü", "\u{F0FE}",
        "\u{F0FD}", "\u{F0FC}", "\u{F052}", "\u{F053}", "\u{F054}",
    ]
    private static let empty: Set<Unicode.Scalar> = [
        "☐", "□", "▢", "◻", "○", "◯", "¨", "❏", "❑", "\u{F0A8}", "\u{F06F}", "\u{F0A3}", "\u{F072}",
    ]
    private static let words: [String: InspectionReport.Result] = [
        "pass": .pass, "passed": .pass, "accepted": .pass, "conform": .pass, "conforming": .pass,
        "conformed": .pass, "fail": .fail, "failed": .fail, "rejected": .fail, "nonconforming": .fail,
        "non-conforming": .fail, "pending": .pending, "hold": .pending,
    ]
    private static let chineseWords: [(String, InspectionReport.Result)] = [
        ("不合格", .fail), ("不通过", .fail), ("未通过", .fail), ("不接受", .fail), ("拒收", .fail), ("合格", .pass),
        ("通过", .pass), ("接受", .pass), ("待定", .pending), ("待判定", .pending),
    ]
}
