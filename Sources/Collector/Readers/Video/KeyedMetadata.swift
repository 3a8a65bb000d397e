import ClaimModel

/// Reads a `meta` box: QuickTime's keys with their values (`mdta`), or the item list that iTunes
/// made common (`mdir`).
enum KeyedMetadata {
    /// Keys taken of one list.
    static let keyLimit = 1_000

    /// Reads a `meta` box, which is a full box in ISO files and a plain one in QuickTime's.
    static func read(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        let start = try walk.start(of: box, count: 12)
        let isFull = !start.has("hdlr", at: 4) && start.has("hdlr", at: 8)
        let first = box.payload.lowerBound + (isFull || start.u32(0) == 0 ? 4 : 0)
        guard first <= box.payload.upperBound else { return }
        let children = try walk.boxes(in: first..<box.payload.upperBound)
        var keys: [String] = []
        if let child = children.first(where: { $0.type == "keys" }),
            let bytes = try walk.payload(of: child)
        {
            keys = names(bytes)
        }
        for child in children where child.type == "ilst" {
            guard child.payload.count <= MovieBoxWalk.payloadLimit else {
                walk.note(child.place, "the list has \(child.payload.count) bytes; it is not read")
                continue
            }
            for item in try walk.boxes(in: child.payload) {
                try read(item, keys, &walk, into: &facts)
            }
        }
    }

    private static func names(_ bytes: MetadataBytes) -> [String] {
        var names: [String] = []
        var index = 8
        while names.count < keyLimit, let size = bytes.u32(index), size >= 8,
            let name = bytes.slice(at: index + 8, count: size - 8)
        {
            names.append(MetadataText.utf8(name))
            index += size
        }
        return names
    }

    private static func read(
        _ item: MovieBox, _ keys: [String], _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        guard let value = try walk.boxes(in: item.payload).first(where: { $0.type == "data" }),
            let bytes = try walk.payload(of: value), bytes.u32(0) == 1
        else { return }
        let text = MetadataText.utf8(bytes.bytes.dropFirst(8))
        let number = item.type.unicodeScalars.reduce(0) { $0 << 8 | Int($1.value) }
        let name = number >= 1 && number <= keys.count ? keys[number - 1] : item.type
        let tag = "moov/meta/" + name
        switch name {
        case "com.apple.quicktime.creationdate": facts.addRecorded(text, tag: tag)
        case "com.apple.quicktime.location.ISO6709": facts.addLocation(text)
        case "com.apple.quicktime.make", "com.android.manufacturer", "©mak": facts.set(\.make, text)
        case "com.apple.quicktime.model", "com.android.model", "©mod": facts.set(\.model, text)
        case "com.apple.quicktime.software", "©too", "©swr", "encoder", "software":
            facts.set(\.software, text)
            facts.addProgram(text)
        case "com.android.version": facts.set(\.androidVersion, text)
        case "©day": facts.addRecorded(text, tag: tag)
        case "©xyz": facts.addLocation(text)
        case "creation_time", "date": facts.addRecorded(text, tag: tag)
        case "make": facts.set(\.make, text)
        case "model": facts.set(\.model, text)
        case "location": facts.addLocation(text)
        default: facts.addProgram(text)
        }
    }
}
