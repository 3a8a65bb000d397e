import ClaimModel
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Attacks on the zip around the sealed bytes. Each starts from an intact bundle.
@Suite struct ZipAttackTests {
    private func opened(_ change: (inout RawZip) throws -> Void) throws -> Opened {
        var zip = try RawZip(taking: SampleBundle.shared.bytes)
        try change(&zip)
        return try Opened(zip.bytes)
    }

    private let target = "exhibits/A-1/order page.png"

    @Test func `the same name twice, evil last`() throws {
        let result = try opened { $0.entries.append(RawZip.Entry(target, [1])) }
        #expect(result.codes == ["container.entry.duplicate", "entry.digest.mismatch"])
        #expect(result.integrity == .broken)
    }

    @Test func `the same name twice, evil first`() throws {
        let result = try opened { $0.entries.insert(RawZip.Entry(target, [1]), at: 5) }
        #expect(result.codes.contains("container.entry.duplicate"))
        #expect(result.integrity == .broken)
    }

    @Test func `an entry hidden from the directory`() throws {
        let result = try opened {
            var hidden = RawZip.Entry("exhibits/A-1/hidden.txt", [1, 2, 3])
            hidden.isInDirectory = false
            $0.entries.insert(hidden, at: 5)
        }
        #expect(result.codes == ["container.bytes.untiled"])
    }

    @Test func `an entry hidden before the directory`() throws {
        let result = try opened {
            var hidden = RawZip.Entry("exhibits/A-1/hidden.txt", [1, 2, 3])
            hidden.isInDirectory = false
            $0.entries.append(hidden)
        }
        #expect(result.codes == ["container.bytes.untiled"])
    }

    @Test func `the directory names an entry otherwise than its own header`() throws {
        let result = try opened { $0[target].local.name = Array("exhibits/A-1/order-page.png".utf8) }
        #expect(result.codes.contains("container.local-header.differs"))
        #expect(result.integrity == .broken)
    }

    @Test(arguments: ["size", "checksum", "method", "flags", "time", "version", "extra"])
    func `a header differs from the directory`(_ field: String) throws {
        let result = try opened {
            switch field {
            case "size": $0[target].local.byteCount += 1
            case "checksum": $0[target].local.checksum ^= 1
            case "method": $0[target].local.method = 8
            case "flags": $0[target].local.flags = 1
            case "time": $0[target].local.time = 1
            case "version": $0[target].local.version = 20
            default: $0[target].local.extra = [0x75, 0x78, 0, 0]
            }
        }
        #expect(result.codes.contains("container.local-header.differs"), "\(result.codes)")
        #expect(result.integrity == .broken)
    }

