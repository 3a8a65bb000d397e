/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
    /// The offset of the first byte that starts no well-formed sequence; nil when all do. Linear.
    static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
        var at = 0
        while at < bytes.count {
            let lead = bytes[at]
            if lead < 0x80 {
                at += 1
                // Most text is ASCII: eight bytes a step.
                while at + 8 <= bytes.count {
                    let one = bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]
                    let other = bytes[at + 4] | bytes[at + 5] | bytes[at + 6] | bytes[at + 7]
                    guard one | other < 0x80 else { break }
                    at += 8
                }
                continue
            }
            let length: Int
            var second: ClosedRange<UInt8> = 0x80...0xBF
            switch lead {
            case 0xC2...0xDF: length = 2
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEC, 0xEE...0xEF: length = 3
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF1...0xF3: length = 4
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            default: return at
            }
            guard length <= bytes.count - at, second.contains(bytes[at + 1]) else { return at }
            for offset in 2..<max(length, 2) where bytes[at + offset] & 0xC0 != 0x80 { return at }
            at += length
        }
        return nil
    }
}
