/// Base 64 of RFC 4648 section 4, canonical in both directions: a text that decodes is the only text
/// for its bytes, so that a digest has one spelling.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the text for some bytes.
    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16
                | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(digit(group >> 18))
            text.append(digit(group >> 12))
            text.append(left > 1 ? digit(group >> 6) : UInt8(ascii: "="))
            text.append(left > 2 ? digit(group) : UInt8(ascii: "="))
            index += 3
        }
    }

    /// Nil when the text holds anything but whole groups of digits with the right padding: no white
    /// space, no missing `=`, no stray low bits.
    package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        let digits = Array(text)
        let values = values
        guard digits.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        var index = 0
        while index < digits.count {
            let isLast = index + 4 == digits.count
            var padding = 0
            var group: UInt32 = 0
            for position in 0..<4 {
                let character = digits[index + position]
                if character == UInt8(ascii: "=") {
                    guard isLast, position >= 2 else { return nil }
                    padding += 1
                    group <<= 6
                } else {
                    let value = values[Int(character)]
                    guard padding == 0, value < 64 else { return nil }
                    group = group << 6 | UInt32(value)
                }
            }
            guard padding == 0 || group & (padding == 1 ? 0xFF : 0xFFFF) == 0 else { return nil }
            bytes.append(UInt8(truncatingIfNeeded: group >> 16))
            if padding < 2 { bytes.append(UInt8(truncatingIfNeeded: group >> 8)) }
            if padding < 1 { bytes.append(UInt8(truncatingIfNeeded: group)) }
            index += 4
        }
        return bytes
    }

    private static func digit(_ group: UInt32) -> UInt8 {
        switch UInt8(truncatingIfNeeded: group & 0x3F) {
        case let value where value < 26: UInt8(ascii: "A") + value
        case let value where value < 52: UInt8(ascii: "a") + value - 26
        case let value where value < 62: UInt8(ascii: "0") + value - 52
        case 62: UInt8(ascii: "+")
        default: UInt8(ascii: "/")
        }
    }

    /// What each byte stands for; 64 for those that are no digit.
    private static let values: [UInt8] = (0...UInt8.max).map { character in
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: 64
        }
    }
}
