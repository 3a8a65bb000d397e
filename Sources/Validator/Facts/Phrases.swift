/// Finds phrases in running text: without case, at word borders for Latin letters, anywhere for
/// Chinese. The time grows with the text, not with its square.
struct Phrases: Sendable {
    private let phrases: [(text: String, bytes: [UInt8])]

    init(_ phrases: [String]) {
        self.phrases = phrases.map { ($0, Self.folded($0)) }.filter { !$0.1.isEmpty }
    }

    /// A phrase in a text.
    struct Hit {
        /// The phrase as it is listed.
        let phrase: String
        /// The text before it in the same sentence, at most 40 bytes of it.
        let before: String
    }

    /// The first phrase of the list that the text contains.
    func first(in text: String) -> Hit? { first(in: text) { _ in true } }

    /// The first phrase of the list that stands in the text without one of these before it in its
    /// sentence. Every place a phrase stands at is looked at: one sentence may deny what the next
    /// one says.
    func first(in text: String, notAfter negations: Phrases) -> Hit? {
        first(in: text) { negations.first(in: $0.before) == nil }
    }

    private func first(in text: String, where isWanted: (Hit) -> Bool) -> Hit? {
        let bytes = Self.folded(text)
        for phrase in phrases {
            var start = Self.find(phrase.bytes, in: bytes, from: 0)
            while let found = start {
                var from = found
                while from > 0, found - from < 40, !Self.isSentenceEnd(bytes[from - 1]) { from -= 1 }
                let hit = Hit(
                    phrase: phrase.text, before: String(decoding: bytes[from..<found], as: UTF8.self))
                if isWanted(hit) { return hit }
                start = Self.find(phrase.bytes, in: bytes, from: found + 1)
            }
        }
        return nil
    }

    private static func find(_ phrase: [UInt8], in text: [UInt8], from first: Int) -> Int? {
        guard text.count - first >= phrase.count else { return nil }
        for start in first...(text.count - phrase.count) where text[start] == phrase[0] {
            let end = start + phrase.count
            // A phrase may run over the end of a line.
            guard
                zip(text[start..<end], phrase).allSatisfy({ $0 == $1 || ($0 == lineEnd && $1 == 0x20) })
            else { continue }
            let opens = start == 0 || !isLetter(text[start - 1]) || !isLetter(phrase[0])
            let closes =
                end == text.count || !isLetter(text[end]) || !isLetter(phrase[phrase.count - 1])
            if opens, closes { return start }
        }
        return nil
    }

    private static let lineEnd: UInt8 = 10

    /// Small Latin letters, straight apostrophes, the marks that end a sentence as Latin ones, white
    /// space as one space or, where it holds the end of a line, as that.
    private static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 65...90: bytes.append(UInt8(scalar.value) | 0x20)
            case 0x2018, 0x2019: bytes.append(UInt8(ascii: "'"))
            case 10, 13, 0x2028, 0x2029:
                if bytes.last == 0x20 { bytes.removeLast() }
                if bytes.last != lineEnd { bytes.append(lineEnd) }
            case 9, 0x20, 0xA0, 0x3000:
                if bytes.last != 0x20, bytes.last != lineEnd { bytes.append(0x20) }
            case 0x3002, 0xFF0E, 0xFF61: bytes.append(UInt8(ascii: "."))
            case 0xFF01: bytes.append(UInt8(ascii: "!"))
            case 0xFF1F: bytes.append(UInt8(ascii: "?"))
            case 0xFF1B: bytes.append(UInt8(ascii: ";"))
            default: bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return bytes
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte)
    }

    private static func isSentenceEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
            || byte == UInt8(ascii: ";") || byte == lineEnd
    }
}
