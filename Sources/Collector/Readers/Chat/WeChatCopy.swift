import ClaimModel

/// Messages copied from WeChat for the desktop: a line `·NAME` or `NAME`, a line with the time, the
/// text, and an empty line. Texts hold empty lines too, so only name and time together begin one.
///
///     ·NAME
///     2026年9月10日 17:33
enum WeChatCopy {
    static func read(_ text: TextLines) -> ChatTranscript? {
        guard let first = text.lines.firstIndex(where: { !$0.isEmpty }),
            header(text.lines, first) != nil
        else { return nil }
        var builder = ChatBuilder(format: "wechat-copy", platform: "wechat")
        builder.remarkConversion("copying messages by hand")
        var collector = TextChatCollector(builder)
        var index = 0
        while index < text.lines.count {
            if let message = header(text.lines, index) {
                collector.begin(message)
                index += 2
            } else {
                collector.add(text.lines[index])
                index += 1
            }
        }
        return collector.finished()
    }

    private static func header(_ lines: [ArraySlice<UInt8>], _ index: Int) -> ChatMessage? {
        guard index + 1 < lines.count, !lines[index].isEmpty, lines[index].count < 200,
            lines[index + 1].count < 60
        else { return nil }
        let year = Array("年".utf8)
        let time = lines[index + 1]
        guard time.dropFirst(4).starts(with: year),
            let clock = ChatClock.read(TextLines.text(time), .yearFirst),
            clock.wallClock.minute != nil
        else { return nil }
        var name = TextLines.text(lines[index])
        if name.hasPrefix("·") { name.removeFirst() }
        guard !name.isEmpty else { return nil }
        return ChatMessage(
            number: 0, author: .person, sender: name, clock: clock, text: "", line: index + 1)
    }
}
