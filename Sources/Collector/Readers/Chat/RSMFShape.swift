import ClaimModel

/// The manifest of a Relativity Short Message Format file (schema 2.0.0): `participants`,
/// `conversations`, `events`. Its times have no offset unless one is written.
enum RSMFShape {
    static func read(_ root: JSONNode) -> ChatTranscript? {
        let events = root["events"].elements
        guard root["version"].exists, root["participants"].isArray, root["conversations"].isArray,
            !events.isEmpty, events.allSatisfy({ $0["type"].exists })
        else { return nil }
        let conversations = root["conversations"].elements
        let platforms = conversations.compactMap { $0["platform"].words }
        var builder = ChatBuilder(
            format: "rsmf", platform: platforms.first ?? "unknown",
            title: conversations.first?["display"].words)
        var names: [[UInt8]: String] = [:]
        for participant in root["participants"].elements {
            guard let id = participant["id"].words else { continue }
            names[Array(id.utf8)] =
                participant["display"].words ?? participant["email"].words ?? id
        }
        for event in events where event["type"].words != "history" {
            guard builder.add(message(event, names)) else { break }
        }
        return builder.finished()
    }

    /// Marks an automatic reply among an event's own values.
    static let automaticName = "claimpack-automatic"

    private static func message(_ event: JSONNode, _ names: [[UInt8]: String]) -> ChatMessage {
        let id = event["participant"].words
        let isMessage = event["type"].words == "message"
        let isAutomatic = event["custom"].elements.contains {
            $0["name"].words == automaticName && $0["value"].words == "true"
        }
        var marks: Set<ChatMessage.Mark> = []
        if event["deleted"].bool == true { marks.insert(.deleted) }
        if !event["edits"].elements.isEmpty { marks.insert(.edited) }
        return ChatMessage(
            number: 0, author: isMessage ? (isAutomatic ? .automatic : .person) : .system,
            sender: isMessage ? id.map { names[Array($0.utf8)] ?? $0 } : nil,
            isOwn: event["direction"].words.map { $0 == "outgoing" },
            clock: event["timestamp"].words.flatMap { ClockReading(iso8601: $0, keeper: .device) },
            text: event["body"].value?.string ?? (isMessage ? "" : event["type"].words ?? ""),
            attachments: event["attachments"].elements.map {
                ChatAttachment(
                    name: $0["display"].words ?? $0["id"].words ?? "", state: .named)
            }, marks: marks)
    }
}
