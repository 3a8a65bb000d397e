package import ClaimModel

/// Reads what a Matroska or WebM file says of itself (RFC 9559, EBML in RFC 8794): duration, date,
/// tracks, programs. Clusters, which hold the media, are stepped over.
package struct MatroskaReader {
    /// Elements walked of one file.
    static let elementLimit = 20_000
    /// Elements inside each other.
    static let depthLimit = 6
    /// Bytes read of one value.
    static let valueLimit = 4_096

    private let source: EvidenceSource
    private var facts: VideoFacts
    private var problems: [MetadataProblem] = []
    private var elementCount = 0
    private var saidTracks = false
    /// Nanoseconds of one tick of the duration.
    private var scale: UInt64 = 1_000_000
    private var ticks: Double?

    /// The metadata, with remarks; nil when the file does not start like EBML.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> VideoMetadata? {
        guard try source.bytes(at: 0, count: 4) == [0x1A, 0x45, 0xDF, 0xA3] else { return nil }
        var reader = MatroskaReader(
            source: source,
            facts: VideoFacts(video: VideoMetadata(container: "mkv", brand: "matroska")))
        try reader.walk(0..<source.byteCount, depth: 0)
        var video = reader.facts.video
        if let ticks = reader.ticks {
            let milliseconds = ticks * Double(reader.scale) / 1_000_000
            if milliseconds.isFinite, (0..<1e15).contains(milliseconds) {
                video.durationMilliseconds = Int(milliseconds.rounded())
            }
        }
        if let reading = FileNameClock.read(fileName) {
            video.clocks.append(NamedClock(name: "file-name", tag: "file name", reading: reading))
        }
        video.remarks += MetadataProblem.findings(reader.problems, code: "video.damaged")
        video.remarks += VideoRemarks.remarks(
            on: video, implausible: [], source: FileNameClock.source(fileName))
        return video
    }

    private init(source: EvidenceSource, facts: VideoFacts) {
        self.source = source
        self.facts = facts
    }

    private mutating func walk(_ range: Range<Int>, depth: Int) throws(EvidenceSourceError) {
        guard depth < Self.depthLimit else { return }
        var at = range.lowerBound
        var name = ""
        while at < range.upperBound {
            elementCount += 1
            guard elementCount <= Self.elementLimit else {
                note(at, "more than \(Self.elementLimit) elements; the rest is not read")
                return
            }
            let head = try source.bytes(at: at, count: min(12, range.upperBound - at))
            guard let id = Self.number(head, 0, keepsMarker: true), id.length <= 4,
                let size = Self.number(head, id.length, keepsMarker: false)
            else {
                note(at, "no element begins here")
                return
            }
            let start = at + id.length + size.length
            let isUnknown = size.value == UInt64(1) << (7 * UInt64(size.length)) - 1
            let left = range.upperBound - start
            let count = isUnknown ? left : Int(clamping: size.value)
            if count > left {
                note(at, "the element says it has \(count) bytes, \(max(0, left)) are left")
            }
            let inside = start..<(start + max(0, min(count, left)))
            switch id.value {
            // EBML, Segment, Info, Tracks, Tags, Tag, SimpleTag.
            case 0x1A45_DFA3, 0x1853_8067, 0x1549_A966, 0x1654_AE6B, 0x1254_C367, 0x7373, 0x67C8:
                try walk(inside, depth: depth + 1)
            case 0xAE:
                // Tracks may stand in any number of elements around them: those too many are stepped over.
                guard facts.video.tracks.count < VideoReader.trackLimit else {
                    if !saidTracks {
                        note(at, "more than \(VideoReader.trackLimit) tracks; the rest is not read")
                    }
                    saidTracks = true
                    break
                }
                facts.video.tracks.append(VideoTrack(kind: "other"))
                try walk(inside, depth: depth + 1)
            case 0xE0: try walk(inside, depth: depth + 1)
            // Cluster: media.
            case 0x1F43_B675: if isUnknown { return }
            default:
                if inside.count <= Self.valueLimit {
                    try read(
                        id.value, source.bytes(at: inside.lowerBound, count: inside.count), &name)
                }
            }
            at = inside.upperBound
        }
    }

    private mutating func read(
        _ id: UInt64, _ bytes: [UInt8], _ name: inout String
    ) throws(EvidenceSourceError) {
        var text: String {
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).trimmedOfSpace
        }
        var number: UInt64 {
            bytes.count <= 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : 0
        }
        let last = facts.video.tracks.indices.last
        switch id {
        case 0x4282:
            facts.video.brand = String(text.prefix(32))
            facts.video.container = text == "webm" ? "webm" : "mkv"
        case 0x2AD7B1: if number > 0 { scale = number }
        case 0x4489:
            ticks =
                bytes.count == 4
                ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: number)))
                : bytes.count == 8 ? Double(bitPattern: number) : nil
        case 0x4461:
            // Nanoseconds since 2001, UTC.
            guard bytes.count == 8 else { return }
            let seconds = Int64(bitPattern: number) / 1_000_000_000 + 978_307_200
            if let clock = ClockReading(
                raw: String(Int64(bitPattern: number)), unixSeconds: seconds, keeper: .device)
            {
                facts.addClock("movie-created", tag: "Info/DateUTC", clock)
            }
        case 0x4D80, 0x5741:
            facts.set(\.software, text)
            facts.addProgram(text)
        case 0x83:
            if let last {
                facts.video.tracks[last].kind =
                    [1: "video", 2: "audio", 17: "subtitle"][number] ?? "other"
            }
        case 0x86: if let last { facts.video.tracks[last].codec = Self.codec(text) }
        case 0xB0: if let last { facts.video.tracks[last].width = Int(clamping: number) }
        case 0xBA: if let last { facts.video.tracks[last].height = Int(clamping: number) }
        case 0x45A3: name = text.uppercased()
        case 0x4487:
            switch name {
            case "DATE_RECORDED", "DATE", "CREATION_TIME":
                facts.addRecorded(text, tag: "Tags/" + name)
            case "LOCATION", "RECORDING_LOCATION": facts.addLocation(text)
            case "ENCODER": facts.addProgram(text)
            default: break
            }
        default: break
        }
    }

    private static func codec(_ id: String) -> String {
        switch id {
        case "V_MPEG4/ISO/AVC": "h264"
        case "V_MPEGH/ISO/HEVC": "hevc"
        case "V_VP8": "vp8"
        case "V_VP9": "vp9"
        case "V_AV1": "av1"
        case "V_MPEG4/ISO/ASP", "V_MPEG4/ISO/SP": "mpeg4"
        case "V_MJPEG": "mjpeg"
        case "A_OPUS": "opus"
        case "A_VORBIS": "vorbis"
        case "A_FLAC": "flac"
        case "A_AC3": "ac3"
        case _ where id.hasPrefix("A_AAC"): "aac"
        default: String(id.prefix(64))
        }
    }

    /// A number of variable length (RFC 8794, 4): its length is told by the first bit that is set.
    private static func number(
        _ bytes: [UInt8], _ start: Int, keepsMarker: Bool
    ) -> (value: UInt64, length: Int)? {
        guard start < bytes.count, bytes[start] != 0 else { return nil }
        let length = bytes[start].leadingZeroBitCount + 1
        guard start + length <= bytes.count else { return nil }
        var value = UInt64(bytes[start])
        if !keepsMarker { value &= UInt64(0xFF) >> UInt64(length) }
        for index in 1..<max(1, length) { value = value << 8 | UInt64(bytes[start + index]) }
        return (value, length)
    }

    private mutating func note(_ offset: Int, _ message: String) {
        if problems.count < MetadataProblem.limit {
            problems.append(MetadataProblem(place: "byte \(offset)", message: message))
        }
    }
}
