import ClaimModel

/// Messages copied from Telegram: `NAME, [25/06/2022 07:25]`, the text below.
enum TelegramPaste {
    static func read(_ text: TextLines) -> ChatTranscript? {
        guard let first = text.lines.first(where: { !$0.isEmpty }), parts(first) != nil else {
            return nil
        }
        // The order of day and month is the computer's: one number above twelve decides for all.
        let dates = text.lines.compactMap { parts($0)?.date }
        let isMonthFirst =
            dates.contains { ChatClock.read($0, .dayFirst) == nil }
            && dates.allSatisfy { ChatClock.read($0, .monthFirst) != nil }
        let isSure = isMonthFirst || dates.contains { ChatClock.read($0, .monthFirst) == nil }
        var builder = ChatBuilder(format: "telegram-paste", platform: "telegram")
        builder.transcript.dateOrder =
            isSure ? (isMonthFirst ? .monthFirst : .dayFirst) : .undecided
        builder.remarkConversion("copying messages by hand")
        if !isSure {
            builder.remarks.add(
                "chat.date.ambiguous", .warning, at: .line(1, column: nil),
                "no date shows whether its day or its month comes first; both readings are kept",
                remedy: "export the chat as JSON, which writes its dates unmistakably")
        }
        var collector = TextChatCollector(builder)
        for (index, line) in text.lines.enumerated() {
            guard let (name, date) = parts(line) else {
                collector.add(line)
                continue
            }
            let clock = ChatClock.read(date, isMonthFirst ? .monthFirst : .dayFirst)
            let other = isSure ? nil : ChatClock.read(date, .monthFirst)?.wallClock
            collector.begin(
                ChatMessage(
                    number: 0, author: .person, sender: name,
                    clock: clock.map {
                        ClockReading(
                            raw: $0.raw, wallClock: $0.wallClock, keeper: .device,
                            alternative: other == $0.wallClock ? nil : other)
                    }, text: "", line: index + 1))
        }
        return collector.finished()
    }

    /// Name and date of a header line.
    private static func parts(_ line: ArraySlice<UInt8>) -> (name: String, date: String)? {
        guard line.count < 300, line.last == UInt8(ascii: "]"),
            let open = line.lastIndex(of: UInt8(ascii: "[")), open >= line.startIndex + 3,
            line[(open - 2)..<open].elementsEqual(", ".utf8)
        else { return nil }
        let date = TextLines.text(line[(open + 1)...].dropLast())
        guard
            ChatClock.read(date, .dayFirst)?.wallClock.hour != nil
                || ChatClock.read(date, .monthFirst)?.wallClock.hour != nil
        else { return nil }
        let name = TextLines.text(line[..<(open - 2)])
        return name.isEmpty ? nil : (name, date)
    }
}
