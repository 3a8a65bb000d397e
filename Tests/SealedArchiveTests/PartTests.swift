import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

@Suite struct PartTests {
    @Test(arguments: [
        ("exhibits/A-1/a b#c?d%41+.png", "exhibits/A-1/a%20b%23c%3Fd%2541%2B.png"),
        ("聊天.txt", "%E8%81%8A%E5%A4%A9.txt"), ("a-._~/Z9", "a-._~/Z9"),
    ])
    func `names are encoded in one way`(_ name: String, _ encoded: String) {
        #expect(PercentEncoding.encode(Array(name.utf8)) == encoded)
        #expect(PercentEncoding.decode(Array(encoded.utf8)[...]) == Array(name.utf8))
    }

    @Test(arguments: ["%41", "%2f", "%2F", "%", "%4", "%zz", "a b", "é", "a#b", "a?b", "a:b", "a\\b"])
    func `a second spelling of a name is refused`(_ text: String) {
        #expect(PercentEncoding.decode(Array(text.utf8)[...]) == nil)
    }

    @Test func `a manifest comes back as it was written`() throws {
        let manifest = AsicManifest(
            signature: try EntryPath("META-INF/signature001.p7s"),
            references: [
                .init(entry: try EntryPath("a b.txt"), mediaType: "text/plain", digest: try .sha256(of: [1])),
                .init(entry: try EntryPath("聊天.txt"), mediaType: nil, digest: try .sha256(of: [2])),
            ])
        var findings = FindingList()
        let read = AsicManifest(
            reading: try manifest.document(), named: try EntryPath("META-INF/ASiCManifest001.xml"),
            findings: &findings)
        #expect(read == manifest)
        #expect(findings.findings == [])
    }

    @Test func `names collide by bytes, by case, by folder and not otherwise`() throws {
        func kinds(_ names: [String]) throws -> [EntryNames.Collision.Kind] {
            EntryNames.collisions(try names.map { try EntryPath($0) }).map(\.kind)
        }
        #expect(try kinds(["a", "b", "a/b".replacing("a", with: "c"), "c.txt", "c-1/x"]) == [])
        #expect(try kinds(["a", "a"]) == [.duplicate])
        #expect(try kinds(["a/É.txt", "a/é.TXT"]) == [.twins])
        #expect(try kinds(["a", "a.b", "a/b"]) == [.fileAndFolder])
        #expect(try kinds(["A/x", "a", "a-b"]) == [.fileAndFolder])
        #expect(try kinds(["a", "a/b", "a/c/d"]) == [.fileAndFolder, .fileAndFolder])
        #expect(try kinds(["a", "b", "a", "a"]) == [.duplicate, .duplicate])
    }

    @Test func `records beyond four gigabytes carry 64-bit fields and come back`() {
        let large = 0x1_2345_6789
        for (size, offset) in [(large, 10), (10, large), (large, large), (0xFFFF_FFFF, 0), (0xFFFF_FFFE, 0xFFFF_FFFE)] {
            let record = ZipRecord(name: [0x61], byteCount: size, checksum: 1, headerOffset: offset)
            var cursor = ZipCursor(record.directoryBytes)
            #expect(ZipRecord(reading: &cursor) == record)
            #expect(cursor.remaining == 0)
        }
        let plain = ZipRecord(name: [0x61], byteCount: 0xFFFF_FFFE, checksum: 1, headerOffset: 0)
        #expect(plain.extra.isEmpty)
        #expect(plain.localBytes.count == 31)
        let wide = ZipRecord(name: [0x61], byteCount: 0xFFFF_FFFF, checksum: 1, headerOffset: 0)
        #expect(wide.extra.count == 20)
        #expect(wide.localBytes.count == 51)
    }

