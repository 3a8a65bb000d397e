import ClaimModel
import Testing

@testable import Collector

struct VideoReaderTests {
    private func read(_ bytes: [UInt8], name: String = "unboxing.mp4") throws -> VideoMetadata? {
        try VideoReader.read(EvidenceSource(bytes), fileName: name)
    }

    @Test func `headers, tracks and clocks of a movie are stated`() throws {
        let sound = VideoSamples.track(kind: "soun", codec: "mp4a", width: 0, height: 0, edits: nil)
        let video = try #require(
            try read(
                VideoSamples.movie(tracks: [
                    VideoSamples.track(turn: (0, 1, -1, 0), edits: 2), sound,
                ])))
        #expect(video.container == "mp4" && video.brand == "mp42")
        #expect(video.durationMilliseconds == 12_345)
        #expect(video.tracks.map(\.summary) == ["video h264 1920x1080", "audio aac"])
        #expect(video.picture?.rotationDegrees == 90)
        #expect(video.picture?.editCount == 2)
        #expect(video.picture?.durationMilliseconds == 12_000)
        #expect(video.clocks.map(\.name) == ["movie-created", "track-created", "media-created"])
        #expect(Set(video.clocks.map(\.reading.text)) == ["2026-04-09T19:20:00+00:00"])
        #expect(video.remarks.isEmpty)
    }

    @Test(arguments: [(1, 0, 0, 1, 0), (0, 1, -1, 0, 90), (-1, 0, 0, -1, 180), (0, -1, 1, 0, 270)])
    func `the matrix tells the rotation`(a: Int, b: Int, c: Int, d: Int, degrees: Int) throws {
        let video = try read(VideoSamples.movie(tracks: [VideoSamples.track(turn: (a, b, c, d))]))
        #expect(video?.picture?.rotationDegrees == degrees)
    }

    @Test(arguments: [
        ("qt  ", "mov"), ("3gp5", "3gp"), ("3g2a", "3gp"), ("isom", "mp4"), ("M4V ", "mp4"),
    ])
    func `the brand tells the container`(brand: String, container: String) throws {
        #expect(try read(VideoSamples.movie(brand: brand))?.container == container)
    }

    @Test(arguments: ["heic", "avif", "mif1"])
    func `still pictures in the same container are no videos`(brand: String) throws {
        #expect(try read(VideoSamples.movie(brand: brand)) == nil)
    }

    @Test(arguments: [true, false])
    func `quicktime keys are read in full and plain boxes`(isFull: Bool) throws {
        let keys = VideoSamples.keys(
            [
                ("com.apple.quicktime.creationdate", "2026-04-09T14:19:48-0500"),
                ("com.apple.quicktime.location.ISO6709", "+30.2672-097.7431+149.000/"),
                ("com.apple.quicktime.make", "Tessel"), ("com.apple.quicktime.model", "P3"),
                ("com.apple.quicktime.software", "8.1"), ("com.android.version", "14"),
            ], isFull: isFull)
        let video = try #require(try read(VideoSamples.movie(brand: "qt  ", more: [keys])))
        #expect(
            video.clocks.first { $0.name == "recorded" }?.reading.text
                == "2026-04-09T14:19:48-05:00")
        #expect(video.location?.description == "30.267200,-97.743100")
        #expect(video.rawLocation == "+30.2672-097.7431+149.000/")
        #expect(video.make == "Tessel" && video.model == "P3" && video.software == "8.1")
        #expect(video.androidVersion == "14")
        #expect(video.remarks.isEmpty)
    }

    @Test func `user data texts, 3gpp location and the terminator are read`() throws {
        let location = VideoSamples.box(
            "loci",
            [0, 0, 0, 0, 0x15, 0xC7] + Array("dock\0".utf8) + [0]
                + ImageSamples.big(Int(-97.7431 * 65_536), 4)
                + ImageSamples.big(Int(30.2672 * 65_536), 4)
                + ImageSamples.big(0, 4) + Array("earth\0\0".utf8))
        let user = VideoSamples.box(
            "udta",
            VideoSamples.text("©mak", "Tessel") + VideoSamples.text("©mod", "P3") + location + [
                0, 0, 0, 0,
            ])
        let video = try #require(try read(VideoSamples.movie(more: [user])))
        #expect(video.make == "Tessel" && video.model == "P3")
        #expect(video.location?.latitudeMicrodegrees == 30_267_197)
        #expect(video.location?.longitudeMicrodegrees == -97_743_088)
        #expect(video.remarks.isEmpty)
    }

    @Test(
        arguments: [
            ("+51.4169-000.0806/", "51.416900,-0.080600"),
            ("+1234.5-09854.25+10.5/", "12.575000,-98.904167"),
            ("+123456.7-0985432.1/", "12.582417,-98.908917"), ("+0+0/", "0.000000,0.000000"),
            ("+91.0+000.0/", nil), ("here", nil), ("+12", nil), ("+123.4-098.0/", nil),
        ] as [(String, String?)])
    func `iso 6709 positions are read`(text: String, position: String?) {
        #expect(LocationText.read(text)?.description == position)
    }

    @Test func `content credentials and xmp in uuid boxes are seen`() throws {
        let credentials: [UInt8] = [
            0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E,
            0xC4, 0x81,
        ]
        let packet: [UInt8] = [
            0xBE, 0x7A, 0xCF, 0xCB, 0x97, 0xA9, 0x42, 0xE8, 0x9C, 0x71, 0x99, 0x94, 0x91, 0xE3,
            0xAF, 0xAC,
        ]
        let video = try #require(
            try read(
                VideoSamples.movie() + VideoSamples.box("uuid", credentials + [1])
                    + VideoSamples.box(
                        "uuid",
                        packet
                            + Array("<x><xmp:CreatorTool>Adobe Premiere</xmp:CreatorTool></x>".utf8)
                    )))
        #expect(video.hasContentCredentials)
        #expect(video.creatorTool == "Adobe Premiere")
        #expect(video.remarks.map(\.code) == ["video.reencoded"])
    }

    @Test func `sizes of 64 bits and version 1 headers are read`() throws {
        let media =
            ImageSamples.big(1, 4) + Array("mdat".utf8) + ImageSamples.big(24, 8)
            + Array(repeating: 9, count: 8)
        let bytes =
            VideoSamples.fileType() + media
            + VideoSamples.box("moov", VideoSamples.movieHeader(version: 1) + VideoSamples.track())
        let video = try #require(try read(bytes))
        #expect(video.durationMilliseconds == 12_345)
        #expect(video.clocks.first?.reading.text == "2026-04-09T19:20:00+00:00")
        #expect(video.remarks.isEmpty)
    }

    @Test func `a size of zero reaches to the end of the file`() throws {
        let movie = VideoSamples.box("moov", VideoSamples.movieHeader() + VideoSamples.track())
        let bytes =
            VideoSamples.fileType() + movie + [0, 0, 0, 0] + Array("mdat".utf8)
            + Array(repeating: 9, count: 50)
        let video = try #require(try read(bytes))
        #expect(video.remarks.isEmpty)
        #expect(video.tracks.count == 1)
    }

    @Test func `media is never read`() throws {
        let ranges = ImageAskedRanges()
        let bytes = VideoSamples.movie(media: 500_000)
        _ = try VideoReader.read(ranges.source(bytes), fileName: "a.mp4")
        let media =
            (VideoSamples.fileType().count + 16)..<(VideoSamples.fileType().count + 8 + 500_000)
        #expect(ranges.ranges.allSatisfy { !$0.overlaps(media) })
    }
}
