import ClaimModel

/// Messages copied from Telegram: `NAME, [25/06/2022 07:25]`, the text below.
enum TelegramPaste {
    static func read(_ text: TextLines) -> ChatTranscript? {
        guard let first = text.lines.first(where: { !$0.isEmpty }), parts(first) != nil else {
            return nil
        }
        // The order of day and month is the computer's: one number above twelve decides for all.
        var dates = TableDates()
        for (index, line) in text.lines.enumerated() {
            if let (_, date) = parts(line) { dates.add(date, at: .line(index + 1, column: nil)) }
        }
        var builder = ChatBuilder(format: "telegram-paste", platform: "telegram")
        builder.transcript.dateOrder = dates.order
        builder.remarkConversion("copying messages by hand")
        dates.remark("chat", in: &builder.remarks)
        var collector = TextChatCollector(builder)
        for (index, line) in text.lines.enumerated() {
            guard let (name, date) = parts(line) else {
                collector.add(line)
                continue
            }
            collector.begin(
                ChatMessage(
                    number: 0, author: .person, sender: name,
                    clock: dates.read(date, keeper: .device), text: "", line: index + 1))
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
