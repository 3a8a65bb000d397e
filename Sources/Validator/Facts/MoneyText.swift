internal import ClaimModel

/// Reads a sum as documents print it: `38,500.00 USD`, `USD 38500`, `US$ 38,500.00`, `€ 12.50`.
///
/// What may mean two sums is none: `38.500 EUR` is thirty-eight or thirty-eight thousand, `3 200 USD`
/// one number or two, `-100.00 USD` and `(100.00) USD` are paid back, and which dollar `A$` is a
/// number does not say.
enum MoneyText {
    /// Bytes of a value that are looked at.
    static let valueLimit = 200
    /// Bytes of a line that are looked at.
    static let lineLimit = 2_000

    /// Nil unless the text holds exactly one number with commas at thousands only, and exactly one
    /// currency. A bare `$` is taken for the US dollar; `¥` may mean two currencies and is nil.
    static func read(_ text: String) -> Money? {
        var numbers: [ExactDecimal?] = []
        var currencies: [Currency] = []
        for token in MoneyTokens.all(in: text, limit: valueLimit) {
            switch token {
            case .number(let number): numbers.append(number)
            case .currency(let currency): currencies.append(currency)
            case .other: break
            }
        }
        guard numbers.count == 1, let number = numbers[0] else { return nil }
        // Where a well-known currency stands, other words of three capitals are words, such as FOB.
        if currencies.contains(where: \.isSure) { currencies.removeAll { !$0.isSure } }
        guard let first = currencies.first,
            let code = currencies.dropFirst().reduce(first, { $0.merged(with: $1) }).code
        else { return nil }
        return Money(number, code)
    }

    /// Every sum a line prints: a number with its currency right before or behind it. A number
    /// between two numbers or two currencies belongs to neither.
    static func all(in text: String) -> [Money] {
        MoneyTokens.all(in: text, limit: lineLimit)
            .split(whereSeparator: { if case .other = $0 { true } else { false } })
            .flatMap { sums(in: Array($0)) }
    }

    /// The number of a text that is one number with two decimals and nothing else: a cell of a
    /// table whose head names the currency.
    static func bare(_ text: String) -> ExactDecimal? {
        let bytes = Array(text.utf8.prefix(40)).filter { $0 != 0x20 }
        guard bytes.count >= 4, bytes[bytes.count - 3] == UInt8(ascii: ".") else { return nil }
        return ExactDecimal(grouped: bytes)
    }

    /// The sums of numbers and currencies that stand beside one another.
    private static func sums(in run: [MoneyToken]) -> [Money] {
        var run = run
        let isSure = run.contains { if case .currency(let one) = $0 { one.isSure } else { false } }
        if isSure {
            // As in `10 PCS 7.70 USD`, where the pieces end what stands before them.
            let parts = run.split { if case .currency(let one) = $0 { !one.isSure } else { false } }
            if parts.count > 1 { return parts.flatMap { sums(in: Array($0)) } }
            run = parts.first.map(Array.init) ?? []
        }
        var found: [Money] = []
        var parts: [[MoneyToken]] = [[]]
        for token in run {
            switch (parts[parts.count - 1].last, token) {
            case (.number, .number): parts.append([token])
            case (.currency(let one), .currency(let two)):
                parts[parts.count - 1].removeLast()
                parts[parts.count - 1].append(.currency(one.merged(with: two)))
            default: parts[parts.count - 1].append(token)
            }
        }
        for part in parts {
            switch part.count {
            case 3:
                // `$500 CAD` is one sum; of `10 USD 7.70` nobody knows which number is the money.
                if case (.currency(let one), .number(let number?), .currency(let two)) =
                    (part[0], part[1], part[2]), let code = one.merged(with: two).code
                {
                    found.append(Money(number, code))
                }
            case let count where count.isMultiple(of: 2):
                for index in stride(from: 0, to: count, by: 2) {
                    switch (part[index], part[index + 1]) {
                    case (.number(let number?), .currency(let currency)),
                        (.currency(let currency), .number(let number?)):
                        if let code = currency.code { found.append(Money(number, code)) }
                    default: break
                    }
                }
            default: break
            }
        }
        return found
    }

    /// A currency as it is printed.
    struct Currency: Equatable {
        /// Its code; nil where nobody can tell, as for `A$` or where two of them stand together.
        let code: CurrencyCode?
        /// True for a sign and for codes of this trade; other words of three capitals may be no
        /// currency at all.
        let isSure: Bool
        /// True for a dollar that something may name more exactly.
        let isDollar: Bool

