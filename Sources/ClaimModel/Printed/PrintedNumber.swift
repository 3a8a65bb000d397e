extension ExactDecimal {
    /// Reads a number as documents print it, in ASCII: `35,200.00`, `5000`. Commas stand before every
    /// third digit or nowhere, and there are digits on both sides of a point. Nil for anything else.
    package init?(grouped bytes: some Collection<UInt8>) {
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return nil }
        let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard
            groups.count == 1
                || ((1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 })
        else { return nil }
        var digits = groups.flatMap { $0 }
        if parts.count == 2 { digits += [UInt8(ascii: ".")] + parts[1] }
        // What is left must be digits and one point: no sign stands in a printed number.
        guard digits.first != UInt8(ascii: "-") else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}

/// A number of pieces as documents print it.
package enum PrintedCount {
    /// Digits a count may have.
    static let digitLimit = 12

    /// The count a text begins with, as in `2,000 pcs`. Nil where more than one number can be meant:
    /// `2.000 pcs` and `3 200 pcs` are thousands in some countries and something else in others.
    package static func read(_ text: String) -> Int? {
        let scalars = text.unicodeScalars.drop { isSpace($0) }
        let number = scalars.prefix { isDigit($0) || $0 == "," }
        let rest = scalars[number.endIndex...]
        var digits = number.map { UInt8(truncatingIfNeeded: $0.value) }
        // A comma at the end belongs to the sentence, and ends the number; but `12, 500` may be one.
        if digits.last == UInt8(ascii: ",") {
            let next = rest.drop(while: isSpace).prefix(while: isDigit)
            guard next.count != 3 else { return nil }
            digits.removeLast()
        } else if goesOn(rest) {
            return nil
        }
        guard digits.count <= digitLimit + digitLimit / 3,
            let count = ExactDecimal(grouped: digits)?.wholeNumber, count < 1_000_000_000_000
        else { return nil }
        return count
    }

    /// True where what stands behind the digits makes them part of another number, such as `2.000`,
    /// `2 000`, `2'000`, `2000-2500`, `2000 ~ 2500`, `2k` or `2万`.
    private static func goesOn(_ rest: Substring.UnicodeScalarView) -> Bool {
        guard let mark = rest.first else { return false }
        let next = rest.dropFirst().first
        let range = rest.drop(while: isSpace)
        if let dash = range.first, ["-", "\u{2013}", "~", "～"].contains(dash) {
            return range.dropFirst().drop(while: isSpace).first.map(isDigit) ?? false
        }
        switch mark {
        case "十", "百", "千", "万", "萬": return true
        case "k", "K": return !(next.map { $0.isASCII && $0.properties.isAlphabetic } ?? false)
        case ".", "'", "\u{2019}": return next.map(isDigit) ?? false
        default: return isSpace(mark) && (next.map(isDigit) ?? false)
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (48...57).contains(scalar.value) }

    /// Spaces documents set between the thousands of a number, wide and narrow.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 9, 0x20, 0xA0, 0x2000...0x200A, 0x202F, 0x3000: true
        default: false
        }
    }
}
