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
