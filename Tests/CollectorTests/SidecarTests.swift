import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

/// What other programs wrote of a video, held against the video. The programs themselves are asked.
@Suite struct SidecarTests {
    private static let video = Places.project.appendingPathComponent(
        "Samples/pcb-quality/E-photos-video/unboxing.mp4")
    private static let photo = Places.project.appendingPathComponent(
        "Samples/pcb-quality/E-photos-video/IMG_20260409_143112.jpg")

    private static func read(_ text: String, _ name: String) throws -> Reading {
        let source = EvidenceSource(Array(text.utf8))
        return ItemReader(place: .here, readers: ReaderTable.readers, usesPrograms: false)
            .read(source, fileName: name, type: try ContentType(of: source))
    }

    private static func exhibit(_ number: String, _ name: String, _ reading: Reading) throws
        -> CollectedExhibit
    {
        CollectedExhibit(
            exhibit: Exhibit(number: try #require(ExhibitNumber(number)), kinds: [.video]),
            files: [
                CollectedFile(
                    sourceName: Array(name.utf8),
                    entry: try EntryPath("exhibits/\(number)/\(name)"), byteCount: 1, digest: nil,
                    mediaType: "", reading: reading)
            ])
    }

    /// The codes of a sidecar beside the file it names.
    private static func codes(_ sidecar: String, _ name: String, of file: URL) throws -> [String] {
        let source = EvidenceSource(Array(try Data(contentsOf: file)))
        let reading = ItemReader(place: .here, readers: ReaderTable.readers, usesPrograms: false)
            .read(source, fileName: file.lastPathComponent, type: try ContentType(of: source))
        let exhibits = [
            try exhibit("E-1", file.lastPathComponent, reading),
            try exhibit("E-2", name, try read(sidecar, name)),
        ]
        return SidecarComparison.findings(in: exhibits).map(\.code)
    }

    @Test(arguments: [
        ("exiftool", ["-j"], "x.json"), ("exiftool", ["-j", "-G1"], "x.json"),
        ("exiftool", ["-j", "-n"], "x.json"), ("exiftool", ["-csv"], "x.csv"),
        (
            "ffprobe", ["-v", "error", "-of", "json", "-show_format", "-show_streams"], "x.json"
        ),
    ])
    func `what a program says of a video today agrees with our own reading`(
        program: String, arguments: [String], name: String
    ) throws {
        let ran = try Run.tool(program, arguments + [Self.video.path])
        try #require(ran.status == 0, "\(ran.errors)")
        guard case .document(let document) = try Self.read(ran.output, name) else {
            Issue.record("not read as a sidecar: \(ran.output.prefix(200))")
            return
        }
        #expect(document.format == program)
        let sidecar = try #require(MediaSidecar.all(in: document).first?.sidecar)
        #expect(sidecar.file == "unboxing.mp4")
        #expect(sidecar.durationMilliseconds != nil && sidecar.width != nil)
        #expect(sidecar.created != nil)
        #expect(try Self.codes(ran.output, name, of: Self.video) == [])
    }

    @Test func `what exiftool says of a photo agrees with our own reading`() throws {
        let ran = try Run.tool("exiftool", ["-j", Self.photo.path])
        #expect(try Self.codes(ran.output, "p.json", of: Self.photo) == [])
    }

    @Test func `of files of one name that of the sidecar's own exhibit is meant, else none is accused`() throws {
        func image(_ width: Int) -> Reading {
            .image(ImageMetadata(format: "jpeg", width: width, height: 10))
        }
        func codes(_ exhibits: [CollectedExhibit]) -> [String] {
            SidecarComparison.findings(in: exhibits).map(\.code)
        }
        let sidecar = try Self.read(
            #"[{"SourceFile":"IMG_0001.JPG","ImageWidth":20,"ImageHeight":10}]"#, "x.json")
        try #require(sidecar.name == "document")
        let far = try Self.exhibit("E-1", "IMG_0001.JPG", image(30))
        let near = try Self.exhibit("E-2", "IMG_0001.JPG", image(20))
        let alone = try Self.exhibit("E-3", "x.json", sidecar)
        var beside = near
        beside.files += alone.files
        // The other exhibit's picture has another size and comes first.
        #expect(codes([far, beside]) == [])
        #expect(codes([far, near, alone]) == [])
        #expect(codes([near, alone]) == [])
        #expect(codes([far, alone]) == ["sidecar.size.differs"])
        #expect(codes([alone]) == ["sidecar.file.absent"])
    }

    private static func mediainfo(_ duration: String, _ width: String, _ date: String) -> String {
        """
        {"media":{"@ref":"/home/x/unboxing.mp4","track":[{"@type":"General","Duration":"\(duration)",
        "Encoded_Date":"\(date)"},{"@type":"Video","Width":"\(width)","Height":"720"}]}}
        """
    }

    @Test func `each difference is a finding of its own`() throws {
        let ran = try Run.tool(
            "ffprobe",
            ["-v", "error", "-of", "json", "-show_format", "-show_streams", Self.video.path])
        let probe = try #require(
            try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any])
        let format = try #require(probe["format"] as? [String: Any])
        let duration = try #require(format["duration"] as? String)
        let created = try #require((format["tags"] as? [String: Any])?["creation_time"] as? String)
        let picture = try #require(
            (probe["streams"] as? [[String: Any]])?.first { $0["codec_type"] as? String == "video" })
        let width = "\(try #require(picture["width"] as? Int))"
        func codes(_ text: String) throws -> [String] {
            try Self.codes(
                text.replacing(
                    "720", with: "\(picture["height"] as? Int ?? 0)"), "m.json", of: Self.video)
        }
        #expect(try codes(Self.mediainfo(duration, width, created)) == [])
        #expect(
            try codes(Self.mediainfo("99.0", width, created)) == ["sidecar.duration.differs"])
        #expect(try codes(Self.mediainfo(duration, "64", created)) == ["sidecar.size.differs"])
        #expect(
            try codes(Self.mediainfo(duration, width, "UTC 2024-01-01 00:07:00"))
                == ["sidecar.clock.differs"])
        #expect(
            try codes(
                Self.mediainfo(duration, width, created).replacing("unboxing", with: "other"))
                == ["sidecar.file.absent"])
    }

    @Test(arguments: [
        ("12.345", 12_345), ("12.35 s", 12_350), ("0:01:02", 62_000), ("1 min 2 s", 62_000),
        ("12 s 345 ms", 12_345), ("1 h 2 min", 3_720_000), ("", nil), ("x", nil), ("-1", nil),
        ("1:2", nil), ("99999999", nil), ("nan", nil), ("inf", nil), ("1 x", 1_000),
    ] as [(String, Int?)])
    func `lengths as programs write them`(text: String, milliseconds: Int?) {
        #expect(MediaSidecar.milliseconds(text) == milliseconds)
    }

    @Test func `mediainfo's text is read by its sections`() throws {
        let text = """
            General
            Complete name                            : /home/x/unboxing.mp4
            Format                                   : MPEG-4
            Duration                                 : 12 s 12 ms
            Encoded date                             : UTC 2026-04-09 19:20:26

            Video
            Width                                    : 1 920 pixels
            Height                                   : 1 080 pixels

            """
        guard case .document(let document) = try Self.read(text, "m.txt") else {
            Issue.record("not read as a sidecar")
            return
        }
        let sidecar = try #require(MediaSidecar.all(in: document).first?.sidecar)
        #expect(sidecar.durationMilliseconds == 12_012)
        #expect(sidecar.width == 1_920 && sidecar.height == 1_080)
    }

    @Test(arguments: [
        (0, 0, true), (0, 3_600, true), (0, 20_700, true), (0, 60, false), (0, 50_400, true),
        (0, 51_300, false), (0, 3_601, true), (0, 3_610, false), (Int64.min, .max, false),
    ] as [(Int64, Int64, Bool)])
    func `clocks agree when only their zones differ`(one: Int64, other: Int64, isSame: Bool) {
        #expect(SidecarComparison.isSame(one, other) == isSame)
    }
}
