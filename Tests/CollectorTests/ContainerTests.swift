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
