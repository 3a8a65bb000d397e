import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

/// WebP, HEIC and Matroska, which the corpus has one file of each.
struct OtherMediaTests {
    private static func element(_ id: [UInt8], _ content: [UInt8]) -> [UInt8] {
        // A size of four bytes.
        let size = UInt32(content.count) | 0x1000_0000
        return id + (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + content
    }

    private static func movie(_ info: [UInt8], tracks: [UInt8] = [], tags: [UInt8] = []) -> [UInt8]
    {
        element([0x1A, 0x45, 0xDF, 0xA3], element([0x42, 0x82], Array("webm".utf8)))
            + element(
                [0x18, 0x53, 0x80, 0x67],
                element([0x15, 0x49, 0xA9, 0x66], info) + element([0x16, 0x54, 0xAE, 0x6B], tracks)
                    + element([0x12, 0x54, 0xC3, 0x67], tags)
                    + element([0x1F, 0x43, 0xB6, 0x75], [UInt8](repeating: 0, count: 500)))
    }

    private static func read(_ bytes: [UInt8]) throws -> VideoMetadata? {
        try MatroskaReader.read(EvidenceSource(bytes), fileName: "a.webm")
    }

    @Test func `Matroska: duration, date, track and program are read`() throws {
        let seconds: Int64 = 1_000_000_000
        let date = (0..<8).map { UInt8(truncatingIfNeeded: (86_400 * seconds) >> (56 - 8 * $0)) }
        let duration = (0..<8).map {
            UInt8(truncatingIfNeeded: (1_500.0).bitPattern >> (56 - 8 * UInt64($0)))
        }
        let info =
            Self.element([0x2A, 0xD7, 0xB1], [0x0F, 0x42, 0x40])
            + Self.element([0x44, 0x89], duration) + Self.element([0x44, 0x61], date)
            + Self.element([0x57, 0x41], Array("Lavf59.1".utf8))
        let track = Self.element(
            [0xAE],
            Self.element([0x83], [1]) + Self.element([0x86], Array("V_VP9".utf8))
                + Self.element(
                    [0xE0],
                    Self.element([0xB0], [0x02, 0x80]) + Self.element([0xBA], [0x01, 0xE0])))
        let tag = Self.element(
            [0x73, 0x73],
            Self.element(
                [0x67, 0xC8],
                Self.element([0x45, 0xA3], Array("LOCATION".utf8))
                    + Self.element([0x44, 0x87], Array("+52.5000+013.4000/".utf8))))
        let video = try #require(try Self.read(Self.movie(info, tracks: track, tags: tag)))
        #expect(video.container == "webm")
        #expect(video.durationMilliseconds == 1_500)
        #expect(video.clocks.map(\.reading.text) == ["2001-01-02T00:00:00+00:00"])
        #expect(video.picture?.summary == "video vp9 640x480")
        #expect(video.location?.description == "52.500000,13.400000")
        #expect(video.remarks.map(\.code) == ["video.reencoded"])
    }

    @Test func `Matroska: no damage and no lie about sizes makes the reader trap`() throws {
        let good = Self.movie(Self.element([0x44, 0x89], [UInt8](repeating: 0xFF, count: 8)))
        for index in good.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var bytes = good
                bytes[index] = value
                _ = try Self.read(bytes)
            }
            _ = try Self.read(Array(good[..<index]))
        }
        var nested: [UInt8] = []
        for _ in 0..<1_000 { nested = Self.element([0x67, 0xC8], nested) }
        _ = try Self.read(Self.movie([], tags: nested))
    }

    @Test func `Matroska: tracks in many elements are no more than in one`() throws {
        let tracks = Self.element([0x16, 0x54, 0xAE, 0x6B], Self.element([0xAE], []))
        let movie =
            Self.element([0x1A, 0x45, 0xDF, 0xA3], Self.element([0x42, 0x82], Array("webm".utf8)))
            + Self.element(
                [0x18, 0x53, 0x80, 0x67], Array(repeating: tracks, count: 500).flatMap { $0 })
        let video = try #require(try Self.read(movie))
        #expect(video.tracks.count == VideoReader.trackLimit)
        #expect(video.remarks.count { $0.message.contains("more than 64 tracks") } == 1)
    }

    @Test func `HEIC: extents that take no bytes are not walked by the thousand million`() throws {
        func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
            ImageSamples.big(content.count + 8, 4) + Array(type.utf8) + content
        }
        // Version 0, all sizes 0; every item claims 65,535 extents.
        var items: [UInt8] = []
        for item in 0..<20_000 { items += ImageSamples.big(item, 2) + [0, 0, 0xFF, 0xFF] as [UInt8] }
        let zeroes = [UInt8](repeating: 0, count: 6)
        let places = box("iloc", zeroes + ImageSamples.big(20_000, 2) + items)
        let brands = box("ftyp", Array("heic\0\0\0\0heic".utf8))
        let file = brands + box("meta", zeroes.prefix(4) + places)
        let seconds = try ProcessorTime.ofThread {
            _ = try ImageReader.read(EvidenceSource(file), fileName: "a.heic")
        }
        #expect(seconds < 20)
    }

    @Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
    struct Corpus {
        @Test(arguments: ["iphone7.heic", "htc_desire.webp"])
        func `damaged pictures end as a reading`(file: String) throws {
            let row = try #require(
                ChatCorpus.rows(kind: "photo") { _ in true }.first { $0.file == file })
            let head = Array(row.bytes.prefix(4_096))
            var seed: UInt64 = 7
            for _ in 0..<2_000 {
                var bytes = head
                for _ in 0..<3 {
                    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    bytes[Int(seed >> 33) % bytes.count] = UInt8(truncatingIfNeeded: seed >> 20)
                }
                _ = try ImageReader.read(EvidenceSource(bytes), fileName: file)
            }
        }
    }
}
