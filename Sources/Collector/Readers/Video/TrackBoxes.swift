import ClaimModel

/// Reads one track of a movie (`trak`).
struct TrackBoxes {
    private var track = VideoTrack(kind: "unknown")
    private var display: MovieHeaders.TrackHeader?

    /// Reads a track into the facts.
    static func read(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        var reader = TrackBoxes()
        for child in try walk.boxes(in: box.payload) {
            switch child.type {
            case "tkhd":
                guard let header = MovieHeaders.track(try walk.start(of: child, count: 128)) else {
                    walk.note(child.place, "the track header cannot be read")
                    continue
                }
                reader.display = header
                reader.track.rotationDegrees = header.rotationDegrees
                facts.addTime("track-created", tag: "moov/trak/tkhd", seconds: header.created)
            case "edts": try reader.readEdits(child, &walk)
            case "mdia": try reader.readMedia(child, &walk, into: &facts)
            case "udta": try UserDataBoxes.read(child, &walk, into: &facts)
            case "meta": try KeyedMetadata.read(child, &walk, into: &facts)
            default: break
            }
        }
        if reader.track.kind == "video", reader.track.width == nil, let display = reader.display,
            display.width > 0, display.height > 0
        {
            reader.track.width = display.width
            reader.track.height = display.height
        }
        if reader.track.kind != "video" { reader.track.rotationDegrees = 0 }
        facts.video.tracks.append(reader.track)
    }

    private mutating func readEdits(
        _ box: MovieBox, _ walk: inout MovieBoxWalk
    ) throws(EvidenceSourceError) {
        for child in try walk.boxes(in: box.payload) where child.type == "elst" {
            track.editCount = try walk.start(of: child, count: 8).u32(4)
        }
    }

    private mutating func readMedia(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        var information: [MovieBox] = []
        for child in try walk.boxes(in: box.payload) {
            switch child.type {
            case "mdhd":
                guard let timing = MovieHeaders.timing(try walk.start(of: child, count: 64)) else {
                    walk.note(child.place, "the media header cannot be read")
                    continue
                }
                track.durationMilliseconds = timing.milliseconds
                facts.addTime("media-created", tag: "moov/trak/mdia/mdhd", seconds: timing.created)
            case "hdlr": try readHandler(child, &walk, into: &facts)
            case "minf": information.append(child)
            default: break
            }
        }
        // After the handler, which says how to read the sample description.
        for box in information {
            for table in try walk.boxes(in: box.payload) where table.type == "stbl" {
                let children = try walk.boxes(in: table.payload)
                for child in children where child.type == "stsd" {
                    try readDescription(child, &walk, into: &facts)
                }
                if track.codec == "gpmd",
                    let payload = try GPMFReader.firstPayload(of: children, &walk),
                    let fix = GPMFReader.fix(in: payload)
                {
                    facts.addFix(fix)
                }
            }
        }
    }

    /// `hdlr` (ISO/IEC 14496-12, 8.4.3): what the track is for, and often who wrote it.
    private mutating func readHandler(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        let bytes = try walk.start(of: box, count: 512)
        guard let type = bytes.slice(at: 8, count: 4) else { return }
        switch MetadataText.latin1(type) {
        case "vide": track.kind = "video"
        case "soun": track.kind = "audio"
        case let other: track.kind = other.isEmpty ? "unknown" : other
        }
        var name = bytes.bytes.dropFirst(24)
        // QuickTime writes the length in front of the name, ISO a zero behind it.
        if let first = name.first, Int(first) == name.count - 1 { name = name.dropFirst() }
        facts.addProgram(MetadataText.utf8(name))
    }

    /// `stsd` (8.5.2): the codec and, for pictures, the size as coded.
    private mutating func readDescription(
        _ box: MovieBox, _ walk: inout MovieBoxWalk, into facts: inout VideoFacts
    ) throws(EvidenceSourceError) {
        let bytes = try walk.start(of: box, count: 8 + 86)
        guard track.codec == nil, let type = bytes.slice(at: 12, count: 4) else { return }
        var name = ""
        for byte in type { name.unicodeScalars.append(Unicode.Scalar(byte)) }
        track.codec = VideoCodecs.word(for: name)
        guard track.kind == "video" else { return }
        if let width = bytes.u16(40), let height = bytes.u16(42), width > 0, height > 0 {
            track.width = width
            track.height = height
        }
        // The compressor's name: a length and up to 31 characters.
        if let length = bytes.u8(58), length > 0,
            let text = bytes.slice(at: 59, count: min(length, 31))
        {
            facts.addProgram(MetadataText.utf8(text))
        }
    }
}