        /// A word of three capitals; nil for other words.
        init?(word: [UInt8]) {
            guard let code = CurrencyCode(String(decoding: word, as: UTF8.self)) else { return nil }
            self.init(
                code: code, isSure: Self.common.contains(code.letters),
                isDollar: Self.dollars.contains(code.letters))
        }

        private init(code: CurrencyCode?, isSure: Bool, isDollar: Bool) {
            self.code = code
            self.isSure = isSure
            self.isDollar = isDollar
        }

        /// Nobody can tell which, or it stands behind a minus.
        static let unknown = Currency(code: nil, isSure: true, isDollar: false)
        static let euro = Currency(code: CurrencyCode("EUR"), isSure: true, isDollar: false)
        static let pound = Currency(code: CurrencyCode("GBP"), isSure: true, isDollar: false)

        /// A `$` with the letters before it, if any.
        static func dollar(_ letters: [UInt8]) -> Currency {
            switch String(decoding: letters, as: UTF8.self) {
            case "", "US": Currency(code: CurrencyCode("USD"), isSure: true, isDollar: true)
            case "HK": Currency(code: CurrencyCode("HKD"), isSure: true, isDollar: true)
            default: Currency(code: nil, isSure: true, isDollar: true)
            }
        }

        /// The one that two printed side by side mean: `CAD $` is the Canadian dollar.
        func merged(with other: Currency) -> Currency {
            if self == other { return self }
            if isDollar, other.isDollar {
                // The bare sign is what every dollar is written with.
                let codes = [code, other.code].compactMap(\.self).filter { $0.letters != "USD" }
                if codes.count == 1 { return Currency(code: codes[0], isSure: true, isDollar: true) }
            }
            return .unknown
        }

        private static let dollars: Set<String> = ["USD", "HKD", "AUD", "CAD", "NZD", "SGD", "TWD"]
        private static let common: Set<String> = dollars.union([
            "EUR", "GBP", "CNY", "RMB", "JPY", "KRW", "CHF", "INR", "THB", "VND", "MYR", "IDR",
            "PHP", "MXN", "BRL", "PLN", "CZK", "HUF", "SEK", "NOK", "DKK", "ZAR", "AED", "ILS",
        ])
    }
}

/// What a printed sum is made of.
enum MoneyToken {
    /// A number; nil when it can be no sum, or more than one.
    case number(ExactDecimal?)
    case currency(MoneyText.Currency)
    /// What parts one sum from another.
    case other
}

/// Takes a text apart into numbers, currencies and the rest.
struct MoneyTokens {
    private var tokens: [MoneyToken] = []
    private var digits: [UInt8] = []
    private var word: [UInt8] = []
    /// What stands right before the number at hand.
    private var mark: Unicode.Scalar?
    /// True when the word at hand stands right behind a number.
    private var isGlued = false
    /// True when a minus stands right before the word at hand.
    private var isNegated = false
    /// The last word, while nothing but spaces stands behind it.
    private var lastWord: [UInt8] = []
    /// Spaces since the last token.
    private var spaces = 0
    /// True while the last number may be the first part of one with spaces at its thousands.
    private var mayGoOn = false

    /// - Parameter limit: bytes that are looked at; what it cuts in two is left out.
    static func all(in text: String, limit: Int) -> [MoneyToken] {
        var reader = MoneyTokens()
        var last: [Unicode.Scalar] = []
        for scalar in String(decoding: text.utf8.prefix(limit), as: UTF8.self).unicodeScalars {
            reader.take(scalar, after: last.last, last.first)
            last = last.suffix(1) + [scalar]
        }
        if text.utf8.count > limit {
            reader.digits = []
            reader.word = []
        }
        reader.close(before: nil)
        return reader.tokens
    }

    private mutating func take(
        _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, _ secondLast: Unicode.Scalar?
    ) {
        /// A dash that joins two words is none.
        var isAfterMinus: Bool {
            guard let last, Self.dashes.contains(last) else { return false }
            return !(secondLast.map { $0.properties.isAlphabetic || (48...57).contains($0.value) } ?? false)
        }
        switch scalar.value {
        case 48...57:
            if !word.isEmpty, !(MoneyText.Currency(word: word)?.isSure ?? false) {
                // `USD500` is a sum, `INV2024` a word.
                word.append(UInt8(scalar.value))
                return
            }
            if !word.isEmpty { close(before: nil) }
            if digits.isEmpty { mark = last }
            digits.append(UInt8(scalar.value))
        case 0x2C where !digits.isEmpty, 0x2E where !digits.isEmpty:
            digits.append(UInt8(scalar.value))
        case 65...90, 97...122:
            if word.isEmpty {
                let isBehindDigits = !digits.isEmpty
                close(before: nil)
                isGlued = isBehindDigits
                isNegated = isAfterMinus
            }
            word.append(UInt8(scalar.value))
        case 0x24, 0x20AC, 0xA3: takeSign(scalar, isAfterMinus: isAfterMinus)
        case 9, 0x20, 0xA0, 0x202F, 0x3000:
            close(before: scalar)
            spaces += scalar.value == 9 ? 2 : 1
        default:
            close(before: scalar)
            append(.other)
            lastWord = []
        }
    }

