/// A decimal number held exactly, for money and quantities: up to fifteen digits before the point
/// and six behind it. Never a binary fraction, so 7.70 × 5,000 is 38,500.00 and nothing else.
public struct ExactDecimal: Hashable, Sendable {
    /// Digits kept behind the point.
    public static let fractionDigits = 6
    /// Digits accepted before the point when a text is read.
    public static let integerDigits = 15

    private static let one: Int128 = 1_000_000
    private let millionths: Int128

    private init(millionths: Int128) {
        self.millionths = millionths
    }

    /// A whole number.
    public init(_ whole: Int) {
        millionths = Int128(whole) * Self.one
    }

    /// Zero.
    public static let zero = ExactDecimal(0)

    /// Reads `12`, `12.5` or `-12.50`: digits, at most one point with digits on both sides, no
    /// grouping and no exponent. Nil for anything else or for more digits than are kept.
    public init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
            parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }),
            parts[0].count <= Self.integerDigits,
            parts.count == 1 || parts[1].count <= Self.fractionDigits
        else { return nil }
        var value: Int128 = 0
        for digit in parts[0] { value = value * 10 + Int128(digit - 48) }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        for position in 0..<Self.fractionDigits {
            value = value * 10 + (position < fraction.count ? Int128(fraction[position] - 48) : 0)
        }
        millionths = isNegative ? -value : value
    }

    /// True for numbers below zero.
    public var isNegative: Bool { millionths < 0 }

    /// True for zero.
    public var isZero: Bool { millionths == 0 }

    /// The number as an `Int` when it has no fraction and fits.
    public var wholeNumber: Int? {
        millionths % Self.one == 0 ? Int(exactly: millionths / Self.one) : nil
    }

    /// The sum.
    public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        ExactDecimal(millionths: left.millionths + right.millionths)
    }

    /// The difference.
    public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        ExactDecimal(millionths: left.millionths - right.millionths)
    }

    /// The product, rounded half away from zero at the sixth digit; nil when it is too large to be
    /// a sum of money anyone could mean.
    public func multiplied(by other: ExactDecimal) -> ExactDecimal? {
        let (product, overflow) = millionths.multipliedReportingOverflow(by: other.millionths)
        guard !overflow else { return nil }
        let half: Int128 = product < 0 ? -Self.one / 2 : Self.one / 2
        let (rounded, overflowAgain) = product.addingReportingOverflow(half)
        return overflowAgain ? nil : ExactDecimal(millionths: rounded / Self.one)
    }

    /// Percent of a number, as `per` of this number in a hundred.
    public func percent(_ rate: ExactDecimal) -> ExactDecimal? {
        guard let product = multiplied(by: rate) else { return nil }
        return ExactDecimal(millionths: product.millionths / 100)
    }

    /// The distance from zero.
    public var magnitude: ExactDecimal { ExactDecimal(millionths: abs(millionths)) }

    /// Digits with a point, such as `38500.00`: at least `minimumFractionDigits` behind it, no
    /// trailing zeros beyond them. `grouped` puts a comma before every third digit.
    public func text(minimumFractionDigits: Int = 0, grouped: Bool = false) -> String {
        let magnitude = millionths.magnitude
        var whole = String(magnitude / Self.one.magnitude)
        if grouped {
            var groups: [Substring] = []
            var rest = whole[...]
            while rest.count > 3 {
                groups.insert(rest.suffix(3), at: 0)
                rest = rest.dropLast(3)
            }
            whole = ([rest] + groups).joined(separator: ",")
        }
        var fraction = String(magnitude % Self.one.magnitude)
        fraction = String(repeating: "0", count: Self.fractionDigits - fraction.count) + fraction
        while fraction.count > minimumFractionDigits, fraction.last == "0" { fraction.removeLast() }
        return (isNegative ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension ExactDecimal: Comparable {
    /// Orders by value.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.millionths < right.millionths
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The shortest text: `5000`, `7.7`.
    public var description: String { text() }
}
