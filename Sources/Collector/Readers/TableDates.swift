import ClaimModel

/// What the numbers of the dates of one file are, decided over all of them: `03/04/2024` means two days,
/// and only its neighbours can tell. A year of four digits in front is unmistakable, and decides nothing
/// for dates without one.
struct TableDates {
    private var hasYearFirst = false
    private var onlyDayFirst = false
    private var onlyMonthFirst = false
    /// The first place of a date such as `24-04-03`, whose year may stand in front or behind.
    private var shortYear: Place.Spot?
    /// Whether one such date cannot be a day at its end, and one cannot be one in front.
    private var (hasYearLast, hasYearInFront) = (false, false)
    /// The first place of a date that means two days.
    private var ambiguous: Place.Spot?

    init() {}

    /// Over a column of a table, all rows: one of the last may be the one that decides.
    init(of table: [UInt8], column: Int) {
        guard var csv = CSVReader(table) else { return }
        _ = csv.next()
        var line = csv.line
        while let date = csv.next(only: column) {
            add(date, at: .line(line, column: nil))
            line = csv.line
        }
    }

    /// Takes one date into account; what is no date decides nothing.
    mutating func add(_ text: String, at spot: @autoclosure () -> Place.Spot) {
        if Self.startsWithYear(text) {
            hasYearFirst = hasYearFirst || ChatClock.read(text, .yearFirst) != nil
            return
        }
        if let date = Self.shortDate(text) {
            if shortYear == nil { shortYear = spot() }
            if date.first > 31 { hasYearInFront = true }
            guard date.last > 31,
                ChatClock.read(text, .dayFirst) != nil || ChatClock.read(text, .monthFirst) != nil
            else { return }
            hasYearLast = true
        }
        // Once both orders were seen nothing more can be learnt.
        guard !isMixed else { return }
        let (day, month) = (ChatClock.read(text, .dayFirst), ChatClock.read(text, .monthFirst))
        switch (day?.wallClock, month?.wallClock) {
        case (nil, nil): return
        case (_?, nil): onlyDayFirst = true
        case (nil, _?): onlyMonthFirst = true
        case (let one, let other): if one != other, ambiguous == nil { ambiguous = spot() }
        }
    }

    /// True when some dates only fit day-first and others only month-first.
    private var isMixed: Bool { onlyDayFirst && onlyMonthFirst }

    /// What was decided.
    var order: ChatTranscript.DateOrder {
        if isMixed { return .undecided }
        if onlyDayFirst { return .dayFirst }
        if onlyMonthFirst { return .monthFirst }
        if ambiguous != nil { return .undecided }
        return hasYearFirst ? .yearFirst : .written
    }

    /// The reading of a date; while the order is undecided with the other day it can mean.
    func read(_ text: String, keeper: ClockKeeper) -> ClockReading? {
        if Self.startsWithYear(text) { return ChatClock.read(text, .yearFirst, keeper: keeper) }
        if isUndecidedYear(text) { return nil }
        let order = order
        let day =
            order == .monthFirst ? nil : ChatClock.read(text, .dayFirst, keeper: keeper)
        let month =
            order == .dayFirst ? nil : ChatClock.read(text, .monthFirst, keeper: keeper)
        guard let day, let month else { return day ?? month }
        return ClockReading(
            raw: day.raw, wallClock: day.wallClock, offset: day.offset,
            offsetSource: day.offsetSource, keeper: keeper,
            alternative: month.wallClock == day.wallClock ? nil : month.wallClock)
    }

    /// True for a date that means nothing because its year may stand in front or behind.
    func isUndecidedYear(_ text: String) -> Bool { !shortYearIsLast && Self.shortDate(text) != nil }

    private var shortYearIsLast: Bool { hasYearLast && !hasYearInFront }

    /// Says that the dates decide nothing, or contradict each other. `subject` is the first word of the
    /// codes.
    func remark(_ subject: String, in remarks: inout RemarkList) {
        if let shortYear, !shortYearIsLast {
            remarks.add(
                "\(subject).date-order.short-year", .warning, at: shortYear,
                "dates of two digits each may have their year in front or behind: no time is taken from them",
                remedy: "write the dates with a year of four digits, as 2026-04-09")
        }
        if isMixed {
            remarks.add(
                "\(subject).date-order.mixed", .warning, at: ambiguous ?? .whole,
                "some dates can only be day first and others only month first: the table was joined or changed",
                remedy: "add the table as the program wrote it, or write its dates year first")
        } else if order == .undecided {
            remarks.add(
                "\(subject).date-order.undecided", .warning, at: ambiguous ?? .whole,
                "no date shows whether its day or its month comes first; both readings are kept",
                remedy: "write the dates year first, as 2026-04-09")
        }
    }

    /// The outer numbers of a date with hyphens whose year has two digits: `24-04-03`. A first number of one
    /// digit is no year.
    private static func shortDate(_ text: String) -> (first: Int, last: Int)? {
        let date = text.trimmedOfSpace.utf8.prefix {
            $0 == UInt8(ascii: "-") || (48...57).contains($0)
        }
        let numbers = date.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers[0].count == 2, (1...2).contains(numbers[1].count),
            numbers[2].count == 2, let first = Int(String(Substring(numbers[0]))),
            let last = Int(String(Substring(numbers[2])))
        else { return nil }
        return (first, last)
    }

    private static func startsWithYear(_ text: String) -> Bool {
        var count = 0
        for byte in text.utf8 {
            switch byte {
            case 0x20 where count == 0: continue
            case 48...57: count += 1
            default: return count == 4
            }
            if count > 4 { return false }
        }
        return false
    }
}
