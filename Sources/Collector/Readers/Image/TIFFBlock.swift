/// A TIFF structure, which is what Exif is (Exif 2.32, 4.6; TIFF 6.0): directories of tagged values
/// in either byte order. Every offset is foreign: all are checked, and no directory is read twice.
struct TIFFBlock {
    /// Entries read of one directory.
    static let entryLimit = 512
    /// Directories read of one block.
    static let directoryLimit = 16
    /// Bytes read of one value.
    static let valueLimit = 65_536

    /// One tagged value.
    struct Entry {
        /// The type, 1 to 13.
        let type: Int
        /// How many values.
        let count: Int
        /// Where they start in the block.
        let offset: Int
        /// Their size together.
        let byteCount: Int
    }

    /// The block, from its byte order mark.
    let bytes: MetadataBytes
    /// Where the first directory stands.
    let firstDirectory: Int
    /// What is wrong with the block.
    private(set) var problems: [MetadataProblem] = []
    private var visited: Set<Int> = []

    /// Nil when the bytes do not start like TIFF.
    init?(_ bytes: [UInt8]) {
        let isLittleEndian: Bool
        switch bytes.prefix(4) {
        case [0x49, 0x49, 0x2A, 0x00]: isLittleEndian = true
        case [0x4D, 0x4D, 0x00, 0x2A]: isLittleEndian = false
        default: return nil
        }
        let block = MetadataBytes(bytes, isLittleEndian: isLittleEndian)
        guard let first = block.u32(4) else { return nil }
        self.bytes = block
        firstDirectory = first
    }

    /// The directory at an offset by tag; the first of equal tags counts. Empty when it was read
    /// before or lies outside.
    mutating func directory(at offset: Int, name: String) -> [Int: Entry] {
        guard visited.count < Self.directoryLimit, visited.insert(offset).inserted else {
            note(name, "the directory is linked in a circle")
            return [:]
        }
        guard let written = bytes.u16(offset) else {
            note(name, "the directory lies outside the metadata, at byte \(offset)")
            return [:]
        }
        if written > Self.entryLimit {
            note(
                name,
                "the directory says it has \(written) entries; the first \(Self.entryLimit) are read"
            )
        }
        var entries: [Int: Entry] = [:]
        for index in 0..<min(written, Self.entryLimit) {
            let place = offset + 2 + index * 12
            guard let tag = bytes.u16(place), let type = bytes.u16(place + 2),
                let count = bytes.u32(place + 4), bytes.slice(at: place + 8, count: 4) != nil
            else {
                note(name, "the directory is cut off after \(index) of \(written) entries")
                break
            }
            guard let size = Self.sizes[type], entries[tag] == nil else { continue }
            let (byteCount, overflow) = count.multipliedReportingOverflow(by: size)
            guard !overflow else { continue }
            let start = byteCount <= 4 ? place + 8 : bytes.u32(place + 8) ?? bytes.count
            entries[tag] = Entry(type: type, count: count, offset: start, byteCount: byteCount)
        }
        return entries
    }

    /// Where the directory behind the one at an offset stands; nil when there is none.
    func directory(behind offset: Int) -> Int? {
        guard let count = bytes.u16(offset), count <= Self.entryLimit else { return nil }
        let next = bytes.u32(offset + 2 + count * 12) ?? 0
        return next == 0 || next >= bytes.count ? nil : next
    }

    /// The bytes of a value; nil with a problem when they are not there or too many.
    mutating func value(_ entry: Entry, _ name: String) -> ArraySlice<UInt8>? {
        guard entry.byteCount <= Self.valueLimit else {
            note(name, "the value says it has \(entry.byteCount) bytes")
            return nil
        }
        guard let slice = bytes.slice(at: entry.offset, count: entry.byteCount) else {
            note(name, "the value lies outside the metadata, at byte \(entry.offset)")
            return nil
        }
        return slice
    }

    /// A text (type ASCII, or UTF-8 as type BYTE or UNDEFINED); nil when it is blank.
    mutating func text(_ entry: Entry?, _ name: String) -> String? {
        guard let entry, [1, 2, 7, 129].contains(entry.type), let slice = value(entry, name) else {
            return nil
        }
        let text = MetadataText.utf8(slice)
        return text.isEmpty ? nil : text
    }

    /// A single whole number (BYTE, SHORT, LONG, IFD).
    func number(_ entry: Entry?) -> Int? {
        guard let entry, entry.count >= 1 else { return nil }
        switch entry.type {
        case 1, 7: return bytes.u8(entry.offset)
        case 3: return bytes.u16(entry.offset)
        case 4, 13: return bytes.u32(entry.offset)
        default: return nil
        }
    }

    /// Fractions as numerator and denominator (RATIONAL, SRATIONAL).
    mutating func fractions(_ entry: Entry?, _ name: String) -> [(Int, Int)] {
        guard let entry, entry.type == 5 || entry.type == 10, value(entry, name) != nil else {
            return []
        }
        return (0..<entry.count).compactMap { index in
            let place = entry.offset + index * 8
            let isSigned = entry.type == 10
            guard let above = isSigned ? bytes.i32(place) : bytes.u32(place),
                let below = isSigned ? bytes.i32(place + 4) : bytes.u32(place + 4)
            else { return nil }
            return (above, below)
        }
    }

    /// Records a problem.
    mutating func note(_ place: String, _ message: String) {
        if problems.count < MetadataProblem.limit {
            problems.append(MetadataProblem(place: place, message: message))
        }
    }

    private static let sizes = [
        1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 129: 1,
    ]
}
