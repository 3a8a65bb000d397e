package import ClaimModel
import FoundationEssentials
import SystemLibraries

/// Writes a chat as Relativity Short Message Format 2.0.0, which programs for document review load: a
/// mail with `rsmf.zip` attached, whose `rsmf_manifest.json` holds the messages. Attachments are named,
/// not carried. The same transcript gives the same bytes.
package enum RSMFWriter {
    /// The version of the format.
    static let version = "2.0.0"
    /// Characters of a line of base 64 (RFC 2045, 6.8).
    private static let lineLength = 76

    /// The file. `custodian` is whose copy of the chat it is; it stands in the heading only.
    package static func file(of transcript: ChatTranscript, custodian: String?) -> [UInt8] {
        let manifest = manifest(of: transcript)
        let archive = StoredArchive.bytes(name: "rsmf_manifest.json", content: manifest)
        // What tells parts apart must not stand in them; base 64 has no underscore.
        let boundary = "_rsmf_part_"
        var lines = [
            "MIME-Version: 1.0", "X-RSMF-Version: \(version)", "X-RSMF-Generator: claimpack",
            "X-RSMF-Application: \(header(transcript.platform))",
            "X-RSMF-EventCount: \(transcript.messages.count)",
            "X-RSMF-Participants: \(transcript.participants.map(header).joined(separator: ";"))",
        ]
        if let first = transcript.first.flatMap(stamp) {
            lines.append("X-RSMF-BeginDate: \(first)")
        }
        if let last = transcript.last.flatMap(stamp) { lines.append("X-RSMF-EndDate: \(last)") }
        if let custodian { lines.append("X-RSMF-Custodian: \(header(custodian))") }
        if let digest = ContentDigest.ofMember(manifest) {
            lines.append("X-RSMF-EventCollectionID: \(digest.hex)")
        }
        lines += [
            "Subject: \(header(transcript.title ?? transcript.platform))",
            "Content-Type: multipart/mixed; boundary=\"\(boundary)\"", "", "--\(boundary)",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ]
        lines += base64(Array(plain(transcript).utf8))
        lines += [
            "--\(boundary)", "Content-Type: application/zip; name=\"rsmf.zip\"",
            "Content-Disposition: attachment; filename=\"rsmf.zip\"",
            "Content-Transfer-Encoding: base64", "",
        ]
        lines += base64(archive)
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// The manifest alone.
    static func manifest(of transcript: ChatTranscript) -> [UInt8] {
        let senders = Senders(transcript)
        let document = Manifest(
            version: version,
            participants: senders.names.enumerated().map {
                Participant(id: Senders.id($0.offset), display: $0.element)
            },
            conversations: [
                Conversation(
                    id: "c1", platform: transcript.platform, display: transcript.title,
                    type: senders.names.count > 2 ? "channel" : "direct",
                    participants: senders.names.indices.map(Senders.id))
            ],
            events: transcript.messages.map { Event($0, senders) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(document)).map { Array($0) } ?? []
    }

    /// Nil for a reading that may mean two days: the format has a place for one only.
    private static func stamp(_ clock: ClockReading) -> String? {
        guard clock.alternative == nil else { return nil }
        return stamp(clock.wallClock, clock.offset)
    }

    private static func stamp(_ clock: WallClock, _ offset: UTCOffset?) -> String {
        clock.description + (offset?.description ?? "")
    }

    /// A heading in ASCII; anything else as an encoded word (RFC 2047), in pieces of whole characters.
    private static func header(_ text: String) -> String {
        let plain = String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
        guard !plain.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ";") })
        else { return plain }
        var words: [String] = []
        var piece: [UInt8] = []
        for character in plain {
            let bytes = Array(character.utf8)
            if piece.count + bytes.count > 45, !piece.isEmpty {
                words.append("=?utf-8?B?\(Base64.encode(piece))?=")
                piece = []
            }
            piece += bytes
        }
        words.append("=?utf-8?B?\(Base64.encode(piece))?=")
        return words.joined(separator: "\r\n ")
    }

    private static func base64(_ bytes: [UInt8]) -> [String] {
        let text = Array(Base64.encode(bytes).utf8)
        return stride(from: 0, to: text.count, by: lineLength).map {
            String(decoding: text[$0..<min(text.count, $0 + lineLength)], as: UTF8.self)
        }
    }

    /// For people who open the mail: one line a message.
    private static func plain(_ transcript: ChatTranscript) -> String {
        transcript.messages.map { message in
            "\(message.clock?.text ?? "") \(message.sender ?? ""): \(message.text)"
        }.joined(separator: "\r\n")
    }

    /// The senders by number.
    private struct Senders {
        private(set) var names: [String] = []
        private var places: [[UInt8]: Int] = [:]

        init(_ transcript: ChatTranscript) {
            for message in transcript.messages {
                guard let sender = message.sender, places[Array(sender.utf8)] == nil else { continue }
                places[Array(sender.utf8)] = names.count
                names.append(sender)
            }
        }

        static func id(_ index: Int) -> String { "p\(index + 1)" }
        func id(of sender: String) -> String? { places[Array(sender.utf8)].map(Self.id) }
    }

    private struct Manifest: Encodable {
        let version: String
        let participants: [Participant]
        let conversations: [Conversation]
        let events: [Event]
    }

    private struct Participant: Encodable {
        let id: String
        let display: String
    }

    private struct Conversation: Encodable {
        let id: String
        let platform: String
        let display: String?
        let type: String
        let participants: [String]
    }

    private struct Attachment: Encodable {
        let id: String
        let display: String
    }

    private struct Edit: Encodable {
        let participant: String?
        let new: String
    }

    private struct Custom: Encodable {
        let name: String
        let value: String
    }

    private struct Event: Encodable {
        let id: String
        let type: String
        let conversation = "c1"
        let body: String
        let participant: String?
        let timestamp: String?
        let direction: String?
        let deleted: Bool?
        let edits: [Edit]?
        let attachments: [Attachment]?
        let custom: [Custom]?

        init(_ message: ChatMessage, _ senders: Senders) {
            id = "m\(message.number)"
            type = message.author == .system ? "disclaimer" : "message"
            body = message.text
            let sender = message.sender.flatMap(senders.id)
            participant = sender
            timestamp = message.clock.flatMap(RSMFWriter.stamp)
            direction = message.isOwn.map { $0 ? "outgoing" : "incoming" }
            deleted = message.marks.contains(.deleted) ? true : nil
            edits =
                message.marks.contains(.edited)
                ? [Edit(participant: sender, new: message.text)] : nil
            let named = message.attachments.enumerated().map { index, attachment in
                Attachment(
                    id: "m\(message.number)-\(index + 1)",
                    display: attachment.name.isEmpty ? "left out by the export" : attachment.name)
            }
            attachments = named.isEmpty ? nil : named
            var values: [Custom] = []
            if message.author == .automatic {
                values.append(Custom(name: RSMFShape.automaticName, value: "true"))
            }
            if let clock = message.clock, let other = clock.alternative {
                values += [clock.wallClock, other].map {
                    Custom(
                        name: RSMFShape.eitherTimeName, value: RSMFWriter.stamp($0, clock.offset))
                }
            }
            custom = values.isEmpty ? nil : values
        }
    }
}
