import ClaimModel

/// One way in which a chat program, or a program that converts chats, writes JSON. To add one, write a
/// file with its `read` function and list it here.
struct ChatShape: Sendable {
    /// The name in `ChatTranscript.format`.
    let name: String
    /// The transcript in a document, nil when its structure is not this shape's.
    let read: @Sendable (JSONNode) -> ChatTranscript?

    /// All shapes; the most particular structures come first.
    static let all: [ChatShape] = [
        ChatShape(name: "chatlab", read: ChatLabShape.read),
        ChatShape(name: "wechat-json", read: WeChatShape.read),
        ChatShape(name: "rsmf", read: RSMFShape.read),
        ChatShape(name: "telegram-json", read: TelegramShape.read),
        ChatShape(name: "meta-json", read: MetaShape.read),
    ]
}
