package import SystemLibraries

/// A program of the system that draws the first look of a file as a small JPEG. It is locked down: it
/// reads its libraries, its fonts and the one file on its standard input, and can write nowhere but to
/// its standard output.
package enum DrawingProgram: String, CaseIterable, Sendable {
    case pdftoppm, ffmpeg

    /// What it is for.
    package var purpose: String {
        switch self {
        case .pdftoppm: "first pages of PDF files, as pictures"
        case .ffmpeg: "photographs and video stills, as small pictures"
        }
    }

    /// The Debian package that has it.
    package var package: String {
        switch self {
        case .pdftoppm: "poppler-utils"
        case .ffmpeg: "ffmpeg"
        }
    }

    package var found: ExternalProgram? { ExternalProgram.find(rawValue) }

    /// Files and folders it reads besides libraries.
    var data: [String] {
        switch self {
        case .pdftoppm:
            ["/usr/share/poppler", "/usr/share/fonts", "/etc/fonts", "/usr/share/fontconfig"]
        case .ffmpeg: ["/dev/null"]
        }
    }

    /// Seconds and bytes that one picture may cost.
    static let limits = ExternalProgram.Limits(
        wallSeconds: 20, cpuSeconds: 10, outputByteCount: 4 << 20)

    /// Sizes and qualities to try, the better first, until the picture is small enough.
    static let attempts = 0..<4

    /// Its arguments for one attempt. `format` is the demuxer by our own reading of the bytes: the program
    /// is not to guess, because some of its formats are lists of other files.
    func arguments(_ attempt: Int, format: String, filters: [String], seconds: Int?) -> [String] {
        let input = ExternalProgram.inputPath
        switch self {
        case .pdftoppm:
            let side = [600, 520, 420, 320][attempt], quality = [70, 60, 45, 30][attempt]
            return [
                "-jpeg", "-jpegopt", "quality=\(quality),optimize=y", "-f", "1", "-l", "1",
                "-singlefile",
                "-scale-to", String(side), input,
            ]
        case .ffmpeg:
            let side = [480, 400, 320, 240][attempt], quality = [6, 9, 14, 22][attempt]
            let fit =
                "scale=w=\(side):h=\(side):force_original_aspect_ratio=decrease:force_divisible_by=2"
            return [
                "-v", "error", "-nostdin", "-protocol_whitelist", "file", "-threads", "1",
                "-filter_threads", "1",
            ] + (seconds.map { ["-ss", String($0)] } ?? ["-noautorotate"]) + [
                "-f", format, "-i", "file:" + input, "-map", "0:v:0", "-frames:v", "1", "-an",
                "-sn",
                "-vf", (filters + [fit, "format=yuvj420p"]).joined(separator: ","),
                "-c:v", "mjpeg", "-threads", "1", "-q:v", String(quality), "-f", "image2pipe",
                "pipe:1",
            ]
        }
    }
}
