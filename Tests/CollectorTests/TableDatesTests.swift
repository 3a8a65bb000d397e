import ClaimModel
import Testing

@testable import Collector

/// Dates of tables: what the neighbours of a date say it means.
struct TableDatesTests {
    private static func chat(_ dates: [String]) throws -> ChatTranscript {
        let text = "time,sender,text\n" + dates.map { "\($0),A,b\n" }.joined()
        guard case .chat(let transcript) = try ChatShapeTests.read(Array(text.utf8)) else {
            throw EvidenceSourceError(reason: "not read as a chat")
        }
        return transcript
    }

    private static func tracking(_ dates: [String]) throws -> TrackingRecord {
        let text =
            "tracking number,date,status\n" + dates.map { "RB123456785GB,\($0),x\n" }.joined()
        let record = try trackingRecord(Array(text.utf8), fileName: "a.csv")
        return try #require(record)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var dates: [String]
        var order: ChatTranscript.DateOrder
        var clocks: [String]
        var codes: [String] = []

        var testDescription: String { dates.joined(separator: " ") }
    }

    static let cases = [
        Case(
            dates: ["03/04/2024 10:00"], order: .undecided,
            clocks: ["2024-04-03T10:00 (zone unknown) or 2024-03-04T10:00"],
            codes: ["date-order.undecided"]),
        Case(
            dates: ["03/04/2024 10:00", "14/04/2024 10:00"], order: .dayFirst,
            clocks: ["2024-04-03T10:00 (zone unknown)", "2024-04-14T10:00 (zone unknown)"]),
        Case(
            dates: ["03/04/2024 10:00", "03/14/2024 10:00"], order: .monthFirst,
            clocks: ["2024-03-04T10:00 (zone unknown)", "2024-03-14T10:00 (zone unknown)"]),
        Case(
            dates: ["31/12/23 10:00"], order: .dayFirst, clocks: ["2023-12-31T10:00 (zone unknown)"]),
        Case(
            dates: ["03/03/2024 10:00"], order: .written,
            clocks: ["2024-03-03T10:00 (zone unknown)"]),
        Case(
            dates: ["2024-04-03 10:00"], order: .yearFirst,
            clocks: ["2024-04-03T10:00 (zone unknown)"]),
        Case(
            dates: ["14/03/2024 10:00", "03/15/2024 10:00", "03/16/2024 10:00"], order: .undecided,
            clocks: [
                "2024-03-14T10:00 (zone unknown)", "2024-03-15T10:00 (zone unknown)",
                "2024-03-16T10:00 (zone unknown)",
            ], codes: ["date-order.mixed"]),
        // The year may stand in front or behind; a last number above 31 is no day.
        Case(
            dates: ["24-04-03 10:00", "24-04-15 10:00"], order: .written, clocks: [],
            codes: ["date-order.short-year"]),
        Case(
            dates: ["24-04-03 10:00", "99-99-99 10:00", "24-4-13 10:00"], order: .written, clocks: [],
            codes: ["date-order.short-year"]),
        Case(
            dates: ["98-04-03 10:00", "14-04-99 10:00"], order: .dayFirst, clocks: [],
            codes: ["date-order.short-year"]),
        Case(
            dates: ["2024-04-03 10:00", "2024-04-04 10:00", "24-04-15 10:00"], order: .yearFirst,
            clocks: ["2024-04-03T10:00 (zone unknown)", "2024-04-04T10:00 (zone unknown)"],
            codes: ["date-order.short-year"]),
        Case(
            dates: ["03-04-24 10:00", "14-04-99 10:00"], order: .dayFirst,
            clocks: ["2024-04-03T10:00 (zone unknown)", "2099-04-14T10:00 (zone unknown)"]),
        // The row that decides may be the last of many.
        Case(
            dates: Array(repeating: "03/04/2024 10:00", count: 1_200) + ["04/14/2024 10:00"],
            order: .monthFirst,
            clocks: Array(repeating: "2024-03-04T10:00 (zone unknown)", count: 1_200)
                + ["2024-04-14T10:00 (zone unknown)"]),
    ]