    private mutating func append(_ token: MoneyToken, mayGoOn: Bool = false) {
        tokens.append(token)
        self.mayGoOn = mayGoOn
        spaces = 0
    }

    private mutating func takeSign(_ sign: Unicode.Scalar, isAfterMinus: Bool) {
        var letters: [UInt8] = []
        var isNegative = isAfterMinus
        if sign == "$", (1...3).contains(word.count), MoneyText.Currency(word: word) == nil {
            letters = word
            isNegative = isNegated
            word = []
        } else if sign == "$", word.isEmpty, digits.isEmpty, Self.regions.contains(lastWord) {
            // As in `HK $ 500`: the word before was taken for something else.
            letters = lastWord
            tokens.removeLast()
        }
        close(before: sign)
        lastWord = []
        let currency: MoneyText.Currency =
            sign == "$" ? .dollar(letters) : sign == "£" ? .pound : .euro
        append(.currency(isNegative ? .unknown : currency))
    }

    /// Letters of a country before a spaced `$`.
    private static let regions: Set<[UInt8]> = Set(
        ["US", "HK", "AU", "CA", "NT", "NZ", "SG"].map { Array($0.utf8) })

    /// Ends the number or word at hand.
    ///
    /// - Parameter next: what stands right behind it.
    private mutating func close(before next: Unicode.Scalar?) {
        if !digits.isEmpty {
            closeNumber(before: next)
            lastWord = []
        }
        if !word.isEmpty {
            if let currency = MoneyText.Currency(word: word) {
                append(.currency(isNegated ? .unknown : currency))
            } else {
                // As in `1.5 million USD` and `38.5k`.
                if isGlued || Self.scales.contains(word.map { $0 | 0x20 }), case .number? = tokens.last {
                    tokens[tokens.count - 1] = .number(nil)
                }
                append(.other)
            }
            lastWord = word
        }
        digits = []
        word = []
    }

    private static let scales: Set<[UInt8]> = Set(
        ["k", "m", "mn", "mio", "mln", "thousand", "million"].map { Array($0.utf8) })

    private mutating func closeNumber(before next: Unicode.Scalar?) {
        var printed = digits[...]
        while let last = printed.last, !(48...57).contains(last) { printed.removeLast() }
        let isSentenceEnd = printed.count < digits.count
        var number = ExactDecimal(grouped: printed)
        if Self.isAmbiguous(printed) { number = nil }
        // A dash before it is a minus or makes a range, brackets around it alone are a bookkeeper's
        // minus, and an apostrophe stands between thousands.
        if let mark, Self.dashes.contains(mark) || ["'", "\u{2019}"].contains(mark) { number = nil }
        if let mark, ["(", "（"].contains(mark), let next, [")", "）"].contains(next) { number = nil }
        if let next, !isSentenceEnd, Self.dashes.contains(next) || ["'", "\u{2019}"].contains(next) {
            number = nil
        }
        if let next, ["千", "万", "萬", "亿", "億"].contains(next) { number = nil }
        let whole = printed.prefix { (48...57).contains($0) }
        // `3 200` is one number in many countries.
        let isGroup = mayGoOn && spaces == 1 && whole.count == 3
        if isGroup {
            tokens[tokens.count - 1] = .number(nil)
            number = nil
        }
        append(
            .number(number),
            mayGoOn: whole.count == digits.count && whole.count <= 3 && (isGroup || number != nil))
        mark = nil
    }

    /// True for `38.500`: a fraction here, thousands there. `0.125` and `1,038.500` are plain.
    private static func isAmbiguous(_ digits: ArraySlice<UInt8>) -> Bool {
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1].count == 3 && parts[0].count <= 3
            && parts[0].first != UInt8(ascii: "0")
    }

    private static let dashes: Set<Unicode.Scalar> = [
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}",
    ]
}
