extension TextProblem {
    /// The problem for people, in the form of a compiler's message:
    /// ```
    /// claim.yaml:34:8: "$35,200" is not an amount
    ///    34 |   ask: $35,200
    ///       |        ^^^^^^^
    ///    Write the number without signs or commas, then the currency: 35200.00 USD      [claimfile.amount]
    /// ```
    /// Control and format characters of the file are never printed raw.
    package func text(file: String) -> String {
        var text = "\(file):\(line):\(column): \(message)\n"
        if !source.isEmpty {
            let excerpt = Excerpt(of: source, column: column, length: length)
            let number = String(line)
            let margin = String(repeating: " ", count: max(0, 5 - number.count)) + number
            text += "\(margin) | \(excerpt.line)\n"
            text += String(repeating: " ", count: margin.count) + " | \(excerpt.mark)\n"
        }
        return text + "   \(remedy)      [\(code)]\n"
    }
}

extension TextProblems {
    /// All problems that are kept, a blank line between them, and how many more there are.
    package func text(file: String) -> String {
        var text = problems.map { $0.text(file: file) }.joined(separator: "\n")
        if total > problems.count { text += "\nand \(total - problems.count) more\n" }
        return text
    }
}

/// The part of a line around a mark, fit for a terminal.
private struct Excerpt {
    /// Scalars shown of a long line.
    static let widthLimit = 110
    /// Scalars kept in front of a mark that lies further right than the limit.
    static let lead = 40

    let line: String
    let mark: String

    init(of source: String, column: Int, length: Int) {
        let scalars = Array(source.unicodeScalars)
        let start = column > Self.widthLimit - 10 ? max(0, column - 1 - Self.lead) : 0
        let end = min(scalars.count, max(start, start + Self.widthLimit))
        let window = start < end ? Array(scalars[start..<end]) : []
        line =
            (start > 0 ? "…" : "") + window.map { $0.printable }.joined()
            + (end < scalars.count ? "…" : "")
        let before = window.prefix(max(0, column - 1 - start))
        let marked = window.dropFirst(before.count).prefix(length)
        let padding = before.reduce(start > 0 ? 1 : 0) { $0 + $1.terminalWidth }
        let width = marked.reduce(0) { $0 + $1.terminalWidth }
        mark = String(repeating: " ", count: padding) + String(repeating: "^", count: max(1, width))
    }
}

extension String {
    /// The text in straight quotes for a message: control and format characters replaced, no more
    /// than `limit` scalars of it.
    package func quoted(limit: Int = 60) -> String {
        let kept = unicodeScalars.prefix(limit).map { $0.printable }.joined()
        return "\"" + kept + (unicodeScalars.count > limit ? "…" : "") + "\""
    }
}

extension Unicode.Scalar {
    /// Itself, or a sign in its place when a terminal would obey or hide it.
    fileprivate var printable: String {
        if isASCII {
            return value == 9 ? "→" : value < 32 || value == 127 ? "\u{FFFD}" : String(self)
        }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
        default: return String(self)
        }
    }

    /// Columns it takes on a terminal: 2 for East Asian wide characters (UAX #11, the large blocks),
    /// 0 for combining marks, else 1.
    fileprivate var terminalWidth: Int {
        switch value {
        case ..<0x300: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default:
            return properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}
