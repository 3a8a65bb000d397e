import ClaimModel
import Foundation
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

/// Every file of the corpus against the facts that independent tools state of it. The table that
/// `Scripts/corpus` prints is made here.
@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct CorpusFactsTests {
    /// One fact of a file: what the tools say, and what our reading says.
    struct Checked: Hashable {
        var file: String
        var fact: String
        var stated: String
        var read: String
    }

    /// Facts in which a reading differs on purpose, by file and fact, with the reason.
    static let differences: [String: [String: String]] = [
        "trk_dhl-unified.json": [
            "status":
                "the tool's default for what it does not know; the record's code is pre-transit"
        ],
        "as_canadapost_pws_tracking_details_fr.xml": [
            "number": "the tool's candidate is the sender's customer number; the pin is another"
        ],
        "shipit_canada_post_delayed.xml": [
            "number": "the tool's candidate is the number of a post office; the pin is another"
        ],
        "trk_easyship-json.json": [
            "events": "the tool makes an event of the record's own update; it lists no scan"
        ],
        "trk_shipengine-json.json": [
            "delivered": "the tool does not know the code DE, which means delivered",
            "status": "the same",
        ],
        "bad_epoch_1904-03.mp4": [
            "clock": "a date of 1904 is a clock counted from the wrong year: a remark, no clock"
        ],
        "tika_testMSG_chinese.msg": [
            "sender":
                "the tool reads the code page of the message wrongly; the name is 張愷倫 in Big5",
            "title": "the same",
        ],
    ]

    /// Files that stay unread, with the reason.
    static let unread: [String: String] = [:]

    struct Row {
        var kind: String
        var format: String
        var files = 0
        var right = 0
        var wrong: [Checked] = []
        var unread: [String] = []
    }

    @Test func `readings state what independent tools state`() throws {
        var table: [String: Row] = [:]
        for kind in ["chat", "tracking", "document", "video", "photo", "archive"] {
            for row in ChatCorpus.rows(kind: kind, { $0 != "number-rules" && $0 != "sidecar" }) {
                let key = kind + " " + row.format
                var line = table[key] ?? Row(kind: kind, format: row.format)
                line.files += 1
                let reading = ItemReader(
                    place: .here, readers: ReaderTable.readers, usesPrograms: true
                ).read(row.source, fileName: row.file, type: try ContentType(of: row.source))
                // The index has the common facts of media, the truth what each tool calls them.
                let isMedia = kind == "video" || kind == "photo"
                let facts = try (isMedia ? nil : Self.truth(kind, row.file)) ?? row.facts
                let checked = Self.check(kind, row, facts, reading)
                switch reading {
                case .opaque, .unread: line.unread.append(row.file)
                default: break
                }
                for fact in checked {
                    if fact.stated == fact.read {
                        line.right += 1
                    } else if Self.differences[fact.file]?[fact.fact] == nil {
                        line.wrong.append(fact)
                    }
                }
                table[key] = line
            }
        }
        let lines = table.keys.sorted().compactMap { table[$0] }
        if let path = ProcessInfo.processInfo.environment["CLAIMPACK_CORPUS_TABLE"] {
            try Self.text(lines).write(toFile: path, atomically: true, encoding: .utf8)
        }
        for line in lines {
            for fact in line.wrong {
                Issue.record("\(fact.file): \(fact.fact) is \(fact.stated), read as \(fact.read)")
            }
            for file in line.unread where Self.unread[file] == nil {
                Issue.record("\(file): nothing was read")
            }
        }
    }

    private static func text(_ lines: [Row]) -> String {
        func pad(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(1, width - text.count))
        }
        var text = pad("kind", 10) + pad("format", 24) + "files  right  wrong  unread\n"
        for line in lines {
            text += pad(line.kind, 10) + pad(line.format, 24)
            text += pad(String(line.files), 7) + pad(String(line.right), 7)
            text += pad(String(line.wrong.count), 7) + "\(line.unread.count)\n"
        }
        func sum(_ value: (Row) -> Int) -> String { String(lines.reduce(0) { $0 + value($1) }) }
        text += pad("all", 34) + pad(sum(\.files), 7) + pad(sum(\.right), 7)
        text += pad(sum(\.wrong.count), 7) + sum(\.unread.count) + "\n"
        for line in lines {
            for fact in line.wrong {
                text +=
                    "wrong   \(fact.file): \(fact.fact) is \(fact.stated), read as \(fact.read)\n"
            }
            for file in line.unread { text += "unread  \(file): \(unread[file] ?? "?")\n" }
        }
        for (file, facts) in differences.sorted(by: { $0.key < $1.key }) {
            for (fact, reason) in facts.sorted(by: { $0.key < $1.key }) {
                text += "differs \(file), \(fact): \(reason)\n"
            }
        }
        return text
    }

    private static func truth(_ kind: String, _ file: String) throws -> [String: Any]? {
        guard
            let url = Places.corpus?.appendingPathComponent(
                "evidence/\(kind)/truth/\(file).json"),
            FileManager.default.fileExists(atPath: url.path)
        else { return nil }
        return try JSONSerialization.jsonObject(with: try Data(contentsOf: url)) as? [String: Any]
    }

    // MARK: Facts by kind

    private static func check(
        _ kind: String, _ row: ChatCorpusRow, _ facts: [String: Any], _ reading: Reading
    ) -> [Checked] {
        var checked: [Checked] = []
        func expect(_ name: String, _ stated: Any?, _ read: String?) {
            guard let stated = MediaCorpus.text(stated), !stated.isEmpty else { return }
            checked.append(
                Checked(
                    file: row.file, fact: name, stated: stated.trimmedOfSpace,
                    read: read ?? "nothing"))
        }
        switch (kind, reading) {
        case ("chat", _), ("archive", .chat):
            chat(row, facts, reading, expect)
        case ("tracking", _): tracking(facts, reading, expect)
        case ("document", .document(let document)):
            expect("pages", facts["pages"], String(document.pageCount))
            expect("producer", facts["producer"], document.producer)
            expect("printed page", facts["page"], nil)
            checked.removeAll { $0.fact == "printed page" }
            if let page = MediaCorpus.text(facts["page"]),
                let count = page.split(separator: " ").last
            {
                expect(
                    "printed pages", String(count), document.printedPageCount.map { "\($0.value)" })
            }
        case ("video", .video(let video)): self.video(facts, video, expect)
        case ("photo", .image(let image)): photo(facts, image, expect)
        default: break
        }
        return checked
    }

    private static func chat(
        _ row: ChatCorpusRow, _ facts: [String: Any], _ reading: Reading,
        _ expect: (String, Any?, String?) -> Void
    ) {
        let transcript: ChatTranscript? =
            if case .chat(let transcript) = reading { transcript } else { nil }
        let people = transcript.map { chat in chat.messages.filter { $0.author == .person } } ?? []
        func raw(_ clock: ClockReading?) -> String? {
            clock?.raw.replacingOccurrences(of: ",", with: "")
        }
        switch row.format {
        case "whatsapp-txt", "whatsapp-zip":
            expect("messages", facts["user_messages"], String(people.count))
            expect("first", facts["first"], raw(transcript?.first))
            expect("last", facts["last"], raw(transcript?.last))
        case "eml", "msg":
            expect("sender", facts["frm"] ?? facts["sender"], transcript?.messages.first?.sender)
            expect("title", facts["subject"], transcript?.title)
            if row.format == "eml" {
                // The tool writes the date anew: compared as a time.
                expect(
                    "date",
                    MediaCorpus.text(facts["date"]).flatMap { MailClock.read($0)?.text },
                    transcript?.first?.text)
                expect(
                    "dkim", facts["dkim"] as? Bool == true ? "true" : "false",
                    transcript?.platformEvidence == nil ? "false" : "true")
            } else {
                let stated = MediaCorpus.text(facts["date"])?.prefix(19)
                    .replacingOccurrences(of: " ", with: "T")
                let seconds = transcript?.first?.unixSeconds
                expect(
                    "date", stated,
                    seconds.flatMap { WallClock(unixSeconds: $0) }.map { "\($0)" })
            }
            let names = (facts["attachments"] as? [Any])?.map { item in
                (item as? [Any])?.first as? String ?? item as? String ?? ""
            }
            expect(
                "attachments", names?.joined(separator: "|"),
                transcript?.messages.flatMap(\.attachments).map(\.name).joined(separator: "|"))
        default:
            let count = facts["messages"] ?? facts["rows"] ?? facts["events"]
            let all = ["qq-txt", "wechat-csv", "mbox"].contains(row.format)
            expect(
                "messages", count, String(all ? transcript?.messages.count ?? 0 : people.count))
            if let dates = facts["dates"] as? [String] {
                expect("first", dates.first, transcript?.first?.raw)
                expect("last", dates.last, transcript?.last?.raw)
            }
            if row.format == "instagram-json" {
                expect("first", facts["first_utc"], transcript?.first?.text)
                expect("last", facts["last_utc"], transcript?.last?.text)
            } else {
                expect("first", facts["first"], transcript?.first?.raw)
                expect("last", facts["last"], transcript?.last?.raw)
            }
        }
        if let people = facts["participants"] as? [String] {
            expect(
                "participants", people.sorted().joined(separator: "|"),
                transcript?.participants.sorted().joined(separator: "|"))
        }
    }

    private static func tracking(
        _ facts: [String: Any], _ reading: Reading, _ expect: (String, Any?, String?) -> Void
    ) {
        let record: TrackingRecord? =
            if case .tracking(let record) = reading { record } else { nil }
        let item = (facts["items"] as? [[String: Any]])?.first ?? facts
        let shipment = record?.shipments.first
        let numbers = record.map { $0.shipments.flatMap { [$0.number] + $0.otherNumbers } } ?? []
        if let number = MediaCorpus.text(item["number"]) {
            expect("number", number, numbers.contains(number) ? number : numbers.first)
        }
        if let candidates = facts["candidates"] as? [String], !candidates.isEmpty {
            let found = candidates.first { numbers.contains($0) }
            expect("number", found ?? candidates[0], found ?? numbers.first)
        }
        if let isDelivered = item["delivered"] as? Bool {
            expect(
                "delivered", isDelivered ? "yes" : "no",
                shipment.map { $0.delivery == nil ? "no" : "yes" })
        }
        if let events = (item["events"] ?? item["checkpoints"]) as? Int, events > 0 {
            expect("events", String(events), shipment.map { "\($0.events.count)" })
        }
        if let status = MediaCorpus.text(item["status"])?.trimmedOfSpace.lowercased(),
            ["delivered", "in_transit", "pre_transit"].contains(status)
        {
            let ours: [ShipmentTracking.Status: String] = [
                .delivered: "delivered", .inTransit: "in_transit", .labelCreated: "pre_transit",
            ]
            expect("status", status, shipment.map { ours[$0.status] ?? $0.status.rawValue })
        }
    }

    private static func video(
        _ facts: [String: Any], _ video: VideoMetadata, _ expect: (String, Any?, String?) -> Void
    ) {
        if let stated = MediaCorpus.number(facts["duration_s"]) {
            let read = video.durationMilliseconds.map { Double($0) / 1_000 }
            let isNear = read.map { abs($0 - stated) <= max(0.01, stated / 100) } ?? false
            expect("duration", "\(stated)", isNear ? "\(stated)" : read.map { "\($0)" })
        }
        for name in ["creation_time", "qt_creationdate"] {
            guard let stated = MediaCorpus.text(facts[name]) else { continue }
            let wanted = stated.replacingOccurrences(of: ":", with: "").filter(\.isNumber).prefix(
                14)
            let found = video.clocks.contains {
                "\($0.reading.wallClock)".filter(\.isNumber).prefix(14) == wanted
            }
            expect("clock", stated, found ? stated : video.clocks.map(\.reading.text).first)
        }
        expect("codec", facts["codec"], video.picture?.codec)
        expect("make", facts["make"], video.make)
        expect("model", facts["model"], video.model)
        if let size = MediaCorpus.text(facts["size"]), let picture = video.picture {
            expect("size", size, "\(picture.width ?? 0)x\(picture.height ?? 0)")
        }
        if let location = MediaCorpus.text(facts["location"]) {
            expect("location", "there", video.location == nil ? "nothing of \(location)" : "there")
        }
    }

    private static func photo(
        _ facts: [String: Any], _ image: ImageMetadata, _ expect: (String, Any?, String?) -> Void
    ) {
        expect("size", facts["size"], "\(image.width)x\(image.height)")
        expect("make", facts["make"], image.make)
        expect("model", facts["model"], image.model)
        if let stated = MediaCorpus.text(facts["dto"]) {
            let wanted = stated.filter(\.isNumber)
            let found = image.clocks.contains {
                "\($0.reading.wallClock)".filter(\.isNumber) == wanted
            }
            expect("taken", stated, found ? stated : image.clocks.first?.reading.text)
        }
        if let gps = facts["gps"] as? [Double], gps.count == 2 {
            let isNear = image.location.map {
                abs(Double($0.latitudeMicrodegrees) / 1e6 - gps[0]) < 0.0001
                    && abs(Double($0.longitudeMicrodegrees) / 1e6 - gps[1]) < 0.0001
            }
            expect("location", "there", isNear == true ? "there" : image.location?.description)
        }
        if facts["c2pa"] as? Bool == true {
            expect("c2pa", "there", image.hasContentCredentials ? "there" : "nothing")
        }
    }
}
