import ClaimModel
import SystemLibraries

/// Reads the structure of a container that another program wrote. What zip allows and bundles do not
/// use (compression, data descriptors, known extra fields, a comment) is a warning; what two zip readers
/// could understand differently is refused here as in a bundle.
struct ForeignAudit {
    /// Entries in stored order, folders left out. Only complete when there was no failure.
    private(set) var entries: [ForeignEntry] = []
    /// True when the entries tile the file and can be read.
    private(set) var isReadable = false

    /// What a foreign container may hold at most: it is unpacked to be verified.
    enum Limits {
        static let entryCount = 2_000
        /// 2 GiB, of the file and of everything in it unpacked.
        static let totalByteCount = 2 << 30
        static let directoryByteCount = entryCount * 2_048
        /// Content beyond this many bytes may not have more than `ratio` times its stored bytes.
        static let unratedByteCount = 1 << 20
        static let ratio = 200
    }

    /// What an end may have that the end of a bundle may not.
    private static let tolerated: Set<ZipEnd.Problem> = [.comment]

    init(_ source: borrowing StoredBytes, findings: inout FindingList) throws(SystemError) {
        guard let end = try ZipEnd.find(in: source, warningOf: Self.tolerated, &findings),
            Self.tolerated.isSuperset(of: end.problems)
        else { return }
        guard source.byteCount <= Limits.totalByteCount, end.entryCount <= Limits.entryCount,
            end.directoryByteCount <= Limits.directoryByteCount
        else {
            findings.cannotTell(
                "container.limit.size", at: nil,
                "the container has \(source.byteCount) bytes and \(end.entryCount) entries, more "
                    + "than \(Limits.totalByteCount) bytes or \(Limits.entryCount) entries")
            return
        }
        let directory = try ZipDirectory(source, end, &findings)
        guard directory.isWhole else { return }
        // The directory may list entries in any order; where they stand decides.
        let records = directory.records.sorted { $0.headerOffset < $1.headerOffset }
        guard Self.areWithinLimits(records, &findings) else { return }
        let isTiled = try readEntries(source, records, end.directoryOffset, &findings)
        checkNames(records, &findings)
        isReadable = isTiled
    }

    /// Asked before a byte is unpacked.
    private static func areWithinLimits(
        _ records: [ZipRecord], _ findings: inout FindingList
    ) -> Bool {
        var total = 0
        for record in records {
            let (sum, overflow) = total.addingReportingOverflow(record.byteCount)
            guard !overflow, sum <= Limits.totalByteCount else {
                findings.cannotTell(
                    "container.limit.size", at: .entry(record.name),
                    "the entries unpack to more than \(Limits.totalByteCount) bytes")
                return false
            }
            total = sum
            if record.byteCount > Limits.unratedByteCount,
                record.byteCount / Limits.ratio >= max(1, record.storedByteCount)
            {
                findings.cannotTell(
                    "container.limit.ratio", at: .entry(record.name),
                    "this entry unpacks to more than \(Limits.ratio) times its stored bytes")
                return false
            }
        }
        return true
    }

    // MARK: Entries

