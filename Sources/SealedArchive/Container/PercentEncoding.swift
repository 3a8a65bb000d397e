/// Percent-encoding of RFC 3986 section 2.1, for entry names in manifests and for the original names of
/// files, which need not be text. One spelling: everything but unreserved characters and the slash is
/// encoded, with capital digits.
enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the encoded text of some bytes.
    static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        if bytes.allSatisfy(isPlain) {
            text.append(contentsOf: bytes)
            return
        }
        for byte in bytes {
            if isPlain(byte) {
                text.append(byte)
            } else {
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }

    /// Decodes once a text in UTF-8. Nil unless the text is the one that `encode` gives for the result, so that a
    /// scheme, a fragment, a backslash or a half-written `%` is refused with everything else.
    static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        if text.allSatisfy(isPlain) { return Array(text) }
        let source = Array(text)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(source.count)
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%") {
                guard index + 2 < source.count, let high = digit(source[index + 1]),
                    let low = digit(source[index + 2])
                else { return nil }
                let byte = high << 4 | low
                guard !isPlain(byte) else { return nil }
                bytes.append(byte)
                index += 3
            } else {
                guard isPlain(source[index]) else { return nil }
                bytes.append(source[index])
                index += 1
            }
        }
        return bytes
    }

    /// Decodes what other programs write: any byte may stand raw or encoded. Nil for a half-written `%`.
    /// The result is a whole path, taken apart by nobody: `#`, `?` and `+` stand for themselves.
    static func decodeTolerantly(_ text: String) -> [UInt8]? {
        var rest = text.utf8[...]
        var bytes: [UInt8] = []
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let first = rest.popFirst(), let second = rest.popFirst(),
                let high = anyDigit(first), let low = anyDigit(second)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// The digit of either case.
    private static func anyDigit(_ character: UInt8) -> UInt8? {
        (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(character)
            ? character - 87 : digit(character)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    private static func digit(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - 48
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - 55
        default: nil
        }
    }
}
