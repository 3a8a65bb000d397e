import ClaimModel
import Testing

@testable import Collector

struct ImageRemarksTests {
    private func remarks(_ segments: [[UInt8]], name: String) throws -> [Finding] {
        let bytes = ImageSamples.jpeg(segments)
        return try #require(try ImageReader.read(EvidenceSource(bytes), fileName: name)).remarks
    }

    @Test(arguments: [
        "IMG-20260409-WA0003.jpg", "mmexport1775763072000.jpg", "photo_2026-04-09_14-31-12.jpg",
    ])
    func `a messenger's copy without metadata is stripped`(name: String) throws {
        #expect(try remarks([], name: name).map(\.code) == ["image.metadata.stripped"])
        #expect(try remarks([ImageSamples.phone()], name: name).isEmpty)
    }

    @Test func `an editor's name is an edit`() throws {
        let found = try remarks(
            [ImageSamples.phone(software: "Adobe Photoshop 21.0")], name: "a.jpg")
        #expect(found.map(\.code) == ["image.edited"])
        #expect(
            found[0].message
                == "a program that changes pictures wrote this file: Adobe Photoshop 21.0")
        #expect(
            try remarks([ImageSamples.packet("<x xmp:CreatorTool=\"GIMP 2.10\"/>")], name: "a.jpg")
                .map(\.code) == ["image.edited"])
        #expect(try remarks([ImageSamples.phone(software: "P3-8.1")], name: "a.jpg").isEmpty)
    }

    @Test(arguments: ["1970:01:01 08:00:13", "0000:00:00 00:00:00", "1980:01:01 00:00:00"])
    func `a clock that was never set is said`(taken: String) throws {
        let found = try remarks([ImageSamples.phone(taken: taken)], name: "a.jpg")
        #expect(found.map(\.code) == ["image.clock.unset"])
    }

    @Test func `a screenshot name of 1970 is a clock that was never set`() throws {
        #expect(
            try remarks([], name: "Screenshot_1970-01-02-02-06-19.png").map(\.code) == [
                "image.clock.unset"
            ])
    }

    @Test(arguments: [
        ("IMG_20260409_143112.jpg", [String]()),  // equal
        ("IMG_20260409_143240.jpg", []),  // 88 s apart
        ("IMG_20260410_033112.jpg", []),  // 13 h: another zone
        ("IMG_20260409_201712.jpg", []),  // 5 h 46 min: within two minutes of a zone
        ("IMG_20260409_143812.jpg", ["image.clock.conflict"]),  // 7 min
        ("IMG_20260412_143112.jpg", ["image.clock.conflict"]),  // 3 days
        ("WhatsApp Image 2026-04-12 at 10.15.30.jpeg", []),  // when it was saved
    ])
    func `name and camera are compared with room for zones`(name: String, codes: [String]) throws {
        #expect(try remarks([ImageSamples.phone()], name: name).map(\.code) == codes)
    }

    @Test func `clocks with known offsets get no room for zones`() throws {
        let phone = ImageSamples.phone(offset: "-05:00")
        #expect(try remarks([phone], name: "PXL_20260409_193112000.jpg").isEmpty)
        #expect(
            try remarks([phone], name: "PXL_20260409_143112000.jpg").map(\.code) == [
                "image.clock.conflict"
            ])
    }

    @Test func `the satellites' time tells the missing offset`() throws {
        let found = try remarks(
            [ImageSamples.phone(satellites: ("2026:04:09", 19, 30, 58))], name: "a.jpg")
        #expect(found.map(\.code) == ["image.clock.offset"])
        #expect(found[0].message == "the satellites' time puts the camera's clock at UTC-05:00")
        let far = try remarks(
            [ImageSamples.phone(satellites: ("2026:04:09", 19, 24, 0))], name: "a.jpg")
        #expect(far.isEmpty)
        let otherDay = try remarks(
            [ImageSamples.phone(satellites: ("2026:04:01", 19, 31, 0))], name: "a.jpg")
        #expect(otherDay.isEmpty)
    }
}
