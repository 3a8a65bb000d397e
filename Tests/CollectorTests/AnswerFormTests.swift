import ClaimModel
import Testing

@testable import Collector

struct AnswerFormTests {
    private static let chat = Reading.chat(
        ChatTranscript(
            format: "whatsapp-txt", platform: "whatsapp", platformEvidence: nil,
            title: "\"Bob\"\\ \u{1}\n\u{202E}é漢🍿", dateOrder: .undecided,
            messages: [
                ChatMessage(
                    number: 1, author: .person, sender: "Bob", isOwn: true,
                    clock: ClockReading(iso8601: "2026-04-09T14:06:31-05:00", keeper: .device),
                    text: "hi", translation: "你好",
                    attachments: [ChatAttachment(name: "a", state: .missing)],
                    marks: [.edited, .deleted], line: 3)
            ], missingAttachments: ["a"],
            remarks: [
                Finding(
                    code: "a.b", severity: .note,
                    places: [
                        Place(spot: .whole), Place(spot: .field("x", line: nil)),
                        Place(spot: .line(1, column: 2)),
                        Place(spot: .page(1, box: PageBox(left: -1, top: 2, right: 3, bottom: 4))),
                        Place(spot: .message(7)), Place(spot: .member("$.a")),
                    ], message: "m", remedy: "r", effort: .days, gain: 4,
                    citations: [Citation(text: "t", place: Place(), origin: .read)])
            ]))

    @Test func `a reading comes back as it was written`() throws {
        let bytes = FormWriter.bytes(of: WorkerAnswer.read(Self.chat))
        guard case .read(let copy) = try FormReader.read(bytes) as WorkerAnswer else {
            Issue.record("no reading")
            return
        }
        #expect(copy == Self.chat)
        // A strange parser takes it for JSON, too.
        _ = try JSONReader.read(bytes)
    }

    @Test(arguments: [
        "", "[", "[]", "null", "{}", "[\"read\"]", "[\"read\",[\"opaque\"]]x",
        "[\"read\",[\"opaque\"],1]", "[\"read\",[\"opaque\",1]]", "[\"lie\",[\"opaque\"]]",
        "[\"read\",[\"unread\",1]]", "[\"read\",[\"unread\",\"\\q\"]]", " [\"read\",[\"opaque\"]]",
        "[\"read\",[\"chat\",[\"f\",\"p\",null,null,\"written\",[[99999999999999999999]],[],[]]]]",
        "[\"read\",[\"image\",[\"png\",1,1,[],[91000000,0]]]]", "[\"read\",[\"unread\",\"\n\"]]",
        "[\"read\",{\"a\":1,\"a\":1}]", "[\"read\" , [\"opaque\"]]", "[\"read\",[\"unread\",\"a]]",
    ])
    func `an answer that is not in the form is refused`(text: String) {
        #expect(throws: FormProblem.self) {
            try FormReader.read(Array(text.utf8)) as WorkerAnswer
        }
    }

    @Test func `a deep answer and one that is no UTF-8 are refused`() {
        for bytes in [
            [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000),
            Array("[\"read\",[\"unread\",\"".utf8) + [0xFF] + Array("\"]]".utf8),
        ] {
            #expect(throws: FormProblem.self) { try FormReader.read(bytes) as WorkerAnswer }
        }
    }

    @Test func `no damage to an answer makes its reader trap`() {
        let bytes = FormWriter.bytes(of: WorkerAnswer.read(Self.chat))
        for index in bytes.indices {
            for value: UInt8 in [0, 0x22, 0x2C, 0x2D, 0x5B, 0x5C, 0x5D, 0x39, 0xFF] {
                var damaged = bytes
                damaged[index] = value
                _ = try? FormReader.read(damaged) as WorkerAnswer
            }
            _ = try? FormReader.read(Array(bytes[..<index])) as WorkerAnswer
        }
    }
}
