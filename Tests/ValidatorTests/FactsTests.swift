import ClaimModel
import Testing

@testable import Validator

@Suite struct FactsTests {
    @Test(
        arguments: [
            ("38,500.00 USD", "38500.00 USD"), ("USD 38500", "38500.00 USD"),
            ("US$ 1,860.00", "1860.00 USD"),
            ("$5", "5.00 USD"), ("€ 12.50", "12.50 EUR"), ("Total: 7.70 USD.", "7.70 USD"),
            ("38.500,00 EUR", nil), ("1,00,000 USD", nil), ("10 of 20 USD", nil), ("12", nil),
            ("", nil),
            ("USD EUR 5", nil), ("¥ 100", nil), ("99999999999999999999 USD", nil),
        ] as [(String, String?)])
    func `a printed sum is read, or not at all`(text: String, sum: String?) {
        #expect(MoneyText.read(text)?.description == sum)
    }

    @Test(arguments: [
        ("2026-04-12", ["2026-04-12"]), ("2026-04-11, 09:05 to 15:40", ["2026-04-11"]),
        ("12 April 2026", ["2026-04-12"]), ("Apr 12, 2026", ["2026-04-12"]),
        ("2026年4月12日", ["2026-04-12"]), ("2026/4/12", ["2026-04-12"]),
        ("04/05/2026", ["2026-05-04", "2026-04-05"]), ("13/05/2026", ["2026-05-13"]),
        ("05/05/2026", ["2026-05-05"]), ("31 February 2026", []), ("soon", []), ("", []),
    ])
    func `a printed day is read with its other meaning`(text: String, days: [String]) {
        #expect(PrintedDay.days(in: text).map(\.description) == days)
    }

    @Test(arguments: [
        ("AUSTIN, TX 78758, US", "same"), ("Austin, TX", "same"), ("78758", "same"),
        ("Houston, TX 77001", "different"), ("DALLAS, TX", "different"), ("US", "unclear"),
        ("", "unclear"),
        ("Fork Bend, TX", "unclear"),
    ])
    func `a place is compared by postcode, else by town`(seen: String, answer: String) {
        let agreed = "2210 Juniper Fork Road, Suite 4, Austin, TX 78758, US"
        #expect("\(AddressComparison(seen: seen, agreed: agreed))" == answer)
    }

    @Test(arguments: [
        ("Spain", "Calle Mayor 1, 28013 Madrid, Spain", "unclear"),
        ("Spain", "Calle Mayor 1, 28013 Madrid, ES", "unclear"),
        ("ES", "Calle Mayor 1, 28013 Madrid, Spain", "unclear"),
        ("ES, Spain", "Calle Mayor 1, 28013 Madrid, Spain", "unclear"),
        ("DEU", "Jungfernstieg 1, 20354 Hamburg, Germany", "unclear"),
        ("Mexico", "Reforma 1, Mexico City, Mexico", "unclear"),
        ("Madrid", "Calle Mayor 1, 28013 Madrid, Spain", "same"),
        ("Madrid, ES", "Calle Mayor 1, Madrid", "same"),
        ("Madrid", "Calle Mayor 1, 28013 Madrid", "same"),
        ("AUSTIN", "10500 Metric Blvd, Austin TX 78758", "same"),
        ("10500", "10500 Metric Blvd, Austin, TX", "unclear"),
        // The same number may be a postcode, and the town be written in another language.
        ("10500 Main Street, Dallas", "10500 Metric Blvd, Austin, TX", "unclear"),
        ("80331 MUNICH, DE", "80331 München, Deutschland", "unclear"),
        ("MOSCOW 101000", "101000, Москва, Россия", "unclear"),
        ("20354 Hamburg", "20354 Hamburg, Germany", "same"),
        ("AUSTIN, TX 78758", "10500 Metric Blvd, Austin, TX", "unclear"),
        ("AUSTIN, TX 78758", "10500 Metric Blvd, Austin", "unclear"),
        ("AUSTIN, TX 78758", "10500 Metric Blvd, Austin, TX 78758", "same"),
        ("HOUSTON, TX 77001", "10500 Metric Blvd, Austin, TX 78758", "different"),
        ("10500 Main Street, DALLAS, TX 75201", "10500 Metric Blvd, Austin, TX 78758", "different"),
        ("Madrid 28001, Spain", "Calle Mayor 1, 28013 Madrid, Spain", "unclear"),
        ("Barcelona 08001, Spain", "Calle Mayor 1, 28013 Madrid, Spain", "different"),
        ("77001", "2210 Juniper Fork Road, Austin, TX 78758", "different"),
        ("77001", "10500 Metric Blvd, Austin, TX", "unclear"),
    ])
    func `a country alone, or the number of a house, is no place`(
        seen: String, agreed: String, answer: String
    ) {
        #expect("\(AddressComparison(seen: seen, agreed: agreed))" == answer)
    }

