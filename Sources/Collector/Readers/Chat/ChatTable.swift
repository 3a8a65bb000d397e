import ClaimModel

/// Chats as tables: WeChat's converters, and any other table whose heading names a time, a sender and
/// a text. Which column was taken for what is said, so that a person can object.
enum ChatTable {
    static func read(_ bytes: [UInt8]) -> ChatTranscript? {
        guard var csv = CSVReader(bytes), let fields = csv.next() else { return nil }
        let heading = CSVHeading(fields)
        guard
            let time = heading.column([
                "CreateTime", "StrTime", "timestamp", "datetime", "date time", "date", "time",
                "sent",
                "sent at", "时间", "日期", "发送时间", "時間", "Datum", "Fecha", "Hora",
            ]),
            let text = heading.column([
                "StrContent", "msg", "message", "content", "text", "body", "内容", "消息", "聊天内容",
                "內容", "Nachricht", "Mensaje",
            ])
        else { return nil }
        let sender = heading.column([
            "Sender", "NickName", "from", "sender name", "author", "name", "user", "talker", "发送者",
            "发送人", "昵称", "姓名", "發送者", "Absender", "Remitente",
        ])
        let direction = heading.column(["is_sender", "IsSender", "direction", "from me"])
        guard sender != nil || direction != nil else { return nil }
        let type = heading.column(["type_name", "Type", "message type", "类型"])
        let isWeChat = heading.column(["MsgSvrID", "StrContent", "TalkerId"]) != nil
        let textTime = heading.column(["StrTime"]) ?? time

        var builder = ChatBuilder(
            format: isWeChat ? "wechat-csv" : "chat-csv",
            platform: isWeChat ? "wechat" : "unknown")
        if isWeChat {
            builder.remarkConversion("a program that reads WeChat's database")
        } else {
            func name(_ index: Int?) -> String { index.map { "\"\(fields[$0])\"" } ?? "none" }
            builder.remarks.add(
                "chat.columns.assumed", .note, at: .line(1, column: nil),
                "time was taken from \(name(textTime)), sender from \(name(sender)), text from \(name(text))",
                remedy: "name the columns time, sender and text if this is not so")
        }
        let dates = TableDates(of: bytes, column: textTime)
        builder.transcript.dateOrder = dates.order
        dates.remark("chat", in: &builder.remarks)
        var datedCount = 0
        var line = csv.line
        while let row = csv.next() {
            defer { line = csv.line }
            func cell(_ index: Int?) -> String? {
                index.flatMap { $0 < row.count ? row[$0] : nil }
            }
            guard row.count > max(time, text) else {
                builder.remarks.add(
                    "chat.row.short", .warning, at: .line(line, column: nil),
                    "a row has fewer fields than the heading names")
                continue
            }
            let kind = cell(type) ?? ""
            let isNotice = isWeChat && WeChatTypes.isNotice(kind)
            let own = cell(direction).flatMap(Self.isOwn)
            let written = cell(textTime) ?? ""
            let clock = dates.read(written, keeper: .device) ?? ChatClock.unix(written.trimmedOfSpace)
            let added = builder.add(
                ChatMessage(
                    number: 0, author: isNotice ? .system : .person,
                    // In a conversation of two, converters name the other side on every row.
                    sender: isNotice || own == true && isWeChat
                        ? nil : cell(sender)?.trimmedOfSpace,
                    isOwn: isNotice ? nil : own,
                    clock: clock, text: cell(text) ?? "",
                    attachments: isWeChat && WeChatTypes.isFile(kind)
                        ? [ChatAttachment(name: "", state: .omitted)] : [],
                    marks: isNotice && WeChatTypes.isRecall(cell(text) ?? "") ? [.deleted] : [],
                    line: line))
            if !added { break }
            if clock != nil || dates.isUndecidedYear(written) { datedCount += 1 }
        }
        // A table in which hardly any row has a time is no chat.
        guard datedCount * 2 >= builder.transcript.messages.count else { return nil }
        return builder.finished()
    }

    private static func isOwn(_ text: String) -> Bool? {
        switch text.trimmedOfSpace.lowercased() {
        case "1", "true", "yes", "outgoing", "sent", "out": true
        case "0", "false", "no", "incoming", "received", "in": false
        default: nil
        }
    }
}
