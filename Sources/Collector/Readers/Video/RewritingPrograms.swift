/// Programs and services that write a video anew. Their name in a file says that it is not as the
/// camera wrote it; it does not say what was changed.
enum RewritingPrograms {
    /// True when a text names one, ignoring case.
    static func areNamed(in text: String) -> Bool {
        let lowered = text.lowercased()
        return names.contains { lowered.contains($0) }
    }

    /// In lower case.
    private static let names = [
        "lavf", "lavc", "ffmpeg", "handbrake", "iso media file produced by google", "adobe",
        "premiere", "after effects", "photoshop", "imovie", "final cut", "compressor", "davinci",
        "capcut", "jianying", "剪映", "inshot", "kinemaster", "vivavideo", "videoleap", "vn video",
        "filmora", "wondershare", "camtasia", "movie maker", "vegas", "avidemux", "videolan", "vlc",
        "gpac", "mp4box", "l-smash", "mp4creator", "x264", "x265", "bandicam", "obs studio",
        "format factory", "freemake", "whatsapp", "wechat", "tiktok", "bytedance", "hyperframe",
        "videoproc", "quicktime player", "shotcut", "openshot", "kdenlive", "powerdirector",
    ]
}