    @Test(arguments: cases)
    func `the dates of a table of messages are read as all of them allow`(sample: Case) throws {
        let transcript = try Self.chat(sample.dates)
        #expect(transcript.dateOrder == sample.order)
        #expect(transcript.messages.compactMap { $0.clock?.text } == sample.clocks)
        #expect(
            transcript.remarks.map(\.code).filter { $0.contains("date-order") }
                == sample.codes.map { "chat." + $0 })
    }

    @Test(arguments: cases)
    func `the dates of a table of scans are read as all of them allow`(sample: Case) throws {
        let record = try Self.tracking(sample.dates)
        #expect(
            Set(record.shipments.flatMap(\.events).compactMap { $0.clock?.text }) == Set(sample.clocks))
        #expect(
            record.remarks.map(\.code).filter { $0.contains("date-order") }
                == sample.codes.map { "tracking." + $0 })
    }

    @Test(arguments: [
        ("2024-01-15 中午11:30", "2024-01-15T11:30 (zone unknown)"),
        ("2024-01-15 中午12:30", "2024-01-15T12:30 (zone unknown)"),
        ("2024-01-15 中午1:30", "2024-01-15T13:30 (zone unknown)"),
        ("2024-01-15 上午12:30", "2024-01-15T00:30 (zone unknown)"),
        ("2024-01-15 下午12:30", "2024-01-15T12:30 (zone unknown)"),
        ("2024-01-15 下午9:30", "2024-01-15T21:30 (zone unknown)"),
    ])
    func `the halves of a day are the same in every chat`(text: String, clock: String) throws {
        #expect(ChatClock.read(text, .yearFirst)?.text == clock)
        let line = "\(text.replacing("-", with: "/")) - Bob: hi"
        #expect(try whatsApp(line)?.first?.text == clock)
    }

    @Test(arguments: ["31/12/23", "1/2/3", "24-04-03", "03/04/124", "0031-12-23 x"])
    func `a year in front has four digits`(text: String) {
        #expect(ChatClock.read(text, .yearFirst) == nil)
    }

    @Test func `a page of Telegram takes no offset that is wrong in summer`() throws {
        let page = """
            <html><body><div class="message default clearfix" id="message1"><div class="body"><div class="pull_right date details" title="14.07.2023 16:43:57 UTC+01:00">16:43</div><div class="from_name">Al</div><div class="text">a</div></div></div></body></html>
            """
        guard case .chat(let transcript) = try ChatShapeTests.read(Array(page.utf8)) else {
            Issue.record("not read as a chat")
            return
        }
        #expect(transcript.first?.text == "2023-07-14T16:43:57 (zone unknown)")
        #expect(transcript.first?.raw == "14.07.2023 16:43:57 UTC+01:00")
        #expect(transcript.remarks.map(\.code) == ["chat.offset.winter"])
    }

    private static func line(_ rest: String) throws -> ChatTranscript {
        let text = "[LINE] Chat history with Mei\n\n2024/01/15(Mon)\n09:05\tMei\t\"quick\n" + rest
        guard case .chat(let transcript) = try ChatShapeTests.read(Array(text.utf8)) else {
            throw EvidenceSourceError(reason: "not read as a chat")
        }
        #expect(transcript.remarks.map(\.code) == ["chat.quote.open"])
        return transcript
    }

    @Test func `a quotation mark somebody typed takes no message of LINE with it`() throws {
        let messages = try Self.line("09:06\tTom\tno\n09:07\tMei\t\"two\nlines\"\n09:08\tTom\tyes\n").messages
        #expect(messages.map(\.text) == ["quick", "no", "two\nlines", "yes"])
        #expect(messages.map(\.sender) == ["Mei", "Tom", "Mei", "Tom"])
    }

    @Test func `a day of LINE behind an open quotation mark is a day`() throws {
        let messages = try Self.line("\n2024/01/16(Tue)\n09:06\tTom\tno\n").messages
        #expect(
            messages.map { $0.clock?.text }
                == ["2024-01-15T09:05 (zone unknown)", "2024-01-16T09:06 (zone unknown)"])
        #expect(messages.map(\.text) == ["quick", "no"])
    }

    @Test func `attack - a date that somebody quotes in LINE moves no message to another day`() throws {
        let text =
            "[LINE] Chat history with Mei\n\n2024/01/15(Mon)\n10:00\tSu\t\"Plan:\n\n2026/05/01\nloading\"\n10:05\tMe\tOK\n"
        guard case .chat(let transcript) = try ChatShapeTests.read(Array(text.utf8)) else {
            Issue.record("not read as a chat")
            return
        }
        #expect(transcript.messages.last?.clock?.text == "2024-01-15T10:05 (zone unknown)")
        #expect(transcript.remarks.isEmpty)
    }
}
