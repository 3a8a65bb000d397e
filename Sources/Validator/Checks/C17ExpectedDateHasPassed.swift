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
            ? facts.claim.order.shipBy ?? facts.claim.order.deliverBy
            : facts.claim.order.deliverBy ?? facts.claim.order.shipBy
        guard let agreed else { return .cannotTell("the agreed day is not stated") }
        let citations = [Citation(agreed), facts.filingCitation]
        return agreed.value < facts.filingDay
            ? .pass("\(agreed.value) was over at filing", citations)
            : .fail("\(agreed.value) is not over on \(facts.filingDay)", citations)
    }
}
