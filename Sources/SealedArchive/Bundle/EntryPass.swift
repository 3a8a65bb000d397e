import ClaimModel
import SystemLibraries

/// One pass over the bytes of all entries: the checksum and the digest of each, and the bytes of those
/// that are read later. Several threads share it; what comes of it does not depend on how many.
struct EntryPass {
    /// In the order of the entries.
    private(set) var digests: [ContentDigest] = []
    private(set) var kept: [EntryPath: [UInt8]] = [:]

    /// Manifests, claims and checksum lists kept in memory, all rounds together.
    static let keptByteLimit = 256 << 20
    /// From this on an entry is read by one thread and hashed by another.
    static let sharedByteCount = 32 << 20

    /// - Parameters:
    ///   - entries: in stored order, none overlapping another, all inside `source`.
    ///   - sharedByteCount: other than the usual one in tests only.
    init(
        over entries: [ZipEntry], of source: borrowing StoredBytes,
        on workers: Int = Workers.available, sharedByteCount: Int = Self.sharedByteCount,
        findings: inout FindingList
    ) throws {
        let keeping = Self.keeping(among: entries.map { ($0.name, $0.range.count) })
        let jobs = Self.jobs(for: entries, sharedByteCount)
        let readings = try Workers.results(
            of: jobs, on: workers,
            largestFirst: { $0.count > 2 ? 0 : entries[$0.lowerBound].range.count }, with: Tool.init
        ) { tool, job in
            let byteCount = entries[job.lowerBound].range.count
            guard byteCount > StoredBytes.blockByteCount else {
                return try Self.readNeighbours(
                    entries[job], keeping[job], of: source, &tool.block, &tool.hash, &tool.pair)
            }
            if job.count == 2 {
                return try Self.readPair(
                    entries[job], keeping[job], of: source, &tool.block, &tool.otherBlock, &tool.pair)
            }
            return [
                try Self.read(
                    entries[job.lowerBound], keeping[job.lowerBound], of: source, &tool.block,
                    &tool.hash, sharing: workers > 1 && byteCount >= sharedByteCount)
            ]
        }
        digests.reserveCapacity(entries.count)
        for (index, (entry, reading)) in zip(entries, readings).enumerated() {
            digests.append(reading.digest)
            if let bytes = reading.bytes { kept[entry.name] = bytes }
            if case .tooLarge(let limit) = keeping[index] {
                findings.cannotTell(
                    "entry.too-large", at: .entry(entry.name.bytes),
                    "this entry has \(entry.range.count) bytes, more than \(limit)")
            }
            if reading.checksum != entry.checksum {
                findings.fail(
                    "container.entry.checksum.mismatch", at: .entry(entry.name.bytes),
                    "the bytes of this entry do not fit their checksum")
            }
        }
    }

    // MARK: What is kept

    private enum Keeping {
        case keep
        case pass
        /// It would be kept if it were not larger than this.
        case tooLarge(limit: Int)
    }

    /// Said before anything is read: the room that is left depends on the entries before.
    private static func keeping(among entries: [(name: EntryPath, byteCount: Int)]) -> [Keeping] {
        var room = keptByteLimit
        return entries.map { entry in
            guard let limit = keptByteLimit(of: entry.name) else { return .pass }
            guard entry.byteCount <= min(limit, room) else {
                return .tooLarge(limit: min(limit, room))
            }
            room -= entry.byteCount
            return .keep
        }
    }

    /// The first entry that would be too large to be kept where it has to be, and what it may have.
    static func firstTooLarge(
        among entries: [(name: EntryPath, byteCount: Int)]
    ) -> (name: EntryPath, limit: Int)? {
        for (entry, keeping) in zip(entries, keeping(among: entries)) {
            if case .tooLarge(let limit) = keeping { return (entry.name, limit) }
        }
        return nil
    }

    /// Nil for what is only hashed.
    private static func keptByteLimit(of entry: EntryPath) -> Int? {
        let name = entry.bytes
        if name.elementsEqual(BundleLayout.mimetype.utf8) { return 1_024 }
        if BundleLayout.isMeta(entry) {
            return name.suffix(4).elementsEqual(".p7s".utf8)
                ? CMSSignature.byteLimit : AsicManifest.byteLimit
        }
        if name.starts(with: "claim".utf8) || name.starts(with: "SHA256SUMS".utf8) {
            return ClaimDocument.byteLimit
        }
        return nil
    }

    // MARK: Who does what

    /// Runs of neighbours that fit in one block together, so that small entries do not cost a call
    /// each; two large entries where two are hashed side by side; other large ones alone.
    private static func jobs(
        for entries: [ZipEntry], _ sharedByteCount: Int
    ) -> [Range<Int>] {
        var jobs: [Range<Int>] = []
        var first = 0
        for index in entries.indices.dropFirst() {
            let span = entries[index].range.upperBound - entries[first].range.lowerBound
            let isPair =
                HashPair.isAvailable && index == first + 1
                && entries[first...index].allSatisfy {
                    (StoredBytes.blockByteCount + 1..<sharedByteCount).contains($0.range.count)
                }
            if span > StoredBytes.blockByteCount, !isPair {
                jobs.append(first..<index)
                first = index
            }
        }
        return entries.isEmpty ? jobs : jobs + [first..<entries.count]
    }

