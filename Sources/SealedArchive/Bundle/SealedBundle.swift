package import ClaimModel
package import SystemLibraries

/// A container that was opened and verified. Opening never fails because of what is in the file: that
/// is said by `verification`. Only a file that cannot be read throws.
package struct SealedBundle: ~Copyable, Sendable {
    private let source: StoredBytes
    package let format: ContainerFormat
    package let verification: Verification
    /// The sealed claim of the newest round; nil when there is none or it cannot be read. It is there
    /// also when the bundle is broken, so that a report can say whose claim this was to be.
    package let claim: SealedClaim?
    /// What can be read, in stored order: nothing when the structure of the container is refused.
    package let entries: [StoredEntry]
    /// Where each stands among them: a bundle may have a hundred thousand.
    private let places: NameTable
    let limits: ZipAudit.Limits

    /// What an opened container may hold.
    package struct Limits: Hashable, Sendable {
        package var entryCount = ZipAudit.Limits.defaultEntryCount
        package var totalByteCount = 64 << 30

        package init() {}
    }

    /// Opens and verifies the file a person named.
    package init(
        opening path: String, trusting trust: SignerTrust = .none, limits: Limits = Limits()
    ) throws {
        try self.init(opening: InputFile(path: path), trusting: trust, limits: limits)
    }

    package init(
        opening file: consuming InputFile, trusting trust: SignerTrust = .none,
        limits: Limits = Limits()
    ) throws {
        try self.init(source: .file(file), trusting: trust, limits: limits)
    }

    /// The same for bytes in memory.
    package init(
        opening bytes: [UInt8], trusting trust: SignerTrust = .none, limits: Limits = Limits()
    ) throws {
        try self.init(source: .memory(bytes), trusting: trust, limits: limits)
    }

    private init(
        source: consuming StoredBytes, trusting trust: SignerTrust, limits: Limits
    ) throws {
        self.limits = ZipAudit.Limits(
            entryCount: limits.entryCount, totalByteCount: limits.totalByteCount)
        var verifier = BundleVerifier(trust: trust, limits: self.limits)
        let verification = try verifier.verify(source)
        self.verification = verification
        format = verifier.format
        claim = verifier.claim
        entries = verifier.stored
        places = NameTable(verifier.stored.map(\.path))
        self.source = source
    }

    /// A writer that has written all entries of this bundle, byte for byte where they stand.
    func continued(into output: consuming AtomicOutput) throws -> ZipWriter {
        var findings = FindingList()
        let audit = try ZipAudit(source, limits: limits, findings: &findings)
        guard findings.failureCount == 0, audit.isReadable else {
            throw SealedArchiveError.bundleChanged
        }
        var offset = 0
        let records = audit.entries.map { entry in
            let record = ZipRecord(
                name: entry.name.bytes, byteCount: entry.range.count, checksum: entry.checksum,
                headerOffset: offset)
            offset = entry.range.upperBound
            return record
        }
        let zip = try ZipWriter(to: output, keeping: records, of: source, upTo: offset)
        try source.requireUnchanged()
        return zip
    }

    package func entry(_ path: EntryPath) -> StoredEntry? { places.place(of: path).map { entries[$0] } }

    /// The bytes of one entry, at most `limit`. Whether they are the sealed ones is said by
    /// `verification`; they are compared with what it saw.
    package func bytes(of entry: StoredEntry, limit: Int) throws -> [UInt8] {
        guard entry.byteCount <= limit else {
            throw SealedArchiveError.entryTooLarge(entry.path, limit: limit)
        }
        let bytes = try source.read(at: entry.range.lowerBound, upTo: entry.byteCount)
        guard bytes.count == entry.byteCount, try ContentDigest.sha256(of: bytes) == entry.digest
        else { throw SealedArchiveError.bundleChanged }
        return bytes
    }

    /// The bundle's file once more, for readers that take pieces of it; nil for one in memory.
    package func duplicateFile() throws(SystemError) -> InputFile? {
        switch source {
        case .file(let file): try file.duplicate()
        case .memory: nil
        }
    }

    /// A piece of one entry: `count` bytes from `offset` on, or fewer where the entry ends. Pieces are
    /// not compared with what was verified; whoever needs that takes the whole entry.
    package func bytes(of entry: StoredEntry, at offset: Int, count: Int) throws -> [UInt8] {
        guard offset >= 0, offset < entry.byteCount else { return [] }
        return try source.read(
            at: entry.range.lowerBound + offset, upTo: min(count, entry.byteCount - offset))
    }

    /// Lends the bytes of one entry in order, in blocks; throws `bundleChanged` at the end when they
    /// were not those of the verification, so nothing may be relied on before it returns.
    package func forEachBlock(
        of entry: StoredEntry, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var digest = try HashStream(.sha256)
        try source.forEachBlock(in: entry.range) { block in
            try digest.update(block)
            try body(block)
        }
        guard ContentDigest(try digest.finish()) == entry.digest else {
            throw SealedArchiveError.bundleChanged
        }
    }

    // MARK: The file as it is

    /// The SHA-256 of the whole file: what two people compare who want to know whether they hold the same
    /// one. No seal says it, for a seal is inside.
    package func fileDigest() throws -> ContentDigest {
        var digest = try HashStream(.sha256)
        try source.forEachBlock(in: 0..<source.byteCount) { try digest.update($0) }
        try source.requireUnchanged()
        return try ContentDigest(finished: try digest.finish())
    }

    /// Lends the bytes of a part of the file in order, in blocks.
    func forEachStoredBlock(in range: Range<Int>, _ body: (Span<UInt8>) throws -> Void) throws {
        try source.forEachBlock(in: range, body)
    }

    /// The bytes from `offset` to the end.
    func storedBytes(from offset: Int) throws -> [UInt8] {
        try source.read(at: offset, upTo: max(0, source.byteCount - offset))
    }

    /// Throws when something wrote to the file since it was opened.
    package func requireUnchanged() throws(SystemError) { try source.requireUnchanged() }
}
