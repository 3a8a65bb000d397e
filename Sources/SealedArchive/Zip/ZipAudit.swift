import ClaimModel
import SystemLibraries

/// One entry whose place in the file is certain.
struct ZipEntry: Hashable, Sendable {
    let name: EntryPath
    /// Where its bytes stand in the file.
    let range: Range<Int>
    let checksum: UInt32
}

/// Reads the structure of a container that claims to be a bundle and refuses whatever two zip readers
/// could understand differently: entries must tile the file without gap, and every header must be
/// byte for byte the one our writer would have written for this name, size and checksum.
struct ZipAudit {
    /// Entries in stored order. Only complete when there was no failure.
    private(set) var entries: [ZipEntry] = []
    /// True when all entries stand inside the file without overlapping, so that reading each of them
    /// reads no byte twice.
    private(set) var isReadable = false

    /// What a container may hold at most.
    struct Limits: Sendable {
        var entryCount = Limits.defaultEntryCount
        var totalByteCount = Limits.defaultTotalByteCount

        /// 100,000 files, and what the seals and their rounds add.
        static let defaultEntryCount = 110_000
        /// 64 GiB.
        static let defaultTotalByteCount = 64 << 30
        /// Of the directory: every entry with the longest name and a zip64 field of three values.
        static let directoryByteCount =
            defaultEntryCount * (ZipFormat.centralHeaderByteCount + EntryPath.byteLimit + 28)
    }

    init(
        _ source: borrowing StoredBytes, limits: Limits, findings: inout FindingList
    ) throws(SystemError) {
        guard let end = try ZipEnd.find(in: source, &findings),
            !end.problems.contains(.malformedZip64)
        else { return }
        guard source.byteCount <= limits.totalByteCount else {
            findings.cannotTell(
                "container.limit.size", at: nil,
                "the file has \(source.byteCount) bytes, more than \(limits.totalByteCount)",
                remedy: "no larger bundle is read: ask the sender for the claim in several")
            return
        }
        guard end.entryCount <= limits.entryCount,
            end.directoryByteCount <= Limits.directoryByteCount
        else {
            findings.cannotTell(
                "container.limit.entries", at: nil,
                "the directory names \(end.entryCount) entries, more than \(limits.entryCount)",
                remedy: "no bundle of more is read: ask the sender for the claim in several")
            return
        }
        let records = try ZipDirectory(source, end, &findings).records
        // Each of these would be told several times, and there may be a hundred thousand of them.
        if let long = records.first(where: { $0.name.count > EntryPath.byteLimit }) {
            findings.fail(
                "container.entry.name.refused", at: .entry(long.name),
                "this name is refused: \(EntryPathProblem.tooLong.words); the archive is not read further")
            return
        }
        let looks = Self.look(at: records, in: source)
        try readEntries(source, records, looks, directoryOffset: end.directoryOffset, &findings)
        checkNames(records, looks, &findings)
    }

    /// What can be seen of an entry without regard to the others.
    private struct Look: Sendable {
        let name: Result<EntryPath, EntryPathProblem>
        /// True when its record and its header are those our writer would have written: then there is
        /// nothing to tell. False says nothing yet.
        let isPlain: Bool
    }

    /// Looks at the entries with several threads; what is not plain is looked at again one by one.
    private static func look(
        at records: [ZipRecord], in source: borrowing StoredBytes
    ) -> [Look] {
        struct Tool: ~Copyable {
            var header: [UInt8] = []
            var found = [UInt8](repeating: 0, count: 2_048)
        }
        let runs = stride(from: 0, to: records.count, by: 512).map {
            $0..<min($0 + 512, records.count)
        }
        let looks = try? Workers.results(
            of: runs, on: Workers.available, largestFirst: { _ in 0 }, with: { Tool() }
        ) { tool, run in
            run.map { index in
                let record = records[index]
                tool.header.removeAll(keepingCapacity: true)
                let isPlain =
                    record == plain(record)
                    && isHeader(of: record, in: source, &tool.header, &tool.found)
                return Look(name: name(of: record), isPlain: isPlain)
            }
        }
        return looks ?? records.map { Look(name: name(of: $0), isPlain: false) }
    }

