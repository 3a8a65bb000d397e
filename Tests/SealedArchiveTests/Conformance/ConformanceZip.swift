import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// Two zip readers, two contents: the ways in which headers and structure can be made to disagree.
extension ConformanceCase {
    static let zipHeaders: [ConformanceCase] =
        [
            local("version") { $0.version = 20 }, local("flags-encrypted") { $0.flags |= 1 },
            local("flags-descriptor") { $0.flags |= 8 }, local("flags-utf8") { $0.flags |= 0x800 },
            local("method") { $0.method = 8 }, local("time") { $0.time = 1 },
            local("date") { $0.date = 0x5000 }, local("checksum") { $0.checksum ^= 1 },
            local("checksum-zero") { $0.checksum = 0 }, local("stored-size") { $0.storedByteCount += 1 },
            local("size") { $0.byteCount += 1 }, local("size-zero") { $0.byteCount = 0 },
            local("sizes-zero") { $0.byteCount = 0; $0.storedByteCount = 0 },
            local("all-zero") { $0.byteCount = 0; $0.storedByteCount = 0; $0.checksum = 0 },
            local("name") { $0.name = Array("exhibits/A-1/order-page.png".utf8) },
            local("name-case") { $0.name = Array("exhibits/A-1/Order page.png".utf8) },
            local("name-shorter") { $0.name = Array("exhibits/A-1/order page.pn".utf8) },
            local("extra") { $0.extra = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0] },
            local("extra-unicode-path") { $0.extra = unicodePath("exhibits/A-1/other.png", over: $0.name) },
            local("extra-malformed") { $0.extra = [1] },
            central("version") { $0.version = 63 }, central("made-by") { $0.madeBy = 20 },
            central("flags-encrypted") { $0.flags |= 1 }, central("flags-descriptor") { $0.flags |= 8 },
            central("flags-patched") { $0.flags |= 1 << 5 },
            central("flags-strong") { $0.flags |= 1 << 6 }, central("flags-masked") { $0.flags |= 1 << 13 },
            central("flags-utf8") { $0.flags |= 0x800 }, central("method") { $0.method = 8 },
            central("method-unknown") { $0.method = 99 }, central("time") { $0.time = 1 },
            central("date") { $0.date = 0 }, central("checksum") { $0.checksum ^= 1 },
            central("size") { $0.byteCount += 1 }, central("stored-size") { $0.storedByteCount += 1 },
            central("sizes") { $0.byteCount += 1; $0.storedByteCount += 1 },
            central("sizes-zero") { $0.byteCount = 0; $0.storedByteCount = 0 },
            central("sizes-short") { $0.byteCount -= 1; $0.storedByteCount -= 1 },
            central("name") { $0.name = Array("exhibits/A-1/order-page.png".utf8) },
            central("extra") { $0.extra = [0x55, 0x54, 5, 0, 1, 0, 0, 0, 0] },
            central("extra-unicode-path") { $0.extra = unicodePath("exhibits/A-1/other.png", over: $0.name) },
            central("comment") { $0.comment = Array("x".utf8) },
            central("comment-record") { $0.comment = [0x50, 0x4B, 1, 2] + [UInt8](repeating: 0, count: 42) },
            central("disk") { $0.disk = 1 }, central("text") { $0.internalAttributes = 1 },
            central("link") { $0.attributes = 0xA1FF_0000 }, central("folder") { $0.attributes = 0x41ED_0010 },
            central("device") { $0.attributes = 0x21B6_0000 }, central("setuid") { $0.attributes = 0x89ED_0000 },
            central("mode") { $0.attributes = 0x81FF_0000 }, central("attributes-dos") { $0.attributes = 0x20 },
            both("encrypted") { $0.flags |= 1 }, both("method") { $0.method = 8 },
            both("time") { $0.time = 0x6000; $0.date = 0x5C21 }, both("version") { $0.version = 20 },
            both("extra") { $0.extra = [0xFE, 0xCA, 0, 0] }, both("flags-utf8") { $0.flags |= 0x800 },
            both("flags-encrypted-central-directory") { $0.flags |= 1 << 13 | 1 },
            both("checksum") { $0.checksum ^= 1 },
            zip("zip/both-descriptor-stored") { zip in
                let bytes = zip[target].bytes
                zip[target].both { $0.flags |= 8 }
                zip[target].local.checksum = 0
                zip[target].local.byteCount = 0
                zip[target].local.storedByteCount = 0
                zip[target].after = descriptor(bytes)
            },
            zip("zip/both-descriptor-unannounced") { zip in
                zip[target].after = descriptor(zip[target].bytes)
            },
            zip("zip/both-deflated") { zip in
                let bytes = zip[target].bytes
                let deflated: [UInt8] = [1] + storedBlock(bytes)
                zip[target].bytes = deflated
                zip[target].both { $0.method = 8; $0.storedByteCount = UInt32(deflated.count) }
            },
        ]

    static let zipStructure: [ConformanceCase] = [
        zip("zip/duplicate-evil-last") { $0.entries.append(RawZip.Entry(target, [1])) },
        zip("zip/duplicate-evil-first") { $0.entries.insert(RawZip.Entry(target, [1]), at: 5) },
        zip("zip/duplicate-same-bytes") { zip in zip.entries.append(zip[target]) },
        zip("zip/duplicate-manifest") { zip in
            zip.entries.append(zip["META-INF/ASiCManifest001.xml"])
        },
        zip("zip/duplicate-mimetype") { zip in zip.entries.append(zip.entries[0]) },
        zip("zip/hidden-between-entries") { $0.entries.insert(hidden(), at: 5) },
        zip("zip/hidden-before-directory") { $0.entries.append(hidden()) },
        zip("zip/hidden-first") { $0.entries.insert(hidden(), at: 0) },
        zip("zip/record-without-entry") { zip in
            var ghost = RawZip.Entry("exhibits/A-1/ghost.txt", [1])
            ghost.isInFile = false
            ghost.offset = 3
            zip.entries.append(ghost)
        },
        zip("zip/record-beyond-end") { zip in
            var ghost = RawZip.Entry("exhibits/A-1/ghost.txt", [1])
            ghost.isInFile = false
            ghost.offset = 0x7FFF_FFFF
            zip.entries.append(ghost)
        },
        zip("zip/records-share-entry") { zip in
            var twin = RawZip.Entry("exhibits/A-1/twin.png", zip[target].bytes)
            twin.isInFile = false
            twin.offset = 0
            zip.entries.append(twin)
        },
        zip("zip/records-reordered") { zip in
            place(&zip)
            zip.entries = zip.entries.map { $0 }
            let one = zip.entries[5], other = zip.entries[6]
            zip.entries[5].central = other.central
            zip.entries[5].offset = other.offset
            zip.entries[6].central = one.central
            zip.entries[6].offset = one.offset
        },
        zip("zip/offset-one-off") { zip in
            place(&zip)
            zip.entries[5].offset = (zip.entries[5].offset ?? 0) + 1
        },
        zip("zip/entry-inside-entry") { zip in
            let inner = RawZip([RawZip.Entry("exhibits/A-1/inner.txt", [1])]).bytes
            let local = Array(inner.prefix(30 + 22 + 1))
            place(&zip)
            let start = (zip.entries[5].offset ?? 0) + 30 + zip.entries[5].local.name.count
            zip.entries[5] = replacing(zip.entries[5], with: local)
            var record = RawZip.Entry("exhibits/A-1/inner.txt", [1])
            record.isInFile = false
            record.offset = start
            for index in zip.entries.indices.dropFirst(5) { zip.entries[index].offset = nil }
            zip.entries.append(record)
        },
        zip("zip/gap-between-entries") { $0.entries[5].before = [0] },
        zip("zip/gap-before-directory") { $0.beforeDirectory = [0, 0, 0, 0] },
        zip("zip/gap-behind-directory") { $0.behindDirectory = [1, 2, 3, 4] },
        zip("zip/digital-signature-record") { $0.behindDirectory = [0x50, 0x4B, 5, 5, 0, 0] },
        zip("zip/archive-extra-data-record") { $0.beforeDirectory = [0x50, 0x4B, 6, 8, 0, 0, 0, 0] },
        zip("zip/spanning-marker") { $0.prefix = [0x50, 0x4B, 7, 8] },
        zip("zip/prefix-shifted") { $0.prefix = Array("#!/bin/sh\n".utf8) },
        zip("zip/prefix-unshifted") {
            $0.prefix = Array("<html>\n".utf8)
            $0.shiftsOffsets = false
        },
        zip("zip/suffix-one-byte") { $0.suffix = [0] },
        zip("zip/suffix-64k") { $0.suffix = [UInt8](repeating: 0, count: 65_540) },
        zip("zip/comment") { $0.comment = Array("mimetype=application/vnd.etsi.asic-e+zip".utf8) },
        zip("zip/comment-holds-archive") {
            $0.comment = RawZip([RawZip.Entry("claim.xml", [1])]).bytes
        },
        bytes("zip/comment-length-lies") { bytes in
            var bytes = bytes
            bytes.set(UInt16(7), fromEnd: 2)
            return bytes
        },
        bytes("zip/comment-shorter-than-said") { bytes in
            var bytes = bytes
            bytes.set(UInt16(4), fromEnd: 2)
            return bytes + [1, 2]
        },
        bytes("zip/comment-longer-than-said") { bytes in
            var bytes = bytes
            bytes.set(UInt16(2), fromEnd: 2)
            return bytes + [1, 2, 3, 4]
        },
        bytes("zip/two-ends") { $0 + Array($0.suffix(22)) },
        bytes("zip/two-archives") { $0 + RawZip([RawZip.Entry("claim.xml", [1])]).bytes },
        bytes("zip/two-archives-same") { $0 + $0 },
        bytes("zip/archive-in-front") { RawZip([RawZip.Entry("claim.xml", [1])]).bytes + $0 },
        zip("zip/count-more") { $0.countDelta = 1 }, zip("zip/count-less") { $0.countDelta = -1 },
        zip("zip/count-zero") { zip in zip.countDelta = -zip.entries.count },
        bytes("zip/counts-differ") { bytes in
            var bytes = bytes
            bytes.set(UInt16(9), fromEnd: 14)
            return bytes
        },
        bytes("zip/directory-size-more") { patch($0, at: 10) { $0 + 1 } },
        bytes("zip/directory-size-less") { patch($0, at: 10) { $0 - 1 } },
        bytes("zip/directory-offset-more") { patch($0, at: 6) { $0 + 1 } },
        bytes("zip/directory-offset-zero") { patch($0, at: 6) { _ in 0 } },
        zip("zip/several-disks") { $0.disk = 1 },
        zip("zip/folder-entry") { $0.entries.insert(RawZip.Entry("exhibits/A-1/", []), at: 5) },
        zip("zip/folder-entry-with-bytes") {
            $0.entries.insert(RawZip.Entry(target + "/", [1]), at: 6)
        },
        bytes("zip/cut-in-an-entry") { Array($0.prefix(2_000)) },
        bytes("zip/cut-in-the-directory") { Array($0.dropLast(300)) },
        bytes("zip/cut-before-the-end") { Array($0.dropLast(22)) },
        bytes("zip/cut-in-the-end") { Array($0.dropLast(1)) },
        bytes("zip/byte-changed-in-exhibit") { bytes in
            var bytes = bytes
            let text = Array("not really a picture".utf8)
            let place = bytes.indices.first { bytes[$0...].starts(with: text) } ?? 0
            bytes[place] ^= 1
            return bytes
        },
        zip("zip/mimetype-missing") { $0.entries.removeFirst() },
        zip("zip/mimetype-second") { $0.entries.swapAt(0, 1) },
        zip("zip/mimetype-newline") { $0.entries[0] = mimetype("application/vnd.etsi.asic-e+zip\n") },
        zip("zip/mimetype-other") {
            $0.entries[0] = mimetype("application/vnd.oasis.opendocument.text")
        },
        zip("zip/mimetype-empty") { $0.entries[0] = mimetype("") },
        zip("zip/mimetype-extra-field") { $0.entries[0].both { $0.extra = [0xFE, 0xCA, 0, 0] } },
        zip("zip/mimetype-capitals") { zip in
            zip.entries[0] = RawZip.Entry("Mimetype", zip.entries[0].bytes)
        },
    ]

    /// The 64-bit records and fields, where 32 bits would do or where the two contradict each other.
    static let zip64: [ConformanceCase] = [
        wide("zip64/end-not-needed") { _ in }, wide("zip64/end-count-differs") { $0.count += 1 },
        wide("zip64/end-counts-differ") { $0.countHere += 1 },
        wide("zip64/end-size-differs") { $0.size += 1 }, wide("zip64/end-offset-differs") { $0.offset += 1 },
        wide("zip64/end-offset-huge") { $0.offset = .max }, wide("zip64/end-size-huge") { $0.size = .max },
        wide("zip64/end-count-used") { $0.usesCount = true },
        wide("zip64/end-count-used-and-differs") { $0.usesCount = true; $0.count += 1 },
        wide("zip64/end-offset-used") { $0.usesOffset = true },
        wide("zip64/end-offset-used-and-differs") { $0.usesOffset = true; $0.offset -= 1 },
        wide("zip64/end-size-used") { $0.usesSize = true },
        wide("zip64/end-all-used") { $0.usesCount = true; $0.usesOffset = true; $0.usesSize = true },
        wide("zip64/end-longer") { $0.tail = [1, 2, 3, 4] },
        wide("zip64/end-length-lies") { $0.length += 4 }, wide("zip64/end-disk") { $0.disk = 1 },
        wide("zip64/locator-elsewhere") { $0.usesCount = true; $0.locator -= 1 },
        wide("zip64/locator-at-zero") { $0.usesCount = true; $0.locator = 0 },
        wide("zip64/locator-without-record") { $0.usesCount = true; $0.hasRecord = false },
        wide("zip64/record-without-locator") { $0.usesCount = true; $0.hasLocator = false },
        wide("zip64/locator-disks") { $0.usesCount = true; $0.disks = 2 },
        bytes("zip64/announced-and-missing") { patch($0, at: 6) { _ in .max } },
        zip("zip64/extra-central-not-needed") { zip in
            let count = UInt64(zip[target].bytes.count)
            zip[target].central.extra = wideField([count, count])
        },
        zip("zip64/extra-local-not-needed") { zip in
            let count = UInt64(zip[target].bytes.count)
            zip[target].local.extra = wideField([count, count])
        },
        zip("zip64/extra-both-not-needed") { zip in
            let count = UInt64(zip[target].bytes.count)
            zip[target].both { $0.extra = wideField([count, count]); $0.version = 45 }
        },
        zip("zip64/sizes-used-not-needed") { zip in
            let count = UInt64(zip[target].bytes.count)
            zip[target].both {
                $0.extra = wideField([count, count])
                $0.version = 45
                $0.byteCount = .max
                $0.storedByteCount = .max
            }
        },
        zip("zip64/sizes-used-and-differ") { zip in
            let count = UInt64(zip[target].bytes.count)
            zip[target].both { $0.version = 45; $0.byteCount = .max; $0.storedByteCount = .max }
            zip[target].local.extra = wideField([count, count])
            zip[target].central.extra = wideField([count + 1, count + 1])
        },
        zip("zip64/sizes-announced-and-missing") { zip in
            zip[target].central.byteCount = .max
            zip[target].central.storedByteCount = .max
        },
        zip("zip64/size-huge") { zip in
            zip[target].central.byteCount = .max
            zip[target].central.storedByteCount = .max
            zip[target].central.extra = wideField([.max, .max])
        },
        zip("zip64/offset-huge") { zip in
            zip[target].offset = 0xFFFF_FFFF
            zip[target].central.extra = wideField([UInt64(Int64.max)])
        },
        zip("zip64/offset-used-not-needed") { zip in
            place(&zip)
            let offset = UInt64(zip[target].offset ?? 0)
            zip[target].offset = 0xFFFF_FFFF
            zip[target].central.extra = wideField([offset])
        },
    ]

    // MARK: the parts that cases share

    private static func local(
        _ name: String, _ change: @escaping @Sendable (inout RawZip.Header) -> Void
    ) -> ConformanceCase {
        zip("zip/local-" + name) { change(&$0[target].local) }
    }

    private static func central(
        _ name: String, _ change: @escaping @Sendable (inout RawZip.Header) -> Void
    ) -> ConformanceCase {
        zip("zip/central-" + name) { change(&$0[target].central) }
    }

    private static func both(
        _ name: String, _ change: @escaping @Sendable (inout RawZip.Header) -> Void
    ) -> ConformanceCase {
        zip("zip/both-" + name) { $0[target].both(change) }
    }

    private static func hidden() -> RawZip.Entry {
        var hidden = RawZip.Entry("exhibits/A-1/hidden.txt", [1, 2, 3])
        hidden.isInDirectory = false
        return hidden
    }

    private static func mimetype(_ text: String) -> RawZip.Entry {
        RawZip.Entry("mimetype", Array(text.utf8))
    }

    private static func replacing(_ entry: RawZip.Entry, with bytes: [UInt8]) -> RawZip.Entry {
        RawZip.Entry(entry.local.name, bytes)
    }

    /// Writes down where each entry starts, so that one can be moved.
    private static func place(_ zip: inout RawZip) {
        var offset = 0
        for index in zip.entries.indices {
            zip.entries[index].offset = offset
            offset += 30 + zip.entries[index].local.name.count + zip.entries[index].bytes.count
        }
    }

    /// Changes a number of 32 bits in the end record, `place` bytes from the end.
    private static func patch(
        _ bytes: [UInt8], at place: Int, _ change: (UInt32) -> UInt32
    ) -> [UInt8] {
        var cursor = ZipCursor(bytes, at: bytes.count - place)
        var bytes = bytes
        bytes.set(change(cursor.number32() ?? 0), fromEnd: place)
        return bytes
    }

    private static func descriptor(_ bytes: [UInt8]) -> [UInt8] {
        var record: [UInt8] = [0x50, 0x4B, 7, 8]
        record.append(little: CRC32.checksum(of: bytes))
        record.append(little: UInt32(bytes.count))
        record.append(little: UInt32(bytes.count))
        return record
    }

    /// RFC 1951 section 3.2.4, without the first byte.
    static func storedBlock(_ bytes: [UInt8]) -> [UInt8] {
        var block: [UInt8] = []
        block.append(little: UInt16(bytes.count))
        block.append(little: ~UInt16(bytes.count))
        return block + bytes
    }

    /// The Info-ZIP field that gives an entry a second name (APPNOTE 4.6.9).
    private static func unicodePath(_ path: String, over name: [UInt8]) -> [UInt8] {
        var content: [UInt8] = [1]
        content.append(little: CRC32.checksum(of: name))
        content += Array(path.utf8)
        var field: [UInt8] = [0x75, 0x70]
        field.append(little: UInt16(content.count))
        return field + content
    }

    static func wideField(_ values: [UInt64]) -> [UInt8] {
        var field: [UInt8] = [1, 0]
        field.append(little: UInt16(values.count * 8))
        for value in values { field.append(little: value) }
        return field
    }

    private struct WideEnd {
        var length: UInt64 = 44
        var disk: UInt32 = 0
        var countHere: UInt64
        var count: UInt64
        var size: UInt64
        var offset: UInt64
        var tail: [UInt8] = []
        var locator: UInt64
        var disks: UInt32 = 1
        var hasRecord = true
        var hasLocator = true
        /// Which fields of the end say that the value stands in the record.
        var usesCount = false
        var usesSize = false
        var usesOffset = false
    }

    private static func wide(
        _ name: String, _ change: @escaping @Sendable (inout WideEnd) -> Void
    ) -> ConformanceCase {
        bytes(name) { bytes in
            var end = Array(bytes.suffix(22))
            var cursor = ZipCursor(end, at: 10)
            let count = UInt64(cursor.number16() ?? 0)
            let size = UInt64(cursor.number32() ?? 0), offset = UInt64(cursor.number32() ?? 0)
            var record = WideEnd(
                countHere: count, count: count, size: size, offset: offset, locator: offset + size)
            change(&record)
            var wide: [UInt8] = []
            if record.hasRecord {
                wide.append(little: ZipFormat.zip64EndSignature)
                wide.append(little: record.length)
                wide.append(little: ZipFormat.madeBy)
                wide.append(little: ZipFormat.zip64Version)
                wide.append(little: record.disk)
                wide.append(little: record.disk)
                wide.append(little: record.countHere)
                wide.append(little: record.count)
                wide.append(little: record.size)
                wide.append(little: record.offset)
                wide += record.tail
            }
            if record.hasLocator {
                wide.append(little: ZipFormat.zip64LocatorSignature)
                wide.append(little: UInt32(0))
                wide.append(little: record.locator)
                wide.append(little: record.disks)
            }
            if record.usesCount {
                end.set(UInt16.max, fromEnd: 14)
                end.set(UInt16.max, fromEnd: 12)
            }
            if record.usesSize { end.set(UInt32.max, fromEnd: 10) }
            if record.usesOffset { end.set(UInt32.max, fromEnd: 6) }
            return Array(bytes.dropLast(22)) + wide + end
        }
    }
}
