import ClaimModel
import Testing

@testable import Collector

struct VideoRemarksTests {
    private func remarks(_ bytes: [UInt8], name: String = "a.mp4") throws -> [Finding] {
        try #require(try VideoReader.read(EvidenceSource(bytes), fileName: name)).remarks
    }

    @Test(arguments: ["Lavf58.29.100", "HandBrake 1.3.3", "Adobe Premiere Pro"])
    func `a rewriting program is named`(program: String) throws {
        let user = VideoSamples.box("udta", VideoSamples.text("©too", program))
        let found = try remarks(VideoSamples.movie(more: [user]))
        #expect(found.map(\.code) == ["video.reencoded"])
        #expect(found[0].message == "a program that rewrites videos left its name: " + program)
    }

    @Test func `handler and compressor names are traces`() throws {
        let handler = VideoSamples.track(handler: "ISO Media file produced by Google Inc.")
        #expect(
            try remarks(VideoSamples.movie(tracks: [handler])).map(\.code) == ["video.reencoded"])
        let compressor = VideoSamples.track(compressor: "Lavc58.54.100 libx264")
        #expect(
            try remarks(VideoSamples.movie(tracks: [compressor])).map(\.code) == ["video.reencoded"]
        )
        #expect(
            try remarks(VideoSamples.movie(tracks: [VideoSamples.track(compressor: "H.264")]))
                .isEmpty)
    }

    @Test func `a messenger's copy without device is stripped`() throws {
        #expect(
            try remarks(VideoSamples.movie(), name: "VID-20260410-WA0002.mp4").map(\.code) == [
                "video.metadata.stripped"
            ])
        let keys = VideoSamples.keys([("com.android.version", "14")])
        #expect(
            try remarks(VideoSamples.movie(more: [keys]), name: "VID-20260410-WA0002.mp4").isEmpty)
    }

    @Test func `a header time of another epoch is quoted and makes no clock`() throws {
        let header = VideoSamples.movieHeader(created: 1_560_000_000)
        let track = VideoSamples.track(created: 0)
        let bytes = VideoSamples.movie(header: header, tracks: [track])
        let video = try #require(try VideoReader.read(EvidenceSource(bytes), fileName: "a.mp4"))
        #expect(video.clocks.isEmpty)
        #expect(video.remarks.map(\.code) == ["video.clock.implausible"])
        #expect(video.remarks[0].citations.map(\.text) == ["1560000000"])
        #expect(video.remarks[0].message.hasSuffix("counted from 1970 it is 2019-06-08T13:20:00"))
    }

    @Test func `no header time is no remark`() throws {
        let bytes = VideoSamples.movie(
            header: VideoSamples.movieHeader(created: 0), tracks: [VideoSamples.track(created: 0)])
        #expect(try remarks(bytes).isEmpty)
    }

    @Test(arguments: [
        ("2026-04-09T14:19:48-0500", [String]()), ("2026-04-08T20:00:00-0500", []),
        ("2025-05-09T14:19:48-0500", ["video.clock.conflict"]),
    ])
    func `header and recording are compared`(recorded: String, codes: [String]) throws {
        let keys = VideoSamples.keys([("com.apple.quicktime.creationdate", recorded)])
        #expect(try remarks(VideoSamples.movie(more: [keys])).map(\.code) == codes)
    }

    @Test func `a camera's name is compared with room for zones`() throws {
        #expect(try remarks(VideoSamples.movie(), name: "VID_20260409_142000.mp4").isEmpty)
        #expect(
            try remarks(VideoSamples.movie(), name: "VID_20260310_142000.mp4").map(\.code) == [
                "video.clock.conflict"
            ])
    }
}
