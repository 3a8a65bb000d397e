import ClaimModel

/// One way in which a chat is written as plain text. To add one, write a file with its `read` function
/// and list it here.
struct TextChatShape: Sendable {
    /// The name in `ChatTranscript.format`.
    let name: String
    /// The transcript in a text, nil when its lines are not of this shape.
    let read: @Sendable (TextLines) -> ChatTranscript?

    /// All shapes. Those with a heading of their own come first; WhatsApp's is read elsewhere, behind
    /// these, because Signal's lines look like its.
    static let all: [TextChatShape] = [
        TextChatShape(name: "qq-txt", read: QQText.read),
        TextChatShape(name: "line-txt", read: LINEText.read),
        TextChatShape(name: "telegram-paste", read: TelegramPaste.read),
        TextChatShape(name: "signal-txt", read: SignalText.read),
        TextChatShape(name: "wechat-copy", read: WeChatCopy.read),
        TextChatShape(name: "wechat-txt", read: WeChatText.read),
    ]

    /// Lines at the start in which a shape must show itself.
    static let headLineCount = 200
}

/// Collects the lines of one message after the other. A header opens a message, the lines behind it
/// are its text, and empty lines at its end are none of it.
struct TextChatCollector {
    private var builder: ChatBuilder
    private var open: ChatMessage?
    private var lines: [ArraySlice<UInt8>] = []

    init(_ builder: ChatBuilder) {
        self.builder = builder
    }

    mutating func begin(_ message: ChatMessage, text: ArraySlice<UInt8>? = nil) {
        close()
        open = message
        lines = text.map { [$0] } ?? []
    }

    /// A line that is no header; before the first header it is dropped.
    mutating func add(_ line: ArraySlice<UInt8>) {
        if open != nil { lines.append(line) }
    }

    mutating func remark(
        _ code: String, _ severity: Severity, at spot: Place.Spot, _ message: String,
        remedy: String? = nil
    ) {
        builder.remarks.add(code, severity, at: spot, message, remedy: remedy)
    }

    private mutating func close() {
        guard var message = open else { return }
        while lines.last?.isEmpty == true { lines.removeLast() }
        message.text = lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
        message.attachments += MediaPlaceholder.attachments(in: message.text)
        builder.add(message)
        open = nil
        lines = []
    }

    mutating func finished() -> ChatTranscript? {
        close()
        return builder.finished()
    }
}

/// What exports print where a picture or file was: `[图片]`, `[Photo]`.
enum MediaPlaceholder {
    private static let words = [
        "[图片]", "[视频]", "[语音]", "[文件]", "[动画表情]", "[圖片]", "[Photo]", "[Image]", "[Video]",
        "[File]", "[Sticker]", "[Voice]", "[写真]", "[動画]", "[スタンプ]", "[ファイル]",
    ]

    static func attachments(in text: String) -> [ChatAttachment] {
        words.contains { text.hasPrefix($0) } ? [ChatAttachment(name: "", state: .omitted)] : []
    }
}
