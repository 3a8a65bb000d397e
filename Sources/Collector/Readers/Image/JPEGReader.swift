import ClaimModel

/// Reads a JPEG's metadata (ISO/IEC 10918-1, annex B): size, Exif, XMP, C2PA, and whether a video
/// follows the picture. Entropy-coded data is only searched for the marker that ends it.
struct JPEGReader {
    /// Segments walked.
    static let segmentLimit = 10_000

    private var window: EvidenceWindow
    private var image = ImageMetadata(format: "jpeg", width: 0, height: 0)
    private var problems: [MetadataProblem] = []

    /// The metadata and what is wrong with the file. The caller has seen the first marker.
    static func read(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> (ImageMetadata, [MetadataProblem]) {
        var reader = JPEGReader(window: EvidenceWindow(source))
        try reader.walk()
        if reader.image.width == 0 || reader.image.height == 0 {
            reader.note("frame header", "the picture states no size")
        }
        return (reader.image, reader.problems)
    }

    private mutating func walk() throws(EvidenceSourceError) {
        var offset = 2
        for _ in 0..<Self.segmentLimit {
            guard let lead = try window.byte(at: offset) else {
                note("byte \(offset)", "the file ends without an end marker (EOI)")
                return
            }
            guard lead == 0xFF else {
                note("byte \(offset)", "a marker is expected here")
                return
            }
            guard let marker = try window.byte(at: offset + 1) else {
                note("byte \(offset)", "the file ends inside a marker")
                return
            }
            switch marker {
            case 0xFF: offset += 1
            case 0xD9:
                try lookBehind(offset + 2)
                return
            case 0x01, 0xD0...0xD8: offset += 2
            default:
                let place = Self.name(marker) + " at byte \(offset)"
                guard let head = try window.bytes(at: offset + 2, count: 2),
                    let length = MetadataBytes(head).u16(0), length >= 2
                else {
                    note(place, "the segment has no length")
                    return
                }
                guard length <= window.source.byteCount - offset - 2,
                    let payload = try window.bytes(at: offset + 4, count: length - 2)
                else {
                    note(place, "the segment says it has \(length) bytes, fewer are left")
                    return
                }
                read(marker, payload, place)
                offset += 2 + length
                if marker == 0xDA { offset = try endOfScan(from: offset) }
            }
        }
        note("byte \(offset)", "more than \(Self.segmentLimit) segments; the rest is not read")
    }

    private mutating func read(_ marker: UInt8, _ payload: [UInt8], _ place: String) {
        let bytes = MetadataBytes(payload)
        switch marker {
        case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
            guard image.width == 0, let height = bytes.u16(1), let width = bytes.u16(3) else {
                return
            }
            image.width = width
            image.height = height
        case 0xE1 where bytes.has("Exif\0\0", at: 0):
            guard !image.hasExif else { return }
            problems += ExifReader.read(Array(payload.dropFirst(6)), at: place, into: &image)
        case 0xE1 where bytes.has(Self.packetName, at: 0):
            XMPFacts.add(XMPPacket(payload.dropFirst(Self.packetName.utf8.count)), to: &image)
        case 0xEB where bytes.has("JP", at: 0):
            if ByteSearch.first(Array("c2pa".utf8), in: payload) != nil {
                image.hasContentCredentials = true
            }
        case 0xED where bytes.has("Photoshop 3.0\0", at: 0):
            if !image.texts.contains(where: { $0.keyword == "APP13" }) {
                image.texts.append(NamedText(keyword: "APP13", text: "Photoshop resources present"))
            }
        default: break
        }
    }

    /// The offset of the next marker that is no restart marker and no stuffed byte.
    private mutating func endOfScan(from start: Int) throws(EvidenceSourceError) -> Int {
        var offset = start
        var sawLead = false
        while true {
            let rest = try window.rest(at: offset)
            if rest.isEmpty { return offset }
            for index in rest.indices {
                let byte = rest[index]
                if sawLead {
                    switch byte {
                    case 0xFF: continue
                    case 0x00, 0xD0...0xD7: sawLead = false
                    default: return offset + (index - rest.startIndex) - 1
                    }
                } else if byte == 0xFF {
                    sawLead = true
                }
            }
            offset += rest.count
        }
    }

    /// Looks for the start of a video (`ftyp` behind a small size) behind the picture, as motion
    /// photos have it, some of them after further pictures.
    private mutating func lookBehind(_ start: Int) throws(EvidenceSourceError) {
        var offset = start
        var tail: [UInt8] = []
        let pattern = Array("ftyp".utf8)
        while true {
            let rest = try window.rest(at: offset)
            if rest.isEmpty { return }
            let bytes = tail + rest
            var from = 4
            while let found = ByteSearch.first(pattern, in: bytes, from: from) {
                if let size = MetadataBytes(bytes).u32(found - 4), (16...1_024).contains(size) {
                    image.hasMotion = true
                    return
                }
                from = found + 1
            }
            offset += rest.count
            tail = Array(bytes.suffix(7))
        }
    }

    private mutating func note(_ place: String, _ message: String) {
        if problems.count < MetadataProblem.limit {
            problems.append(MetadataProblem(place: place, message: message))
        }
    }

    private static func name(_ marker: UInt8) -> String {
        switch marker {
        case 0xE0...0xEF: "APP\(marker - 0xE0)"
        case 0xC4: "DHT"
        case 0xC0...0xCF: "SOF\(marker - 0xC0)"
        case 0xDA: "SOS"
        case 0xDB: "DQT"
        case 0xFE: "COM"
        default: "marker " + String(marker, radix: 16)
        }
    }

    private static let packetName = "http://ns.adobe.com/xap/1.0/\0"
}
