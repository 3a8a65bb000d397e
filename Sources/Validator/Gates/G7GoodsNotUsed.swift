internal import ClaimModel

extension Gate {
    /// Defects found after use may be the user's.
    static let goodsNotUsed = Gate(
        id: "G7", title: "the goods were not used, processed or resold", subject: "goods",
        trouble: "used", remedy: "write under complaint in claim.yaml \"goods-used: no\", if that is so",
        effort: .notRepairable
    ) { facts in
        guard let used = facts.claim.complaint?.goodsUsed else {
            return .cannotTell("the claim does not say whether the goods were used")
        }
        return used.value
            ? .fail(
                "the goods were used before the claim", [Citation(used)],
                remedy: "keep the unused goods apart and claim for those")
            : .pass("declared as not used", [Citation(used)])
    }
}
