import ClaimModel
import Foundation
import Testing

@testable import Reports

@Suite struct FilingSetTests {
    private static func fact<Value>(_ value: Value, _ field: String) -> Fact<Value> {
        Fact(value, raw: "\(value)", place: .claim(field, line: 1), origin: .declared)
    }

    private static let hostile =
        #"<script>alert(1)</script>" onload='x' &amp; ‮evil =cmd|' /C calc'!A0"#

    private static func messages(_ count: Int) -> [ChatMessage] {
        (1...count).map {
            ChatMessage(number: $0, author: .person, sender: "Lin Wei", text: "message \($0)")
        }
    }

    private static func collected(
        _ change: (inout Claim) -> Void = { _ in }, messages: [ChatMessage] = Self.messages(40)
    ) throws -> CollectedClaim {
        var claim = Claim(
            venue: fact(Venue("paypal"), "venue"), reasons: [fact(.quality, "reason")],
            order: Order(number: fact("287340516001029481", "order.number")))
        change(&claim)
        let chat = CollectedFile(
            entry: try EntryPath("exhibits/C-1/chat.html"), byteCount: 10, digest: nil,
            mediaType: "text/html",
            reading: .chat(
                ChatTranscript(format: "alibaba-html", platform: "alibaba", messages: messages)))
        return CollectedClaim(
            claim: claim,
            exhibits: [
                CollectedExhibit(
                    exhibit: Exhibit(
                        number: try #require(ExhibitNumber("C-1")), kinds: [.chat],
                        title: fact(hostile, "title")), files: [chat])
            ])
    }

    private static func set(
        _ collected: CollectedClaim, _ findings: [Finding] = [], standings: [ExhibitStanding] = []
    ) throws -> FilingSet {
        let assessment = Assessment(
            rulebook: RulebookIdentity(id: "test", version: "1", title: "Test"),
            asOf: try #require(CalendarDay("2026-04-14")), reasons: [.quality], exhibits: standings,
            score: Score(
                value: 50, uncapped: 50, evidenceEarned: 1, evidencePossible: 2, coherenceEarned: 1,
                coherencePossible: 2, band: .d, declaredOnlyFacts: 0), findings: findings,
            vector: "CP1")
        return FilingSet(collected, assessment, from: .folder)
    }

    private let plan = FilingPlan(limits: [], files: [])

    @Test func `a claim that says nothing gets a guard for each fact, and each is listed`() throws {
        let set = try Self.set(Self.collected())
        let statement = try #require(set.pages(plan).first { $0.name == "01-statement.txt" }).text
        #expect(set.missing.count >= 9)
        let flat = statement.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for what in set.missing { #expect(flat.contains("[MISSING: \(what)]"), "\(what)") }
        #expect(flat.components(separatedBy: "[MISSING:").count - 1 == set.missing.count)
    }

    @Test func `the day to ship is the one agreed last, not the latest ever named`() throws {
        func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }
        func amendment(_ agreed: String, _ shipBy: String) throws -> Amendment {
            Amendment(
                agreed: ClockReading(iso8601: agreed, keeper: .party).map { Self.fact($0, "order.amendments") },
                shipBy: Self.fact(try day(shipBy), "order.amendments"))
        }
        // Put off to the 20th, then brought forward to the 12th.
        let amendments = try [
            amendment("2026-03-01T10:00+08:00", "2026-03-20"),
            amendment("2026-03-05T10:00+08:00", "2026-03-12"),
        ]
        let ordered = Self.fact(try day("2026-03-10"), "order.ship-by")
        let set = try Self.set(
            Self.collected {
                $0.reasons = [Self.fact(.lateShipment, "reason")]
                $0.order.shipBy = ordered
                $0.order.amendments = amendments
            })
        let statement = try #require(set.pages(plan).first { $0.name == "01-statement.txt" }).text
        #expect(statement.contains("To be shipped by 2026-03-12."), "\(statement)")
    }

