/// The start of a message in an export: date, time, and where its body begins. All languages and
/// both systems by one grammar over bytes:
///
///     [ "[" ] date [ "," ] [ word ] [ half ] time [ half ] [ "]" ] ( " - " | ": " | " " ) body
///
/// Marks of writing direction can stand between any two parts.
struct WhatsAppHeader {
    /// Bytes from the start of a line in which a header must end.
    static let byteLimit = 160

    /// The three numbers of the date in the order they are written.
    var numbers: (Int, Int, Int)
    /// True when the first number has four digits: year, month, day.
    var startsWithYear: Bool
    /// True when the last number has four digits.
    var endsWithYear: Bool
    /// Hour 0 to 23, with the half of the day applied.
    var hour: Int
    var minute: Int
    var second: Int?
    /// True for nonsense such as `00:23 AM`, which is read as it stands.
    var isOdd: Bool
    /// True for a half of the day in Chinese, Japanese or Korean, whose short dates start with the year.
    var hasEastAsianHalf: Bool
    /// True in square brackets (iOS).
    var isBracketed: Bool
    /// The character between the numbers of the date.
    var separator: UInt8
    /// The bytes of date and time.
    var clock: Range<Int>
    /// Where the body starts, behind the space.
    var body: Int

    /// What every header of one export has in common.
    struct Style: Equatable {
        let isBracketed: Bool
        let separator: UInt8
        let hasSeconds: Bool
    }

    /// The header's style.
    var style: Style {
        Style(isBracketed: isBracketed, separator: separator, hasSeconds: second != nil)
    }

    /// The header of a line, nil when the line has none.
    init?(_ bytes: [UInt8], _ line: Range<Int>) {
        var scan = WhatsAppScan(
            bytes: bytes, at: line.lowerBound,
            end: min(line.upperBound, line.lowerBound + Self.byteLimit))
        scan.skipMarks()
        guard scan.at < scan.end else { return nil }
        isBracketed = scan.take(UInt8(ascii: "["))
        scan.skipMarks()
        let start = scan.at

        guard let first = scan.number(digits: 4), let between = scan.dateSeparator(),
            let second = scan.number(digits: 2), scan.dateSeparator() == between,
            let third = scan.number(digits: 4)
        else { return nil }
        guard first.digits != 3, third.digits != 3, first.digits != 4 || third.digits <= 2 else {
            return nil
        }
        numbers = (first.value, second.value, third.value)
        startsWithYear = first.digits == 4
        endsWithYear = third.digits == 4
        separator = between
        scan.skipDateEnd()

        var half = scan.half()
        if half != nil { scan.skipSpace() }
        guard let hour = scan.number(digits: 2), let colon = scan.timeSeparator(),
            let minute = scan.number(digits: 2), minute.digits == 2
        else { return nil }
        var seconds: Int?
        let minuteEnd = scan.at
        if scan.take(colon) {
            // In old exports a colon ends the header.
            if let value = scan.number(digits: 2), value.digits == 2 {
                seconds = value.value
            } else {
                scan.at = minuteEnd
            }
        }
        var clockEnd = scan.at
        if half == nil {
            scan.skipSpace()
            half = scan.half()
            if half != nil { clockEnd = scan.at } else { scan.at = clockEnd }
        }
        clock = start..<clockEnd
        // Croatian and Czech exports have only a space here; log files, which look alike, have no dots.
        let endsInSpace = between == UInt8(ascii: ".") && seconds != nil
        guard scan.headerEnd(isBracketed: isBracketed, endsInSpace: endsInSpace) else { return nil }
        body = scan.at

        guard minute.value <= 59, (seconds ?? 0) <= 60, hour.value <= (half == nil ? 23 : 24),
            Self.isPossibleDate(numbers)
        else { return nil }
        self.minute = minute.value
        self.second = seconds
        (self.hour, isOdd) = half?.hour(hour.value) ?? (hour.value, false)
        guard self.hour <= 23 else { return nil }
        hasEastAsianHalf = half?.isEastAsian ?? false
    }

    private static func isPossibleDate(_ numbers: (Int, Int, Int)) -> Bool {
        let (first, second, third) = numbers
        guard first > 0, second > 0, second <= 31 else { return false }
        let isYearFirst = first > 31
        let others = isYearFirst ? (second, third) : (first, second)
        guard isYearFirst ? third > 0 && third <= 31 : true else { return false }
        return min(others.0, others.1) <= 12
    }
}
