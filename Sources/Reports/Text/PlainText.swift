/// How text is laid out on a terminal.
package struct TextStyle: Hashable, Sendable {
    /// Columns to wrap at.
    package var width: Int
    /// Whether marks are coloured; the words in them stay either way.
    package var color: Bool
    /// Whether it is meant to be spoken: one statement a line whatever its length, words instead of
    /// marks, and no columns.
    package var isSpoken: Bool

    package init(width: Int = 80, color: Bool = false, isSpoken: Bool = false) {
        self.width = width
        self.color = color && !isSpoken
        self.isSpoken = isSpoken
    }
}

/// Text from evidence, made safe to print: control, format and bidirectional characters become
/// visible as `[U+202E]`, so that nothing a party wrote can move a cursor or turn a line around.
package func printable(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: \.mustBeShown) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
        if scalar == "\n" || scalar == "\t" {
            result += " "
        } else if scalar.mustBeShown {
            let digits = String(scalar.value, radix: 16, uppercase: true)
            result += "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

extension Unicode.Scalar {
    /// True for what a terminal would obey instead of showing it.
    var mustBeShown: Bool {
        if value < 0x7F, value >= 0x20 { return false }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            return true
        default: return false
        }
    }

    /// Columns on a terminal: two for East Asian wide characters (Unicode Standard Annex 11), none
    /// for combining marks.
    fileprivate var columns: Int {
        switch value {
        case 0x300...0x36F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
            0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}

extension String {
    /// Columns the text takes on a terminal.
    package var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// Columns of a text of our own, whose colour codes take none.
    fileprivate var shownColumns: Int {
        guard contains("\u{1B}") else { return columns }
        var isCode = false
        var shown = ""
        for character in self {
            if character == "\u{1B}" { isCode = true }
            if !isCode { shown.append(character) }
            if character == "m" { isCode = false }
        }
        return shown.columns
    }

    /// The text without the spaces that only make columns.
    fileprivate var withoutColumns: String {
        split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    /// The text with spaces behind it up to a column.
    package func padded(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - columns))
    }

    /// The text cut to a width, with an ellipsis where it was cut.
    package func cut(to width: Int) -> String {
        guard columns > width else { return self }
        var result = ""
        var used = 0
        for character in self {
            let next = String(character).columns
            if used + next > width - 1 { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }

    /// Lines of at most `width` columns, broken at spaces; a word wider than that gets its own
    /// line, and a run of ideographs may break anywhere.
    package func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            var rest = String(word)
            if !line.isEmpty, line.columns + 1 + rest.columns <= width {
                line += " " + rest
                continue
            }
            if !line.isEmpty { lines.append(line) }
            if rest.columns > width, rest.unicodeScalars.contains(where: { $0.columns == 2 }) {
                // One pass: the text may be as long as a party likes.
                var head = ""
                var used = 0
                for character in rest {
                    let next = String(character).columns
                    if used + next > width, !head.isEmpty {
                        lines.append(head)
                        head = ""
                        used = 0
                    }
                    head.append(character)
                    used += next
                }
                rest = head
            }
            line = rest
        }
        if !line.isEmpty { lines.append(line) }
        return lines
    }
}

/// Lines under construction.
package struct TextPage {
    let style: TextStyle
    private(set) var lines: [String] = []

    package init(_ style: TextStyle) {
        self.style = style
    }

    package mutating func line(_ text: String = "") {
        lines.append(style.isSpoken ? text.withoutColumns : text)
    }

    /// A heading on its own line, with an empty line before it; a long one goes on indented.
    package mutating func heading(_ text: String) {
        if !lines.isEmpty { line() }
        let parts = text.columns <= style.width ? [text] : text.wrapped(to: max(20, style.width - 2))
        for (index, part) in parts.enumerated() {
            let shown = index == 0 ? part : "  " + part
            line(style.color ? "\u{1B}[1m\(shown)\u{1B}[0m" : shown)
        }
    }

    /// A paragraph behind a prefix; following lines are indented below its start.
    package mutating func paragraph(_ text: String, prefix: String = "", indent: Int? = nil) {
        guard !style.isSpoken else {
            line(prefix + " " + text)
            return
        }
        let indent = indent ?? prefix.shownColumns
        let wrapped = text.wrapped(to: max(20, style.width - indent))
        for (index, part) in wrapped.enumerated() {
            let lead = index == 0 ? prefix : ""
            line(lead + String(repeating: " ", count: max(0, indent - lead.shownColumns)) + part)
        }
        if wrapped.isEmpty { line(prefix) }
    }

    /// A mark of four characters, coloured when the style says so.
    package func mark(_ mark: Mark) -> String {
        if style.isSpoken { return mark.words + ":" }
        guard style.color else { return mark.rawValue }
        let code =
            switch mark {
            case .ok: "32"
            case .bad: "31"
            case .unclear: "33"
            case .none: "2"
            }
        return "\u{1B}[\(code)m\(mark.rawValue)\u{1B}[0m"
    }

    package var text: String { lines.joined(separator: "\n") + "\n" }
}

/// The marks in front of a line: words of their own, so that colour is never the only sign.
package enum Mark: String {
    case ok = "[ok]"
    case bad = "[!!]"
    case unclear = "[??]"
    case none = "[--]"

    /// The mark as one speaks it.
    var words: String {
        switch self {
        case .ok: "ok"
        case .bad: "not ok"
        case .unclear: "unclear"
        case .none: "not there"
        }
    }
}
