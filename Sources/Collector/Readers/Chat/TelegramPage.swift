import ClaimModel
import SystemLibraries

/// Telegram Desktop's `messages.html`. The time of a message stands in a title; the offset behind it,
/// written since 2022, is the zone's winter offset also in summer, so a moment is known to an hour
/// only: the offset stays in the raw text and is not taken, and that is said.
enum TelegramPage {
    static func read(_ root: HTMLElement) -> ChatTranscript? {
        let items = root.elements { $0.hasClass("message") && $0.attribute("id") != nil }
        guard items.contains(where: { date($0) != nil }) else { return nil }
        let title = root.firstElement { $0.hasClass("page_header") }?.text
        var builder = ChatBuilder(format: "telegram-html", platform: "telegram", title: title)
        var sender: String?
        for item in items {
            guard item.hasClass("default") else {
                // A heading of a day is no message: only notices with words of their own count.
                continue
            }
            // Blocks that were forwarded have a second name of their own: the first outside them counts.
            let body = item.childElements.first { $0.hasClass("body") } ?? item
            let name = body.childElements.first { $0.hasClass("from_name") }?.text
            sender = name ?? (item.hasClass("joined") ? sender : nil)
            let added = builder.add(
                ChatMessage(
                    number: 0, author: .person, sender: sender,
                    clock: date(item).flatMap { clock($0, &builder.remarks) },
                    text: item.firstElement { $0.hasClass("text") }.map { PageText.read($0) } ?? "",
                    attachments: attachments(item)))
            if !added { break }
        }
        return builder.finished()
    }

    private static func date(_ item: HTMLElement) -> String? {
        item.firstElement { $0.hasClass("date") && $0.attribute("title") != nil }?
            .attribute("title")
    }

    private static func clock(_ title: String, _ remarks: inout RemarkList) -> ClockReading? {
        guard let clock = ChatClock.read(title, .dayFirst) else { return nil }
        guard clock.offset != nil else { return clock }
        remarks.add(
            "chat.offset.winter", .note,
            "Telegram's pages print the zone's winter offset all year, which is wrong in summer: it is not taken",
            remedy: "export the chat as JSON, which has the moments themselves")
        return ClockReading(raw: clock.raw, wallClock: clock.wallClock, keeper: .device)
    }

    private static func attachments(_ item: HTMLElement) -> [ChatAttachment] {
        item.elements { $0.hasClass("media_wrap") }.flatMap { media in
            let paths = media.elements { $0.name == "a" }.compactMap { $0.attribute("href") }
                .filter { !$0.hasPrefix("http") && !$0.hasPrefix("#") }
            return paths.isEmpty
                ? [ChatAttachment(name: "", state: .omitted)]
                : [ChatAttachment(name: paths[0], state: .named)]
        }
    }
}
