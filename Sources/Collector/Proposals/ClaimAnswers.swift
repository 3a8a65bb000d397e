package import ClaimModel

/// What a claimant answers before there is a claim: nine questions, each of which may stay open.
package struct ClaimAnswers: Hashable, Sendable {
    /// The venue's name.
    package var venue: String
    /// What went wrong.
    package var reason: Reason
    /// The order's number.
    package var order: String?
    /// Who claims.
    package var buyer: String?
    /// Against whom.
    package var supplier: String?
    /// The contract sum.
    package var total: Money?
    /// The day the goods arrived.
    package var arrived: CalendarDay?
    /// What was promised, as the contract says it.
    package var promised: String?
    /// The sum asked.
    package var ask: Money?

    package init(venue: String, reason: Reason) {
        self.venue = venue
        self.reason = reason
    }
}