    private static func name(of record: ZipRecord) -> Result<EntryPath, EntryPathProblem> {
        do throws(EntryPathProblem) { return .success(try EntryPath(record.name)) } catch {
            return .failure(error)
        }
    }

    /// The record our writer would have written.
    private static func plain(_ record: ZipRecord) -> ZipRecord {
        ZipRecord(
            name: record.name, byteCount: record.byteCount, checksum: record.checksum,
            headerOffset: record.headerOffset)
    }

    private static func isHeader(
        of record: ZipRecord, in source: borrowing StoredBytes, _ header: inout [UInt8],
        _ found: inout [UInt8]
    ) -> Bool {
        record.appendLocalBytes(to: &header, checksum: record.checksum)
        guard header.count <= found.count, record.headerOffset >= 0,
            record.headerOffset <= source.byteCount - header.count
        else { return false }
        let end = record.headerOffset + header.count
        guard let count = try? source.fill(&found, from: record.headerOffset, upTo: end) else {
            return false
        }
        return found[..<count] == header[...]
    }

    private mutating func readEntries(
        _ source: borrowing StoredBytes, _ records: [ZipRecord], _ looks: [Look],
        directoryOffset: Int, _ findings: inout FindingList
    ) throws(SystemError) {
        var position = 0
        var isTiled = true
        entries.reserveCapacity(records.count)
        for (record, look) in zip(records, looks) {
            let expected = Self.plain(record)
            if record != expected { Self.checkRecord(record, expected, &findings) }
            if record.headerOffset != position {
                isTiled = false
                findings.fail(
                    "container.bytes.untiled", entry: record.name,
                    "this entry starts at byte \(record.headerOffset) where byte \(position) "
                        + "was to follow: bytes are hidden or used twice")
            }
            if !look.isPlain { try Self.checkHeader(of: expected, in: source, &findings) }
            let (dataOffset, overflow) = record.headerOffset.addingReportingOverflow(
                expected.localByteCount)
            let (end, overflowAgain) = dataOffset.addingReportingOverflow(record.storedByteCount)
            guard !overflow, !overflowAgain, end <= directoryOffset else {
                isTiled = false
                findings.fail(
                    "container.bytes.untiled", entry: record.name,
                    "this entry reaches beyond the place of the directory")
                continue
            }
            position = end
            if case .success(let name) = look.name {
                entries.append(
                    ZipEntry(name: name, range: dataOffset..<end, checksum: record.checksum))
            }
        }
        if position != directoryOffset {
            isTiled = false
            findings.fail(
                "container.bytes.untiled", at: nil,
                "\(abs(directoryOffset - position)) bytes before the directory belong to no entry")
        }
        isReadable = isTiled
    }

    /// The header in front of an entry against the one that goes with its record.
    private static func checkHeader(
        of expected: ZipRecord, in source: borrowing StoredBytes, _ findings: inout FindingList
    ) throws(SystemError) {
        let header = expected.localBytes
        let found = try source.read(at: expected.headerOffset, upTo: header.count)
        if found != header {
            let isHeader = found.starts(with: [0x50, 0x4B, 0x03, 0x04])
            findings.fail(
                isHeader ? "container.local-header.differs" : "container.local-header.missing",
                entry: expected.name,
                isHeader
                    ? "the entry's own header differs from its record in the directory"
                    : "no entry stands where the directory says")
        }
    }

