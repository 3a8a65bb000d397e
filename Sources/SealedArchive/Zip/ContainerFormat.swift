import ClaimModel
import SystemLibraries

/// What a file is, told before anything about it is checked, so that a container of somebody else's is
/// called by its name and neither "damaged" nor "intact".
package enum ContainerFormat: String, Hashable, Sendable, CaseIterable {
    /// A bundle of ours: it has a `claim.xml`, or is the beginning of one.
    case claimpack
    /// ASiC-E with CAdES signatures by another program.
    case asicExtendedCAdES = "asic-e-cades"
    /// ASiC-E with XAdES signatures.
    case asicExtendedXAdES = "asic-e-xades"
    /// ASiC-S: one file with one signature.
    case asicSimple = "asic-s"
    /// A zip that is no signed container we know.
    case zip
    /// A file that starts like a zip and cannot be read as one.
    case damagedZip = "damaged-zip"
    /// No zip at all.
    case unknown

    /// For people.
    package var title: String {
        switch self {
        case .claimpack: "a claimpack bundle"
        case .asicExtendedCAdES: "an ASiC-E container with CAdES signatures made by another program"
        case .asicExtendedXAdES: "an ASiC-E container with XAdES signatures"
        case .asicSimple: "an ASiC-S container"
        case .zip: "a zip archive without a claim"
        case .damagedZip: "a zip archive that cannot be read safely"
        case .unknown: "no zip archive"
        }
    }

    /// Tells what `source` is. Reads names and, if it is small and stored, the media type; decides
    /// nothing about integrity.
    init(_ source: borrowing StoredBytes) throws(SystemError) {
        // What begins like a bundle of ours is judged as one, whatever else it holds.
        guard try !ContainerGlance.startsLikeOurs(source.read(at: 0, upTo: ContainerGlance.headByteCount))
        else {
            self = .claimpack
            return
        }
        let glance = try ContainerGlance(source)
        let names = glance.names
        func has(_ test: ([UInt8]) -> Bool) -> Bool { names.contains(where: test) }
        func isSignature(_ name: [UInt8], ending: String) -> Bool {
            guard name.starts(with: "META-INF/".utf8), name.count > 9 + ending.utf8.count else {
                return false
            }
            return name.suffix(ending.utf8.count).elementsEqual(ending.utf8)
        }
        let isManifest: ([UInt8]) -> Bool = { $0.starts(with: "META-INF/ASiCManifest".utf8) }
        if has({ $0.elementsEqual(BundleLayout.claim(round: 1).utf8) }) {
            self = .claimpack
        } else if !glance.looksLikeZip {
            self = .unknown
        } else if !glance.isWellFormed {
            self = .damagedZip
        } else if glance.mediaType.elementsEqual("application/vnd.etsi.asic-s+zip".utf8) {
            self = .asicSimple
        } else if has(isManifest), has({ isSignature($0, ending: ".p7s") || isSignature($0, ending: ".tst") }) {
            self = .asicExtendedCAdES
        } else if has({ $0.starts(with: "META-INF/ASiCEvidenceRecordManifest".utf8) }) {
            self = .asicExtendedCAdES
        } else if has({ $0.elementsEqual("META-INF/signature.p7s".utf8) })
            || has({ $0.elementsEqual("META-INF/timestamp.tst".utf8) })
            || has({ $0.starts(with: "META-INF/evidencerecord".utf8) })
        {
            self = .asicSimple
        } else if has({
            isSignature($0, ending: ".xml")
                && PathText.display($0).lowercased().contains("signature")
        }) {
            self = .asicExtendedXAdES
        } else if glance.mediaType.elementsEqual(BundleLayout.mediaType.utf8) {
            self = has(isManifest) ? .asicExtendedCAdES : .asicExtendedXAdES
        } else {
            self = .zip
        }
    }
}

/// A tolerant look at a zip: any compression, extra fields and descriptors, but one directory that can
/// be read to its end, names that stand once, and entries that start where the directory says.
struct ContainerGlance {
    private(set) var names: [[UInt8]] = []
    private(set) var mediaType: [UInt8] = []
    private(set) var isWellFormed = false
    private(set) var looksLikeZip = false

    /// Entries that are looked at.
    static let entryLimit = 10_000
    /// Of the beginning of the file.
    static let headByteCount = 4_096

