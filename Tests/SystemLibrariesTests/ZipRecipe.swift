/// A zip archive for tests, every field under control. Entries are stored, not compressed.
struct ZipRecipe {
    struct Entry {
        var name: [UInt8]
        var contents: [UInt8] = []
        var flags: UInt16 = 0
        /// What the headers claim, where that is a lie.
        var claimedByteCount: UInt32?
        var claimedChecksum: UInt32?
        /// Unix mode for the directory's attributes, 0 for none.
        var mode: UInt32 = 0
    }

    static let utf8Flag: UInt16 = 1 << 11
    static let encryptedFlag: UInt16 = 1

    var entries: [Entry]

    init(_ entries: [Entry]) {
        self.entries = entries
    }

    init(_ files: [(String, String)]) {
        entries = files.map { Entry(name: Array($0.0.utf8), contents: Array($0.1.utf8)) }
    }

    func bytes() -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for entry in entries {
            let offset = UInt32(archive.count)
            let checksum = entry.claimedChecksum ?? Self.crc32(entry.contents)
            let size = entry.claimedByteCount ?? UInt32(entry.contents.count)
            var common: [UInt8] = []
            common += le16(20) + le16(entry.flags) + le16(0)
            common += le16(0x6C20) + le16(0x5C89)  // 13:33:00 on 2026-04-09
            common += le32(checksum) + le32(UInt32(entry.contents.count)) + le32(size)
            common += le16(UInt16(entry.name.count)) + le16(0)
            archive += le32(0x0403_4B50) + common + entry.name + entry.contents
            directory += le32(0x0201_4B50) + le16(0x0314) + common
            directory += le16(0) + le16(0) + le16(0) + le32(entry.mode << 16) + le32(offset)
            directory += entry.name
        }
        let start = UInt32(archive.count)
        archive += directory
        archive += le32(0x0605_4B50) + le16(0) + le16(0)
        archive += le16(UInt16(entries.count)) + le16(UInt16(entries.count))
        archive += le32(UInt32(directory.count)) + le32(start) + le16(0)
        return archive
    }

    private func le16(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }

    private func le32(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// ISO 3309, bit by bit.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc = UInt32.max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 {
                let isOdd = crc & 1 == 1
                crc >>= 1
                if isOdd { crc ^= 0xEDB8_8320 }
            }
        }
        return ~crc
    }
}
