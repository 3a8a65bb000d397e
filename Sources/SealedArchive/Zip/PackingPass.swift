import ClaimModel
import SystemLibraries

/// A file of the case that is to be packed.
struct PackingSource: Sendable {
    /// Its path in the case folder.
    let path: [UInt8]
    /// What it was when it was collected (`FileIdentity.numbers`); nil when nobody knows.
    let identity: SIMD4<Int64>?
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
        let jobs = Self.jobs(for: files.map(\.record), sharedByteCount)
        packed = try Workers.results(
            of: jobs, on: workers, largestFirst: { Self.size(of: $0, files) }, with: Tool.init
        ) { tool, job in
            let (record, source) = files[job.lowerBound]
            guard Self.needsMoreThanABlock(record) else {
                return try Self.packNeighbours(
                    files[job], from: folder, into: output, &tool.block, &tool.hash, &tool.pair)
            }
            if job.count == 2 {
                return try Self.packPair(
                    files[job], from: folder, into: output, &tool.block, &tool.otherBlock,
                    &tool.pair)
            }
            return [
                try Self.pack(
                    source, at: record, from: folder, into: output, &tool.block, &tool.hash,
                    sharing: workers > 1 && record.byteCount >= sharedByteCount)
            ]
        }
    }

    // MARK: Who does what

    /// Runs of neighbours that are written together; two large files where two are hashed side by side;
    /// other large ones alone.
    private static func jobs(for records: [ZipRecord], _ sharedByteCount: Int) -> [Range<Int>] {
        var jobs: [Range<Int>] = []
        var first = 0
        for index in records.indices.dropFirst() {
            let start = records[first].headerOffset
            let isNeighbour = end(of: records[index - 1]) == records[index].headerOffset
            let isPair =
                HashPair.isAvailable && index == first + 1
                && records[first...index].allSatisfy {
                    needsMoreThanABlock($0) && $0.byteCount < sharedByteCount
                }
            if !isPair, !isNeighbour || end(of: records[index]) - start > blockByteCount {
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
        job.count > 2 ? 0 : files[job.lowerBound].record.byteCount
    }

    private static func end(of record: ZipRecord) -> Int {
        record.headerOffset + record.localByteCount + record.byteCount
    }

    private static func needsMoreThanABlock(_ record: ZipRecord) -> Bool {
        end(of: record) - record.headerOffset > blockByteCount
    }

    /// What each thread keeps from job to job.
    private struct Tool: ~Copyable {
        var block = [UInt8](repeating: 0, count: PackingPass.blockByteCount)
        var otherBlock = [UInt8](repeating: 0, count: PackingPass.blockByteCount)
        var hash: HashStream
        var pair = HashPair()

        init() throws(CryptoError) {
            hash = try HashStream(.sha256)
        }
    }

    // MARK: Small files

    /// Neighbours that fit in one block together with their headers.
    private static func packNeighbours(
        _ files: ArraySlice<(record: ZipRecord, source: PackingSource)>,
        from folder: borrowing Folder, into output: borrowing AtomicOutput, _ block: inout [UInt8],
        _ hash: inout HashStream, _ pair: inout HashPair
    ) throws -> [Packed] {
        guard let start = files.first?.record.headerOffset else { return [] }
        var packed: [Packed] = []
        packed.reserveCapacity(files.count)
        var position = 0
        var index = files.startIndex
        while index < files.endIndex {
            let (record, source) = files[index]
            let file = try open(source, byteCount: record.byteCount, in: folder)
            let place = try fill(&block, record, source, file, at: position)
            position = place.upperBound
            guard HashPair.isAvailable, index + 1 < files.endIndex else {
                try hash.update(block.span.extracting(place))
                packed.append(
                    try settle(record, source, file, place, try hash.finish(), &block))
                index += 1
                continue
            }
            let (otherRecord, otherSource) = files[index + 1]
            let otherFile = try open(otherSource, byteCount: otherRecord.byteCount, in: folder)
            let otherPlace = try fill(
                &block, otherRecord, otherSource, otherFile, at: position)
            position = otherPlace.upperBound
            pair.update(
                block.span.extracting(place), block.span.extracting(otherPlace))
            let digests = pair.finish()
            packed.append(
                try settle(record, source, file, place, digests.first, &block))
            packed.append(
                try settle(
                    otherRecord, otherSource, otherFile, otherPlace, digests.second, &block))
            index += 2
        }
        try output.write(block.span.extracting(0..<position), at: start)
        return packed
    }

    /// Puts a file's bytes behind the room for its header; gives their place.
    private static func fill(
        _ block: inout [UInt8], _ record: ZipRecord, _ source: PackingSource,
        _ file: borrowing InputFile, at position: Int
    ) throws -> Range<Int> {
        let start = position + record.localByteCount
        let place = start..<(start + record.byteCount)
        guard try file.fill(&block, place, at: 0) == record.byteCount else {
            throw SealedArchiveError.sourceChanged(source.path)
        }
        return place
    }

    /// Puts the header in front of a file's bytes, now that their checksum is known.
    private static func settle(
        _ record: ZipRecord, _ source: PackingSource, _ file: borrowing InputFile,
        _ place: Range<Int>, _ hash: [UInt8], _ block: inout [UInt8]
    ) throws -> Packed {
        var checksum = CRC32()
        checksum.update(block.span.extracting(place))
        let packed = try finish(source, file, checksum.value, hash)
        var filled = record
        filled.checksum = checksum.value
        let header = filled.localBytes
        block.replaceSubrange((place.lowerBound - header.count)..<place.lowerBound, with: header)
        return packed
    }

    // MARK: Large files

    /// A file larger than a block, while it is copied; its header is written when its checksum is known.
    private struct LargeCopy: ~Copyable {
        private let record: ZipRecord
        private let source: PackingSource
        private let file: InputFile
        private var checksum = CRC32()
        private var copied = 0

        init(_ record: ZipRecord, _ source: PackingSource, in folder: borrowing Folder) throws {
            self.record = record
            self.source = source
            file = try PackingPass.open(source, byteCount: record.byteCount, in: folder)
        }

        /// Copies the next block; gives how many bytes it holds now, 0 at the end.
        mutating func next(
            _ block: inout [UInt8], into output: borrowing AtomicOutput
        ) throws -> Int {
            let wanted = min(block.count, record.byteCount - copied)
            guard wanted > 0 else { return 0 }
            guard try file.fill(&block, 0..<wanted, at: copied) == wanted else {
                throw SealedArchiveError.sourceChanged(source.path)
            }
            let bytes = block.span.extracting(0..<wanted)
            checksum.update(bytes)
            try output.write(bytes, at: record.headerOffset + record.localByteCount + copied)
            copied += wanted
            return wanted
        }

        func finish(_ digest: [UInt8], into output: borrowing AtomicOutput) throws -> Packed {
            let packed = try PackingPass.finish(source, file, checksum.value, digest)
            var filled = record
            filled.checksum = checksum.value
            try output.write(filled.localBytes, at: record.headerOffset)
            return packed
        }
    }

    private static func pack(
        _ source: PackingSource, at record: ZipRecord, from folder: borrowing Folder,
        into output: borrowing AtomicOutput, _ block: inout [UInt8], _ hash: inout HashStream,
        sharing: Bool
    ) throws -> Packed {
        var copy = try LargeCopy(record, source, in: folder)
        if sharing {
            let digest = try HashStream.sha256(blockByteCount: blockByteCount) {
                try copy.next(&$0, into: output)
            }
            return try copy.finish(digest, into: output)
        }
        while true {
            let count = try copy.next(&block, into: output)
            if count == 0 { return try copy.finish(hash.finish(), into: output) }
            try hash.update(block.span.extracting(0..<count))
        }
    }

    /// Two of them, hashed side by side.
    private static func packPair(
        _ files: ArraySlice<(record: ZipRecord, source: PackingSource)>,
        from folder: borrowing Folder, into output: borrowing AtomicOutput, _ block: inout [UInt8],
        _ otherBlock: inout [UInt8], _ pair: inout HashPair
    ) throws -> [Packed] {
        let (one, other) = (files[files.startIndex], files[files.startIndex + 1])
        var first = try LargeCopy(one.record, one.source, in: folder)
        var second = try LargeCopy(other.record, other.source, in: folder)
        while true {
            let count = try first.next(&block, into: output)
            let otherCount = try second.next(&otherBlock, into: output)
            if count == 0, otherCount == 0 { break }
            pair.update(
                block.span.extracting(0..<count),
                otherBlock.span.extracting(0..<otherCount))
        }
        let digests = pair.finish()
        return [
            try first.finish(digests.first, into: output),
            try second.finish(digests.second, into: output),
        ]
    }

    // MARK: Both

    /// The file, if it still is the one that was collected.
    private static func open(
        _ source: PackingSource, byteCount: Int, in folder: borrowing Folder
    ) throws -> InputFile {
        let file = try folder.openFile(source.path)
        guard file.byteCount == byteCount,
            source.identity == nil || file.identity.numbers == source.identity
        else { throw SealedArchiveError.sourceChanged(source.path) }
        return file
    }

    /// Looks whether its bytes are those that were collected or, when nobody hashed them then, whether
    /// anything wrote to the file since it was opened.
    private static func finish(
        _ source: PackingSource, _ file: borrowing InputFile, _ checksum: UInt32, _ hash: [UInt8]
    ) throws -> Packed {
        let digest = try ContentDigest(finished: hash)
        let isSame =
            if let known = source.digest {
                known == digest
            } else {
                try file.currentIdentity() == file.identity
            }
        guard isSame else { throw SealedArchiveError.sourceChanged(source.path) }
        return Packed(checksum: checksum, digest: digest)
    }
}