    @Test(arguments: [
        ("Microcontroller MX7-407VG, LQFP100, 168 MHz", ["MX7-407VG", "LQFP100", "168 MHz"]),
        ("PCB thickness 1.6 mm ±10 %", ["1.6 mm", "±10 %"]), ("Defect rate ≤ 2 %", ["≤2 %"]),
        ("AQL critical 0, major 1.0", ["AQL 0"]), ("Firmware 2.3.1", ["2.3.1"]),
        ("Colour RAL 9010 or Pantone 186 C", ["RAL 9010", "Pantone 186"]),
        ("sampled by ISO 2859-1", ["ISO 2859-1"]), ("cotton 180gsm", ["180gsm"]),
        ("厚度1.6毫米", ["1.6毫米"]),
        ("high quality, standard grade", []), ("No substitution without approval", []),
        ("5,000 pieces in 20 cartons", []), ("30days", []), ("", []),
    ])
    func `terms that can be measured are found`(text: String, terms: [String]) {
        let scanner = MeasurableTerms(ClaimRecipe.rulebook.vocabulary)
        #expect(scanner.find(in: text, source: .terms) == terms)
    }

    @Test func `long texts of one sign are read in one pass`() {
        let scanner = MeasurableTerms(ClaimRecipe.rulebook.vocabulary)
        for sign in ["9", "a", "±", "-", "毫", " ", "9.", "a1"] {
            _ = scanner.find(in: String(repeating: sign, count: 60_000), source: .terms)
        }
        #expect(
            !OrderNumberText.isIn(
                String(repeating: "2", count: 60_000), number: Array("287340516001029481".utf8)))
        #expect(
            OrderNumberText.near(
                String(repeating: "2", count: 60_000), number: Array("287340516001029481".utf8))
                == nil)
    }

    @Test
    func `phrases are found at word borders, in any case, with straight or curly apostrophes`() {
        let phrases = Phrases(["accept as is", "can't", "同意"])
        #expect(phrases.first(in: "We ACCEPT  AS\nIS.")?.phrase == "accept as is")
        #expect(phrases.first(in: "accept as issued") == nil)
        #expect(phrases.first(in: "we can’t")?.phrase == "can't")
        #expect(phrases.first(in: "我们不同意")?.before == "我们不")
        #expect(phrases.first(in: "No. We accept as is")?.before == " we ")
    }

    @Test(arguments: [
        ("we don't say we accept the delay. OK, we accept the delay.", true),
        ("这个价格不行。我们同意延期。", true), ("这个价格不行！我们同意延期", true),
        ("not the price\nwe accept the delay", true), ("we do not say we accept the delay", false),
        ("我们不同意延期", false), ("we accept\nthe delay", true), ("not this; 同意延期？", true),
    ])
    func `a phrase counts where its own sentence does not deny it`(text: String, counts: Bool) {
        let phrases = Phrases(["we accept the delay", "同意延期"])
        let negations = Phrases(["not", "don't", "不"])
        #expect((phrases.first(in: text, notAfter: negations) != nil) == counts)
    }

    @Test func `a phrase that is denied many times is looked for in one pass`() {
        let phrases = Phrases(["we accept"])
        let negations = Phrases(["not"])
        let growth = ProportionTests.growth(from: 5_000) { count in
            let text = String(repeating: "not we accept ", count: count)
            return { #expect(phrases.first(in: text, notAfter: negations) == nil) }
        }
        #expect(growth < ProportionTests.bound)
    }

    @Test func `one letter more, less or other is a distance of one`() {
        func isOne(_ left: String, _ right: String) -> Bool {
            EditDistance.isOne(Array(left.utf8), Array(right.utf8))
        }
        #expect(isOne("12345", "12346") && isOne("12345", "1245") && isOne("2345", "12345"))
        #expect(!isOne("12345", "12345") && !isOne("12345", "12354") && !isOne("", "ab"))
        #expect(isOne("", "a"))
    }
}
