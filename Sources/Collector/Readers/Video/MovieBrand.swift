/// How a movie file starts: its brand and the container that follows from it.
struct MovieBrand {
    /// The major brand as written; empty when an old QuickTime file has none.
    let text: String
    /// `mp4`, `mov` or `3gp`.
    let container: String

    /// Nil when the first sixteen bytes are no movie's. Still pictures in the same container (HEIC,
    /// AVIF) are none.
    init?(_ start: MetadataBytes) {
        guard let type = start.slice(at: 4, count: 4), let size = start.u32(0) else { return nil }
        switch MetadataText.latin1(type) {
        case "ftyp":
            guard let brand = start.slice(at: 8, count: 4), size == 0 || size == 1 || size >= 12
            else {
                return nil
            }
            // With a 64-bit size the brand stands eight bytes later; no writer does that for ftyp.
            var text = ""
            for byte in brand {
                text.unicodeScalars.append(
                    (0x20...0x7E).contains(byte) ? Unicode.Scalar(byte) : "?")
            }
            guard !Self.stills.contains(text) else { return nil }
            self.text = text
            switch text {
            case "qt  ": container = "mov"
            case _ where text.hasPrefix("3g"): container = "3gp"
            default: container = "mp4"
            }
        case "moov", "mdat", "wide", "pnot", "skip", "free":
            guard size == 0 || size == 1 || size >= 8 else { return nil }
            text = ""
            container = "mov"
        default: return nil
        }
    }

    private static let stills: Set<String> = [
        "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "mif2", "msf1", "avif", "avis",
        "crx ",
        "jp2 ", "jpx ", "jxl ",
    ]
}
