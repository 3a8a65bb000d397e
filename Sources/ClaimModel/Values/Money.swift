/// A currency by its ISO 4217 code: three letters A–Z. Whether the code is assigned is not checked.
public struct CurrencyCode: Hashable, Sendable {
    /// The three letters.
    public let letters: String

    /// Nil unless `letters` is three capital letters.
    public init?(_ letters: String) {
        guard letters.utf8.count == 3, letters.utf8.allSatisfy({ (65...90).contains($0) }) else {
            return nil
        }
        self.letters = letters
    }
}

/// A sum of money: an exact decimal and its currency, written `35200.00 USD`.
public struct Money: Hashable, Sendable {
    /// The sum.
    public let amount: ExactDecimal
    /// What it is counted in.
    public let currency: CurrencyCode

    /// A sum in a currency.
    public init(_ amount: ExactDecimal, _ currency: CurrencyCode) {
        self.amount = amount
        self.currency = currency
    }

    /// Reads `35200.00 USD`: an exact decimal, one space, a currency code. Nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, let amount = ExactDecimal(String(parts[0])),
            let currency = CurrencyCode(String(parts[1]))
        else { return nil }
        self.init(amount, currency)
    }

    /// For people: `35,200.00 USD`.
    public var grouped: String {
        amount.text(minimumFractionDigits: 2, grouped: true) + " " + currency.letters
    }
}

extension Money: CustomStringConvertible {
    /// For files: `35200.00 USD`, which `init(_:)` reads again.
    public var description: String {
        amount.text(minimumFractionDigits: 2) + " " + currency.letters
    }
}