    /// Each field of the directory's record against the only value it may have.
    private static func checkRecord(
        _ record: ZipRecord, _ expected: ZipRecord, _ findings: inout FindingList
    ) {
        let countBefore = findings.failureCount
        let flags = record.flags
        if flags & ZipFormat.isEncrypted != 0 {
            findings.fail("container.entry.encrypted", entry: record.name, "this entry is encrypted")
        }
        if flags & ZipFormat.hasDataDescriptor != 0 {
            findings.fail(
                "container.entry.data-descriptor", entry: record.name,
                "this entry's size stands behind its bytes, where it cannot be checked")
        }
        if (flags ^ expected.flags) & ZipFormat.nameIsUTF8 != 0 {
            findings.fail(
                "container.entry.name.unmarked", entry: record.name,
                "the mark for names in UTF-8 does not agree with the name")
        }
        let known = ZipFormat.isEncrypted | ZipFormat.hasDataDescriptor | ZipFormat.nameIsUTF8
        if flags & ~known != 0 {
            findings.fail(
                "container.entry.flags.refused", entry: record.name, "this entry uses a feature of zip that "
                    + "bundles do not use")
        }
        if record.method != expected.method {
            findings.fail(
                "container.entry.compressed", entry: record.name, "this entry is not stored as it is")
        }
        if record.time != expected.time || record.date != expected.date {
            findings.fail(
                "container.entry.time.refused", entry: record.name,
                "this entry carries a zip time, which nothing signs")
        }
        if record.storedByteCount != record.byteCount {
            findings.fail(
                "container.entry.sizes.differ", entry: record.name,
                "this stored entry has two different sizes")
        }
        if record.extra != expected.extra {
            findings.fail(
                "container.entry.extra-field", entry: record.name,
                "this entry carries an extra field that it does not need")
        }
        if record.commentByteCount != 0 {
            findings.fail("container.entry.comment", entry: record.name, "this entry carries a comment")
        }
        if record.versionNeeded != expected.versionNeeded || record.madeBy != expected.madeBy {
            findings.fail(
                "container.entry.version.refused", entry: record.name,
                "this entry was written by another program or needs another version")
        }
        if record.attributes != expected.attributes || record.internalAttributes != 0
            || record.disk != 0
        {
            findings.fail(
                "container.entry.attributes.refused", entry: record.name,
                "this entry is not marked as a plain file")
        }
        if findings.failureCount == countBefore {
            findings.fail(
                "container.entry.record.refused", entry: record.name,
                "this entry's record is not written as bundles write it")
        }
    }

    private func checkNames(
        _ records: [ZipRecord], _ looks: [Look], _ findings: inout FindingList
    ) {
        var names: [EntryPath] = []
        names.reserveCapacity(records.count)
        for (record, look) in zip(records, looks) {
            switch look.name {
            case .success(let name): names.append(name)
            case .failure(let problem):
                let isFolder = record.name.last == UInt8(ascii: "/")
                findings.fail(
                    isFolder ? "container.entry.folder" : "container.entry.name.refused",
                    entry: record.name,
                    isFolder
                        ? "this entry is a folder, which bundles do not store"
                        : "this name is refused: \(problem.words)")
            }
        }
        for collision in EntryNames.collisions(names) { findings.fail(collision) }
    }
}

extension FindingList {
    /// Two names that some computers cannot tell apart.
    mutating func fail(_ collision: EntryNames.Collision) {
        guard !isFull else {
            failUnlisted()
            return
        }
        let place = Place.entry(collision.second.bytes)
        let other = PathText.display(collision.first.bytes)
        switch collision.kind {
        case .duplicate:
            fail(
                "container.entry.duplicate", at: place,
                "this name stands in the archive more than once")
        case .twins:
            fail(
                "container.entry.name.collision", at: place,
                "some computers cannot tell this name from \(other)")
        case .fileAndFolder:
            fail(
                "container.entry.name.folder-conflict", at: place,
                "\(other) is both a file and a folder")
        }
    }
}

extension EntryPathProblem {
    /// The rule that was broken, as a clause.
    var words: String {
        switch self {
        case .empty: "it is empty"
        case .tooLong: "it has more than \(EntryPath.byteLimit) bytes"
        case .notUTF8: "it is not UTF-8"
        case .notNormalised: "it is not in Unicode normalisation form C"
        case .emptySegment: "a part of it is empty"
        case .segmentTooLong: "a part of it has more than \(EntryPath.segmentByteLimit) bytes"
        case .dotSegment: "a part of it is \".\" or \"..\""
        case .trailingDotOrSpace: "a part of it ends in a dot or a space"
        case .forbiddenCharacter: "it holds a character that names may not hold"
        case .deviceName: "a part of it names a device"
        case .blank: "a part of it shows nothing"
        }
    }
}
