import ClaimModel
import Testing

@testable import Collector

struct ImagePNGTests {
    private func read(_ bytes: [UInt8], name: String = "page.png") throws -> ImageMetadata? {
        try ImageReader.read(EvidenceSource(bytes), fileName: name)
    }

    @Test func `size, texts and clocks of a screenshot are stated`() throws {
        let image = try #require(
            try read(
                ImageSamples.png([
                    ImageSamples.text("Software", "Framegrab 4.2"),
                    ImageSamples.text("Creation Time", "2026-04-11T10:02:31-05:00"),
                    ImageSamples.text("Comment", "order page"),
                    ImageSamples.chunk("tIME", ImageSamples.big(2026, 2) + [4, 11, 15, 2, 32]),
                ])))
        #expect(image.format == "png")
        #expect(image.width == 720 && image.height == 1_280)
        #expect(image.software == "Framegrab 4.2")
        #expect(image.clocks.map(\.name) == ["created", "written"])
        #expect(
            image.clocks.map(\.reading.text) == [
                "2026-04-11T10:02:31-05:00", "2026-04-11T15:02:32+00:00",
            ])
        #expect(image.texts == [NamedText(keyword: "Comment", text: "order page")])
        #expect(image.remarks.isEmpty)
    }

    @Test func `international texts are read and compressed ones are named`() throws {
        let plain = Array("Title\0\0\0\0\0".utf8) + Array("订单页".utf8)
        let packed = Array("Description\0".utf8) + [1, 0, 0, 0, 0x78, 0x9C]
        let packet =
            Array("XML:com.adobe.xmp\0\0\0\0\0".utf8)
            + Array(
                "<x xmp:CreatorTool=\"Drawwell &amp; Co\" xmp:CreateDate='2026-04-11T10:02:31'/>"
                    .utf8)
        let image = try #require(
            try read(
                ImageSamples.png([
                    ImageSamples.chunk("iTXt", plain), ImageSamples.chunk("iTXt", packed),
                    ImageSamples.chunk("zTXt", Array("Notes\0\0".utf8) + [1, 2]),
                    ImageSamples.chunk("iTXt", packet),
                ])))
        #expect(
            image.texts == [
                NamedText(keyword: "Title", text: "订单页"),
                NamedText(keyword: "Description", text: "(compressed)"),
                NamedText(keyword: "Notes", text: "(compressed)"),
                NamedText(keyword: "xmp:CreatorTool", text: "Drawwell & Co"),
            ])
        #expect(image.clocks.map(\.reading.text) == ["2026-04-11T10:02:31 (zone unknown)"])
    }

    @Test func `exif and content credentials in their chunks are seen`() throws {
        let tiff = ImageSamples.tiff([
            (0x8769, .directory([(0x9286, .undefined(Array("ASCII\0\0\0Screenshot".utf8)))]))
        ])
        let image = try #require(
            try read(
                ImageSamples.png([
                    ImageSamples.chunk("eXIf", tiff), ImageSamples.chunk("caBX", [0]),
                ])))
        #expect(image.hasExif)
        #expect(image.userComment == "Screenshot")
        #expect(image.hasContentCredentials)
    }

    @Test func `a cut off file is damaged where it ends`() throws {
        let bytes = ImageSamples.png([
            ImageSamples.text("Comment", String(repeating: "a", count: 100))
        ])
        let image = try #require(try read(Array(bytes.prefix(80))))
        #expect(image.width == 720)
        #expect(image.remarks.map(\.code) == ["image.damaged"])
        #expect(image.remarks[0].places == [Place(spot: .member("tEXt at byte 33"))])
        let endless = try #require(try read(Array(bytes.dropLast(12))))
        #expect(endless.remarks.map(\.message) == ["the file ends without an end chunk (IEND)"])
    }

    @Test func `bytes behind the end are noted`() throws {
        let image = try #require(try read(ImageSamples.png() + Array("PK\u{3}\u{4}".utf8)))
        #expect(image.remarks.map(\.code) == ["image.trailing"])
        #expect(image.remarks[0].message == "4 bytes follow the end of the picture")
    }

    @Test func `other formats are not read`() throws {
        #expect(try read([]) == nil)
        #expect(try read(Array("GIF89a".utf8)) == nil)
        #expect(try read(Array("RIFF1234WAVE".utf8)) == nil)
    }

    @Test func `many chunks are walked in linear time`() throws {
        func asked(_ count: Int) throws -> Int {
            let ranges = ImageAskedRanges()
            let bytes = ImageSamples.png(
                Array(repeating: ImageSamples.chunk("teSt", [1]), count: count))
            _ = try ImageReader.read(ranges.source(bytes), fileName: "x.png")
            return ranges.byteCount
        }
        let once = try asked(20_000)
        let twice = try asked(40_000)
        #expect(twice < 3 * once)
    }
}
