import CLibArchive
import CPlatform

/// Walks an archive that somebody else made, one entry at a time. Nothing is ever written to disk.
///
///     var reader = try ArchiveReader(bytes: bytes)
///     while let entry = try reader.nextEntry() { … try reader.readAll() … }
///
/// Problems of one entry are thrown by reading it and the walk goes on; see `ArchiveError.isFatal`.
/// Lying sizes and checksums that do not match are such problems.
@safe package struct ArchiveReader: ~Copyable {
    private let source: ArchiveSource
    private let limits: Limits
    private var current: Current?
    private var entryCount = 0
    /// Bytes that were unpacked so far, also of entries that were passed over or could not be read.
    package private(set) var unpackedByteCount = 0
    private var isOver = false
    /// What ended the walk while an entry was read; said once more by `nextEntry`.
    private var pendingFailure: ArchiveError?

    private struct Current {
        var name: [UInt8]
        var byteCount: Int?
        var isEncrypted: Bool
        var readByteCount = 0
        var isDone = false
    }

    package static let blockByteCount = 64 << 10

    /// Opens an archive in memory.
    package init(
        bytes: [UInt8], formats: Formats = .containers, limits: Limits = Limits()
    ) throws(ArchiveError) {
        self.limits = limits
        source = try ArchiveSource.open(bytes: bytes, formats: formats)
    }

    /// Opens an archive file, which is read from its start.
    package init(
        file: consuming InputFile, formats: Formats = .containers, limits: Limits = Limits()
    ) throws(ArchiveError) {
        self.limits = limits
        source = try ArchiveSource.open(file: file, formats: formats)
    }

    /// What the archive is; nil before the first entry was asked for.
    package var format: ArchiveFormat? { source.format }

    /// The next entry, or nil after the last. What was not read of the one before is skipped.
    package mutating func nextEntry() throws(ArchiveError) -> ArchiveEntry? {
        if let failure = pendingFailure {
            pendingFailure = nil
            isOver = true
            throw failure
        }
        guard !isOver else { return nil }
        try skipCountingBytes()
        current = nil
        var header: OpaquePointer?
        var status = unsafe archive_read_next_header(source.archive, &header)
        var attempts = 0
        while status == ARCHIVE_RETRY, attempts < 8 {
            attempts += 1
            status = unsafe archive_read_next_header(source.archive, &header)
        }
        if status == ARCHIVE_EOF {
            isOver = true
            return nil
        }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let header = unsafe header else {
            isOver = true
            throw headerFailure()
        }
        entryCount += 1
        guard entryCount <= limits.entryCount else {
            isOver = true
            throw .tooManyEntries(limit: limits.entryCount)
        }
        var entry = unsafe source.entry(header)
        if status == ARCHIVE_WARN { entry.warning = source.words }
        current = Current(
            name: entry.name, byteCount: entry.byteCount, isEncrypted: entry.isEncrypted)
        return entry
    }

    /// Lends the contents of the current entry in blocks of up to 64 KiB. Rethrows what `body`
    /// throws; throws `ArchiveError` when the entry is encrypted, damaged or beyond a limit, by
    /// when earlier blocks have been lent.
    package mutating func readBlocks(_ body: (Span<UInt8>) throws -> Void) throws {
        guard current != nil else { throw ArchiveError.noEntry }
        var buffer = [UInt8](repeating: 0, count: Self.blockByteCount)
        while true {
            let count = try readBlock(into: &buffer)
            if count == 0 { return }
            try body(buffer.span.extracting(0..<count))
        }
    }

    /// All contents of the current entry.
    package mutating func readAll() throws(ArchiveError) -> [UInt8] {
        guard let entry = current else { throw .noEntry }
        // A claimed length reserves nothing: it may be a lie.
        var contents: [UInt8] = []
        if let claimed = entry.byteCount, claimed > limits.entryByteCount {
            throw .entryTooLarge(entry: entry.name, limit: limits.entryByteCount)
        }
        var buffer = [UInt8](repeating: 0, count: Self.blockByteCount)
        while true {
            let count = try readBlock(into: &buffer)
            if count == 0 { return contents }
            contents.append(contentsOf: buffer[..<count])
        }
    }

    private mutating func readBlock(into buffer: inout [UInt8]) throws(ArchiveError) -> Int {
        guard var entry = current else { throw .noEntry }
        if entry.isDone { return 0 }
        defer { current = entry }
        guard !entry.isEncrypted else {
            entry.isDone = true
            throw .encrypted(entry: entry.name)
        }
        let count = unsafe archive_read_data(source.archive, &buffer, buffer.count)
        guard count >= 0 else {
            entry.isDone = true
            let reason = source.words
            // libarchive answers every later call with the same. Without a second word a caller
            // would take the end of the walk for the end of the archive.
            if count == Int(ARCHIVE_FATAL) { pendingFailure = .damaged(entry: nil, reason: reason) }
            throw .damaged(entry: entry.name, reason: reason)
        }
        entry.readByteCount += count
        unpackedByteCount += count
        guard entry.readByteCount <= limits.entryByteCount else {
            entry.isDone = true
            throw .entryTooLarge(entry: entry.name, limit: limits.entryByteCount)
        }
        guard unpackedByteCount <= limits.totalByteCount else {
            entry.isDone = true
            isOver = true
            throw .totalTooLarge(limit: limits.totalByteCount)
        }
        if count == 0 { entry.isDone = true }
        return count
    }

    /// Where skipping means unpacking (a compressed stream, or an entry without a length), it is
    /// done here, so that a small file cannot keep us busy with endless zeroes. The rest is passed
    /// over by libarchive without being unpacked.
    private mutating func skipCountingBytes() throws(ArchiveError) {
        guard let entry = current, source.isCompressedStream || entry.byteCount == nil,
            !entry.isEncrypted
        else { return }
        var buffer = [UInt8](repeating: 0, count: Self.blockByteCount)
        while true {
            let count = unsafe archive_read_data(source.archive, &buffer, buffer.count)
            if count <= 0 { return }
            unpackedByteCount += count
            guard unpackedByteCount <= limits.totalByteCount else {
                isOver = true
                throw .totalTooLarge(limit: limits.totalByteCount)
            }
        }
    }

    private func headerFailure() -> ArchiveError {
        if source.format == nil { return .unrecognised }
        if source.hasEncryptedNames { return .encrypted(entry: nil) }
        return .damaged(entry: nil, reason: source.words)
    }
}
