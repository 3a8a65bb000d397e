package import ClaimModel

extension Assessment {
    /// Judges a claim by a rulebook as of a day: gates, evidence, coherence, score, findings.
    ///
    /// A pure function: the same arguments give the same value, whatever the order of the exhibits.
    /// Nothing is thrown; whatever is wrong with the claim is a finding.
    package init(of collected: CollectedClaim, by rulebook: Rulebook, asOf: CalendarDay) {
        let facts = CaseFacts(collected, rulebook: rulebook, asOf: asOf)
        let requirements = facts.requirementResults()
        let gates = rulebook.gates.compactMap { rule in
            Gate.all.first { $0.id == rule.id }.map { ($0, rule, facts.answer($0, rule)) }
        }
        let checks = rulebook.checks.compactMap { rule in
            Check.all.first { $0.id == rule.id }.map { ($0, rule, facts.answer($0, rule)) }
        }.sorted { $0.0.id < $1.0.id }
        let scoring = Scoring(facts, requirements, checks.map { ($0.1, $0.2) })
        let isEligible = !gates.contains { $0.1.isEligibility && $0.2.outcome == .fail }

        let results = checks.map { check, rule, answer in
            CheckResult(
                id: check.id, title: check.title, outcome: answer.outcome,
                weight: answer.outcome == .inapplicable ? 0 : rule.weight, message: answer.message,
                citations: answer.citations)
        }
        var list = FindingList(facts: facts, scoring: scoring)
        for requirement in requirements { list.add(requirement) }
        for (check, rule, answer) in checks { list.add(check, rule: rule, answer: answer) }
        for (gate, rule, answer) in gates { list.add(gate, rule: rule, answer: answer) }
        for finding in facts.remarks() { list.add(finding) }
        for finding in collected.findings { list.add(finding) }
        for finding in facts.liftedRemarks() { list.add(finding) }

        let account = AmountAccount(facts)
        let codes =
            facts.reasons.compactMap { rulebook.rule(for: $0)?.code } + facts.modifiers.map(\.code)
        self.init(
            rulebook: rulebook.identity, asOf: asOf, reasons: facts.reasons,
            gates: gates.map { gate, rule, answer in
                GateResult(
                    id: gate.id, title: gate.title, outcome: answer.outcome,
                    isEligibility: rule.isEligibility, message: answer.message,
                    citations: answer.citations)
            },
            requirements: requirements, exhibits: facts.standings, checks: results,
            score: Score(scoring, checks: results, isEligible: isEligible),
            deadlines: facts.deadlines(),
            amounts: account.map { account in
                AmountSummary(
                    asked: account.asked.value, supported: account.supported,
                    unsupported: account.unsupported,
                    recoverableMaximum: account.recoverableMaximum(facts),
                    heads: account.lines.map { line in
                        AmountHead(
                            purpose: line.head.purpose.value, sum: line.sum,
                            supported: Money(line.supported, account.asked.value.currency),
                            exhibits: line.exhibits.map(\.number), objection: line.objection)
                    })
            },
            findings: list.sorted(),
            vector: ScoreVector.text(
                codes: codes, venue: rulebook.code, tier: rulebook.tier(of: facts.orderValue),
                scoring: scoring, isEligible: isEligible))
    }
}

extension CaseFacts {
    /// A gate's answer; inapplicable when none of the reasons asks it.
    fileprivate func answer(_ gate: Gate, _ rule: GateRule) -> Answer {
        guard rule.reasons.contains(where: reasons.contains) || reasons.isEmpty else {
            return Answer(.inapplicable, "not asked of this kind of claim")
        }
        return gate.judge(self)
    }