    private mutating func readEntries(
        _ source: borrowing StoredBytes, _ records: [ZipRecord], _ directoryOffset: Int,
        _ findings: inout FindingList
    ) throws(SystemError) -> Bool {
        var position = 0
        for (index, record) in records.enumerated() {
            let place = Place.entry(record.name)
            guard record.headerOffset == position else {
                findings.fail(
                    "container.bytes.untiled", at: place,
                    "this entry starts at byte \(record.headerOffset) where byte \(position) "
                        + "was to follow: bytes are hidden or used twice")
                return false
            }
            let next = index + 1 < records.count ? records[index + 1].headerOffset : directoryOffset
            guard
                let header = try ForeignHeader(source, at: record.headerOffset, upTo: next)
            else {
                findings.fail(
                    "container.local-header.missing", at: place,
                    "no entry stands where the directory says")
                return false
            }
            ForeignRecordCheck(record: record, header: header).run(&findings)
            let (end, overflow) = header.dataOffset.addingReportingOverflow(record.storedByteCount)
            guard !overflow, end <= next else {
                findings.fail(
                    "container.bytes.untiled", at: place,
                    "this entry reaches into what follows it")
                return false
            }
            if header.flags & ZipFormat.hasDataDescriptor != 0 {
                let behind = try source.read(at: end, upTo: min(next - end, 64))
                if behind.count != next - end || !record.isDescribed(by: behind) {
                    findings.fail(
                        "container.entry.data-descriptor", at: place,
                        "what stands behind this entry's bytes does not repeat its sizes and checksum")
                    return false
                }
            } else if end != next {
                findings.fail(
                    "container.bytes.untiled", at: place,
                    "\(next - end) bytes behind this entry belong to no entry")
                return false
            }
            position = next
            if record.name.last == UInt8(ascii: "/") {
                try Self.checkFolder(record, bytesAt: header.dataOffset, in: source, &findings)
            } else if let name = try? EntryPath(record.name) {
                entries.append(
                    ForeignEntry(
                        name: name, range: header.dataOffset..<end,
                        isDeflated: record.method == ZipFormat.deflated,
                        byteCount: record.byteCount, checksum: record.checksum))
            }
        }
        guard position == directoryOffset else {
            findings.fail(
                "container.bytes.untiled", at: nil,
                "\(directoryOffset - position) bytes before the directory belong to no entry")
            return false
        }
        return true
    }

    /// What deflating makes of nothing (RFC 1951): an empty block of fixed codes, and a stored one.
    private static let emptyDeflated: [[UInt8]] = [[0x03, 0x00], [0x01, 0x00, 0x00, 0xFF, 0xFF]]

    /// Nobody unpacks a folder, so whatever is stored under one would be seen by nobody: nothing may be,
    /// or what deflating makes of nothing.
    private static func checkFolder(
        _ record: ZipRecord, bytesAt offset: Int, in source: borrowing StoredBytes,
        _ findings: inout FindingList
    ) throws(SystemError) {
        let isEmpty: Bool
        switch record.method {
        case ZipFormat.deflated where record.storedByteCount > 0:
            let deflated = try source.read(
                at: offset, upTo: min(record.storedByteCount, Self.emptyDeflated[1].count))
            isEmpty =
                record.storedByteCount == deflated.count && Self.emptyDeflated.contains(deflated)
        default: isEmpty = record.storedByteCount == 0
        }
        if !isEmpty || record.byteCount != 0 || record.checksum != 0 {
            findings.fail(
                "container.entry.folder", at: .entry(record.name), "this entry is a folder with content")
        } else {
            findings.note(
                "container.entry.folder", at: .entry(record.name), "this entry is a folder without content")
        }
    }

    private func checkNames(_ records: [ZipRecord], _ findings: inout FindingList) {
        var names: [EntryPath] = []
        var known: Set<EntryPath> = []
        for record in records {
            var name = record.name
            let place = Place.entry(name)
            if name.last == UInt8(ascii: "/") {
                name.removeLast()
                if let path = try? EntryPath(name), !known.contains(path) { continue }
            }
            do throws(EntryPathProblem) {
                let path = try EntryPath(name)
                names.append(path)
                known.insert(path)
            } catch {
                if error.isHarmless {
                    findings.cannotTell(
                        "container.entry.name.refused", at: place,
                        "this name is not read: \(error.words)")
                } else {
                    findings.fail(
                        "container.entry.name.refused", at: place,
                        "this name is refused: \(error.words)")
                }
            }
        }
        for collision in EntryNames.collisions(names) { findings.fail(collision) }
    }
}

extension EntryPathProblem {
    /// True for what another system could store and means no other place: it is only not read here.
    fileprivate var isHarmless: Bool {
        switch self {
        case .tooLong, .notNormalised, .segmentTooLong, .trailingDotOrSpace, .deviceName, .blank: true
        case .empty, .notUTF8, .emptySegment, .dotSegment, .forbiddenCharacter: false
        }
    }
}
