import ClaimModel
import SystemLibraries

/// The header in front of one entry's bytes, as written.
struct ForeignHeader: Hashable, Sendable {
    let flags: UInt16
    let method: UInt16
    let time: UInt16
    let date: UInt16
    let checksum: UInt32
    let storedByteCount32: UInt32
    let byteCount32: UInt32
    let name: [UInt8]
    let extra: [UInt8]
    /// Where the entry's bytes begin.
    let dataOffset: Int

    /// Nil when no whole header stands between `offset` and `end`.
    init?(
        _ source: borrowing StoredBytes, at offset: Int, upTo end: Int
    ) throws(SystemError) {
        let room = end - offset
        guard room >= ZipFormat.localHeaderByteCount else { return nil }
        // Names and extra fields have at most 65,535 bytes each.
        var cursor = ZipCursor(
            try source.read(
                at: offset,
                upTo: min(room, ZipFormat.localHeaderByteCount + 2 * ZipFormat.limit16)))
        guard cursor.number32() == ZipFormat.localSignature, cursor.number16() != nil,
            let flags = cursor.number16(), let method = cursor.number16(),
            let time = cursor.number16(), let date = cursor.number16(),
            let checksum = cursor.number32(), let stored = cursor.number32(),
            let size = cursor.number32(), let nameCount = cursor.number16(),
            let extraCount = cursor.number16(), let name = cursor.bytes(Int(nameCount)),
            let extra = cursor.bytes(Int(extraCount))
        else { return nil }
        self.flags = flags
        self.method = method
        self.time = time
        self.date = date
        self.checksum = checksum
        storedByteCount32 = stored
        byteCount32 = size
        self.name = name
        self.extra = extra
        dataOffset = offset + cursor.position
    }
}

/// The record of one entry in the directory against the header in front of its bytes, and both against
/// what may be understood in one way only.
struct ForeignRecordCheck {
    let record: ZipRecord
    let header: ForeignHeader

    private static let encryption: UInt16 = 1 << 0 | 1 << 6 | 1 << 13
    /// How hard the writer tried to deflate: says nothing to a reader.
    private static let effort: UInt16 = 1 << 1 | 1 << 2

    func run(_ findings: inout FindingList) {
        let place = Place.entry(record.name)
        if header.name != record.name || header.flags != record.flags
            || header.method != record.method || header.time != record.time
            || header.date != record.date || !sizesAgree
        {
            findings.fail(
                "container.local-header.differs", at: place,
                "the entry's own header differs from its record in the directory")
        }
        let flags = record.flags
        if flags & Self.encryption != 0 {
            findings.fail("container.entry.encrypted", at: place, "this entry is encrypted")
        }
        let known =
            Self.encryption | Self.effort | ZipFormat.hasDataDescriptor | ZipFormat.nameIsUTF8
        if flags & ~known != 0 {
            findings.fail(
                "container.entry.flags.refused", at: place,
                "this entry uses a feature of zip that containers do not use")
        }
        if record.name.contains(where: { $0 >= 0x80 }), flags & ZipFormat.nameIsUTF8 == 0 {
            findings.fail(
                "container.entry.name.unmarked", at: place,
                "the mark for names in UTF-8 does not agree with the name")
        }
        switch record.method {
        case ZipFormat.stored:
            if flags & ZipFormat.hasDataDescriptor != 0, record.byteCount > 0 {
                findings.fail(
                    "container.entry.data-descriptor", at: place,
                    "this stored entry's size stands behind its bytes, where it cannot be checked")
            }
            if record.storedByteCount != record.byteCount {
                findings.fail(
                    "container.entry.sizes.differ", at: place,
                    "this stored entry has two different sizes")
            }
        case ZipFormat.deflated: break
        default:
            findings.cannotTell(
                "container.entry.method.unknown", at: place,
                "this entry is packed by method \(record.method), which is not read")
        }
        if record.commentByteCount != 0 {
            findings.warn("container.entry.comment", at: place, "this entry carries a comment")
        }
        if record.disk != 0 {
            findings.fail(
                "container.several-disks", at: place, "this entry is said to lie in another file")
        }
        checkExtra(record.extra, at: place, &findings)
        checkExtra(header.extra, at: place, &findings)
    }

