import ClaimModel

/// Times that programs write into texts: ISO 8601, Exif's form, and the form of e-mail
/// (RFC 5322, 3.3), which the PNG standard recommends.
enum WrittenTime {
    /// The reading, nil for any other form.
    static func read(_ text: String, keeper: ClockKeeper) -> ClockReading? {
        if let reading = ClockReading(iso8601: text, keeper: keeper) { return reading }
        if let reading = ExifClock.read(text) { return reading }
        return mail(text, keeper: keeper)
    }

    /// `Mon, 22 Mar 2021 09:57:17 +0800`; day of the week and offset may be missing.
    private static func mail(_ text: String, keeper: ClockKeeper) -> ClockReading? {
        guard text.utf8.count <= 60 else { return nil }
        var words = text.split { $0 == " " || $0 == "," }
        if let first = words.first, first.utf8.allSatisfy({ !(48...57).contains($0) }) {
            words.removeFirst()
        }
        guard (4...5).contains(words.count), let day = Int(words[0]),
            let month = months.firstIndex(of: words[1].lowercased()), let year = Int(words[2]),
            let date = CalendarDay(year: year, month: month + 1, day: day)
        else { return nil }
        let parts = words[3].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let clock = WallClock(
                day: date, hour: hour, minute: minute, second: parts.count == 3 ? parts[2] : nil)
        else { return nil }
        let zone = words.count == 5 ? String(words[4]) : ""
        let offset = zone == "GMT" || zone == "UTC" ? UTCOffset.utc : UTCOffset(zone)
        return ClockReading(
            raw: text, wallClock: clock, offset: offset, offsetSource: .written, keeper: keeper)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
