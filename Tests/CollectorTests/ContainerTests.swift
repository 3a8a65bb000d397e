import ClaimModel
import Foundation
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

struct ContainerTests {
    private static func listing(_ bytes: [UInt8], name: String = "a.zip") throws -> ArchiveListing?
    {
        guard case .archive(let listing) = try ChatShapeTests.read(bytes, name: name) else {
            return nil
        }
        return listing
    }

    /// Bytes that a tool of the system packs from files of a new folder.
    private static func packed(
        _ files: [(String, String)], _ command: [String], to name: String
    ) throws -> [UInt8] {
        try Places.inNewFolder { folder in
            for (file, text) in files {
                let url = folder.appendingPathComponent(file)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            let ran = try Run.tool(command[0], Array(command.dropFirst()), in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
        }
    }

    private static let chat = "29/01/18, 12:24 - Bob: hi\n29/01/18, 12:25 - Al: ho\n"

    @Test(arguments: [
        ("zip", ["bsdtar", "--format", "zip", "-cf", "x", "a"]),
        ("7z", ["bsdtar", "--format", "7zip", "-cf", "x", "a"]),
        ("tar", ["bsdtar", "--format", "ustar", "-cf", "x", "a"]),
        ("tar.gz", ["bsdtar", "--format", "ustar", "-czf", "x", "a"]),
    ])
    func `members are read as evidence of their own`(format: String, command: [String]) throws {
        let mail = "From: b@c.example\nDate: Thu, 9 Apr 2026 14:06:31 -0500\nSubject: x\n\nhi\n"
        let bytes = try Self.packed(
            [("a/mail.eml", mail), ("a/deep/unknown.bin", "\u{0}\u{1}")], command, to: "x")
        let listing = try #require(try Self.listing(bytes))
        #expect(listing.format == format)
        let found = try #require(listing.members.first { $0.path == "a/mail.eml" })
        #expect(found.digest == ContentDigest.ofMember(Array(mail.utf8)))
        guard case .chat(let transcript) = found.reading else {
            Issue.record("\(found.reading)")
            return
        }
        #expect(transcript.first?.text == "2026-04-09T14:06:31-05:00")
        #expect(listing.members.first { $0.path == "a/deep/unknown.bin" }?.reading == .opaque)
        #expect(
            listing.facts.contains {
                $0.name == "chat.first" && $0.spot == .member("a/mail.eml")
            })
    }

    @Test func `a chat of WhatsApp in an archive stays a chat`() throws {
        let bytes = try Self.packed(
            [("_chat.txt", Self.chat)], ["bsdtar", "--format", "zip", "-cf", "x", "_chat.txt"],
            to: "x")
        guard case .chat = try ChatShapeTests.read(bytes) else {
            Issue.record("no chat")
            return
        }
    }

    @Test func `a file packed alone is one member`() throws {
        let bytes = try Self.packed([("a.txt", Self.chat)], ["gzip", "a.txt"], to: "a.txt.gz")
        let listing = try #require(try Self.listing(bytes, name: "a.txt.gz"))
        #expect(listing.format == "gz")
        #expect(listing.members.map(\.path) == ["a.txt"])
        #expect(listing.members.first?.reading.name == "chat")
    }

    @Test(arguments: [
        ("../x", true), ("a/../x", true), ("/x", true), ("..\u{301}/x", false), ("../\u{301}x", true),
        ("a\\..\\x", true), ("\\x", true), ("C:\\x", true), ("a/..b/x", false), ("a/b", false),
        ("..", true), ("", false),
    ])
    func `bytes decide whether a name leaves its folder`(name: String, leaves: Bool) {
        #expect(MemberList.leavesFolder(Array(name.utf8)) == leaves)
    }

    @Test func `containers inside each other share one allowance`() throws {
        let item = EvidenceReader.Item(
            source: EvidenceSource([1]), fileName: "a.zip", type: ContentType("application/zip"),
            answers: ProgramAnswers())
        let digest = try #require(ContentDigest.ofMember([1]))
        for _ in 0..<(ContainerReader.memberLimit - 3) { #expect(item.walk.takeMember()) }
        let inner = StoredArchive.bytes(name: "inner.txt", content: Array("hello".utf8))
        var list = MemberList(item, digest)
        // The container and what is in it are two members.
        list.add(path: "a.zip", content: inner)
        #expect(!list.isCut)
        list.add(path: "b.zip", content: inner)
        let listing = list.finished("zip")
        guard case .archive(let first) = listing.members.first?.reading,
            case .archive(let second) = listing.members.last?.reading
        else {
            Issue.record("\(listing.members.map(\.reading.name))")
            return
        }
        #expect(first.members.count == 1)
        #expect(second.members.isEmpty)
        #expect(second.remarks.map(\.code) == ["archive.cut"])
        #expect(listing.remarks.map(\.code).contains("archive.cut"))
    }

    /// A document of one page with a line of text, as small as PDF allows.
    private static func pdf(_ line: String) -> [UInt8] {
        let stream = "BT /F1 12 Tf 72 700 Td (\(line)) Tj ET"
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            "<</Length \(stream.utf8.count)>>stream\n\(stream)\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
        var text = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(text.utf8.count)
            text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = text.utf8.count
        text += "xref\n0 6\n0000000000 65535 f \n"
        for offset in offsets { text += "\(String(offset).leftPadded(to: 10)) 00000 n \n" }
        return Array((text + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n\(start)\n%%EOF\n").utf8)
    }

    private static func read(
        _ bytes: [UInt8], in place: ReadingPlace, usesPrograms: Bool = true
    ) throws -> Reading {
        let source = EvidenceSource(bytes)
        return ItemReader(place: place, readers: ReaderTable.readers, usesPrograms: usesPrograms)
            .read(source, fileName: "a", type: try ContentType(of: source))
    }

    private static let places: [ReadingPlace] = [
        .here, .worker(WorkerProcess(executable: Run.claimpack.path, verb: EvidenceWorker.verb)),
    ]

    @Test(arguments: places.indices)
    func `a PDF in a container is read as it is on its own`(place: Int) throws {
        let place = Self.places[place]
        let document = Self.pdf("Order No 287340516001029481")
        let alone = try Self.read(document, in: place)
        try #require(alone.name == "document", "\(alone)")
        let inner = StoredArchive.bytes(name: "b/contract.pdf", content: document)
        let mail = Array(
            "From: a@b.example\nDate: Thu, 9 Apr 2026 14:06:31 -0500\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"x\"\n\n--x\nContent-Type: application/pdf; name=\"c.pdf\"\nContent-Disposition: attachment; filename=\"c.pdf\"\nContent-Transfer-Encoding: base64\n\n\(Data(document).base64EncodedString())\n--x--\n"
                .utf8)
        guard case .archive(let one) = try Self.read(inner, in: place),
            case .archive(let two) = try Self.read(
                StoredArchive.bytes(name: "in.zip", content: inner), in: place),
            case .archive(let nested) = two.members.first?.reading,
            case .chat(let transcript) = try Self.read(mail, in: place)
        else {
            Issue.record("not read as containers")
            return
        }
        #expect(one.members.map(\.reading) == [alone])
        #expect(nested.members.map(\.reading) == [alone])
        #expect(transcript.messages.first?.attachments.map(\.reading) == [alone])
        #expect(
            one.facts.contains {
                $0.value.contains("287340516001029481") && $0.spot == .member("b/contract.pdf")
            })
        #expect(!one.remarks.map(\.code).contains("archive.member.unread"))
    }

    @Test func `a PDF in a container that is not read is named, with a remedy`() throws {
        let bytes = StoredArchive.bytes(name: "contract.pdf", content: Self.pdf("x"))
        guard case .archive(let listing) = try Self.read(bytes, in: .here, usesPrograms: false) else {
            Issue.record("not read as a container")
            return
        }
        #expect(listing.members.first?.reading.name == "unread")
        #expect(listing.remarks.map(\.code) == ["archive.member.unread"])
        #expect(listing.remarks.first?.places.map(\.spot) == [.member("contract.pdf")])
        #expect(listing.remarks.first?.remedy == "add it as an exhibit of its own")
    }

    @Test func `a worker that hands out other bytes than were asked for is not believed`() throws {
        let wanted = try #require(ContentDigest.ofMember(Array("good".utf8)))
        func read(_ members: [HandedMember], tail: [UInt8] = []) throws -> [HandedMember] {
            let output = HandedMembers.pieces(of: members).flatMap { $0 } + tail
            return try HandedMembers.read(output, wanted: [wanted])
        }
        let good = HandedMember(digest: wanted, bytes: Array("good".utf8))
        #expect(try read([good]) == [good])
        #expect(try read([]) == [])
        #expect(throws: FormProblem.self) {
            try read([HandedMember(digest: wanted, bytes: Array("evil".utf8))])
        }
        let other = try #require(ContentDigest.ofMember(Array("evil".utf8)))
        #expect(throws: FormProblem.self) {
            try read([HandedMember(digest: other, bytes: Array("evil".utf8))])
        }
        #expect(throws: FormProblem.self) { try read([good], tail: [1]) }
        // Programs are run over each: one PDF a hundred thousand times would keep them busy for hours.
        #expect(throws: FormProblem.self) { try read([good, good]) }
    }

    @Test func `attack - what is unpacked to be passed over counts, in all containers together`() throws {
        // Each tar.gz is small and unpacks to 100 MiB of nothing, in a member that is larger than any read.
        let count = 9
        let script = """
            import io, tarfile, zipfile
            data = io.BytesIO()
            with tarfile.open(fileobj=data, mode="w:gz") as tar:
                member = tarfile.TarInfo("zeros")
                member.size = 100 << 20
                tar.addfile(member, io.BytesIO(bytes(member.size)))
            with zipfile.ZipFile("x", "w") as zip:
                for number in range(\(count)):
                    zip.writestr("%d.tar.gz" % number, data.getvalue() + bytes(number))
            """
        let bytes = try Self.packed([], ["python3", "-c", script], to: "x")
        let listing = try #require(try Self.listing(bytes))
        #expect(listing.remarks.map(\.code).contains("archive.cut"))
        let opened = listing.members.count { $0.reading.name == "archive" }
        #expect(opened <= ContainerReader.totalByteLimit / (100 << 20) + 1, "\(opened)")
    }

    @Test func `attack - inner zips without a directory are not searched byte by byte`() throws {
        // Each member is 20 MiB of nothing behind the header of a zip; without a directory the next entry could be
        // anywhere. Bytes of a container in a container count twice.
        let count = 20
        let script = """
            import struct, zipfile
            head = struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
            with zipfile.ZipFile("x", "w", zipfile.ZIP_DEFLATED) as zip:
                for number in range(\(count)):
                    zip.writestr("%d.zip" % number, head + bytes((20 << 20) + number))
            """
        let bytes = try Self.packed([], ["python3", "-c", script], to: "x")
        let listing = try #require(try Self.listing(bytes))
        let opened = listing.members.filter { $0.reading.remarks.contains { $0.code == "archive.damaged" } }
        #expect(!opened.isEmpty)
        #expect(opened.count <= ContainerReader.totalByteLimit / (40 << 20))
        #expect(listing.remarks.map(\.code).contains("archive.cut"))
    }

    @Test func `bytes of all containers are counted together`() throws {
        let walk = ContainerWalk()
        #expect(walk.take(byteCount: ContainerReader.totalByteLimit - 1))
        #expect(walk.left.byteCount == 1)
        #expect(!walk.take(byteCount: 2))
        #expect(walk.left.byteCount == 0)
    }

    @Test func `a capture of more records than are read is no damaged one`() throws {
        let record = "WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
        func codes(_ count: Int, _ tail: String = "") throws -> [String]? {
            let text = String(repeating: record, count: count) + tail
            return try Self.listing(Array(text.utf8), name: "a.warc")?.remarks.map(\.code)
        }
        #expect(try codes(WebArchiveReader.recordLimit) == [])
        #expect(try codes(WebArchiveReader.recordLimit + 1) == ["archive.cut"])
        #expect(try codes(2, "rest") == ["archive.damaged"])
    }

    @Test func `the clock of a capture is kept by who captured`() throws {
        let text = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Date: 2026-04-09T14:06:00Z\r\nContent-Length: 1\r\n\r\nx\r\n\r\n"
        let listing = try #require(try Self.listing(Array(text.utf8), name: "a.warc"))
        #expect(listing.members.first?.captured?.keeper == .device)
    }

    @Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
    struct Corpus {
        private static func listing(_ file: String) throws -> ArchiveListing {
            let row = try #require(
                ChatCorpus.rows(kind: "archive") { _ in true }.first { $0.file == file })
            return try #require(try ContainerTests.listing(row.bytes, name: file))
        }

        @Test func `an archive that holds itself stops at itself`() throws {
            let listing = try Self.listing("droste.zip")
            #expect(listing.members.map(\.path) == ["droste.jpg", "droste.zip"])
            #expect(listing.remarks.map(\.code).contains("archive.itself"))
            #expect(listing.members[1].reading.name == "unread")
        }

        @Test func `names of no stated encoding are read, and said to be guessed`() throws {
            let listing = try Self.listing("gbk.zip")
            #expect(listing.members.contains { $0.path.hasPrefix("审计压缩包文件检索测试/") })
            #expect(listing.remarks.map(\.code).contains("archive.name.guessed"))
        }

        @Test func `an encrypted member is named and the others are read`() throws {
            let listing = try Self.listing("testZipEncrypted.zip")
            #expect(listing.members.map(\.path) == ["unencrypted.txt", "encrypted.txt"])
            #expect(listing.members[0].digest != nil)
            #expect(listing.members[1].reading == .unread(reason: "it is encrypted"))
            #expect(listing.remarks.map(\.code) == ["archive.encrypted"])
        }

        @Test func `an archive in an archive is read`() throws {
            let listing = try Self.listing("test-zip-of-zip.zip")
            guard case .archive(let inner) = listing.members.first?.reading else {
                Issue.record("\(listing)")
                return
            }
            #expect(inner.members.count == 1)
        }

        @Test func `a capture has its addresses, its moments and its digests`() throws {
            let valid = try Self.listing("pywacz_valid_signed_example_1.wacz")
            #expect(valid.format == "wacz")
            #expect(valid.remarks.map(\.code).contains("archive.signed"))
            #expect(!valid.remarks.map(\.code).contains("archive.digest.mismatch"))
            let invalid = try Self.listing("pywacz_invalid_example_1.wacz")
            #expect(invalid.remarks.map(\.code).contains("archive.member.missing"))
            let row = try #require(
                ChatCorpus.rows(kind: "archive") { _ in true }.first {
                    $0.file == "pywacz_valid_signed_example_1.wacz"
                })
            // A byte of the first file, which is stored as it is; the archive's own checksum notices too.
            var bytes = row.bytes
            bytes[150] ^= 1
            let changed = try ContainerTests.listing(bytes)
            #expect(changed?.remarks.contains { $0.severity != .note } == true)
            let web = try Self.listing("cc.warc.gz")
            #expect(web.format == "warc")
            #expect(web.members.map(\.address) == ["http://commoncrawl.org/"])
            #expect(web.members.first?.captured?.text == "2019-12-10T10:00:01+00:00")
        }

        @Test func `a saved page has its parts with their addresses`() throws {
            let listing = try Self.listing("testMHTMLFirefox.mhtml")
            #expect(listing.format == "mhtml")
            #expect(listing.members.first?.address == "http://aperture.sourceforge.net/")
            #expect(listing.members.first?.captured?.text == "2006-03-10T13:40:00+01:00")
            #expect(listing.members.contains { $0.mediaType == "image/png" })
        }
    }
}
