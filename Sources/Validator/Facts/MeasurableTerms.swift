/// Finds promises that can be measured: a number with a unit, a model number, a standard, a colour
/// code, a tolerance, a share of defects. One pass over the text, no backtracking.
struct MeasurableTerms: Sendable {
    /// What text is searched: terms and specifications hold nothing else, while an order page also
    /// prints sums, addresses and order numbers, which promise nothing.
    enum Source: Sendable { case terms, orderPage }

    private let units: Set<String>
    private let standards: Set<String>
    private let colours: Set<String>
    private let criteria: Set<String>

    init(_ vocabulary: Vocabulary) {
        units = Set(vocabulary.units)
        standards = Set(vocabulary.standards.map { $0.lowercased() })
        colours = Set(vocabulary.colours.map { $0.lowercased() })
        criteria = Set(vocabulary.criteria.map { $0.lowercased() })
    }

    /// The terms, as they stand in the text, in its order.
    func find(in text: String, source: Source) -> [String] {
        let tokens = Self.tokens(of: text)
        var found: [String] = []
        for (index, token) in tokens.enumerated() {
            let last = index > 0 ? tokens[index - 1] : nil
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            if let term = measure(token, last: last, next: next, source: source) {
                found.append(term)
            } else if let next, names(token, next) {
                found.append(token.text + " " + next.text)
            } else if criteria.contains(token.text.lowercased()),
                let number = tokens[(index + 1)...].prefix(4).first(where: { $0.leadingDigits > 0 })
            {
                found.append(token.text + " " + number.text)
            } else if source == .terms, token.isModelNumber || token.isVersion {
                found.append(token.text)
            }
        }
        return found
    }

    /// A number with a unit behind it, a tolerance, or a share.
    private func measure(_ token: Token, last: Token?, next: Token?, source: Source) -> String? {
        guard token.leadingDigits > 0 else { return nil }
        let number = String(token.text.prefix(token.leadingDigits))
        let rest = String(token.text.dropFirst(token.leadingDigits))
        if !rest.isEmpty { return units.contains(rest) ? token.text : nil }
        if last.map({ $0.text == "±" || $0.text == "≤" || $0.text == "≥" }) ?? false {
            return (last?.text ?? "") + number + (next.map { $0.text == "%" ? " %" : "" } ?? "")
        }
        guard let next else { return nil }
        if next.text == "%" { return source == .terms ? number + " %" : nil }
        if next.isWide {
            return units.contains(where: { next.text.hasPrefix($0) }) ? number + next.text : nil
        }
        return units.contains(next.text) ? number + " " + next.text : nil
    }

    /// `ISO 2859-1`, `RAL 9010`.
    private func names(_ token: Token, _ next: Token) -> Bool {
        let word = token.text.lowercased()
        return (standards.contains(word) || colours.contains(word)) && next.hasDigit
    }

    /// A run of letters, digits and the marks inside them; a run of wide letters; or one sign.
    private struct Token {
        var text: String
        var isWide = false
        /// Digits, points and commas at its start; 0 when it does not start with a digit.
        var leadingDigits = 0
        var hasDigit = false

        /// Letters and at least two digits in five characters or more: `MX7-407VG`, `LQFP100`.
        var isModelNumber: Bool {
            guard !isWide, text.utf8.count >= 5 else { return false }
            // "30days" is a number with a word behind it.
            let isNumberWithWord =
                leadingDigits > 0
                && !text.dropFirst(leadingDigits).utf8.contains { (48...57).contains($0) }
            guard !isNumberWithWord else { return false }
            let digits = text.utf8.count { (48...57).contains($0) }
            let letters = text.utf8.count { (65...90).contains($0) || (97...122).contains($0) }
            return digits >= 2 && letters >= 1
        }

        /// Three numbers with points between: `2.3.1`.
        var isVersion: Bool {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            return parts.count >= 3
                && parts.allSatisfy { part in
                    !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
                }
        }
    }

    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var word = String.UnicodeScalarView()
        var isWide = false
        func close() {
            guard !word.isEmpty else { return }
            // A point or comma at the end belongs to the sentence.
            while let last = word.last, word.count > 1, ".,-/".unicodeScalars.contains(last) {
                word.removeLast()
            }
            var token = Token(text: String(word), isWide: isWide)
            token.hasDigit = word.contains { ("0"..."9").contains($0) }
            if let first = word.first, ("0"..."9").contains(first) {
                token.leadingDigits =
                    word.prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }.count
            }
            tokens.append(token)
            word = String.UnicodeScalarView()
        }
        for scalar in text.unicodeScalars.prefix(20_000) {
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            let isInner = !word.isEmpty && !isWide && ".,-/".unicodeScalars.contains(scalar)
            let isUnitSign = scalar == "°" || scalar == "Ω" || scalar == "µ" || scalar == "μ"
            if isPlain || isInner || isUnitSign {
                if isWide { close() }
                isWide = false
                word.append(scalar)
            } else if scalar.properties.isAlphabetic {
                if !isWide { close() }
                isWide = true
                word.append(scalar)
            } else {
                close()
                isWide = false
                if !scalar.properties.isWhitespace, scalar != "\u{FE0F}" {
                    tokens.append(Token(text: String(scalar)))
                }
            }
        }
        close()
        return tokens
    }
}
