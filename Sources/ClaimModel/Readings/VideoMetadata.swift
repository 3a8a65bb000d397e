/// What a video file says of itself. The pictures are never decoded.
public struct VideoMetadata: Hashable, Sendable {
    /// The container: `mp4`, `mov`, `3gp`, `mkv`, `webm`.
    public var container: String
    /// Major brand (ISO/IEC 14496-12, `ftyp`), four characters as written.
    public var brand: String
    /// Duration in milliseconds.
    public var durationMilliseconds: Int?
    /// Clocks the file carries, by name: `movie-created` (mvhd), `recorded` (QuickTime
    /// creationdate), `track-created` (tkhd), `media-created` (mdhd), `file-name`.
    public var clocks: [NamedClock]
    /// Tracks in file order.
    public var tracks: [VideoTrack]
    /// Where it was filmed.
    public var location: GeoPoint?
    /// The location as written.
    public var rawLocation: String?
    /// Maker of the device.
    public var make: String?
    /// Model of the device.
    public var model: String?
    /// Software of the device, or the program that wrote the file.
    public var software: String?
    /// Version of Android that wrote it.
    public var androidVersion: String?
    /// The XMP creator tool.
    public var creatorTool: String?
    /// Traces of programs that rewrite videos, as written: `Lavf58.29.100`.
    public var encoderTraces: [String]
    /// True when a C2PA manifest is present. It is not verified; absence proves nothing.
    public var hasContentCredentials: Bool = false
    /// Noticed about the file.
    public var remarks: [Finding]

    package init(
        container: String, brand: String, durationMilliseconds: Int? = nil,
        clocks: [NamedClock] = [], tracks: [VideoTrack] = [], location: GeoPoint? = nil,
        rawLocation: String? = nil, make: String? = nil, model: String? = nil,
        software: String? = nil, androidVersion: String? = nil, creatorTool: String? = nil,
        encoderTraces: [String] = [], hasContentCredentials: Bool = false, remarks: [Finding] = []
    ) {
        self.container = container
        self.brand = brand
        self.durationMilliseconds = durationMilliseconds
        self.clocks = clocks
        self.tracks = tracks
        self.location = location
        self.rawLocation = rawLocation
        self.make = make
        self.model = model
        self.software = software
        self.androidVersion = androidVersion
        self.creatorTool = creatorTool
        self.encoderTraces = encoderTraces
        self.hasContentCredentials = hasContentCredentials
        self.remarks = remarks
    }

    /// The first picture track.
    public var picture: VideoTrack? { tracks.first { $0.kind == "video" } }

    /// The metadata as named facts.
    public var facts: [StatedFact] {
        var facts = [
            StatedFact("video.container", container), StatedFact("video.brand", brand),
        ]
        func state(_ name: String, _ value: String?, raw: String? = nil) {
            if let value, !value.isEmpty { facts.append(StatedFact(name, value, raw: raw)) }
        }
        if let durationMilliseconds {
            state(
                "video.duration",
                String(durationMilliseconds / 1_000) + "."
                    + String(durationMilliseconds % 1_000).leftPadded(to: 3) + " s")
        }
        for clock in clocks {
            facts.append(
                StatedFact(
                    "video." + clock.name, clock.reading.text, raw: clock.reading.raw,
                    spot: .member(clock.tag)))
        }
        for track in tracks {
            state("video.track", track.summary)
        }
        if let picture {
            state("video.codec", picture.codec)
            if let width = picture.width, let height = picture.height {
                state("video.size", "\(width)x\(height)")
            }
            state("video.rotation", String(picture.rotationDegrees))
        }
        state("video.location", location?.description, raw: rawLocation)
        state("video.make", make)
        state("video.model", model)
        state("video.software", software)
        state("video.android", androidVersion)
        state("video.creator-tool", creatorTool)
        for trace in encoderTraces { state("video.encoder", trace) }
        if hasContentCredentials { state("video.c2pa", "present, not verified") }
        return facts
    }
}

/// One track of a video.
public struct VideoTrack: Hashable, Sendable {
    /// `video`, `audio`, or the four characters of the handler.
    public var kind: String
    /// The codec in the common word, such as `h264`, `hevc`, `aac`, else the four characters.
    public var codec: String?
    /// Width in pixels as coded.
    public var width: Int?
    /// Height in pixels as coded.
    public var height: Int?
    /// Clockwise rotation for display: 0, 90, 180 or 270.
    public var rotationDegrees: Int = 0
    /// Duration in milliseconds.
    public var durationMilliseconds: Int?
    /// Entries of its edit list; nil when it has none.
    public var editCount: Int?

    package init(
        kind: String, codec: String? = nil, width: Int? = nil, height: Int? = nil,
        rotationDegrees: Int = 0, durationMilliseconds: Int? = nil, editCount: Int? = nil
    ) {
        self.kind = kind
        self.codec = codec
        self.width = width
        self.height = height
        self.rotationDegrees = rotationDegrees
        self.durationMilliseconds = durationMilliseconds
        self.editCount = editCount
    }

    /// `video h264 1920x1080`.
    public var summary: String {
        var parts = [kind]
        if let codec { parts.append(codec) }
        if let width, let height { parts.append("\(width)x\(height)") }
        return parts.joined(separator: " ")
    }
}

/// A clock with the name of what it tells and the tag it was read from.
public struct NamedClock: Hashable, Sendable {
    /// What it tells.
    public var name: String
    /// The tag, box path or chunk it stands in.
    public var tag: String
    /// The reading.
    public var reading: ClockReading

    package init(name: String, tag: String, reading: ClockReading) {
        self.name = name
        self.tag = tag
        self.reading = reading
    }
}
