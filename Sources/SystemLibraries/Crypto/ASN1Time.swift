/// Times of certificates and signatures as seconds since 1970-01-01T00:00:00Z (RFC 5280 section
/// 4.1.2.5): UTCTime for the years 1950 to 2049, GeneralizedTime outside, always to the second and Z.
enum ASN1Time {
    /// Nil for any other form, also where X.680 would allow it.
    static func seconds(identifier: UInt8, content: [UInt8]) -> Int64? {
        let yearDigits: Int
        switch identifier {
        case DERTag.utcTime: yearDigits = 2
        case DERTag.generalizedTime: yearDigits = 4
        default: return nil
        }
        guard content.count == yearDigits + 11, content.last == UInt8(ascii: "Z"),
            var year = number(content[0..<yearDigits]),
            let month = number(content[yearDigits..<(yearDigits + 2)]),
            let day = number(content[(yearDigits + 2)..<(yearDigits + 4)]),
            let hour = number(content[(yearDigits + 4)..<(yearDigits + 6)]),
            let minute = number(content[(yearDigits + 6)..<(yearDigits + 8)]),
            let second = number(content[(yearDigits + 8)..<(yearDigits + 10)])
        else { return nil }
        if yearDigits == 2 { year += year < 50 ? 2000 : 1900 }
        guard (1...12).contains(month), (1...daysIn(month, of: year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        return daysSince1970(year, month, day) * 86_400
            + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// One whole DER element; nil when the year is not between 1 and 9999.
    static func element(_ seconds: Int64) -> [UInt8]? {
        let day = seconds.quotientAndRemainder(dividingBy: 86_400)
        let days = day.remainder < 0 ? day.quotient - 1 : day.quotient
        let time = Int(day.remainder < 0 ? day.remainder + 86_400 : day.remainder)
        guard days > -719_162, days < 2_932_897 else { return nil }
        let date = civil(days)
        let isUTCTime = (1950...2049).contains(date.year)
        let text =
            (isUTCTime ? two(date.year % 100) : two(date.year / 100) + two(date.year % 100))
            + two(date.month) + two(date.day)
            + two(time / 3_600) + two(time / 60 % 60) + two(time % 60) + "Z"
        return DERWriter.element(
            isUTCTime ? DERTag.utcTime : DERTag.generalizedTime, Array(text.utf8))
    }

    private static func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func daysIn(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days in the proleptic Gregorian calendar; years are counted from March so that the leap day is last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int64(era * 146_097 + dayOfEra - 719_468)
    }

    private static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }
}
