import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

/// Chats in and out of formats that programs exchange.
@Suite struct InterchangeTests {
    private static let transcript = ChatTranscript(
        format: "whatsapp-txt", platform: "whatsapp", title: "Lin Wei 林蔚",
        messages: [
            ChatMessage(
                number: 1, author: .system, text: "messages are encrypted"),
            ChatMessage(
                number: 2, author: .person, sender: "林蔚; Haoyu", isOwn: false,
                clock: ClockReading(iso8601: "2026-04-09T14:06:31-05:00", keeper: .device),
                text: "第一行\n\"quoted\" \\ \u{1F4E6}",
                attachments: [ChatAttachment(name: "IMG_1.jpg", state: .named)]),
            ChatMessage(
                number: 3, author: .person, sender: "Dana", isOwn: true,
                clock: ClockReading(iso8601: "2026-04-09T14:07", keeper: .device),
                text: "no", marks: [.edited]),
            ChatMessage(
                number: 4, author: .automatic, sender: "林蔚; Haoyu",
                clock: ClockReading(iso8601: "2026-04-09T14:08:00Z", keeper: .device),
                text: "we are away", marks: [.deleted]),
        ])

    private func item(_ source: EvidenceSource) -> EvidenceReader.Item {
        EvidenceReader.Item(
            source: source, fileName: "chat.rsmf", type: ContentType("message/rfc822"),
            answers: ProgramAnswers())
    }

    @Test func `a time that may mean two days is exported as no time, and read again as both`() throws {
        let day = try #require(CalendarDay(year: 2026, month: 4, day: 3))
        let other = try #require(CalendarDay(year: 2026, month: 3, day: 4))
        let clock = ClockReading(
            raw: "03/04/26 12:24", wallClock: try #require(WallClock(day: day, hour: 12, minute: 24)),
            keeper: .device, alternative: WallClock(day: other, hour: 12, minute: 24))
        var transcript = Self.transcript
        transcript.messages = [
            ChatMessage(number: 1, author: .person, sender: "Dana", clock: clock, text: "a")
        ]
        let manifest = String(decoding: RSMFWriter.manifest(of: transcript), as: UTF8.self)
        #expect(!manifest.contains("\"timestamp\""))
        let file = RSMFWriter.file(of: transcript, custodian: nil)
        #expect(!String(decoding: file, as: UTF8.self).contains("X-RSMF-BeginDate"))
        let back = try #require(try MailReader.readMessage(item(EvidenceSource(file))))
        let read = try #require(back.messages.first?.clock)
        #expect(read.wallClock == clock.wallClock)
        #expect(read.alternative == clock.alternative)
        #expect(read.unixSeconds == nil)
    }

    @Test func `a chat written as RSMF is read again with every message as it was`() throws {
        let file = RSMFWriter.file(of: Self.transcript, custodian: "Dana Whitfield")
        let source = EvidenceSource(file)
        #expect(try ContentType(of: source).mediaType == "message/rfc822")
        let back = try #require(try MailReader.readMessage(item(source)))
        #expect(back.format == "rsmf")
        #expect(back.platform == "whatsapp")
        #expect(back.title == "Lin Wei 林蔚")
        #expect(back.messages.count == Self.transcript.messages.count)
        for (one, other) in zip(Self.transcript.messages, back.messages) {
            #expect(one.author == other.author)
            #expect(one.author == .system || one.sender == other.sender)
            #expect(one.isOwn == other.isOwn)
            #expect(one.clock?.text == other.clock?.text)
            #expect(one.text == other.text)
            #expect(one.marks == other.marks)
            #expect(one.attachments.map(\.name) == other.attachments.map(\.name))
        }
        #expect(!back.remarks.map(\.code).contains("chat.count.conflict"))
        #expect(file == RSMFWriter.file(of: Self.transcript, custodian: "Dana Whitfield"))
    }