    @Test(arguments: [
        ("size", "container.local-header.differs"), ("checksum", "container.local-header.differs"),
        ("method", "container.entry.compressed"), ("encrypted", "container.entry.encrypted"),
        ("descriptor", "container.entry.data-descriptor"),
        ("flags", "container.entry.flags.refused"), ("utf8", "container.entry.name.unmarked"),
        ("time", "container.entry.time.refused"), ("date", "container.entry.time.refused"),
        ("version", "container.entry.version.refused"),
        ("made-by", "container.entry.version.refused"),
        ("attributes", "container.entry.attributes.refused"),
        ("link", "container.entry.attributes.refused"),
        ("text", "container.entry.attributes.refused"), ("disk", "container.entry.attributes.refused"),
        ("comment", "container.entry.comment"), ("extra", "container.entry.extra-field"),
        ("zip64", "container.entry.extra-field"), ("sizes", "container.entry.sizes.differ"),
    ])
    func `a record of the directory lies`(_ field: String, _ code: String) throws {
        let result = try opened {
            switch field {
            case "size": $0[target].central.byteCount += 1; $0[target].central.storedByteCount += 1
            case "checksum": $0[target].central.checksum ^= 1
            case "method": $0[target].central.method = 8
            case "encrypted": $0[target].central.flags = 1
            case "descriptor": $0[target].central.flags = 8
            case "flags": $0[target].central.flags = 1 << 6
            case "utf8": $0[target].central.flags = 1 << 11
            case "time": $0[target].central.time = 1
            case "date": $0[target].central.date = 0
            case "version": $0[target].central.version = 20
            case "made-by": $0[target].central.madeBy = 20
            case "attributes": $0[target].central.attributes = 0x81FF_0000
            case "link": $0[target].central.attributes = 0xA1FF_0000
            case "text": $0[target].central.internalAttributes = 1
            case "disk": $0[target].central.disk = 1
            case "comment": $0[target].central.comment = [65]
            case "extra": $0[target].central.extra = [0x75, 0x78, 0, 0]
            case "zip64":
                let count = UInt64($0[target].bytes.count)
                $0[target].central.byteCount = .max
                $0[target].central.storedByteCount = .max
                var extra: [UInt8] = [1, 0, 16, 0]
                extra.append(little: count)
                extra.append(little: count)
                $0[target].central.extra = extra
            default: $0[target].central.byteCount += 1
            }
        }
        #expect(result.codes.contains(code), "\(result.codes)")
        #expect(result.integrity == .broken)
    }

    @Test(arguments: [true, false])
    func `bytes before the archive`(_ shifted: Bool) throws {
        let result = try opened {
            $0.prefix = Array("#!/bin/sh\n".utf8)
            $0.shiftsOffsets = shifted
        }
        #expect(result.integrity == .broken)
        #expect(!Set(result.codes).isDisjoint(with: ["container.bytes.untiled", "container.directory.misplaced"]))
    }

    @Test func `bytes after the archive`() throws {
        let result = try opened { $0.suffix = [0] }
        #expect(result.codes == ["container.trailing-bytes"])
    }

    @Test func `a comment on the archive`() throws {
        let result = try opened { $0.comment = Array("mimetype=application/zip".utf8) }
        #expect(result.codes == ["container.comment"])
    }

    @Test func `an archive inside the comment`() throws {
        let inner = RawZip([RawZip.Entry("claim.xml", [1])]).bytes
        let result = try opened { $0.comment = inner }
        #expect(result.integrity == .broken)
        #expect(result.codes.contains("container.directory.misplaced"))
    }

    @Test func `two archives one behind the other`() throws {
        let first = SampleBundle.shared.bytes
        let result = try Opened(first + RawZip([RawZip.Entry("claim.xml", [1])]).bytes)
        #expect(result.integrity == .broken)
        #expect(try Opened(first + first).integrity == .broken)
    }

    @Test func `two records for one entry`() throws {
        let result = try opened {
            var twin = RawZip.Entry("exhibits/A-1/twin.png", $0[target].bytes)
            twin.isInFile = false
            twin.offset = 0
            $0.entries.append(twin)
        }
        #expect(result.codes.contains("container.bytes.untiled"))
        #expect(result.integrity == .broken)
    }

    @Test func `entries that overlap are not read again and again`() throws {
        // A quoted-overlap bomb: every record points at the same bytes.
        var entries = [RawZip.Entry("claim.xml", [UInt8](repeating: 0, count: 100_000))]
        for index in 0..<5_000 {
            var twin = RawZip.Entry("exhibits/A-1/\(index)", entries[0].bytes)
            twin.isInFile = false
            twin.offset = 0
            entries.append(twin)
        }
        let result = try Opened(RawZip(entries).bytes)
        #expect(result.integrity == .broken)
        #expect(result.verification.entries.allSatisfy { $0.digest == nil })
    }

