internal import ClaimModel

extension Gate {
    /// A dispute that was closed with an agreed solution is not opened again.
    static let notSettled = Gate(
        id: "G3", title: "the dispute is not settled already", subject: "settlement",
        trouble: "agreed", remedy: "write under complaint in claim.yaml \"settled: no\", if that is so",
        effort: .minutes
    ) { facts in
        guard let settled = facts.claim.complaint?.settled else {
            return .cannotTell("the claim does not say whether the parties settled")
        }
        return settled.value
            ? .fail("the parties settled this on the platform", [Citation(settled)],
                remedy: "a settled dispute cannot be filed again; withdraw, or show that the "
                    + "settlement was not kept")
            : .pass("declared as not settled", [Citation(settled)])
    }
}
