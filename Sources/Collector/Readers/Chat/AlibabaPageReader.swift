package import ClaimModel
import SystemLibraries

/// Reads the saved page of Alibaba.com's message centre. There is no export; a saved page is the
/// strongest form a chat on the platform can have.
///
/// Attributes the page keeps its own records in are asked first, class names second, and where both
/// are gone the visible text stays. Times are the browser's local time, without an offset.
package enum AlibabaPageReader {
    /// Bytes of a page that are read.
    package static let byteLimit = HTMLDocument.Limits.defaultByteCount
    /// Messages of one page that are read.
    static let messageLimit = 100_000
    /// The domain of the platform.
    static let domain = "alibaba.com"

    /// The transcript in a page; nil when it is no page of the message centre. Throws when such a
    /// page is too large. `savedFrom` is the address that a container states for the page.
    package static func read(
        _ source: EvidenceSource, fileName: String, savedFrom address: String? = nil
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let head = try source.bytes(at: 0, count: 1_024)
        guard let first = head.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) }),
            first == UInt8(ascii: "<")
        else { return nil }
        let bytes = try source.all(limit: byteLimit)
        guard markers.contains(where: { ByteTable([$0]).occurs(in: bytes, bytes.indices) }) else {
            return nil
        }
        do throws(HTMLError) {
            return transcript(try HTMLDocument(bytes), savedFrom: address)
        } catch {
            throw EvidenceSourceError(reason: error.description)
        }
    }

    /// What every page of the message centre has one of.
    private static let markers = ["2020MC_Message_Show", "message-item-wrapper"]

    private static func transcript(
        _ document: HTMLDocument, savedFrom address: String?
    ) -> ChatTranscript? {
        guard let root = document.root else { return nil }
        let items = outermost(beneath: root, where: AlibabaMessage.isMessage)
        guard !items.isEmpty else { return nil }
        var remarks = RemarkList()
        let title = root.firstElement { $0.hasClass("content-header") }?.text
        let account = root.firstElement { $0.hasClass("account-name") }?.text
        var order = ChatOrder()
        var messages: [ChatMessage] = []
        for item in items.prefix(messageLimit) {
            let number = messages.count + 1
            let message = AlibabaMessage(item).message(number: number, other: title, own: account)
            if let clock = message.clock {
                order.add(clock, at: .message(number), &remarks)
            } else {
                remarks.add(
                    "chat.clock.missing", .warning, at: .message(number),
                    "a message of the page has no time")
            }
            messages.append(message)
        }
        if items.count > messageLimit {
            remarks.add(
                "chat.messages.cut", .warning, at: .message(messageLimit),
                "there are more than \(messageLimit) messages; the rest is not read")
        }
        if document.wasTruncated {
            remarks.add(
                "chat.page.truncated", .warning,
                "the page could not be read to its end; later messages may be missing",
                remedy: "save the page again without pictures")
        }
        return ChatTranscript(
            format: "alibaba-html", platform: "alibaba",
            platformEvidence: evidence(
                address.map { SavedPageAddress(address: $0, statedLength: nil) }
                    ?? SavedPageAddress(document), &remarks),
            title: title, messages: messages, remarks: remarks.findings)
    }

    /// What in the page shows that it comes from the platform.
    private static func evidence(_ saved: SavedPageAddress?, _ remarks: inout RemarkList) -> String
    {
        let claim = "claimed by markup: the message centre's own attributes"
        guard let saved else { return claim }
        if let length = saved.statedLength, length != saved.address.utf8.count {
            remarks.add(
                "chat.saved-from.altered", .warning,
                "the browser's comment counts \(length) characters of the address and has "
                    + "\(saved.address.utf8.count): it was changed after saving",
                remedy: "save the page again and add the file as the browser made it")
        }
        guard saved.isBeneath(domain), let host = saved.host else {
            remarks.add(
                "chat.saved-from.foreign", .warning,
                "the page says it was saved from \(saved.host ?? "no web address"), which is not \(domain)",
                remedy: "open the conversation on the platform, save that page and add it")
            return claim
        }
        return "saved from \(host)"
    }

    /// Elements for which the predicate holds, without those inside one already found.
    private static func outermost(
        beneath root: HTMLElement, where predicate: (HTMLElement) -> Bool
    ) -> [HTMLElement] {
        var found: [HTMLElement] = []
        var waiting = Array(root.childElements.reversed())
        while let element = waiting.popLast() {
            if predicate(element) {
                found.append(element)
            } else {
                waiting.append(contentsOf: element.childElements.reversed())
            }
        }
        return found
    }
}
