import ClaimModel

/// WeChat as two converters write it: MemoTrace a line of time and name with the text below,
/// WechatExporter one line for each message.
///
///     2024-10-04 11:42:00 NAME
///     NAME (2024-10-04 11:42:00):TEXT
enum WeChatText {
    static func read(_ text: TextLines) -> ChatTranscript? {
        let head = text.lines.prefix(TextChatShape.headLineCount).filter { !$0.isEmpty }
        guard let first = head.first, header(first, 1) != nil else { return nil }
        var builder = ChatBuilder(format: "wechat-txt", platform: "wechat")
        builder.remarkConversion("a program that reads WeChat's database")
        var collector = TextChatCollector(builder)
        for (index, line) in text.lines.enumerated() {
            guard let (message, body) = header(line, index + 1) else {
                collector.add(line)
                continue
            }
            collector.begin(message, text: body)
        }
        return collector.finished()
    }

    private static func header(
        _ line: ArraySlice<UInt8>, _ number: Int
    ) -> (ChatMessage, ArraySlice<UInt8>?)? {
        if let marked = line.prefix(400).firstIndex(of: UInt8(ascii: "(")),
            marked > line.startIndex,
            let close = line[marked...].prefix(40).firstIndex(of: UInt8(ascii: ")")),
            line[(close + 1)...].first == UInt8(ascii: ":"),
            let clock = ChatClock.read(TextLines.text(line[(marked + 1)..<close]), .yearFirst),
            clock.wallClock.second != nil
        {
            let name = TextLines.text(line[..<marked])
            let isNotice = name == "System Message" || name == "系统消息"
            return (
                ChatMessage(
                    number: 0, author: isNotice ? .system : .person, sender: isNotice ? nil : name,
                    clock: clock, text: "", line: number),
                line[(close + 2)...]
            )
        }
        // Log files begin alike and go on with a bracket or a word in capitals: a name has neither a
        // bracket nor a colon.
        guard let first = line.first, (48...57).contains(first), line.count < 200,
            line.dropFirst(4).first == UInt8(ascii: "-"),
            let (clock, end) = ChatClock.prefix(of: Array(line), .yearFirst),
            clock.wallClock.second != nil
        else { return nil }
        let name = TextLines.text(line.dropFirst(end))
        guard !name.isEmpty, !name.utf8.contains(where: { "[]:{}=|,;\t".utf8.contains($0) }) else {
            return nil
        }
        return (
            ChatMessage(
                number: 0, author: .person, sender: name, clock: clock, text: "", line: number),
            nil
        )
    }
}
