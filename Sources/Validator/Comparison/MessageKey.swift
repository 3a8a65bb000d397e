internal import ClaimModel

/// What makes two messages of two exports the same: their words, however the export spaced them.
enum MessageKey {
    /// Stands for the words of a message that is only a file: exports name and leave out files in their own ways.
    static let fileAlone = "\u{1}"

    /// The words without format characters and variation selectors, every run of white space one
    /// space, none at the ends. Letters, figures and marks stay as they are.
    static func words(of message: ChatMessage) -> String {
        var result = String.UnicodeScalarView()
        var isSpaced = false
        for scalar in message.text.unicodeScalars {
            // Properties are looked up for what is not ASCII alone: a message may be as long as a party likes.
            let isASCII = scalar.isASCII
            let isSpace =
                isASCII
                ? scalar == " " || (9...13).contains(scalar.value) : scalar.properties.isWhitespace
            if isSpace {
                isSpaced = !result.isEmpty
                continue
            }
            if !isASCII,
                (0xFE00...0xFE0F).contains(scalar.value)
                    || scalar.properties.generalCategory == .format
            {
                continue
            }
            if isSpaced { result.append(" ") }
            isSpaced = false
            result.append(scalar)
        }
        return result.isEmpty && !message.attachments.isEmpty ? fileAlone : String(result)
    }
}

/// How much of two texts is alike: twice the number of pairs of neighbouring bytes they share, out of
/// those both have (the coefficient of Dice 1945).
struct TextLikeness {
    /// Bytes of a text that are looked at.
    static let byteLimit = 2_000

    private let pairs: [UInt16]

    init(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.byteLimit))
        pairs = zip(bytes, bytes.dropFirst()).map { UInt16($0) << 8 | UInt16($1) }.sorted()
    }

    /// 0 to 1,000.
    func permille(with other: TextLikeness) -> Int {
        guard !pairs.isEmpty, !other.pairs.isEmpty else { return 0 }
        var mine = 0, theirs = 0, shared = 0
        while mine < pairs.count, theirs < other.pairs.count {
            if pairs[mine] == other.pairs[theirs] {
                shared += 1
                mine += 1
                theirs += 1
            } else if pairs[mine] < other.pairs[theirs] {
                mine += 1
            } else {
                theirs += 1
            }
        }
        return 2_000 * shared / (pairs.count + other.pairs.count)
    }
}
