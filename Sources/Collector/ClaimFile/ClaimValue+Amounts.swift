import ClaimModel
import ClaimText

extension ClaimValue {
    /// `35200.00 USD`, zero or more.
    static func money(_ text: String) throws(ClaimValueProblem) -> Money {
        guard let money = Money(text) else {
            if ExactDecimal(text) != nil {
                let right = Money(text + " USD")?.description ?? "35200.00 USD"
                throw ClaimValueProblem(
                    "claimfile.currency", "\(text.quoted()) has no currency",
                    "Write it behind the number: \(right)")
            }
            throw ClaimValueProblem(
                "claimfile.amount", "\(text.quoted()) is not an amount",
                "Write the number without signs or commas, then the currency: "
                    + (intendedMoney(text)?.description ?? "35200.00 USD"))
        }
        guard !money.amount.isNegative else {
            throw ClaimValueProblem(
                "claimfile.amount.negative", "\(text.quoted()) is below zero",
                "Write the amount without \"-\"")
        }
        return money
    }

    /// `5000` or `12.5`, zero or more.
    static func number(_ text: String) throws(ClaimValueProblem) -> ExactDecimal {
        guard let number = ExactDecimal(text) else {
            let right = ExactDecimal(
                grouped: Array(text.prefix { !$0.isLetter }.filter { $0 != " " }.utf8))
            throw ClaimValueProblem(
                "claimfile.number", "\(text.quoted()) is not a number",
                "Write digits without commas or words: " + (right?.description ?? "5000"))
        }
        guard !number.isNegative else {
            throw ClaimValueProblem(
                "claimfile.number.negative", "\(text.quoted()) is below zero",
                "Write the number without \"-\"")
        }
        return number
    }

    /// `162.5 kg`, in kilograms.
    static func weight(_ text: String) throws(ClaimValueProblem) -> ExactDecimal {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.elementsEqual("kg".utf8),
            let number = ExactDecimal(String(parts[0])), !number.isNegative
        else {
            throw ClaimValueProblem(
                "claimfile.weight", "\(text.quoted()) is not a weight in kilograms",
                "Write the number, a space and the unit: 162.5 kg")
        }
        return number
    }

    /// `2 %` or `2%`, 0 to 100.
    static func percent(_ text: String) throws(ClaimValueProblem) -> ExactDecimal {
        var digits = Substring(text)
        if digits.last == "%" {
            digits.removeLast()
            if digits.last == " " { digits.removeLast() }
            if let number = ExactDecimal(String(digits)), !number.isNegative,
                number <= ExactDecimal(100)
            {
                return number
            }
        }
        throw ClaimValueProblem(
            "claimfile.percent", "\(text.quoted()) is not a percentage",
            "Write a number from 0 to 100 and the sign: 2 %")
    }

    /// What `$35,200` and the like are meant to be, when there is only one way to take them.
    private static func intendedMoney(_ text: String) -> Money? {
        var currency: CurrencyCode?
        var rest = text
        for (sign, code) in currencySigns where rest.contains(sign) {
            currency = CurrencyCode(code)
            rest = String(rest.split(separator: sign).joined(separator: " "))
            break
        }
        var digits: Substring?
        for word in rest.split(separator: " ") {
            if word.allSatisfy({ $0.isASCII && $0.isLetter }) {
                guard currency == nil, let code = CurrencyCode(word.uppercased()) else {
                    return nil
                }
                currency = code
            } else {
                guard digits == nil else { return nil }
                digits = word
            }
        }
        guard let digits, let amount = ExactDecimal(grouped: Array(digits.utf8)) else {
            return nil
        }
        return currency.map { Money(amount, $0) }
    }

    /// Longer signs first: "US$" also holds "$".
    private static let currencySigns = [
        ("US$", "USD"), ("HK$", "HKD"), ("$", "USD"), ("€", "EUR"), ("£", "GBP"), ("RMB", "CNY"),
        ("￥", "CNY"), ("¥", "CNY"), ("元", "CNY"),
    ]
}
