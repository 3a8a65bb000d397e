internal import ClaimModel

/// A condition asked before any points are counted. Whether failing it makes a claim ineligible is
/// the rulebook's to say.
struct Gate: Sendable {
    /// `G1` to `G10`.
    let id: String
    /// The condition, as a statement.
    let title: String
    /// The first word of its codes.
    let subject: String
    /// The last word of its code when it fails.
    let trouble: String
    /// How to repair it.
    let remedy: String
    /// What that costs.
    let effort: Effort
    /// Looks at the case.
    let judge: @Sendable (CaseFacts) -> Answer

    /// All gates, in the order they are told.
    static let all: [Gate] = [
        paidThroughVenue, insideWindow, notSettled, causeTakenUp, shipToAgreed, withinCeiling,
        goodsNotUsed, notForResale, notClaimedElsewhere, supplierTold,
    ]
}