    /// Sizes and checksum of the header: those of the record, or zero where a descriptor follows.
    private var sizesAgree: Bool {
        let hasDescriptor = header.flags & ZipFormat.hasDataDescriptor != 0
        let isBlank =
            header.checksum == 0 && (header.storedByteCount32 == 0 || header.storedByteCount32 == .max)
            && (header.byteCount32 == 0 || header.byteCount32 == .max)
        if hasDescriptor, isBlank { return true }
        guard header.checksum == record.checksum else { return false }
        guard header.storedByteCount32 == .max || header.byteCount32 == .max else {
            return Int(header.storedByteCount32) == record.storedByteCount
                && Int(header.byteCount32) == record.byteCount
        }
        // Both sizes stand in the zip64 field of a header (APPNOTE 4.5.3).
        guard var wide = ExtraFields(header.extra)?.only(ZipFormat.zip64ExtraID).map({ ZipCursor($0) })
        else { return false }
        return wide.number64().flatMap { Int(exactly: $0) } == record.byteCount
            && wide.number64().flatMap { Int(exactly: $0) } == record.storedByteCount
    }

    private func checkExtra(_ bytes: [UInt8], at place: Place, _ findings: inout FindingList) {
        guard let fields = ExtraFields(bytes) else {
            findings.fail(
                "container.entry.extra-field", at: place,
                "the extra fields of this entry cannot be told apart")
            return
        }
        if fields.hasRepetition || fields.ids.contains(where: ExtraFields.changesMeaning) {
            findings.fail(
                "container.entry.extra-field", at: place,
                "this entry carries an extra field that gives it another name or another form")
        }
    }
}

/// The extra fields of one header (APPNOTE 4.5): number, length, content.
struct ExtraFields: Sendable {
    private let fields: [(id: UInt16, content: [UInt8])]

    /// Nil when the bytes are not whole fields one behind the other.
    init?(_ bytes: [UInt8]) {
        var cursor = ZipCursor(bytes)
        var fields: [(id: UInt16, content: [UInt8])] = []
        while cursor.remaining > 0 {
            guard let id = cursor.number16(), let count = cursor.number16(),
                let content = cursor.bytes(Int(count))
            else { return nil }
            fields.append((id, content))
        }
        self.fields = fields
    }

    var ids: [UInt16] { fields.map(\.id) }

    var hasRepetition: Bool { Set(ids).count < ids.count }

    func only(_ id: UInt16) -> [UInt8]? {
        let found = fields.filter { $0.id == id }
        return found.count == 1 ? found.first?.content : nil
    }

    /// Unicode path and comment (Info-ZIP), encryption and its like: fields that some readers obey and
    /// others do not know.
    static func changesMeaning(_ id: UInt16) -> Bool {
        [0x7075, 0x6375, 0x9901, 0x0014, 0x0015, 0x0016, 0x0017, 0x0018, 0x0019].contains(id)
    }
}

extension ZipRecord {
    /// Whether `bytes` are a data descriptor with this record's values: with or without its signature,
    /// sizes of 32 or 64 bits (APPNOTE 4.3.9).
    func isDescribed(by bytes: [UInt8]) -> Bool {
        var cursor = ZipCursor(bytes)
        if bytes.count == 16 || bytes.count == 24 {
            guard cursor.number32() == 0x0807_4B50 else { return false }
        } else if bytes.count != 12, bytes.count != 20 {
            return false
        }
        guard cursor.number32() == checksum else { return false }
        let isWide = bytes.count >= 20
        for expected in [storedByteCount, byteCount] {
            let found =
                isWide
                ? cursor.number64().flatMap { Int(exactly: $0) }
                : cursor.number32().flatMap { Int(exactly: $0) }
            guard found == expected else { return false }
        }
        return true
    }
}
