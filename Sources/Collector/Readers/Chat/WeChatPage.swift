import ClaimModel
import SystemLibraries

/// WeChat as WechatExporter writes it from a phone's backup: `div.msg[msgid]` with `.dspname`, the time
/// in `.nt-box`, the text in `pre`.
enum WeChatPage {
    static func read(_ root: HTMLElement) -> ChatTranscript? {
        let items = root.elements { $0.hasClass("msg") && $0.attribute("msgid") != nil }
        guard !items.isEmpty else { return nil }
        var builder = ChatBuilder(
            format: "wechat-html", platform: "wechat",
            title: root.firstElement { $0.name == "title" }?.text)
        builder.remarkConversion("a program that reads WeChat's backups")
        for item in items {
            let type = item.attribute("msgtype") ?? ""
            let isNotice = WeChatTypes.isNotice(type)
            let box = item.firstElement { $0.hasClass("nt-box") }?.text ?? ""
            let name = item.firstElement { $0.hasClass("dspname") }?.text
            let written = [box, name.map { String(box.dropFirst($0.count)) } ?? ""]
            let added = builder.add(
                ChatMessage(
                    number: 0, author: isNotice || name == nil ? .system : .person,
                    sender: isNotice ? nil : name,
                    clock: written.lazy.compactMap { ChatClock.read($0, .yearFirst) }.first,
                    text: item.firstElement { $0.name == "pre" }.map { PageText.read($0) } ?? "",
                    attachments: WeChatTypes.isFile(type)
                        ? [ChatAttachment(name: "", state: .omitted)] : []))
            if !added { break }
        }
        return builder.finished()
    }
}
