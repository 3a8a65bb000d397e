import ClaimModel
import SystemLibraries

/// A file of the case that is to be packed.
struct PackingSource: Sendable {
    /// Its path in the case folder.
    let path: [UInt8]
    /// What it was when it was collected; nil when nobody knows.
    let identity: SourceIdentity?
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
    ///   - sources: the files.
    ///   - records: the records of their places, in the order of the file; as many.
    ///   - sharedByteCount: other than the usual one in tests only.
    init(
        over sources: [PackingSource], at records: ArraySlice<ZipRecord>, from folder: borrowing Folder,
        into output: borrowing AtomicOutput, on workers: Int,
        sharedByteCount: Int = Self.sharedByteCount
    ) throws {
        let jobs = Self.jobs(for: records, sharedByteCount)
        packed = try Workers.results(
            of: jobs, on: workers,
            // Runs of small files are all alike.
            largestFirst: { $0.count > 2 ? 0 : records[records.startIndex + $0.lowerBound].byteCount },
            with: Tool.init
        ) { tool, job in
            let places = records[(records.startIndex + job.lowerBound)..<(records.startIndex + job.upperBound)]
            let files = Files(records: places, sources: sources[job])
            guard Self.needsMoreThanABlock(files.record(0)) else {
                return try Self.packNeighbours(files, from: folder, into: output, &tool)
            }
            if job.count == 2 {
                return try Self.packPair(files, from: folder, into: output, &tool)
            }
            return [
                try Self.pack(
                    files, from: folder, into: output, &tool,
                    sharing: workers > 1 && files.record(0).byteCount >= sharedByteCount)
            ]
        }
    }

    /// The files of one job. Each is used where it stands: to copy a record costs as much as to write it.
    private struct Files {
        let records: ArraySlice<ZipRecord>
        let sources: ArraySlice<PackingSource>

        var count: Int { records.count }
        func record(_ index: Int) -> ZipRecord { records[records.startIndex + index] }
        func source(_ index: Int) -> PackingSource { sources[sources.startIndex + index] }
    }

    // MARK: Who does what

    /// Runs of neighbours that are written together; two large files where two are hashed side by side;
    /// other large ones alone.
    private static func jobs(
        for records: ArraySlice<ZipRecord>, _ sharedByteCount: Int
    ) -> [Range<Int>] {
        var jobs: [Range<Int>] = []
        let start = records.startIndex
        var first = start
        for index in records.indices.dropFirst() {
            let offset = records[first].headerOffset
            let isNeighbour = end(of: records[index - 1]) == records[index].headerOffset
            let isPair =
                HashPair.isAvailable && index == first + 1
                && records[first...index].allSatisfy {
                    needsMoreThanABlock($0) && $0.byteCount < sharedByteCount
                }
            if !isPair, !isNeighbour || end(of: records[index]) - offset > blockByteCount {
                jobs.append((first - start)..<(index - start))
                first = index
            }
        }
        return records.isEmpty ? jobs : jobs + [(first - start)..<records.count]
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
        var neighbours = NeighbourFiles()
        /// The local header that is written next.
        var header: [UInt8] = []

        init() throws(CryptoError) {
            hash = try HashStream(.sha256)
        }
    }

    // MARK: Small files

    /// Neighbours that fit in one block together with their headers.
    private static func packNeighbours(
        _ files: Files, from folder: borrowing Folder, into output: borrowing AtomicOutput,
        _ tool: inout Tool
    ) throws -> [Packed] {
        var packed: [Packed] = []
        packed.reserveCapacity(files.count)
        var position = 0
        var index = 0
        while index < files.count {
            let place = try fill(files, index, from: folder, at: position, &tool)
            position = place.upperBound
            guard HashPair.isAvailable, index + 1 < files.count else {
                try update(&tool.hash, tool.block, place)
                packed.append(try settle(files, index, place, try tool.hash.finish(), &tool))
                index += 1
                continue
            }
            let otherPlace = try fill(files, index + 1, from: folder, at: position, &tool)
            position = otherPlace.upperBound
            update(&tool.pair, tool.block, place, tool.block, otherPlace)
            let digests = tool.pair.finish()
            packed.append(try settle(files, index, place, digests.first, &tool))
            packed.append(try settle(files, index + 1, otherPlace, digests.second, &tool))
            index += 2
        }
        try output.write(
            tool.block.span.extracting(0..<position),
            at: files.records[files.records.startIndex].headerOffset)
        return packed
    }

    /// Puts a file's bytes behind the room for its header; gives their place.
    private static func fill(
        _ files: Files, _ index: Int, from folder: borrowing Folder, at position: Int,
        _ tool: inout Tool
    ) throws -> Range<Int> {
        let record = files.records.startIndex + index
        let source = files.sources.startIndex + index
        let start = position + files.records[record].localByteCount
        let byteCount = files.records[record].byteCount
        let place = start..<(start + byteCount)
        let file = try open(files.sources[source], byteCount: byteCount, in: folder, &tool.neighbours)
        guard try file.fill(&tool.block, place, at: 0) == byteCount,
            // Without a digest to compare with, nothing may have been written to it since it was opened.
            try files.sources[source].digest != nil || file.currentIdentity() == file.identity
        else { throw SealedArchiveError.sourceChanged(files.sources[source].path) }
        return place
    }

