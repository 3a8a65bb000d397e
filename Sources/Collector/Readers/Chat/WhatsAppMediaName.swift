import ClaimModel

/// Names WhatsApp gives to media itself. They carry the day in a fixed order, which no setting of the
/// phone changes:
///
///     IMG-20210428-WA0001.jpg                    Android
///     00000042-PHOTO-2020-06-07-15-13-20.jpg     iOS
enum WhatsAppMediaName {
    /// True when the name has one of the forms.
    static func isOwn(_ bytes: [UInt8], _ name: Range<Int>) -> Bool { day(bytes, name) != nil }

    /// The day in the name, nil for any other name.
    static func day(of name: String) -> CalendarDay? {
        let bytes = Array(name.utf8.prefix(100))
        return day(bytes, bytes.indices)
    }

    /// The same for a name inside bytes.
    static func day(_ bytes: [UInt8], _ name: Range<Int>) -> CalendarDay? {
        android(bytes, name) ?? apple(bytes, name)
    }

    private static func android(_ bytes: [UInt8], _ name: Range<Int>) -> CalendarDay? {
        let start = name.lowerBound
        guard name.count >= 15, (start..<(start + 3)).allSatisfy({ isCapital(bytes[$0]) }),
            bytes[start + 3] == UInt8(ascii: "-"), let date = number(bytes, start + 4, 8),
            bytes[(start + 12)..<(start + 15)].elementsEqual("-WA".utf8)
        else { return nil }
        return CalendarDay(year: date / 10_000, month: date / 100 % 100, day: date % 100)
    }

    private static func apple(_ bytes: [UInt8], _ name: Range<Int>) -> CalendarDay? {
        let start = name.lowerBound
        guard name.count >= 22, number(bytes, start, 8) != nil,
            bytes[start + 8] == UInt8(ascii: "-")
        else { return nil }
        var at = start + 9
        while at < name.upperBound, isCapital(bytes[at]) || bytes[at] == UInt8(ascii: "_") {
            at += 1
        }
        guard at > start + 9, at + 11 <= name.upperBound, bytes[at] == UInt8(ascii: "-"),
            bytes[at + 5] == UInt8(ascii: "-"), bytes[at + 8] == UInt8(ascii: "-"),
            let year = number(bytes, at + 1, 4), let month = number(bytes, at + 6, 2),
            let day = number(bytes, at + 9, 2)
        else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
        var value = 0
        for byte in bytes[start..<(start + count)] {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        return value
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
