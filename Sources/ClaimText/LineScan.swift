/// Finds every mistake of form in one pass over the lines, before a YAML parser sees them: such a
/// parser stops at the first, and often blames the line after it.
///
/// A line with a mistake is mended the way its remedy says, so that the lines behind it keep their
/// meaning; a line has one problem at most. Without problems, `mended` is the file itself.
struct LineScan {
    /// Lists and maps inside one another.
    static let depthLimit = 16
    /// Scalars of a key; YAML itself stops at 1,024 bytes.
    static let keyLimit = 200

    /// The mistakes, in the order found.
    private(set) var problems: [TextProblem] = []
    /// The lines as a YAML parser may read them, one for each line of the file.
    private(set) var mended: [String] = []

    /// A list or map that is open, with the column (from 0) of its dashes or keys.
    private struct Level {
        var isList: Bool
        var column: Int
        /// The keys so far with their lines. Swift's own string equality takes composed and
        /// decomposed letters for one: nobody can see them apart, so they count as one key.
        var keys: [String: Int] = [:]
    }

    /// Text behind `|`: the column it must lie beyond, and the column it lies at once that is known.
    private struct Block {
        var parentColumn: Int
        var column: Int?
        var widestEmptyLine = 0
    }

    private var levels: [Level] = []
    /// True when the last line ends in a key or dash with nothing behind it.
    private var isOpen = false
    private var block: Block?
    /// After a line that fits nowhere, lines at least as far right go with it.
    private var skippedColumn: Int?
    private var isPastDepth = false
    private var hasContent = false
    private var linesWithProblems: Set<Int> = []
    /// The last line, when it is a list item of plain text that may be a key without its colon.
    private var lastItem: (line: Int, column: Int, word: String)?
    /// True when the last line ends in a plain value.
    private var lastIsPlain = false

    // The line at hand.
    private var source = ""
    private var line: [Unicode.Scalar] = []
    private var number = 0

    mutating func read(_ text: String) {
        number += 1
        source = text
        line = Array(text.unicodeScalars)
        guard text.utf8.count <= TextLines.lineByteLimit else {
            report(
                "text.line.long", 0, 1,
                "this line has \(text.utf8.count) bytes, more than \(TextLines.lineByteLimit)",
                "Break it into several lines")
            source = ""
            line = []
            mended.append("")
            return
        }
        checkCharacters()
        readStructure()
        mended.append(String(String.UnicodeScalarView(line)))
    }

    // MARK: Characters

    /// Finds characters that a reader cannot see or a parser cannot take, and replaces them.
    private mutating func checkCharacters() {
        var isIndentation = true
        let inBlock = block?.column
        for (index, scalar) in line.enumerated() {
            if scalar == "\t" {
                if let inBlock, index >= inBlock, !isIndentation { continue }
                report(
                    "text.tab", index, 1, "a tab",
                    isIndentation ? "Indent with two spaces" : "Use spaces instead")
            } else if Self.isControl(scalar) {
                report(
                    "text.control", index, 1, "a control character (\(Self.name(scalar)))",
                    "Remove it")
            } else if Self.isInvisible(scalar) {
                report(
                    "text.invisible", index, 1, "an invisible character (\(Self.name(scalar)))",
                    "Remove it, or type the text again: it may come from copying a web page")
            } else if scalar.value == 0xA0 || scalar.value == 0x3000 {
                let followsKey =
                    index > 0 && block == nil && line.firstIndex(of: ":") == index - 1
                if isIndentation || followsKey {
                    report(
                        "text.space", index, 1,
                        scalar.value == 0xA0 ? "a no-break space" : "a wide space",
                        "Use an ordinary space")
                }
            }
            if scalar != " ", scalar != "\t", scalar.value != 0xA0, scalar.value != 0x3000 {
                isIndentation = false
            }
        }
        guard linesWithProblems.contains(number) else { return }
        var kept: [Unicode.Scalar] = []
        isIndentation = true
        for scalar in line {
            if scalar == "\t" {
                kept += isIndentation ? [" ", " "] : [" "]
            } else if scalar.value == 0xA0 || scalar.value == 0x3000 {
                kept.append(" ")
            } else if !Self.isControl(scalar), !Self.isInvisible(scalar) {
                kept.append(scalar)
                if scalar != " " { isIndentation = false }
            }
        }
        line = kept
    }

