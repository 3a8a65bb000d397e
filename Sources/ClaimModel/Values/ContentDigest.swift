/// The SHA-256 of some bytes (FIPS 180-4): 32 bytes, written as 64 lower-case hexadecimal digits.
public struct ContentDigest: Hashable, Sendable {
    /// The number of bytes of a digest.
    public static let byteCount = 32

    // Held in place, in big-endian words: a case has a hundred thousand of them. A vector would take
    // as much room again for its alignment.
    private let first, second, third, fourth: UInt64

    private var words: SIMD4<UInt64> { SIMD4(first, second, third, fourth) }

    private init(words: SIMD4<UInt64>) {
        (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
    }

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for index in 0..<4 {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: words[index] >> shift))
            }
        }
        return bytes
    }

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        for index in 0..<4 {
            var word: UInt64 = 0
            for offset in 0..<8 { word = word << 8 | UInt64(bytes[index * 8 + offset]) }
            words[index] = word
        }
        self.init(words: words)
    }

    /// Reads 64 hexadecimal digits of either case. Nil for anything else.
    public init?(hex: String) {
        self.init(hexDigits: Array(hex.utf8)[...])
    }

    /// Reads 64 lower-case hexadecimal digits, the one spelling that is written. Nil for anything else.
    package init?(smallHex digits: ArraySlice<UInt8>) {
        guard !digits.contains(where: { (65...70).contains($0) }) else { return nil }
        self.init(hexDigits: digits)
    }

    private init?(hexDigits digits: ArraySlice<UInt8>) {
        guard digits.count == Self.byteCount * 2 else { return nil }
        var words = SIMD4<UInt64>()
        for index in 0..<4 {
            var word: UInt64 = 0
            for offset in 0..<16 {
                let digit = digits[digits.startIndex + index * 16 + offset]
                guard let value = Self.value(ofHexDigit: digit) else { return nil }
                word = word << 4 | UInt64(value)
            }
            words[index] = word
        }
        self.init(words: words)
    }

    /// 64 lower-case hexadecimal digits.
    public var hex: String {
        var text: [UInt8] = []
        text.reserveCapacity(Self.byteCount * 2)
        appendHex(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the 64 digits.
    package func appendHex(to text: inout [UInt8]) {
        for index in 0..<4 {
            let word = words[index]
            var shift: UInt64 = 64
            while shift > 0 {
                shift -= 4
                let value = UInt8(truncatingIfNeeded: word >> shift & 15)
                text.append(value < 10 ? 48 + value : 87 + value)
            }
        }
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }
}

extension ContentDigest: CustomStringConvertible {
    /// The hexadecimal digits.
    public var description: String { hex }
}
