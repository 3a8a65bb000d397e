/// Order numbers as people write them: with spaces, dashes, and the letter O for a zero.
enum OrderNumberText {
    /// Numbers shorter than this are too common to be found in running text.
    static let shortest = 6
    /// Longer ones are no order numbers, and looking for them would take long.
    static let longest = 64

    /// The number without spaces and dashes, in capitals, every O a zero.
    static func normalised(_ text: String) -> [UInt8] { marked(text).map(\.byte) }

    /// True when a text contains a number that stands for itself, not as part of a longer one.
    static func isIn(_ text: String, number: [UInt8]) -> Bool {
        guard (shortest...longest).contains(number.count) else { return false }
        let marked = marked(text)
        guard marked.count >= number.count else { return false }
        for start in 0...(marked.count - number.count) {
            guard !marked[start].isJoinedToLast else { continue }
            let end = start + number.count
            guard end == marked.count || !marked[end].isJoinedToLast else { continue }
            if zip(number, marked[start..<end]).allSatisfy({ $0 == $1.byte }) { return true }
        }
        return false
    }

    /// True when a value behind a label of such numbers is this one, whatever its length: as a whole,
    /// or as one of its words.
    static func isValue(_ value: String, number: [UInt8]) -> Bool {
        guard !number.isEmpty else { return false }
        if normalised(value) == number || isIn(value, number: number) { return true }
        return words(of: value).contains { normalised(String(decoding: $0, as: UTF8.self)) == number }
    }

    /// A number in the text that one letter tells apart from this one: most likely misread.
    static func near(_ text: String, number: [UInt8]) -> String? {
        guard (shortest...longest).contains(number.count) else { return nil }
        for word in words(of: text) where abs(word.count - number.count) <= 8 {
            let text = String(decoding: word, as: UTF8.self)
            if EditDistance.isOne(normalised(text), number) { return text }
        }
        return nil
    }

    /// Runs of letters, digits and dashes.
    private static func words(of text: String) -> [Substring.UTF8View.SubSequence] {
        text.utf8.split { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"): false
            default: true
            }
        }
    }

    /// The bytes that matter, each with whether it follows the last without anything between.
    private static func marked(_ text: String) -> [(byte: UInt8, isJoinedToLast: Bool)] {
        var marked: [(byte: UInt8, isJoinedToLast: Bool)] = []
        var isJoined = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 48...57, 65...90:
                let byte = UInt8(scalar.value)
                marked.append((byte == UInt8(ascii: "O") ? 48 : byte, isJoined))
                isJoined = true
            case 97...122:
                let byte = UInt8(scalar.value - 32)
                marked.append((byte == UInt8(ascii: "O") ? 48 : byte, isJoined))
                isJoined = true
            case 0x20, 0xA0, 0x2D, 0x2010...0x2015, 0x2212, 0x3000:
                isJoined = false
            default:
                // Anything else ends a number: a mark that no number equals.
                marked.append((UInt8(ascii: "."), false))
                isJoined = false
            }
        }
        return marked
    }
}