    /// Controls but TAB, the line ends of Unicode, and what YAML calls not printable.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9: false
        case ..<32, 0x7F...0x9F, 0x2028, 0x2029: true
        case 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// Format characters but the joiners that scripts and emoji need.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII, scalar.value != 0x200C, scalar.value != 0x200D else { return false }
        return scalar.properties.generalCategory == .format
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    // MARK: Structure

    private mutating func readStructure() {
        let indent = line.prefix { $0 == " " }.count
        let isBlank = indent == line.count
        if readBlockLine(indent: indent, isBlank: isBlank) { return }
        if isBlank || line[indent] == "#" { return }
        if isPastDepth {
            line = []
            return
        }
        if indent == 0, isDocumentMarker() { return }
        if let column = skippedColumn {
            if indent >= column {
                line = []
                return
            }
            skippedColumn = nil
        }
        hasContent = true
        readContent(from: indent)
    }

    /// True when the line belongs to the text behind `|`.
    private mutating func readBlockLine(indent: Int, isBlank: Bool) -> Bool {
        guard var open = block else { return false }
        if isBlank {
            if open.column == nil { open.widestEmptyLine = max(open.widestEmptyLine, indent) }
            block = open
            return true
        }
        if open.column == nil, indent > open.parentColumn {
            open.column = indent
            block = open
            if open.widestEmptyLine > indent {
                report(
                    "text.indent", 0, indent,
                    "the empty line above this one has more spaces than the text",
                    "Remove the spaces of the empty line")
                // The mended file must not have them either.
                for index in mended.indices.reversed() {
                    guard mended[index].utf8.allSatisfy({ $0 == 32 }) else { break }
                    mended[index] = ""
                }
            }
        }
        if let column = open.column, indent >= column { return true }
        block = nil
        return false
    }

    /// Handles `---` and `...` at the start of a line.
    private mutating func isDocumentMarker() -> Bool {
        guard line.count >= 3, line.count == 3 || line[3] == " " else { return false }
        let marker = String(String.UnicodeScalarView(line[0..<3]))
        guard marker == "---" || marker == "..." else { return false }
        if marker == "---", !hasContent, line.allSatisfy({ $0 == "-" }) {
            hasContent = true
            return true
        }
        report(
            "text.document.second", 0, 3, "\"\(marker)\" begins a second document",
            "Keep one document in the file, without this line")
        line = []
        return true
    }

    /// Reads dashes, then a key with its value or the text of a list item.
    private mutating func readContent(from indent: Int) {
        var position = indent
        var isFirst = true
        while isDash(at: position) {
            guard enter(isList: true, column: position, isFirst: isFirst) else { return }
            isFirst = false
            position += 1
            while position < line.count, line[position] == " " { position += 1 }
            if position == line.count || line[position] == "#" {
                checkComment(at: position)
                close(isOpen: true)
                return
            }
        }
        if let wide = wideColon(from: position, to: keyEnd(from: position) ?? line.count) {
            mendWideColon(at: wide)
        }
        guard let colon = keyEnd(from: position) else {
            if isFirst {
                readLineWithoutKey(from: position)
            } else {
                readValue(from: position, isItem: true)
            }
            return
        }
        guard checkKey(from: position, to: colon),
            enter(isList: false, column: position, isFirst: isFirst)
        else { return }
        record(key: position..<colon)
        readValue(from: colon + 1, isItem: false)
    }

    private func isDash(at position: Int) -> Bool {
        position < line.count && line[position] == "-"
            && (position + 1 == line.count || line[position + 1] == " ")
    }

    /// The index of the colon that ends a key, if the text at `position` is one.
    private func keyEnd(from position: Int) -> Int? {
        var index = position
        if let quoted = QuotedText(line, at: position) {
            index = quoted.end
            while index < line.count, line[index] == " " { index += 1 }
            return isColon(at: index) ? index : nil
        }
        while index < line.count {
            if isColon(at: index) { return index }
            if index > position, isComment(at: index) { return nil }
            index += 1
        }
        return nil
    }

    private func isColon(at index: Int) -> Bool {
        index < line.count && line[index] == ":"
            && (index + 1 == line.count || line[index + 1] == " ")
    }

    private func isComment(at index: Int) -> Bool {
        line[index] == "#" && index > 0 && line[index - 1] == " "
    }

