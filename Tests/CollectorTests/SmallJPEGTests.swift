import Collector
import Foundation
import TestSupport
import Testing

/// What is shown of a drawn picture is the picture alone.
@Suite struct SmallJPEGTests {
    private static func drawn(_ filter: String = "testsrc=size=96x64:rate=1:duration=1") throws
        -> [UInt8]
    {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("a.jpg")
            let ran = try Run.tool(
                "ffmpeg", ["-v", "error", "-f", "lavfi", "-i", filter, "-frames:v", "1", path.path])
            #expect(ran.status == 0, "\(ran.errors)")
            return Array(try Data(contentsOf: path))
        }
    }

    @Test func `a picture keeps its size, and loses its notes and what stands behind it`() throws {
        let source = try Self.drawn()
        let note: [UInt8] = [0xFF, 0xFE, 0, 10] + Array("<script>".utf8)
        let preview: [UInt8] = [0xFF, 0xE1, 0, 8] + Array("Exif\0\0".utf8)
        let padded =
            Array(source[..<2]) + note + preview + Array(source[2...])
            + Array("PK\u{3}\u{4} more".utf8)
        let picture = try #require(SmallJPEG(padded))
        #expect(picture.width == 96 && picture.height == 64)
        #expect(picture.bytes.suffix(2) == [0xFF, 0xD9])
        #expect(!String(decoding: picture.bytes, as: Unicode.ASCII.self).contains("<script>"))
        #expect(picture == SmallJPEG(source))
        #expect(SmallJPEG(picture.bytes) == picture)
    }

    @Test func `a stranger's decoder still reads it`() throws {
        let picture = try #require(SmallJPEG(try Self.drawn()))
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("b.jpg")
            try Data(picture.bytes).write(to: path)
            let ran = try Run.tool("ffmpeg", ["-v", "error", "-i", path.path, "-f", "null", "-"])
            #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.errors)")
        }
    }

    @Test func `nothing but a whole small picture is taken, at any cut or changed byte`() throws {
        let source = try Self.drawn()
        for count in 0..<source.count { #expect(SmallJPEG(Array(source[..<count])) == nil) }
        for index in source.indices {
            var copy = source
            copy[index] ^= 0xFF
            // It may still be a picture; it must not trap, and must end where a picture ends.
            if let picture = SmallJPEG(copy) { #expect(picture.bytes.suffix(2) == [0xFF, 0xD9]) }
        }
        for other in ["", "GIF89a", "<svg xmlns='http://www.w3.org/2000/svg'/>", "\u{FF}\u{D8}"] {
            #expect(SmallJPEG(Array(other.utf8)) == nil)
        }
    }

    @Test func `a picture larger than a page shows is refused`() throws {
        #expect(SmallJPEG(try Self.drawn("testsrc=size=1100x64:rate=1:duration=1")) == nil)
    }
}
