import ClaimModel

/// Reads a WebP's metadata (RFC 9649): size, Exif, XMP. The picture is skipped.
struct WebPReader {
    /// Chunks walked.
    static let chunkLimit = 10_000
    /// Bytes read of one metadata chunk.
    static let chunkSizeLimit = 1_048_576

    private var image = ImageMetadata(format: "webp", width: 0, height: 0)
    private var problems: [MetadataProblem] = []

    /// The metadata and what is wrong with the file. The caller has seen the first twelve bytes.
    static func read(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> (ImageMetadata, [MetadataProblem]) {
        var reader = WebPReader()
        try reader.walk(source)
        if reader.image.width == 0 {
            reader.problems.append(
                MetadataProblem(place: "RIFF", message: "the picture states no size"))
        }
        return (reader.image, reader.problems)
    }

    private mutating func walk(_ source: EvidenceSource) throws(EvidenceSourceError) {
        var offset = 12
        for _ in 0..<Self.chunkLimit {
            let head = try source.bytes(at: offset, count: 8)
            guard head.count == 8 else { return }
            let type = String(decoding: head[0..<4], as: UTF8.self)
            let size = Self.little(head, 4, 4)
            let left = source.byteCount - offset - 8
            if size > left {
                problems.append(
                    MetadataProblem(
                        place: "byte \(offset)",
                        message: "the chunk says it has \(size) bytes, \(left) are left"))
            }
            let wanted = ["EXIF", "XMP "].contains(type) ? Self.chunkSizeLimit : 32
            try read(type, try source.bytes(at: offset + 8, count: min(size, left, wanted)), offset)
            guard size <= left else { return }
            offset += 8 + size + size % 2
        }
    }

    private mutating func read(
        _ type: String, _ bytes: [UInt8], _ offset: Int
    ) throws(EvidenceSourceError) {
        let place = "\(type.trimmedOfSpace) at byte \(offset)"
        switch type {
        case "VP8X" where bytes.count >= 10:
            image.width = Self.little(bytes, 4, 3) + 1
            image.height = Self.little(bytes, 7, 3) + 1
        case "VP8 " where bytes.count >= 10 && image.width == 0:
            image.width = Self.little(bytes, 6, 2) & 0x3FFF
            image.height = Self.little(bytes, 8, 2) & 0x3FFF
        case "VP8L" where bytes.count >= 5 && image.width == 0:
            let bits = Self.little(bytes, 1, 4)
            image.width = bits & 0x3FFF + 1
            image.height = bits >> 14 & 0x3FFF + 1
        case "EXIF" where !image.hasExif:
            // Some writers keep the prefix that JPEG has.
            let block = bytes.starts(with: "Exif\0\0".utf8) ? Array(bytes.dropFirst(6)) : bytes
            problems += ExifReader.read(block, at: place, into: &image)
        case "XMP ": XMPFacts.add(XMPPacket(bytes), to: &image)
        case "C2PA": image.hasContentCredentials = true
        default: break
        }
    }

    private static func little(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
        guard offset + count <= bytes.count else { return 0 }
        return (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
}
