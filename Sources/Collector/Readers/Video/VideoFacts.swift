import ClaimModel

/// Gathers what the boxes of a movie say. Of values said more than once the first counts, so the
/// order of reading is the order of trust.
struct VideoFacts {
    /// Texts are cut here.
    static let textLimit = 1_024
    /// Clocks kept.
    static let clockLimit = 40
    /// Traces kept.
    static let traceLimit = 16

    /// What is known so far.
    var video: VideoMetadata
    /// Header times that cannot be meant so: name, tag, number.
    private(set) var implausibleTimes: [(name: String, tag: String, raw: String)] = []

    /// A header time.
    mutating func addTime(_ name: String, tag: String, seconds: UInt64) {
        switch MovieClock.meaning(of: seconds) {
        case .absent: break
        case .time(let reading): addClock(name, tag: tag, reading)
        case .implausible(let raw):
            if !implausibleTimes.contains(where: { $0.name == name && $0.raw == raw }),
                implausibleTimes.count < Self.clockLimit
            {
                implausibleTimes.append((name, tag, raw))
            }
        }
    }

    /// A clock; one that says the same as another of its name is left out.
    mutating func addClock(_ name: String, tag: String, _ reading: ClockReading) {
        let isKnown = video.clocks.contains {
            $0.name == name && $0.reading.wallClock == reading.wallClock
                && $0.reading.offset == reading.offset
        }
        if !isKnown, video.clocks.count < Self.clockLimit {
            video.clocks.append(NamedClock(name: name, tag: tag, reading: reading))
        }
    }

    /// A time written as text, kept as when the video was recorded when it has a time of day.
    mutating func addRecorded(_ text: String, tag: String) {
        if let reading = WrittenTime.read(text, keeper: .device), reading.wallClock.hour != nil {
            addClock("recorded", tag: tag, reading)
        }
    }

    /// A position as text after ISO 6709.
    mutating func addLocation(_ text: String) {
        guard video.location == nil, !text.isEmpty else { return }
        video.location = LocationText.read(text)
        if video.rawLocation == nil || video.location != nil {
            video.rawLocation = String(text.prefix(Self.textLimit))
        }
    }

    /// Where and when the satellites saw the camera.
    mutating func addFix(_ fix: GPMFReader.Fix) {
        if video.location == nil { video.location = fix.location }
        if let clock = fix.clock { addClock("gps", tag: "gpmd GPSU", clock) }
    }

    /// Sets a text unless it is known already.
    mutating func set(_ path: WritableKeyPath<VideoMetadata, String?>, _ text: String) {
        guard video[keyPath: path] == nil, !text.isEmpty else { return }
        video[keyPath: path] = String(text.prefix(Self.textLimit))
    }

    /// A text that names the program which wrote the file; traces of rewriting are kept.
    mutating func addProgram(_ text: String) {
        let text = String(text.prefix(Self.textLimit))
        guard !text.isEmpty, RewritingPrograms.areNamed(in: text),
            !video.encoderTraces.contains(text), video.encoderTraces.count < Self.traceLimit
        else { return }
        video.encoderTraces.append(text)
    }

    /// An XMP packet.
    mutating func addPacket(_ bytes: [UInt8]) {
        guard let tool = XMPPacket(bytes).creatorTool else { return }
        set(\.creatorTool, tool)
        addProgram(tool)
    }
}
