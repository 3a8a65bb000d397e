import SystemLibraries

/// The end of a zip file: how many entries there are and where their directory stands.
struct ZipEnd: Hashable, Sendable {
    var entryCount: Int
    var directoryByteCount: Int
    var directoryOffset: Int
    /// Where the first byte of the end records must stand: behind the directory.
    var offset: Int
    /// What makes this end another than the one bundles have; empty when nothing does.
    var problems: [Problem] = []

    enum Problem: Hashable, Sendable {
        case trailingBytes
        case comment
        case severalDisks
        case countsDiffer
        case malformedZip64
        case misplacedDirectory
    }

    /// The records at the end of a bundle.
    var bytes: [UInt8] {
        let isWide =
            entryCount >= ZipFormat.limit16 || directoryByteCount >= ZipFormat.limit32
            || directoryOffset >= ZipFormat.limit32
        var bytes: [UInt8] = []
        if isWide {
            bytes.append(little: ZipFormat.zip64EndSignature)
            bytes.append(little: UInt64(ZipFormat.zip64EndByteCount - 12))
            bytes.append(little: ZipFormat.madeBy)
            bytes.append(little: ZipFormat.zip64Version)
            bytes.append(little: UInt32(0))
            bytes.append(little: UInt32(0))
            bytes.append(little: UInt64(entryCount))
            bytes.append(little: UInt64(entryCount))
            bytes.append(little: UInt64(directoryByteCount))
            bytes.append(little: UInt64(directoryOffset))
            bytes.append(little: ZipFormat.zip64LocatorSignature)
            bytes.append(little: UInt32(0))
            bytes.append(little: UInt64(offset))
            bytes.append(little: UInt32(1))
        }
        let count = UInt16(min(entryCount, ZipFormat.limit16))
        bytes.append(little: ZipFormat.endSignature)
        bytes.append(little: UInt16(0))
        bytes.append(little: UInt16(0))
        bytes.append(little: count)
        bytes.append(little: count)
        bytes.append(little: UInt32(min(directoryByteCount, ZipFormat.limit32)))
        bytes.append(little: UInt32(min(directoryOffset, ZipFormat.limit32)))
        bytes.append(little: UInt16(0))
        return bytes
    }

    init(entryCount: Int, directoryByteCount: Int, directoryOffset: Int) {
        self.entryCount = entryCount
        self.directoryByteCount = directoryByteCount
        self.directoryOffset = directoryOffset
        offset = directoryOffset + directoryByteCount
    }

    /// Finds the end in the last bytes of a file, `tail`, of `fileByteCount` bytes in all. Nil when
    /// there is none. An end that stands elsewhere than in the last 22 bytes is given with its
    /// problem, so that what is wrong can be named.
    init?(in tail: [UInt8], fileByteCount: Int) {
        let tailOffset = fileByteCount - tail.count
        guard let start = Self.start(in: tail) else { return nil }
        var cursor = ZipCursor(tail, at: start + 4)
        guard let disk = cursor.number16(), let directoryDisk = cursor.number16(),
            let countHere = cursor.number16(), let count = cursor.number16(),
            let size = cursor.number32(), let directoryOffset = cursor.number32(),
            let commentCount = cursor.number16()
        else { return nil }
        entryCount = Int(count)
        directoryByteCount = Int(size)
        self.directoryOffset = Int(directoryOffset)
        offset = tailOffset + start
        if disk != 0 || directoryDisk != 0 { problems.append(.severalDisks) }
        if countHere != count { problems.append(.countsDiffer) }
        if start + ZipFormat.endByteCount != tail.count {
            let isComment = start + ZipFormat.endByteCount + Int(commentCount) == tail.count
            problems.append(isComment ? .comment : .trailingBytes)
        } else if commentCount != 0 {
            problems.append(.comment)
        }
        let isWide = count == .max || size == .max || directoryOffset == .max
        if isWide { readZip64(in: tail, before: start, tailOffset: tailOffset) }
        if problems.contains(.malformedZip64) { return }
        let (end, overflow) = self.directoryOffset.addingReportingOverflow(directoryByteCount)
        if overflow || end != offset { problems.append(.misplacedDirectory) }
        // The same end written by us: catches 64-bit records where 32 bits would do, and every field
        // that has more than one spelling.
        let written = bytes
        if problems.isEmpty,
            !tail.suffix(written.count).elementsEqual(written)
        {
            problems.append(.malformedZip64)
        }
    }

    private static func start(in tail: [UInt8]) -> Int? {
        guard tail.count >= ZipFormat.endByteCount else { return nil }
        var start = tail.count - ZipFormat.endByteCount
        while start >= 0 {
            if tail[start] == 0x50, tail[start + 1] == 0x4B, tail[start + 2] == 0x05,
                tail[start + 3] == 0x06
            {
                return start
            }
            start -= 1
        }
        return nil
    }

    private mutating func readZip64(in tail: [UInt8], before end: Int, tailOffset: Int) {
        let locator = end - ZipFormat.zip64LocatorByteCount
        let record = locator - ZipFormat.zip64EndByteCount
        guard record >= 0 else {
            problems.append(.malformedZip64)
            return
        }
        var cursor = ZipCursor(tail, at: record)
        guard cursor.number32() == ZipFormat.zip64EndSignature,
            cursor.number64() == UInt64(ZipFormat.zip64EndByteCount - 12),
            cursor.number32() != nil, cursor.number32() == 0, cursor.number32() == 0,
            let countHere = cursor.number64(), let count = cursor.number64(), countHere == count,
            let size = cursor.number64(), let directoryOffset = cursor.number64(),
            cursor.number32() == ZipFormat.zip64LocatorSignature, cursor.number32() == 0,
            cursor.number64() == UInt64(tailOffset + record), cursor.number32() == 1,
            let entryCount = Int(exactly: count), let byteCount = Int(exactly: size),
            let offset = Int(exactly: directoryOffset)
        else {
            problems.append(.malformedZip64)
            return
        }
        self.entryCount = entryCount
        directoryByteCount = byteCount
        self.directoryOffset = offset
        self.offset = tailOffset + record
    }
}

extension ZipEnd {
    /// Looks for the end in the last bytes of a file; nil when there is none.
    init?(of source: borrowing StoredBytes) throws(SystemError) {
        let window =
            ZipFormat.endByteCount + ZipFormat.commentByteLimit
            + ZipFormat.zip64LocatorByteCount + ZipFormat.zip64EndByteCount
        let count = min(source.byteCount, window)
        self.init(
            in: try source.read(at: source.byteCount - count, upTo: count),
            fileByteCount: source.byteCount)
    }
}

extension ZipEnd.Problem {
    var code: String {
        switch self {
        case .trailingBytes: "container.trailing-bytes"
        case .comment: "container.comment"
        case .severalDisks: "container.several-disks"
        case .countsDiffer: "container.directory.count.differs"
        case .malformedZip64: "container.zip64.malformed"
        case .misplacedDirectory: "container.directory.misplaced"
        }
    }

    var words: String {
        switch self {
        case .trailingBytes: "bytes follow the end of the archive"
        case .comment: "the archive carries a comment"
        case .severalDisks: "the archive says it is a part of several"
        case .countsDiffer: "the end of the archive gives two counts of entries"
        case .malformedZip64:
            "the 64-bit records at the end contradict the others or are not needed"
        case .misplacedDirectory:
            "the directory does not stand directly before the end of the archive"
        }
    }
}
