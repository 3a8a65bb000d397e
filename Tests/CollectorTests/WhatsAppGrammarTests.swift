import ClaimModel
import Testing

@testable import Collector

/// The transcript of a text, named as a phone names it.
func whatsApp(_ text: String, fileName: String = "_chat.txt") throws -> ChatTranscript? {
    try WhatsAppReader.read(EvidenceSource(Array(text.utf8)), fileName: fileName)
}

struct WhatsAppGrammarTests {
    /// One message in the form of each language and system.
    @Test(arguments: [
        ("1/29/18, 12:24 PM - Bob: hi", "2018-01-29T12:24"),
        ("1/29/18, 12:24\u{202F}AM - Bob: hi", "2018-01-29T00:24"),
        ("[29.01.18, 12:24:03] Bob: hi", "2018-01-29T12:24:03"),
        ("\u{FEFF}[\u{FEFF}29.01.18, 12:24:03] Bob: hi", "2018-01-29T12:24:03"),
        ("\u{200E}[29.01.18, 12:24:03] Bob: hi", "2018-01-29T12:24:03"),
        ("[2018/06/13, 21:25:15] Bob: hi", "2018-06-13T21:25:15"),
        ("2019/01/01, 11:25 - Bob: hi", "2019-01-01T11:25"),
        ("13.6.2018 klo 21.25.15 - Bob: hi", "2018-06-13T21:25:15"),
        ("13. 6. 2018. 21:25:15 Bob: hi", "2018-06-13T21:25:15"),
        ("13. 6. 2018. 21:25:15 - Bob: hi", "2018-06-13T21:25:15"),
        ("13/6/2018 1:55 p.\u{A0}m. - Bob: hi", "2018-06-13T13:55"),
        ("13/6/18 1:55 p. m. - Bob: hi", "2018-06-13T13:55"),
        ("13-06-2018, 01.55 PM - Bob: hi", "2018-06-13T13:55"),
        ("13.06.18 21.25.15: Bob: hi", "2018-06-13T21:25:15"),
        ("13.06.18 21:25: Bob: hi", "2018-06-13T21:25"),
        ("[31/12/2022 11:40:26] Bob: hi", "2022-12-31T11:40:26"),
        ("[2022/7/21 05:11:12] Bob: hi", "2022-07-21T05:11:12"),
        ("2026/4/6 下午1:54 - Bob: hi", "2026-04-06T13:54"),
        ("[18/7/2024 上午12:05:45] Bob: hi", "2024-07-18T00:05:45"),
        ("[2024/7/18 午後0:30:00] Bob: hi", "2024-07-18T12:30:00"),
        ("2024. 7. 18. 오후 9:05 - Bob: hi", "2024-07-18T21:05"),
        ("2024년", nil),
        ("2018年6月13日 21:25 - Bob: hi", "2018-06-13T21:25"),
        ("[13\u{200F}/6\u{200F}/2018, 9:25:15 م] Bob: hi", "2018-06-13T21:25:15"),
        ("[٢٩/٠١/٢٠١٨، ١٢:٢٤:٠٣] Bob: hi", "2018-01-29T12:24:03"),
        ("[13/6/2561 21:25:15] Bob: hi", "2018-06-13T21:25:15"),
        ("01/30/18, 00:23 AM - Bob: hi", "2018-01-30T00:23"),
        ("18/6/13 下午9:25 - Bob: hi", "2018-06-13T21:25"),
        ("29/01/18, 25:00 - Bob: hi", nil),
        ("29/13/18, 12:00 - Bob: hi", nil),
        ("[29.01.18, 12:24:03 Bob: hi", nil),
        ("29.01.18, 12:24 Bob: hi", nil),
        ("29.01/18, 12:24 - Bob: hi", nil),
        ("2026-04-09 14:06", nil),
    ])
    func `a line of any language is read`(line: String, expected: String?) throws {
        let message = try whatsApp(line)?.messages.first
        #expect(message?.clock?.wallClock.description == expected)
        if expected != nil {
            #expect(message?.sender == "Bob")
            #expect(message?.text == "hi")
            #expect(message?.clock?.offset == nil)
            #expect(message?.clock?.offsetSource == .unknown)
            #expect(message?.clock?.keeper == .device)
        }
    }

