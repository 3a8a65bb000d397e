internal import ClaimModel

extension Gate {
    /// The same money is claimed in one place at a time: the second claim ends the first.
    static let notClaimedElsewhere = Gate(
        id: "G9", title: "the same money is claimed nowhere else", subject: "parallel-claim",
        trouble: "open",
        remedy: "write under complaint in claim.yaml \"claimed-elsewhere: no\", if that is so",
        effort: .minutes
    ) { facts in
        guard let elsewhere = facts.claim.complaint?.claimedElsewhere else {
            return .cannotTell("the claim does not say whether the money is claimed elsewhere too")
        }
        return elsewhere.value
            ? .fail(
                "the same money is claimed elsewhere", [Citation(elsewhere)],
                remedy: "withdraw one of the two claims before filing the other")
            : .pass("declared as claimed nowhere else", [Citation(elsewhere)])
    }
}
