/// The records of a zip file as APPNOTE.TXT 6.3 lays them out, and the one way of the several it
/// allows that bundles are written in. The reader refuses every other, so that no two zip readers can
/// understand a bundle differently.
enum ZipFormat {
    static let localSignature: UInt32 = 0x0403_4B50
    static let centralSignature: UInt32 = 0x0201_4B50
    static let endSignature: UInt32 = 0x0605_4B50
    static let zip64EndSignature: UInt32 = 0x0606_4B50
    static let zip64LocatorSignature: UInt32 = 0x0706_4B50

    static let localHeaderByteCount = 30
    static let centralHeaderByteCount = 46
    static let endByteCount = 22
    static let zip64EndByteCount = 56
    static let zip64LocatorByteCount = 20
    /// An end record may carry a comment of up to 65,535 bytes behind it; bundles carry none.
    static let commentByteLimit = 0xFFFF

    /// Version needed to extract: 1.0 for a stored file, 4.5 for one with 64-bit sizes.
    static let plainVersion: UInt16 = 10
    static let zip64Version: UInt16 = 45
    /// Made by version 4.5 on Unix.
    static let madeBy: UInt16 = 3 << 8 | 45
    /// A regular file, readable by everyone, writable by its owner: Unix mode 0100644.
    static let attributes: UInt32 = 0o100644 << 16
    static let stored: UInt16 = 0
    /// Only met in containers of others.
    static let deflated: UInt16 = 8
    /// Names are UTF-8. Set exactly when a name has a byte above 0x7F.
    static let nameIsUTF8: UInt16 = 1 << 11
    static let isEncrypted: UInt16 = 1 << 0
    static let hasDataDescriptor: UInt16 = 1 << 3
    /// 1980-01-01 00:00:00, the first moment zip can write. Zip times are local and unsigned, so they
    /// say nothing; times of evidence stand in signed entries.
    static let time: UInt16 = 0
    static let date: UInt16 = 1 << 5 | 1
    static let zip64ExtraID: UInt16 = 1

    /// From this on a 32-bit field holds all ones and the value stands in a zip64 field.
    static let limit32 = 0xFFFF_FFFF
    static let limit16 = 0xFFFF

    static func flags(forName name: [UInt8]) -> UInt16 {
        name.contains { $0 >= 0x80 } ? nameIsUTF8 : 0
    }
}

/// Reads little-endian numbers one after the other; nil past the end.
struct ZipCursor {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var remaining: Int { bytes.count - position }

    mutating func number16() -> UInt16? {
        number(2).map { UInt16(truncatingIfNeeded: $0) }
    }

    mutating func number32() -> UInt32? {
        number(4).map { UInt32(truncatingIfNeeded: $0) }
    }

    mutating func number64() -> UInt64? { number(8) }

    mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= remaining else { return nil }
        defer { position += count }
        return Array(bytes[position..<(position + count)])
    }

    private mutating func number(_ count: Int) -> UInt64? {
        guard count <= remaining else { return nil }
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[position + index]) }
        position += count
        return value
    }
}

extension [UInt8] {
    /// Appends a number in little-endian order.
    mutating func append(little value: some FixedWidthInteger & UnsignedInteger) {
        var rest = UInt64(truncatingIfNeeded: value)
        for _ in 0..<(value.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }
}
