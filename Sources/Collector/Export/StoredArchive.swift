import SystemLibraries

/// A zip of one stored file (APPNOTE 6.3.10), for formats that carry one. Its day is the first that zip
/// knows, so that the same content gives the same bytes.
enum StoredArchive {
    /// The archive. `name` is ASCII; `content` is below 4 GiB.
    static func bytes(name: String, content: [UInt8]) -> [UInt8] {
        let name = Array(name.utf8)
        func number(_ value: Int, _ size: Int) -> [UInt8] {
            (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        // Version 2.0, no flags, stored, 1980-01-01, checksum, sizes, name, no extra field.
        let common =
            number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(33, 2)
            + number(Int(CRC32.checksum(of: content)), 4) + number(content.count, 4)
            + number(content.count, 4) + number(name.count, 2) + number(0, 2)
        let local = number(0x0403_4B50, 4) + common + name
        let central =
            number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 2) + number(0, 2)
            + number(0, 2) + number(0, 4) + number(0, 4) + name
        let end =
            number(0x0605_4B50, 4) + number(0, 4) + number(1, 2) + number(1, 2)
            + number(central.count, 4) + number(local.count + content.count, 4) + number(0, 2)
        return local + content + central + end
    }
}
