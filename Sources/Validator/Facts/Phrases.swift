/// Finds phrases in running text: without case, at word borders for Latin letters, anywhere for
/// Chinese. The time grows with the text, not with its square.
struct Phrases: Sendable {
    private let phrases: [(text: String, bytes: [UInt8])]

    init(_ phrases: [String]) {
        self.phrases = phrases.map { ($0, Self.folded($0)) }.filter { !$0.1.isEmpty }
    }

    /// The first phrase of the list that the text contains, with the text before it in the same
    /// sentence, at most 40 bytes of it.
    func first(in text: String) -> (phrase: String, before: String)? {
        let bytes = Self.folded(text)
        for phrase in phrases {
            guard let start = Self.find(phrase.bytes, in: bytes) else { continue }
            var from = start
            while from > 0, start - from < 40, !Self.isSentenceEnd(bytes[from - 1]) { from -= 1 }
            return (phrase.text, String(decoding: bytes[from..<start], as: UTF8.self))
        }
        return nil
    }

    /// All phrases of the list that the text contains.
    func all(in text: String) -> [String] {
        let bytes = Self.folded(text)
        return phrases.filter { Self.find($0.bytes, in: bytes) != nil }.map(\.text)
    }

    private static func find(_ phrase: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= phrase.count else { return nil }
        for start in 0...(text.count - phrase.count) where text[start] == phrase[0] {
            let end = start + phrase.count
            guard text[start..<end].elementsEqual(phrase) else { continue }
            let opens = start == 0 || !isLetter(text[start - 1]) || !isLetter(phrase[0])
            let closes =
                end == text.count || !isLetter(text[end]) || !isLetter(phrase[phrase.count - 1])
            if opens, closes { return start }
        }
        return nil
    }

    /// Small Latin letters, straight apostrophes, single spaces.
    private static func folded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 65...90: bytes.append(UInt8(scalar.value) | 0x20)
            case 0x2018, 0x2019: bytes.append(UInt8(ascii: "'"))
            case 9, 10, 13, 0x20, 0xA0, 0x3000:
                if bytes.last != 0x20 { bytes.append(0x20) }
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
            || byte == UInt8(ascii: ";")
    }
}
