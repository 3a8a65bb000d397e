import ClaimModel
import SystemLibraries

/// Reads web captures: WARC (ISO 28500) records, and WACZ, a zip of them with a list of digests.
enum WebArchiveReader {
    /// Records of one capture.
    static let recordLimit = 10_000

    /// The listing of a WARC file; nil when it is none.
    static func readWARC(
        _ item: EvidenceReader.Item
    ) throws(EvidenceSourceError) -> ArchiveListing? {
        guard try item.source.bytes(at: 0, count: 5).elementsEqual("WARC/".utf8) else { return nil }
        let bytes = try item.source.all(limit: ContainerReader.byteLimit)
        guard let digest = ContentDigest.ofMember(bytes) else { return nil }
        return warc(bytes, item, digest)
    }

    /// The records of a capture in memory; nil when the bytes are none.
    static func warc(
        _ bytes: [UInt8], _ item: EvidenceReader.Item, _ digest: ContentDigest
    ) -> ArchiveListing? {
        guard bytes.starts(with: "WARC/".utf8) else { return nil }
        var list = MemberList(item, digest)
        var at = 0
        var count = 0
        while at < bytes.count, !list.isCut, let record = WARCRecord(bytes, at) {
            guard count < recordLimit else {
                list.remarks.add(
                    "archive.cut", .warning,
                    "the capture has more than \(recordLimit) records; the rest is not read",
                    remedy: "add the pages that matter as exhibits of their own")
                return list.finished("warc")
            }
            count += 1
            at = record.end
            guard ["response", "resource", "conversion"].contains(record.type) else { continue }
            let path = record.address ?? "record \(count)"
            if let stated = record.stated(of: record.block), !stated {
                list.remarks.add(
                    "archive.digest.mismatch", .failure, at: .member(path),
                    "a record's bytes are not those its digest was made of: the capture was changed",
                    remedy: "capture the page again")
            }
            list.add(
                path: path, content: record.payload, address: record.address,
                captured: record.date)
        }
        if at < bytes.count, !list.isCut {
            list.remarks.add(
                "archive.damaged", .warning, "the capture ends in bytes that are no record")
        }
        return list.finished("warc")
    }

    /// The listing of a WACZ; nil when the archive has no `datapackage.json` of one.
    static func readWACZ(
        _ item: EvidenceReader.Item
    ) throws(EvidenceSourceError) -> ArchiveListing? {
        let bytes = try item.source.all(limit: ContainerReader.byteLimit)
        guard let package = member("datapackage.json", of: bytes),
            let document = try? JSONReader.read(package)
        else { return nil }
        let root = JSONNode(document)
        guard root["resources"].isArray,
            root["profile"].words == "data-package"
                || root["wacz_version"].exists,
            var listing = try ContainerReader.read(item)
        else { return nil }
        listing.format = "wacz"
        var remarks = RemarkList()
        check(root, listing, package, bytes, &remarks)
        listing.remarks += remarks.findings
        return listing
    }

    private static func check(
        _ root: JSONNode, _ listing: ArchiveListing, _ package: [UInt8], _ bytes: [UInt8],
        _ remarks: inout RemarkList
    ) {
        var digests: [[UInt8]: ContentDigest] = [:]
        for member in listing.members { digests[Array(member.path.utf8)] = member.digest }
        for resource in root["resources"].elements.prefix(recordLimit) {
            guard let path = resource["path"].words else { continue }
            guard let found = digests[Array(path.utf8)] else {
                remarks.add(
                    "archive.member.missing", .warning, at: .member(path),
                    "the capture lists a file it does not hold")
                continue
            }
            if let stated = digest(resource["hash"].words), found != stated {
                remarks.add(
                    "archive.digest.mismatch", .failure, at: .member(path),
                    "a file's bytes are not those its digest was made of: the capture was changed",
                    remedy: "capture the page again")
            }
        }
        guard let signature = member("datapackage-digest.json", of: bytes),
            let document = try? JSONReader.read(signature)
        else { return }
        let node = JSONNode(document)
        if let stated = digest(node["hash"].words), stated != ContentDigest.ofMember(package) {
            remarks.add(
                "archive.digest.mismatch", .failure, at: .member("datapackage.json"),
                "the list of digests is not the one that was signed: the capture was changed",
                remedy: "capture the page again")
        }
        if node["signedData"].exists {
            let signer = node["signedData"]["domain"].words ?? "a key without a name"
            remarks.add(
                "archive.signed", .note, at: .member("datapackage-digest.json"),
                "the capture is signed by \(signer); the signature is not verified here")
        }
    }