    /// Opens or goes on with the list or map at `column`, closing what lies further right. False
    /// when the line fits nowhere.
    private mutating func enter(isList: Bool, column: Int, isFirst: Bool) -> Bool {
        if !isFirst { return push(Level(isList: isList, column: column)) }
        let wasOpen = isOpen
        let count = levels.count
        while let top = levels.last, top.column > column { levels.removeLast() }
        // A list may stand at the same column as the key it belongs to; the next key closes it.
        if !isList, let top = levels.last, top.isList, top.column == column, levels.count > 1,
            !levels[levels.count - 2].isList, levels[levels.count - 2].column == column
        {
            levels.removeLast()
        }
        let opensHere = wasOpen && levels.count == count
        guard let top = levels.last else {
            if count == 0 { return push(Level(isList: isList, column: column)) }
            return misplaced(column, "this line is indented less than the first one")
        }
        if top.column == column {
            if top.isList == isList { return true }
            if isList {
                if opensHere { return push(Level(isList: true, column: column)) }
                return misplaced(column, "a list item where a key is expected")
            }
            return misplaced(column, "a key where a list item is expected")
        }
        if opensHere { return push(Level(isList: isList, column: column)) }
        if levels.count < count {
            return misplaced(column, "this line is indented differently from the lines above")
        }
        if !isList, let item = lastItem, item.column == column {
            return mendLastItem(item, column: column)
        }
        return misplaced(column, "this line is indented further than the line above allows")
    }

    private mutating func push(_ level: Level) -> Bool {
        guard levels.count < Self.depthLimit else {
            report(
                "text.depth", level.column, 1,
                "lists and keys lie more than \(Self.depthLimit) deep", "Use fewer levels")
            isPastDepth = true
            line = []
            return false
        }
        levels.append(level)
        return true
    }

    private mutating func misplaced(_ column: Int, _ message: String) -> Bool {
        report(
            "text.indent", column, 1, message,
            "Lines that belong together begin at the same column, lines under a key two spaces in")
        skippedColumn = column
        isOpen = false
        line = []
        return false
    }

    /// The line above was a key without its colon, as the line at hand shows.
    private mutating func mendLastItem(
        _ item: (line: Int, column: Int, word: String), column: Int
    ) -> Bool {
        var above = Array(mended[item.line - 1].unicodeScalars)
        if !linesWithProblems.contains(item.line) {
            linesWithProblems.insert(item.line)
            problems.append(
                Self.missingColon(
                    after: item.word, line: item.line, column: item.column,
                    source: String(String.UnicodeScalarView(above))))
        }
        let end = item.column + item.word.unicodeScalars.count
        if end <= above.count { above.insert(":", at: end) }
        mended[item.line - 1] = String(String.UnicodeScalarView(above))
        return push(Level(isList: false, column: column, keys: [item.word: item.line]))
    }

    static func missingColon(after word: String, line: Int, column: Int, source: String)
        -> TextProblem
    {
        TextProblem(
            code: "text.colon.missing", line: line, column: column + 1,
            length: word.unicodeScalars.count, message: "no \":\" after \(word.quoted())",
            remedy: "Write the key, a colon, a space, then the value: \(word.quotedBare): …",
            source: source)
    }

    /// Notes a key of the map at hand; a second one of the same name gets another.
    private mutating func record(key range: Range<Int>) {
        let name = keyName(range)
        guard let index = levels.indices.last else { return }
        guard let first = levels[index].keys[name] else {
            levels[index].keys[name] = number
            return
        }
        report(
            "text.key.twice", range.lowerBound, max(1, rawKeyLength(range)),
            "\(name.quoted()) is here and on line \(first)", "Keep one of the two")
        // Keys that begin with "x-" are ignored by whoever reads the mended file.
        let mark = Array("x-second-\(number)".unicodeScalars)
        line.replaceSubrange(range, with: mark)
        shift += mark.count - range.count
    }

    /// How far the value moved when its key was renamed.
    private var shift = 0

    private func rawKeyLength(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, line[end - 1] == " " { end -= 1 }
        return end - range.lowerBound
    }

