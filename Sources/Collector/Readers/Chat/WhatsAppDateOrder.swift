import ClaimModel

/// Decides for a whole export what the numbers of its dates are. One line never decides for itself:
/// `03/04/26` means two days, and only its neighbours can tell.
///
/// In this order: a year of four digits in front; a number above 12; the day in the names of media
/// that were sent; within one year, the number that falls (days start again, months do not); the
/// number that changes more often. Else it stays undecided and every reading carries both days.
struct WhatsAppDateOrder {
    /// Days that must have changed before frequency decides: few changes fit both orders.
    static let changeMinimum = 4
    /// How many times more often the day must have changed than the month.
    static let changeRatio = 3
    /// First year of the Thai calendar (543 years ahead) that is taken for one.
    static let firstBuddhistYear = 2450

    /// The date of one message as written.
    struct Sample {
        private let first: Int16
        private let second: Int16
        private let third: Int16
        let startsWithYear: Bool
        let endsWithYear: Bool
        let hasEastAsianHalf: Bool

        init(_ header: WhatsAppHeader) {
            // A header's numbers have at most four digits.
            (first, second, third) = (
                Int16(header.numbers.0), Int16(header.numbers.1), Int16(header.numbers.2)
            )
            startsWithYear = header.startsWithYear
            endsWithYear = header.endsWithYear
            hasEastAsianHalf = header.hasEastAsianHalf
        }

        /// The three numbers in the order they are written.
        var numbers: (Int, Int, Int) { (Int(first), Int(second), Int(third)) }
    }

    /// What was decided.
    let order: ChatTranscript.DateOrder
    /// True when some dates only fit day-first and others only month-first.
    let isMixed: Bool
    /// True when the first number is the year.
    private let startsWithYear: Bool

    /// Decides over the dates in file order. `mediaDays` gives the days in names of media sent, with
    /// the index of their date; it is only asked when the numbers alone do not decide.
    init(_ samples: [Sample], mediaDays: () -> [(index: Int, day: CalendarDay)]) {
        startsWithYear = Self.startsWithYear(samples)
        if startsWithYear {
            (order, isMixed) = (.yearFirst, false)
            return
        }
        let firstIsDay = samples.contains { $0.numbers.0 > 12 }
        let secondIsDay = samples.contains { $0.numbers.1 > 12 }
        if firstIsDay != secondIsDay {
            (order, isMixed) = (firstIsDay ? .dayFirst : .monthFirst, false)
            return
        }
        isMixed = firstIsDay && secondIsDay
        guard !isMixed else {
            order = .undecided
            return
        }
        order =
            Self.byMedia(samples, mediaDays()) ?? Self.byFall(samples) ?? Self.byChanges(samples)
            ?? .undecided
    }

    /// The day a date means, and the other day it can mean when that is undecided. Nil for no day.
    func read(_ sample: Sample) -> (day: CalendarDay, alternative: CalendarDay?)? {
        let (first, second, third) = sample.numbers
        if startsWithYear {
            guard let day = Self.day(third, second, year: first, digits: sample.startsWithYear)
            else {
                return nil
            }
            return (day, nil)
        }
        let dayFirst = Self.day(first, second, year: third, digits: sample.endsWithYear)
        let monthFirst = Self.day(second, first, year: third, digits: sample.endsWithYear)
        switch order {
        case .dayFirst: return (dayFirst ?? monthFirst).map { ($0, nil) }
        case .monthFirst: return (monthFirst ?? dayFirst).map { ($0, nil) }
        default:
            guard let dayFirst else { return monthFirst.map { ($0, nil) } }
            return (dayFirst, monthFirst == dayFirst ? nil : monthFirst)
        }
    }

    private static func day(_ day: Int, _ month: Int, year: Int, digits isFull: Bool)
        -> CalendarDay?
    {
        let year = isFull ? year : 2_000 + year
        return CalendarDay(
            year: year >= firstBuddhistYear ? year - 543 : year, month: month, day: day)
    }

    /// With years of two digits the year is the number that never falls: in front only if the numbers
    /// there never fall and those at the end do, or if East Asian words stand with the time.
    private static func startsWithYear(_ samples: [Sample]) -> Bool {
        if samples.contains(where: \.startsWithYear) { return true }
        if samples.contains(where: \.endsWithYear) { return false }
        if samples.contains(where: { $0.numbers.2 > 31 }) { return false }
        if samples.contains(where: { $0.numbers.0 > 31 }) { return true }
        var (firstFalls, lastFalls) = (false, false)
        for (one, next) in zip(samples, samples.dropFirst()) {
            if next.numbers.0 < one.numbers.0 { firstFalls = true }
            if next.numbers.2 < one.numbers.2 { lastFalls = true }
        }
        if firstFalls { return false }
        return lastFalls || samples.contains(where: \.hasEastAsianHalf)
    }

    private static func byMedia(
        _ samples: [Sample], _ days: [(index: Int, day: CalendarDay)]
    ) -> ChatTranscript.DateOrder? {
        var (dayFirst, monthFirst) = (0, 0)
        for (index, written) in days {
            let (first, second, third) = samples[index].numbers
            let isFull = samples[index].endsWithYear
            let fitsDayFirst = day(first, second, year: third, digits: isFull) == written
            let fitsMonthFirst = day(second, first, year: third, digits: isFull) == written
            if fitsDayFirst && !fitsMonthFirst { dayFirst += 1 }
            if fitsMonthFirst && !fitsDayFirst { monthFirst += 1 }
        }
        // Names that speak for both sides decide nothing.
        if dayFirst > 0 && monthFirst == 0 { return .dayFirst }
        if monthFirst > 0 && dayFirst == 0 { return .monthFirst }
        return nil
    }

    /// Only falls beside a rise of the other number count: they are the turn of a month. A fall alone
    /// is a line out of order.
    private static func byFall(_ samples: [Sample]) -> ChatTranscript.DateOrder? {
        var (first, second) = (0, 0)
        for (one, next) in zip(samples, samples.dropFirst()) where one.numbers.2 == next.numbers.2 {
            if next.numbers.0 < one.numbers.0 && next.numbers.1 > one.numbers.1 { first += 1 }
            if next.numbers.1 < one.numbers.1 && next.numbers.0 > one.numbers.0 { second += 1 }
        }
        if first > 0 && second == 0 { return .dayFirst }
        if second > 0 && first == 0 { return .monthFirst }
        return nil
    }

    private static func byChanges(_ samples: [Sample]) -> ChatTranscript.DateOrder? {
        var (first, second) = (0, 0)
        for (one, next) in zip(samples, samples.dropFirst()) {
            if one.numbers.0 != next.numbers.0 { first += 1 }
            if one.numbers.1 != next.numbers.1 { second += 1 }
        }
        if first >= changeMinimum && first >= changeRatio * second { return .dayFirst }
        if second >= changeMinimum && second >= changeRatio * first { return .monthFirst }
        return nil
    }
}
