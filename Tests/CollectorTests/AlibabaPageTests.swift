import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

/// A page of the message centre with these messages.
func alibabaPage(
    _ items: String,
    comment: String =
        "<!-- saved from url=(0049)https://message.alibaba.com/message/messenger.htm -->"
) -> [UInt8] {
    Array(
        """
        <!DOCTYPE html>
        \(comment)
        <html><head><meta charset="utf-8"><title>Messenger</title></head><body>
        <div class="account-name">Dana Whitfield</div>
        <div class="message-container"><div class="content-header">林蔚 Lin Wei</div><div class="scroll-box">
        \(items)
        </div></div></body></html>
        """.utf8)
}

/// One message of the page.
func alibabaItem(
    side: String = "left", time: String = "2026-01-19 09:20", name: String? = "林蔚 Lin Wei",
    type: Int = 1, _ content: String, after: String = ""
) -> String {
    let label = name.map { "<span class=\"name\">\($0)</span>" } ?? ""
    return """
        <div class="message-item-wrapper item-\(side)" data-exp="2020MC_Message_Show" \
        data-expinfo="{&quot;messageType&quot;:\(type),&quot;showTime&quot;:1776262291004}">
        <div class="item-base-info">\(label)<span>\(time)</span></div>
        <div class="item-content">\(content)</div>\(after)</div>
        """
}

private func read(_ bytes: [UInt8]) throws -> ChatTranscript? {
    try AlibabaPageReader.read(EvidenceSource(bytes), fileName: "messages.html")
}

private let said = "<div class=\"session-rich-content text\">你好</div>"

