/// A compound file (MS-CFB): streams in folders, in chains of sectors. Chains that loop or leave the
/// file end where they do; no chain is longer than the file.
struct CompoundFile {
    /// Entries of the directory that are read.
    static let entryLimit = 20_000

    struct Entry {
        var name: String
        var isStorage: Bool
        fileprivate var start: UInt32
        var byteCount: Int
        fileprivate var left: UInt32
        fileprivate var right: UInt32
        fileprivate var child: UInt32
    }

    private let bytes: [UInt8]
    private let sectorShift: Int
    private var table: [UInt32] = []
    private var smallTable: [UInt32] = []
    private var smallStream: [UInt8] = []
    private let cutoff: Int
    private(set) var entries: [Entry] = []

    private static let none: UInt32 = 0xFFFF_FFFA  // and above: no sector

    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]),
            bytes.count >= 512
        else { return nil }
        self.bytes = bytes
        let shift = Int(Self.number(bytes, 30, 2))
        guard shift == 9 || shift == 12 else { return nil }
        sectorShift = shift
        cutoff = Int(Self.number(bytes, 56, 4))
        readTable()
        let directory = chain(Self.number(bytes, 48, 4), table, limit: 128 * Self.entryLimit)
        for start in stride(from: 0, to: directory.count - 127, by: 128) {
            entries.append(Self.entry(Array(directory[start..<(start + 128)])))
        }
        guard let root = entries.first else { return nil }
        let small = chain(Self.number(bytes, 60, 4), table, limit: bytes.count)
        smallTable = stride(from: 0, to: small.count - 3, by: 4).map { Self.number(small, $0, 4) }
        smallStream = chain(root.start, table, limit: bytes.count)
    }

    /// The entries of a folder by number; 0 is the root. Each is visited once.
    func children(of index: Int) -> [Int] {
        guard entries.indices.contains(index) else { return [] }
        var found: [Int] = []
        var seen: Set<Int> = []
        var waiting = [Int(entries[index].child)]
        while let next = waiting.popLast() {
            guard entries.indices.contains(next), seen.insert(next).inserted else { continue }
            found.append(next)
            waiting.append(Int(entries[next].left))
            waiting.append(Int(entries[next].right))
        }
        return found.sorted()
    }

    /// The bytes of a stream, as many as its chain really has.
    func stream(_ index: Int) -> [UInt8] {
        guard entries.indices.contains(index), !entries[index].isStorage else { return [] }
        let entry = entries[index]
        guard entry.byteCount < cutoff else {
            return Array(chain(entry.start, table, limit: entry.byteCount).prefix(entry.byteCount))
        }
        var result: [UInt8] = []
        var sector = entry.start
        while sector < Self.none, Int(sector) < smallTable.count, result.count < entry.byteCount {
            let start = Int(sector) * 64
            guard start < smallStream.count else { break }
            result += smallStream[start..<min(start + 64, smallStream.count)]
            sector = smallTable[Int(sector)]
        }
        return Array(result.prefix(entry.byteCount))
    }

    private mutating func readTable() {
        var sectors: [UInt32] = (0..<109).map { Self.number(bytes, 76 + 4 * $0, 4) }
        var next = Self.number(bytes, 68, 4)
        let perSector = (1 << sectorShift) / 4
        let most = bytes.count >> sectorShift
        while next < Self.none, sectors.count <= most + 109 {
            let list = sector(next)
            guard list.count == 1 << sectorShift else { break }
            sectors += (0..<(perSector - 1)).map { Self.number(list, 4 * $0, 4) }
            next = Self.number(list, 4 * (perSector - 1), 4)
        }
        for number in sectors where number < Self.none {
            guard table.count <= most + perSector else { break }
            let list = sector(number)
            table += stride(from: 0, to: list.count - 3, by: 4).map { Self.number(list, $0, 4) }
        }
    }

    private func sector(_ number: UInt32) -> [UInt8] {
        let start = (Int(number) + 1) << sectorShift
        guard start < bytes.count else { return [] }
        return Array(bytes[start..<min(start + 1 << sectorShift, bytes.count)])
    }

    private func chain(_ first: UInt32, _ table: [UInt32], limit: Int) -> [UInt8] {
        var result: [UInt8] = []
        var next = first
        let most = min(limit, bytes.count)
        while next < Self.none, result.count < most {
            let piece = sector(next)
            guard !piece.isEmpty else { break }
            result += piece
            guard Int(next) < table.count else { break }
            next = table[Int(next)]
        }
        return result
    }

    private static func entry(_ bytes: [UInt8]) -> Entry {
        let nameByteCount = min(Int(number(bytes, 64, 2)), 64)
        let units = stride(from: 0, to: max(0, nameByteCount - 3), by: 2).map {
            UInt16(number(bytes, $0, 2))
        }
        return Entry(
            name: String(decoding: units, as: UTF16.self), isStorage: bytes[66] != 2,
            start: number(bytes, 116, 4), byteCount: Int(number(bytes, 120, 4)),
            left: number(bytes, 68, 4), right: number(bytes, 72, 4), child: number(bytes, 76, 4))
    }

    static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt32 {
        guard offset >= 0, offset + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
    }
}
