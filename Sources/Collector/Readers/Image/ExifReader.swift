import ClaimModel

/// Reads Exif metadata (Exif 2.32) into an image's metadata: device, clocks, position, comment.
struct ExifReader {
    /// Names the smaller picture among an image's texts.
    static let thumbnailKeyword = "IFD1 thumbnail"

    private var block: TIFFBlock

    /// Reads a TIFF block; returns what is wrong with it. `place` names where the block stands.
    static func read(
        _ bytes: [UInt8], at place: String, into image: inout ImageMetadata
    ) -> [MetadataProblem] {
        guard let block = TIFFBlock(bytes) else {
            return [
                MetadataProblem(place: place, message: "the Exif metadata does not start like TIFF")
            ]
        }
        var reader = ExifReader(block: block)
        reader.read(into: &image)
        return reader.block.problems
    }

    private mutating func read(into image: inout ImageMetadata) {
        image.hasExif = true
        let main = block.directory(at: block.firstDirectory, name: "IFD0")
        image.make = block.text(main[0x010F], "IFD0 Make")
        image.model = block.text(main[0x0110], "IFD0 Model")
        image.software = block.text(main[0x0131], "IFD0 Software") ?? image.software
        image.orientation = block.number(main[0x0112]).flatMap { (1...8).contains($0) ? $0 : nil }
        var exif: [Int: TIFFBlock.Entry] = [:]
        if let offset = block.number(main[0x8769]) {
            exif = block.directory(at: offset, name: "ExifIFD")
        }
        readClocks(main: main, exif: exif, into: &image)
        image.userComment = userComment(exif[0x9286])
        readTraces(exif: exif, into: &image)
        if let offset = block.number(main[0x8825]) {
            readPosition(block.directory(at: offset, name: "GPS"), into: &image)
        }
    }

    /// What tells more of its owner than the picture: serial numbers of camera and lens (tags 42033 and
    /// 42037), and the smaller picture of the second directory (tags 513 and 514).
    private mutating func readTraces(
        exif: [Int: TIFFBlock.Entry], into image: inout ImageMetadata
    ) {
        for (tag, name) in [
            (0xA431, "ExifIFD BodySerialNumber"), (0xA435, "ExifIFD LensSerialNumber"),
        ] {
            if let text = block.text(exif[tag], name) {
                image.texts.append(NamedText(keyword: name, text: text))
            }
        }
        guard let next = block.directory(behind: block.firstDirectory) else { return }
        let second = block.directory(at: next, name: "IFD1")
        if second[0x0201] != nil, let count = block.number(second[0x0202]), count > 0 {
            image.texts.append(
                NamedText(keyword: Self.thumbnailKeyword, text: "\(count) bytes"))
        }
    }

    /// DateTimeOriginal, DateTimeDigitized and DateTime with their offset and fraction tags
    /// (36880 to 36882 and 37520 to 37522).
    private mutating func readClocks(
        main: [Int: TIFFBlock.Entry], exif: [Int: TIFFBlock.Entry],
        into image: inout ImageMetadata
    ) {
        let rows = [
            ("taken", "ExifIFD DateTimeOriginal", exif[0x9003], exif[0x9011], exif[0x9291]),
            ("digitised", "ExifIFD DateTimeDigitized", exif[0x9004], exif[0x9012], exif[0x9292]),
            ("changed", "IFD0 DateTime", main[0x0132], exif[0x9010], exif[0x9290]),
        ]
        for (name, tag, time, offset, fraction) in rows {
            guard let written = block.text(time, tag) else { continue }
            let reading = ExifClock.read(
                written, fraction: block.text(fraction, tag + " SubSec"),
                offset: block.text(offset, tag + " OffsetTime"))
            if let reading {
                image.clocks.append(NamedClock(name: name, tag: tag, reading: reading))
            } else if ExifClock.isUnset(written) {
                image.texts.append(NamedText(keyword: tag, text: written))
            } else {
                block.note(tag, "the time cannot be read: " + String(written.prefix(40)))
            }
        }
    }

