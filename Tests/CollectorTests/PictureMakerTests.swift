import ClaimModel
import Collector
import Foundation
import SystemLibraries
import TestSupport
import Testing

/// Pictures of exhibits come from locked-down programs, small and stripped, or not at all.
@Suite struct PictureMakerTests {
    static let canDraw =
        DrawingProgram.allCases.allSatisfy { $0.found != nil } && Confinement.isPossible

    private func request(_ path: String, _ type: String, _ reading: Reading) throws
        -> PictureMaker.Request
    {
        let bytes = Array(try Data(contentsOf: Places.sample.appendingPathComponent(path)))
        return PictureMaker.Request(
            entry: try EntryPath("exhibits/A-1/\(path.split(separator: "/").last ?? "x")"),
            source: EvidenceSource(bytes), mediaType: type, reading: reading)
    }

    @Test(.enabled(if: canDraw, "needs ffmpeg, poppler-utils and Landlock"))
    func `a photograph, a first page and a video still are drawn under a lockdown`() throws {
        let image = Reading.image(ImageMetadata(format: "jpeg", width: 1, height: 1))
        let requests = [
            try request("E-photos-video/IMG_20260409_143112.jpg", "image/jpeg", image),
            try request(
                "A-contract/order-page-1.png", "image/png",
                .image(ImageMetadata(format: "png", width: 1, height: 1))),
            try request("D-inspection/inspection-report.pdf", "application/pdf", .opaque),
            try request(
                "E-photos-video/unboxing.mp4", "video/mp4",
                .video(VideoMetadata(container: "mp4", brand: "isom", durationMilliseconds: 20_000))
            ),
        ]
        let outcomes = PictureMaker(isConfined: true).draw(requests)
        for request in requests {
            guard case .drawn(let picture)? = outcomes[request.entry] else {
                Issue.record(
                    "\(request.entry.text): \(String(describing: outcomes[request.entry]))")
                continue
            }
            #expect(picture.bytes.count <= PictureMaker.byteLimit)
            #expect(picture.width > 100 || picture.height > 100)
        }
    }

    @Test(.enabled(if: canDraw, "needs ffmpeg, poppler-utils and Landlock"))
    func `a photograph that is to be turned is turned`() throws {
        var turned = ImageMetadata(format: "jpeg", width: 1, height: 1)
        let path = "E-photos-video/IMG_20260409_143112.jpg"
        func size(_ orientation: Int) throws -> (Int, Int) {
            turned.orientation = orientation
            let request = try request(path, "image/jpeg", .image(turned))
            guard
                case .drawn(let picture)? = PictureMaker(isConfined: true).draw([request])[
                    request.entry]
            else { return (0, 0) }
            return (picture.width, picture.height)
        }
        let upright = try size(1), sideways = try size(6)
        #expect(upright != (0, 0) && upright == (sideways.1, sideways.0))
    }

    @Test(arguments: [
        "not a picture", "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        "ffconcat version 1.0\nfile /etc/passwd\n",
    ])
    func `bytes that are no picture get none, lists of other files among them`(text: String) throws
    {
        let request = PictureMaker.Request(
            entry: try EntryPath("exhibits/A-1/x.jpg"), source: EvidenceSource(Array(text.utf8)),
            mediaType: "image/jpeg",
            reading: .image(ImageMetadata(format: "jpeg", width: 1, height: 1)))
        guard case .absent? = PictureMaker(isConfined: true).draw([request])[request.entry] else {
            Issue.record("something was drawn")
            return
        }
    }

    @Test func `a format no program draws is said to be one`() throws {
        let request = PictureMaker.Request(
            entry: try EntryPath("exhibits/A-1/x.heic"), source: EvidenceSource([1, 2, 3]),
            mediaType: "image/heic",
            reading: .image(ImageMetadata(format: "heic", width: 1, height: 1)))
        #expect(
            PictureMaker(isConfined: true).draw([request])[request.entry]
                == .absent(reason: "no program here draws image/heic"))
    }
}
