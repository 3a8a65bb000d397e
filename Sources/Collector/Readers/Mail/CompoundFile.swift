/// A compound file (MS-CFB): streams in folders, in chains of sectors. Chains that loop or leave the
/// file end where they do. A sector belongs to the first chain that has it and an entry to the first
/// folder, so that all streams together are no longer than the file.
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
    /// The entries of each folder.
    private var folders: [Int: [Int]] = [:]
    /// The sectors of each stream.
    private var chains: [Int: [UInt32]] = [:]

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
        readFolders()
        readChains()
    }

    /// The entries of a folder by number; 0 is the root.
    func children(of index: Int) -> [Int] { folders[index] ?? [] }

    private mutating func readFolders() {
        var seen: Set<Int> = [0]
        var open = [0]
        while let folder = open.popLast() {
            var found: [Int] = []
            var waiting = [Int(entries[folder].child)]
            while let next = waiting.popLast() {
                guard entries.indices.contains(next), seen.insert(next).inserted else { continue }
                found.append(next)
                waiting.append(Int(entries[next].left))
                waiting.append(Int(entries[next].right))
            }
            found.sort()
            folders[folder] = found
            open += found.filter { entries[$0].isStorage }
        }
    }

    private mutating func readChains() {
        var taken: Set<UInt32> = []
        var smallTaken: Set<UInt32> = []
        for (index, entry) in entries.enumerated() where !entry.isStorage {
            let isSmall = entry.byteCount < cutoff
            let size = isSmall ? 64 : 1 << sectorShift
            // An empty stream has no sector, whatever number it starts with.
            let count = (entry.byteCount + size - 1) / size
            chains[index] =
                isSmall
                ? Self.walk(from: entry.start, smallTable, count, &smallTaken)
                : Self.walk(from: entry.start, table, count, &taken)
        }
    }

    /// The sectors of a chain, up to one that another has.
    private static func walk(
        from first: UInt32, _ table: [UInt32], _ count: Int, _ taken: inout Set<UInt32>
    ) -> [UInt32] {
        var found: [UInt32] = []
        var next = first
        while next < Self.none, found.count < count, taken.insert(next).inserted {
            found.append(next)
            guard Int(next) < table.count else { break }
            next = table[Int(next)]
        }
        return found
    }

    /// The bytes of a stream, as many as its chain really has.
    func stream(_ index: Int) -> [UInt8] {
        guard entries.indices.contains(index), !entries[index].isStorage else { return [] }
        let byteCount = entries[index].byteCount
        var result: [UInt8] = []
        for number in chains[index] ?? [] {
            if byteCount < cutoff {
                let start = Int(number) * 64
                guard start < smallStream.count else { break }
                result += smallStream[start..<min(start + 64, smallStream.count)]
            } else {
                result += sector(number)
            }
        }
        return Array(result.prefix(byteCount))
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
        var seen: Set<UInt32> = []
        while next < Self.none, result.count < most, seen.insert(next).inserted {
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