    /// Position (tags 1 to 4) and the satellites' clock (7 and 29), which is UTC; kept by the device that
    /// wrote it down, in a file its owner can change.
    private mutating func readPosition(
        _ gps: [Int: TIFFBlock.Entry], into image: inout ImageMetadata
    ) {
        if gps[2] != nil || gps[4] != nil {
            let latitude = degrees(gps[2], "GPS GPSLatitude")
            let longitude = degrees(gps[4], "GPS GPSLongitude")
            let north = hemisphere(gps[1], "GPS GPSLatitudeRef", plus: "N", minus: "S")
            let east = hemisphere(gps[3], "GPS GPSLongitudeRef", plus: "E", minus: "W")
            if let latitude, let longitude, let north, let east,
                let point = GeoPoint(latitude: latitude * north, longitude: longitude * east)
            {
                image.location = point
            } else {
                block.note("GPS", "the position is not complete or not on Earth")
            }
        }
        let time = block.fractions(gps[7], "GPS GPSTimeStamp")
        guard time.count == 3, time.allSatisfy({ $0.1 > 0 }) else { return }
        let parts = time.map { $0.0 / $0.1 }
        let text = parts.map { String($0).leftPadded(to: 2) }.joined(separator: ":")
        guard let written = block.text(gps[29], "GPS GPSDateStamp") else {
            image.texts.append(NamedText(keyword: "GPS GPSTimeStamp", text: text + " UTC"))
            return
        }
        guard let day = ExifClock.day(written),
            let clock = WallClock(day: day, hour: parts[0], minute: parts[1], second: parts[2])
        else { return }
        image.clocks.append(
            NamedClock(
                name: "gps", tag: "GPS GPSDateStamp, GPSTimeStamp",
                reading: ClockReading(
                    raw: written + " " + text, wallClock: clock, offset: .utc,
                    offsetSource: .format, keeper: .device)))
    }

    /// Degrees, minutes and seconds as one number. A zero denominator of the minutes or seconds
    /// with a zero above it is how some cameras write "none".
    private mutating func degrees(_ entry: TIFFBlock.Entry?, _ name: String) -> Double? {
        let parts = block.fractions(entry, name)
        guard (1...3).contains(parts.count), parts[0].1 != 0 else { return nil }
        var value = 0.0
        for (index, part) in parts.enumerated() {
            if part.1 == 0, part.0 == 0 { continue }
            guard part.1 != 0 else { return nil }
            value += Double(part.0) / Double(part.1) / [1, 60, 3_600][index]
        }
        return value
    }

    private mutating func hemisphere(
        _ entry: TIFFBlock.Entry?, _ name: String, plus: String, minus: String
    ) -> Double? {
        switch block.text(entry, name)?.uppercased() {
        case plus: 1
        case minus: -1
        default: nil
        }
    }

    /// The comment behind its eight bytes of character code (Exif 2.32, tag 37510).
    private mutating func userComment(_ entry: TIFFBlock.Entry?) -> String? {
        guard let entry, let slice = block.value(entry, "ExifIFD UserComment") else { return nil }
        guard slice.count >= 8 else { return nil }
        let code = slice.prefix(8)
        let rest = slice.dropFirst(8)
        let text: String
        if code.starts(with: "UNICODE".utf8) {
            text = MetadataText.utf16(rest, isLittleEndian: block.bytes.isLittleEndian)
        } else if code.starts(with: "JIS".utf8) {
            text = "(JIS text of \(rest.count) bytes)"
        } else if code.starts(with: "ASCII".utf8) || code.allSatisfy({ $0 == 0 }) {
            text = MetadataText.utf8(rest)
        } else {
            text = MetadataText.utf8(slice)
        }
        return text.isEmpty ? nil : text
    }
}
