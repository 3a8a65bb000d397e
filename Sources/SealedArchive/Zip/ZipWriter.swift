import ClaimModel
import SystemLibraries

/// Writes the zip of a bundle: stored entries one behind the other, then the directory. One spelling
/// only, so that the same entries give the same bytes; the rules stand in `ZipFormat`.
///
/// Nothing has its final name before `commit`: a build that fails leaves nothing behind.
struct ZipWriter: ~Copyable {
    private let output: AtomicOutput
    private var offset = 0
    private var records: [ZipRecord] = []
    private var names: [EntryPath] = []

    init(to output: consuming AtomicOutput) {
        self.output = output
    }

    /// Goes on behind all entries of another bundle, which are copied as they stand.
    ///
    /// - Parameter entries: all of them, in stored order, without gap.
    init(
        to output: consuming AtomicOutput, continuing source: borrowing StoredBytes,
        _ entries: [ZipEntry]
    ) throws {
        self.output = output
        let end = entries.last?.range.upperBound ?? 0
        try source.forEachBlock(in: 0..<end) { block in
            try self.output.write(block, at: offset)
            offset += block.count
        }
        offset = 0
        for entry in entries {
            remember(
                ZipRecord(
                    name: entry.name.bytes, byteCount: entry.range.count, checksum: entry.checksum,
                    headerOffset: offset), entry.name)
        }
        guard offset == end else { throw SealedArchiveError.bundleChanged }
    }

    /// Stores bytes that are in memory; gives their digest.
    mutating func add(_ name: EntryPath, _ bytes: [UInt8]) throws -> ContentDigest {
        let record = ZipRecord(
            name: name.bytes, byteCount: bytes.count, checksum: CRC32.checksum(of: bytes),
            headerOffset: offset)
        let header = record.localBytes
        try output.write(header, at: offset)
        try output.write(bytes, at: offset + header.count)
        remember(record, name)
        return try ContentDigest.sha256(of: bytes)
    }

    /// Stores a file in one pass: its bytes are hashed while they are copied, and the header is written
    /// when its checksum is known. Throws `sourceChanged` when the file is not the same afterwards.
    mutating func add(_ name: EntryPath, from file: borrowing InputFile) throws -> ContentDigest {
        let byteCount = file.byteCount
        let placeholder = ZipRecord(
            name: name.bytes, byteCount: byteCount, checksum: 0, headerOffset: offset)
        let start = offset + placeholder.localBytes.count
        var checksum = CRC32()
        var digest = try SHA256Stream()
        var copied = 0
        try file.forEachBlock { block in
            guard copied + block.count <= byteCount else {
                throw SealedArchiveError.sourceChanged(file.path)
            }
            checksum.update(block)
            try digest.update(block)
            try output.write(block, at: start + copied)
            copied += block.count
        }
        guard copied == byteCount, try file.currentIdentity() == file.identity else {
            throw SealedArchiveError.sourceChanged(file.path)
        }
        let record = ZipRecord(
            name: name.bytes, byteCount: byteCount, checksum: checksum.value, headerOffset: offset)
        try output.write(record.localBytes, at: offset)
        remember(record, name)
        guard let result = ContentDigest(try digest.finish()) else {
            throw SealedArchiveError.sourceChanged(file.path)
        }
        return result
    }

    /// Writes the directory and gives the file its name. Gives the size in bytes.
    consuming func commit(replacing: Bool) throws -> Int {
        if let collision = EntryNames.collisions(names).first {
            throw SealedArchiveError.namesCollide(collision.first, collision.second)
        }
        let directory = records.flatMap(\.directoryBytes)
        let end = ZipEnd(
            entryCount: records.count, directoryByteCount: directory.count, directoryOffset: offset)
        try output.write(directory, at: offset)
        try output.write(end.bytes, at: offset + directory.count)
        let byteCount = offset + directory.count + end.bytes.count
        try output.commit(replacing: replacing)
        return byteCount
    }

    private mutating func remember(_ record: ZipRecord, _ name: EntryPath) {
        offset += record.localBytes.count + record.byteCount
        records.append(record)
        names.append(name)
    }
}
