import ClaimModel
import Testing

@Suite struct PrintedTests {
    @Test(
        arguments: [
            ("5000", "5000"), ("35,200.00", "35200"), ("1,000,000", "1000000"), ("0.5", "0.5"),
            ("1000,000", nil), ("1,00,000", nil), ("35.200,00", nil), ("-5", nil), ("5.", nil), ("", nil),
            (",500", nil), ("1.2.3", nil),
        ] as [(String, String?)])
    func `a number has commas at thousands or nowhere`(text: String, number: String?) {
        #expect(ExactDecimal(grouped: Array(text.utf8))?.description == number)
    }

    @Test(
        arguments: [
            ("2,000 pcs", 2_000), ("2000pcs", 2_000), (" 125", 125), ("2,000, in 20 cartons", 2_000),
            ("32 (level II)", 32), ("2000 kits", 2_000), ("2000.", 2_000),
            ("2,000, 20 cartons", 2_000), ("12, 500 pcs", nil), ("12, 5000 pcs", 12), ("2000 - pcs", 2_000), ("2000 - 2500", nil), ("2000~2500", nil),
            ("2.000 pcs", nil), ("3 200 pcs", nil), ("3\u{A0}200", nil), ("3\u{202F}200", nil),
            ("3'200", nil), ("2k pcs", nil), ("2万", nil), ("2000-2500", nil), ("1000,000", nil),
            ("lot of 2,000", nil), ("many", nil), ("", nil), ("1,000,000,000,000", nil),
        ] as [(String, Int?)])
    func `a count is read where it can mean one number`(text: String, count: Int?) {
        #expect(PrintedCount.read(text) == count)
    }

    @Test(arguments: [
        ("2026-04-11, 09:05 to 15:40", ["2026-04-11"]), ("dated 12th of April 2026", ["2026-04-12"]),
        ("on April 12th, 2026.", ["2026-04-12"]), ("Sat 12-Apr-2026 10:05", ["2026-04-12"]),
        ("2026 年 4 月 12 日", ["2026-04-12"]), ("订单日期：2026年4月12日", ["2026-04-12"]),
        ("2026-04-12T10:00Z", ["2026-04-12"]), ("10:05 12.04.2026", ["2026-12-04", "2026-04-12"]),
        ("12 - 15 April 2026", ["2026-04-15"]), ("12\tApril\t2026", ["2026-04-12"]),
        ("April 12,\n2026", ["2026-04-12"]), ("12\u{3000}April\u{3000}2026", ["2026-04-12"]), ("10\n12\n2000", []),
        ("Carton 10 x 12 x 1500 mm", []), ("5 pcs, 12 colours, 2000 pcs", []), ("5, 12, 2000", []),
        ("5 12 2000", []), ("10/12/1500 mm", []), ("10 | 12 | 2000", []), ("12 Marketing 2024", []),
        ("Calle Mayor 1, 2026", []), ("5 Mayor 2026", []), ("31 February 2026", []),
    ])
    func `a day is found where only the marks of a day stand between its parts`(
        text: String, days: [String]
    ) {
        let found = PrintedDay.days(in: text).map(\.description)
        #expect(found.sorted() == days.sorted())
    }

    @Test func `what the limit cuts in two is no day`() {
        let text = String(repeating: "x", count: 190) + " 2026-04-12"
        #expect(PrintedDay.days(in: text) == [])
    }
}
