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
    private let base: HTMLElement?
    private let content: HTMLElement
    /// The page's own record of the message.
    private let info: JSONValue?

    init(_ element: HTMLElement) {
        self.element = element
        base = element.firstElement { $0.hasClass("item-base-info") }
        content = element.firstElement { $0.hasClass("item-content") } ?? element
        info = Self.json(element.attribute("data-expinfo"))
    }

    /// The message. `other` names the other side and `own` the account that saved the page, where the
    /// message itself names nobody.
    func message(number: Int, other: String?, own: String?) -> ChatMessage {
        let isOwn = isOwn
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

    /// Right is the account that saved the page, left the other side.
    private var isOwn: Bool? {
        for part in [element, content] {
            if part.hasClass("item-right") || part.hasClass("item-content-right") { return true }
            if part.hasClass("item-left") || part.hasClass("item-content-left") { return false }
        }
        return nil
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

    /// The original's elements, without those of a translation.
    private func isOriginal(_ element: HTMLElement) -> Bool {
        element.hasClass("session-rich-content") && element.hasClass("text")
    }

    private static func isTranslation(_ element: HTMLElement) -> Bool {
        element.hasClass("translation") || element.hasClass("translate-text")
            || element.hasClass("translate-source")
    }

    private func text(hasAttachments: Bool) -> String {
        let originals = content.elements(where: isOriginal)
        if !originals.isEmpty {
            return originals.map { PageText.read($0, without: Self.isTranslation) }
                .joined(separator: "\n")
        }
        guard !hasAttachments else { return "" }
        // A card, or a page whose class names have changed: what can be seen, in order.
        return PageText.read(content) {
            $0.hasClass("item-base-info") || $0.hasClass("read-status")
                || $0.hasClass("auto-send-tag") || Self.isTranslation($0)
        }
    }

    /// What stands beside the original in its block, without the words that say who translated.
    private var translation: String? {
        guard let block = content.firstElement(where: { $0.hasClass("content-with-translation") })
        else { return nil }
        let words = block.firstElement { $0.hasClass("translate-text") }
        let text = words.map { PageText.read($0) }
            ?? PageText.read(block) { isOriginal($0) || $0.hasClass("translate-source") }
        let lines = text.split(separator: "\n").map(String.init).filter { line in
            !Self.translators.contains { line.hasPrefix($0) }
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// The label stands outside what was said, where no person can write.
    private var isAutomatic: Bool {
        let text = PageText.read(element) {
            isOriginal($0) || Self.isTranslation($0) || $0.hasClass("session-rich-content")
                || $0.hasClass("item-base-info")
        }
        return Self.automaticLabels.contains { label in
            text.split(separator: "\n").contains { $0.utf8.elementsEqual(label.utf8) }
        }
    }

    private var attachments: [ChatAttachment] {
        var found: [ChatAttachment] = []
        for card in content.elements(where: { $0.attribute("data-exp") == "card-file" }) {
            let name =
                Self.json(card.attribute("data-query"))?["fileName"]?.string
                ?? card.firstElement { $0.hasClass("file-name") }?.text
            found.append(ChatAttachment(name: name ?? "", state: .named))
        }
        let isImage = info?["messageType"]?.numberText == "60"
        let hasText = content.firstElement(where: isOriginal) != nil
        guard isImage || (!hasText && found.isEmpty) else { return found }
        for image in content.elements(where: { $0.name == "img" && !$0.hasClass("emoji") }) {
            found.append(ChatAttachment(name: Self.imageName(image), state: .named))
        }
        return found
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
