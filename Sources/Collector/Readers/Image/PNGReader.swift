import ClaimModel

/// Reads a PNG's metadata (ISO/IEC 15948): size, texts, tIME, eXIf and caBX chunks. Pictures are
/// skipped, checksums are not computed: the seal proves the bytes, not the chunk.
struct PNGReader {
    /// Chunks walked.
    static let chunkLimit = 100_000
    /// Bytes read of one metadata chunk.
    static let chunkSizeLimit = 1_048_576
    /// Texts kept.
    static let textLimit = 100

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private var window: EvidenceWindow
    private var image = ImageMetadata(format: "png", width: 0, height: 0)
    private var problems: [MetadataProblem] = []

    /// The metadata and what is wrong with the file. The caller has seen the signature.
    static func read(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> (ImageMetadata, [MetadataProblem]) {
        var reader = PNGReader(window: EvidenceWindow(source))
        try reader.walk()
        return (reader.image, reader.problems)
    }

    private mutating func walk() throws(EvidenceSourceError) {
        let end = window.source.byteCount
        var offset = Self.signature.count
        for index in 0..<Self.chunkLimit {
            guard let head = try window.bytes(at: offset, count: 8) else {
                note("byte \(offset)", "the file ends without an end chunk (IEND)")
                return
            }
            let header = MetadataBytes(head)
            let size = header.u32(0) ?? 0
            let type = MetadataText.latin1(head[4...])
            let place = "\(printable(type)) at byte \(offset)"
            guard size <= 0x7FFF_FFFF, size <= end - offset - 12 else {
                note(
                    place,
                    "the chunk says it has \(size) bytes, \(max(0, end - offset - 12)) are left")
                if type == "IHDR" { try readHeader(offset + 8, min(size, 13), place) }
                return
            }
            if index == 0, type != "IHDR" { note(place, "the first chunk is not IHDR") }
            try read(type, at: offset + 8, size: size, place: place)
            offset += size + 12
            if type == "IEND" {
                if offset < end {
                    image.remarks.append(
                        Finding(
                            code: "image.trailing", severity: .note,
                            places: [Place(spot: .member("byte \(offset)"))],
                            message: "\(end - offset) bytes follow the end of the picture"))
                }
                return
            }
        }
        note("byte \(offset)", "more than \(Self.chunkLimit) chunks; the rest is not read")
    }

    private mutating func read(
        _ type: String, at offset: Int, size: Int, place: String
    ) throws(EvidenceSourceError) {
        switch type {
        case "IHDR": try readHeader(offset, size, place)
        case "caBX": image.hasContentCredentials = true
        case "tEXt", "zTXt", "iTXt", "tIME", "eXIf":
            guard size <= Self.chunkSizeLimit else {
                note(place, "the chunk has \(size) bytes of metadata; it is not read")
                return
            }
            guard let bytes = try window.bytes(at: offset, count: size) else { return }
            switch type {
            case "tIME": readTime(MetadataBytes(bytes), place)
            case "eXIf":
                guard !image.hasExif else { return }
                problems += ExifReader.read(bytes, at: place, into: &image)
            default: readText(type, bytes, place)
            }
        default: break
        }
    }

    private mutating func readHeader(
        _ offset: Int, _ size: Int, _ place: String
    ) throws(EvidenceSourceError) {
        guard size == 13, let bytes = try window.bytes(at: offset, count: 8),
            let width = MetadataBytes(bytes).u32(0), let height = MetadataBytes(bytes).u32(4)
        else {
            note(place, "the header chunk is not 13 bytes long")
            return
        }
        image.width = width
        image.height = height
        if width == 0 || height == 0 { note(place, "the picture has no width or no height") }
    }

    /// tIME: the last change, in UTC (ISO/IEC 15948, 11.3.6.1).
    private mutating func readTime(_ bytes: MetadataBytes, _ place: String) {
        guard bytes.count == 7, let year = bytes.u16(0), let month = bytes.u8(2),
            let day = bytes.u8(3), let hour = bytes.u8(4), let minute = bytes.u8(5),
            let second = bytes.u8(6),
            let date = CalendarDay(year: year, month: month, day: day),
            let clock = WallClock(day: date, hour: hour, minute: minute, second: second)
        else {
            note(place, "the time of the last change cannot be read")
            return
        }
        image.clocks.append(
            NamedClock(
                name: "written", tag: "tIME",
                reading: ClockReading(
                    raw: clock.description, wallClock: clock, offset: .utc, offsetSource: .format,
                    keeper: .device)))
    }

    /// tEXt, zTXt and iTXt (11.3.4). Compressed texts are named, not unpacked.
    private mutating func readText(_ type: String, _ bytes: [UInt8], _ place: String) {
        guard let end = bytes.firstIndex(of: 0), (1...79).contains(end) else {
            note(place, "the text has no keyword")
            return
        }
        let keyword = MetadataText.latin1(bytes[..<end])
        let rest = bytes[(end + 1)...]
        switch type {
        case "tEXt": keep(keyword, MetadataText.latin1(rest))
        case "zTXt": keep(keyword, "(compressed)")
        default:
            guard rest.count >= 2 else {
                note(place, "the text is cut off")
                return
            }
            let isCompressed = rest[rest.startIndex] != 0
            let parts = rest.dropFirst(2).split(
                separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else {
                note(place, "the text is cut off")
                return
            }
            if isCompressed {
                keep(keyword, "(compressed)")
            } else if keyword == "XML:com.adobe.xmp" {
                XMPFacts.add(XMPPacket(parts[2]), to: &image)
            } else {
                keep(keyword, MetadataText.utf8(parts[2]))
            }
        }
    }

    private mutating func keep(_ keyword: String, _ text: String) {
        guard !text.isEmpty else { return }
        switch keyword {
        case "Software" where image.software == nil:
            image.software = text
            return
        case "Creation Time":
            if let reading = WrittenTime.read(text, keeper: .device) {
                image.clocks.append(
                    NamedClock(name: "created", tag: "tEXt Creation Time", reading: reading))
                return
            }
        default: break
        }
        if image.texts.count < Self.textLimit {
            image.texts.append(
                NamedText(keyword: keyword, text: String(text.prefix(XMPPacket.valueLimit))))
        }
    }

    private mutating func note(_ place: String, _ message: String) {
        if problems.count < MetadataProblem.limit {
            problems.append(MetadataProblem(place: place, message: message))
        }
    }

    private func printable(_ type: String) -> String {
        let isName =
            type.utf8.count == 4
            && type.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) }
        return isName ? type : "unnamed chunk"
    }
}
