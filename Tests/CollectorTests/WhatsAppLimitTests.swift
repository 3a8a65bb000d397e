import ClaimModel
import Synchronization
import TestSupport
import Testing

@testable import Collector

struct WhatsAppLimitTests {
    @Test func `a line longer than the cap is cut and remarked`() throws {
        let long = String(repeating: "a", count: WhatsAppText.lineByteLimit + 500)
        let text = "29/01/18, 12:24 - Bob: \(long)\nmore\n29/01/18, 12:25 - Bob: b"
        let transcript = try #require(try whatsApp(text))
        #expect(transcript.messages.count == 2)
        #expect(transcript.messages[0].text.utf8.count == WhatsAppText.lineByteLimit - 23)
        #expect(transcript.remarks.map(\.code) == ["chat.line.cut"])
    }

    @Test(arguments: [(2, 2, ["chat.messages.cut"]), (3, 3, []), (4, 3, [])])
    func `messages beyond the limit are named, and up to it none is lost`(
        limit: Int, count: Int, codes: [String]
    ) throws {
        let text = "29/01/18, 12:24 - Bob: a\n29/01/18, 12:25 - Bob: b\n29/01/18, 12:26 - Bob: c\n"
        let transcript = try #require(
            WhatsAppText.transcript(Array(text.utf8), format: "x", title: nil, limit: limit))
        #expect(transcript.messages.count == count)
        #expect(transcript.remarks.map(\.code) == codes)
    }

    @Test func `a chat of a million messages is within every limit on its way`() {
        #expect(WhatsAppText.messageLimit >= 1_000_000)
        #expect(FormReader.elementLimit >= WhatsAppText.messageLimit)
        // A hundred bytes for each message, and what the answer adds to them.
        #expect(WhatsAppText.byteLimit >= 100 * 1_000_000)
        #expect(ItemReader.answerByteLimit >= 2 * 100 * 1_000_000)
    }

    @Test(arguments: [1, 300, 20_000])
    func `a chat written message by message is the chat that is kept whole`(count: Int) throws {
        let text = (0..<count).map {
            "\($0 % 28 + 1)/01/18, 12:\(10 + $0 % 50) - \($0 % 3 == 0 ? "Eve" : "Bob"): line \"\($0)\"\nIMG-20180129-WA0001.jpg (file attached)\n"
        }.joined()
        let whole = try #require(
            WhatsAppText.transcript(Array(text.utf8), format: "whatsapp-txt", title: "x"))
        let answer = Mutex<[UInt8]>([])
        let blocks = Mutex(0)
        let sink = MessageSink { block in
            answer.withLock { $0 += block }
            blocks.withLock { $0 += 1 }
            return true
        }
        let rest = try #require(
            WhatsAppText.transcript(
                Array(text.utf8), format: "whatsapp-txt", title: "x", into: sink))
        #expect(rest.messages.isEmpty)
        #expect(sink.finish(.chat(rest)))
        guard case .read(.chat(let read)) = try FormReader.read(answer.withLock { $0 }) as WorkerAnswer
        else {
            Issue.record("not read as a chat")
            return
        }
        let isSame = read == whole
        #expect(isSame)
        #expect(whole.messages.count == count)
        #expect(count < 20_000 || blocks.withLock { $0 } > 3)
    }

    @Test func `an answer nobody takes is none`() throws {
        let text = String(repeating: "29/01/18, 12:24 - Bob: a\n", count: 20_000)
        let sink = MessageSink { _ in false }
        let rest = try #require(
            WhatsAppText.transcript(Array(text.utf8), format: "x", title: nil, into: sink))
        #expect(!sink.finish(.chat(rest)))
    }

    @Test func `a text above the limit is refused with the reason`() throws {
        let line = Array("29/01/18, 12:24 - Bob: aaaaaaaaaaaaaaaa\n".utf8)
        let source = EvidenceSource(byteCount: WhatsAppText.byteLimit + 1) {
            (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            (offset..<(offset + count)).map { line[$0 % line.count] }
        }
        #expect(throws: EvidenceSourceError.self) {
            try WhatsAppReader.read(source, fileName: "_chat.txt")
        }
    }

    @Test func `a large file of another kind is put aside after its first bytes`() throws {
        let source = EvidenceSource(byteCount: 1 << 40) {
            (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            guard offset + count <= 1 << 20 else {
                throw EvidenceSourceError(reason: "read too far")
            }
            return [UInt8](repeating: 0x41, count: count)
        }
        #expect(try WhatsAppReader.read(source, fileName: "x.txt") == nil)
    }

    /// Texts that make a careless reader slow: long names without colons, endless brackets, marks.
    @Test(arguments: [
        "29/01/18, 12:24 - Bob: " + String(repeating: "<", count: 64),
        "29/01/18, 12:24 - " + String(repeating: "x", count: 300),
        "29/01/18, 12:24 - Bob: <attached: ",
        String(repeating: "\u{200E}", count: 60) + "29/01/18, 12:24 - Bob: hi",
        "[29/01/18, 12:24:03] Bob: (((((((((((((((((((((((((((((((",
        "12:12:12", "",
    ])
    func `twice the text takes about twice the time`(line: String) {
        func text(_ count: Int) -> [UInt8] {
            let start = "29/01/18, 12:24 - Bob: hi\n"
            return Array((start + String(repeating: line + "\n", count: count)).utf8)
        }
        func read(_ text: [UInt8]) { _ = WhatsAppText.transcript(text, format: "x", title: nil) }
        let (one, four) = (text(500), text(2_000))
        // Four times the text: linear is 4, quadratic 16.
        let growth = ProcessorTime.growth(below: 12, smaller: { read(one) }, larger: { read(four) })
        #expect(growth < 12)
    }

    @Test func `foreign bytes never stop the reader`() throws {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        func random() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
        let seeds = [
            "[29.01.18, 12:24:03] Bob: <attached: 00000042-PHOTO-2020-06-07-15-13-20.jpg>\n",
            "1/29/18, 12:24\u{202F}PM - Bob: IMG-20210428-WA0001.jpg (file attached)\n",
            "2018年6月13日 下午9:25 - 林: <附件：x>\n", "[٢٩/٠١/٢٠١٨، ١٢:٢٤:٠٣] Bob: hi\n",
            "13. 6. 2018. 21:25:15 p. m. - \u{202A}+1\u{202C}: x • y document omitted\n",
        ].map { Array($0.utf8) }
        for round in 0..<1_500 {
            var bytes = seeds[round % seeds.count] + seeds[Int(random() % UInt64(seeds.count))]
            for _ in 0..<(1 + random() % 6) {
                let at = Int(random() % UInt64(bytes.count))
                switch random() % 3 {
                case 0: bytes[at] = UInt8(truncatingIfNeeded: random())
                case 1: bytes.remove(at: at)
                default: bytes.removeSubrange(at...)
                }
                if bytes.isEmpty { bytes = [0x5B] }
            }
            _ = try WhatsAppReader.read(EvidenceSource(bytes), fileName: "_chat.txt")
        }
    }
}
