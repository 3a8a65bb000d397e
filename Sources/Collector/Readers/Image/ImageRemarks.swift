import ClaimModel

/// What is worth knowing about an image's metadata, as findings.
enum ImageRemarks {
    /// Farthest that two clocks of one device stand apart, in seconds.
    static let clockTolerance: Int64 = 120
    /// Farthest that the satellites' time may lie behind the picture for it to tell the offset.
    static let satelliteTolerance: Int64 = 180
    /// Years before this one are what a clock shows that was never set.
    static let firstPlausibleYear = 1995

    /// The remarks in a fixed order.
    static func remarks(on image: ImageMetadata, source: FileNameClock.Source?) -> [Finding] {
        [stripped(image, source), edited(image)].compactMap { $0 } + unset(image)
            + [conflict(image, source), derivedOffset(image)].compactMap { $0 }
    }

    /// A messenger's file name, and nothing left of what the camera wrote.
    private static func stripped(
        _ image: ImageMetadata, _ source: FileNameClock.Source?
    ) -> Finding? {
        guard let source, source.isMessenger, image.make == nil, image.model == nil,
            clock("taken", image) == nil, image.location == nil
        else { return nil }
        return Finding(
            code: "image.metadata.stripped", severity: .warning, places: [Place(spot: .whole)],
            message:
                "the file name is one that \(source.title) gives, and what the camera wrote is gone",
            remedy: "add the original file from the phone that took the picture", effort: .minutes)
    }

    private static func edited(_ image: ImageMetadata) -> Finding? {
        var texts = [("Software", image.software)]
        texts += image.texts.filter { $0.keyword == "xmp:CreatorTool" }.map {
            ($0.keyword, $0.text)
        }
        for (keyword, text) in texts {
            guard let text, EditingPrograms.named(in: text) != nil else { continue }
            let place = Place(spot: .member(keyword))
            return Finding(
                code: "image.edited", severity: .warning, places: [place],
                message: "a program that changes pictures wrote this file: " + text,
                remedy: "add the original file beside it, and say what was changed",
                effort: .minutes,
                citations: [Citation(text: text, place: place, origin: .read)])
        }
        return nil
    }

    /// One finding for the first clock that was never set.
    private static func unset(_ image: ImageMetadata) -> [Finding] {
        let blank = image.texts.first {
            $0.keyword.contains("DateTime") && ExifClock.isUnset($0.text)
        }
        let found = image.clocks.first { $0.name != "gps" && isUnset($0.reading.wallClock) }
        let shown: (String, String)
        if let found {
            shown = (found.tag, found.reading.raw)
        } else if let blank {
            shown = (blank.keyword, blank.text)
        } else {
            return []
        }
        let place = Place(spot: .member(shown.0))
        return [
            Finding(
                code: "image.clock.unset", severity: .warning, places: [place],
                message: "the device's clock was not set: it shows " + shown.1,
                remedy: "prove the day by another exhibit, such as the delivery record",
                effort: .minutes,
                citations: [Citation(text: shown.1, place: place, origin: .read)])
        ]
    }

    private static func isUnset(_ clock: WallClock) -> Bool {
        if clock.day.year < firstPlausibleYear { return true }
        return clock.day.month == 1 && clock.day.day == 1 && clock.day.year == 2000
    }

    /// The name's clock against the camera's, when both tell when the picture was taken. A distance
    /// of whole quarter hours is a matter of zones, not of clocks.
    private static func conflict(
        _ image: ImageMetadata, _ source: FileNameClock.Source?
    ) -> Finding? {
        guard let source, source.namesWhenTaken, let named = clock("file-name", image),
            let taken = clock("taken", image), named.wallClock.second != nil
        else { return nil }
        let distance: Int64
        if let first = named.unixSeconds, let second = taken.unixSeconds {
            distance = abs(first - second)
            if distance <= clockTolerance { return nil }
        } else {
            distance = abs(named.wallClock.firstSecond - taken.wallClock.firstSecond)
            let rest = distance % 900
            let isZone =
                min(rest, 900 - rest) <= clockTolerance && distance <= 26 * 3_600 + clockTolerance
            if isZone { return nil }
        }
        let places = ["file name", "ExifIFD DateTimeOriginal"].map { Place(spot: .member($0)) }
        return Finding(
            code: "image.clock.conflict", severity: .warning, places: places,
            message: "the file name says \(named.text), the camera's clock \(taken.text)",
            remedy: "add the original file, or explain which of the two clocks is wrong",
            effort: .minutes,
            citations: [
                Citation(text: named.raw, place: places[0], origin: .read),
                Citation(text: taken.raw, place: places[1], origin: .read),
            ])
    }

    /// The offset that the satellites' time gives to a camera clock written without one.
    private static func derivedOffset(_ image: ImageMetadata) -> Finding? {
        guard let taken = clock("taken", image), taken.offset == nil,
            let gps = clock("gps", image), let moment = gps.unixSeconds
        else { return nil }
        let distance = taken.wallClock.firstSecond - moment
        let quarters = (distance + (distance < 0 ? -450 : 450)) / 900
        guard abs(distance - quarters * 900) <= satelliteTolerance,
            let offset = UTCOffset(minutes: Int(clamping: quarters * 15))
        else { return nil }
        let places = ["ExifIFD DateTimeOriginal", "GPS GPSTimeStamp"].map {
            Place(spot: .member($0))
        }
        return Finding(
            code: "image.clock.offset", severity: .note, places: places,
            message: "the satellites' time puts the camera's clock at UTC\(offset)",
            citations: [
                Citation(text: taken.raw, place: places[0], origin: .read),
                Citation(text: gps.raw, place: places[1], origin: .read),
            ])
    }

    private static func clock(_ name: String, _ image: ImageMetadata) -> ClockReading? {
        image.clocks.first { $0.name == name }?.reading
    }
}