    /// Puts the header in front of a file's bytes, now that their checksum is known.
    private static func settle(
        _ files: Files, _ index: Int, _ place: Range<Int>, _ hash: [UInt8], _ tool: inout Tool
    ) throws -> Packed {
        let digest = try ContentDigest(finished: hash)
        let source = files.sources.startIndex + index
        let known = files.sources[source].digest
        guard known == nil || known == digest else {
            throw SealedArchiveError.sourceChanged(files.sources[source].path)
        }
        var checksum = CRC32()
        checksum.update(tool.block.span.extracting(place))
        tool.header.removeAll(keepingCapacity: true)
        files.records[files.records.startIndex + index]
            .appendLocalBytes(to: &tool.header, checksum: checksum.value)
        let start = place.lowerBound - tool.header.count
        for offset in tool.header.indices { tool.block[start + offset] = tool.header[offset] }
        return Packed(checksum: checksum.value, digest: digest)
    }

    // MARK: Large files

    /// A file larger than a block, while it is copied; its header is written when its checksum is known.
    private struct LargeCopy: ~Copyable {
        private let record: ZipRecord
        private let source: PackingSource
        private let file: InputFile
        private var checksum = CRC32()
        private var copied = 0

        init(
            _ files: Files, _ index: Int, in folder: borrowing Folder,
            _ neighbours: inout NeighbourFiles
        ) throws {
            record = files.record(index)
            source = files.source(index)
            file = try PackingPass.open(
                source, byteCount: record.byteCount, in: folder, &neighbours)
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

        func finish(_ hash: [UInt8], into output: borrowing AtomicOutput) throws -> Packed {
            let digest = try ContentDigest(finished: hash)
            let isSame =
                if let known = source.digest {
                    known == digest
                } else {
                    // Nobody hashed it before: nothing may have been written to it since it was opened.
                    try file.currentIdentity() == file.identity
                }
            guard isSame else { throw SealedArchiveError.sourceChanged(source.path) }
            var header: [UInt8] = []
            record.appendLocalBytes(to: &header, checksum: checksum.value)
            try output.write(header, at: record.headerOffset)
            return Packed(checksum: checksum.value, digest: digest)
        }
    }

    private static func pack(
        _ files: Files, from folder: borrowing Folder, into output: borrowing AtomicOutput,
        _ tool: inout Tool, sharing: Bool
    ) throws -> Packed {
        var copy = try LargeCopy(files, 0, in: folder, &tool.neighbours)
        if sharing {
            let digest = try HashStream.sha256(blockByteCount: blockByteCount) {
                try copy.next(&$0, into: output)
            }
            return try copy.finish(digest, into: output)
        }
        while true {
            let count = try copy.next(&tool.block, into: output)
            if count == 0 { return try copy.finish(tool.hash.finish(), into: output) }
            try update(&tool.hash, tool.block, 0..<count)
        }
    }

    /// Two of them, hashed side by side.
    private static func packPair(
        _ files: Files, from folder: borrowing Folder, into output: borrowing AtomicOutput,
        _ tool: inout Tool
    ) throws -> [Packed] {
        var first = try LargeCopy(files, 0, in: folder, &tool.neighbours)
        var second = try LargeCopy(files, 1, in: folder, &tool.neighbours)
        while true {
            let count = try first.next(&tool.block, into: output)
            let otherCount = try second.next(&tool.otherBlock, into: output)
            if count == 0, otherCount == 0 { break }
            update(&tool.pair, tool.block, 0..<count, tool.otherBlock, 0..<otherCount)
        }
        let digests = tool.pair.finish()
        return [
            try first.finish(digests.first, into: output),
            try second.finish(digests.second, into: output),
        ]
    }

    // MARK: Both

    private static func update(
        _ hash: inout HashStream, _ block: [UInt8], _ place: Range<Int>
    ) throws(CryptoError) {
        try hash.update(block.span.extracting(place))
    }

    private static func update(
        _ pair: inout HashPair, _ block: [UInt8], _ place: Range<Int>, _ otherBlock: [UInt8],
        _ otherPlace: Range<Int>
    ) {
        pair.update(block.span.extracting(place), otherBlock.span.extracting(otherPlace))
    }

    /// The file, if it still is the one that was collected.
    private static func open(
        _ source: PackingSource, byteCount: Int, in folder: borrowing Folder,
        _ neighbours: inout NeighbourFiles
    ) throws -> InputFile {
        let file = try neighbours.open(source.path, in: folder)
        guard file.byteCount == byteCount,
            source.identity == nil || SourceIdentity(file.identity.numbers) == source.identity
        else { throw SealedArchiveError.sourceChanged(source.path) }
        return file
    }
}
