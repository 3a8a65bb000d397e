import ClaimModel

/// What `pdfinfo -rawdates` says of a PDF.
///
/// Title, author and the like are foreign text and may hold line breaks; they stand before what
/// pdfinfo itself found out. So of lines with one label the first counts for those, and the last for
/// pages and encryption, which no foreign text follows.
struct PDFDescription {
    /// Characters kept of one text.
    static let textLimit = 500

    var pageCount: Int
    var title: String?
    var author: String?
    var creator: String?
    var producer: String?
    var created: ClockReading?
    var modified: ClockReading?
    /// What stands behind "Encrypted:" unless that is "no".
    var encryption: String?

    /// Nil when the output does not state the number of pages.
    init?(_ output: [UInt8]) {
        var first: [String: String] = [:]
        var last: [String: String] = [:]
        for line in output.split(separator: 0x0A) {
            guard line.first != 0x20, let colon = line.firstIndex(of: 0x3A) else { continue }
            let label = String(decoding: line[..<colon], as: UTF8.self)
            let value = String(MetadataText.utf8(line[(colon + 1)...]).prefix(Self.textLimit))
            if first[label] == nil { first[label] = value }
            last[label] = value
        }
        guard let pages = last["Pages"].flatMap({ Int($0) }), pages >= 0 else { return nil }
        func text(_ label: String) -> String? { first[label].flatMap { $0.isEmpty ? nil : $0 } }
        pageCount = pages
        title = text("Title")
        author = text("Author")
        creator = text("Creator")
        producer = text("Producer")
        created = text("CreationDate").flatMap(PDFDate.read)
        modified = text("ModDate").flatMap(PDFDate.read)
        encryption = last["Encrypted"].flatMap { $0 == "no" || $0.isEmpty ? nil : $0 }
    }
}

/// Dates as PDF writes them (ISO 32000-1, 7.9.4): `D:20210322175513+08'00'`, each part behind the
/// day optional here; also ISO 8601, which some writers use.
enum PDFDate {
    /// The reading, nil for anything else. The keeper is the device that wrote the file.
    static func read(_ text: String) -> ClockReading? {
        var bytes = Array(text.utf8)[...]
        guard bytes.count <= 40 else { return nil }
        if bytes.starts(with: "D:".utf8) { bytes = bytes.dropFirst(2) }
        func number(_ count: Int) -> Int? {
            let digits = bytes.prefix(count)
            guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            bytes = bytes.dropFirst(count)
            return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
        }
        guard let year = number(4) else { return nil }
        if bytes.first == 0x2D { return ClockReading(iso8601: text, keeper: .device) }
        // The standard takes a missing month or day for the first; as a fact that would be invented.
        guard let month = number(2), let date = number(2),
            let day = CalendarDay(year: year, month: month, day: date)
        else { return nil }
        let hour = number(2)
        let minute = hour == nil ? nil : number(2)
        let second = minute == nil ? nil : number(2)
        guard let clock = WallClock(day: day, hour: hour, minute: minute, second: second) else {
            return nil
        }
        let zone = String(decoding: bytes.filter { $0 != 0x27 }, as: UTF8.self)
        let isUTC = zone.hasPrefix("Z")
        return ClockReading(
            raw: text, wallClock: clock, offset: isUTC ? .utc : UTCOffset(zone),
            offsetSource: .written, keeper: .device)
    }
}
