import ClaimModel
import Testing

@testable import Collector

private func message(_ body: String) throws -> (ChatMessage, ChatTranscript) {
    let transcript = try #require(
        try whatsApp("29/01/18, 12:24 - Eve: x\n29/01/18, 12:25 - Bob: \(body)"))
    return (try #require(transcript.messages.last), transcript)
}

struct WhatsAppMarkerTests {
    @Test(arguments: [
        "<Media omitted>", "<Medien ausgeschlossen>", "<省略影音内容>", "\u{200E}image omitted",
        "Bild weggelassen", "圖片已略去", "<Multimedia omitido>", "<Mídia oculta>", "<Media omessi>",
    ])
    func `media left out are counted and have no name`(body: String) throws {
        let (message, transcript) = try message(body)
        #expect(message.attachments == [ChatAttachment(name: "", state: .omitted)])
        #expect(message.author == .person)
        #expect(transcript.remarks.map(\.code) == ["chat.media.omitted"])
    }

    @Test func `a document left out keeps the name the export gives it`() throws {
        let (message, _) = try message("\u{200E}report.pdf • \u{200E}3 pages document omitted")
        #expect(message.attachments == [ChatAttachment(name: "report.pdf", state: .omitted)])
    }

    @Test(arguments: [
        ("IMG-20180129-WA0001.jpg (file attached)", "IMG-20180129-WA0001.jpg"),
        ("\u{200E}\u{200E}PTT-20180129-WA0025.opus (Datei angehängt)", "PTT-20180129-WA0025.opus"),
        ("offer final.pdf (archivo adjunto)\nsee page 2", "offer final.pdf"),
        ("\u{200E}<attached: \u{200E}PTT-20180129-WA0025.opus>", "PTT-20180129-WA0025.opus"),
        (
            "see this \u{200E}<attached: 00000012-PHOTO-2018-01-29-12-25-00.jpg>",
            "00000012-PHOTO-2018-01-29-12-25-00.jpg"
        ),
        (
            "\u{200E}<附件：00000002-VIDEO-2018-01-29-12-25-00.mp4>",
            "00000002-VIDEO-2018-01-29-12-25-00.mp4"
        ),
        ("<pièce jointe : contrat.pdf>", "contrat.pdf"),
        // Words of a language that is in no table.
        ("IMG-20180129-WA0001.jpg (fil vedhæftet)", "IMG-20180129-WA0001.jpg"),
        (
            "<vedhæftet: 00000012-PHOTO-2018-01-29-12-25-00.jpg>",
            "00000012-PHOTO-2018-01-29-12-25-00.jpg"
        ),
    ])
    func `an attached file is named`(body: String, name: String) throws {
        let (message, _) = try message(body)
        #expect(message.attachments == [ChatAttachment(name: name, state: .named)])
    }

    @Test(arguments: [
        "a (b)", "see <this>", "<attached", "x > y < z", "(file attached)", "press <Enter: now>",
        "photo.jpg (nice)", "<attached: >",
    ])
    func `ordinary text is no attachment`(body: String) throws {
        #expect(try message(body).0.attachments.isEmpty)
    }

    @Test func `the Chinese form without a space behind the name is read`() throws {
        let text = "[10/7/2024 下午1:38:12] Klaus:\u{200E}<附件：00000042-PHOTO-2024-07-10-13-38-12.jpg>"
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.messages[0].sender == "Klaus")
        #expect(transcript.messages[0].attachments.count == 1)
        #expect(transcript.dateOrder == .dayFirst)
    }

    @Test(arguments: [
        "This message was deleted.", "This message was deleted", "You deleted this message.",
        "\u{200E}Diese Nachricht wurde gelöscht.", "此訊息已刪除", "此消息已删除。",
    ])
    func `a deleted message is marked and remarked`(body: String) throws {
        let (message, transcript) = try message(body)
        #expect(message.marks == [.deleted])
        #expect(transcript.remarks.map(\.code) == ["chat.deleted"])
    }

    @Test(arguments: [
        "Moved to 3pm <This message was edited>", "Moved \u{200E}<This message was edited.>",
        "Gut <Diese Nachricht wurde bearbeitet>", "Bien <Este mensaje fue editado>",
    ])
    func `an edited message is marked and remarked`(body: String) throws {
        let (message, transcript) = try message(body)
        #expect(message.marks == [.edited])
        #expect(transcript.remarks.map(\.code) == ["chat.edited"])
    }

    @Test func `an encryption notice in a person's name is no statement`() throws {
        let text = """
            [2022/7/21 05:11:12] Sunaya: \u{200E}消息和通话已进行端到端加密。只有此聊天中的成员可以读取。
            [2022/7/21 05:11:13] Bob: hi
            """
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.messages[0].author == .system)
        #expect(transcript.messages[0].sender == "Sunaya")
        #expect(transcript.participants == ["Bob"])
        #expect(transcript.platformEvidence == "WhatsApp's encryption notice")
    }

    @Test func `disappearing messages and changed security codes are remarked`() throws {
        let text = """
            29/01/18, 12:24 - Eve turned on disappearing messages. New messages will disappear.
            29/01/18, 12:24 - Your security code with Eve changed. Tap to learn more.
            29/01/18, 12:25 - Bob: do you mean the security code with a lock?
            """
        let codes = try #require(try whatsApp(text)).remarks.map(\.code)
        #expect(codes == ["chat.messages.disappearing", "chat.security-code.changed"])
    }

    @Test(arguments: [
        ("Missed voice call", ChatMessage.Author.system), ("\u{200E}Missed video call", .system),
        ("Missed voice call.", .system), ("\u{200E}Missed voice call, \u{200E}Tap to call back", .system),
        ("未接语音通话", .system), ("Verpasster Sprachanruf", .system),
        ("\u{200E}Messages and calls are end-to-end encrypted. Tap to learn more.", .system),
        ("Missed voice call. OK we accept the delay", .person),
        ("\u{200E}Missed voice call, we accept the delay", .person),
        ("未接语音通话，我们同意延期", .person),
        ("Messages and calls are end-to-end encrypted, and we accept the delay", .person),
        ("Your security code with the bank is not needed, we accept", .person),
    ])
    func `only whole notices are taken from the person in whose name they stand`(
        body: String, author: ChatMessage.Author
    ) throws {
        let (message, _) = try message(body)
        #expect(message.author == author)
        #expect(message.sender == "Bob")
    }

    @Test func `every format says with the same words that a message was changed or taken back`() throws {
        let whatsApp = try #require(
            try whatsApp(
                "29/01/18, 12:24 - Eve: x <This message was edited>\n29/01/18, 12:25 - Bob: This message was deleted"
            ))
        let manifest = """
            {"version":"2.0.0","participants":[{"id":"p","display":"A"}],"conversations":[{"id":"c","platform":"x"}],
            "events":[{"type":"message","participant":"p","timestamp":"2026-04-09T14:06:00Z","body":"a","edits":[{"new":"a"}]},
            {"type":"message","participant":"p","timestamp":"2026-04-09T14:07:00Z","body":"","deleted":true}]}
            """
        guard case .chat(let other) = try ChatShapeTests.read(Array(manifest.utf8)) else {
            Issue.record("not read as a chat")
            return
        }
        #expect(whatsApp.remarks.map(\.code) == ["chat.edited", "chat.deleted"])
        #expect(other.remarks.map(\.message) == whatsApp.remarks.map(\.message))
        #expect(other.remarks.map(\.code) == whatsApp.remarks.map(\.code))
        #expect(other.remarks.map(\.severity) == whatsApp.remarks.map(\.severity))
    }
}
