import ClaimModel

/// ChatLab's interchange format, which several converters of Chinese chats write: `chatlab.version`,
/// `meta`, `members[]`, `messages[]` with moments in seconds UTC.
enum ChatLabShape {
    static func read(_ root: JSONNode) -> ChatTranscript? {
        let messages = root["messages"].elements
        guard root["chatlab"]["version"].exists, root["meta"].exists, !messages.isEmpty else {
            return nil
        }
        let meta = root["meta"]
        var builder = ChatBuilder(
            format: "chatlab", platform: meta["platform"].words ?? "unknown",
            title: meta["name"].words)
        builder.remarkConversion("a program that converts chats")
        var names: [[UInt8]: String] = [:]
        for member in root["members"].elements { add(member: member, to: &names) }
        for message in messages {
            guard builder.add(self.message(message, names)) else { break }
        }
        return builder.finished()
    }

    /// Keeps a member's name under its number on the platform.
    static func add(member: JSONNode, to names: inout [[UInt8]: String]) {
        guard let id = member["platformId"].words else { return }
        names[Array(id.utf8)] = member["groupNickname"].words ?? member["accountName"].words ?? id
    }

    /// Types of messages: 0 text, 1 to 5 and 7 to 9 media and cards, from 80 on notices.
    static func message(_ node: JSONNode, _ names: [[UInt8]: String]) -> ChatMessage {
        let type = node["type"].integer ?? 0
        let isNotice = (80..<99).contains(type)
        let id = node["sender"].words
        return ChatMessage(
            number: 0, author: isNotice ? .system : .person,
            sender: isNotice
                ? nil
                : node["groupNickname"].words ?? node["accountName"].words
                    ?? id.map { names[Array($0.utf8)] ?? $0 },
            clock: ChatClock.unix(node["timestamp"].words),
            text: node["content"].value?.string ?? "",
            attachments: (1...4).contains(type) ? [ChatAttachment(name: "", state: .omitted)] : [],
            marks: type == 81 ? [.deleted] : [])
    }
}
