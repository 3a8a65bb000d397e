import ClaimModel

/// Gates first, then the score with its caps, then points by kind of evidence, then checks and the sum
/// asked.
struct CompletenessSection {
    let assessment: Assessment
    let isReady: Bool

    /// Circumference of the dial's ring.
    private static let ring = 389.6

    var section: PageSection {
        let gates = assessment.gates.filter { $0.outcome != .inapplicable }
        let passed = gates.count { $0.outcome == .pass }
        var values = PageValues()
        values.text(
            "rulebook",
            "\(assessment.rulebook.title), version \(assessment.rulebook.version)"
                + (assessment.rulebook.isCustom ? ", rules of your own" : ""))
        values.text(
            "reasons", assessment.reasons.map(\.rawValue.replacingDashes).joined(separator: " and ")
        )
        dial(&values)
        values.list(
            "gates",
            gates.map { gate in
                PageValues {
                    $0.markup("icon", PageParts.icon(gate.outcome))
                    $0.attribute("tone", PageParts.tone(gate.outcome))
                    $0.text("gateID", gate.id)
                    $0.text("gateTitle", PageWording.sentence(gate.title))
                    $0.text(
                        "gateWhy", gate.outcome == .pass ? "" : PageWording.sentence(gate.message))
                    $0.markup(
                        "gateChips", PageParts.chips(gate.citations.compactMap(\.place.exhibit)))
                }
            })
        values.list("rows", assessment.requirements.map(row))
        values.list("checks", assessment.checks.filter { $0.outcome != .inapplicable }.map(check))
        values.number("checkCount", assessment.checks.count { $0.outcome != .inapplicable })
        amounts(&values)
        if !assessment.exhibits.allSatisfy({ $0.reasons.isEmpty }) {
            values.flag("hasStandings", true)
            values.list(
                "standings",
                assessment.exhibits.filter { !$0.reasons.isEmpty }.map { standing in
                    PageValues {
                        $0.markup("standingChip", PageParts.chip(standing.number))
                        $0.text("standingWord", standing.admissibility.rawValue.replacingDashes)
                        $0.text(
                            "standingWhy",
                            PageWording.sentence(standing.reasons.joined(separator: "; ")))
                    }
                })
        }
        values.text("vector", assessment.vector)
        return PageSection(
            id: "completeness", title: "Completeness", count: "\(passed) of \(gates.count)",
            isAlarming: gates.contains { $0.outcome == .fail }, values: values)
    }

    private func dial(_ values: inout PageValues) {
        let score = assessment.score
        func length(_ points: Int) -> String {
            PlotDrawing.number(Self.ring * Double(min(100, max(0, points))) / 100)
                + " \(PlotDrawing.number(Self.ring))"
        }
        values.number("score", score.value)
        values.number("earned", score.uncapped)
        values.markup("scoreArc", Markup(ours: length(score.value)))
        values.markup("earnedArc", Markup(ours: length(score.uncapped)))
        values.flag("isCapped", score.value != score.uncapped)
        values.text("band", "\(score.band.rawValue): \(Wording.words(for: score.band))")
        values.attribute("dialTone", isReady ? "ok" : "bad")
        values.list(
            "caps",
            score.caps.map { cap in
                PageValues { $0.text("capText", "Capped at \(cap.limit): \(cap.reason).") }
            })
        values.text(
            "evidencePoints",
            "\(Wording.half(score.evidenceEarned)) of \(Wording.half(score.evidencePossible))")
        values.text("coherencePoints", "\(score.coherenceEarned) of \(score.coherencePossible)")
        values.text(
            "declaredOnly",
            "\(Wording.count(score.declaredOnlyFacts, "fact")) on the claimant’s word alone")
    }

    private func row(_ row: RequirementResult) -> PageValues {
        PageValues {
            $0.text("kind", PageWording.sentence(Wording.name(of: row.kind)))
            $0.text("level", row.level.rawValue)
            $0.text("points", "\(Wording.half(row.weight * row.status.halfSteps)) / \(row.weight)")
            $0.markup("barWidth", Markup(ours: String(60 * row.status.halfSteps)))
            $0.flag("isLow", row.status.halfSteps == 0)
            $0.text("statusWord", row.status.rawValue)
            $0.markup("rowChips", PageParts.chips(row.exhibits))
            $0.text("rowWhy", row.status == .met ? "" : PageWording.sentence(row.message))
        }
    }

    private func check(_ check: CheckResult) -> PageValues {
        PageValues {
            $0.markup("icon", PageParts.icon(check.outcome))
            $0.text("checkID", check.id)
            $0.text("checkTitle", PageWording.sentence(check.title))
            $0.text("checkWhy", PageWording.sentence(check.message))
            $0.list("citations", check.citations.map(QuotedCitation.init).map(\.values))
        }
    }

    private func amounts(_ values: inout PageValues) {
        guard let amounts = assessment.amounts else { return }
        var object = PageValues()
        object.list(
            "heads",
            amounts.heads.map { head in
                PageValues {
                    $0.text("headPurpose", head.purpose)
                    $0.text("headSum", head.sum?.grouped ?? "no sum")
                    $0.text("headShown", head.supported.grouped)
                    $0.markup("headChips", PageParts.chips(head.exhibits))
                    $0.text("headWhy", head.objection.map(PageWording.sentence) ?? "")
                }
            })
        object.text("asked", amounts.asked.grouped)
        object.text("supported", amounts.supported.grouped)
        object.text(
            "unsupported", amounts.unsupported.amount.isZero ? nil : amounts.unsupported.grouped)
        object.text("maximum", amounts.recoverableMaximum?.grouped)
        values.object("amounts", object)
    }
}

/// A quotation with its place and with who says it.
struct QuotedCitation {
    let citation: Citation

    init(_ citation: Citation) {
        self.citation = citation
    }

    var values: PageValues {
        PageValues {
            $0.text("quote", citation.text.cut(to: 240))
            $0.attribute("quoteLanguage", PageWording.language(of: citation.text))
            $0.markup("quoteChip", PageParts.chip(citation.place))
            $0.text("quoteOrigin", origin)
        }
    }

    private var origin: String {
        switch citation.origin {
        case .declared:
            citation.place.exhibit == nil ? "the claimant’s words" : "the claimant cites this"
        case .read: "read in the exhibit"
        case .recognised: "recognised in a picture"
        case .corroborated: "two exhibits agree"
        }
    }
}
