public import ClaimModel
import Reports
import SealedArchive
import SystemLibraries
import Validator

/// The same case by the rules of every venue: where it can go, and how complete it is there.
public struct VenueComparison: Hashable, Sendable {
    /// One venue.
    public struct Row: Hashable, Sendable {
        /// The rulebook's name.
        public let venue: String
        /// Whether a claim of this case can be filed there: a reason it takes, no eligibility gate
        /// failed.
        public let isEligible: Bool
        /// Why not, one sentence each; what is still open when it is.
        public let objections: [String]
        /// The judgement.
        public let assessment: Assessment
    }

    /// Eligible venues first, then by score, then by name.
    public let rows: [Row]
    /// Where to go with a cause no platform takes up; nil when the named venue takes it.
    public let route: String?

    init(_ collected: CollectedClaim, asOf: CalendarDay) throws(ClaimpackError) {
        var rows: [Row] = []
        var route: String?
        for name in RulebookCatalog.names {
            guard let rulebook = try RulebookFile.builtIn(name) else { continue }
            let assessment = Assessment(of: collected, by: rulebook, asOf: asOf)
            let failed = assessment.gates.filter { $0.outcome == .fail && $0.isEligibility }
            let objections =
                (assessment.reasons.isEmpty
                    ? [
                        "takes no claim for "
                            + collected.claim.reasons.map(\.value.rawValue).joined(separator: ", ")
                    ] : []) + failed.map { "\($0.id): \($0.message)" }
            if name == collected.claim.venue.value.name,
                let gate = assessment.gates.first(where: { $0.id == "G4" && $0.outcome == .fail })
            {
                route = assessment.findings.first { $0.message == gate.message }?.remedy
            }
            rows.append(
                Row(
                    venue: name, isEligible: objections.isEmpty, objections: objections,
                    assessment: assessment))
        }
        self.rows = rows.sorted { left, right in
            if left.isEligible != right.isEligible { return left.isEligible }
            let scores = (left.assessment.score.value, right.assessment.score.value)
            return scores.0 == scores.1 ? left.venue < right.venue : scores.0 > scores.1
        }
        self.route = route
    }

    /// The venue to file with: the first that is eligible, `generic` only when no other is.
    public var best: Row? {
        let eligible = rows.filter(\.isEligible)
        return eligible.first { $0.venue != "generic" } ?? eligible.first
    }

    /// As text.
    public func text(_ layout: TextLayout) -> String {
        var page = TextPage(layout.style)
        if let best {
            page.paragraph(
                "file with \(best.venue): \(best.assessment.score.value) of 100 there, by its rules "
                    + "as of \(best.assessment.asOf)", prefix: page.mark(.ok) + " ")
        } else {
            page.paragraph("no venue takes this case as it stands", prefix: page.mark(.bad) + " ")
        }
        if let route { page.paragraph(printable(route), indent: 5) }
        page.heading("venue                         score     window")
        for row in rows {
            let score = row.assessment.score
            let window = row.assessment.deadlines.first { $0.name == "window" }
            let days = window.map {
                $0.daysLeft < 0
                    ? "closed on \($0.day)"
                    : "closes \($0.day), \(Wording.daysLeft($0.daysLeft))"
            }
            let head =
                page.mark(row.isEligible ? .ok : .bad) + " " + row.venue.padded(to: 24)
                + " \(score.value) \(row.isEligible ? score.band.rawValue : "if cured")"
                .padded(to: 10)
            page.paragraph((days ?? "none named"), prefix: head + " ")
            for objection in row.objections { page.paragraph(printable(objection), indent: 5) }
        }
        page.line()
        page.paragraph(
            "a score says how complete and consistent the documents are by a venue's rules, not who is right; scores of different venues weigh different things"
        )
        return page.text
    }

    /// As one JSON object.
    public func json() -> String {
        var facts = Dictionary(
            rows.map { row in
                (row.venue, (row.isEligible ? "eligible " : "not-eligible ") + row.assessment.vector)
            }, uniquingKeysWith: { first, _ in first })
        facts["best"] = best?.venue
        facts["route"] = route
        return JSONReport(
            venues: rows.map {
                VenuePart(
                    venue: $0.venue, isEligible: $0.isEligible, objections: $0.objections,
                    assessment: $0.assessment)
            }, facts: facts, version: ClaimpackVersion.text
        ).text()
    }
}

extension ClaimBundle {
    /// Judges the claim of a bundle by the rules of every venue, with the answers on its seal.
    public func venues(
        _ request: JudgingRequest
    ) throws(ClaimpackError) -> (comparison: VenueComparison, verification: Verification) {
        let opened = try open()
        let verification = opened.bundle.verification
        guard let sealed = opened.bundle.claim else {
            throw ClaimpackError(
                kind: verification.integrity == .broken ? .broken : .undetermined,
                code: "bundle.unreadable", place: path,
                message: "the claim in this bundle cannot be read, so it cannot be judged",
                remedy: "see claimpack verify \(path)")
        }
        return (
            try VenueComparison(
                try collected(sealed, of: opened, request), asOf: request.day(for: sealed.claim)),
            verification
        )
    }
}

extension ClaimCase {
    /// Judges the case by the rules of every venue.
    public func venues(_ request: JudgingRequest) throws(ClaimpackError) -> VenueComparison {
        let report = try check(request)
        return try VenueComparison(report.collected, asOf: report.assessment.asOf)
    }
}
