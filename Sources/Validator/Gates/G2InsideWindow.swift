internal import ClaimModel

extension Gate {
    /// The venue takes up a claim only for so many days after receipt.
    static let insideWindow = Gate(
        id: "G2", title: "the claim is filed inside the window", subject: "window",
        trouble: "closed",
        remedy: "file before the last day; after it, only the venue can extend",
        effort: .minutes
    ) { facts in
        guard let rule = facts.rulebook.deadline("window") else {
            return Answer(.inapplicable, "the rulebook names no window")
        }
        guard let start = facts.start(of: rule) else {
            return .cannotTell(
                "no day is known from which the \(rule.days) days of the window count",
                repairedBy: [.delivery])
        }
        let filing = facts.filingDay
        let last = start.days.lowerBound.adding(days: rule.days)
        let latest = start.days.upperBound.adding(days: rule.days)
        let citations = start.citations + [facts.filingCitation]
        let counted = "counted from \(start.words)"
        if filing <= last {
            let left = facts.asOf.days(to: last)
            let day = max(0, start.days.lowerBound.days(to: filing))
            return .pass(
                "day \(day) of \(rule.days), the window closes on \(last), "
                    + "\(DayText.count(left)) left; \(counted)", citations)
        }
        if filing <= latest {
            return .cannotTell(
                "the window closes between \(last) and \(latest): the time of the start has no zone; "
                    + counted, citations)
        }
        return .fail(
            "the window closed on \(last), \(DayText.count(last.days(to: filing))) before filing "
                + "on \(filing); \(counted)", citations)
    }
}
