extension LineScan {
    /// Characters that mean something else to YAML when a plain scalar begins with them.
    static let indicators: Set<Unicode.Scalar> = [
        ",", "]", "}", "#", "&", "*", "!", "|", ">", "%", "@", "`",
    ]
    static let curlyQuotes: Set<Unicode.Scalar> = [
        "“", "”", "„", "‟", "‘", "’", "‚", "＂", "＇", "「", "」", "『", "』", "«", "»",
    ]

    /// Checks the text of a key. False when the line is given up.
    mutating func checkKey(from start: Int, to colon: Int) -> Bool {
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
    mutating func readValue(from start: Int, isItem: Bool) {
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
    func valueEnd(from start: Int) -> Int {
        var end = start
        if let quoted = QuotedText(line, at: start) { end = quoted.end }
        while end < line.count, !isComment(at: end) { end += 1 }
        while end > start, line[end - 1] == " " { end -= 1 }
        return end
    }

    /// A `#` with a letter or digit behind it may be meant: "Carton #5".
    mutating func checkComment(at index: Int) {
        guard index < line.count, line[index] == "#", index + 1 < line.count,
            line[index + 1] != " ", line[index + 1] != "#"
        else { return }
        let length = line[index...].prefix { $0 != " " }.count
        report(
            "text.comment", index, length,
            "text behind \"#\" is left out as a comment",
            "Put the value in \"quotes\" if this belongs to it; if not, write \"# \" with a space")
    }

    mutating func readQuoted(from begin: Int) {
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

    func valueEndIgnoringQuotes(from begin: Int) -> Int {
        var end = line.count
        while end > begin, line[end - 1] == " " { end -= 1 }
        return end
    }

    mutating func reportEscape(at index: Int) {
        report(
            "text.escape", index, 2, "a backslash in double quotes means something else",
            "Use 'single quotes', or \"/\" in the name of a file")
    }

    mutating func reportFlow(at index: Int, length: Int) {
        report(
            "text.flow", index, length, "lists and maps in brackets are not used here",
            "Write one value a line, each behind \"- \"; put a text with brackets in \"quotes\"")
    }

    /// True when `|` begins a block.
    mutating func readBlockMark(from begin: Int, to end: Int) -> Bool {
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

    mutating func readPlain(from begin: Int, to end: Int) {
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
    mutating func readLineWithoutKey(from start: Int) {
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
    func wideColon(from start: Int, to end: Int) -> Int? {
        guard let word = Self.keyWord(line, from: start) else { return nil }
        let index = start + word.count
        return index < end && line[index] == "：" ? index : nil
    }

    mutating func mendWideColon(at index: Int) {
        report(
            "text.colon.wide", index, 1, "this is the wide colon \"：\"",
            "Use \":\" and a space")
        line.replaceSubrange(index...index, with: [":", " "])
    }

    /// Letters, digits, `-` and `_` of ASCII from an index on, beginning with a letter.
    static func keyWord(_ line: [Unicode.Scalar], from start: Int)
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
    mutating func quote(_ range: Range<Int>) {
        quote(range, replacing: range)
    }

    mutating func quote(_ kept: Range<Int>, replacing range: Range<Int>) {
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
    var quotedBare: String { String(quoted().dropFirst().dropLast()) }
}
