import ClaimModel
import Testing

@testable import Collector

struct VideoAttackTests {
    private func read(_ bytes: [UInt8]) throws -> (VideoMetadata?, ImageAskedRanges) {
        let ranges = ImageAskedRanges()
        return (try VideoReader.read(ranges.source(bytes), fileName: "a.mp4"), ranges)
    }

    @Test func `a movie nested a thousand times is read to its first level`() throws {
        var nested: [UInt8] = []
        for _ in 0..<1_000 { nested = VideoSamples.box("moov", nested) }
        let (video, ranges) = try read(VideoSamples.fileType() + nested)
        #expect(video?.remarks.map(\.code) == ["video.damaged"])
        #expect(ranges.ranges.count < 10)
    }

    @Test func `a hundred thousand boxes stop at the limit`() throws {
        let many = Array(repeating: VideoSamples.box("free", []), count: 100_000).flatMap { $0 }
        let (video, ranges) = try read(VideoSamples.fileType() + many)
        #expect(video?.remarks.map(\.code) == ["video.damaged", "video.damaged"])
        #expect(ranges.ranges.count <= MovieBoxWalk.boxLimit + 10)
    }

    @Test func `a file cut in the middle says so and keeps what it has`() throws {
        let whole =
            VideoSamples.fileType()
            + VideoSamples.box("moov", VideoSamples.movieHeader() + VideoSamples.track())
        let (video, _) = try read(Array(whole.dropLast(60)))
        #expect(video?.durationMilliseconds == 12_345)
        #expect(video?.remarks.first?.code == "video.damaged")
        let (headless, _) = try read(VideoSamples.fileType() + VideoSamples.box("mdat", [1, 2, 3]))
        #expect(
            headless?.remarks.map(\.message) == [
                "there is no movie header (moov): the file is cut off or was never finished"
            ])
    }

    @Test func `boxes smaller than their header end the walk`() throws {
        let (video, _) = try read(
            VideoSamples.fileType() + ImageSamples.big(4, 4) + Array("moov".utf8))
        #expect(
            video?.remarks.first?.message
                == "the box says it has 4 bytes, fewer than its own header")
        let huge = ImageSamples.big(1, 4) + Array("moov".utf8) + Array(repeating: 0xFF, count: 8)
        let (large, _) = try read(VideoSamples.fileType() + huge)
        #expect(large?.remarks.isEmpty == false)
    }

    @Test func `durations without a scale or beyond all numbers are left out`() throws {
        #expect(MovieHeaders.milliseconds(5, timescale: 0) == nil)
        #expect(MovieHeaders.milliseconds(.max, timescale: 1) == nil)
        #expect(MovieHeaders.milliseconds(.max - 1, timescale: 0xFFFF_FFFF) == 4_294_967_297_000)
        #expect(MovieHeaders.milliseconds(1_501, timescale: 1_000_000) == 2)
    }

    @Test func `huge key lists are not read`() throws {
        let keys = VideoSamples.box(
            "meta",
            VideoSamples.box("hdlr", Array(repeating: 0, count: 24))
                + VideoSamples.box("ilst", Array(repeating: 1, count: 100_000)))
        let (video, ranges) = try read(VideoSamples.movie(more: [keys]))
        #expect(video?.remarks.map(\.code) == ["video.damaged"])
        #expect(ranges.byteCount < 10_000)
    }

    @Test func `any flipped bytes are survived within the same number of steps`() throws {
        let keys = VideoSamples.keys([
            ("com.apple.quicktime.creationdate", "2026-04-09T14:19:48-0500"),
            ("com.apple.quicktime.location.ISO6709", "+30.2672-097.7431+149.000/"),
        ])
        let user = VideoSamples.box("udta", VideoSamples.text("©xyz", "+30.2672-097.7431/"))
        let good = VideoSamples.movie(more: [keys, user], media: 10)
        var noise = ImageNoise(seed: 11)
        for _ in 0..<1_000 {
            var bytes = good
            for _ in 0...noise.next(below: 4) {
                bytes[noise.next(below: bytes.count)] = UInt8(noise.next(below: 256))
            }
            if noise.next(below: 4) == 0 {
                bytes = Array(bytes.prefix(noise.next(below: bytes.count)))
            }
            let (video, ranges) = try read(bytes)
            #expect((video?.remarks.count ?? 0) <= 12)
            #expect(ranges.byteCount <= 8 * bytes.count + 64)
        }
    }
}