    @Test func `an end beyond the limits of 16 and 32 bits comes back`() throws {
        for (count, size, offset) in [(3, 200, 1_000), (65_535, 200, 1_000), (3, 200, 0x1_0000_0000)] {
            let end = ZipEnd(entryCount: count, directoryByteCount: size, directoryOffset: offset)
            let read = try #require(ZipEnd(in: end.bytes, fileByteCount: offset + size + end.bytes.count))
            #expect(read == end)
            #expect(read.problems == [])
        }
    }

    @Test func `64-bit records that nobody needs are refused`() throws {
        let wide = ZipEnd(entryCount: 65_535, directoryByteCount: 200, directoryOffset: 1_000)
        var bytes = wide.bytes
        // Say three entries in the 64-bit record: the 16-bit field may then not be all ones.
        for position in [24, 32] { bytes[position] = 3; bytes[position + 1] = 0 }
        let read = try #require(ZipEnd(in: bytes, fileByteCount: 1_200 + bytes.count))
        #expect(read.problems == [.malformedZip64])
    }

    @Test func `seventy thousand entries are read by us and by Python`() throws {
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("many.zip")
            var writer = ZipWriter(to: try AtomicOutput(path: target.path))
            for index in 0..<70_000 { try writer.add(EntryPath("d/\(index)"), [1]) }
            _ = try writer.commit(replacing: false)
            let script = "import zipfile; print(len(zipfile.ZipFile('many.zip').namelist()))"
            #expect(try Run.tool("python3", ["-c", script], in: folder).output == "70000\n")
            var findings = FindingList()
            let audit = try ZipAudit(
                .file(InputFile(path: target.path)), limits: ZipAudit.Limits(), findings: &findings)
            #expect(findings.findings == [])
            #expect(audit.entries.count == 70_000)
            #expect(audit.isReadable)
        }
    }

    @Test func `what is no zip at all is not called broken`() throws {
        for bytes in [[], [1, 2, 3], Array("%PDF-1.7\n".utf8), [UInt8](repeating: 0, count: 70_000)] as [[UInt8]] {
            let opened = try Opened(bytes)
            #expect(opened.format == .unknown)
            #expect(opened.integrity == .undetermined)
            #expect(opened.codes == ["container.not-zip"])
        }
    }

    @Test func `containers of other kinds are told by name`() throws {
        let media = RawZip.Entry("mimetype", Array("application/vnd.etsi.asic-e+zip".utf8))
        let simple = RawZip.Entry("mimetype", Array("application/vnd.etsi.asic-s+zip".utf8))
        let file = RawZip.Entry("order.pdf", [1])
        let cases: [(RawZip, ContainerFormat, String)] = [
            (
                RawZip([media, file, RawZip.Entry("META-INF/signatures0.xml", [1])]),
                .asicExtendedXAdES, "container.xades.unsupported"
            ),
            (
                RawZip([simple, file, RawZip.Entry("META-INF/signature.p7s", [1])]), .asicSimple,
                "container.asic-s.unsupported"
            ),
            (
                RawZip([
                    media, file,
                    RawZip.Entry("META-INF/ASiCEvidenceRecordManifest1.xml", evidenceRecordManifest),
                    RawZip.Entry("META-INF/evidencerecord1.ers", [1]),
                ]), .asicExtendedCAdES, "container.evidence-record.unsupported"
            ),
            (RawZip([file]), .zip, "container.unsigned"), (RawZip([]), .zip, "container.unsigned"),
        ]
        for (zip, format, code) in cases {
            let opened = try Opened(zip.bytes)
            #expect(opened.format == format)
            #expect(opened.integrity == .undetermined)
            #expect(opened.codes == [code])
        }
    }

    private var evidenceRecordManifest: [UInt8] {
        Array(
            """
            <ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#" xmlns:d="http://www.w3.org/2000/09/xmldsig#">\
            <SigReference URI="META-INF/evidencerecord1.ers"/><DataObjectReference URI="order.pdf">\
            <d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
            <d:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</d:DigestValue></DataObjectReference>\
            </ASiCManifest>
            """.utf8)
    }
}
