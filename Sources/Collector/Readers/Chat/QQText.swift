import ClaimModel

/// QQ's own text export: a heading with `消息对象:`, then for each message a line of time and name and
/// the text below it.
///
///     2019-09-23 8:43:38 PM NAME(87200175)
///     2019-09-23 20:43:38 NAME<name@example.com>
enum QQText {
    static func read(_ text: TextLines) -> ChatTranscript? {
        let head = text.lines.prefix(TextChatShape.headLineCount)
        let object = Array("消息对象:".utf8)
        guard let heading = head.first(where: { $0.starts(with: object) }) else { return nil }
        var collector = TextChatCollector(
            ChatBuilder(
                format: "qq-txt", platform: "qq",
                title: TextLines.text(heading.dropFirst(object.count))))
        for (index, line) in text.lines.enumerated() {
            if let message = header(line, number: index + 1) {
                collector.begin(message)
            } else {
                collector.add(line)
            }
        }
        return collector.finished()
    }

    private static func header(_ line: ArraySlice<UInt8>, number: Int) -> ChatMessage? {
        guard let first = line.first, (48...57).contains(first), line.count < 300,
            let (clock, end) = ChatClock.prefix(of: Array(line), .yearFirst),
            clock.wallClock.second != nil
        else { return nil }
        let rest = TextLines.text(line.dropFirst(end))
        guard let last = rest.last, last == ")" || last == ">",
            let opening = rest.lastIndex(of: last == ")" ? "(" : "<")
        else { return nil }
        let name = String(rest[..<opening]).trimmedOfSpace
        let isNotice = name == "系统消息"
        return ChatMessage(
            number: 0, author: isNotice ? .system : .person,
            sender: isNotice ? nil : name.isEmpty ? rest : name, clock: clock, text: "",
            line: number)
    }
}
