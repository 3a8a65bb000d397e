import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

/// One small chat in every format that has a reader, read through the table of readers.
@Suite(.serialized)
struct ChatShapeTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var format: String
        var platform: String
        var senders: [String?]
        var texts: [String]
        var first: String
        var last: String
        var authors: [ChatMessage.Author]? = nil
        var remarks: [String] = []

        var testDescription: String { format }
    }

    static func read(_ bytes: [UInt8], name: String = "a") throws -> Reading {
        let source = EvidenceSource(bytes)
        return ItemReader(place: .here, readers: ReaderTable.readers, usesPrograms: false)
            .read(source, fileName: name, type: try ContentType(of: source))
    }

    static let samples: [Sample] = [
        Sample(
            name: "LINE",
            text:
                "[LINE] Chat history with Mei\nSaved on: 2024/01/16 10:00\n\n2024/01/15(Mon)\n09:05\tMei\tgood morning\n09:06\tTom\t\"two\nlines\"\n09:07\tMei unsent a message.\n",
            format: "line-txt", platform: "line", senders: ["Mei", "Tom", nil],
            texts: ["good morning", "two\nlines", "Mei unsent a message."],
            first: "2024-01-15T09:05 (zone unknown)", last: "2024-01-15T09:07 (zone unknown)",
            authors: [.person, .person, .system]),
        Sample(
            name: "LINE in Japanese",
            text:
                "[LINE] メイとのトーク履歴\n保存日時：2025/12/31 10:00\n\n2025.12.30 火曜日\n午後1:05\tメイ\tこんにちは\n",
            format: "line-txt", platform: "line", senders: ["メイ"], texts: ["こんにちは"],
            first: "2025-12-30T13:05 (zone unknown)", last: "2025-12-30T13:05 (zone unknown)"),
        Sample(
            name: "Signal",
            text: "[2019-12-24, 12:23] Jane Doe: Hello: you\nmore\n[2019-12-24, 12:24] You: Hi\n",
            format: "signal-txt", platform: "signal", senders: ["Jane Doe", "You"],
            texts: ["Hello: you\nmore", "Hi"], first: "2019-12-24T12:23 (zone unknown)",
            last: "2019-12-24T12:24 (zone unknown)", remarks: ["chat.converted"]),
        Sample(
            name: "WeChat, copied",
            text: "·王芳\n2026年9月10日 17:33\n你好\n\n再见\n\n·Tom\n2026年9月10日 下午5:34\n[图片] 图片_1.jpg\n",
            format: "wechat-copy", platform: "wechat", senders: ["王芳", "Tom"],
            texts: ["你好\n\n再见", "[图片] 图片_1.jpg"], first: "2026-09-10T17:33 (zone unknown)",
            last: "2026-09-10T17:34 (zone unknown)",
            remarks: ["chat.converted", "chat.media.omitted"]),
        Sample(
            name: "WeChat, MemoTrace text",
            text: "2024-10-04 11:42:00 王芳\n你好\n\n2024-10-04 11:43:10 Tom\nhi\n",
            format: "wechat-txt", platform: "wechat", senders: ["王芳", "Tom"], texts: ["你好", "hi"],
            first: "2024-10-04T11:42:00 (zone unknown)",
            last: "2024-10-04T11:43:10 (zone unknown)", remarks: ["chat.converted"]),
        Sample(
            name: "WeChat, WechatExporter text",
            text:
                "王芳 (2024-10-04 11:42:00):你好\nSystem Message (2024-10-04 11:43:00):王芳撤回了一条消息\n",
            format: "wechat-txt", platform: "wechat", senders: ["王芳", nil],
            texts: ["你好", "王芳撤回了一条消息"], first: "2024-10-04T11:42:00 (zone unknown)",
            last: "2024-10-04T11:43:00 (zone unknown)", authors: [.person, .system],
            remarks: ["chat.converted"]),
        Sample(
            name: "WeChat, WeFlow JSON",
            text: """
                {"weflow":{"version":"1"},"session":{"wxid":"wxid_1","displayName":"王芳","messageCount":3},
                "messages":[{"createTime":1728013320,"formattedTime":"2024-10-04 11:42:00","type":"文本消息",
                "content":"你好","isSend":0,"senderDisplayName":"王芳"},
                {"createTime":1728013380,"formattedTime":"2024-10-04 11:43:00","type":"系统消息",
                "content":"王芳撤回了一条消息","isSend":0,"senderUsername":"x"}]}
                """,
            format: "wechat-json", platform: "wechat", senders: ["王芳", nil],
            texts: ["你好", "王芳撤回了一条消息"], first: "2024-10-04T11:42:00+08:00",
            last: "2024-10-04T11:43:00+08:00", authors: [.person, .system],
            remarks: ["chat.converted", "chat.count.conflict", "chat.deleted"]),
        Sample(
            name: "ChatLab",
            text: """
                {"chatlab":{"version":"0.0.1"},"meta":{"name":"群","platform":"qq","type":"group"},
                "members":[{"platformId":"1","accountName":"Tom"}],
                "messages":[{"sender":"1","timestamp":1728013320,"type":0,"content":"hi"},
                {"sender":"1","timestamp":1728013380,"type":81,"content":"recalled"}]}
                """,
            format: "chatlab", platform: "qq", senders: ["Tom", nil], texts: ["hi", "recalled"],
            first: "2024-10-04T03:42:00+00:00", last: "2024-10-04T03:43:00+00:00",
            authors: [.person, .system], remarks: ["chat.converted", "chat.deleted"]),
        Sample(
            name: "Telegram, whose escapes are no JSON",
            text: """
                {"name":"Bob","type":"personal_chat","messages":[
                {"id":1,"type":"service","date":"2024-03-15T14:20:00","date_unixtime":"1710505200","actor":"Bob","action":"phone_call","text":""},
                {"id":2,"type":"message","date":"2024-03-15T14:20:00","date_unixtime":"1710505200","edited":"2024-03-15T14:21:00",
                "from":"Bob","text":["a\\x1Fb ",{"type":"bold","text":"c"}],
                "file":"(File not included. Change data exporting settings to download.)"}]}
                """,
            format: "telegram-json", platform: "telegram", senders: [nil, "Bob"],
            texts: ["Bob phone_call", "a\u{1F}b c"], first: "2024-03-15T14:20:00+02:00",
            last: "2024-03-15T14:20:00+02:00", authors: [.system, .person],
            remarks: ["chat.edited", "chat.json.repaired", "chat.media.omitted"]),
        Sample(
            name: "Messenger, whose letters are Latin-1",
            text:
                #"{"participants":[],"title":"A","messages":[{"sender_name":"Bj\u00c3\u00b6rn","timestamp_ms":1577186640000,"content":"\u00e4\u00b8\u0080"},{"sender_name":"Jane","timestamp_ms":1577186580000,"content":"caf\u00e9"}]}"#,
            format: "meta-json", platform: "messenger or instagram", senders: ["Jane", "Björn"],
            texts: ["café", "一"], first: "2019-12-24T11:23:00+00:00",
            last: "2019-12-24T11:24:00+00:00"),
        Sample(
            name: "a table",
            text:
                "Date;From;Message\n13/02/2024 09:05;Mei;\"hello; \"\"you\"\"\nline\"\n14/02/2024 10:00;Tom;bye\n",
            format: "chat-csv", platform: "unknown", senders: ["Mei", "Tom"],
            texts: ["hello; \"you\"\nline", "bye"], first: "2024-02-13T09:05 (zone unknown)",
            last: "2024-02-14T10:00 (zone unknown)", remarks: ["chat.columns.assumed"]),
        Sample(
            name: "WeChat, MemoTrace table",
            text:
                "\u{FEFF}localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender\n1,2,1,0,0,1728013320,,你好,2024-10-04 11:42:00,,王芳,王芳\n2,2,10000,0,0,1728013380,,撤回了一条消息,2024-10-04 11:43:00,,王芳,王芳\n",
            format: "wechat-csv", platform: "wechat", senders: ["王芳", nil],
            texts: ["你好", "撤回了一条消息"], first: "2024-10-04T11:42:00 (zone unknown)",
            last: "2024-10-04T11:43:00 (zone unknown)", authors: [.person, .system],
            remarks: ["chat.converted", "chat.deleted"]),
        Sample(
            name: "Messages",
            text: """
                <html><body><div class="message"><div class="received"><p><span class="timestamp"><a>Jul 17, 2022  5:04:04 PM</a> (Read by you after 5 seconds)</span>
                <span class="sender">+1 555 0100</span></p><div class="message_part"><span class="bubble">hi</span></div></div></div></body></html>
                """,
            format: "imessage-html", platform: "imessage", senders: ["+1 555 0100"], texts: ["hi"],
            first: "2022-07-17T17:04:04 (zone unknown)", last: "2022-07-17T17:04:04 (zone unknown)",
            remarks: ["chat.converted"]),
        Sample(
            name: "WeChat, WechatExporter page",
            text: """
                <html><head><title>王芳</title></head><body><div class="msg chat-item" msgid="1" msgtype="1"><div class="nt-box"><span class="dspname" wxId="wxid_1">王芳</span> 2024-10-04 11:42:00</div>
                <div class="content"><pre>你好</pre></div></div></body></html>
                """,
            format: "wechat-html", platform: "wechat", senders: ["王芳"], texts: ["你好"],
            first: "2024-10-04T11:42:00 (zone unknown)", last: "2024-10-04T11:42:00 (zone unknown)",
            remarks: ["chat.converted"]),
        Sample(
            name: "Telegram page with a joined message",
            text: """
                <html><body><div class="message default clearfix" id="message1"><div class="body"><div class="pull_right date details" title="14.05.2023 16:43:57">16:43</div><div class="from_name">Al</div><div class="text">a<br>b</div></div></div>
                <div class="message default clearfix joined" id="message2"><div class="body"><div class="pull_right date details" title="14.05.2023 16:44:00">16:44</div><div class="forwarded body"><div class="from_name">Eve</div><div class="text">c</div></div></div></div></body></html>
                """,
            format: "telegram-html", platform: "telegram", senders: ["Al", "Al"],
            texts: ["a\nb", "c"],
            first: "2023-05-14T16:43:57 (zone unknown)", last: "2023-05-14T16:44:00 (zone unknown)"),
        Sample(
            name: "Alibaba, saved with its parts",
            text: """
                From: <Saved by Blink>
                Snapshot-Content-Location: https://message.alibaba.com/message/messenger.htm
                Subject: Messages
                Date: Fri, 10 Apr 2026 13:40:00 -0000
                MIME-Version: 1.0
                Content-Type: multipart/related; type="text/html"; boundary="----x"

                ------x
                Content-Type: text/html
                Content-Transfer-Encoding: quoted-printable
                Content-Location: https://message.alibaba.com/message/messenger.htm

                <html><body><div class=3D"message-item-wrapper item-left" data-exp=3D"2020MC_Message_Show" data-expinfo=3D'{"messageType":1}'><div class=3D"item-base-info">2026-04-09 14:06</div><div class=3D"session-rich-content text">ship=
                ped</div></div></body></html>
                ------x--
                """,
            format: "alibaba-mhtml", platform: "alibaba", senders: [nil], texts: ["shipped"],
            first: "2026-04-09T14:06 (zone unknown)", last: "2026-04-09T14:06 (zone unknown)"),
        Sample(
            name: "a mailbox",
            text:
                "From a@b Thu Apr  9 14:06:00 2026\nFrom: =?utf-8?Q?Bj=C3=B6rn?= <b@c.example>\nDate: Thu, 9 Apr 2026 14:06:31 -0500 (CDT)\nSubject: =?gb2312?B?xOO6ww==?=\n\n>From here\nend\n\nFrom x@y Thu Apr  9 14:07:00 2026\nFrom: x@y.example\nAuto-Submitted: auto-replied\nDate: 9 Apr 2026 14:07:00 GMT\nSubject: out\n\naway\n",
            format: "mbox", platform: "e-mail",
            senders: ["Björn <b@c.example>", "x@y.example"],
            texts: ["你好\n\nFrom here\nend", "out\n\naway"], first: "2026-04-09T14:06:31-05:00",
            last: "2026-04-09T14:07:00+00:00", authors: [.person, .automatic],
            remarks: ["chat.order.broken"]),
    ]

    @Test(arguments: samples)
    func `a chat is read by its structure`(sample: Sample) throws {
        let reading = try Self.read(Array(sample.text.utf8))
        guard case .chat(let transcript) = reading else {
            Issue.record("\(sample.name) is read as \(reading)")
            return
        }
        #expect(transcript.format == sample.format)
        #expect(transcript.platform == sample.platform)
        #expect(transcript.messages.map(\.sender) == sample.senders)
        #expect(transcript.messages.map(\.text) == sample.texts)
        #expect(transcript.first?.text == sample.first)
        #expect(transcript.last?.text == sample.last)
        if let authors = sample.authors { #expect(transcript.messages.map(\.author) == authors) }
        #expect(transcript.remarks.map(\.code).sorted() == sample.remarks.sorted())
    }

    @Test(arguments: [
        "date,weight,note\n2024-01-01,3,x\n", "name,text\na,b\n",
        "2024-01-01 10:00:00 [INFO] started\n2024-01-01 10:00:01 [WARN] late\n",
        "{\"messages\":[]}", "{\"messages\":[1,2]}", "{\"events\":[{\"type\":\"x\"}]}",
        "[LINE] something\n", "shopping list\nmilk\n",
    ])
    func `what only looks like a chat is none`(text: String) throws {
        #expect(try Self.read(Array(text.utf8)) == .opaque)
    }

    /// Inputs of which each doubling must not take more than two and a half times as long.
    static let repeated: [(name: String, head: String, unit: String, tail: String)] = [
        ("WhatsApp", "", "29/01/18, 12:24 - Bob: hi there\n", ""),
        ("QQ", "消息对象:x\n", "2019-09-23 8:43:38 PM a(1)\nx\n\n", ""),
        ("table", "time,sender,text\n", "2024-01-01 10:00,a,\"b\"\n", ""),
        ("quotes", "time,sender,text\n", "\"\"\"\"", ""),
        (
            "Telegram", "{\"messages\":[",
            "{\"type\":\"message\",\"date\":\"2024-03-15T14:20:00\",\"from\":\"a\",\"text\":\"b\"},",
            "{\"type\":\"message\",\"date\":\"2024-03-15T14:20:00\",\"from\":\"a\",\"text\":\"b\"}]}"
        ),
        (
            "page", "<html><body>",
            "<div class=\"message default\" id=\"m\"><div class=\"date\" title=\"14.05.2023 16:43:57\"></div><div class=\"from_name\">A</div><div class=\"text\">b</div></div>",
            "</body></html>"
        ),
        ("letters", "", "a", ""), ("brackets", "", "[", ""),
        ("mail", "From: a\nDate: b\n\n", "=?", ""),
        ("mail header", "From: a\nDate: b\nSubject: ", "=?utf-8?q?a?=", "\n\nx"),
    ]

    @Test(arguments: repeated.map(\.name))
    func `reading takes time in proportion to the input`(name: String) throws {
        let sample = try #require(Self.repeated.first { $0.name == name })
        func text(_ byteCount: Int) -> [UInt8] {
            let count = byteCount / sample.unit.utf8.count
            return Array((sample.head + String(repeating: sample.unit, count: count) + sample.tail).utf8)
        }
        // A quarter of the size the promise is made for, and an eighth of that: this is the slow build.
        let (short, long) = (text(128 << 10), text(1 << 20))
        let bound = 2.5 * 2.5 * 2.5
        let growth = try ProcessorTime.growth(
            below: bound, smaller: { _ = try Self.read(short) }, larger: { _ = try Self.read(long) })
        #expect(growth < bound)
    }
}