struct AlibabaPageTests {
    @Test func `a message has its side, sender, local time and original words`() throws {
        let page = alibabaPage(
            alibabaItem(
                """
                <div class="content-with-translation text-content"><div class="session-rich-content text">缺货<br>功能等同</div>
                <div class="translation"><div class="translate-text">Out of stock</div><div class="translate-source">翻译 由阿里翻译提供</div></div></div>
                """)
                + alibabaItem(
                    side: "right", time: "2026-01-19 09:21:07", name: nil,
                    "<div class=\"session-rich-content text\">No &lt;b&gt;</div>",
                    after: "<div class=\"read-status\">已读</div>"))
        let transcript = try #require(try read(page))
        #expect(transcript.format == "alibaba-html")
        #expect(transcript.platform == "alibaba")
        #expect(transcript.title == "林蔚 Lin Wei")
        #expect(transcript.dateOrder == .written)
        let messages = transcript.messages
        #expect(messages.map(\.sender) == ["林蔚 Lin Wei", "Dana Whitfield"])
        #expect(messages.map(\.isOwn) == [false, true])
        #expect(messages.map(\.text) == ["缺货\n功能等同", "No <b>"])
        #expect(messages.map(\.translation) == ["Out of stock", nil])
        #expect(
            messages.map { $0.clock?.text } == [
                "2026-01-19T09:20 (zone unknown)", "2026-01-19T09:21:07 (zone unknown)",
            ])
        #expect(messages[0].clock?.raw == "2026-01-19 09:20")
        #expect(messages[0].clock?.keeper == .thirdParty)
        #expect(transcript.remarks.isEmpty)
    }

    @Test
    func `an automatic reply is nobody's statement, but the same words typed by a person are`()
        throws
    {
        let page = alibabaPage(
            alibabaItem(said + "<div class=\"auto-send-tag\">系统自动发送</div>")
                + alibabaItem(said + "<span>自动接待发送</span>")
                + alibabaItem("<div class=\"session-rich-content text\">系统自动发送</div>"))
        let transcript = try #require(try read(page))
        #expect(transcript.messages.map(\.author) == [.automatic, .automatic, .person])
        #expect(transcript.messages.map(\.text) == ["你好", "你好", "系统自动发送"])
    }

    @Test func `files and pictures are named`() throws {
        let page = alibabaPage(
            alibabaItem(
                type: 61,
                """
                <div class="session-rich-content media"><div data-exp="card-file" data-query="{&quot;fileName&quot;: &quot;spec.pdf&quot;, &quot;fileSize&quot;: 5}">
                <span class="file-name">other</span></div></div>
                """)
                + alibabaItem(
                    type: 60,
                    "<div class=\"session-rich-content media\"><img src=\"https://sc04.alicdn.com/kf/H1.jpg_220x220.jpg?x=1\"></div>"
                )
                + alibabaItem(
                    type: 60,
                    "<div class=\"session-rich-content\"><img alt=\"board.jpg\" src=\"data:image/png;base64,AA\"></div>"
                ))
        let transcript = try #require(try read(page))
        #expect(
            transcript.messages.map { $0.attachments.map(\.name) } == [
                ["spec.pdf"], ["H1.jpg_220x220.jpg"], ["board.jpg"],
            ])
        #expect(transcript.messages.allSatisfy { $0.attachments.allSatisfy { $0.state == .named } })
        #expect(transcript.messages.allSatisfy { $0.text.isEmpty })
    }

    @Test func `without the known class names the visible text stays`() throws {
        let item = """
            <div data-exp="2020MC_Message_Show"><div class="item-base-info">2026-01-19 09:20</div>
            <div class="x1"><p>first</p><p>second</p></div></div>
            """
        let transcript = try #require(try read(alibabaPage(item)))
        #expect(transcript.messages[0].text == "first\nsecond")
        #expect(transcript.messages[0].isOwn == nil)
        #expect(transcript.messages[0].sender == nil)
    }

    @Test(
        arguments: [
            (
                "<!-- saved from url=(0049)https://message.alibaba.com/message/messenger.htm -->",
                "saved from message.alibaba.com", []
            ),
            (
                "<!-- saved from url=(0024)https://www.alibaba.com/ -->",
                "saved from www.alibaba.com", []
            ),
            (
                "<!--\n Page saved with SingleFile \n url: https://MESSAGE.Alibaba.com:443/m \n saved date: x\n-->",
                "saved from message.alibaba.com", []
            ),
            (
                "<!-- saved from url=(0041)https://message.alibaba.com.evil.example/ -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0032)https://notalibaba.com/message/x -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0043)https://message.alibaba.com@evil.example/a/ -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0043)https://evil.example\\message.alibaba.com/a/ -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0042)https://evil.example#.message.alibaba.com/ -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0022)file:///C:/messages.ht -->", nil,
                ["chat.saved-from.foreign"]
            ),
            (
                "<!-- saved from url=(0012)https://message.alibaba.com/message/messenger.htm -->",
                "saved from message.alibaba.com", ["chat.saved-from.altered"]
            ),
            ("", nil, []),
        ] as [(String, String?, [String])])
    func `the address a page was saved from counts only when its host is the platform's`(
        comment: String, evidence: String?, codes: [String]
    ) throws {
        let transcript = try #require(try read(alibabaPage(alibabaItem(said), comment: comment)))
        #expect(
            transcript.platformEvidence
                == evidence ?? "claimed by markup: the message centre's own attributes")
        #expect(transcript.remarks.map(\.code) == codes)
    }

    @Test func `a comment inside a message is no address`() throws {
        let forged =
            "<!-- saved from url=(0049)https://message.alibaba.com/message/messenger.htm -->"
        let page = alibabaPage(alibabaItem(forged + said), comment: "")
        #expect(try read(page)?.platformEvidence?.hasPrefix("claimed by markup") == true)
    }

    @Test func `messages out of order and without a time are remarked`() throws {
        let page = alibabaPage(
            alibabaItem(time: "2026-01-19 09:20", said)
                + alibabaItem(time: "2026-01-18 09:20", said)
                + alibabaItem(time: "yesterday", said))
        let transcript = try #require(try read(page))
        #expect(transcript.remarks.map(\.code) == ["chat.order.broken", "chat.clock.missing"])
        #expect(transcript.remarks[0].places == [Place(spot: .message(2))])
    }

    @Test(arguments: [
        "", "<html><body>hello</body></html>", "plain", "{\"2020MC_Message_Show\":1}",
    ])
    func `other pages are none`(text: String) throws {
        #expect(try read(Array(text.utf8)) == nil)
    }

    @Test func `deep and endless markup does not stop the reader`() throws {
        let deep = String(repeating: "<div>", count: 100_000)
        _ = try read(alibabaPage(alibabaItem(deep + said)))
        _ = try read(
            alibabaPage(String(repeating: "<div class=\"message-item-wrapper\">", count: 50_000)))
        _ = try read(
            alibabaPage(
                alibabaItem(
                    "<div class=\"session-rich-content text\">"
                        + String(repeating: "a", count: 1 << 20))))
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Places.sample.path),
            "the sample case folder is not here"))
    func `the sample's page has the story's 41 messages`() throws {
        let file = Places.sample.appendingPathComponent("C-chat/messages.html")
        let transcript = try #require(try read(Array(try Data(contentsOf: file))))
        #expect(transcript.messages.count == 41)
        #expect(transcript.messages.count { $0.author == .automatic } == 2)
        #expect(transcript.participants == ["Dana Whitfield", "林蔚 Lin Wei"])
        #expect(transcript.first?.raw == "2026-01-19 09:20")
        #expect(transcript.last?.raw == "2026-04-13 20:40")
        #expect(transcript.platformEvidence == "saved from message.alibaba.com")
        #expect(transcript.messages.flatMap(\.attachments).count == 2)
        #expect(transcript.messages.count { $0.translation != nil } == 21)
        #expect(transcript.remarks.isEmpty)
    }
}