    /// `sha256:` and hexadecimal digits.
    private static func digest(_ text: String?) -> ContentDigest? {
        guard let text, text.hasPrefix("sha256:") else { return nil }
        return ContentDigest(hex: String(text.dropFirst(7)))
    }

    private static func member(_ name: String, of bytes: [UInt8]) -> [UInt8]? {
        do {
            var reader = try ArchiveReader(bytes: bytes, formats: .zipByDirectory)
            while let entry = try reader.nextEntry() {
                if entry.name == Array(name.utf8) { return try reader.readAll() }
            }
        } catch {
            return nil
        }
        return nil
    }
}

/// One record: `WARC/1.0`, header lines, an empty line, the block, two line ends (ISO 28500, 5).
struct WARCRecord {
    let type: String
    let address: String?
    let date: ClockReading?
    let block: ArraySlice<UInt8>
    let end: Int
    private let blockDigest: String?

    init?(_ bytes: [UInt8], _ start: Int) {
        guard bytes[start...].starts(with: "WARC/".utf8),
            let headerEnd = Self.emptyLine(bytes, start)
        else { return nil }
        let fields = MailPart(
            Array(bytes[start..<headerEnd].drop { $0 != 0x0A }.dropFirst()))
        guard let count = fields.field("content-length").flatMap({ Int($0) }), count >= 0,
            count <= bytes.count - headerEnd
        else { return nil }
        block = bytes[headerEnd..<(headerEnd + count)]
        var end = headerEnd + count
        while end < bytes.count, bytes[end] == 0x0D || bytes[end] == 0x0A { end += 1 }
        self.end = end
        type = fields.field("warc-type")?.lowercased() ?? ""
        address = fields.field("warc-target-uri").map {
            $0.hasPrefix("<") && $0.hasSuffix(">") ? String($0.dropFirst().dropLast()) : $0
        }
        date = fields.field("warc-date").flatMap {
            // Of the machine that captured, which is a party's.
            ClockReading(iso8601: $0, keeper: .device)
        }
        blockDigest = fields.field("warc-block-digest")
    }

    /// What was captured: a response without the server's header.
    var payload: [UInt8] {
        guard type == "response", block.starts(with: "HTTP/".utf8) else { return Array(block) }
        let bytes = Array(block)
        guard let end = Self.emptyLine(bytes, 0) else { return bytes }
        return Array(bytes[end...])
    }

    /// Whether the block is what its digest says; nil when there is none of a kind read here.
    func stated(of block: ArraySlice<UInt8>) -> Bool? {
        guard let blockDigest, blockDigest.lowercased().hasPrefix("sha256:"),
            let found = ContentDigest.ofMember(Array(block))
        else { return nil }
        let text = String(blockDigest.dropFirst(7))
        if let stated = ContentDigest(hex: text) { return stated == found }
        return text.uppercased().prefix { $0 != "=" } == Self.base32(found.bytes)
    }

    private static func emptyLine(_ bytes: [UInt8], _ start: Int) -> Int? {
        var at = start
        while at < bytes.count, at - start < 1 << 20 {
            guard let end = bytes[at...].firstIndex(of: 0x0A) else { return nil }
            if end == at || end == at + 1 && bytes[at] == 0x0D { return end + 1 }
            at = end + 1
        }
        return nil
    }

    /// RFC 4648, section 6, without padding.
    private static func base32(_ bytes: [UInt8]) -> Substring {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)
        var result: [UInt8] = []
        var buffer = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                result.append(letters[buffer >> (bits - 5) & 31])
                bits -= 5
            }
        }
        if bits > 0 { result.append(letters[buffer << (5 - bits) & 31]) }
        return String(decoding: result, as: UTF8.self)[...]
    }
}
