package import ClaimModel

/// Reads what a picture says of itself: PNG, JPEG, WebP, HEIC, AVIF. The picture is never decoded.
package enum ImageReader {
    /// The metadata, with remarks; nil when the bytes start like none of them. `fileName` is
    /// looked at for the clock that phones and messengers write into names.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> ImageMetadata? {
        let start = try source.bytes(at: 0, count: 12)
        var image: ImageMetadata
        let problems: [MetadataProblem]
        if start.starts(with: PNGReader.signature) {
            (image, problems) = try PNGReader.read(source)
        } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            (image, problems) = try JPEGReader.read(source)
        } else if start.holds("RIFF", at: 0), start.holds("WEBP", at: 8) {
            (image, problems) = try WebPReader.read(source)
        } else if start.holds("ftyp", at: 4) {
            let format = start.holds("avi", at: 8) ? "avif" : "heic"
            guard let found = try HEICReader.read(source, format: format) else { return nil }
            (image, problems) = found
        } else {
            return nil
        }
        if let reading = FileNameClock.read(fileName) {
            image.clocks.append(NamedClock(name: "file-name", tag: "file name", reading: reading))
        }
        image.remarks += MetadataProblem.findings(problems, code: "image.damaged")
        image.remarks += ImageRemarks.remarks(
            on: image, source: FileNameClock.source(fileName))
        return image
    }
}
