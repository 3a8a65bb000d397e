import ClaimModel
import SystemLibraries

/// Apple's Messages as imessage-exporter writes them: `.message` with `.timestamp`, `.sender` and
/// `.bubble`. Behind the time the page tells when the message was read.
enum MessagesPage {
    static func read(_ root: HTMLElement) -> ChatTranscript? {
        let items = root.elements { $0.hasClass("message") }
        guard
            items.contains(where: { item in item.firstElement { $0.hasClass("timestamp") } != nil })
        else { return nil }
        var builder = ChatBuilder(
            format: "imessage-html", platform: "imessage",
            title: root.firstElement { $0.name == "title" }?.text)
        builder.remarkConversion("a program that reads the database of Messages")
        for item in items {
            guard let stamp = item.firstElement(where: { $0.hasClass("timestamp") })?.text else {
                continue
            }
            let written = stamp.split(separator: "(").first.map(String.init) ?? stamp
            let isOwn = item.firstElement { $0.hasClass("sent") } != nil
            let sender = item.firstElement { $0.hasClass("sender") }?.text
            let text = item.elements { $0.hasClass("bubble") }.map { PageText.read($0) }
            let added = builder.add(
                ChatMessage(
                    number: 0, author: .person, sender: sender, isOwn: isOwn,
                    clock: EnglishClock.read(written, keeper: .device),
                    text: text.joined(separator: "\n")))
            if !added { break }
        }
        return builder.finished()
    }
}