    @Test func `a stored entry with its size behind it`() throws {
        let result = try opened {
            $0[target].both { $0.flags = 8 }
            $0[target].local.byteCount = 0
            $0[target].local.storedByteCount = 0
            $0[target].local.checksum = 0
            $0[target].after = [0x50, 0x4B, 0x07, 0x08] + [UInt8](repeating: 0, count: 12)
        }
        #expect(result.codes.contains("container.entry.data-descriptor"))
        #expect(result.codes.contains("container.bytes.untiled"))
    }

    @Test func `a directory that counts wrongly`() throws {
        #expect(try opened { $0.countDelta = 1 }.codes.contains("container.directory.count.differs"))
        #expect(try opened { $0.countDelta = -1 }.codes.contains("container.directory.count.differs"))
    }

    @Test func `an archive in several parts`() throws {
        #expect(try opened { $0.disk = 1 }.codes.contains("container.several-disks"))
    }

    @Test func `bytes between the directory and the end`() throws {
        let result = try opened { $0.behindDirectory = [1, 2, 3, 4] }
        #expect(result.codes.contains("container.directory.misplaced"))
        let other = try opened { $0.beforeDirectory = [1, 2, 3, 4] }
        #expect(other.codes.contains("container.bytes.untiled"))
    }

    @Test func `entries in another order than their records`() throws {
        let result = try opened { zip in
            zip.entries.swapAt(5, 6)
            let bytes = zip.bytes
            _ = bytes
            var offset = 0
            for index in zip.entries.indices {
                zip.entries[index].offset = offset
                offset += 30 + zip.entries[index].local.name.count + zip.entries[index].bytes.count
            }
            let records = zip.entries
            zip.entries[5].central = records[6].central
            zip.entries[5].offset = records[6].offset
            zip.entries[6].central = records[5].central
            zip.entries[6].offset = records[5].offset
        }
        #expect(result.codes.contains("container.bytes.untiled"))
    }

    @Test(arguments: [
        "../evil.txt", "/etc/passwd", "exhibits/A-1/./x", "exhibits//x", "C:\\x", "exhibits/A-1/x\\y",
        "exhibits/A-1/x\u{0}y", "exhibits/A-1/x\u{7}", "exhibits/A-1/\u{202E}gpj.exe",
        "exhibits/A-1/x.", "exhibits/A-1/x ", "exhibits/A-1/nul.txt", "exhibits/A-1/x:y",
        "exhibits/A-1/e\u{301}", "exhibits/A-1/x|y",
    ])
    func `a name that means harm`(_ name: String) throws {
        let result = try opened { $0.entries.insert(RawZip.Entry(name, [1]), at: 5) }
        #expect(result.codes.contains("container.entry.name.refused"), "\(result.codes)")
        #expect(result.integrity == .broken)
    }

    @Test func `a name that is not UTF-8`() throws {
        let result = try opened { $0.entries.insert(RawZip.Entry([0x61, 0xFF], [1]), at: 5) }
        #expect(result.codes.contains("container.entry.name.refused"))
        // What is shown of it is harmless.
        #expect(result.verification.findings.flatMap(\.places).contains { $0.file == "a\\xFF" })
    }

    @Test func `a name over 255 bytes`() throws {
        let name = "exhibits/A-1/" + String(repeating: "x", count: 256)
        let result = try opened { $0.entries.insert(RawZip.Entry(name, [1]), at: 5) }
        #expect(result.codes.contains("container.entry.name.refused"))
    }

