import ClaimModel
import SystemLibraries

/// One message of the message centre's page.
struct AlibabaMessage {
    /// True for the element that holds one message.
    static func isMessage(_ element: HTMLElement) -> Bool {
        element.attribute("data-exp") == "2020MC_Message_Show"
            || element.hasClass("message-item-wrapper")
    }

    private let element: HTMLElement
    /// What a message is made of, found in one walk: pages can hold a million elements.
    private var base: HTMLElement?
    private var content: HTMLElement?
    private var originals: [HTMLElement] = []
    private var translationBlock: HTMLElement?
    private var translationWords: HTMLElement?
    private var cards: [HTMLElement] = []
    private var pictures: [HTMLElement] = []
    private var isOwn: Bool?

    init(_ element: HTMLElement) {
        self.element = element
        isOwn = Self.isOwn(element.classes)
        var waiting = Array(element.childElements.reversed())
        while let part = waiting.popLast() {
            let classes = part.classes
            if base == nil, classes.contains("item-base-info") { base = part }
            if content == nil, classes.contains("item-content") { content = part }
            if isOwn == nil { isOwn = Self.isOwn(classes) }
            if translationBlock == nil, classes.contains("content-with-translation") {
                translationBlock = part
            }
            if translationWords == nil, classes.contains("translate-text") {
                translationWords = part
            }
            if Self.isOriginal(classes) {
                originals.append(part)
                continue
            }
            if part.attribute("data-exp") == "card-file" { cards.append(part) }
            if part.name == "img", !classes.contains("emoji") { pictures.append(part) }
            waiting.append(contentsOf: part.childElements.reversed())
        }
    }

    /// Right is the account that saved the page, left the other side.
    private static func isOwn(_ classes: [String]) -> Bool? {
        if classes.contains("item-right") || classes.contains("item-content-right") { return true }
        if classes.contains("item-left") || classes.contains("item-content-left") { return false }
        return nil
    }

    private static func isOriginal(_ classes: [String]) -> Bool {
        classes.contains("session-rich-content") && classes.contains("text")
    }

    private static func isTranslation(_ classes: [String]) -> Bool {
        classes.contains("translation") || classes.contains("translate-text")
            || classes.contains("translate-source")
    }

    /// The message. `other` names the other side and `own` the account that saved the page, where the
    /// message itself names nobody.
    func message(number: Int, other: String?, own: String?) -> ChatMessage {
        let (clock, name) = baseInfo
        let fallback =
            switch isOwn {
            case true?: own
            case false?: other
            case nil: String?.none
            }
        let attachments = attachments
        return ChatMessage(
            number: number, author: isAutomatic ? .automatic : .person, sender: name ?? fallback,
            isOwn: isOwn, clock: clock, text: text(hasAttachments: !attachments.isEmpty),
            translation: translation, attachments: attachments, line: element.line)
    }

    /// The time, and the name beside it.
    private var baseInfo: (ClockReading?, String?) {
        guard let base else { return (nil, nil) }
        let text = base.text
        let found = Self.clock(in: text)
        let named = base.firstElement { $0.hasClass("name") }?.text
        let rest = found.map { text.replacing($0.raw, with: "").trimmedOfSpace } ?? text
        let name = named ?? rest
        return (found, name.isEmpty || Self.receipts.contains(name) ? nil : name)
    }

    /// The first `YYYY-MM-DD hh:mm` or `hh:mm:ss` in a text.
    private static func clock(in text: String) -> ClockReading? {
        let bytes = Array(text.utf8.prefix(400))
        guard bytes.count >= 16 else { return nil }
        for start in 0...(bytes.count - 16) where (48...57).contains(bytes[start]) {
            for length in [19, 16] where start + length <= bytes.count {
                let piece = String(decoding: bytes[start..<(start + length)], as: UTF8.self)
                if let clock = ClockReading(iso8601: piece, keeper: .thirdParty),
                    clock.wallClock.minute != nil, clock.offset == nil
                {
                    return clock
                }
            }
        }
        return nil
    }

    private func text(hasAttachments: Bool) -> String {
        if !originals.isEmpty {
            return originals.prefix(Self.partLimit).map {
                PageText.read($0) { Self.isTranslation($0.classes) }
            }.joined(separator: "\n")
        }
        guard !hasAttachments else { return "" }
        // A card, or a page whose class names have changed: what can be seen, in order.
        return PageText.read(content ?? element) {
            let classes = $0.classes
            return classes.contains("item-base-info") || classes.contains("read-status")
                || classes.contains("auto-send-tag") || Self.isTranslation(classes)
        }
    }

    /// What stands beside the original in its block, without the words that say who translated.
    private var translation: String? {
        guard let translationBlock else { return nil }
        let text =
            translationWords.map { PageText.read($0) }
            ?? PageText.read(translationBlock) {
                let classes = $0.classes
                return Self.isOriginal(classes) || classes.contains("translate-source")
            }
        let lines = text.split(separator: "\n").map(String.init).filter { line in
            !Self.translators.contains { line.hasPrefix($0) }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// The label stands outside what was said, where no person can write.
    private var isAutomatic: Bool {
        let text = PageText.read(element) {
            let classes = $0.classes
            return classes.contains("session-rich-content") || classes.contains("item-base-info")
                || Self.isTranslation(classes)
        }
        return text.split(separator: "\n").contains { line in
            Self.automaticLabels.contains { line.utf8.elementsEqual($0.utf8) }
        }
    }

    /// Pieces of one message that are kept.
    private static let partLimit = 100

    private var attachments: [ChatAttachment] {
        let files = cards.prefix(Self.partLimit).map { card in
            let name =
                Self.json(card.attribute("data-query"))?["fileName"]?.string
                ?? card.firstElement { $0.hasClass("file-name") }?.text
            return ChatAttachment(name: name ?? "", state: .named)
        }
        let isPicture =
            Self.json(element.attribute("data-expinfo"))?["messageType"]?.numberText == "60"
        guard isPicture || (originals.isEmpty && files.isEmpty) else { return files }
        return files
            + pictures.prefix(Self.partLimit).map {
                ChatAttachment(name: Self.imageName($0), state: .named)
            }
    }

    /// The picture's name, or the last part of its address.
    private static func imageName(_ image: HTMLElement) -> String {
        if let alt = image.attribute("alt")?.trimmedOfSpace, !alt.isEmpty { return alt }
        guard let address = image.attribute("src"), !address.hasPrefix("data:") else { return "" }
        let path = address.prefix { $0 != "?" && $0 != "#" }
        return path.split(separator: "/").last.map(String.init) ?? ""
    }

    private static func json(_ text: String?) -> JSONValue? {
        guard let text else { return nil }
        var limits = JSONReader.Limits()
        limits.byteCount = 64 << 10
        limits.valueCount = 10_000
        do throws(JSONProblem) {
            return try JSONReader.read(Array(text.utf8), limits: limits)
        } catch {
            // The record only helps; what can be seen is read without it.
            return nil
        }
    }

    private static let automaticLabels = [
        "系统自动发送", "自动接待发送", "自動接待發送", "系統自動發送", "Automatically sent by the system",
        "Sent automatically", "Auto reply",
    ]

    private static let translators = ["翻译", "由阿里翻译提供", "Translation by", "Translated by"]

    private static let receipts: Set<String> = ["已读", "未读", "Read", "Unread"]
}
