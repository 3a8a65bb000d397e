import SystemLibraries

/// What a file is by its bytes: its media type (RFC 6838), and for plain text how it is encoded.
/// The name of the file has no part in it.
package struct ContentType: Hashable, Sendable {
    /// `application/octet-stream` when the bytes say nothing, `text/plain` for text of no known kind.
    package let mediaType: String
    /// `utf-8`, `utf-16le`, `utf-16be` or, as a guess, `gbk`; nil when it is no text.
    package let charset: String?

    /// Bytes looked at from the start.
    static let headByteCount = 16 << 10

    /// An empty file is `application/octet-stream`.
    static let unknown = ContentType("application/octet-stream")

    init(_ mediaType: String, charset: String? = nil) {
        self.mediaType = mediaType
        self.charset = charset
    }

    /// Looks at the start of a source, and for zip archives at their list of members.
    package init(of source: EvidenceSource) throws(EvidenceSourceError) {
        try self.init(of: source, head: source.bytes(at: 0, count: Self.headByteCount))
    }

    /// The same for a whole file in memory.
    init(of bytes: [UInt8]) throws(EvidenceSourceError) {
        try self.init(
            of: EvidenceSource(bytes),
            head: bytes.count <= Self.headByteCount ? bytes : Array(bytes[..<Self.headByteCount]))
    }

    private init(of source: EvidenceSource, head: [UInt8]) throws(EvidenceSourceError) {
        if let type = Self.binaryType(head) {
            guard type == "application/zip" else {
                self.init(type)
                return
            }
            self.init(ZipContent.mediaType(try ZipContent.members(of: source, head: head)) ?? type)
            return
        }
        self = TextContent.type(head, isWhole: head.count == source.byteCount) ?? Self.unknown
    }

    // MARK: Binary formats

    private struct Signature {
        let bytes: [UInt8]
        var offset = 0
        let mediaType: String
    }

    /// Formats that a fixed run of bytes tells, in the order they are tried.
    private static let signatures: [Signature] = [
        Signature(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], mediaType: "image/png"),
        Signature(bytes: [0xFF, 0xD8, 0xFF], mediaType: "image/jpeg"),
        Signature(bytes: Array("GIF87a".utf8), mediaType: "image/gif"),
        Signature(bytes: Array("GIF89a".utf8), mediaType: "image/gif"),
        Signature(bytes: [0x49, 0x49, 0x2A, 0x00], mediaType: "image/tiff"),
        Signature(bytes: [0x4D, 0x4D, 0x00, 0x2A], mediaType: "image/tiff"),
        Signature(bytes: Array("%PDF-".utf8), mediaType: "application/pdf"),
        Signature(bytes: [0x50, 0x4B, 0x03, 0x04], mediaType: "application/zip"),
        Signature(bytes: [0x50, 0x4B, 0x05, 0x06], mediaType: "application/zip"),
        Signature(
            bytes: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], mediaType: "application/x-7z-compressed"),
        Signature(bytes: Array("Rar!".utf8) + [0x1A, 0x07], mediaType: "application/vnd.rar"),
        Signature(bytes: [0x1F, 0x8B], mediaType: "application/gzip"),
        Signature(bytes: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], mediaType: "application/x-xz"),
        Signature(bytes: [0x28, 0xB5, 0x2F, 0xFD], mediaType: "application/zstd"),
        Signature(bytes: Array("BZh".utf8), mediaType: "application/x-bzip2"),
        Signature(bytes: Array("ustar".utf8), offset: 257, mediaType: "application/x-tar"),
        Signature(
            bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            mediaType: "application/x-ole-storage"),
        Signature(bytes: Array("{\\rtf".utf8), mediaType: "application/rtf"),
        Signature(bytes: Array("%!PS".utf8), mediaType: "application/postscript"),
        Signature(bytes: [0x7F, 0x45, 0x4C, 0x46], mediaType: "application/x-executable"),
        Signature(bytes: Array("SQLite format 3".utf8) + [0], mediaType: "application/vnd.sqlite3"),
        Signature(bytes: Array("ID3".utf8), mediaType: "audio/mpeg"),
        Signature(bytes: Array("OggS".utf8), mediaType: "audio/ogg"),
        Signature(bytes: Array("#!AMR".utf8), mediaType: "audio/amr"),
        Signature(bytes: Array("#!SILK_V3".utf8), mediaType: "audio/silk"),
        Signature(bytes: Array("#!SILK_V3".utf8), offset: 1, mediaType: "audio/silk"),
    ]

    /// Those that do not stand at the start.
    private static let laterSignatures = signatures.filter { $0.offset > 0 }

    /// The bytes that some signature begins with: most files are told from all of them by one.
    private static let isFirstByte = (0...UInt8.max).map { byte in
        signatures.contains { $0.offset == 0 && $0.bytes.first == byte }
    }

    private static func binaryType(_ head: [UInt8]) -> String? {
        let tried = head.first.map { isFirstByte[Int($0)] } ?? false ? signatures : laterSignatures
        for signature in tried where head.holds(signature.bytes, at: signature.offset) {
            return signature.mediaType
        }
        if head.holds("RIFF", at: 0) {
            if head.holds("WEBP", at: 8) { return "image/webp" }
            if head.holds("WAVE", at: 8) { return "audio/wav" }
            if head.holds("AVI ", at: 8) { return "video/x-msvideo" }
        }
        if head.holds([0x1A, 0x45, 0xDF, 0xA3], at: 0) {
            // The document type stands in the first element (RFC 8794, section 8.1).
            let isWebM = head.firstIndex(of: "webm", before: 64) != nil
            return isWebM ? "video/webm" : "video/x-matroska"
        }
        if head.holds("MZ", at: 0), head.count >= 64 {
            let offset = (0..<4).reduce(0) { $0 | Int(head[60 + $1]) << (8 * $1) }
            if head.holds([0x50, 0x45, 0, 0], at: offset) {
                return "application/vnd.microsoft.portable-executable"
            }
        }
        if let type = mediaOfBoxes(head) { return type }
        // Readers of PDF accept up to a kilobyte in front (ISO 32000-2, 7.5.2, note 1).
        if !TextContent.isText(head), head.firstIndex(of: "%PDF-", before: 1_024) != nil {
            return "application/pdf"
        }
        return nil
    }

    /// Files of boxes (ISO/IEC 14496-12): by the brand of `ftyp`, or by the first box of QuickTime.
    private static func mediaOfBoxes(_ head: [UInt8]) -> String? {
        guard head.count >= 12 else { return nil }
        if head.holds("ftyp", at: 4) {
            let brand = String(decoding: head[8..<12], as: UTF8.self)
            switch brand {
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1": return "image/heic"
            case "avif", "avis": return "image/avif"
            case "qt  ": return "video/quicktime"
            case "M4A ", "M4B ": return "audio/mp4"
            default: return brand.hasPrefix("3g") ? "video/3gpp" : "video/mp4"
            }
        }
        let size = head[0..<4].reduce(0) { $0 << 8 | Int($1) }
        guard size >= 8 || size == 1 else { return nil }
        return firstBoxes.contains { head.holds($0, at: 4) } ? "video/quicktime" : nil
    }

    private static let firstBoxes = ["moov", "mdat", "wide", "free", "skip", "pnot"].map { Array($0.utf8) }
}

extension [UInt8] {
    func holds(_ bytes: [UInt8], at offset: Int) -> Bool {
        let (end, overflow) = offset.addingReportingOverflow(bytes.count)
        guard !overflow, offset >= 0, end <= count else { return false }
        // Most places are told apart by the first byte.
        for (index, byte) in bytes.enumerated() where self[offset + index] != byte { return false }
        return true
    }

    func holds(_ text: String, at offset: Int) -> Bool {
        guard offset >= 0, offset < count, text.utf8.first == self[offset] else { return false }
        return holds(Array(text.utf8), at: offset)
    }

    /// Where a text begins in these bytes, or in the first `limit` of them. For short runs of bytes: the
    /// time is their product.
    func firstIndex(of text: String, before limit: Int = .max) -> Int? {
        let wanted = Array(text.utf8)
        let count = Swift.min(count, limit)
        guard let first = wanted.first else { return nil }
        var start = 0
        while let place = ByteScan.first(first, in: self, start..<Swift.max(start, count)),
            place + wanted.count <= count
        {
            if holds(wanted, at: place) { return place }
            start = place + 1
        }
        return nil
    }
}
