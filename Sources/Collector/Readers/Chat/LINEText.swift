import ClaimModel

/// LINE's own text export: a heading, a line for each day, and for each message time, name and text
/// with tabs between. Texts of several lines stand in quotation marks; a mark that is still open where a
/// message begins was one somebody typed, and takes no message with it.
enum LINEText {
    static func read(_ text: TextLines) -> ChatTranscript? {
        guard let first = text.lines.first, first.starts(with: "[LINE]".utf8) else { return nil }
        var collector = TextChatCollector(
            ChatBuilder(
                format: "line-txt", platform: "line",
                title: title(TextLines.text(first.dropFirst(6)))))
        var day: CalendarDay?
        var isQuoted = false
        var wasEmpty = false
        for (index, line) in text.lines.enumerated().dropFirst() {
            let isBehindEmptyLine = wasEmpty
            wasEmpty = line.isEmpty
            /// LINE leaves a line empty before a day and writes its first message right behind it: a date
            /// that somebody quotes is none.
            func isDay() -> Bool {
                guard isBehindEmptyLine, let found = heading(line), index + 1 < text.lines.count else {
                    return false
                }
                return message(text.lines[index + 1], found) != nil
            }
            if isQuoted, day.map({ message(line, $0) != nil }) ?? false || isDay() {
                isQuoted = false
                collector.remark(
                    "chat.quote.open", .warning, at: .line(index + 1, column: nil),
                    "a message or a day begins inside quotation marks that nothing closed before it; it is read as one of its own",
                    remedy: "compare the lines with the chat on the phone")
            }
            if isQuoted {
                let closes = line.last == UInt8(ascii: "\"")
                collector.add(closes ? line.dropLast() : line)
                isQuoted = !closes
                continue
            }
            if let found = heading(line) {
                day = found
                continue
            }
            guard let day, let (clock, parts) = message(line, day) else {
                collector.add(line)
                continue
            }
            let isNotice = parts.count == 2
            let name = TextLines.text(parts[1])
            var body = parts[parts.count - 1]
            if !isNotice, body.first == UInt8(ascii: "\""),
                body.count == 1 || body.last != UInt8(ascii: "\"")
            {
                body = body.dropFirst()
                isQuoted = true
            }
            collector.begin(
                ChatMessage(
                    number: 0, author: isNotice || name.isEmpty ? .system : .person,
                    sender: isNotice || name.isEmpty ? nil : name, clock: clock, text: "",
                    line: index + 1),
                text: body)
        }
        return collector.finished()
    }

    /// The time of a line that begins a message, and the line's parts.
    private static func message(
        _ line: ArraySlice<UInt8>, _ day: CalendarDay
    ) -> (clock: ClockReading, parts: [ArraySlice<UInt8>])? {
        let parts = line.split(separator: 0x09, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, let clock = clock(parts[0], day) else { return nil }
        return (clock, parts)
    }

    private static func title(_ words: String) -> String? {
        for (before, after) in [
            ("Chat history with ", ""), ("Chat history in ", ""), ("", "とのトーク履歴"), ("", "のトーク履歴"),
            ("與", "的聊天記錄"), ("与", "的聊天记录"),
        ]
        where words.hasPrefix(before) && words.hasSuffix(after)
            && words.utf8.count > before.utf8.count + after.utf8.count
        {
            return String(words.dropFirst(before.count).dropLast(after.count))
        }
        return words.isEmpty ? nil : words
    }

    /// `2024/01/15(Mon)`, `2025.12.30 火曜日`, `Mon, 11/03/2025`.
    private static func heading(_ line: ArraySlice<UInt8>) -> CalendarDay? {
        guard line.count < 40, !line.contains(0x09) else { return nil }
        var bytes = Array(line)
        var order = ChatClock.Order.yearFirst
        if let comma = bytes.firstIndex(of: UInt8(ascii: ",")), comma <= 9 {
            bytes = Array(bytes[(comma + 1)...].drop { $0 == 0x20 })
            order = .monthFirst
        }
        guard let first = bytes.first, (48...57).contains(first),
            let (clock, end) = ChatClock.prefix(of: bytes, order), clock.wallClock.hour == nil
        else { return nil }
        // Behind the day stands its name or nothing; a digit would be a number of another kind.
        guard !bytes[end...].contains(where: { (48...57).contains($0) }) else { return nil }
        return clock.wallClock.day
    }

    /// `13:05`, `1:05 PM`, `午後1:05` on a day.
    private static func clock(_ part: ArraySlice<UInt8>, _ day: CalendarDay) -> ClockReading? {
        guard part.count <= 16, part.contains(UInt8(ascii: ":")) else { return nil }
        let time = TextLines.text(part)
        guard let clock = ChatClock.read("\(day) \(time)", .yearFirst) else { return nil }
        return ClockReading(
            raw: "\(day) \(time)", wallClock: clock.wallClock, keeper: .device)
    }
}
