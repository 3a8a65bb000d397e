import CPlatform

/// Text made from bytes, and how well that went.
package struct DecodedText: Equatable, Sendable {
    package var text: String
    package var charset: Charset
    /// How often U+FFFD had to stand for bytes that mean nothing in this encoding.
    package var replacementCount: Int
}

/// Turns bytes of a named encoding into text. Never fails on the bytes: what means nothing becomes
/// U+FFFD and is counted. Nothing is skipped silently and nothing is normalised.
package enum TextDecoder {
    /// Nil only when the system lacks this encoding. A byte order mark stays, as U+FEFF.
    package static func decode(_ bytes: [UInt8], as charset: Charset) -> DecodedText? {
        if charset == .utf8 { return decodeUTF8(bytes) }
        guard let converter = unsafe claimpack_converter_to_utf8(charset.iconvName) else {
            return nil
        }
        defer { unsafe claimpack_converter_close(converter) }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count + bytes.count / 2)
        var block = [UInt8](repeating: 0, count: 64 << 10)
        var replacements = 0
        var position = 0
        while position < bytes.count {
            var filled = 0
            let outcome = unsafe claimpack_convert(
                converter, bytes, bytes.count, &position, &block, block.count, &filled)
            text.append(contentsOf: block[..<filled])
            if outcome == 2 {
                // One byte at a time: the next may well start a character.
                text.append(contentsOf: [0xEF, 0xBF, 0xBD])
                replacements += 1
                position += 1
            }
        }
        return DecodedText(
            text: String(decoding: text, as: UTF8.self), charset: charset,
            replacementCount: replacements)
    }

    private static func decodeUTF8(_ bytes: [UInt8]) -> DecodedText {
        if let text = String(validating: bytes, as: UTF8.self) {
            return DecodedText(text: text, charset: .utf8, replacementCount: 0)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        // Marks that were in the bytes already are no replacements of ours.
        let count = text.unicodeScalars.count { $0 == "\u{FFFD}" }
        var genuine = 0
        for index in bytes.indices.dropLast(2)
        where bytes[index] == 0xEF && bytes[index + 1] == 0xBF && bytes[index + 2] == 0xBD {
            genuine += 1
        }
        return DecodedText(text: text, charset: .utf8, replacementCount: max(1, count - genuine))
    }
}
