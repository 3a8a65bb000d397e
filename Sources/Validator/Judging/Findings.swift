internal import ClaimModel

/// Turns what was judged into findings, each with the points its cure would bring.
struct FindingList {
    let facts: CaseFacts
    let scoring: Scoring
    private(set) var findings: [Finding] = []
    private var seen: Set<Finding> = []
    /// Codes of gates that fail, and of what lifts a cap that binds.
    private var failedGates: Set<String> = []
    private var lifting: Set<String> = []

    init(facts: CaseFacts, scoring: Scoring) {
        self.facts = facts
        self.scoring = scoring
    }

    mutating func add(_ requirement: RequirementResult) {
        guard requirement.status != .met else { return }
        let rule = facts.rulebook.rule(for: requirement.kind)
        if scoring.liftsCap(curing: requirement.kind) {
            lifting.insert("evidence.\(requirement.kind.rawValue).\(requirement.status.rawValue)")
        }
        let isEmpty = requirement.status.halfSteps == 0
        let severity: Severity =
            switch (requirement.level, isEmpty) {
            case (.required, true): .failure
            case (.required, false), (.expected, true): .warning
            case (.expected, false), (.helpful, _): .note
            }
        let exhibits = requirement.exhibits.compactMap(facts.exhibit)
        let isUnread = exhibits.contains { $0.unreadWords != nil }
        let isBarred = exhibits.contains { $0.standing == .empty || $0.standing == .typeMismatch }
        findings.append(
            Finding(
                code: "evidence.\(requirement.kind.rawValue).\(requirement.status.rawValue)",
                severity: severity, places: exhibits.map(\.place), message: requirement.message,
                remedy: isUnread
                    ? JudgedExhibit.remedyOfUnread
                    : isBarred ? "hand in the original file" : rule?.remedy,
                effort: isUnread || isBarred ? .minutes : rule?.effortOfRepair,
                gain: scoring.gain(curing: requirement.kind)))
    }

    mutating func add(_ check: Check, rule: CheckRule, answer: Answer) {
        guard let code = Self.code(check.subject, check.trouble, answer.outcome) else { return }
        let severity: Severity =
            answer.outcome == .fail ? (rule.isCritical ? .failure : .warning) : .note
        if scoring.liftsCap(curing: check.id) { lifting.insert(code) }
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
        if answer.outcome == .fail { failedGates.insert(code) }
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

    /// All of them: failed gates, what lifts the cap that binds, then the greatest gain first, then
    /// by code, place and words.
    func sorted() -> [Finding] {
        func key(_ finding: Finding) -> (Int, Int, String, String, String) {
            (
                failedGates.contains(finding.code) ? 0 : lifting.contains(finding.code) ? 1 : 2,
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

    /// The places of the citations, each once: the one to open first is cited first.
    private static func places(_ citations: [Citation]) -> [Place] {
        var places: [Place] = []
        var seen: Set<Place> = [Place()]
        for citation in citations where seen.insert(citation.place).inserted {
            places.append(citation.place)
        }
        return places
    }
}

extension KindRule {
    /// What a repair costs; what cannot be had any more is not repairable, whatever it once cost.
    fileprivate var effortOfRepair: Effort {
        repairable == .yes ? effort : .notRepairable
    }
}
