import ClaimModel
import Synchronization
import SystemLibraries

/// One pass over the bytes of all entries: the checksum and the digest of each, and the bytes of those
/// that are read later. Several threads share it; what comes of it does not depend on how many.
struct EntryPass {
    private(set) var digests: [EntryPath: ContentDigest] = [:]
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
        let keeping = Self.keeping(among: entries)
        let jobs = Self.jobs(for: entries)
        let results = Mutex([Reading?](repeating: nil, count: entries.count))
        try Workers.perform(Self.order(of: jobs, entries), on: workers, with: Tool.init) { tool, job in
            let index = jobs[job].lowerBound
            let isLarge = entries[index].range.count > tool.block.count
            let readings =
                isLarge
                ? [
                    try Self.read(
                        entries[index], keeping[index], of: source, &tool.block, &tool.digest,
                        sharing: workers > 1 && entries[index].range.count >= sharedByteCount)
                ]
                : try Self.read(
                    entries[jobs[job]], keeping[jobs[job]], of: source, &tool.block, &tool.digest)
            results.withLock { [readings] in
                for (index, reading) in zip(jobs[job], readings) { $0[index] = reading }
            }
        }
        let readings = results.withLock { $0 }
        digests.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            guard let reading = readings[index] else { continue }
            digests[entry.name] = reading.digest
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
    private static func keeping(among entries: [ZipEntry]) -> [Keeping] {
        var room = keptByteLimit
        return entries.map { entry in
            guard let limit = keptByteLimit(of: entry.name) else { return .pass }
            guard entry.range.count <= min(limit, room) else {
                return .tooLarge(limit: min(limit, room))
            }
            room -= entry.range.count
            return .keep
        }
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
    /// each; a large entry alone.
    private static func jobs(for entries: [ZipEntry]) -> [Range<Int>] {
        var jobs: [Range<Int>] = []
        var first = 0
        for index in entries.indices.dropFirst() {
            let span = entries[index].range.upperBound - entries[first].range.lowerBound
            if span > StoredBytes.blockByteCount {
                jobs.append(first..<index)
                first = index
            }
        }
        return entries.isEmpty ? jobs : jobs + [first..<entries.count]
    }

    /// The largest entries first, so that no thread is left with one at the end; then the small ones
    /// as they lie in the file.
    private static func order(of jobs: [Range<Int>], _ entries: [ZipEntry]) -> [Int] {
        let sizes = jobs.map { $0.count > 1 ? 0 : entries[$0.lowerBound].range.count }
        return jobs.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
    }

    private struct Reading: Sendable {
        var checksum: UInt32
        var digest: ContentDigest
        var bytes: [UInt8]?
    }

    /// What each thread keeps from job to job.
    private struct Tool: ~Copyable {
        var block = StoredBytes.newBlock
        var digest: SHA256Stream

        init() throws(CryptoError) {
            digest = try SHA256Stream()
        }
    }

    /// Neighbours that fit in one block together.
    private static func read(
        _ entries: ArraySlice<ZipEntry>, _ keeping: ArraySlice<Keeping>,
        of source: borrowing StoredBytes, _ block: inout [UInt8], _ digest: inout SHA256Stream
    ) throws -> [Reading] {
        guard let start = entries.first?.range.lowerBound, let end = entries.last?.range.upperBound
        else { return [] }
        try source.fill(&block, exactly: start..<end)
        var readings: [Reading] = []
        readings.reserveCapacity(entries.count)
        for (entry, keeping) in zip(entries, keeping) {
            let place = (entry.range.lowerBound - start)..<(entry.range.upperBound - start)
            let bytes = block.span.extracting(place)
            var checksum = CRC32()
            checksum.update(bytes)
            try digest.update(bytes)
            var kept: [UInt8]?
            if case .keep = keeping { kept = Array(block[place]) }
            readings.append(
                Reading(
                    checksum: checksum.value,
                    digest: try ContentDigest(finished: digest.finish()), bytes: kept))
        }
        return readings
    }

    /// An entry larger than a block.
    private static func read(
        _ entry: ZipEntry, _ keeping: Keeping, of source: borrowing StoredBytes,
        _ block: inout [UInt8], _ digest: inout SHA256Stream, sharing: Bool
    ) throws -> Reading {
        var checksum = CRC32()
        var kept: [UInt8]?
        if case .keep = keeping { kept = [] }
        var offset = entry.range.lowerBound
        func next(_ block: inout [UInt8]) throws -> Int {
            let count = try source.fill(&block, from: offset, upTo: entry.range.upperBound)
            checksum.update(block.span.extracting(0..<count))
            kept?.append(contentsOf: block[..<count])
            offset += count
            return count
        }
        let result: ContentDigest
        if sharing {
            result = try ContentDigest(
                finished: SHA256Stream.digest(
                    blockByteCount: StoredBytes.blockByteCount, followingThe: next))
        } else {
            while true {
                let count = try next(&block)
                if count == 0 { break }
                try digest.update(block.span.extracting(0..<count))
            }
            result = try ContentDigest(finished: digest.finish())
        }
        return Reading(checksum: checksum.value, digest: result, bytes: kept)
    }
}
