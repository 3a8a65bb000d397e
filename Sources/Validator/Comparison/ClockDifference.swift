/// By how much one side's clock is ahead of the other's in most messages that both have.
enum ClockDifference {
    /// Seconds that two times of one message may lie apart, beyond the difference of the clocks: exports
    /// round to the minute, and a message is received later than it is sent.
    static let tolerance: Int64 = 60

    /// The difference most pairs agree on, to `tolerance`: the middle one of theirs. Nil without a pair.
    ///
    /// - Parameter pairs: for each pair the differences it can mean, more than one when the order of day
    ///   and month is undecided.
    static func common(to pairs: [[Int64]]) -> Int64? {
        let all = pairs.flatMap { $0 }.sorted()
        guard !all.isEmpty else { return nil }
        // A window as wide as the tolerance allows slides over the sorted differences.
        var best = (count: 0, start: 0)
        var end = 0
        for start in all.indices {
            while end < all.count, all[end].subtractingSaturated(all[start]) <= tolerance { end += 1 }
            let isNearer = abs(all[start]) < abs(all[best.start])
            if end - start > best.count || (end - start == best.count && isNearer) {
                best = (end - start, start)
            }
        }
        return all[best.start + (best.count - 1) / 2]
    }

    /// What remains of a pair's difference when that of the clocks is taken off: 0 within the tolerance,
    /// else the smallest it can mean.
    static func rest(of pair: [Int64], beyond common: Int64?) -> Int64 {
        guard let common,
            let rest = pair.map({ $0.subtractingSaturated(common) }).min(by: { abs($0) < abs($1) })
        else { return 0 }
        return abs(rest) <= tolerance ? 0 : rest
    }
}

extension Int64 {
    /// The difference, at the end of the range where it does not fit.
    func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (self < 0 ? .min + 1 : .max) : difference
    }
}