    init(_ source: borrowing StoredBytes) throws(SystemError) {
        let head = try source.read(at: 0, upTo: Self.headByteCount)
        looksLikeZip =
            head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06])
        let tailCount = min(
            source.byteCount,
            ZipFormat.endByteCount + ZipFormat.commentByteLimit + ZipFormat.zip64LocatorByteCount
                + ZipFormat.zip64EndByteCount)
        let tail = try source.read(at: source.byteCount - tailCount, upTo: tailCount)
        guard let end = ZipEnd(in: tail, fileByteCount: source.byteCount) else { return }
        looksLikeZip = true
        let tolerated: Set<ZipEnd.Problem> = [.comment]
        guard tolerated.isSuperset(of: end.problems), end.entryCount <= Self.entryLimit,
            end.directoryByteCount <= Self.entryLimit * 1_024
        else {
            try readNames(source, end)
            return
        }
        isWellFormed = try readNames(source, end)
    }

    @discardableResult
    private mutating func readNames(
        _ source: borrowing StoredBytes, _ end: ZipEnd
    ) throws(SystemError) -> Bool {
        let byteCount = min(end.directoryByteCount, Self.entryLimit * 1_024)
        let bytes = try source.read(at: end.directoryOffset, upTo: byteCount)
        var cursor = ZipCursor(bytes)
        var seen: Set<[UInt8]> = []
        var isSound = true
        var count = 0
        var ranges: [(start: Int, end: Int)] = []
        while cursor.remaining > 0, count < Self.entryLimit {
            guard let record = ZipRecord(reading: &cursor) else { return false }
            count += 1
            names.append(record.name)
            if !seen.insert(record.name).inserted { isSound = false }
            let header = try source.read(
                at: record.headerOffset, upTo: ZipFormat.localHeaderByteCount + record.name.count)
            var local = ZipCursor(header)
            guard local.number32() == ZipFormat.localSignature, local.bytes(22) != nil,
                let nameCount = local.number16(), let extraCount = local.number16()
            else {
                isSound = false
                continue
            }
            let localName = local.bytes(Int(nameCount)) ?? []
            if localName != record.name {
                isSound = false
                names.append(localName)
            }
            let (start, overflow) = record.headerOffset.addingReportingOverflow(
                ZipFormat.localHeaderByteCount + localName.count + Int(extraCount))
            let (stop, overflowAgain) = start.addingReportingOverflow(record.storedByteCount)
            guard !overflow, !overflowAgain, stop <= end.directoryOffset else {
                isSound = false
                continue
            }
            ranges.append((record.headerOffset, stop))
            if record.name.elementsEqual("mimetype".utf8), record.method == ZipFormat.stored,
                record.storedByteCount <= 128
            {
                mediaType = try source.read(at: start, upTo: record.storedByteCount)
                    .filter { $0 > 0x20 }
            }
        }
        ranges.sort { $0.start < $1.start }
        for (one, next) in zip(ranges, ranges.dropFirst()) where one.end > next.start {
            isSound = false
        }
        return isSound && count == end.entryCount && cursor.remaining == 0
    }

    /// True when the file begins with the `mimetype` entry as our writer writes it and another of our
    /// entries behind it: a bundle, or what is left of one whose end is gone.
    static func startsLikeOurs(_ head: [UInt8]) -> Bool {
        let media = Array(BundleLayout.mediaType.utf8)
        let first =
            ZipRecord(
                name: Array(BundleLayout.mimetype.utf8), byteCount: media.count,
                checksum: CRC32.checksum(of: media), headerOffset: 0
            ).localBytes + media
        // A cut within the first entry: still more than any other program writes the same way.
        if head.count < first.count { return head.count > 38 && first.starts(with: head) }
        guard head.starts(with: first) else { return false }
        let next = head.dropFirst(first.count)
        let nameStart = next.startIndex + ZipFormat.localHeaderByteCount
        let name = Array(BundleLayout.readme.utf8)
        guard next.count >= ZipFormat.localHeaderByteCount + name.count else {
            return next.count < 4 || next.starts(with: [0x50, 0x4B, 0x03, 0x04])
        }
        return next[nameStart...].starts(with: name)
    }
}
