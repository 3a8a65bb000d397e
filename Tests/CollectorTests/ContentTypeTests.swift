import Foundation
import Testing

@testable import Collector

@Suite struct ContentTypeTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var bytes: [UInt8]
        var mediaType: String
        var testDescription: String { mediaType }

        init(_ bytes: [UInt8], _ mediaType: String) {
            self.bytes = bytes
            self.mediaType = mediaType
        }

        init(_ text: String, _ mediaType: String) {
            self.init(Array(text.utf8), mediaType)
        }
    }

    private static func type(_ bytes: [UInt8]) throws -> ContentType {
        try ContentType(of: EvidenceSource(bytes))
    }

    private static func boxes(_ text: String) -> [UInt8] {
        [0, 0, 0, 24] + Array(text.utf8) + [0, 0, 0, 0]
    }

    private static let binary: [Sample] = [
        Sample([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        Sample([0xFF, 0xD8, 0xFF, 0xE1], "image/jpeg"), Sample("GIF89a", "image/gif"),
        Sample("RIFF1234WEBPVP8 ", "image/webp"), Sample(boxes("ftypheic"), "image/heic"),
        Sample(boxes("ftypavif"), "image/avif"), Sample(boxes("ftypqt  "), "video/quicktime"),
        Sample(boxes("ftyp3gp4"), "video/3gpp"), Sample(boxes("ftypisom"), "video/mp4"),
        Sample(boxes("moov"), "video/quicktime"), Sample([0x4D, 0x4D, 0, 0x2A, 0], "image/tiff"),
        Sample([0x49, 0x49, 0x2A, 0, 8], "image/tiff"), Sample("%PDF-1.4\n", "application/pdf"),
        Sample([0, 1, 2, 0xFF] + Array("%PDF-1.4\n".utf8), "application/pdf"),
        Sample([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "application/x-7z-compressed"),
        Sample(Array("Rar!".utf8) + [0x1A, 7, 1, 0], "application/vnd.rar"),
        Sample([0x1F, 0x8B, 8, 0], "application/gzip"),
        Sample([UInt8](repeating: 0, count: 257) + Array("ustar".utf8), "application/x-tar"),
        Sample([0x1A, 0x45, 0xDF, 0xA3, 0x9F] + Array("webm".utf8), "video/webm"),
        Sample([0x1A, 0x45, 0xDF, 0xA3, 0x9F] + Array("matroska".utf8), "video/x-matroska"),
        Sample([0x7F, 0x45, 0x4C, 0x46], "application/x-executable"),
        Sample(
            Array("MZ".utf8) + [UInt8](repeating: 0, count: 58) + [64, 0, 0, 0, 0x50, 0x45, 0, 0],
            "application/vnd.microsoft.portable-executable"),
        Sample([0, 1, 2, 3], "application/octet-stream"),
        Sample([UInt8](), "application/octet-stream"),
    ]

    private static let text: [Sample] = [
        Sample("  <!DOCTYPE html>\n", "text/html"), Sample("\u{FEFF}<html>", "text/html"),
        Sample("<!-- saved from url=(0025)https://x.example/ -->\n<html>", "text/html"),
        Sample("<?xml version=\"1.0\"?><a/>", "application/xml"),
        Sample("<?xml version=\"1.0\"?><html xmlns=\"x\">", "application/xhtml+xml"),
        Sample("<svg xmlns=\"x\">", "image/svg+xml"), Sample("{\"a\": 1}", "application/json"),
        Sample("[\n {\"a\": 1}]", "application/json"),
        Sample("[29.01.18, 12:24:03] Alice: hi\n", "text/plain"),
        Sample("From: a@x.example\r\nDate: x\r\nSubject: y\r\n\r\nhi", "message/rfc822"),
        Sample(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x\r\nSubject: y\r\nDate: z\r\n",
            "multipart/related"),
        Sample("From a@x Mon Jan  1 00:00:00 2026\nFrom: a@x\nTo: b@x\n\nhi", "application/mbox"),
        Sample("Note: this is\nplain: text\n", "text/plain"), Sample("hello", "text/plain"),
        Sample([0xFF, 0xFE, 0x68, 0, 0x69, 0], "text/plain"),
        Sample([0xC9, 0xEE, 0xDB, 0xDA, 0x0A], "text/plain"),
    ]

    @Test(arguments: binary + text)
    func `a file is told by its bytes`(sample: Sample) throws {
        #expect(try Self.type(sample.bytes).mediaType == sample.mediaType)
    }

    @Test func `the charset of text is told`() throws {
        #expect(try Self.type(Array("é".utf8)).charset == "utf-8")
        #expect(try Self.type([0xFF, 0xFE, 0x68, 0]).charset == "utf-16le")
        #expect(try Self.type([0xFE, 0xFF, 0, 0x68]).charset == "utf-16be")
        #expect(try Self.type([0x68, 0, 0x69, 0, 0x68, 0, 0x69, 0]).charset == "utf-16le")
        #expect(try Self.type([0xC9, 0xEE, 0xDB, 0xDA]).charset == "gbk")
        #expect(try Self.type(SampleBytes.png).charset == nil)
    }

    @Test func `a character cut at the end of the head is no fault`() throws {
        let head = [UInt8](repeating: 0x61, count: ContentType.headByteCount - 1)
        #expect(try Self.type(head + Array("深圳".utf8)).charset == "utf-8")
    }

    struct Named: Sendable {
        var name: String
        var bytes: [UInt8]
        var disagrees: Bool

        init(_ name: String, _ bytes: [UInt8], _ disagrees: Bool) {
            self.name = name
            self.bytes = bytes
            self.disagrees = disagrees
        }
    }

    @Test(arguments: [
        Named("a.png", Array("%PDF-1".utf8), true), Named("a.jpg", SampleBytes.png, true),
        Named("a.JPEG", SampleBytes.jpeg, false), Named("a.txt", SampleBytes.png, true),
        Named("a.txt", Array("{\"a\":1}".utf8), false),
        Named("a.json", Array("<html>".utf8), true), Named("a.json", Array("// c\n{}".utf8), false),
        Named("a.unknown", SampleBytes.png, false), Named("a", SampleBytes.png, false),
        Named("a.mov", SampleBytes.mp4, false), Named("a.pdf", Array("hello".utf8), true),
        Named("a.csv", Array("a;b\n".utf8), false), Named("a.png.exe", SampleBytes.png, true),
    ])
    func `bytes win over the extension`(sample: Named) throws {
        #expect(try Self.type(sample.bytes).disagrees(withName: sample.name) == sample.disagrees)
    }

    // MARK: Files of others

    private static let corpus: URL? = {
        let place =
            ProcessInfo.processInfo.environment["CLAIMPACK_CORPUS"].map { URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("shared/corpus")
        return FileManager.default.fileExists(atPath: place.path) ? place : nil
    }()

    /// Formats of the corpus with the types a correct reader may give.
    private static let types: [String: Set<String>] = [
        "jpg": ["image/jpeg"], "png": ["image/png"], "webp": ["image/webp"], "heic": ["image/heic"],
        "mp4": ["video/mp4"], "mov": ["video/quicktime"], "3gp": ["video/3gpp"],
        "mkv": ["video/x-matroska"], "webm": ["video/webm"], "pdf": ["application/pdf"],
        "pdf-invoice": ["application/pdf"], "jpg-bol": ["image/jpeg"], "zip": ["application/zip"],
        "eml": ["message/rfc822"], "mbox": ["application/mbox"], "mhtml": ["multipart/related"],
        "whatsapp-txt": ["text/plain"], "whatsapp-zip": ["application/zip"],
        "telegram-json": ["application/json"], "telegram-html": ["text/html"],
        "msg": ["application/x-ole-storage"], "wacz": ["application/zip"],
        "warc.gz": ["application/gzip"], "ups-json": ["application/json"],
        "xlsx": ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        "docx": ["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        "dhl-unified": ["application/json"], "17track-json": ["application/json"],
        "cainiao-json": ["application/json"], "tnt-xml": ["application/xml"],
        "wechat-csv": ["text/plain"], "messenger-html": ["text/html"],
    ]

    /// Files whose type differs for a reason.
    private static let differences = [
        // It begins with the line that an mbox puts before each message.
        "eml_attachment_pdf.eml": "application/mbox"
    ]

    @Test(.enabled(if: corpus != nil, "the corpus is not there"))
    func `files of the corpus get the type they are listed with`() throws {
        let corpus = try #require(Self.corpus).appendingPathComponent("evidence")
        let index = try String(
            contentsOf: corpus.appendingPathComponent("index.tsv"), encoding: .utf8)
        var seen = 0
        for row in index.split(separator: "\n").dropFirst() {
            let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(
                String.init)
            guard cells.count > 2, let expected = Self.types[cells[1]] else { continue }
            let file = corpus.appendingPathComponent(cells[0]).appendingPathComponent(cells[2])
            guard let bytes = try? Data(contentsOf: file) else { continue }
            let type = try Self.type(Array(bytes))
            seen += 1
            let fits =
                expected.contains(type.mediaType) || Self.differences[cells[2]] == type.mediaType
            #expect(fits, "\(cells[2]): \(type.mediaType)")
            #expect(!type.disagrees(withName: cells[2]), "\(cells[2]): \(type.mediaType)")
        }
        #expect(seen > 50)
    }

    @Test(.enabled(if: corpus != nil, "the corpus is not there"))
    func `attack - no hostile file of the corpus stops the look at its type`() throws {
        let folder = try #require(Self.corpus).appendingPathComponent("hostile")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        var seen = 0
        for case let file as URL in try #require(files) {
            guard let bytes = try? Data(contentsOf: file) else { continue }
            seen += 1
            let type = try Self.type(Array(bytes))
            #expect(!type.mediaType.isEmpty)
            _ = type.disagrees(withName: file.lastPathComponent)
        }
        #expect(seen > 100)
    }
}