    private func keyName(_ range: Range<Int>) -> String {
        var text = Array(line[range.lowerBound..<(range.lowerBound + rawKeyLength(range))])
        guard let quoted = QuotedText(text, at: 0), quoted.end == text.count else {
            return String(String.UnicodeScalarView(text))
        }
        let quote = text[0]
        text = Array(text[1..<(text.count - 1)])
        var plain: [Unicode.Scalar] = []
        var isEscaped = false
        for scalar in text {
            if !isEscaped, scalar == quote || (quote == "\"" && scalar == "\\") {
                isEscaped = true
                continue
            }
            isEscaped = false
            plain.append(scalar)
        }
        return String(String.UnicodeScalarView(plain))
    }

    /// Ends the line: what may come next depends on whether a value is still missing.
    private mutating func close(isOpen open: Bool, isPlain: Bool = false) {
        isOpen = open
        lastIsPlain = isPlain
        lastItem = nil
    }

    private mutating func report(
        _ code: String, _ index: Int, _ length: Int, _ message: String, _ remedy: String
    ) {
        guard linesWithProblems.insert(number).inserted else { return }
        problems.append(
            TextProblem(
                code: code, line: number, column: index + 1, length: length, message: message,
                remedy: remedy, source: source))
    }
}

// MARK: - Values

extension LineScan {
    /// Characters that mean something else to YAML when a plain scalar begins with them.
    private static let indicators: Set<Unicode.Scalar> = [
        ",", "]", "}", "#", "&", "*", "!", "|", ">", "%", "@", "`",
    ]
    private static let curlyQuotes: Set<Unicode.Scalar> = [
        "“", "”", "„", "‟", "‘", "’", "‚", "＂", "＇", "「", "」", "『", "』", "«", "»",
    ]

    /// Checks the text of a key. False when the line is given up.
    private mutating func checkKey(from start: Int, to colon: Int) -> Bool {
        let key = line[start..<colon]
        guard let first = key.first else {
            report("text.key.missing", start, 1, "no key before \":\"", "Write a word before it")
            line = []
            return false
        }
        if key.count > Self.keyLimit {
            report(
                "text.key.long", start, key.count,
                "this key has more than \(Self.keyLimit) characters",
                "Put the text in \"quotes\" if it is a value")
            line = []
            return false
        }
        if first == "\"" || first == "'" {
            if let quoted = QuotedText(line, at: start) {
                if let escape = quoted.escape {
                    reportEscape(at: escape)
                    line = []
                    return false
                }
                return true
            }
            report(
                "text.quote.open", start, 1, "this quote is never closed", "Close it, or remove it")
            line = []
            return false
        }
        let second = start + 1 < colon ? line[start + 1] : " "
        if first == "<", second == "<" {
            report(
                "text.merge", start, 2, "merge keys are not used here",
                "Write the keys out where they are needed")
            line = []
            return false
        }
        if first == "?" && second == " " || first == "-" || first == ":" || first == "["
            || first == "{" || Self.indicators.contains(first) || Self.curlyQuotes.contains(first)
        {
            if first == "-" {
                report(
                    "text.dash", start, 1, "no space after \"-\"", "Write a space after the dash")
            } else if first == "[" || first == "{" {
                reportFlow(at: start, length: key.count)
            } else {
                report(
                    "text.key.start", start, 1,
                    "a key cannot begin with \(String(first).quoted())",
                    "Begin the key with a letter; put a text that is no key in \"quotes\"")
            }
            line = []
            return false
        }
        return true
    }

    /// Reads what stands behind a key or, for `isItem`, behind dashes.
    private mutating func readValue(from start: Int, isItem: Bool) {
        var begin = start + shift
        shift = 0
        while begin < line.count, line[begin] == " " { begin += 1 }
        let end = valueEnd(from: begin)
        if begin >= end {
            if begin < line.count { checkComment(at: begin) }
            close(isOpen: true)
            return
        }
        let first = line[begin]
        let next = begin + 1 < end ? line[begin + 1] : " "
        switch first {
        case "\"", "'":
            readQuoted(from: begin)
            close(isOpen: false)
            return
        case "|", ">":
            if readBlockMark(from: begin, to: end) { return }
        case "[", "{":
            reportFlow(at: begin, length: end - begin)
            quote(begin..<end)
        case "-" where next == " ":
            report(
                "text.list.inline", begin, 1, "a list cannot begin behind a key",
                "Begin the list on the next line, two spaces further in")
            quote(begin..<end)
        case "&", "!":
            report(
                "text.tag", begin, 1,
                first == "&"
                    ? "anchors (\"&\") are not used here" : "tags (\"!\") are not used here",
                "Remove it, or put the text in \"quotes\"")
            quote(begin..<end)
        case _
        where Self.indicators.contains(first) || (first == "?" || first == ":") && next == " ":
            report(
                "text.value.start", begin, end - begin,
                "a value cannot begin with \(String(first).quoted())", "Put the text in \"quotes\"")
            quote(begin..<end)
        default:
            readPlain(from: begin, to: end)
        }
        close(isOpen: false, isPlain: true)
        if isItem, let word = Self.keyWord(line, from: begin), begin + word.count < end {
            let text = String(String.UnicodeScalarView(word))
            lastItem = (number, begin, text)
        }
    }

