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

    /// Each of the two times that a message has whose day and month cannot be told apart.
    static let eitherTimeName = "claimpack-either-time"

    private static func clock(_ event: JSONNode) -> ClockReading? {
        if let written = event["timestamp"].words {
            return ClockReading(iso8601: written, keeper: .device)
        }
        let either = event["custom"].elements.filter { $0["name"].words == eitherTimeName }
            .compactMap { $0["value"].words }
            .compactMap { ClockReading(iso8601: $0, keeper: .device) }
        guard either.count == 2 else { return nil }
        return ClockReading(
            raw: "\(either[0].raw) or \(either[1].raw)", wallClock: either[0].wallClock,
            offset: either[0].offset, offsetSource: either[0].offsetSource, keeper: .device,
            alternative: either[1].wallClock)
    }

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
            clock: clock(event),
            text: event["body"].value?.string ?? (isMessage ? "" : event["type"].words ?? ""),
            attachments: event["attachments"].elements.map {
                ChatAttachment(
                    name: $0["display"].words ?? $0["id"].words ?? "", state: .named)
            }, marks: marks)
    }
}
