package import ClaimModel

/// Reads what a PNG or JPEG says of itself. The picture is never decoded.
package enum ImageReader {
    /// The metadata, with remarks; nil when the bytes start like neither format. `fileName` is
    /// looked at for the clock that phones and messengers write into names.
    package static func read(
        _ source: EvidenceSource, fileName: String
    ) throws(EvidenceSourceError) -> ImageMetadata? {
        let start = try source.bytes(at: 0, count: 8)
        var image: ImageMetadata
        let problems: [MetadataProblem]
        if start == PNGReader.signature {
            (image, problems) = try PNGReader.read(source)
        } else if start.starts(with: [0xFF, 0xD8, 0xFF]) {
            (image, problems) = try JPEGReader.read(source)
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
