package import ClaimModel

/// The pre-filing check as text: may I file, what is missing, what first.
package struct CheckText {
    let collected: CollectedClaim
    let assessment: Assessment
    let isReady: Bool

    /// A report on one claim; `isReady` is the caller's answer to "may I file".
    package init(_ collected: CollectedClaim, _ assessment: Assessment, isReady: Bool) {
        self.collected = collected
        self.assessment = assessment
        self.isReady = isReady
    }

    /// How many of the next steps the short form shows.
    package static let shownFindings = 5

    /// The report; `isWhole` lists every check and every finding.
    package func text(_ style: TextStyle, isWhole: Bool = false) -> String {
        var page = TextPage(style)
        head(&page)
        answer(&page)
        findings(&page, isWhole: isWhole)
        gates(&page)
        evidence(&page)
        checks(&page, isWhole: isWhole)
        amounts(&page)
        days(&page)
        score(&page)
        return page.text
    }

    /// The first lines: what is judged, by which rules, as of when.
    func head(_ page: inout TextPage) {
        page.paragraph(Wording.title(of: collected.claim))
        var line = "rules \(assessment.rulebook.id)/"
        line += assessment.reasons.map(\.rawValue).joined(separator: "+")
        line += " \(assessment.rulebook.version)"
        if assessment.rulebook.isCustom { line += " (custom rules)" }
        line += ", as of \(assessment.asOf)"
        page.paragraph(line)
    }

    /// The answer in a few lines: ready or not, the score with its caps, how many gaps, days left.
    private func answer(_ page: inout TextPage) {
        let score = assessment.score
        page.line()
        var line = isReady ? "ready to file: " : "not ready to file: "
        line += "\(score.value) of 100, \(score.band.rawValue)"
        // The best band says no more than the line has said, or less than the gates say.
        if score.band != .a { line += ", \(Wording.words(for: score.band))" }
        if score.uncapped != score.value { line += " (\(score.uncapped) earned)" }
        page.paragraph(line, prefix: page.mark(isReady ? .ok : .bad) + " ", indent: 5)
        if score.band == .x {
            page.paragraph(
                "if this were cured: \(score.value); where else it can go: claimpack venues CASE",
                indent: 5)
        }
        for cap in score.caps {
            page.paragraph("capped at \(cap.limit): \(printable(cap.reason))", indent: 5)
        }
        let failedGates = assessment.gates.filter { $0.outcome == .fail }
        let gaps = assessment.requirements.count { $0.status != .met && $0.level != .helpful }
        let contradictions = assessment.checks.count { $0.outcome == .fail }
        var parts = [
            failedGates.isEmpty
                ? "no gate failed" : Wording.count(failedGates.count, "gate") + " failed",
            Wording.count(gaps, "gap") + " in the evidence",
            Wording.count(contradictions, "check") + " failed",
        ]
        if let window = assessment.deadlines.first(where: { $0.name == "window" }) {
            parts.append("window closes \(window.day), \(Wording.daysLeft(window.daysLeft))")
        }
        page.paragraph(parts.joined(separator: "; "), indent: 5)
    }

    func gates(_ page: inout TextPage) {
        page.heading("gates: may this claim be filed here")
        for gate in assessment.gates where gate.outcome != .inapplicable {
            let exhibits = exhibits(in: gate.citations)
            let detail = gate.outcome == .pass ? gate.title : "\(gate.title): \(gate.message)"
            page.paragraph(
                printable(detail) + exhibits,
                prefix: " \(page.mark(gate.outcome.mark)) \(gate.id.padded(to: 4))",
                indent: 10)
        }
    }

    func evidence(_ page: inout TextPage) {
        page.heading("evidence: what the rules ask for")
        for row in assessment.requirements {
            let mark: Mark =
                switch row.status {
                case .met: .ok
                case .partial: .unclear
                case .missing: row.level == .helpful ? .none : .bad
                case .weak: .bad
                }
            let points = Wording.half(row.weight * row.status.halfSteps) + "/\(row.weight)"
            let name = Wording.name(of: row.kind).padded(to: 19)
            let level = row.level.rawValue.padded(to: 9)
            var text = ""
            if !row.exhibits.isEmpty { text = Wording.list(row.exhibits) }
            if row.status != .met {
                text += (text.isEmpty ? "" : ": ") + printable(row.message)
            }
            let prefix = " \(page.mark(mark)) \(name) \(level) \(points.padded(to: 6))"
            if page.style.width >= 64 {
                page.paragraph(text, prefix: prefix, indent: 43)
            } else {
                // A narrow terminal gets two lines a row.
                page.line(" \(page.mark(mark)) \(name)\(points)")
                if !text.isEmpty { page.paragraph(text, indent: 6) }
            }
        }
    }

    func checks(_ page: inout TextPage, isWhole: Bool) {
        page.heading("coherence: do the exhibits agree")
        for check in assessment.checks
        where check.outcome != .inapplicable
            && (isWhole || check.weight > 0 || check.outcome == .fail)
        {
            let detail =
                check.outcome == .pass && !isWhole
                ? check.title : "\(check.title): \(check.message)"
            page.paragraph(
                printable(detail) + exhibits(in: check.citations),
                prefix: " \(page.mark(check.outcome.mark)) \(check.id.padded(to: 4))", indent: 10)
            guard isWhole else { continue }
            for citation in check.citations {
                // What the claimant typed about an exhibit does not stand in it.
                let isCited = citation.origin == .declared && citation.place.exhibit != nil
                let source =
                    isCited ? "said in the claim, which cites" : "\(citation.origin.rawValue) at"
                page.paragraph(
                    "“\(printable(citation.text).cut(to: 120))” \(source) \(printable(citation.place.description))",
                    prefix: "          ", indent: 12)
            }
        }
    }

    func amounts(_ page: inout TextPage) {
        guard let amounts = assessment.amounts else { return }
        page.heading("amount")
        func row(_ name: String, _ money: Money) {
            let sum = money.grouped
            guard page.style.width >= 56, !page.style.isSpoken else {
                page.paragraph("\(name): \(sum)", prefix: " ")
                return
            }
            page.line(
                " " + name.padded(to: 34) + String(repeating: " ", count: max(1, 18 - sum.columns))
                    + sum)
        }
        for head in amounts.heads where page.style.width >= 56 {
            let exhibits = head.exhibits.isEmpty ? "" : "  (" + Wording.list(head.exhibits) + ")"
            page.paragraph(
                "\(printable(head.purpose)): \(head.sum?.grouped ?? "no sum")\(exhibits)"
                    + (head.objection.map { ", not shown: " + printable($0) } ?? ""), prefix: " ")
        }
        row("asked", amounts.asked)
        row("shown by exhibits", amounts.supported)
        if !amounts.unsupported.amount.isZero {
            row("asked without an exhibit", amounts.unsupported)
        }
        if let maximum = amounts.recoverableMaximum { row("most the venue can refund", maximum) }
    }

    /// Every day that matters, with what starts the clock and how sure that is.
    func days(_ page: inout TextPage) {
        guard !assessment.deadlines.isEmpty else { return }
        page.heading("days that matter")
        for deadline in assessment.deadlines {
            page.paragraph(
                "\(deadline.day), \(Wording.daysLeft(deadline.daysLeft)): \(printable(deadline.basis))",
                prefix: " " + deadline.name.padded(to: 13), indent: 14)
        }
    }

    func score(_ page: inout TextPage) {
        let score = assessment.score
        page.heading("how the score is made")
        page.paragraph(
            "evidence \(Wording.half(score.evidenceEarned)) of \(Wording.half(score.evidencePossible)) points, coherence \(score.coherenceEarned) of \(score.coherencePossible)"
                + (score.corroboratedPercent.map {
                    "; \($0) % of the coherence rests on two exhibits"
                } ?? "")
                + "; \(Wording.count(score.declaredOnlyFacts, "fact")) on the claimant's word alone",
            prefix: " ")
        page.paragraph(
            "it says how complete and consistent the documents are, not who is right", prefix: " ")
    }

    func findings(_ page: inout TextPage, isWhole: Bool, isForMediator: Bool = false) {
        let findings = assessment.findings
        let shown =
            isWhole
            ? findings : Array(findings.filter { $0.severity != .note }.prefix(Self.shownFindings))
        guard !shown.isEmpty else { return }
        page.heading(
            isWhole ? "all findings" : isForMediator ? "missing, or not agreeing" : "do first")
        for (index, finding) in shown.enumerated() {
            Self.write(finding, number: index + 1, to: &page, isForMediator: isForMediator)
        }
        let left = findings.count - shown.count
        if left > 0 {
            page.paragraph(
                "and \(Wording.count(left, "smaller remark")): --whole lists them all", prefix: " ")
        }
    }

    /// A finding as what, where and how to repair it.
    static func write(
        _ finding: Finding, number: Int, to page: inout TextPage, isForMediator: Bool = false
    ) {
        var head = printable(finding.message)
        if let gain = finding.gain, gain > 0, !isForMediator { head = "+\(gain)  " + head }
        head += "  [\(finding.code)]"
        page.paragraph(head, prefix: " \(number). ", indent: max(5, String(number).count + 3))
        let places = finding.places.map { isForMediator ? $0.inBundle : $0 }
        for place in places.prefix(VerificationText.namedPlaces) {
            page.paragraph("at " + printable(place.description), prefix: "", indent: 5)
        }
        if places.count > VerificationText.namedPlaces {
            page.paragraph(
                "and at "
                    + Wording.count(places.count - VerificationText.namedPlaces, "more place"),
                indent: 5)
        }
        if let remedy = finding.remedy, !isForMediator {
            let effort = finding.effort.map { " (\($0.words))" } ?? ""
            page.paragraph("do: " + printable(remedy) + effort, prefix: "", indent: 5)
        }
    }

    private func exhibits(in citations: [Citation]) -> String {
        let numbers = Set(citations.compactMap(\.place.exhibit)).sorted()
        return numbers.isEmpty ? "" : "  (" + Wording.list(numbers) + ")"
    }
}

extension Effort {
    var words: String {
        switch self {
        case .minutes: "minutes"
        case .days: "days"
        case .money: "days and money"
        case .notRepairable: "cannot be made up, this is the substitute"
        }
    }
}