    @Test func `Python opens the mail, its archive and its manifest`() throws {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("chat.rsmf")
            try Data(RSMFWriter.file(of: Self.transcript, custodian: "李")).write(to: path)
            let script = """
                import email, email.policy, io, json, sys, zipfile
                mail = email.message_from_bytes(open(sys.argv[1], 'rb').read(), policy=email.policy.default)
                part = next(p for p in mail.walk() if p.get_filename() == 'rsmf.zip')
                box = zipfile.ZipFile(io.BytesIO(part.get_payload(decode=True)))
                assert box.testzip() is None
                manifest = json.loads(box.read('rsmf_manifest.json'))
                ids = {p['id'] for p in manifest['participants']}
                assert all(e['participant'] in ids for e in manifest['events'] if 'participant' in e)
                print(mail['X-RSMF-EventCount'], mail['X-RSMF-Custodian'], mail['Subject'], manifest['version'],
                    len(manifest['events']), manifest['conversations'][0]['participants'])
                """
            let ran = try Run.tool("python3", ["-c", script, path.path])
            #expect(
                ran.output == "4 李 Lin Wei 林蔚 2.0.0 4 ['p1', 'p2']\n", "\(ran.output)\(ran.errors)")
        }
    }

    private static func read(_ text: String) throws -> Reading {
        let source = EvidenceSource(Array(text.utf8))
        return ItemReader(place: .here, readers: ReaderTable.readers, usesPrograms: false)
            .read(source, fileName: "chat.jsonl", type: try ContentType(of: source))
    }

    @Test func `ChatLab by lines is read as ChatLab in one document`() throws {
        let members = "{\"platformId\":\"w1\",\"accountName\":\"Lin\"}"
        let one =
            "{\"sender\":\"w1\",\"timestamp\":1775762400,\"type\":0,\"content\":\"order 287340516001029481\"}"
        let two = "{\"sender\":\"w1\",\"timestamp\":1775762460,\"type\":81,\"content\":\"\"}"
        let header = "\"chatlab\":{\"version\":\"0.0.2\"},\"meta\":{\"name\":\"Lin\",\"platform\":\"wechat\"}"
        func typed(_ object: String, _ type: String) -> String {
            "{\"_type\":\"\(type)\"," + object.dropFirst()
        }
        let lines = """
            {"_type":"header",\(header)}
            \(typed(members, "member"))
            \(typed(one, "message"))
            \(typed(two, "message"))

            """
        let document = "{\(header),\"members\":[\(members)],\"messages\":[\(one),\(two)]}"
        guard case .chat(let byLines) = try Self.read(lines),
            case .chat(let whole) = try Self.read(document)
        else {
            Issue.record("not read as a chat")
            return
        }
        #expect(byLines.format == "chatlab-lines")
        #expect(byLines.messages.map(\.text) == whole.messages.map(\.text))
        #expect(byLines.messages.map(\.clock) == whole.messages.map(\.clock))
        #expect(byLines.messages.map(\.sender) == ["Lin", nil])
        #expect(byLines.messages.map(\.line) == [3, 4])
        guard case .chat(let damaged) = try Self.read(lines + "{\"_type\":\n{\"a\":1,\"a\":2}\n") else {
            Issue.record("a damaged line lost the chat")
            return
        }
        #expect(damaged.messages.count == 2)
        #expect(damaged.remarks.map(\.code).contains("chat.line.unreadable"))
    }

    @Test func `what a mail carries is read, each with its place, and a mail in it no deeper`() throws {
        let table = Data("Tracking Number,Date,Status,Location\nRB123456785GB,2026-04-09 14:06,Delivered,Austin\n".utf8)
        let picture = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2])
        func part(_ name: String, _ type: String, _ data: Data) -> String {
            """
            --b
            Content-Type: \(type); name="\(name)"
            Content-Disposition: attachment; filename="\(name)"
            Content-Transfer-Encoding: base64

            \(data.base64EncodedString())

            """
        }
        let mail = """
            From: Lin <lin@example.cn>
            Date: Thu, 9 Apr 2026 14:06:00 +0800
            Subject: papers
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/plain

            see the files

            """ + part("track.csv", "text/csv", table) + part("a.png", "image/png", picture)
            + part("b.bin", "application/octet-stream", Data([0, 1, 2, 3])) + "--b--\n"
        guard case .chat(let transcript) = try Self.read(mail) else {
            Issue.record("not read as a mail")
            return
        }
        let attachments = try #require(transcript.messages.first?.attachments)
        #expect(attachments.map(\.name) == ["track.csv", "a.png", "b.bin"])
        #expect(attachments.map { $0.reading?.name ?? "none" } == ["tracking", "image", "none"]
            || attachments.map { $0.reading?.name ?? "none" } == ["tracking", "unread", "none"])
        #expect(attachments.allSatisfy { $0.digest != nil })
        #expect(
            transcript.facts.contains {
                $0.name == "tracking.number" && $0.value == "RB123456785GB"
                    && $0.spot == .member("track.csv")
            })
        #expect(transcript.remarks.map(\.code).contains("tracking.typed"))
    }

    // MARK: GoPro

    private static func key(_ name: String, _ type: Character, _ size: Int, _ payload: [UInt8])
        -> [UInt8]
    {
        let count = size == 0 ? 0 : payload.count / size
        return Array(name.utf8) + [type == "\0" ? 0 : type.asciiValue ?? 0, UInt8(size)]
            + ImageSamples.big(count, 2) + payload
            + Array(repeating: 0, count: (4 - payload.count % 4) % 4)
    }

    private static func telemetry(fix: Int = 3, scale: Int = 10_000_000) -> [UInt8] {
        let position = [331_267_700, -1_173_273_436, 1, 2, 3].flatMap {
            ImageSamples.big(Int(UInt32(bitPattern: Int32($0))), 4)
        }
        let stream =
            key("GPSF", "L", 4, ImageSamples.big(fix, 4))
            + key("GPSU", "U", 16, Array("191118234514.000".utf8))
            + key("SCAL", "l", 4, [scale, scale, 1_000, 1_000, 100].flatMap { ImageSamples.big($0, 4) })
            + key("GPS5", "l", 20, position)
        return key("DEVC", "\0", 1, key("STRM", "\0", 1, stream))
    }

    @Test func `a GoPro's telemetry gives the place and the satellites' clock`() throws {
        let fix = try #require(GPMFReader.fix(in: Self.telemetry()))
        #expect(fix.location == GeoPoint(latitude: 33.12677, longitude: -117.3273436))
        #expect(fix.clock?.text == "2019-11-18T23:45:14+00:00")
        #expect(fix.clock?.keeper == .device)
        #expect(GPMFReader.fix(in: Self.telemetry(fix: 0)) == nil)
        #expect(GPMFReader.fix(in: Self.telemetry(scale: 0)) == nil)
    }

    @Test func `no damage to telemetry makes its reader trap or stand still`() {
        let whole = Self.telemetry()
        for index in whole.indices {
            _ = GPMFReader.fix(in: Array(whole[..<index]))
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var damaged = whole
                damaged[index] = value
                _ = GPMFReader.fix(in: damaged)
            }
        }
        let nested = (0..<2_000).reduce([UInt8]()) { inner, _ in
            Array("DEVC".utf8) + [0, 1] + ImageSamples.big(min(inner.count, 65_535), 2) + inner
        }
        #expect(GPMFReader.fix(in: nested) == nil)
    }

    @Test(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
    func `the place and clock of a real GoPro are those exiftool reads`() throws {
        let path = try #require(
            Places.corpus?.appendingPathComponent("evidence/video/gopro_max.mp4"))
        let source = EvidenceSource(Array(try Data(contentsOf: path)))
        let video = try #require(try VideoReader.read(source, fileName: "gopro_max.mp4"))
        #expect(video.clocks.first { $0.name == "gps" }?.reading.text == "2019-11-18T23:45:14+00:00")
        let ran = try Run.tool("exiftool", ["-ee", "-n", "-p", "$GPSLatitude $GPSLongitude", path.path])
        let numbers = ran.output.split { $0.isWhitespace }.compactMap { Double($0) }
        try #require(numbers.count >= 2)
        let location = try #require(video.location)
        #expect(abs(Double(location.latitudeMicrodegrees) / 1e6 - numbers[0]) < 0.0001)
        #expect(abs(Double(location.longitudeMicrodegrees) / 1e6 - numbers[1]) < 0.0001)
    }

    // MARK: Reports on samples

    @Test(arguments: [
        ("The results shown relate only to the sample(s) tested.", true),
        ("The following sample(s) was/were submitted and identified by the client as", true),
        ("本报告仅对来样负责", true), ("125 samples were drawn from the lot of 2,000", false),
        ("Inspection result: FAIL", false), ("Sample size 125", false),
    ])
    func `a laboratory's report on a sample is told from an inspection of a shipment`(
        sentence: String, isSample: Bool
    ) {
        let rows = DocumentSamples.rows([sentence])
        #expect(SampleReport.remark(on: rows).map(\.code) == (isSample ? "document.report.sample" : nil))
    }
}