    private struct Reading: Sendable {
        let checksum: UInt32
        let digest: ContentDigest
        let bytes: [UInt8]?
    }

    /// What each thread keeps from job to job.
    private struct Tool: ~Copyable {
        var block = StoredBytes.newBlock
        var otherBlock = StoredBytes.newBlock
        var hash: HashStream
        var pair = HashPair()

        init() throws(CryptoError) {
            hash = try HashStream(.sha256)
        }
    }

    // MARK: Small entries

    /// Neighbours that fit in one block together.
    private static func readNeighbours(
        _ entries: ArraySlice<ZipEntry>, _ keeping: ArraySlice<Keeping>,
        of source: borrowing StoredBytes, _ block: inout [UInt8], _ hash: inout HashStream,
        _ pair: inout HashPair
    ) throws -> [Reading] {
        guard let start = entries.first?.range.lowerBound, let end = entries.last?.range.upperBound
        else { return [] }
        try source.fill(&block, exactly: start..<end)
        let places = entries.map {
            ($0.range.lowerBound - start)..<($0.range.upperBound - start)
        }
        let digests = try digests(of: places, in: block, &hash, &pair)
        return try zip(zip(places, digests), keeping).map { found, keeping in
            var checksum = CRC32()
            checksum.update(block.span.extracting(found.0))
            var kept: [UInt8]?
            if case .keep = keeping { kept = Array(block[found.0]) }
            return Reading(
                checksum: checksum.value, digest: try ContentDigest(finished: found.1), bytes: kept)
        }
    }

    private static func digests(
        of places: [Range<Int>], in block: [UInt8], _ hash: inout HashStream, _ pair: inout HashPair
    ) throws -> [[UInt8]] {
        var digests: [[UInt8]] = []
        digests.reserveCapacity(places.count)
        var index = 0
        while index < places.count {
            if HashPair.isAvailable, index + 1 < places.count {
                pair.update(
                    block.span.extracting(places[index]), block.span.extracting(places[index + 1]))
                let two = pair.finish()
                digests += [two.first, two.second]
                index += 2
            } else {
                try hash.update(block.span.extracting(places[index]))
                digests.append(try hash.finish())
                index += 1
            }
        }
        return digests
    }

    // MARK: Large entries

    /// An entry larger than a block, while it is read.
    private struct LargeReading {
        private let end: Int
        private var offset: Int
        private var checksum = CRC32()
        private var kept: [UInt8]?

        init(_ entry: ZipEntry, _ keeping: Keeping) {
            end = entry.range.upperBound
            offset = entry.range.lowerBound
            if case .keep = keeping { kept = [] }
        }

        /// Fills the start of a block; gives how many bytes it holds now, 0 at the end.
        mutating func next(
            _ block: inout [UInt8], of source: borrowing StoredBytes
        ) throws -> Int {
            let count = try source.fill(&block, from: offset, upTo: end)
            checksum.update(block.span.extracting(0..<count))
            kept?.append(contentsOf: block[..<count])
            offset += count
            return count
        }

        func finished(_ digest: [UInt8]) throws -> Reading {
            Reading(
                checksum: checksum.value, digest: try ContentDigest(finished: digest), bytes: kept)
        }
    }

    private static func read(
        _ entry: ZipEntry, _ keeping: Keeping, of source: borrowing StoredBytes,
        _ block: inout [UInt8], _ hash: inout HashStream, sharing: Bool
    ) throws -> Reading {
        var reading = LargeReading(entry, keeping)
        if sharing {
            let digest = try HashStream.sha256(
                blockByteCount: StoredBytes.blockByteCount,
                followingThe: { try reading.next(&$0, of: source) })
            return try reading.finished(digest)
        }
        while true {
            let count = try reading.next(&block, of: source)
            if count == 0 { return try reading.finished(hash.finish()) }
            try hash.update(block.span.extracting(0..<count))
        }
    }

    /// Two of them, hashed side by side.
    private static func readPair(
        _ entries: ArraySlice<ZipEntry>, _ keeping: ArraySlice<Keeping>,
        of source: borrowing StoredBytes, _ block: inout [UInt8], _ otherBlock: inout [UInt8],
        _ pair: inout HashPair
    ) throws -> [Reading] {
        var readings = zip(entries, keeping).map { LargeReading($0, $1) }
        while true {
            let count = try readings[0].next(&block, of: source)
            let otherCount = try readings[1].next(&otherBlock, of: source)
            if count == 0, otherCount == 0 { break }
            pair.update(
                block.span.extracting(0..<count), otherBlock.span.extracting(0..<otherCount))
        }
        let digests = pair.finish()
        return [try readings[0].finished(digests.first), try readings[1].finished(digests.second)]
    }
}
