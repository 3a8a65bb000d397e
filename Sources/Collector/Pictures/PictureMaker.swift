package import ClaimModel
import SystemLibraries

/// Draws small pictures of photographs, first pages and video stills.
///
/// Nothing here decodes a picture: a program of the system does, locked down, and what it writes is
/// checked and stripped (`SmallJPEG`). A preview that lies in a photograph is never used: it may show
/// another picture than the photograph does.
package struct PictureMaker: Sendable {
    /// What came of one file.
    package enum Outcome: Hashable, Sendable {
        case drawn(SmallJPEG)
        /// Why there is none, as words that end a sentence.
        case absent(reason: String)
    }

    /// A file that wants a picture.
    package struct Request: Sendable {
        package var entry: EntryPath
        package var source: EvidenceSource
        package var mediaType: String
        package var reading: Reading

        package init(entry: EntryPath, source: EvidenceSource, mediaType: String, reading: Reading)
        {
            self.entry = entry
            self.source = source
            self.mediaType = mediaType
            self.reading = reading
        }
    }

    /// Bytes of one picture.
    package static let byteLimit = 24 << 10
    /// Bytes of all pictures of a report, as base 64.
    package static let totalLimit = 4 << 20
    /// Pictures of one report.
    package static let countLimit = 400
    /// Bytes of a file that is drawn.
    package static let sourceLimit = 256 << 20

    /// False for `--no-sandbox`: programs then run without a lockdown.
    let isConfined: Bool

    package init(isConfined: Bool) {
        self.isConfined = isConfined
    }

    /// Draws until the limits of a report are reached, in the order of the requests.
    package func draw(_ requests: [Request]) -> [EntryPath: Outcome] {
        let crew = Crew()
        var outcomes: [EntryPath: Outcome] = [:]
        var spent = 0
        var count = 0
        var rest = requests[...]
        while !rest.isEmpty {
            // As many at a time as there are hands, so that the limits are never passed by far.
            let batch = rest.prefix(2 * Crew.processorCount)
            rest = rest.dropFirst(batch.count)
            let results = batch.map { request in
                spent < Self.totalLimit && count < Self.countLimit
                    ? crew.begin { outcome(of: request) } : nil
            }
            for (request, result) in zip(batch, results) {
                guard let outcome = result?.wait() else {
                    outcomes[request.entry] = .absent(reason: "the page holds no more of them")
                    continue
                }
                guard case .drawn(let picture) = outcome else {
                    outcomes[request.entry] = outcome
                    continue
                }
                let cost = (picture.bytes.count + 2) / 3 * 4
                guard spent + cost <= Self.totalLimit, count < Self.countLimit else {
                    spent = Self.totalLimit
                    outcomes[request.entry] = .absent(reason: "the page holds no more of them")
                    continue
                }
                spent += cost
                count += 1
                outcomes[request.entry] = outcome
            }
        }
        return outcomes
    }

    /// Whether files of this type have a picture at all.
    package static func hasPicture(_ mediaType: String) -> Bool {
        mediaType == "application/pdf" || mediaType.hasPrefix("image/")
            || mediaType.hasPrefix("video/")
    }

    private func outcome(of request: Request) -> Outcome {
        let program: DrawingProgram
        var format = ""
        var filters: [String] = []
        var seconds: Int?
        switch (request.mediaType, request.reading) {
        case ("application/pdf", _): program = .pdftoppm
        case ("image/jpeg", .image(let image)):
            program = .ffmpeg
            format = "jpeg_pipe"
            filters = Self.filters(forOrientation: image.orientation)
        case ("image/png", .image): (program, format) = (.ffmpeg, "png_pipe")
        case ("image/webp", .image): (program, format) = (.ffmpeg, "webp_pipe")
        case (_, .video(let video)):
            program = .ffmpeg
            format = ["mkv", "webm"].contains(video.container) ? "matroska" : "mov"
            // Not the first frame, which is black in many videos.
            seconds = (video.durationMilliseconds ?? 0) / 10_000
        case (let type, .image): return .absent(reason: "no program here draws \(type)")
        default: return .absent(reason: "it could not be read")
        }
        guard let found = program.found else {
            return .absent(reason: "\(program.rawValue) is not installed")
        }
        guard !isConfined || Confinement.isPossible else {
            return .absent(reason: "this kernel cannot lock \(program.rawValue) down")
        }
        let bytes: [UInt8]
        do throws(EvidenceSourceError) {
            bytes = try request.source.all(limit: Self.sourceLimit)
        } catch {
            return .absent(reason: error.reason)
        }
        for attempt in DrawingProgram.attempts {
            let result: ProgramResult
            do throws(SystemError) {
                result = try found.run(
                    program.arguments(attempt, format: format, filters: filters, seconds: seconds),
                    input: bytes, limits: DrawingProgram.limits,
                    confinement: isConfined ? Confinement(for: found, data: program.data) : nil)
            } catch {
                return .absent(reason: "\(program.rawValue) could not be started")
            }
            guard result.succeeded, let picture = SmallJPEG(result.output) else {
                return .absent(reason: "\(program.rawValue) could not draw it")
            }
            if picture.bytes.count <= Self.byteLimit { return .drawn(picture) }
        }
        return .absent(reason: "it does not get small enough")
    }

    /// Turns a photograph upright (Exif 2.32, tag 274).
    private static func filters(forOrientation orientation: Int?) -> [String] {
        switch orientation {
        case 2: ["hflip"]
        case 3: ["hflip", "vflip"]
        case 4: ["vflip"]
        case 5: ["transpose=0"]
        case 6: ["transpose=1"]
        case 7: ["transpose=3"]
        case 8: ["transpose=2"]
        default: []
        }
    }
}
