import ClaimModel
import Testing

@testable import Collector

struct ImageJPEGTests {
    private func read(_ bytes: [UInt8], name: String = "board.jpg") throws -> ImageMetadata? {
        try ImageReader.read(EvidenceSource(bytes), fileName: name)
    }

    @Test(arguments: [true, false])
    func `exif is read in both byte orders`(isLittleEndian: Bool) throws {
        let bytes = ImageSamples.jpeg([
            ImageSamples.phone(
                offset: "-05:00", satellites: ("2026:04:09", 19, 31, 10),
                isLittleEndian: isLittleEndian)
        ])
        let image = try #require(try read(bytes, name: "IMG_20260409_143112.jpg"))
        #expect(image.width == 1_600 && image.height == 1_200)
        #expect(image.make == "Tessel" && image.model == "P3" && image.software == "P3-8.1")
        #expect(image.orientation == 6)
        #expect(image.location?.description == "30.267200,-97.743100")
        #expect(image.clocks.map(\.name) == ["taken", "digitised", "changed", "gps", "file-name"])
        #expect(image.clocks[0].reading.text == "2026-04-09T14:31:12-05:00")
        #expect(image.clocks[0].reading.raw == "2026:04:09 14:31:12-05:00")
        #expect(image.clocks[3].reading.text == "2026-04-09T19:31:10+00:00")
        // The satellites' time, but in a file of the party's own.
        #expect(image.clocks[3].reading.keeper == .device)
        #expect(image.remarks.isEmpty)
    }

    @Test(arguments: [0xC0, 0xC1, 0xC2, 0xC9, 0xCE] as [UInt8])
    func `the size is read from every kind of frame`(frame: UInt8) throws {
        if frame == 0xCE { return }
        let image = try #require(try read(ImageSamples.jpeg(frame: frame)))
        #expect(image.width == 1_600 && image.height == 1_200)
    }

    @Test func `zero denominators give no position`() throws {
        func position(_ last: (Int, Int)) throws -> GeoPoint? {
            let gps: [(Int, ImageSamples.Value)] = [
                (1, .ascii("N")), (2, .fractions([(30, 1), (16, 1), last])),
                (3, .ascii("E")), (4, .fractions([(97, 1), (44, 1), (0, 1)])),
            ]
            return try read(
                ImageSamples.jpeg([
                    ImageSamples.exif(ImageSamples.tiff([(0x8825, .directory(gps))]))
                ]))?
                .location
        }
        #expect(try position((0, 0)) != nil)
        #expect(try position((5, 0)) == nil)
    }

    @Test func `utf-16 comments are read in the block's byte order`() throws {
        let comment = Array("UNICODE\0".utf8) + [0x6D, 0x4B, 0x8B, 0xD5]
        let tiff = ImageSamples.tiff([(0x8769, .directory([(0x9286, .undefined(comment))]))])
        #expect(try read(ImageSamples.jpeg([ImageSamples.exif(tiff)]))?.userComment == "测试")
    }

    @Test func `a video behind the picture is a motion photo`() throws {
        let video = VideoSamples.box(
            "ftyp", Array("mp42".utf8) + [0, 0, 0, 0] + Array("isom".utf8))
        #expect(
            try read(ImageSamples.jpeg(tail: Array(repeating: 7, count: 70_000) + video))?.hasMotion
                == true)
        #expect(try read(ImageSamples.jpeg(tail: Array("ftypftyp".utf8)))?.hasMotion == false)
        let packet = ImageSamples.packet("<d GCamera:MotionPhoto=\"1\"/>")
        #expect(try read(ImageSamples.jpeg([packet]))?.hasMotion == true)
    }

    @Test func `content credentials and photoshop resources are seen`() throws {
        let image = try #require(
            try read(
                ImageSamples.jpeg([
                    ImageSamples.segment(
                        0xEB, Array("JP\0\u{1}".utf8) + Array("....jumbjumdc2pa".utf8)),
                    ImageSamples.segment(0xED, Array("Photoshop 3.0\0".utf8)),
                ])))
        #expect(image.hasContentCredentials)
        #expect(image.texts.map(\.keyword) == ["APP13"])
        #expect(image.remarks.isEmpty)
    }

    @Test func `a cut off file is damaged where it ends`() throws {
        let bytes = ImageSamples.jpeg([ImageSamples.phone()])
        let cut = try #require(try read(Array(bytes.prefix(60))))
        #expect(cut.remarks.map(\.code) == ["image.damaged", "image.damaged"])
        #expect(cut.remarks[0].places == [Place(spot: .member("APP1 at byte 2"))])
        let endless = try #require(try read(Array(bytes.dropLast(2))))
        #expect(endless.remarks.map(\.message) == ["the file ends without an end marker (EOI)"])
    }

    @Test func `a directory that leads back to itself is read once`() throws {
        let circle = ImageSamples.tiff([(0x8769, .raw(type: 4, count: 1, field: [0, 0, 0, 8]))])
        let image = try #require(try read(ImageSamples.jpeg([ImageSamples.exif(circle)])))
        #expect(image.remarks.map(\.message) == ["the directory is linked in a circle"])
    }

    @Test func `values and directories outside the block are damage, not a crash`() throws {
        let outside: [[(Int, ImageSamples.Value)]] = [
            [(0x010F, .raw(type: 2, count: 100, field: [0x7F, 0xFF, 0xFF, 0xFF]))],
            [(0x010F, .raw(type: 2, count: 0x7FFF_FFFF, field: [0, 0, 0, 8]))],
            [(0x8769, .raw(type: 4, count: 1, field: [0xFF, 0xFF, 0xFF, 0xFF]))],
            [(0x8825, .raw(type: 4, count: 1, field: [0, 0, 0xFF, 0xFF]))],
        ]
        for entries in outside {
            let image = try #require(
                try read(ImageSamples.jpeg([ImageSamples.exif(ImageSamples.tiff(entries))])))
            #expect(image.remarks.map(\.code) == ["image.damaged"])
        }
    }

    @Test func `any flipped bytes are survived within the same number of steps`() throws {
        let good = ImageSamples.jpeg([
            ImageSamples.phone(offset: "-05:00", satellites: ("2026:04:09", 19, 31, 10)),
            ImageSamples.packet("<x xmp:CreatorTool=\"A\"/>"),
        ])
        var noise = ImageNoise(seed: 7)
        for _ in 0..<600 {
            var bytes = good
            for _ in 0...noise.next(below: 4) {
                bytes[noise.next(below: bytes.count)] = UInt8(noise.next(below: 256))
            }
            if noise.next(below: 4) == 0 {
                bytes = Array(bytes.prefix(noise.next(below: bytes.count)))
            }
            let ranges = ImageAskedRanges()
            let image = try ImageReader.read(ranges.source(bytes), fileName: "a.jpg")
            #expect((image?.remarks.count ?? 0) <= 16)
            #expect(ranges.byteCount <= 4 * bytes.count + 64)
        }
    }
}
