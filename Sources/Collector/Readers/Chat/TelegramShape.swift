import ClaimModel

/// Telegram Desktop's `result.json`: one chat, or an account with `chats.list`.
///
/// `date` is the exporter's wall clock without an offset; `date_unixtime` (since version 3.7.6) is the
/// moment itself, and the two together give the offset.
enum TelegramShape {
    static func read(_ root: JSONNode) -> ChatTranscript? {
        let lists = [root] + root["chats"]["list"].elements + root["left_chats"]["list"].elements
        let chats = lists.filter { isChat($0) }
        guard let first = chats.first else { return nil }
        var builder = ChatBuilder(
            format: "telegram-json", platform: "telegram", title: first["name"].words)
        if chats.count > 1 {
            builder.remarks.add(
                "chat.several", .note,
                "the file holds \(chats.count) conversations, read one after the other",
                remedy: "export the one conversation that matters")
        }
        for chat in chats {
            for message in chat["messages"].elements where isMessage(message) {
                guard builder.add(self.message(message)) else { break }
            }
        }
        return builder.finished()
    }

    private static func isChat(_ node: JSONNode) -> Bool {
        guard let first = node["messages"].elements.first else { return false }
        return isMessage(first)
    }

    private static func isMessage(_ node: JSONNode) -> Bool {
        ["message", "service"].contains(node["type"].words)
            && (node["date_unixtime"].exists || node["date"].exists)
    }

    private static func message(_ node: JSONNode) -> ChatMessage {
        let isService = node["type"].words == "service"
        let moment = ChatClock.unix(node["date_unixtime"].words)
        let wall = node["date"].words.flatMap { ClockReading(iso8601: $0, keeper: .device) }
        let text =
            isService
            ? [node["actor"].words, node["action"].words].compactMap { $0 }.joined(separator: " ")
            : self.text(node["text"])
        return ChatMessage(
            number: 0, author: isService ? .system : .person,
            sender: isService ? nil : node["from"].words ?? node["from_id"].words,
            clock: TrackingClock.joined(wall, withMoment: moment) ?? moment, text: text,
            attachments: ["file", "photo"].compactMap { attachment(node[$0].words) },
            marks: node["edited"].exists || node["edited_unixtime"].exists ? [.edited] : [])
    }

    /// A text is a string, or a list of strings and of pieces with a format.
    private static func text(_ node: JSONNode) -> String {
        if let text = node.value?.string { return text }
        return node.elements.map { $0.value?.string ?? $0["text"].value?.string ?? "" }.joined()
    }

    private static func attachment(_ path: String?) -> ChatAttachment? {
        guard let path else { return nil }
        // "(File not included. Change data exporting settings to download.)" and its like.
        if path.hasPrefix("(") { return ChatAttachment(name: "", state: .omitted) }
        return ChatAttachment(name: path, state: .named)
    }
}
