internal import ClaimModel

extension Gate {
    /// Some buyer protections are for people who use the goods themselves.
    static let notForResale = Gate(
        id: "G8", title: "the goods were not bought to sell on", subject: "resale",
        trouble: "excluded",
        remedy: "write under order in claim.yaml \"resale: no\", if that is so", effort: .minutes
    ) { facts in
        guard let resale = facts.claim.order.resale else {
            return .cannotTell("the claim does not say whether the goods were bought to sell on")
        }
        return resale.value
            ? .fail(
                "the goods were bought to sell on, which this venue does not protect",
                [Citation(resale)],
                remedy: "claim where trade purchases are taken up: claimpack venues names them")
            : .pass("declared as not for resale", [Citation(resale)])
    }
}
