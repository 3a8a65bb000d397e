internal import ClaimModel

/// Reads a sum as documents print it: `38,500.00 USD`, `USD 38500`, `US$ 38,500.00`, `€ 12.50`.
enum MoneyText {
    /// Nil unless the text holds exactly one number with commas at thousands only, and exactly one
    /// currency. A bare `$` is taken for the US dollar; `¥` may mean two currencies and is nil.
    static func read(_ text: String) -> Money? {
        let bytes = Array(text.utf8.prefix(200))
        var numbers: [[UInt8]] = []
        var letters: [[UInt8]] = []
        var isInNumber = false
        var isInWord = false
        for byte in bytes {
            let isDigit = (48...57).contains(byte)
            let isPoint = byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")
            let isLetter = (65...90).contains(byte) || (97...122).contains(byte)
            if isDigit || (isPoint && isInNumber) {
                if isInNumber {
                    numbers[numbers.count - 1].append(byte)
                } else {
                    numbers.append([byte])
                }
            } else if isLetter {
                if isInWord {
                    letters[letters.count - 1].append(byte)
                } else {
                    letters.append([byte])
                }
            }
            isInNumber = isDigit || (isPoint && isInNumber)
            isInWord = isLetter
        }
        guard numbers.count == 1, let number = number(numbers[0]),
            let currency = currency(words: letters, in: text)
        else { return nil }
        return Money(number, currency)
    }

    /// Every sum a line prints: a number with its currency right before or behind it. Only the
    /// first 2,000 bytes are looked at.
    static func all(in text: String) -> [Money] {
        var found: [Money] = []
        var last: (currency: CurrencyCode?, number: ExactDecimal?) = (nil, nil)
        for token in tokens(of: text) {
            if let number = token.number {
                if let currency = last.currency {
                    found.append(Money(number, currency))
                    last = (nil, nil)
                } else {
                    last = (nil, number)
                }
            } else if let currency = token.currency {
                if let number = last.number {
                    found.append(Money(number, currency))
                    last = (nil, nil)
                } else {
                    last = (currency, nil)
                }
            } else {
                last = (nil, nil)
            }
        }
        return found
    }

    /// The number of a text that is one number with two decimals and nothing else: a cell of a
    /// table whose head names the currency.
    static func bare(_ text: String) -> ExactDecimal? {
        let bytes = Array(text.utf8.prefix(40)).filter { $0 != 0x20 }
        guard bytes.count >= 4, bytes[bytes.count - 3] == UInt8(ascii: "."),
            bytes.allSatisfy({
                (48...57).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",")
            })
        else { return nil }
        return number(bytes)
    }

    private static func tokens(of text: String) -> [(
        number: ExactDecimal?, currency: CurrencyCode?
    )] {
        var tokens: [(number: ExactDecimal?, currency: CurrencyCode?)] = []
        var digits: [UInt8] = []
        var letters: [UInt8] = []
        func close() {
            if !digits.isEmpty { tokens.append((number(digits), nil)) }
            if !letters.isEmpty {
                tokens.append((nil, CurrencyCode(String(decoding: letters, as: UTF8.self))))
            }
            digits = []
            letters = []
        }
        for scalar in String(decoding: text.utf8.prefix(2_000), as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 48...57:
                if !letters.isEmpty { close() }
                digits.append(UInt8(scalar.value))
            case 0x2C where !digits.isEmpty, 0x2E where !digits.isEmpty:
                digits.append(UInt8(scalar.value))
            case 65...90, 97...122:
                if !digits.isEmpty { close() }
                letters.append(UInt8(scalar.value))
            case 0x24, 0x20AC, 0xA3:
                // "US$" is the sign, not a word before it.
                if !digits.isEmpty || letters != Array("US".utf8) { close() }
                letters = []
                let code = scalar.value == 0x24 ? "USD" : scalar.value == 0xA3 ? "GBP" : "EUR"
                tokens.append((nil, CurrencyCode(code)))
            case 9, 0x20, 0xA0: close()
            default:
                close()
                tokens.append((nil, nil))
            }
        }
        close()
        return tokens
    }

    private static func number(_ bytes: [UInt8]) -> ExactDecimal? {
        var bytes = bytes[...]
        while let last = bytes.last, last == UInt8(ascii: ".") || last == UInt8(ascii: ",") {
            bytes = bytes.dropLast()
        }
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2 else { return nil }
        let groups = whole.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard
            groups.count == 1
                || (groups[0].count <= 3 && groups.dropFirst().allSatisfy { $0.count == 3 })
        else { return nil }
        var digits = groups.flatMap { $0 }
        if parts.count == 2 {
            guard !parts[1].contains(UInt8(ascii: ",")) else { return nil }
            digits += [UInt8(ascii: ".")] + parts[1]
        }
        return ExactDecimal(String(decoding: digits, as: UTF8.self))
    }

    private static func currency(words: [[UInt8]], in text: String) -> CurrencyCode? {
        var found: Set<CurrencyCode> = []
        for word in words where word.count == 3 {
            if let code = CurrencyCode(String(decoding: word, as: UTF8.self)) { found.insert(code) }
        }
        if found.isEmpty {
            for (sign, code) in [("$", "USD"), ("€", "EUR"), ("£", "GBP")] {
                if text.unicodeScalars.contains(where: { String($0) == sign }),
                    let code = CurrencyCode(code)
                {
                    found.insert(code)
                }
            }
        }
        return found.count == 1 ? found.first : nil
    }
}
