import ClaimModel

/// What is worth knowing about a video's metadata, as findings.
enum VideoRemarks {
    /// Clocks of one recording farther apart than this contradict each other, in seconds.
    static let clockTolerance: Int64 = 86_400

    /// The remarks in a fixed order.
    static func remarks(
        on video: VideoMetadata, implausible: [(name: String, tag: String, raw: String)],
        source: FileNameClock.Source?
    ) -> [Finding] {
        [
            rewritten(video), stripped(video, source), implausibleClock(implausible),
            conflict(video, source),
        ]
        .compactMap { $0 }
    }

    private static func rewritten(_ video: VideoMetadata) -> Finding? {
        guard let trace = video.encoderTraces.first else { return nil }
        return Finding(
            code: "video.reencoded", severity: .warning, places: [Place(spot: .whole)],
            message: "a program that rewrites videos left its name: " + trace,
            remedy: "add the original file from the device that filmed it", effort: .minutes,
            citations: video.encoderTraces.map {
                Citation(text: $0, place: Place(spot: .whole), origin: .read)
            })
    }

    /// A messenger's file name, and nothing left of what the device wrote.
    private static func stripped(
        _ video: VideoMetadata, _ source: FileNameClock.Source?
    ) -> Finding? {
        guard let source, source.isMessenger, video.make == nil, video.model == nil,
            video.location == nil, video.androidVersion == nil
        else { return nil }
        return Finding(
            code: "video.metadata.stripped", severity: .warning, places: [Place(spot: .whole)],
            message:
                "the file name is one that \(source.title) gives, and what the device wrote is gone",
            remedy: "add the original file from the phone that filmed it", effort: .minutes)
    }

    /// A header time of another epoch: the number is quoted, and no clock is made of it.
    private static func implausibleClock(
        _ times: [(name: String, tag: String, raw: String)]
    ) -> Finding? {
        guard let first = times.first else { return nil }
        var message =
            "the \(first.name) time cannot be meant as written: \(first.raw) seconds since 1904"
        if let clock = MovieClock.asUnixTime(first.raw) {
            message += "; counted from 1970 it is \(clock)"
        }
        return Finding(
            code: "video.clock.implausible", severity: .warning,
            places: [Place(spot: .member(first.tag))], message: message,
            remedy: "prove the day of recording by another exhibit", effort: .minutes,
            citations: times.map {
                Citation(text: $0.raw, place: Place(spot: .member($0.tag)), origin: .read)
            })
    }

    /// The header's time against the recording's own, and against a name that a camera gave. Times
    /// without an offset are given all the room they can mean.
    private static func conflict(_ video: VideoMetadata, _ source: FileNameClock.Source?)
        -> Finding?
    {
        guard let created = video.clocks.first(where: { $0.name == "movie-created" }) else {
            return nil
        }
        let others = video.clocks.filter {
            $0.name == "recorded" || ($0.name == "file-name" && source?.namesWhenTaken == true)
        }
        for other in others {
            let gap = max(
                created.reading.earliest - other.reading.latest,
                other.reading.earliest - created.reading.latest)
            guard gap > clockTolerance else { continue }
            let places = [created, other].map { Place(spot: .member($0.tag)) }
            return Finding(
                code: "video.clock.conflict", severity: .warning, places: places,
                message:
                    "the file was made \(created.reading.text), recorded \(other.reading.text)",
                remedy: "add the original file from the device that filmed it", effort: .minutes,
                citations: [
                    Citation(text: created.reading.text, place: places[0], origin: .read),
                    Citation(text: other.reading.text, place: places[1], origin: .read),
                ])
        }
        return nil
    }
}
