import ClaimModel
import Testing

@testable import Collector

private func transcript(_ dates: [String], text: String = "x") throws -> ChatTranscript {
    try #require(
        try whatsApp(dates.map { "\($0), 10:00 - Bob: \(text)" }.joined(separator: "\n")))
}

struct WhatsAppDateOrderTests {
    @Test(arguments: [
        (["13/04/26", "14/04/26"], ChatTranscript.DateOrder.dayFirst),
        (["04/13/26", "04/14/26"], .monthFirst),
        (["2026-04-03", "2026-04-04"], .yearFirst),
        (["30/04/26", "01/05/26"], .dayFirst),
        // Within one year the number that falls is the day.
        (["08/03/26", "09/03/26", "02/04/26"], .dayFirst),
        (["03/08/26", "03/09/26", "04/02/26"], .monthFirst),
        // The number that changes more often is the day.
        (["03/04/26", "04/04/26", "05/04/26", "06/04/26", "07/04/26"], .dayFirst),
        (["04/03/26", "04/04/26", "04/05/26", "04/06/26", "04/07/26"], .monthFirst),
        (["03/04/26", "04/04/26"], .undecided),
        (["05/05/26"], .undecided),
        // Two digits of the year in front: 26-04-09 next to a falling last number.
        (["26-03-30", "26-04-02", "26-04-09"], .yearFirst),
        (["15-01-20", "16-01-20", "02-02-20"], .dayFirst),
        (["99-04-03"], .yearFirst),
        (["03-04-99"], .undecided),
    ])
    func `the dates of a file decide their order together`(
        dates: [String], order: ChatTranscript.DateOrder
    ) throws {
        #expect(try transcript(dates).dateOrder == order)
    }

    @Test func `an undecided order gives every reading both days and says what would decide`()
        throws
    {
        let transcript = try transcript(["03/04/26", "05/05/26"])
        #expect(transcript.dateOrder == .undecided)
        let clocks = transcript.messages.compactMap(\.clock)
        #expect(clocks[0].wallClock.day.description == "2026-04-03")
        #expect(clocks[0].alternative?.day.description == "2026-03-04")
        #expect(clocks[1].alternative == nil)
        #expect(transcript.remarks.map(\.code) == ["chat.date-order.undecided"])
        #expect(transcript.remarks[0].remedy?.contains("with media") == true)
    }

    @Test func `names of media decide an order the numbers leave open`() throws {
        for (name, order) in [
            ("IMG-20260403-WA0001.jpg (file attached)", ChatTranscript.DateOrder.dayFirst),
            ("IMG-20260304-WA0001.jpg (file attached)", .monthFirst),
            ("<attached: 00000002-PHOTO-2026-03-04-10-00-00.jpg>", .monthFirst),
            ("IMG-20250101-WA0001.jpg (file attached)", .undecided),
            ("report-2026-03-04.pdf (file attached)", .undecided),
        ] {
            #expect(try transcript(["03/04/26"], text: name).dateOrder == order, "\(name)")
        }
    }

    @Test func `names of media that speak for both orders decide nothing`() throws {
        let text = """
            03/04/26, 10:00 - Bob: IMG-20260403-WA0001.jpg (file attached)
            03/04/26, 10:00 - Bob: IMG-20260304-WA0002.jpg (file attached)
            """
        #expect(try whatsApp(text)?.dateOrder == .undecided)
    }

    @Test func `dates of two orders in one file are a sign of joining`() throws {
        let transcript = try transcript(["13/04/26", "04/13/26", "03/04/26"])
        #expect(transcript.dateOrder == .undecided)
        #expect(transcript.remarks.map(\.code).contains("chat.date-order.mixed"))
        let clocks = transcript.messages.compactMap(\.clock)
        #expect(
            clocks.map(\.wallClock.day.description) == ["2026-04-13", "2026-04-13", "2026-04-03"])
        #expect(clocks.map { $0.alternative != nil } == [false, false, true])
    }
}
