import ClaimModel
import Testing

@Suite struct ExactDecimalTests {
    @Test(arguments: [
        ("12", "12"), ("12.5", "12.5"), ("-12.50", "-12.5"), ("0.000001", "0.000001"),
        ("999999999999999.999999", "999999999999999.999999"), ("007", "7"), ("-0", "0"),
    ])
    func `a number is read and written exactly`(text: String, shortest: String) throws {
        #expect(try #require(ExactDecimal(text)).text() == shortest)
    }

    @Test(arguments: [
        "", "-", ".", "1.", ".5", "1.2.3", "1,000", "1e3", "+1", " 1", "1 ", "٣", "0.0000001",
        "1000000000000000", "--1", "NaN", "$1",
    ])
    func `anything else is refused`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test func `five thousand boards at 7.70 are 38,500.00`() throws {
        let price = try #require(ExactDecimal("7.70"))
        let sum = try #require(price.multiplied(by: ExactDecimal(5_000)))
        #expect(sum.text(minimumFractionDigits: 2, grouped: true) == "38,500.00")
    }

    @Test(arguments: [
        ("0.000001", "0.5", "0.000001"), ("0.000001", "0.4", "0"),
        ("-0.000001", "0.5", "-0.000001"),
        ("3", "-2.5", "-7.5"),
    ])
    func `a product is rounded half away from zero at the sixth digit`(
        left: String, right: String, product: String
    ) throws {
        let left = try #require(ExactDecimal(left)), right = try #require(ExactDecimal(right))
        #expect(left.multiplied(by: right)?.text() == product)
    }

    @Test func `a product too large to be money is nil and does not trap`() throws {
        let large = try #require(ExactDecimal("999999999999999.999999"))
        #expect(large.multiplied(by: large) == nil)
    }

    @Test func `reading what was written gives the number again`() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<2_000 {
            let whole = Int.random(in: -1_000_000...1_000_000, using: &generator)
            let cents = Int.random(in: 0...999_999, using: &generator)
            let text = "\(whole).\(String(repeating: "0", count: 6 - String(cents).count))\(cents)"
            let number = ExactDecimal(text)
            #expect(number != nil)
            #expect(number.flatMap { ExactDecimal($0.text()) } == number)
        }
    }

    @Test(arguments: [
        ("35200.00 USD", "35,200.00 USD"), ("0.5 EUR", "0.50 EUR"),
        ("1234567.125 CNY", "1,234,567.125 CNY"),
    ])
    func `money is read with its currency and grouped for people`(text: String, grouped: String) {
        #expect(Money(text)?.grouped == grouped)
    }

    @Test(arguments: [
        "$35,200", "35200", "35200.00USD", "35200.00 usd", "USD 35200", "35200.00  USD",
    ])
    func `money in another form is refused`(text: String) {
        #expect(Money(text) == nil)
    }
}

/// A small seeded generator (SplitMix64, Steele, Lea and Flood 2014), so that every run tests the
/// same values.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
