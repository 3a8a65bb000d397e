import ClaimModel

/// Holds sidecars against the videos and pictures they name. Which of the two is right is for a person
/// to say; that they differ is a finding.
enum SidecarComparison {
    /// Durations that lie closer than this, or than a hundredth, are the same: programs round.
    static let durationSlack = 1_000
    /// Clocks of programs may be shown in any zone: offsets are quarter hours, at most fourteen hours.
    static let zoneStep: Int64 = 900
    static let zoneLimit: Int64 = 14 * 3_600
    /// Seconds by which two programs may round a clock.
    static let clockSlack: Int64 = 1

    static func findings(in exhibits: [CollectedExhibit]) -> [Finding] {
        var findings: [Finding] = []
        let media = MediaIndex(exhibits)
        for (index, exhibit) in exhibits.enumerated() {
            for file in exhibit.files {
                guard case .document(let document) = file.reading else { continue }
                for (sidecar, page) in MediaSidecar.all(in: document) {
                    let place = Place(
                        exhibit: exhibit.exhibit.number, file: file.entry.name,
                        spot: .page(page, box: nil))
                    findings += compare(
                        sidecar, of: document.format, at: place,
                        with: media.named(sidecar.file, beside: index))
                }
            }
        }
        return findings
    }

    private static func compare(
        _ sidecar: MediaSidecar, of program: String, at place: Place,
        with media: MediaIndex.Answer
    ) -> [Finding] {
        let number: ExhibitNumber
        let file: CollectedFile
        switch media {
        case .one(let found):
            number = found.exhibit
            file = found.file
        // Which of them is meant nobody knows, so nothing differs.
        case .several: return []
        case .none:
            return [
                Finding(
                    code: "sidecar.file.absent", severity: .note, places: [place],
                    message:
                        "\(program) speaks of \"\(sidecar.file)\", which is no exhibit: nothing can be compared",
                    remedy: "add the file itself", effort: .minutes)
            ]
        }
        let own = Place(exhibit: number, file: file.entry.name)
        func differs(_ what: String, _ stated: String, _ read: String) -> Finding {
            Finding(
                code: "sidecar.\(what).differs", severity: .warning, places: [place, own],
                message: "\(program) says \(stated), the file itself says \(read)",
                remedy: "run \(program) on the exhibit again, or add the file it was run on",
                effort: .minutes)
        }
        var findings: [Finding] = []
        let facts = MediaFacts(file.reading)
        if let stated = sidecar.durationMilliseconds, let read = facts.durationMilliseconds,
            abs(stated - read) > max(durationSlack, read / 100)
        {
            findings.append(differs("duration", seconds(stated), seconds(read)))
        }
        if let width = sidecar.width, let height = sidecar.height, let size = facts.size,
            [width, height].sorted() != [size.width, size.height].sorted()
        {
            findings.append(
                differs("size", "\(width)x\(height)", "\(size.width)x\(size.height)"))
        }
        if let created = sidecar.created, let seconds = clock(created), !facts.clocks.isEmpty,
            !facts.clocks.contains(where: { isSame(seconds, $0.reading.wallClock.firstSecond) })
        {
            findings.append(
                differs("clock", created, facts.clocks.map(\.reading.text).joined(separator: " and ")))
        }
        for (stated, read) in [(sidecar.make, facts.make), (sidecar.model, facts.model)] {
            guard let stated, let read, !stated.utf8.elementsEqual(read.utf8) else { continue }
            findings.append(differs("device", stated, read))
        }
        return findings
    }

    private static func seconds(_ milliseconds: Int) -> String {
        "\(milliseconds / 1_000).\(String(milliseconds % 1_000 / 100)) s"
    }

    /// Seconds since 1970 of the clock as written, whatever its zone: `2026:04-09 19:20:26`,
    /// `2026-04-09T19:20:26Z`, `UTC 2026-04-09 19:20:26`, `2026-04-09 19:20:26 UTC`.
    static func clock(_ text: String) -> Int64? {
        var numbers: [Int] = []
        var digits: [UInt8] = []
        for byte in Array(text.utf8.prefix(40)) + [0] {
            if (48...57).contains(byte) {
                digits.append(byte)
            } else if !digits.isEmpty {
                guard digits.count <= 6 else { return nil }
                numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - 48) })
                digits = []
            }
        }
        guard numbers.count >= 6,
            let day = CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]),
            let clock = WallClock(
                day: day, hour: numbers[3], minute: numbers[4], second: numbers[5])
        else { return nil }
        return clock.firstSecond
    }

    /// The same moment, or the same in two zones.
    static func isSame(_ one: Int64, _ other: Int64) -> Bool {
        let (difference, overflow) = one.subtractingReportingOverflow(other)
        guard !overflow, difference.magnitude <= UInt64(zoneLimit + clockSlack) else { return false }
        let rest = Int64(difference.magnitude) % zoneStep
        return rest <= clockSlack || rest >= zoneStep - clockSlack
    }
}

/// The videos and pictures of a case by the name of their file.
private struct MediaIndex {
    struct Entry {
        let index: Int
        let exhibit: ExhibitNumber
        let file: CollectedFile
    }

    enum Answer {
        case none, several
        case one(Entry)
    }

    private var entries: [[UInt8]: [Entry]] = [:]

    init(_ exhibits: [CollectedExhibit]) {
        for (index, exhibit) in exhibits.enumerated() {
            for file in exhibit.files {
                switch file.reading {
                case .video, .image: break
                case .chat, .tracking, .document, .archive, .opaque, .unread: continue
                }
                let name = MediaSidecar.name(of: String(decoding: file.sourceName, as: UTF8.self))
                entries[Array(name.utf8), default: []].append(
                    Entry(index: index, exhibit: exhibit.exhibit.number, file: file))
            }
        }
    }

    /// The file of this name: of the sidecar's own exhibit, else of the whole case. Cameras count from
    /// one again, so a name alone may be that of many.
    func named(_ name: String, beside index: Int) -> Answer {
        let all = entries[Array(name.utf8)] ?? []
        let own = all.filter { $0.index == index }
        let found = own.isEmpty ? all : own
        guard let first = found.first else { return .none }
        return found.count == 1 ? .one(first) : .several
    }
}

/// What a video or picture states that a sidecar can state too.
private struct MediaFacts {
    var durationMilliseconds: Int?
    var size: (width: Int, height: Int)?
    var clocks: [NamedClock] = []
    var make: String?
    var model: String?

    init(_ reading: Reading) {
        switch reading {
        case .video(let video):
            durationMilliseconds = video.durationMilliseconds
            if let picture = video.picture, let width = picture.width, let height = picture.height {
                size = (width, height)
            }
            clocks = video.clocks.filter { $0.name != "file-name" }
            (make, model) = (video.make, video.model)
        case .image(let image):
            size = (image.width, image.height)
            clocks = image.clocks.filter { $0.name != "file-name" }
            (make, model) = (image.make, image.model)
        default: break
        }
    }
}
