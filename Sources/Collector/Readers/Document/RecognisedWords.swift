import ClaimModel

/// The words that tesseract recognised in one picture, as its table of tab-separated values lists them:
/// level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
struct RecognisedWords {
    /// The least confidence, of 100, with which a word becomes part of a fact. Words of real scans below
    /// it are as often wrong as right; order numbers and dates on screenshots come with 84 and more.
    static let leastConfidence = 80
    /// Stands where a word was not recognised surely enough.
    static let gap = "…"
    /// Words taken from one picture.
    static let wordLimit = 20_000
    /// Bytes of one word.
    static let wordByteLimit = 256
    /// Wide letters closer than this share of their height are parts of one word.
    static let joiningGap = 0.75
    /// Wide letters that a line must hold for sure to be taken for Chinese.
    static let leastWideLetters = 2

    /// The words with their boxes in pixels; unsure ones read `…`.
    private(set) var words: [PageLayout.Word] = []
    /// Words that were seen, and how many of them were unsure.
    private(set) var wordCount = 0
    private(set) var unsureCount = 0

    init(_ table: [UInt8]) {
        self.init([table])
    }

    /// What was recognised in several languages, the first of them Latin. A line of another that holds
    /// wide letters for sure stands in the place of what the first was not sure of there.
    init(_ tables: [[UInt8]]) {
        var seen = Self.joined(tables.first.map(Self.words) ?? [])
        for table in tables.dropFirst() { seen = Self.merged(seen, Self.joined(Self.words(table))) }
        words = seen
        wordCount = words.count
        for index in words.indices where !Self.isSure(words[index]) {
            words[index].text = Self.gap
            // The hole is certain; what stood there is not told.
            words[index].confidence = 100
            unsureCount += 1
        }
    }

    /// The words of a table as they are.
    private static func words(_ table: [UInt8]) -> [PageLayout.Word] {
        var seen: [PageLayout.Word] = []
        var line = 0
        var lastLine: [Int] = []
        for row in table.split(separator: 0x0A) {
            let fields = row.split(
                separator: 0x09, maxSplits: 11, omittingEmptySubsequences: false)
            guard fields.count == 12, fields[0].elementsEqual("5".utf8), seen.count < wordLimit
            else { continue }
            let numbers = fields[1..<10].compactMap(number)
            guard numbers.count == 9, let confidence = number(fields[10].prefix { $0 != 0x2E }),
                let text = Self.text(fields[11])
            else { continue }
            if Array(numbers[0..<4]) != lastLine {
                line += 1
                lastLine = Array(numbers[0..<4])
            }
            guard numbers[7] > 0, numbers[8] > 0 else { continue }
            seen.append(
                PageLayout.Word(
                    left: Double(numbers[5]), top: Double(numbers[6]),
                    right: Double(numbers[5] + numbers[7]), bottom: Double(numbers[6] + numbers[8]),
                    text: text, line: line, confidence: min(100, confidence)))
        }
        return seen
    }

    /// The first language's words, with lines of another in the place of what it was not sure of.
    private static func merged(
        _ first: [PageLayout.Word], _ other: [PageLayout.Word]
    ) -> [PageLayout.Word] {
        var merged = first
        var from = 0
        while from < other.count {
            let to = other[from...].firstIndex { $0.line != other[from].line } ?? other.count
            let line = other[from..<to]
            from = to
            let wide = line.filter(isSure).reduce(0) { $0 + $1.text.unicodeScalars.count(where: isWide) }
            guard wide >= leastWideLetters, let top = line.map(\.top).min(),
                let bottom = line.map(\.bottom).max(), let left = line.map(\.left).min(),
                let right = line.map(\.right).max()
            else { continue }
            func isCovered(_ word: PageLayout.Word) -> Bool {
                (top...bottom).contains(word.middle) && word.right > left && word.left < right
            }
            guard merged.contains(where: { isCovered($0) && !isSure($0) }) else { continue }
            merged.removeAll(where: isCovered)
            // Lines of the two are counted apart.
            merged += line.map { word in
                var word = word
                word.line += wordLimit
                return word
            }
        }
        return merged
    }

    /// The same words on a page of other units: each coordinate times `scale`.
    func scaled(by scale: Double) -> [PageLayout.Word] {
        words.map { word in
            var word = word
            word.left *= scale
            word.top *= scale
            word.right *= scale
            word.bottom *= scale
            return word
        }
    }

    /// Sure enough, and without the signs that recognition exchanges: ± becomes +, ≤ becomes <.
    private static func isSure(_ word: PageLayout.Word) -> Bool {
        guard !isMarkOnly(word.text) else { return true }
        return (word.confidence ?? 0) >= leastConfidence
            && !word.text.unicodeScalars.contains { "+<>".unicodeScalars.contains($0) }
    }

    /// A colon or the like: it separates, and says nothing itself.
    private static func isMarkOnly(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { ":：;；,，.。、|-–—()（）/".unicodeScalars.contains($0) }
    }

    /// Wide letters come one by one; those that stand close together make one word, with the least of
    /// their confidences.
    private static func joined(_ words: [PageLayout.Word]) -> [PageLayout.Word] {
        var joined: [PageLayout.Word] = []
        for word in words {
            guard let last = joined.last, last.line == word.line,
                word.left - last.right < joiningGap * min(word.height, last.height),
                last.text.unicodeScalars.last.map(isWide) ?? false
                    || word.text.unicodeScalars.first.map(isWide) ?? false
            else {
                joined.append(word)
                continue
            }
            var whole = last
            whole.text += word.text
            whole.left = min(last.left, word.left)
            whole.right = max(last.right, word.right)
            whole.top = min(last.top, word.top)
            whole.bottom = max(last.bottom, word.bottom)
            if isMarkOnly(last.text) {
                whole.confidence = word.confidence
            } else if !isMarkOnly(word.text) {
                whole.confidence = min(last.confidence ?? 0, word.confidence ?? 0)
            }
            joined[joined.count - 1] = whole
        }
        return joined
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        (0x2E80...0xFFEF).contains(scalar.value)
    }

    /// A whole number up to nine digits; tesseract writes -1 for rows that are no word.
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(bytes.count), bytes.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 48) }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count <= wordByteLimit else { return nil }
        let text = MetadataText.trimmed(
            String(decoding: bytes.filter { $0 >= 0x20 && $0 != 0x7F }, as: UTF8.self))
        return text.isEmpty ? nil : text
    }
}