    @Test func `lines that start no message belong to the one before`() throws {
        let text =
            "29/01/18, 12:24 - Bob: one\r\ntwo: three\r\n\r\nfour\r\n29/01/18, 12:25 - Eve: x\r\n"
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.messages.map(\.text) == ["one\ntwo: three\n\nfour", "x"])
        #expect(transcript.messages.map(\.line) == [1, 5])
    }

    @Test func `a line without a sender is a notice of the program`() throws {
        let text = """
            29/01/18, 12:24 - You created group "A: B"
            29/01/18, 12:24 - Bob: hi
            29/01/18, 12:25 - Bob changed the subject from “x” to “y: z
            29/01/18, 12:26 - Bob:
            29/01/18, 12:27 - Bob:.
            """
        let messages = try #require(try whatsApp(text)).messages
        #expect(messages.map(\.author) == [.system, .person, .system, .person, .system])
        #expect(messages[3].text.isEmpty)
    }

    @Test func `senders keep their label without marks of direction`() throws {
        let text = """
            [29/01/18, 12:24:01] \u{202A}+86 138 0013 8000\u{202C}: a
            [29/01/18, 12:24:02] ~\u{202F}Dana: b
            [29/01/18, 12:24:03] \u{200E}Lin: c
            """
        #expect(
            try #require(try whatsApp(text)).participants
                == ["+86 138 0013 8000", "~\u{202F}Dana", "Lin"])
    }

    @Test func `a pasted message of another export stays a quotation`() throws {
        let text = """
            29/01/18, 12:24 - Bob: he wrote
            [29/01/18, 12:20:00] Eve: I accept the goods
            29/01/18, 12:25 - Bob: see
            """
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.messages.count == 2)
        #expect(transcript.participants == ["Bob"])
        #expect(transcript.remarks.map(\.code) == ["chat.header.foreign"])
    }

    @Test func `a broken order of lines is remarked with its line`() throws {
        let text = """
            29/01/18, 12:24 - Bob: a
            28/01/18, 12:24 - Bob: b
            28/01/18, 12:00 - Bob: c
            """
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.remarks.map(\.code) == ["chat.order.broken", "chat.order.unsteady"])
        #expect(transcript.remarks[0].places == [Place(spot: .line(2, column: nil))])
    }

    @Test func `nonsense of a twelve hour clock is read as it stands and remarked`() throws {
        let transcript = try #require(
            try whatsApp("01/30/18, 00:23 AM - Bob: a\n01/30/18, 13:00 PM - Bob: b"))
        #expect(transcript.messages.compactMap(\.clock?.wallClock.hour) == [0, 13])
        #expect(transcript.remarks.map(\.code) == ["chat.clock.odd"])
    }

    @Test func `text in UTF-16 with its mark is read`() throws {
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in "29/01/18, 12:24 - 林: 你好".utf16 {
            bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
        let transcript = try WhatsAppReader.read(EvidenceSource(bytes), fileName: "x.txt")
        #expect(transcript?.messages.first?.text == "你好")
    }

    @Test func `damaged characters are shown and remarked with their line`() throws {
        let bytes = Array("29/01/18, 12:24 - Bob: a\n29/01/18, 12:24 - Bob: ".utf8) + [0xC3, 0x28]
        let transcript = try #require(
            try WhatsAppReader.read(EvidenceSource(bytes), fileName: "x.txt"))
        #expect(transcript.messages[1].text == "\u{FFFD}(")
        #expect(transcript.remarks.map(\.code) == ["chat.text.damaged"])
        #expect(transcript.remarks[0].places.first?.spot == .line(2, column: nil))
    }

    @Test(arguments: [
        "", "hello", "\n\n\n", "2026-04-09 14:06:00 INFO started\n2026-04-09 14:06:01 INFO stopped",
        "29/01/18, 12:24 - You created the group", "{\"a\": 1}", "<html></html>",
        "Dear Sir,\nwe write on 29/01/18, 12:24 - nothing: else\nof note.\nRegards",
    ])
    func `other texts are no export`(text: String) throws {
        #expect(try whatsApp(text) == nil)
    }

    @Test func `the chat's name is taken from the name of the export`() throws {
        let line = "29/01/18, 12:24 - Bob: hi"
        for (name, title) in [
            ("WhatsApp Chat with Lin Wei.txt", "Lin Wei"), ("与林蔚的 WhatsApp 聊天.txt", "林蔚"),
            ("WhatsApp-Chat mit Lin.txt", "Lin"), ("_chat.txt", nil), ("notes.txt", nil),
        ] {
            #expect(try whatsApp(line, fileName: name)?.title == title)
        }
    }
}
