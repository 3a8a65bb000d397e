internal import ClaimModel

/// Turns what was judged into findings, each with the points its cure would bring.
struct FindingList {
    let facts: CaseFacts
    let scoring: Scoring
    private(set) var findings: [Finding] = []
    private var seen: Set<Finding> = []

    init(facts: CaseFacts, scoring: Scoring) {
        self.facts = facts
        self.scoring = scoring
    }

    mutating func add(_ requirement: RequirementResult) {
        guard requirement.status != .met else { return }
        let rule = facts.rulebook.rule(for: requirement.kind)
        let isEmpty = requirement.status.halfSteps == 0
        let severity: Severity =
            switch (requirement.level, isEmpty) {
            case (.required, true): .failure
            case (.required, false), (.expected, true): .warning
            case (.expected, false), (.helpful, _): .note
            }
        let places = requirement.exhibits.compactMap { number in
            facts.exhibits.first { $0.number == number }?.place
        }
        findings.append(
            Finding(
                code: "evidence.\(requirement.kind.rawValue).\(requirement.status.rawValue)",
                severity: severity, places: places, message: requirement.message,
                remedy: rule?.remedy, effort: rule?.effortOfRepair,
                gain: scoring.gain(curing: requirement.kind)))
    }

    mutating func add(_ check: Check, rule: CheckRule, answer: Answer) {
        guard let code = Self.code(check.subject, check.trouble, answer.outcome) else { return }
        let severity: Severity =
            answer.outcome == .fail ? (rule.isCritical ? .failure : .warning) : .note
        findings.append(
            Finding(
                code: code, severity: severity, places: Self.places(answer.citations),
                message: answer.message, remedy: answer.remedy ?? check.remedy,
                effort: check.effort, gain: rule.weight > 0 ? scoring.gain(curing: check.id) : nil,
                citations: answer.citations))
    }

    mutating func add(_ gate: Gate, rule: GateRule, answer: Answer) {
        guard let code = Self.code(gate.subject, gate.trouble, answer.outcome) else { return }
        let severity: Severity =
            answer.outcome == .fail ? (rule.isEligibility ? .failure : .warning) : .note
        findings.append(
            Finding(
                code: code, severity: severity, places: Self.places(answer.citations),
                message: answer.message, remedy: answer.remedy ?? gate.remedy, effort: gate.effort,
                gain: gate.id == "G7" && answer.outcome == .fail ? scoring.gainOfUnusedGoods : nil,
                citations: answer.citations))
    }

    /// Adds a finding that is already one, unless the same stands there.
    mutating func add(_ finding: Finding) {
        if seen.insert(finding).inserted { findings.append(finding) }
    }

    /// All of them: the greatest gain first, then by code, place and words.
    func sorted() -> [Finding] {
        func key(_ finding: Finding) -> (Int, String, String, String) {
            (
                -(finding.gain ?? -1), finding.code,
                finding.places.map(\.description).joined(separator: "\n"), finding.message
            )
        }
        return findings.map { ($0, key($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static func code(_ subject: String, _ trouble: String, _ outcome: Outcome) -> String? {
        switch outcome {
        case .pass, .inapplicable: nil
        case .fail: subject + "." + trouble
        case .cannotTell: subject + ".unknown"
        case .untested: subject + ".untested"
        }
    }

    /// The places of the citations: exhibits first, each once.
    private static func places(_ citations: [Citation]) -> [Place] {
        var places: [Place] = []
        var seen: Set<Place> = [Place()]
        for citation in citations where seen.insert(citation.place).inserted {
            places.append(citation.place)
        }
        return places.filter { $0.exhibit != nil } + places.filter { $0.exhibit == nil }
    }
}

extension KindRule {
    /// What a repair costs; what cannot be had any more is not repairable, whatever it once cost.
    fileprivate var effortOfRepair: Effort {
        repairable == .yes ? effort : .notRepairable
    }
}
