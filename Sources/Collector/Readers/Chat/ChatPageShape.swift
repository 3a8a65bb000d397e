package import ClaimModel
import SystemLibraries

/// One way in which a chat is written as a web page by an exporter. To add one, write a file with its
/// `read` function and list it here. The page of Alibaba's message centre is read elsewhere: it is the
/// platform itself.
struct ChatPageShape: Sendable {
    /// The name in `ChatTranscript.format`.
    let name: String
    /// A run of bytes that every such page has; pages without it are not parsed for this shape.
    let marker: String
    /// The transcript in a page, nil when its structure is not this shape's.
    let read: @Sendable (HTMLElement) -> ChatTranscript?

    /// All shapes.
    static let all: [ChatPageShape] = [
        ChatPageShape(name: "telegram-html", marker: "from_name", read: TelegramPage.read),
        ChatPageShape(name: "messenger-html", marker: "class=\"thread\"", read: MessengerPage.read),
        ChatPageShape(name: "wechat-html", marker: "msgid=", read: WeChatPage.read),
        ChatPageShape(
            name: "imessage-html", marker: "class=\"timestamp\"", read: MessagesPage.read),
    ]
}

/// Reads pages that chat exporters write.
package enum ChatPageReader {
    /// The transcript in a page; nil when it is of no known shape.
    package static func read(
        _ source: EvidenceSource
    ) throws(EvidenceSourceError) -> ChatTranscript? {
        let bytes = try source.all(limit: HTMLDocument.Limits.defaultByteCount)
        let shapes = ChatPageShape.all.filter {
            ByteTable([$0.marker]).occurs(in: bytes, bytes.indices)
        }
        guard !shapes.isEmpty else { return nil }
        do throws(HTMLError) {
            let document = try HTMLDocument(bytes)
            guard let root = document.root else { return nil }
            for shape in shapes {
                guard var transcript = shape.read(root) else { continue }
                if document.wasTruncated { transcript.remarks.append(truncation) }
                return transcript
            }
            return nil
        } catch {
            throw EvidenceSourceError(reason: error.description)
        }
    }

    private static var truncation: Finding {
        Finding(
            code: "chat.page.truncated", severity: .warning, places: [Place(spot: .whole)],
            message: "the page could not be read to its end; later messages may be missing",
            remedy: "export the chat again in smaller parts")
    }
}
