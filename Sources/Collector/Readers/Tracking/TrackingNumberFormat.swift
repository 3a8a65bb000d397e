/// One number format of one carrier.
package enum TrackingNumberFormat: String, Hashable, Sendable, CaseIterable {
    /// Postal items of all countries: two letters, eight digits, check digit, country (UPU S10).
    case postal = "s10"
    /// UPS: 1Z, account, service, parcel, check digit.
    case ups = "ups-1z"
    /// UPS waybill: letter, nine digits, check digit.
    case upsWaybill = "ups-waybill"
    /// FedEx Express, 12 digits.
    case fedexExpress = "fedex-12"
    /// FedEx Ground, 15 digits.
    case fedexGround = "fedex-15"
    /// FedEx Ground as SSCC-18: 18 digits.
    case fedexContainer = "fedex-sscc"
    /// FedEx SmartPost: 20 digits, or 22 with 92 in front.
    case fedexSmartPost = "fedex-20"
    /// FedEx Ground 96: 22 digits from 96 on.
    case fedexGround96 = "fedex-22"
    /// USPS: 20 digits.
    case usps20 = "usps-20"
    /// USPS IMpb: 22 or 26 digits from 91 to 95 on, perhaps behind 420 and a postcode; 20 digits when
    /// the 91 in front is left out.
    case usps22 = "usps-22"
    /// DHL Express waybill: 10 or 11 digits.
    case dhlExpress = "dhl-10"
    /// DHL Express piece: J, letters, digits.
    case dhlPiece = "dhl-piece"
    /// DHL eCommerce with letters in front.
    case dhlCommerce = "dhl-ecommerce"
    /// DHL eCommerce: 14 digits.
    case dhlCommerce14 = "dhl-14"
    /// YunExpress: YT and 16 digits.
    case yunExpress = "yunexpress"

    /// The carrier.
    package var carrier: String {
        switch self {
        case .postal: "post"
        case .ups, .upsWaybill: "UPS"
        case .fedexExpress, .fedexGround, .fedexContainer, .fedexSmartPost, .fedexGround96: "FedEx"
        case .usps20, .usps22: "USPS"
        case .dhlExpress, .dhlPiece, .dhlCommerce, .dhlCommerce14: "DHL"
        case .yunExpress: "YunExpress"
        }
    }

    /// False when there is nothing to test but the form.
    package var hasCheckDigit: Bool {
        switch self {
        case .dhlPiece, .dhlCommerce, .dhlCommerce14, .yunExpress: false
        default: true
        }
    }

    /// True for forms that no other carrier's number has, so that a wrong check digit means a wrong
    /// number rather than another format.
    package var isUnmistakable: Bool { self == .postal || self == .ups }

    /// Nil when the characters have another form; else whether the check digit is right.
    func check(_ number: [UInt8]) -> Bool? {
        let digits = Self.digits(number)
        switch self {
        case .postal: return Self.postal(number)
        case .ups:
            guard number.count == 18, number.starts(with: "1Z".utf8),
                number.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }),
                let last = number.last, Self.isDigit(last)
            else { return nil }
            let values = number[2..<17].map {
                Self.isDigit($0) ? Int($0) - 48 : (Int($0) - 3) % 10
            }
            return Self.tenths(values, evens: 1, odds: 2) == Int(last) - 48
        case .upsWaybill:
            guard number.count == 11, "AHJKTV".utf8.contains(number[0]),
                let digits = Self.digits(Array(number[1...]))
            else { return nil }
            return Self.tenths(digits[..<9], evens: 1, odds: 2) == digits[9]
        case .fedexExpress:
            guard let digits, digits.count == 12 else { return nil }
            let sum = zip(digits, [3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]).reduce(0) { $0 + $1.0 * $1.1 }
            return sum % 11 % 10 == digits[11]
        case .fedexGround:
            guard let digits, digits.count == 15 else { return nil }
            return Self.tenths(digits[..<14], evens: 1, odds: 3) == digits[14]
        case .fedexContainer:
            guard let digits, digits.count == 18 else { return nil }
            return Self.tenths(digits[2..<17], evens: 3, odds: 1) == digits[17]
        case .fedexSmartPost:
            guard var digits,
                digits.count == 20 || (digits.count == 22 && digits.starts(with: [9, 2]))
            else { return nil }
            if digits.count == 20 { digits.insert(contentsOf: [9, 2], at: 0) }
            return Self.tenths(digits[..<21], evens: 3, odds: 1) == digits[21]
        case .fedexGround96:
            guard let digits, digits.count == 22, digits.starts(with: [9, 6]) else { return nil }
            return Self.tenths(digits[7..<21], evens: 1, odds: 3) == digits[21]
        case .usps20: return Self.usps20(digits)
        case .usps22: return Self.usps22(digits)
        case .dhlExpress:
            guard let digits, digits.count == 10 || digits.count == 11 else { return nil }
            let serial = digits.dropLast().reduce(0) { ($0 * 10 + $1) % 7 }
            return serial == digits.last
        case .dhlPiece:
            guard let start = number.firstIndex(where: Self.isDigit), (3...4).contains(start),
                number[0] == UInt8(ascii: "J"), number[..<start].allSatisfy(Self.isLetter),
                (9...10).contains(number.count - start), number[start...].allSatisfy(Self.isDigit)
            else { return nil }
            return true
        case .dhlCommerce:
            guard (12...41).contains(number.count),
                ["GM", "LX", "RX", "UV", "CN", "SG", "TH", "IN", "HK", "MY"].contains(where: {
                    number.starts(with: $0.utf8)
                }), number.allSatisfy({ Self.isDigit($0) || Self.isLetter($0) }),
                number[2...].contains(where: Self.isDigit)
            else { return nil }
            return true
        case .dhlCommerce14: return digits.flatMap { $0.count == 14 ? true : nil }
        case .yunExpress:
            guard number.count == 18, number.starts(with: "YT".utf8),
                number[2...].allSatisfy(Self.isDigit)
            else { return nil }
            return true
        }
    }

    /// UPU S10: weights 8 6 4 2 3 5 9 7, 11 less the remainder by 11, with 10 → 0 and 11 → 5. With letters
    /// of no known issuer at the end it may be another carrier's number, of which nothing is known.
    private static func postal(_ number: [UInt8]) -> Bool? {
        guard number.count == 13, number[0..<2].allSatisfy(isLetter),
            number[11..<13].allSatisfy(isLetter), let digits = digits(Array(number[2..<11]))
        else { return nil }
        guard PostalCountry.codes.contains(String(decoding: number[11..<13], as: UTF8.self)) else {
            return nil
        }
        let sum = zip(digits, [8, 6, 4, 2, 3, 5, 9, 7]).reduce(0) { $0 + $1.0 * $1.1 }
        let check = 11 - sum % 11
        return digits[8] == (check == 10 ? 0 : check == 11 ? 5 : check)
    }

    private static func usps20(_ digits: [Int]?) -> Bool? {
        guard let digits, digits.count == 20 else { return nil }
        return tenths(digits[..<19], evens: 3, odds: 1) == digits[19]
    }

    private static func usps22(_ digits: [Int]?) -> Bool? {
        guard var digits else { return nil }
        if digits.starts(with: [4, 2, 0]), [30, 34].contains(digits.count) {
            // A zero-padded postcode of nine digits or one of five stands between 420 and the number.
            digits.removeFirst(digits.count == 34 && [9, 2, 3, 4, 5].contains(digits[12]) ? 12 : 8)
        }
        if digits.count == 20, digits[0] != 9 { digits.insert(contentsOf: [9, 1], at: 0) }
        guard [22, 26].contains(digits.count), digits[0] == 9, (1...5).contains(digits[1]) else {
            return nil
        }
        let serial = digits.dropLast()
        return tenths(serial, evens: 3, odds: 1) == digits.last
    }

    /// Modulo 10: digits at even and odd positions (from 0) are multiplied and summed; the check digit
    /// fills the sum up to the next ten.
    private static func tenths(
        _ digits: some Collection<Int>, evens: Int, odds: Int
    ) -> Int {
        var sum = 0
        for (index, digit) in digits.enumerated() { sum += digit * (index % 2 == 0 ? evens : odds) }
        return (10 - sum % 10) % 10
    }

    private static func digits(_ bytes: [UInt8]) -> [Int]? {
        bytes.allSatisfy(isDigit) ? bytes.map { Int($0) - 48 } : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}

/// Countries and territories whose posts issue S10 numbers (ISO 3166-1 alpha-2 codes).
enum PostalCountry {
    static let codes: Set<String> = Set(
        """
        AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG \
        CH CI CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FR GA GB GD GE GH \
        GM GN GQ GR GT GW GY HK HN HR HT HU ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KP KR \
        KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MR MT MU MV MW MX MY MZ \
        NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PT PY QA RO RS RU RW SA SB SC SD SE SG SI SK \
        SL SM SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE \
        VN VU WS XK YE ZA ZM ZW AI AW AX BM BQ CC CK CW CX FK FO GF GG GI GL GP GU IM IO JE KY MP MQ MS \
        NC NF NU PF PM PN PR PW RE SH SX TC TK VG VI WF YT
        """.split(separator: " ").map(String.init))
}
