public import ClaimModel
import Collector
import SystemLibraries

/// A folder looked at before it is made a case, or after files were added to one.
public struct CaseLook: Sendable {
    /// Whether there is a `claim.yaml` already; it is then only added to.
    public var hasClaimFile: Bool { survey.claimFile != nil }

    /// Files that no exhibit has.
    public var fileCount: Int { survey.proposals.count }

    /// The number found most often in the files that looks like the order's.
    public var orderNumber: String? { ClaimFileDraft.orderNumber(in: survey.proposals) }

    let survey: FolderSurvey
}

/// The nine questions before a claim, and what was answered. Only venue and reason are needed.
public struct StartAnswers: Hashable, Sendable {
    /// The venue's name, such as `paypal`.
    public var venue: String
    /// What went wrong.
    public var reason: Reason
    /// The order's number.
    public var order: String?
    /// Who claims.
    public var buyer: String?
    /// Against whom.
    public var supplier: String?
    /// The contract sum.
    public var total: Money?
    /// The day the goods arrived.
    public var arrived: CalendarDay?
    /// What was promised, as the contract says it.
    public var promised: String?
    /// The sum asked.
    public var ask: Money?

    /// Answers; all but venue and reason may be given later.
    public init(venue: String = "alibaba-trade-assurance", reason: Reason = .quality) {
        self.venue = venue
        self.reason = reason
    }

    var answers: ClaimAnswers {
        var answers = ClaimAnswers(venue: venue, reason: reason)
        answers.order = order
        answers.buyer = buyer
        answers.supplier = supplier
        answers.total = total
        answers.arrived = arrived
        answers.promised = promised
        answers.ask = ask
        return answers
    }
}
