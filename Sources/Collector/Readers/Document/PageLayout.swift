/// The words of a PDF with their boxes, as `pdftotext -bbox-layout` writes them: one element a word,
/// in points from the upper left corner, inside `page`, `block` and `line` elements. The output is
/// machine-made, and in it no foreign text can hold `<`; a small scanner is enough for it.
struct PageLayout {
    /// Words kept of one document.
    static let wordLimit = 2_000_000
    /// Farthest coordinate taken, in points.
    static let coordinateLimit = 100_000.0

    /// One word.
    struct Word {
        var left: Double
        var top: Double
        var right: Double
        var bottom: Double
        var text: String
        /// The number of the line that pdftotext put it in.
        var line: Int
        /// How sure the program is that recognised it in a picture, 0 to 100; nil for printed text.
        var confidence: Int?

        var height: Double { bottom - top }
        var middle: Double { (top + bottom) / 2 }
    }

    /// Words by page.
    private(set) var pages: [[Word]] = []
    /// The longer side of each page in points; 0 where the output does not say.
    private(set) var longSides: [Double] = []
    /// True when there were more words than are kept.
    private(set) var wasCut = false

    init(_ output: [UInt8]) {
        var line = 0
        var wordCount = 0
        var index = 0
        while let open = output[index...].firstIndex(of: 0x3C) {
            guard let close = output[open...].firstIndex(of: 0x3E) else { return }
            index = close + 1
            let tag = output[(open + 1)..<close]
            if tag.starts(with: "word ".utf8) {
                guard !pages.isEmpty else { continue }
                guard wordCount < Self.wordLimit else {
                    wasCut = true
                    return
                }
                let end = output[index...].firstIndex(of: 0x3C) ?? output.endIndex
                if let word = Self.word(tag, text: output[index..<end], line: line) {
                    pages[pages.count - 1].append(word)
                    wordCount += 1
                }
                index = end
            } else if tag.starts(with: "line ".utf8) {
                line += 1
            } else if tag.starts(with: "page ".utf8) {
                pages.append([])
                longSides.append(
                    max(
                        Self.number(named: "width", in: tag) ?? 0,
                        Self.number(named: "height", in: tag) ?? 0))
            }
        }
    }

    private static func word(
        _ tag: ArraySlice<UInt8>, text: ArraySlice<UInt8>, line: Int
    ) -> Word? {
        var edges: [Double] = []
        for name in ["xMin", "yMin", "xMax", "yMax"] {
            guard let value = number(named: name, in: tag) else { return nil }
            edges.append(value)
        }
        guard edges[2] >= edges[0], edges[3] > edges[1] else { return nil }
        let words = plain(text)
        guard !words.isEmpty else { return nil }
        return Word(
            left: edges[0], top: edges[1], right: edges[2], bottom: edges[3], text: words,
            line: line)
    }

    private static func number(named name: String, in tag: ArraySlice<UInt8>) -> Double? {
        let pattern = Array((name + "=\"").utf8)
        let bytes = Array(tag.prefix(512))
        guard let found = ByteSearch.first(pattern, in: bytes) else { return nil }
        var index = found + pattern.count
        var sign = 1.0
        if index < bytes.count, bytes[index] == 0x2D {
            sign = -1
            index += 1
        }
        var value = 0.0
        var scale = 0.0
        var digitCount = 0
        while index < bytes.count {
            switch bytes[index] {
            case 48...57:
                value = value * 10 + Double(bytes[index] - 48)
                scale *= 10
                digitCount += 1
            case 0x2E where scale == 0: scale = 1
            case 0x22:
                guard digitCount > 0 else { return nil }
                let result = sign * value / (scale == 0 ? 1 : scale)
                return abs(result) <= coordinateLimit ? result : nil
            default: return nil
            }
            index += 1
        }
        return nil
    }

    /// The text with its entities resolved and without control characters.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var result: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == 0x26,
                let entity = entities.first(where: { bytes[index...].starts(with: $0.0.utf8) })
            {
                result.append(entity.1)
                index += entity.0.utf8.count
                continue
            }
            if byte >= 0x20, byte != 0x7F { result.append(byte) }
            index += 1
        }
        return MetadataText.trimmed(String(decoding: result, as: UTF8.self))
    }

    private static let entities: [(String, UInt8)] = [
        ("&amp;", 0x26), ("&lt;", 0x3C), ("&gt;", 0x3E), ("&quot;", 0x22), ("&apos;", 0x27),
        ("&#39;", 0x27),
    ]
}
