import ClaimModel
import SystemLibraries

/// A chat in the Relativity Short Message Format: a mail with `rsmf.zip` attached, whose
/// `rsmf_manifest.json` holds the messages.
enum RSMFMail {
    static func read(_ mail: MailPart) -> ChatTranscript? {
        for part in mail.leaves where part.content.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            guard let manifest = manifest(part.content),
                let document = try? JSONReader.read(manifest)
            else { continue }
            guard var transcript = RSMFShape.read(JSONNode(document)) else { continue }
            transcript.remarks += remarks(mail, transcript)
            return transcript
        }
        return nil
    }

    private static func manifest(_ bytes: [UInt8]) -> [UInt8]? {
        do {
            var reader = try ArchiveReader(bytes: bytes, formats: .zipByDirectory)
            while let entry = try reader.nextEntry() {
                if entry.name == Array("rsmf_manifest.json".utf8) { return try reader.readAll() }
            }
        } catch {
            return nil
        }
        return nil
    }

    /// The mail counts the events it carries.
    private static func remarks(_ mail: MailPart, _ transcript: ChatTranscript) -> [Finding] {
        guard let stated = mail.field("x-rsmf-eventcount").flatMap({ Int($0) }),
            stated != transcript.messages.count
        else { return [] }
        return [
            Finding(
                code: "chat.count.conflict", severity: .warning, places: [Place(spot: .whole)],
                message:
                    "the file says it has \(stated) events and has \(transcript.messages.count)",
                remedy: "export the chat again")
        ]
    }
}
