internal import ClaimModel

/// What the score is made of, and nothing else: statuses, outcomes and the conditions of caps. A
/// copy with one thing cured gives the gain of that cure.
struct Scoring: Sendable {
    /// Points of a hundred for evidence and for coherence.
    static let evidencePoints = 65
    static let coherencePoints = 35

    /// One requirement.
    struct Row: Sendable {
        let kind: ExhibitKind
        let level: RequirementResult.Level
        let weight: Int
        var halfSteps: Int
    }

    /// One check that is scored or critical.
    struct Test: Sendable {
        let id: String
        let weight: Int
        let isCritical: Bool
        /// Kinds it needs, one list for each need.
        let needs: [[ExhibitKind]]
        var outcome: Outcome
        /// Kinds whose repair alone lets it pass.
        let repairedBy: [ExhibitKind]
    }

    var rows: [Row]
    var tests: [Test]
    /// The promise stands only in talk outside the venue.
    var isPromiseOutside: Bool
    /// The goods were used.
    var areGoodsUsed: Bool
    /// A quality claim is among the reasons.
    var isQuality: Bool
    let rules: [CapRule]

    /// Half steps times weight, earned and possible.
    var evidence: (earned: Int, possible: Int) {
        (
            rows.reduce(0) { $0 + $1.weight * $1.halfSteps },
            rows.reduce(0) { $0 + $1.weight * 2 }
        )
    }

    /// Weight of passed and of all applicable checks.
    var coherence: (earned: Int, possible: Int) {
        let asked = tests.filter { $0.outcome != .inapplicable }
        return (
            asked.reduce(0) { $0 + ($1.outcome == .pass ? $1.weight : 0) },
            asked.reduce(0) { $0 + $1.weight }
        )
    }

    /// The score before caps: ⌊65·E/totE + 35·C/totC⌋ as one exact fraction. A pillar nothing is
    /// asked of gives no points.
    var uncapped: Int {
        let (earned, possible) = evidence
        let (passed, asked) = coherence
        let evidenceBelow = max(possible, 1)
        let coherenceBelow = max(asked, 1)
        return
            (Self.evidencePoints * earned * coherenceBelow
            + Self.coherencePoints * passed * evidenceBelow) / (evidenceBelow * coherenceBelow)
    }

    /// The score with caps.
    var value: Int { min(uncapped, caps.first?.limit ?? 100) }

    /// Every cap in force, the lowest first, then by reason.
    var caps: [Score.Cap] {
        rules.compactMap { rule in
            reason(for: rule.condition).map { Score.Cap(limit: rule.limit, reason: $0) }
        }.sorted { ($0.limit, $0.reason) < ($1.limit, $1.reason) }
    }

    /// Why a cap is in force, nil when it is not.
    private func reason(for condition: CapRule.Condition) -> String? {
        let required = rows.filter { $0.level == .required && $0.halfSteps == 0 }.map(
            \.kind.rawValue)
        func failed(_ ids: [String]) -> [String] {
            tests.filter { $0.outcome == .fail && ids.contains($0.id) }.map(\.id)
        }
        switch condition {
        case .oneRequiredMissing:
            return required.count == 1 ? "required and missing: \(required[0])" : nil
        case .severalRequiredMissing:
            return required.count > 1
                ? "required and missing: \(required.joined(separator: ", "))" : nil
        case .criticalCheckFailed:
            let ids = tests.filter { $0.isCritical && $0.outcome == .fail }.map(\.id)
            return ids.isEmpty ? nil : "critical checks that fail: \(ids.joined(separator: ", "))"
        case .noMeasurableCriterion:
            return isQuality && !failed(["C05"]).isEmpty
                ? "a quality claim without a promise that can be measured" : nil
        case .promiseOffPlatform:
            return isPromiseOutside ? "the promise stands only in talk outside the venue" : nil
        case .amountFailed:
            let ids = failed(["C22", "C23"])
            return ids.isEmpty ? nil : "the amount is not sound: \(ids.joined(separator: ", "))"
        case .goodsUsed: return areGoodsUsed ? "the goods were used before the claim" : nil
        case .criticalExhibitAbsent:
            let absent = absentForCritical
            return absent.isEmpty
                ? nil
                : "not included, and a critical check needs it: "
                    + absent.map(\.rawValue).joined(separator: ", ")
        }
    }

    /// Expected kinds that are not there and that a critical check needs.
    private var absentForCritical: [ExhibitKind] {
        let needed = tests.filter { $0.isCritical && $0.outcome == .untested }.flatMap(\.needs)
        return rows.filter { row in
            row.level == .expected && row.halfSteps == 0
                && needed.contains { $0.contains(row.kind) }
        }.map(\.kind)
    }

    // MARK: Cures

    /// The gain when a requirement is met, with the checks that wait for nothing else.
    func gain(curing kind: ExhibitKind) -> Int { curing(kind).value - value }

    private func curing(_ kind: ExhibitKind) -> Scoring {
        var cured = self
        for index in cured.rows.indices where cured.rows[index].kind == kind {
            cured.rows[index].halfSteps = 2
        }
        for index in cured.tests.indices where cured.tests[index].repairedBy == [kind] {
            if cured.tests[index].outcome != .pass, cured.tests[index].outcome != .inapplicable {
                cured.tests[index].outcome = .pass
            }
        }
        if kind == .contract || kind == .spec { cured.isPromiseOutside = false }
        return cured
    }

    /// The gain when a check passes.
    func gain(curing id: String) -> Int { curing(id).value - value }

    private func curing(_ id: String) -> Scoring {
        var cured = self
        for index in cured.tests.indices where cured.tests[index].id == id {
            cured.tests[index].outcome = .pass
        }
        return cured
    }

    /// True when meeting a requirement lifts a cap that binds.
    func liftsCap(curing kind: ExhibitKind) -> Bool { isLifted(by: curing(kind)) }

    /// True when passing a check lifts a cap that binds.
    func liftsCap(curing id: String) -> Bool { isLifted(by: curing(id)) }

    private func isLifted(by cured: Scoring) -> Bool {
        guard let limit = caps.first?.limit, limit < uncapped else { return false }
        return cured.caps.count { $0.limit <= limit } < caps.count { $0.limit <= limit }
    }

    /// The gain when the goods had not been used.
    var gainOfUnusedGoods: Int {
        var cured = self
        cured.areGoodsUsed = false
        return cured.value - value
    }
}

extension Score.Band {
    /// The band of a score.
    init(of value: Int) {
        self =
            switch value {
            case 90...: .a
            case 80...: .b
            case 65...: .c
            case 50...: .d
            default: .f
            }
    }
}
