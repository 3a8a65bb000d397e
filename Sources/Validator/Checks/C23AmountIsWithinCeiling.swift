internal import ClaimModel

extension Check {
    /// The sum asked is at most what was paid and what is covered, in the same currency.
    static let amountIsWithinCeiling = Check(
        id: "C23", title: "the amount is within what was paid and is covered",
        subject: "amount-limit", trouble: "exceeded",
        remedy: "ask for no more than the sum paid and the sum covered", effort: .minutes
    ) { facts in facts.ceiling(needsExhibit: true) }
}