    /// A check's answer; inapplicable when none of the reasons asks it, or when the rules do not
    /// ask for an exhibit it needs at this order value; untested when such an exhibit is not there.
    /// What is not there never makes it inapplicable: hiding raises no score.
    fileprivate func answer(_ check: Check, _ rule: CheckRule) -> Answer {
        guard rule.reasons.contains(where: reasons.contains) else {
            return Answer(.inapplicable, "not asked of this kind of claim")
        }
        let asked = rows.map(\.kind)
        guard rule.needs.allSatisfy({ rulebook.kinds(named: $0).contains(where: asked.contains) })
        else { return Answer(.inapplicable, "not asked of an order of this value") }
        let absent = rule.needs.filter { name in
            !rulebook.kinds(named: name).contains { has($0) || !cited(for: $0).isEmpty }
        }
        guard absent.isEmpty else {
            let repairs = absent.compactMap { name in
                let kinds = rulebook.kinds(named: name)
                return kinds.first(where: asked.contains) ?? kinds.first
            }
            let words = repairs.map { rulebook.rule(for: $0)?.title ?? $0.rawValue }
            return .untested("no exhibit: \(words.joined(separator: ", "))", repairedBy: repairs)
        }
        var answer = check.judge(self)
        guard answer.outcome == .cannotTell else { return answer }
        let needed = rule.needs.flatMap { rulebook.kinds(named: $0) }
        let unread = exhibits(of: needed).compactMap(\.unreadWords)
        if !unread.isEmpty {
            answer.message += "; " + unread.joined(separator: "; ")
            answer.remedy = JudgedExhibit.remedyOfUnread
        }
        return answer
    }

    /// What readers noticed about files, with the exhibit they stand in.
    fileprivate func liftedRemarks() -> [Finding] {
        exhibits.flatMap { exhibit in
            exhibit.collected.files.flatMap { file in
                file.reading.remarks.map { remark in
                    var lifted = remark
                    lifted.places = remark.places.map {
                        $0.inside(exhibit.number, file: file.entry.name)
                    }
                    if lifted.places.isEmpty { lifted.places = [exhibit.place(.whole, in: file)] }
                    return lifted
                }
            }
        }
    }

    /// The periods whose start is known.
    fileprivate func deadlines() -> [Deadline] {
        rulebook.deadlines.compactMap { rule in
            guard let start = start(of: rule) else { return nil }
            let day = start.days.lowerBound.adding(days: rule.days)
            return Deadline(
                name: rule.name, day: day, daysLeft: asOf.days(to: day),
                basis: "\(DayText.count(rule.days)) (\(rule.provenance.basis.words)) from \(start.words)")
        }
    }

    /// True when the promise is quoted from talk outside the venue, or nothing but such talk could
    /// carry it.
    fileprivate var isPromiseOutside: Bool {
        if let quoted = exhibit(namedIn: claim.complaint?.promisedAt) {
            return quoted.kinds.contains(.chatOffPlatform)
        }
        return has(.chatOffPlatform) && exhibits(of: [.contract, .spec, .chat]).isEmpty
    }
}

extension Scoring {
    fileprivate init(
        _ facts: CaseFacts, _ requirements: [RequirementResult],
        _ checks: [(rule: CheckRule, answer: Answer)]
    ) {
        rows = requirements.map {
            Row(kind: $0.kind, level: $0.level, weight: $0.weight, halfSteps: $0.status.halfSteps)
        }
        tests = checks.map { rule, answer in
            Test(
                id: rule.id, weight: rule.weight, isCritical: rule.isCritical,
                needs: rule.needs.map { facts.rulebook.kinds(named: $0) },
                outcome: answer.outcome, repairedBy: answer.repairedBy)
        }
        isPromiseOutside = facts.isPromiseOutside
        areGoodsUsed = facts.claim.complaint?.goodsUsed?.value ?? false
        isQuality = facts.reasons.contains(.quality)
        rules = facts.rulebook.caps
    }
}

extension Score {
    fileprivate init(_ scoring: Scoring, checks: [CheckResult], isEligible: Bool) {
        let passed = checks.filter { $0.outcome == .pass && $0.weight > 0 }
        let earned = passed.reduce(0) { $0 + $1.weight }
        let corroborated = passed.reduce(0) { $0 + ($1.isCorroborated ? $1.weight : 0) }
        let declared = checks.flatMap(\.citations)
            .filter { $0.origin == .declared && $0.place.exhibit == nil }
        let evidence = scoring.evidence
        let coherence = scoring.coherence
        self.init(
            value: scoring.value, uncapped: scoring.uncapped, evidenceEarned: evidence.earned,
            evidencePossible: evidence.possible, coherenceEarned: coherence.earned,
            coherencePossible: coherence.possible, caps: scoring.caps,
            band: isEligible ? Band(of: scoring.value) : .x,
            corroboratedPercent: earned > 0 ? corroborated * 100 / earned : nil,
            declaredOnlyFacts: Set(declared).count)
    }
}
