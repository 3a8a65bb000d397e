/// The common word for a sample entry's four characters (mp4ra.org, QuickTime File Format).
enum VideoCodecs {
    /// The word, or the four characters themselves.
    static func word(for type: String) -> String {
        words[type] ?? MetadataText.trimmed(type)
    }

    private static let words = [
        "avc1": "h264", "avc2": "h264", "avc3": "h264", "avc4": "h264",
        "hvc1": "hevc", "hev1": "hevc", "hvc2": "hevc", "hev2": "hevc", "dvh1": "hevc",
        "dvhe": "hevc",
        "vvc1": "vvc", "vvi1": "vvc", "av01": "av1", "vp08": "vp8", "vp09": "vp9",
        "mp4v": "mpeg4", "s263": "h263", "h263": "h263", "H263": "h263",
        "jpeg": "mjpeg", "mjpa": "mjpeg", "mjpb": "mjpeg", "apch": "prores", "apcn": "prores",
        "apcs": "prores", "apco": "prores", "ap4h": "prores", "ap4x": "prores",
        "encv": "encrypted", "enca": "encrypted", "SVQ1": "svq1", "SVQ3": "svq3",
        "mp4a": "aac", "samr": "amr", "sawb": "amr-wb", "sowt": "pcm", "twos": "pcm", "lpcm": "pcm",
        "in24": "pcm", "raw ": "pcm", "ipcm": "pcm", "ulaw": "ulaw", "alaw": "alaw", "alac": "alac",
        "ac-3": "ac3", "ec-3": "eac3", "Opus": "opus", "fLaC": "flac", ".mp3": "mp3",
    ]
}
