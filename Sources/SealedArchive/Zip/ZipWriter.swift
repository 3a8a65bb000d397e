import ClaimModel
import SystemLibraries

/// Writes the zip of a bundle: stored entries one behind the other, then the directory. One spelling
/// only, so that the same entries give the same bytes; the rules stand in `ZipFormat`.
///
/// Stored entries have known lengths, so the place of each is known before its bytes are. First
/// entries get room, in the order of the file; then rooms are filled in any order, files by several
/// threads at once. How many there are changes no byte.
///
/// Nothing has its final name before `commit`: a build that fails leaves nothing behind.
struct ZipWriter: ~Copyable {
    private let output: AtomicOutput
    private var offset = 0
    private var records: [ZipRecord] = []
    private var names: [EntryPath] = []
    private var isFilled: [Bool] = []

    /// The place of one entry, to be filled once.
    struct Room: Hashable, Sendable {
        fileprivate let index: Int
    }

    init(to output: consuming AtomicOutput) {
        self.output = output
    }

    /// Begins a zip with the entries of another one as they stand there, byte for byte, so that whatever
    /// was sealed in it stays sealed; what is added then comes behind them.
    ///
    /// - Parameters:
    ///   - source: the other container. It stays open and unchanged meanwhile; asking it so
    ///     (`requireUnchanged`) is left to the caller.
    ///   - directoryOffset: where its entries end. They are copied from its first byte on.
    ///   - kept: their records, in stored order, with names that `EntryPath` accepts: those of a
    ///     container that passed `ZipAudit`.
    init(
        to output: consuming AtomicOutput, keeping kept: [ZipRecord],
        of source: borrowing StoredBytes, upTo directoryOffset: Int
    ) throws {
        try output.allocate(byteCount: directoryOffset)
        let names = try kept.map { try EntryPath($0.name) }
        var position = 0
        try source.forEachBlock(in: 0..<directoryOffset) { block in
            try output.write(block, at: position)
            position += block.count
        }
        self.output = output
        self.names = names
        isFilled = [Bool](repeating: true, count: kept.count)
        records = kept
        offset = directoryOffset
    }

    /// Room for the next entry of the file.
    mutating func makeRoom(for name: EntryPath, byteCount: Int) -> Room {
        let record = ZipRecord(
            name: name.bytes, byteCount: byteCount, checksum: 0, headerOffset: offset)
        offset += record.localByteCount + byteCount
        isFilled.append(false)
        records.append(record)
        names.append(name)
        return Room(index: records.count - 1)
    }

    /// Fills a room with bytes that are in memory, as many as it was made for.
    mutating func fill(_ room: Room, with bytes: [UInt8]) throws {
        var record = records[room.index]
        guard bytes.count == record.byteCount else {
            throw SealedArchiveError.roomOfOtherLength(names[room.index])
        }
        record.checksum = CRC32.checksum(of: bytes)
        let header = record.localBytes
        try output.write(header, at: record.headerOffset)
        try output.write(bytes, at: record.headerOffset + header.count)
        settle(room, record.checksum)
    }

    /// Stores bytes that are in memory as the next entry of the file.
    mutating func add(_ name: EntryPath, _ bytes: [UInt8]) throws {
        try fill(makeRoom(for: name, byteCount: bytes.count), with: bytes)
    }

    /// Fills rooms that lie one behind the other, from `first` on, with as many files; gives the digest of
    /// each as it was packed.
    ///
    /// Throws `sourceChanged` for the first file that is not what was asked for, or is written to
    /// meanwhile; `SystemError` when a file cannot be read or the disk is too full.
    mutating func fill(
        from first: Room, with sources: [PackingSource], from folder: borrowing Folder,
        on workers: Int = Workers.available
    ) throws -> [ContentDigest] {
        try output.allocate(byteCount: offset)
        let rooms = first.index..<(first.index + sources.count)
        let pass = try PackingPass(
            over: sources, at: records[rooms], from: folder, into: output, on: workers)
        for (room, packed) in zip(rooms, pass.packed) { settle(Room(index: room), packed.checksum) }
        return pass.packed.map(\.digest)
    }

    /// Makes room for files behind what is there and fills it; gives the digest of each as it was packed.
    mutating func add(
        _ files: [CollectedFile], from folder: borrowing Folder,
        on workers: Int = Workers.available
    ) throws -> [ContentDigest] {
        let first = Room(index: records.count)
        for file in files { _ = makeRoom(for: file.entry, byteCount: file.byteCount) }
        let sources = files.map {
            PackingSource(path: $0.sourceName, identity: $0.sourceIdentity, digest: $0.digest)
        }
        return try fill(from: first, with: sources, from: folder, on: workers)
    }

    /// What a reader would have to open, as far as it has room by now.
    var readerLimits: ReaderLimits {
        var limits = ReaderLimits()
        for (name, record) in zip(names, records) { limits.add(name, byteCount: record.byteCount) }
        return limits
    }

    /// Writes the directory and gives the file its name. Gives the size in bytes.
    consuming func commit(replacing: Bool) throws -> Int {
        if let forgotten = isFilled.firstIndex(of: false) {
            throw SealedArchiveError.roomOfOtherLength(names[forgotten])
        }
        if let collision = EntryNames.collisions(names).first {
            throw SealedArchiveError.namesCollide(collision.first, collision.second)
        }
        var directory: [UInt8] = []
        directory.reserveCapacity(
            records.reduce(0) {
                $0 + ZipFormat.centralHeaderByteCount + $1.name.count + $1.extra.count
            })
        for record in records { record.appendDirectoryBytes(to: &directory) }
        let end = ZipEnd(
            entryCount: records.count, directoryByteCount: directory.count, directoryOffset: offset)
        try output.write(directory, at: offset)
        try output.write(end.bytes, at: offset + directory.count)
        let byteCount = offset + directory.count + end.bytes.count
        try output.commit(replacing: replacing)
        return byteCount
    }

    private mutating func settle(_ room: Room, _ checksum: UInt32) {
        records[room.index].checksum = checksum
        isFilled[room.index] = true
    }
}
