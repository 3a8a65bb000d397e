internal import ClaimModel

extension Check {
    /// The agreed day is over: goods that may still come in time are no breach.
    static let expectedDateHasPassed = Check(
        id: "C17", title: "the agreed day has passed", subject: "expected-date",
        trouble: "not-reached", remedy: "wait until the agreed day is over, then file",
        effort: .days
    ) { facts in
        let isLate = facts.reasons.contains(.lateShipment)
        let agreed =
            isLate
            ? facts.shipBy ?? facts.deliverBy : facts.deliverBy ?? facts.shipBy
        guard let agreed else { return .cannotTell("the agreed day is not stated") }
        let citations = [Citation(agreed), facts.filingCitation]
        if let wait = facts.rulebook.deadline("wait"), let start = facts.start(of: wait) {
            let end = start.days.upperBound.adding(days: wait.days)
            if facts.filingDay <= end {
                return .fail(
                    "the venue wants \(DayText.count(wait.days)) to pass, until \(end), counted "
                        + "from \(start.words)", citations + start.citations)
            }
        }
        return agreed.value < facts.filingDay
            ? .pass("\(agreed.value) was over at filing", citations)
            : .fail("\(agreed.value) is not over on \(facts.filingDay)", citations)
    }
}