    /// The end of a value: where a comment begins, or the line ends, without trailing spaces.
    private func valueEnd(from start: Int) -> Int {
        var end = start
        if let quoted = QuotedText(line, at: start) { end = quoted.end }
        while end < line.count, !isComment(at: end) { end += 1 }
        while end > start, line[end - 1] == " " { end -= 1 }
        return end
    }

    /// A `#` with a letter or digit behind it may be meant: "Carton #5".
    private mutating func checkComment(at index: Int) {
        guard index < line.count, line[index] == "#", index + 1 < line.count,
            line[index + 1] != " ", line[index + 1] != "#"
        else { return }
        let length = line[index...].prefix { $0 != " " }.count
        report(
            "text.comment", index, length,
            "text behind \"#\" is left out as a comment",
            "Put the value in \"quotes\" if this belongs to it; if not, write \"# \" with a space")
    }

    private mutating func readQuoted(from begin: Int) {
        guard let quoted = QuotedText(line, at: begin) else {
            report(
                "text.quote.open", begin, 1, "this quote is never closed",
                "Close it at the end of the line, or remove it")
            quote(begin..<valueEndIgnoringQuotes(from: begin))
            return
        }
        if let escape = quoted.escape {
            reportEscape(at: escape)
            quote((begin + 1)..<(quoted.end - 1), replacing: begin..<quoted.end)
            return
        }
        var rest = quoted.end
        while rest < line.count, line[rest] == " " { rest += 1 }
        guard rest < line.count, !isComment(at: rest) else { return }
        let end = valueEnd(from: rest)
        report(
            "text.quote.rest", rest, max(1, end - rest), "text behind the closing quote",
            "Put the whole value in one pair of quotes, and write \\\" for a quote inside it")
        quote(begin..<end)
    }

    private func valueEndIgnoringQuotes(from begin: Int) -> Int {
        var end = line.count
        while end > begin, line[end - 1] == " " { end -= 1 }
        return end
    }

    private mutating func reportEscape(at index: Int) {
        report(
            "text.escape", index, 2, "a backslash in double quotes means something else",
            "Use 'single quotes', or \"/\" in the name of a file")
    }

    private mutating func reportFlow(at index: Int, length: Int) {
        report(
            "text.flow", index, length, "lists and maps in brackets are not used here",
            "Write one value a line, each behind \"- \"; put a text with brackets in \"quotes\"")
    }

    /// True when `|` begins a block.
    private mutating func readBlockMark(from begin: Int, to end: Int) -> Bool {
        let mark = String(String.UnicodeScalarView(line[begin..<end]))
        if line[begin] == ">" {
            guard [">", ">-", ">+"].contains(mark) else {
                report(
                    "text.value.start", begin, end - begin, "a value cannot begin with \">\"",
                    "Put the text in \"quotes\"")
                quote(begin..<end)
                return false
            }
            report(
                "text.folded", begin, end - begin, "folded text (\">\") is not used here",
                "Write \"|\" instead; each line stays a line")
            line[begin] = "|"
        } else if !["|", "|-", "|+"].contains(mark) {
            report(
                "text.block", begin, end - begin, "text cannot begin on the line of its \"|\"",
                "Begin it on the next line, two spaces further in; or put it in \"quotes\"")
            quote(begin..<end)
            return false
        }
        close(isOpen: false)
        block = Block(parentColumn: levels.last?.column ?? -1)
        return true
    }

