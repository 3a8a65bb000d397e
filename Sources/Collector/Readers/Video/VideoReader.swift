package import ClaimModel

/// Reads what an MP4, MOV or 3GP file says of itself (ISO/IEC 14496-12, QuickTime File Format,
/// 3GPP TS 26.244). Media (`mdat`) is never read. The walk goes down only boxes it knows, at most
/// seven deep, so a file cannot nest it further.
package struct VideoReader {
    /// Tracks read of one file.
    static let trackLimit = 64

    private var walk: MovieBoxWalk
    private var facts: VideoFacts

    /// The metadata, with remarks; nil when the file does not start like a movie.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> VideoMetadata? {
        let start = MetadataBytes(try source.bytes(at: 0, count: 16))
        guard let brand = MovieBrand(start) else { return nil }
        var reader = VideoReader(
            walk: MovieBoxWalk(source),
            facts: VideoFacts(video: VideoMetadata(container: brand.container, brand: brand.text)))
        try reader.readFile()
        var video = reader.facts.video
        if let reading = FileNameClock.read(fileName) {
            video.clocks.append(NamedClock(name: "file-name", tag: "file name", reading: reading))
        }
        video.remarks += MetadataProblem.findings(reader.walk.problems, code: "video.damaged")
        video.remarks += VideoRemarks.remarks(
            on: video, implausible: reader.facts.implausibleTimes,
            source: FileNameClock.source(fileName))
        return video
    }

    private mutating func readFile() throws(EvidenceSourceError) {
        var movieCount = 0
        for box in try walk.boxes(in: 0..<walk.source.byteCount, isTopLevel: true) {
            switch box.type {
            case "moov":
                movieCount += 1
                if movieCount == 1 { try readMovie(box) }
            case "meta": try KeyedMetadata.read(box, &walk, into: &facts)
            case "udta": try UserDataBoxes.read(box, &walk, into: &facts)
            case "uuid": try readExtension(box)
            default: break
            }
        }
        if movieCount == 0 {
            walk.note(
                "file", "there is no movie header (moov): the file is cut off or was never finished"
            )
        } else if movieCount > 1 {
            walk.note("file", "there are \(movieCount) movie headers (moov); the first is read")
        }
    }

    private mutating func readMovie(_ box: MovieBox) throws(EvidenceSourceError) {
        let children = try walk.boxes(in: box.payload)
        var hasHeader = false
        for child in children {
            switch child.type {
            case "mvhd":
                guard let timing = MovieHeaders.timing(try walk.start(of: child, count: 128)) else {
                    walk.note(child.place, "the movie header cannot be read")
                    continue
                }
                hasHeader = true
                if timing.timescale == 0 {
                    walk.note(child.place, "the movie header counts no time")
                }
                facts.video.durationMilliseconds = timing.milliseconds
                facts.addTime("movie-created", tag: "moov/mvhd", seconds: timing.created)
                try readFragments(children, timescale: timing.timescale)
            case "cmov": walk.note(child.place, "the movie header is compressed; it is not read")
            default: break
            }
        }
        if !hasHeader { walk.note(box.place, "there is no header (mvhd) in the movie") }
        // The keys of the recording device count before user data, which older programs write.
        for child in children where child.type == "meta" {
            try KeyedMetadata.read(child, &walk, into: &facts)
        }
        for child in children where child.type == "udta" {
            try UserDataBoxes.read(child, &walk, into: &facts)
        }
        for child in children where child.type == "uuid" { try readExtension(child) }
        var trackCount = 0
        for child in children where child.type == "trak" {
            trackCount += 1
            guard trackCount <= Self.trackLimit else {
                walk.note(child.place, "more than \(Self.trackLimit) tracks; the rest is not read")
                break
            }
            try TrackBoxes.read(child, &walk, into: &facts)
        }
    }

    /// `mvex/mehd` (ISO/IEC 14496-12, 8.8.2): the duration of a movie in fragments.
    private mutating func readFragments(
        _ children: [MovieBox], timescale: Int
    ) throws(EvidenceSourceError) {
        guard facts.video.durationMilliseconds == nil else { return }
        for child in children where child.type == "mvex" {
            for box in try walk.boxes(in: child.payload) where box.type == "mehd" {
                let bytes = try walk.start(of: box, count: 12)
                facts.video.durationMilliseconds = MovieHeaders.milliseconds(
                    bytes.number(at: 4, size: bytes.u8(0) == 1 ? 8 : 4), timescale: timescale)
            }
        }
    }

    /// `uuid` boxes: XMP and C2PA, by the sixteen bytes in front.
    private mutating func readExtension(_ box: MovieBox) throws(EvidenceSourceError) {
        let bytes = try walk.start(of: box, count: 16)
        if bytes.bytes == Self.contentCredentials {
            facts.video.hasContentCredentials = true
        } else if bytes.bytes == Self.packet {
            if let payload = try walk.payload(of: box, limit: MovieBoxWalk.packetLimit) {
                facts.addPacket(Array(payload.bytes.dropFirst(16)))
            }
        }
    }

    /// d8fec3d6-1b0e-483c-9297-5828877ec481 (C2PA specification, BMFF).
    private static let contentCredentials: [UInt8] = [
        0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4,
        0x81,
    ]
    /// be7acfcb-97a9-42e8-9c71-999491e3afac (XMP specification, part 3).
    private static let packet: [UInt8] = [
        0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3, 0xAF,
        0xAC,
    ]
}