    @Test func `every file of a conversation has its extract`() throws {
        var collected = try Self.collected()
        let second = CollectedFile(
            entry: try EntryPath("exhibits/C-1/more.html"), byteCount: 10, digest: nil,
            mediaType: "text/html",
            reading: .chat(
                ChatTranscript(
                    format: "alibaba-html", platform: "alibaba",
                    messages: [ChatMessage(number: 1, author: .person, sender: "Lin Wei", text: "the second file")])))
        collected.exhibits[0].files.append(second)
        let page = try #require(
            Self.set(collected).pages(plan).first { $0.name.hasPrefix("06-chat") && $0.name.hasSuffix(".txt") })
        #expect(page.text.contains("chat.html") && page.text.contains("more.html"))
        #expect(page.text.contains("the second file"), "\(page.text)")
    }

    @Test func `a number nobody has written is a gap`() throws {
        let set = try Self.set(
            Self.collected { $0.order.number = Self.fact(Order.unknownNumber, "order.number") })
        #expect(set.missing.contains { $0.contains("order.number") })
    }

    @Test func `attack - what a party wrote is text in every page, and runs in none`() throws {
        let collected = try Self.collected(
            {
                $0.buyer = Party(name: Self.fact(Self.hostile, "buyer.name"))
                $0.nonconformities = [
                    Nonconformity(
                        clause: Self.fact("=HYPERLINK(\"http://x\")", "clause"),
                        promised: Self.fact(Self.hostile, "promised"))
                ]
                $0.complaint = Complaint(statement: Self.fact(Self.hostile, "statement"))
            },
            messages: [
                ChatMessage(number: 1, author: .person, sender: Self.hostile, text: Self.hostile)
            ])
        let set = try Self.set(collected)
        for page in set.pages(plan) + [FilingSet.Page(name: "all.html", text: set.wholeHTML(plan))]
        where page.name.hasSuffix(".html") {
            #expect(!page.text.contains("<script"))
            #expect(!page.text.contains("href="))
            #expect(!page.text.contains("src="))
            #expect(!page.text.contains("style=\""))
            #expect(!page.text.unicodeScalars.contains("\u{202E}"))
            #expect(page.text.contains("default-src 'none'"))
        }
        let csv = try #require(set.pages(plan).first { $0.name == "04-nonconformity.csv" }).text
        #expect(csv.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    }

    @Test func `pages are well-formed to a stranger`() throws {
        let set = try Self.set(
            Self.collected { $0.buyer = Party(name: Self.fact(Self.hostile, "buyer")) })
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("all.html")
        try set.wholeHTML(plan).write(to: file, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
        process.arguments = ["--html", "--noout", "--nowarning", file.path]
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(
            decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        // libxml2 knows HTML 4 and calls <section> unknown; nothing else may be wrong.
        let complaints = said.split(separator: "\n").filter {
            $0.contains("error") && !$0.contains("Tag section invalid")
        }
        #expect(complaints.isEmpty, "\(said)")
    }

    @Test
    func
        `an extract says which messages are left out, and shows what is cited with its neighbours`()
        throws
    {
        let cited = Finding(
            code: "x.y", severity: .note,
            places: [Place(exhibit: ExhibitNumber("C-1"), file: "chat.html", spot: .message(20))],
            message: "m")
        let set = try Self.set(Self.collected(), [cited])
        let text = try #require(set.pages(plan).first { $0.name == "06-chat-C1.txt" }).text
        for number in 19...21 { #expect(text.contains("message \(number)\n")) }
        #expect(!text.contains("message 18\n") && !text.contains("message 22\n"))
        #expect(text.contains("[messages 1 to 18 left out]"))
        #expect(text.contains("[messages 22 to 40 left out]"))
        #expect(text.contains("20 *"))
    }

    @Test(arguments: [
        ("bank-transfer", "bank transfer"), ("alibaba-trade-assurance", "alibaba trade assurance"),
        ("T/T - Citibank", "T/T - Citibank"), ("", ""),
    ])
    func `a way of payment is told in words, and a person's words as they are`(written: String, told: String) {
        #expect(Wording.wayOfPayment(written) == told)
    }

    /// The second words may have been written by a party, to have what he likes shown.
    @Test(arguments: ["yes, that is our number", "C-1 message 3"])
    func `a message that makes another exhibit count is shown, and none that its words name`(words: String) throws {
        let place = Place(exhibit: ExhibitNumber("C-1"), file: "chat.html", spot: .message(20))
        let standing = ExhibitStanding(
            number: try #require(ExhibitNumber("C-2")),
            citations: [Citation(text: words, place: place, origin: .read)])
        let set = try Self.set(Self.collected(), standings: [standing])
        let text = try #require(set.pages(plan).first { $0.name == "06-chat-C1.txt" }).text
        #expect(text.contains("20 *") && !text.contains("3 *"))
    }

    @Test func `attack - message numbers at the ends of the integers trap nothing`() throws {
        let edges = [Int.max, Int.min, 0].map {
            Finding(
                code: "x.y", severity: .note,
                places: [Place(exhibit: ExhibitNumber("C-1"), file: nil, spot: .message($0))],
                message: "m")
        }
        let set = try Self.set(
            Self.collected {
                $0.complaint = Complaint(
                    toldAt: Self.fact("C-1 message 9223372036854775807", "told-at"))
            }, edges)
        #expect(set.pages(plan).contains { $0.name == "06-chat-C1.txt" })
    }
}
