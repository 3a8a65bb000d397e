import ClaimModel
import Validator

extension CheckReport {
    /// Judges a collected claim by the rules of its venue, or by those of the request.
    init(judging collected: CollectedClaim, _ request: JudgingRequest) throws(ClaimpackError) {
        let rulebook = try Self.rulebook(for: collected.claim, request)
        self.collected = collected
        assessment = Assessment(
            of: collected, by: rulebook, asOf: request.day(for: collected.claim))
    }

    /// The same report with digests of files that had none yet.
    func completed(by digest: (CollectedFile) -> ContentDigest?) -> CheckReport {
        CheckReport(collected: collected.completed(by: digest), assessment: assessment)
    }

    private static func rulebook(
        for claim: Claim, _ request: JudgingRequest
    ) throws(ClaimpackError) -> Rulebook {
        if let file = request.rulebookFile { return try RulebookFile.custom(file) }
        let name = claim.venue.value.name
        if let rulebook = try RulebookFile.builtIn(name) { return rulebook }
        throw ClaimpackError(
            kind: .unreadableClaim, code: "venue.unknown", place: claim.venue.place.description,
            message: "there are no rules for the venue “\(name)”",
            remedy: "the venues are: " + Rulebooks.builtIn.map(\.name).joined(separator: ", ")
                + "; or give rules of your own with --rulebook")
    }
}
