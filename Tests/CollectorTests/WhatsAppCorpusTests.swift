import ClaimModel
import Foundation
import Testing

@testable import Collector

@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct WhatsAppCorpusTests {
    static let rows = ChatCorpus.rows(kind: "chat") { $0.hasPrefix("whatsapp") }

    @Test func `all exports of the corpus are here`() {
        #expect(Self.rows.count == 10)
    }

    @Test(arguments: rows)
    func `an export of the corpus is read as its facts say`(row: ChatCorpusRow) throws {
        let transcript = try #require(try WhatsAppReader.read(row.source, fileName: row.file))
        let facts = row.facts
        let people = transcript.messages.filter { $0.author == .person }
        #expect(transcript.messages.count == facts["header_lines"] as? Int)
        #expect(people.count == facts["user_messages"] as? Int)
        #expect(transcript.messages.count { $0.author == .system } == facts["system_lines"] as? Int)
        #expect(transcript.participants.sorted() == (facts["participants"] as? [String])?.sorted())
        // The facts leave out the comma between date and time.
        #expect(
            transcript.first?.raw.replacingOccurrences(of: ",", with: "") == facts["first"]
                as? String)
        #expect(
            transcript.last?.raw.replacingOccurrences(of: ",", with: "") == facts["last"] as? String
        )
        let order = ["dmy": ChatTranscript.DateOrder.dayFirst, "mdy": .monthFirst]
        #expect(transcript.dateOrder == order[facts["date_order"] as? String ?? ""])
        let attachments = transcript.messages.flatMap(\.attachments)
        #expect(attachments.count { $0.state == .omitted } == facts["media_omitted"] as? Int)
        #expect(attachments.count { $0.state != .omitted } == facts["attached"] as? Int)
        #expect(transcript.messages.count { $0.text.contains("\n") } == facts["multiline"] as? Int)
        #expect(transcript.messages.allSatisfy { $0.clock?.offset == nil })
        #expect(transcript.messages.allSatisfy { $0.clock?.alternative == nil })
    }

    @Test func `the archive of the corpus has all its media, with their digests`() throws {
        let row = try #require(Self.rows.first { $0.file == "wa_pustur_example.zip" })
        let transcript = try #require(try WhatsAppReader.read(row.source, fileName: row.file))
        #expect(transcript.format == "whatsapp-zip")
        #expect(transcript.missingAttachments.isEmpty)
        let attachments = transcript.messages.flatMap(\.attachments)
        #expect(attachments.map(\.state) == [.present, .present, .present, .present])
        #expect(
            attachments[0].digest?.hex
                == "eb6ee22d65a7ff5f803297c0d9ae3943ca58f9729816835993e1032c893a42f8")
        #expect(attachments.allSatisfy { $0.digest != nil })
    }

    @Test func `hostile names and markup are only text`() throws {
        for kind in ["text-names", "html-xss"] {
            for (name, bytes) in ChatCorpus.hostile(kind) {
                _ = try WhatsAppReader.read(EvidenceSource(bytes), fileName: name)
                _ = try? AlibabaPageReader.read(EvidenceSource(bytes), fileName: name)
                _ = try? trackingRecord(bytes, fileName: name)
                let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(
                    3_000)
                let text = lines.map { "29/01/18, 12:24 - Bob: \($0)" }.joined(separator: "\n")
                let transcript = try WhatsAppReader.read(
                    EvidenceSource(Array(text.utf8)), fileName: name)
                #expect(lines.isEmpty || transcript != nil, "\(name)")
            }
        }
    }
}
