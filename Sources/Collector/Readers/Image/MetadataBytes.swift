/// A block of metadata with numbers read inside its bounds, in either byte order. Nothing here
/// traps: what lies outside is nil.
struct MetadataBytes {
    /// The block.
    let bytes: [UInt8]
    /// True for little-endian numbers; big-endian is the rule of PNG, JPEG and ISO-BMFF.
    var isLittleEndian = false

    init(_ bytes: [UInt8], isLittleEndian: Bool = false) {
        self.bytes = bytes
        self.isLittleEndian = isLittleEndian
    }

    /// The size in bytes.
    var count: Int { bytes.count }

    /// An unsigned number of 1 to 8 bytes.
    func number(at offset: Int, size: Int) -> UInt64? {
        guard offset >= 0, (1...8).contains(size), offset <= bytes.count - size else { return nil }
        var value: UInt64 = 0
        for index in 0..<size {
            value = value << 8 | UInt64(bytes[offset + (isLittleEndian ? size - 1 - index : index)])
        }
        return value
    }

    /// One byte.
    func u8(_ offset: Int) -> Int? { number(at: offset, size: 1).map(Int.init) }

    /// Two bytes, unsigned.
    func u16(_ offset: Int) -> Int? { number(at: offset, size: 2).map(Int.init) }

    /// Four bytes, unsigned.
    func u32(_ offset: Int) -> Int? { number(at: offset, size: 4).map(Int.init) }

    /// Four bytes, two's complement.
    func i32(_ offset: Int) -> Int? {
        number(at: offset, size: 4).map { Int(Int32(truncatingIfNeeded: $0)) }
    }

    /// The bytes of a range, nil unless all of them are there.
    func slice(at offset: Int, count: Int) -> ArraySlice<UInt8>? {
        guard offset >= 0, count >= 0, offset <= bytes.count - count else { return nil }
        return bytes[offset..<(offset + count)]
    }

    /// True when these bytes stand at an offset.
    func has(_ text: String, at offset: Int) -> Bool {
        slice(at: offset, count: text.utf8.count)?.elementsEqual(text.utf8) ?? false
    }
}

/// Texts of metadata as people read them.
enum MetadataText {
    /// Bytes up to the first NUL as UTF-8 (bad bytes become U+FFFD), without white space around.
    static func utf8(_ bytes: some Sequence<UInt8>) -> String {
        let text = bytes.prefix { $0 != 0 }
        return trimmed(String(decoding: Array(text), as: UTF8.self))
    }

    /// Bytes up to the first NUL as ISO 8859-1, without white space around.
    static func latin1(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes.prefix(while: { $0 != 0 }) { text.append(Unicode.Scalar(byte)) }
        return trimmed(String(text))
    }

    /// UTF-16 in a byte order, or in that of its byte order mark, up to the first NUL.
    static func utf16(_ bytes: ArraySlice<UInt8>, isLittleEndian: Bool) -> String {
        var littleEndian = isLittleEndian
        var rest = bytes
        if rest.starts(with: [0xFF, 0xFE]) {
            littleEndian = true
            rest = rest.dropFirst(2)
        } else if rest.starts(with: [0xFE, 0xFF]) {
            littleEndian = false
            rest = rest.dropFirst(2)
        }
        var units: [UInt16] = []
        var index = rest.startIndex
        while index + 1 < rest.endIndex {
            let first = UInt16(rest[index])
            let second = UInt16(rest[index + 1])
            let unit = littleEndian ? second << 8 | first : first << 8 | second
            if unit == 0 { break }
            units.append(unit)
            index += 2
        }
        return trimmed(String(decoding: units, as: UTF16.self))
    }

    /// The text without white space and control characters around it.
    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || scalar.properties.isWhitespace
    }
}
