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
    var problems: [TextProblem] = []
    /// The lines as a YAML parser may read them, one for each line of the file.
    var mended: [String] = []

    /// A list or map that is open, with the column (from 0) of its dashes or keys.
    struct Level {
        var isList: Bool
        var column: Int
        /// The keys so far with their lines. Swift's own string equality takes composed and
        /// decomposed letters for one: nobody can see them apart, so they count as one key.
        var keys: [String: Int] = [:]
    }

    /// Text behind `|`: the column it must lie beyond, and the column it lies at once that is known.
    struct Block {
        var parentColumn: Int
        var column: Int?
        var widestEmptyLine = 0
    }

    var levels: [Level] = []
    /// True when the last line ends in a key or dash with nothing behind it.
    var isOpen = false
    var block: Block?
    /// After a line that fits nowhere, lines at least as far right go with it.
    var skippedColumn: Int?
    var isPastDepth = false
    var hasContent = false
    var linesWithProblems: Set<Int> = []
    /// The last line, when it is a list item of plain text that may be a key without its colon.
    var lastItem: (line: Int, column: Int, word: String)?
    /// True when the last line ends in a plain value.
    var lastIsPlain = false

    // The line at hand.
    var source = ""
    var line: [Unicode.Scalar] = []
    var number = 0

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
        let unmended = line
        checkCharacters()
        readStructure()
        mended.append(line == unmended ? text : String(String.UnicodeScalarView(line)))
    }

    mutating func readStructure() {
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
    mutating func readBlockLine(indent: Int, isBlank: Bool) -> Bool {
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
    mutating func isDocumentMarker() -> Bool {
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
    mutating func readContent(from indent: Int) {
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

    func isDash(at position: Int) -> Bool {
        position < line.count && line[position] == "-"
            && (position + 1 == line.count || line[position + 1] == " ")
    }

    /// The index of the colon that ends a key, if the text at `position` is one.
    func keyEnd(from position: Int) -> Int? {
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

    func isColon(at index: Int) -> Bool {
        index < line.count && line[index] == ":"
            && (index + 1 == line.count || line[index + 1] == " ")
    }

    func isComment(at index: Int) -> Bool {
        line[index] == "#" && index > 0 && line[index - 1] == " "
    }

    /// Opens or goes on with the list or map at `column`, closing what lies further right. False
    /// when the line fits nowhere.
    mutating func enter(isList: Bool, column: Int, isFirst: Bool) -> Bool {
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

    mutating func push(_ level: Level) -> Bool {
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

    mutating func misplaced(_ column: Int, _ message: String) -> Bool {
        report(
            "text.indent", column, 1, message,
            "Lines that belong together begin at the same column, lines under a key two spaces in")
        skippedColumn = column
        isOpen = false
        line = []
        return false
    }

    /// The line above was a key without its colon, as the line at hand shows.
    mutating func mendLastItem(
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
    mutating func record(key range: Range<Int>) {
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
    var shift = 0

    func rawKeyLength(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, line[end - 1] == " " { end -= 1 }
        return end - range.lowerBound
    }

    func keyName(_ range: Range<Int>) -> String {
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
    mutating func close(isOpen open: Bool, isPlain: Bool = false) {
        isOpen = open
        lastIsPlain = isPlain
        lastItem = nil
    }

    mutating func report(
        _ code: String, _ index: Int, _ length: Int, _ message: String, _ remedy: String
    ) {
        guard linesWithProblems.insert(number).inserted else { return }
        problems.append(
            TextProblem(
                code: code, line: number, column: index + 1, length: length, message: message,
                remedy: remedy, source: source))
    }
}
