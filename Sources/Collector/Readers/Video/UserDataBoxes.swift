import ClaimModel

/// Reads a movie's user data (`udta`): QuickTime's international texts, 3GPP's boxes
/// (TS 26.244, 8), and boxes of camera makers.
enum UserDataBoxes {
    /// Reads the children of a `udta` box.
    static func read(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        let children = try walk.boxes(in: box.payload)
        // Positions as text are exact; those of 3GPP's box are rounded, so they count last.
        for child in children.filter({ $0.type != "loci" }) + children.filter({ $0.type == "loci" })
        {
            switch child.type {
            case "meta": try KeyedMetadata.read(child, &walk, into: &facts)
            case "XMP_":
                if let bytes = try walk.payload(of: child, limit: MovieBoxWalk.packetLimit) {
                    facts.addPacket(bytes.bytes)
                }
            case "GPMF":
                if let bytes = try walk.payload(of: child) { readGoPro(bytes, into: &facts) }
            case "loci":
                if let bytes = try walk.payload(of: child) { readLocation(bytes, into: &facts) }
            default:
                guard known.contains(child.type), let bytes = try walk.payload(of: child) else {
                    continue
                }
                read(child.type, bytes, into: &facts)
            }
        }
    }

    private static let known: Set<String> = [
        "©xyz", "©mak", "©mod", "©swr", "©day", "©too", "©enc", "©req", "©fmt", "©inf", "@xyz",
        "@mak", "@mod", "@swr", "@day", "manu", "modl", "CNMN", "FIRM", "TAGS", "auth",
    ]

    private static func read(_ type: String, _ bytes: MetadataBytes, into facts: inout VideoFacts) {
        switch type {
        case "manu", "modl":
            // Six bytes of zeros or of language stand in front of the text.
            let text = MetadataText.utf8(bytes.bytes.dropFirst(6))
            facts.set(type == "manu" ? \.make : \.model, text)
        case "CNMN": facts.set(\.model, MetadataText.utf8(bytes.bytes))
        case "FIRM": facts.set(\.software, MetadataText.utf8(bytes.bytes))
        case "TAGS":
            // Pentax, Nikon, Olympus, Sanyo and Minolta start with words such as "… DIGITAL CAMERA".
            let text = MetadataText.utf8(bytes.bytes.prefix(40))
            if text.utf8.count >= 5, text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
                facts.set(\.make, text)
            }
        case "auth":
            // 3GPP author: full box, language, text. Thermal cameras put their name there.
            let text = MetadataText.utf8(bytes.bytes.dropFirst(6))
            facts.addProgram(text)
        default:
            let text = internationalText(bytes)
            switch String(type.dropFirst()) {
            case "xyz": facts.addLocation(text)
            case "mak": facts.set(\.make, text)
            case "mod": facts.set(\.model, text)
            case "day": facts.addRecorded(text, tag: "moov/udta/" + type)
            case "swr", "too", "enc":
                facts.set(\.software, text)
                facts.addProgram(text)
            default: facts.addProgram(text)
            }
        }
    }

    /// A text behind its size and language, two bytes each (QuickTime File Format, user data text);
    /// as it stands when the size does not fit.
    private static func internationalText(_ bytes: MetadataBytes) -> String {
        if let size = bytes.u16(0), size > 0, let text = bytes.slice(at: 4, count: size) {
            return MetadataText.utf8(text)
        }
        return MetadataText.utf8(bytes.bytes)
    }

    /// `loci` (TS 26.244, 8.10): name, role, then longitude, latitude and height as 16.16 numbers.
    private static func readLocation(_ bytes: MetadataBytes, into facts: inout VideoFacts) {
        guard facts.video.location == nil, let language = bytes.slice(at: 4, count: 2) else {
            return
        }
        var index = language.endIndex
        if bytes.has("\u{FEFF}", at: index) || bytes.u16(index) == 0xFEFF
            || bytes.u16(index) == 0xFFFE
        {
            while let unit = bytes.u16(index), unit != 0 { index += 2 }
            index += 2
        } else {
            while let byte = bytes.u8(index), byte != 0 { index += 1 }
            index += 1
        }
        guard let longitude = bytes.i32(index + 1), let latitude = bytes.i32(index + 5),
            let point = GeoPoint(
                latitudeMicrodegrees: microdegrees(latitude),
                longitudeMicrodegrees: microdegrees(longitude))
        else { return }
        facts.video.location = point
        facts.video.rawLocation = "latitude \(latitude)/65536, longitude \(longitude)/65536"
    }

    private static func microdegrees(_ fixed: Int) -> Int {
        let product = fixed * 1_000_000
        return (product + (product < 0 ? -32_768 : 32_768)) / 65_536
    }

    /// GoPro's own metadata: keys of four letters with type, size and count. Its model is wanted.
    private static func readGoPro(_ bytes: MetadataBytes, into facts: inout VideoFacts) {
        var index = 0
        while let key = bytes.slice(at: index, count: 4), let type = bytes.u8(index + 4),
            let size = bytes.u8(index + 5), let count = bytes.u16(index + 6)
        {
            index += 8
            // Type 0 holds further keys: they follow at once.
            if type == 0 { continue }
            if key.elementsEqual("MINF".utf8),
                let text = bytes.slice(at: index, count: size * count)
            {
                facts.set(\.model, MetadataText.utf8(text))
                return
            }
            index += (size * count + 3) / 4 * 4
        }
    }
}
