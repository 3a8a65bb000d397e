import ClaimModel

/// WeChat as WeFlow and EchoTrace convert it: `session` and `messages[]` with `createTime` in seconds
/// UTC and `formattedTime`, whose distance is the exporter's offset.
enum WeChatShape {
    static func read(_ root: JSONNode) -> ChatTranscript? {
        let session = root["session"]
        let messages = root["messages"].elements
        guard session["wxid"].exists, let first = messages.first, first["createTime"].exists,
            first["senderUsername"].exists || first["isSend"].exists
        else { return nil }
        var builder = ChatBuilder(
            format: "wechat-json", platform: "wechat",
            title: session["displayName"].words ?? session["nickname"].words
                ?? session["wxid"].words)
        builder.remarkConversion("a program that reads WeChat's database")
        if let stated = session["messageCount"].integer, stated != Int64(messages.count) {
            builder.remarks.add(
                "chat.count.conflict", .warning, at: session["messageCount"].spot,
                "the file says it has \(stated) messages and has \(messages.count)",
                remedy: "export the chat again")
        }
        for message in messages {
            guard builder.add(self.message(message)) else { break }
        }
        return builder.finished()
    }

    private static func message(_ node: JSONNode) -> ChatMessage {
        let type = node["type"].words ?? ""
        let isNotice = WeChatTypes.isNotice(type)
        let moment = ChatClock.unix(node["createTime"].words)
        let wall = node["formattedTime"].words.flatMap { ChatClock.read($0, .yearFirst) }
        let own: Bool? = node["isSend"].bool ?? node["isSend"].integer.map { $0 == 1 }
        return ChatMessage(
            number: 0, author: isNotice ? .system : .person,
            sender: isNotice
                ? nil : node["senderDisplayName"].words ?? node["senderUsername"].words,
            isOwn: isNotice ? nil : own,
            clock: TrackingClock.joined(wall, withMoment: moment) ?? moment,
            text: node["content"].value?.string ?? "",
            attachments: WeChatTypes.isFile(type)
                ? [ChatAttachment(name: "", state: .omitted)] : [],
            marks: isNotice && WeChatTypes.isRecall(node["content"].value?.string ?? "")
                ? [.deleted] : [])
    }
}

/// What the types of WeChat's messages mean, by number and by the words converters use.
enum WeChatTypes {
    static func isNotice(_ type: String) -> Bool {
        ["10000", "10002", "系统通知", "系统消息", "拍一拍"].contains(type)
    }

    static func isFile(_ type: String) -> Bool {
        [
            "3", "34", "43", "47", "62", "图片", "图片消息", "语音", "语音消息", "视频", "视频消息", "文件", "文件消息",
            "动画表情",
        ]
        .contains(type)
    }

    static func isRecall(_ text: String) -> Bool {
        ByteTable(["撤回了一条消息", "recalled a message"]).occurs(
            in: Array(text.utf8), 0..<text.utf8.count)
    }
}
