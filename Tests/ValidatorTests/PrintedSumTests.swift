import ClaimModel
import Testing

@testable import Validator

/// What may mean two sums is none.
@Suite struct PrintedSumTests {
    @Test(
        arguments: [
            ("HK$ 38,500", "38500.00 HKD"), ("38,500 HK$", "38500.00 HKD"), ("HK $ 500", "500.00 HKD"),
            ("A$ 38,500", nil), ("NT$38,500", nil), ("S$ 5", nil), ("R$ 5.00", nil),
            ("A$ 5.00 AUD", "5.00 AUD"), ("CAD $500.00", "500.00 CAD"), ("$500.00 CAD", "500.00 CAD"),
            ("EUR $5.00", nil), ("Total$5.00", "5.00 USD"), ("FOB $500", "500.00 USD"),
            ("USD 38,500.00 FOB", "38500.00 USD"),
            ("38.500 EUR", nil), ("0.125 USD", "0.125 USD"), ("1,038.500 USD", "1038.50 USD"),
            ("-100.00 USD", nil), ("USD -100.00", nil), ("-$100.00", nil), ("-US$100.00", nil),
            ("\u{2212}100.00 USD", nil), ("(100.00) USD", nil), ("USD (100.00)", nil),
            ("30 % deposit (11,550.00 USD)", nil), ("(11,550.00 USD)", "11550.00 USD"),
            ("（38,500.00 USD）", "38500.00 USD"), ("($100.00)", "100.00 USD"),
            ("100.00- USD", nil), ("Total - USD 100.00", "100.00 USD"),
            ("3 200 USD", nil), ("38 500.00 USD", nil), ("38'500.00 CHF", nil), ("38.5k USD", nil),
            ("1.5 million USD", nil), ("5-10 USD", nil), ("INV2024 500.00 USD", "500.00 USD"),
        ] as [(String, String?)])
    func `a value is read as one sum, or not at all`(text: String, sum: String?) {
        #expect(MoneyText.read(text)?.description == sum)
    }

    @Test(arguments: [
        ("10 USD 7.70", []), ("10 PCS 7.70 USD", ["7.70 USD"]), ("5 pcs at USD 7.70", ["7.70 USD"]),
        ("3.00 EUR 4.00 EUR", ["3.00 EUR", "4.00 EUR"]), ("USD 3.00 USD 4.00", ["3.00 USD", "4.00 USD"]),
        ("38.500 EUR", []), ("-100.00 USD and 5.00 USD", ["5.00 USD"]), ("HK$ 38,500", ["38500.00 HKD"]),
        ("A$ 38,500", []), ("3 200 USD", []), ("1 000 000 USD", []), ("5 7.70 USD", ["7.70 USD"]),
        ("12/04/2026 100.00 USD", ["100.00 USD"]), ("2026-04-12 100.00 USD", ["100.00 USD"]),
        ("38'500.00 USD", []), ("$500 CAD", ["500.00 CAD"]), ("100.00 USD FOB", ["100.00 USD"]),
        ("rate 5.00 AED", ["5.00 AED"]), ("30 % deposit (11,550.00 USD)", ["11550.00 USD"]),
    ])
    func `a line gives the sums nobody can read otherwise`(line: String, sums: [String]) {
        #expect(MoneyText.all(in: line).map(\.description) == sums)
    }

    @Test func `what the limit cuts in two is no sum`() {
        let text = String(repeating: "x", count: MoneyText.valueLimit - 4) + " 38,500.00 USD"
        #expect(MoneyText.read(text) == nil)
        let line = String(repeating: "x ", count: MoneyText.lineLimit / 2 - 4) + "USD 38,500.00"
        #expect(MoneyText.all(in: line) == [])
    }

    @Test func `a contract in another dollar does not contradict, and neither does an unclear point`() {
        for printed in ["A$ 38,500", "38.500 USD", "-38,500.00 USD"] {
            let recipe = ClaimRecipe.quality().with { $0.read("A-1", document([["Order total", printed]])) }
            #expect(recipe.outcome("C04") == .pass, "\(printed)")
        }
    }
}
