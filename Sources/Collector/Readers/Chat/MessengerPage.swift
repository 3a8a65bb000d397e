import ClaimModel
import SystemLibraries

/// Messenger's archive of 2013 to 2018: `div.thread` with `div.message` (sender and time) and the text
/// in a paragraph behind it, newest first. Times are words with the name of a zone.
enum MessengerPage {
    static func read(_ root: HTMLElement) -> ChatTranscript? {
        let threads = root.elements { $0.hasClass("thread") }
        var builder = ChatBuilder(
            format: "messenger-html", platform: "messenger",
            title: root.firstElement { $0.name == "h1" }?.text)
        if threads.count > 1 {
            builder.remarks.add(
                "chat.several", .note,
                "the page holds \(threads.count) conversations, read one after the other")
        }
        for thread in threads {
            for message in messages(thread).reversed() { builder.add(message) }
        }
        return builder.finished()
    }

    private static func messages(_ thread: HTMLElement) -> [ChatMessage] {
        var messages: [ChatMessage] = []
        for child in thread.childElements {
            if child.hasClass("message") {
                messages.append(
                    ChatMessage(
                        number: 0, author: .person,
                        sender: child.firstElement { $0.hasClass("user") }?.text,
                        clock: child.firstElement { $0.hasClass("meta") }.flatMap {
                            clock($0.text)
                        }, text: ""))
            } else if child.name == "p", !messages.isEmpty {
                messages[messages.count - 1].text = PageText.read(child)
            }
        }
        return messages
    }

    /// `Friday, October 4, 2013 at 10:05pm PDT`.
    static func clock(_ text: String) -> ClockReading? {
        EnglishClock.read(text, keeper: .thirdParty)
    }
}

/// Times in English words: `Friday, October 4, 2013 at 10:05pm PDT`, `Jul 17, 2022 5:04:04 PM`. Names of
/// zones are read where they mean one offset only in the country that prints them.
enum EnglishClock {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let zones = [
        "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
        "mdt": -360, "pst": -480, "pdt": -420,
    ]

    static func read(_ text: String, keeper: ClockKeeper) -> ClockReading? {
        let raw = text.trimmedOfSpace
        guard raw.utf8.count <= 100 else { return nil }
        let words = raw.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != ":" }
            .map(String.init)
        guard
            let index = words.firstIndex(where: { word in
                word.utf8.count >= 3 && months.contains { word.hasPrefix($0) }
            }), let month = months.firstIndex(where: { words[index].hasPrefix($0) })
        else { return nil }
        let numbers = words.enumerated().compactMap { place, word in
            Int(word).map { (place, $0) }
        }
        guard let day = numbers.first(where: { (1...31).contains($0.1) && abs($0.0 - index) == 1 }),
            let year = numbers.first(where: { $0.1 >= 1_970 && $0.1 <= 9_999 }),
            let date = CalendarDay(year: year.1, month: month + 1, day: day.1)
        else { return nil }
        guard let place = words.firstIndex(where: { $0.utf8.contains(UInt8(ascii: ":")) }) else {
            return WallClock(day: date).map {
                ClockReading(raw: raw, wallClock: $0, keeper: keeper)
            }
        }
        var time = words[place]
        var half = ""
        if time.hasSuffix("am") || time.hasSuffix("pm") {
            half = String(time.suffix(2))
            time.removeLast(2)
        } else if place + 1 < words.count, ["am", "pm"].contains(words[place + 1]) {
            half = words[place + 1]
        }
        guard let clock = ChatClock.read("\(date) \(time) \(half)", .yearFirst) else { return nil }
        let offset = words.last.flatMap { zones[$0] }.flatMap { UTCOffset(minutes: $0) }
        return ClockReading(
            raw: raw, wallClock: clock.wallClock, offset: offset, offsetSource: .written,
            keeper: keeper)
    }
}
