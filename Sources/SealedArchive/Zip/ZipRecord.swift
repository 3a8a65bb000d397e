/// One record of the central directory with every field as written, and sizes and offset with their
/// zip64 values put in.
struct ZipRecord: Hashable, Sendable {
    var madeBy: UInt16
    var versionNeeded: UInt16
    var flags: UInt16
    var method: UInt16
    var time: UInt16
    var date: UInt16
    var checksum: UInt32
    var storedByteCount32: UInt32
    var byteCount32: UInt32
    var disk: UInt16
    var internalAttributes: UInt16
    var attributes: UInt32
    var headerOffset32: UInt32
    var name: [UInt8]
    var extra: [UInt8]
    var commentByteCount: Int
    /// The bytes the entry takes in the file.
    var storedByteCount: Int
    /// The bytes of its content.
    var byteCount: Int
    var headerOffset: Int

    /// A record as bundles have it.
    init(name: [UInt8], byteCount: Int, checksum: UInt32, headerOffset: Int) {
        let isLarge = byteCount >= ZipFormat.limit32
        let isFar = headerOffset >= ZipFormat.limit32
        self.name = name
        self.byteCount = byteCount
        self.checksum = checksum
        self.headerOffset = headerOffset
        storedByteCount = byteCount
        madeBy = ZipFormat.madeBy
        versionNeeded = isLarge || isFar ? ZipFormat.zip64Version : ZipFormat.plainVersion
        flags = ZipFormat.flags(forName: name)
        method = ZipFormat.stored
        time = ZipFormat.time
        date = ZipFormat.date
        byteCount32 = isLarge ? .max : UInt32(byteCount)
        storedByteCount32 = byteCount32
        headerOffset32 = isFar ? .max : UInt32(headerOffset)
        disk = 0
        internalAttributes = 0
        attributes = ZipFormat.attributes
        commentByteCount = 0
        var fields: [UInt8] = []
        if isLarge {
            fields.append(little: UInt64(byteCount))
            fields.append(little: UInt64(byteCount))
        }
        if isFar { fields.append(little: UInt64(headerOffset)) }
        extra = Self.zip64Extra(fields)
    }

    /// Reads one record; nil when the bytes end inside it or a zip64 value is missing or absurd.
    init?(reading cursor: inout ZipCursor) {
        guard cursor.number32() == ZipFormat.centralSignature,
            let madeBy = cursor.number16(), let versionNeeded = cursor.number16(),
            let flags = cursor.number16(), let method = cursor.number16(),
            let time = cursor.number16(), let date = cursor.number16(),
            let checksum = cursor.number32(), let stored = cursor.number32(),
            let size = cursor.number32(), let nameCount = cursor.number16(),
            let extraCount = cursor.number16(), let commentCount = cursor.number16(),
            let disk = cursor.number16(), let internalAttributes = cursor.number16(),
            let attributes = cursor.number32(), let offset = cursor.number32(),
            let name = cursor.bytes(Int(nameCount)), let extra = cursor.bytes(Int(extraCount)),
            cursor.bytes(Int(commentCount)) != nil
        else { return nil }
        self.madeBy = madeBy
        self.versionNeeded = versionNeeded
        self.flags = flags
        self.method = method
        self.time = time
        self.date = date
        self.checksum = checksum
        storedByteCount32 = stored
        byteCount32 = size
        self.disk = disk
        self.internalAttributes = internalAttributes
        self.attributes = attributes
        headerOffset32 = offset
        self.name = name
        self.extra = extra
        commentByteCount = Int(commentCount)
        var wide = Self.zip64Fields(extra)
        guard let byteCount = Self.resolve(size, &wide), let storedByteCount = Self.resolve(stored, &wide),
            let headerOffset = Self.resolve(offset, &wide)
        else { return nil }
        self.byteCount = byteCount
        self.storedByteCount = storedByteCount
        self.headerOffset = headerOffset
    }

    /// The record in the central directory.
    var directoryBytes: [UInt8] {
        var bytes: [UInt8] = []
        appendDirectoryBytes(to: &bytes)
        return bytes
    }

    func appendDirectoryBytes(to bytes: inout [UInt8]) {
        bytes.append(little: ZipFormat.centralSignature)
        bytes.append(little: madeBy)
        appendCommon(to: &bytes, versionNeeded, checksum, extraCount: extra.count)
        bytes.append(little: UInt16(commentByteCount))
        bytes.append(little: disk)
        bytes.append(little: internalAttributes)
        bytes.append(little: attributes)
        bytes.append(little: headerOffset32)
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: extra)
    }

    /// The header in front of the entry's bytes.
    var localBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(localByteCount)
        appendLocalBytes(to: &bytes, checksum: checksum)
        return bytes
    }

    /// The length of that header.
    var localByteCount: Int {
        ZipFormat.localHeaderByteCount + name.count + (byteCount32 == .max ? 20 : 0)
    }

    /// The same with a checksum that is known only now.
    func appendLocalBytes(to bytes: inout [UInt8], checksum: UInt32) {
        let isLarge = byteCount32 == .max
        bytes.append(little: ZipFormat.localSignature)
        appendCommon(
            to: &bytes, isLarge ? ZipFormat.zip64Version : ZipFormat.plainVersion, checksum,
            extraCount: isLarge ? 20 : 0)
        bytes.append(contentsOf: name)
        guard isLarge else { return }
        bytes.append(little: ZipFormat.zip64ExtraID)
        bytes.append(little: UInt16(16))
        bytes.append(little: UInt64(byteCount))
        bytes.append(little: UInt64(byteCount))
    }

    private func appendCommon(
        to bytes: inout [UInt8], _ versionNeeded: UInt16, _ checksum: UInt32, extraCount: Int
    ) {
        bytes.append(little: versionNeeded)
        bytes.append(little: flags)
        bytes.append(little: method)
        bytes.append(little: time)
        bytes.append(little: date)
        bytes.append(little: checksum)
        bytes.append(little: storedByteCount32)
        bytes.append(little: byteCount32)
        bytes.append(little: UInt16(name.count))
        bytes.append(little: UInt16(extraCount))
    }

    private static func zip64Extra(_ fields: [UInt8]) -> [UInt8] {
        guard !fields.isEmpty else { return [] }
        var extra: [UInt8] = []
        extra.append(little: ZipFormat.zip64ExtraID)
        extra.append(little: UInt16(fields.count))
        return extra + fields
    }

    /// The content of the zip64 extra field, empty when there is none.
    private static func zip64Fields(_ extra: [UInt8]) -> ZipCursor {
        var cursor = ZipCursor(extra)
        while let id = cursor.number16(), let count = cursor.number16(),
            let content = cursor.bytes(Int(count))
        {
            if id == ZipFormat.zip64ExtraID { return ZipCursor(content) }
        }
        return ZipCursor([])
    }

    private static func resolve(_ value: UInt32, _ wide: inout ZipCursor) -> Int? {
        guard value == .max else { return Int(value) }
        return wide.number64().flatMap { Int(exactly: $0) }
    }
}
