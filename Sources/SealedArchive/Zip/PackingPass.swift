import ClaimModel
import SystemLibraries

/// A file of the case that is to be packed.
struct PackingSource: Sendable {
    /// Its path in the case folder.
    let path: [UInt8]
    /// What it was when it was collected (`FileIdentity.numbers`); empty when nobody knows.
    let identity: [Int64]
    /// What its bytes were then; nil when nobody hashed them yet.
    let digest: ContentDigest?
}

/// One pass over the files of a case: each is hashed while it is copied to its place, so the digest is
/// that of the bytes that were written. Several threads share it; the result does not depend on how
/// many.
struct PackingPass {
    struct Packed: Sendable {
        let checksum: UInt32
        let digest: ContentDigest
    }

    /// In the order of the files.
    let packed: [Packed]

    /// One write, and the files that are written together: larger writes are slower on ext4.
    static let blockByteCount = 512 << 10
    /// From this on a file is copied by one thread and hashed by another.
    static let sharedByteCount = 64 << 20

    /// - Parameters:
    ///   - files: with the records of their places, in the order of the file.
    ///   - sharedByteCount: other than the usual one in tests only.
    init(
        over files: [(record: ZipRecord, source: PackingSource)], from folder: borrowing Folder,
        into output: borrowing AtomicOutput, on workers: Int,
        sharedByteCount: Int = Self.sharedByteCount
    ) throws {
        let jobs = Self.jobs(for: files.map(\.record))
        packed = try Workers.results(
            of: jobs, on: workers, largestFirst: { Self.size(of: $0, files) }, with: Tool.init
        ) { tool, job in
            let (record, source) = files[job.lowerBound]
            guard Self.needsMoreThanABlock(record) else {
                return try Self.pack(files[job], from: folder, into: output, &tool.block, &tool.hash)
            }
            return [
                try Self.pack(
                    source, at: record, from: folder, into: output, &tool.block, &tool.hash,
                    sharing: workers > 1 && record.byteCount >= sharedByteCount)
            ]
        }
    }

    // MARK: Who does what

    /// Runs of neighbours that are written together, and large files alone.
    private static func jobs(for records: [ZipRecord]) -> [Range<Int>] {
        var jobs: [Range<Int>] = []
        var first = 0
        for index in records.indices.dropFirst() {
            let start = records[first].headerOffset
            let isNeighbour = end(of: records[index - 1]) == records[index].headerOffset
            if !isNeighbour || end(of: records[index]) - start > blockByteCount {
                jobs.append(first..<index)
                first = index
            }
        }
        return records.isEmpty ? jobs : jobs + [first..<records.count]
    }

    /// For the order of jobs: runs of small files are all alike.
    private static func size(
        of job: Range<Int>, _ files: [(record: ZipRecord, source: PackingSource)]
    ) -> Int {
        job.count > 1 ? 0 : files[job.lowerBound].record.byteCount
    }

    private static func end(of record: ZipRecord) -> Int {
        record.headerOffset + record.localBytes.count + record.byteCount
    }

    private static func needsMoreThanABlock(_ record: ZipRecord) -> Bool {
        end(of: record) - record.headerOffset > blockByteCount
    }

    /// What each thread keeps from job to job.
    private struct Tool: ~Copyable {
        var block = [UInt8](repeating: 0, count: PackingPass.blockByteCount)
        var hash: HashStream

        init() throws(CryptoError) {
            hash = try HashStream(.sha256)
        }
    }

    // MARK: Files

    /// Neighbours that fit in one block together with their headers.
    private static func pack(
        _ files: ArraySlice<(record: ZipRecord, source: PackingSource)>,
        from folder: borrowing Folder, into output: borrowing AtomicOutput,
        _ block: inout [UInt8], _ hash: inout HashStream
    ) throws -> [Packed] {
        guard let start = files.first?.record.headerOffset else { return [] }
        var packed: [Packed] = []
        packed.reserveCapacity(files.count)
        var position = 0
        for (record, source) in files {
            let file = try open(source, byteCount: record.byteCount, in: folder)
            let header = record.localBytes.count
            let place = (position + header)..<(position + header + record.byteCount)
            guard try file.fill(&block, place, at: 0) == record.byteCount else {
                throw SealedArchiveError.sourceChanged(source.path)
            }
            var checksum = CRC32()
            checksum.update(block.span.extracting(place))
            try hash.update(block.span.extracting(place))
            packed.append(try finish(source, file, checksum.value, try hash.finish()))
            var filled = record
            filled.checksum = checksum.value
            block.replaceSubrange(position..<place.lowerBound, with: filled.localBytes)
            position = place.upperBound
        }
        try output.write(block.span.extracting(0..<position), at: start)
        return packed
    }

    /// A file larger than a block; its header is written when its checksum is known.
    private static func pack(
        _ source: PackingSource, at record: ZipRecord, from folder: borrowing Folder,
        into output: borrowing AtomicOutput, _ block: inout [UInt8], _ hash: inout HashStream,
        sharing: Bool
    ) throws -> Packed {
        let file = try open(source, byteCount: record.byteCount, in: folder)
        let start = record.headerOffset + record.localBytes.count
        var filled = record
        var checksum = CRC32()
        var copied = 0
        func copyNext(_ block: inout [UInt8]) throws -> Int {
            let wanted = min(block.count, record.byteCount - copied)
            guard wanted > 0 else { return 0 }
            guard try file.fill(&block, 0..<wanted, at: copied) == wanted else {
                throw SealedArchiveError.sourceChanged(source.path)
            }
            let bytes = block.span.extracting(0..<wanted)
            checksum.update(bytes)
            try output.write(bytes, at: start + copied)
            copied += wanted
            return wanted
        }
        let digest: [UInt8]
        if sharing {
            digest = try HashStream.sha256(blockByteCount: blockByteCount, followingThe: copyNext)
        } else {
            while true {
                let count = try copyNext(&block)
                if count == 0 { break }
                try hash.update(block.span.extracting(0..<count))
            }
            digest = try hash.finish()
        }
        let packed = try finish(source, file, checksum.value, digest)
        filled.checksum = checksum.value
        try output.write(filled.localBytes, at: record.headerOffset)
        return packed
    }

    /// The file, if it still is the one that was collected.
    private static func open(
        _ source: PackingSource, byteCount: Int, in folder: borrowing Folder
    ) throws -> InputFile {
        let file = try folder.openFile(source.path)
        guard file.byteCount == byteCount,
            source.identity.isEmpty || file.identity.numbers == source.identity
        else { throw SealedArchiveError.sourceChanged(source.path) }
        return file
    }

    /// Looks whether anything wrote to the file since it was opened, or its bytes are others than those
    /// that were collected.
    private static func finish(
        _ source: PackingSource, _ file: borrowing InputFile, _ checksum: UInt32, _ hash: [UInt8]
    ) throws -> Packed {
        let digest = try ContentDigest(finished: hash)
        guard try file.currentIdentity() == file.identity,
            source.digest == nil || source.digest == digest
        else { throw SealedArchiveError.sourceChanged(source.path) }
        return Packed(checksum: checksum, digest: digest)
    }
}
