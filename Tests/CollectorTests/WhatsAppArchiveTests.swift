import ClaimModel
import SystemLibraries
import Testing

@testable import Collector

/// A zip without compression, of names and contents.
func storedZip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
        let name = Array(file.name.utf8)
        let fields =
            little(20, 2) + little(0x800, 2) + little(0, 2) + little(0, 2) + little(0x5A21, 2)
            + little(Int(CRC32.checksum(of: file.bytes)), 4) + little(file.bytes.count, 4)
            + little(file.bytes.count, 4) + little(name.count, 2) + little(0, 2)
        directory +=
            little(0x0201_4B50, 4) + little(20, 2) + fields + little(0, 2) + little(0, 2)
            + little(0, 2) + little(0, 4) + little(bytes.count, 4) + name
        bytes += little(0x0403_4B50, 4) + fields + name + file.bytes
    }
    let start = bytes.count
    bytes += directory
    bytes +=
        little(0x0605_4B50, 4) + little(0, 4) + little(files.count, 2) + little(files.count, 2)
        + little(directory.count, 4) + little(start, 4) + little(0, 2)
    return bytes
}

private let photo = "00000002-PHOTO-2026-03-04-10-00-00.jpg"

private func text(_ lines: String...) -> [UInt8] { Array(lines.joined(separator: "\n").utf8) }

struct WhatsAppArchiveTests {
    @Test func `what the chat names and the archive lacks is listed`() throws {
        let chat = text(
            "[03/04/26, 10:00:00] Bob: <attached: \(photo)>",
            "[03/04/26, 10:01:00] Bob: <attached: contract.pdf>")
        let zip = storedZip([("_chat.txt", chat), (photo, [1, 2, 3])])
        let transcript = try #require(
            try WhatsAppReader.read(EvidenceSource(zip), fileName: "WhatsApp Chat - Lin Wei.zip"))
        #expect(transcript.format == "whatsapp-zip")
        #expect(transcript.title == "Lin Wei")
        #expect(transcript.dateOrder == .monthFirst)
        #expect(transcript.messages.flatMap(\.attachments).map(\.state) == [.present, .missing])
        #expect(
            transcript.messages[0].attachments[0].digest?.hex
                == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81")
        #expect(transcript.missingAttachments == ["contract.pdf"])
        #expect(transcript.remarks.map(\.code) == ["chat.attachment.missing"])
        #expect(transcript.platformEvidence == "media named by WhatsApp: \(photo)")
    }

    @Test func `what a Mac adds and archives inside are no part of the chat`() throws {
        let chat = text(
            "[13/04/26, 10:00:00] Bob: <attached: a.zip>", "[13/04/26, 10:00:01] Bob: hi")
        let other = text("[13/04/26, 10:00:00] Eve: I accept", "[13/04/26, 10:00:01] Eve: all")
        let zip = storedZip([
            ("__MACOSX/._chat.txt", other), ("__MACOSX/_chat.txt", other),
            ("a.zip", storedZip([("_chat.txt", other)])), ("export/notes.txt", text("a note")),
            ("export/_chat.txt", chat),
        ])
        let transcript = try #require(
            try WhatsAppReader.read(EvidenceSource(zip), fileName: "x.zip"))
        #expect(transcript.participants == ["Bob"])
        #expect(transcript.messages[0].attachments[0].state == .present)
    }

    @Test func `a name a Mac decomposed is the name in the text`() throws {
        let chat = text("[13/04/26, 10:00:00] Bob: <attached: Pr\u{FC}fung.pdf>")
        let zip = storedZip([("_chat.txt", chat), ("Pru\u{308}fung.pdf", [7])])
        let transcript = try WhatsAppReader.read(EvidenceSource(zip), fileName: "x.zip")
        #expect(transcript?.messages[0].attachments[0].state == .present)
    }

    @Test func `a zip without an export is none`() throws {
        let zip = storedZip([("readme.txt", text("hello")), ("a.jpg", [1])])
        #expect(
            try WhatsAppReader.read(EvidenceSource(zip), fileName: "WhatsApp Chat - X.zip") == nil)
        #expect(try WhatsAppReader.read(EvidenceSource(storedZip([])), fileName: "x.zip") == nil)
    }

    @Test func `a cut archive gives what it has and says so`() throws {
        let chat = text("[13/04/26, 10:00:00] Bob: <attached: \(photo)>")
        let zip = storedZip([("_chat.txt", chat), (photo, [UInt8](repeating: 9, count: 5_000))])
        for end in stride(from: zip.count, to: 4, by: -37) {
            let transcript = try WhatsAppReader.read(
                EvidenceSource(Array(zip[..<end])), fileName: "x.zip")
            guard let transcript, end < zip.count - 200 else { continue }
            #expect(transcript.remarks.map(\.code).contains("chat.archive.damaged"))
        }
    }
}
