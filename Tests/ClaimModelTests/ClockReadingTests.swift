import ClaimModel
import Testing

@Suite struct CalendarDayTests {
    @Test(arguments: [
        ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-04-09", 20_552),
        ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
    ])
    func `a day has its number and the number its day`(text: String, number: Int) {
        #expect(CalendarDay(text)?.dayNumber == number)
        #expect(CalendarDay(dayNumber: number)?.description == text)
    }

    @Test func `numbers and days agree for four centuries`() throws {
        var day = try #require(CalendarDay("1900-01-01"))
        for _ in 0..<146_097 {
            let next = day.adding(days: 1)
            #expect(next > day && day.days(to: next) == 1)
            day = next
        }
        #expect(day.description == "2300-01-01")
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "26-04-01", "2026/04/01",
        "2026-4-1",
        "", "2026-04-01 ", "1900-02-29",
    ])
    func `what is no day is refused`(text: String) {
        #expect(CalendarDay(text) == nil)
    }

    @Test func `the calendar ends quietly`() throws {
        let last = try #require(CalendarDay("9999-12-31"))
        #expect(last.adding(days: 1) == last)
    }
}

@Suite struct ClockReadingTests {
    private func reading(_ text: String) -> ClockReading? {
        ClockReading(iso8601: text, keeper: .thirdParty)
    }

    @Test(arguments: [
        ("2026-04-09T14:06-05:00", Int64(1_775_761_560)), ("2026-04-09T19:06:00Z", 1_775_761_560),
        ("2026-04-10 03:06:00.250+0800", 1_775_761_560), ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1),
    ])
    func `a time with an offset is one moment`(text: String, seconds: Int64) {
        #expect(reading(text)?.unixSeconds == seconds)
    }

    @Test func `a time without an offset spans twenty-six hours`() throws {
        let reading = try #require(self.reading("2026-04-09T14:06:31"))
        #expect(reading.unixSeconds == nil)
        #expect(reading.latest - reading.earliest == 26 * 3_600)
        #expect(reading.offsetSource == .unknown)
        #expect(reading.text == "2026-04-09T14:06:31 (zone unknown)")
    }

    @Test func `a bare date is that date for everybody`() throws {
        let reading = try #require(self.reading("2026-04-09"))
        #expect(reading.days(at: .beijing) == reading.wallClock.day...reading.wallClock.day)
    }

    @Test func `one minute to midnight in Beijing is still that day there`() throws {
        let late = try #require(reading("2026-03-31T23:59+08:00"))
        #expect(late.days(at: .beijing).lowerBound.description == "2026-03-31")
        let austin = try #require(reading("2026-03-31T11:30-05:00"))
        #expect(austin.days(at: .beijing).lowerBound.description == "2026-04-01")
    }

    @Test func `an undecided day order widens the span`() throws {
        let first = try #require(CalendarDay("2026-03-02")),
            second = try #require(CalendarDay("2026-02-03"))
        let reading = ClockReading(
            raw: "03/02/26", wallClock: try #require(WallClock(day: first, hour: 9, minute: 0)),
            keeper: .device, alternative: WallClock(day: second, hour: 9, minute: 0))
        #expect(reading.days(at: .beijing).lowerBound <= second)
        #expect(reading.days(at: .beijing).upperBound >= first)
        #expect(reading.unixSeconds == nil)
    }

    @Test(arguments: [
        "2026-04-09T", "2026-04-09T1", "2026-04-09T25:00", "2026-04-09T14:6", "2026-04-09X14:06",
        "2026-04-09T14:06+25:00", "2026-04-09T14:06:", "2026-04-09T14:06:01.",
        "2026-04-09T14:06 Texas",
        "", "09/04/2026",
    ])
    func `what is no time is refused`(text: String) {
        #expect(reading(text) == nil)
    }

    @Test func `seconds since 1970 come back as they went in`() throws {
        for seconds in [Int64(0), -1, 1_775_761_560, 253_402_300_799, -62_135_596_800] {
            let reading = try #require(
                ClockReading(raw: "x", unixSeconds: seconds, keeper: .device))
            #expect(reading.unixSeconds == seconds)
        }
        #expect(ClockReading(raw: "x", unixSeconds: .max, keeper: .device) == nil)
        #expect(ClockReading(raw: "x", unixSeconds: .min, keeper: .device) == nil)
    }
}