    /// A megabyte of directory must not become gigabytes of findings.
    @Test(arguments: ["claim.xml", "order.txt"])
    func `names of 65,535 bytes are told once and shown in part`(_ first: String) throws {
        let name = Array("x/".utf8) + [UInt8](repeating: UInt8(ascii: "/"), count: 65_533)
        var twins = [RawZip.Entry(first, [1])]
        for _ in 0..<40 {
            var twin = RawZip.Entry(name, [1])
            twin.isInFile = false
            twin.offset = 0
            twin.both { $0.time = 7; $0.flags = 1 }
            twins.append(twin)
        }
        let result = try Opened(RawZip(twins).bytes)
        #expect(result.integrity != .intact)
        let told = result.verification.findings.reduce(0) { sum, finding in
            sum + finding.message.utf8.count + finding.places.reduce(0) { $0 + ($1.file?.utf8.count ?? 0) }
        }
        #expect(told < 200_000, "\(told) bytes")
        if first == "claim.xml" { #expect(result.codes == ["container.entry.name.refused"]) }
    }

    @Test func `a folder entry, with and without bytes`() throws {
        for bytes in [[], [1]] as [[UInt8]] {
            let result = try opened { $0.entries.insert(RawZip.Entry("exhibits/A-1/", bytes), at: 5) }
            #expect(result.codes.contains("container.entry.folder"))
        }
    }

    @Test func `names that differ in case only`() throws {
        let result = try opened {
            $0.entries.insert(RawZip.Entry("exhibits/a-1/ORDER page.png", [1]), at: 5)
        }
        #expect(result.codes.contains("container.entry.name.collision"))
    }

    @Test func `a name that is both a file and a folder`() throws {
        let result = try opened { $0.entries.insert(RawZip.Entry(target + "/x", [1]), at: 6) }
        #expect(result.codes.contains("container.entry.name.folder-conflict"))
    }

    @Test func `mimetype that is not first, not stored plainly or not ours`() throws {
        #expect(try opened { $0.entries.swapAt(0, 1) }.codes == ["container.mimetype.misplaced"])
        #expect(
            try opened { $0.entries[0] = RawZip.Entry("mimetype", Array("application/vnd.etsi.asic-e+zip\n".utf8)) }
                .codes == ["container.mimetype.wrong"])
        #expect(
            try opened { $0.entries[0] = RawZip.Entry("mimetype", Array("application/vnd.oasis.opendocument.text".utf8)) }
                .codes == ["container.mimetype.wrong"])
        #expect(try opened { $0.entries.removeFirst() }.codes == ["container.mimetype.misplaced"])
        #expect(
            try opened { $0.entries[0].both { $0.extra = [0xFE, 0xCA, 0, 0] } }.codes
                .contains("container.entry.extra-field"))
    }

    @Test(arguments: [UInt64.max, UInt64(Int64.max), UInt64(Int64.max) - 10, 1 << 40])
    func `an offset or a size beyond every file`(_ value: UInt64) throws {
        for name in ["claim.xml", "other.txt"] {
            for field in 0..<2 {
                var entry = RawZip.Entry(name, [1])
                var extra: [UInt8] = [1, 0, field == 0 ? 8 : 16, 0]
                extra.append(little: value)
                if field == 1 { extra.append(little: value) }
                entry.central.extra = extra
                if field == 0 {
                    entry.offset = 0xFFFF_FFFF
                } else {
                    entry.central.byteCount = .max
                    entry.central.storedByteCount = .max
                }
                let result = try Opened(RawZip([entry]).bytes)
                #expect(result.integrity == .broken, "\(name) \(field): \(result.codes)")
            }
        }
    }

    @Test func `more entries than the limit are not read`() throws {
        var limits = SealedBundle.Limits()
        limits.entryCount = 9
        let result = try Opened(SampleBundle.shared.bytes, limits: limits)
        #expect(result.integrity == .undetermined)
        #expect(result.codes == ["container.limit.entries"])
        limits.entryCount = 10
        #expect(try Opened(SampleBundle.shared.bytes, limits: limits).integrity == .intact)
    }

    @Test func `more bytes than the limit are not read`() throws {
        var limits = SealedBundle.Limits()
        limits.totalByteCount = SampleBundle.shared.bytes.count - 1
        let result = try Opened(SampleBundle.shared.bytes, limits: limits)
        #expect(result.codes == ["container.limit.size"])
        limits.totalByteCount += 1
        #expect(try Opened(SampleBundle.shared.bytes, limits: limits).integrity == .intact)
    }
}
