import ClaimModel

/// Messenger and Instagram, "download your information": `message_1.json`, newest first, moments in
/// milliseconds UTC. Texts are UTF-8 whose bytes were each written as a character of Latin-1; they
/// are put right only where that gives valid UTF-8.
enum MetaShape {
    static func read(_ root: JSONNode) -> ChatTranscript? {
        let messages = root["messages"].elements
        guard !messages.isEmpty,
            messages.allSatisfy({ $0["timestamp_ms"].exists && $0["sender_name"].exists })
        else { return nil }
        var builder = ChatBuilder(
            format: "meta-json", platform: "messenger or instagram",
            title: repaired(root["title"].words))
        let moments = messages.compactMap { $0["timestamp_ms"].integer }
        let isNewestFirst = (moments.first ?? 0) > (moments.last ?? 0)
        for message in isNewestFirst ? messages.reversed() : messages {
            guard builder.add(self.message(message)) else { break }
        }
        if root["thread_path"].exists, messages.count >= pageSize {
            builder.remarks.add(
                "chat.page.full", .note,
                "the file holds \(messages.count) messages, as many as one file takes: there are more",
                remedy: "add message_2.json and those after it")
        }
        return builder.finished()
    }

    /// Messages in one file of the download.
    private static let pageSize = 10_000

    private static func message(_ node: JSONNode) -> ChatMessage {
        var attachments: [ChatAttachment] = []
        for list in ["photos", "videos", "files", "audio_files", "gifs"] {
            attachments += node[list].elements.compactMap {
                $0["uri"].words.map { ChatAttachment(name: $0, state: .named) }
            }
        }
        return ChatMessage(
            number: 0, author: .person, sender: repaired(node["sender_name"].words),
            clock: ChatClock.unix(node["timestamp_ms"].words),
            text: repaired(node["content"].value?.string) ?? repaired(node["share"]["link"].words)
                ?? "",
            attachments: attachments, marks: node["is_unsent"].bool == true ? [.deleted] : [])
    }

    /// The text that was meant: its characters taken as bytes, when those are UTF-8.
    static func repaired(_ text: String?) -> String? {
        guard let text else { return nil }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return text }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }
}