    private mutating func readPlain(from begin: Int, to end: Int) {
        if let first = line[begin..<end].first, let last = line[begin..<end].last,
            Self.curlyQuotes.contains(first), Self.curlyQuotes.contains(last)
        {
            report(
                "text.quote.curly", begin, end - begin,
                end - begin > 1
                    ? "\(first) \(last) are not needed" : "\(first) is not needed",
                "Remove them; if they belong to the text, put straight quotes around it")
            let inner = min(begin + 1, end)..<max(min(begin + 1, end), end - 1)
            quote(inner, replacing: begin..<end)
            return
        }
        for index in begin..<end where line[index] == ":" {
            guard index + 1 == end || line[index + 1] == " " else { continue }
            report(
                "text.colon.second", index, 1, "a second \":\" on this line",
                "Put the text in \"quotes\"")
            quote(begin..<end)
            return
        }
        if end < line.count {
            var index = end
            while index < line.count, line[index] == " " { index += 1 }
            checkComment(at: index)
        }
    }

    /// A line that is no list item and has no key.
    private mutating func readLineWithoutKey(from start: Int) {
        let first = line[start]
        let second = start + 1 < line.count ? line[start + 1] : " "
        let end = max(start + 1, valueEnd(from: start))
        if let wide = line[start..<end].firstIndex(of: "：") {
            mendWideColon(at: wide)
            readContent(from: start)
            return
        }
        if "–—－−".unicodeScalars.contains(first), second == " " {
            report(
                "text.dash", start, 1, "this is not the \"-\" of a list",
                "Write the plain hyphen and a space")
            line[start] = "-"
            readContent(from: start)
            return
        }
        if first == "-", second != " " {
            report("text.dash", start, 1, "no space after \"-\"", "Write a space after the dash")
            line.insert(" ", at: start + 1)
            readContent(from: start)
            return
        }
        if start == 0, first == "%" {
            report("text.directive", 0, end, "directives (\"%\") are not used here", "Remove it")
            line = []
            return
        }
        if first == "[" || first == "{" {
            reportFlow(at: start, length: end - start)
            line = []
            return
        }
        if lastIsPlain, let top = levels.last, start > top.column {
            report(
                "text.continued", start, end - start, "the text above goes on here",
                "Keep it on one line; or write \"|\" behind the key and the text below it")
            line = []
            return
        }
        guard let word = Self.keyWord(line, from: start) else {
            report(
                "text.key.missing", start, end - start, "no key on this line",
                "Write the key, a colon, a space, then the value")
            line = []
            return
        }
        let after = start + word.count
        if after < line.count, line[after] == ":" {
            report(
                "text.colon.space", after, 1, "no space after \":\"",
                "Write a space after the colon")
            line.insert(" ", at: after + 1)
        } else {
            let name = String(String.UnicodeScalarView(word))
            if linesWithProblems.insert(number).inserted {
                problems.append(
                    Self.missingColon(after: name, line: number, column: start, source: source))
            }
            line.insert(":", at: after)
        }
        readContent(from: start)
    }

    /// The full-width colon of Chinese keyboards, where a key of Latin letters stands before it.
    private func wideColon(from start: Int, to end: Int) -> Int? {
        guard let word = Self.keyWord(line, from: start) else { return nil }
        let index = start + word.count
        return index < end && line[index] == "：" ? index : nil
    }

    private mutating func mendWideColon(at index: Int) {
        report(
            "text.colon.wide", index, 1, "this is the wide colon \"：\"",
            "Use \":\" and a space")
        line.replaceSubrange(index...index, with: [":", " "])
    }

    /// Letters, digits, `-` and `_` of ASCII from an index on, beginning with a letter.
    private static func keyWord(_ line: [Unicode.Scalar], from start: Int)
        -> ArraySlice<Unicode.Scalar>?
    {
        let word = line[start...].prefix {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                || $0 == "-" || $0 == "_"
        }
        guard let first = word.first, first.properties.isAlphabetic else { return nil }
        return word
    }

    /// Mends a value by putting it in single quotes.
    private mutating func quote(_ range: Range<Int>) {
        quote(range, replacing: range)
    }

    private mutating func quote(_ kept: Range<Int>, replacing range: Range<Int>) {
        var text: [Unicode.Scalar] = ["'"]
        for scalar in line[kept] {
            text.append(scalar)
            if scalar == "'" { text.append(scalar) }
        }
        line.replaceSubrange(range, with: text + ["'"])
    }
}

extension String {
    /// The text as `quoted()` shows it, without the quotes.
    fileprivate var quotedBare: String { String(quoted().dropFirst().dropLast()) }
}
