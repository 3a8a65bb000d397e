import ClaimModel

/// Signal as its exporters write it: `[2019-12-24, 12:23] NAME: text`. WhatsApp's lines in brackets
/// look alike but always have seconds.
enum SignalText {
    static func read(_ text: TextLines) -> ChatTranscript? {
        guard let first = text.lines.first(where: { !$0.isEmpty }), header(first, 1) != nil else {
            return nil
        }
        var builder = ChatBuilder(format: "signal-txt", platform: "signal")
        builder.remarkConversion("a program that reads Signal's database")
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
    ) -> (ChatMessage, ArraySlice<UInt8>)? {
        guard line.first == UInt8(ascii: "["), let close = line.firstIndex(of: UInt8(ascii: "]")),
            close - line.startIndex < 30,
            line[line.startIndex...].dropFirst(5).first == UInt8(ascii: "-"),
            let clock = ChatClock.read(TextLines.text(line[..<close].dropFirst()), .yearFirst),
            clock.wallClock.minute != nil, clock.wallClock.second == nil
        else { return nil }
        let rest = line[(close + 1)...].drop { $0 == 0x20 }
        guard let colon = rest.prefix(300).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let message = ChatMessage(
            number: 0, author: .person, sender: TextLines.text(rest[..<colon]), clock: clock,
            text: "", line: number)
        return (message, rest[(colon + 1)...].drop { $0 == 0x20 })
    }
}
