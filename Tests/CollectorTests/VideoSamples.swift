@testable import Collector

/// Builds movie files box by box.
enum VideoSamples {
    static func box(_ type: String, _ payload: [UInt8]) -> [UInt8] {
        ImageSamples.big(payload.count + 8, 4) + name(type) + payload
    }

    static func name(_ type: String) -> [UInt8] {
        type.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    static func fileType(_ brand: String = "mp42") -> [UInt8] {
        box("ftyp", Array(brand.utf8) + [0, 0, 0, 0] + Array("isom".utf8))
    }

    /// 2026-04-09T19:20:00Z in seconds since 1904.
    static let created = 1_775_762_400 + 2_082_844_800

    static func movieHeader(
        created: Int = created, timescale: Int = 1_000, duration: Int = 12_345, version: Int = 0
    ) -> [UInt8] {
        let size = version == 1 ? 8 : 4
        return box(
            "mvhd",
            [UInt8(version), 0, 0, 0] + ImageSamples.big(created, size)
                + ImageSamples.big(created, size)
                + ImageSamples.big(timescale, 4) + ImageSamples.big(duration, size)
                + Array(repeating: 0, count: 80))
    }

    static func track(
        kind: String = "vide", codec: String = "avc1", width: Int = 1_920, height: Int = 1_080,
        turn: (Int, Int, Int, Int) = (1, 0, 0, 1), created: Int = created,
        handler: String = "Core Media Video",
        edits: Int? = 1, compressor: String = ""
    ) -> [UInt8] {
        func fixed(_ value: Int) -> [UInt8] { ImageSamples.big(value * 65_536, 4) }
        let header =
            [UInt8](repeating: 0, count: 4) + ImageSamples.big(created, 4)
            + ImageSamples.big(created, 4)
            + ImageSamples.big(1, 4) + ImageSamples.big(0, 4) + ImageSamples.big(12_000, 4)
            + Array(repeating: 0, count: 16)
            + fixed(turn.0) + fixed(turn.1) + fixed(0) + fixed(turn.2) + fixed(turn.3) + fixed(0)
            + fixed(0) + fixed(0) + ImageSamples.big(0x4000_0000, 4) + fixed(width) + fixed(height)
        let media =
            [UInt8](repeating: 0, count: 4) + ImageSamples.big(created, 4)
            + ImageSamples.big(created, 4)
            + ImageSamples.big(90_000, 4) + ImageSamples.big(1_080_000, 4) + [0, 0, 0, 0]
        let name = Array(compressor.utf8)
        let entry =
            [UInt8](repeating: 0, count: 24) + ImageSamples.big(width, 2)
            + ImageSamples.big(height, 2)
            + Array(repeating: 0, count: 14) + [UInt8(name.count)] + name
            + Array(repeating: 0, count: 31 - name.count) + [0, 24, 0xFF, 0xFF]
        let description = box("stsd", [0, 0, 0, 0, 0, 0, 0, 1] + box(codec, entry))
        var children = box("tkhd", header)
        if let edits {
            children += box("edts", box("elst", [0, 0, 0, 0] + ImageSamples.big(edits, 4)))
        }
        children += box(
            "mdia",
            box("mdhd", media)
                + box(
                    "hdlr",
                    [UInt8](repeating: 0, count: 8) + Array(kind.utf8)
                        + Array(repeating: 0, count: 12) + Array(handler.utf8) + [0])
                + box("minf", box("stbl", description)))
        return box("trak", children)
    }

    /// QuickTime keys with UTF-8 values.
    static func keys(_ pairs: [(String, String)], isFull: Bool = false) -> [UInt8] {
        let names = pairs.flatMap { box("mdta", Array($0.0.utf8)) }
        let items = pairs.enumerated().flatMap { index, pair in
            ImageSamples.big(8 + 16 + pair.1.utf8.count, 4) + ImageSamples.big(index + 1, 4)
                + box("data", [0, 0, 0, 1, 0, 0, 0, 0] + Array(pair.1.utf8))
        }
        return box(
            "meta",
            (isFull ? [0, 0, 0, 0] : [])
                + box(
                    "hdlr",
                    [UInt8](repeating: 0, count: 8) + Array("mdta".utf8)
                        + Array(repeating: 0, count: 13))
                + box("keys", [0, 0, 0, 0] + ImageSamples.big(pairs.count, 4) + names)
                + box("ilst", items))
    }

    /// A user data text behind its size and language.
    static func text(_ type: String, _ text: String) -> [UInt8] {
        box(type, ImageSamples.big(text.utf8.count, 2) + [0x15, 0xC7] + Array(text.utf8))
    }

    static func movie(
        brand: String = "mp42", header: [UInt8] = movieHeader(), tracks: [[UInt8]] = [track()],
        more: [[UInt8]] = [], media: Int = 1_000
    ) -> [UInt8] {
        fileType(brand) + box("mdat", Array(repeating: 0xAB, count: media))
            + box("moov", header + tracks.flatMap { $0 } + more.flatMap { $0 })
    }
}
