internal import ClaimModel

/// One requirement as it holds for this case: its level and weight at this order value.
struct EffectiveRow: Sendable {
    let kind: ExhibitKind
    var level: RequirementResult.Level
    var weight: Int
    /// Kinds that may meet it, and how.
    var metBy: String?
}

extension CaseFacts {
    /// The rows of all reasons in rulebook order. Where reasons share a kind, the higher level and
    /// the higher weight hold; the score is a fraction of the weights there are, so they need not
    /// add up to 100.
    var effectiveRows: [EffectiveRow] {
        var rows: [EffectiveRow] = []
        for reason in reasons {
            for rule in rulebook.rule(for: reason)?.rows ?? [] {
                guard let tier = rule.tier(for: orderValue), let level = tier.level else {
                    continue
                }
                if let index = rows.firstIndex(where: { $0.kind == rule.kind }) {
                    rows[index].level = max(rows[index].level, level)
                    rows[index].weight = max(rows[index].weight, tier.weight)
                    rows[index].metBy = rows[index].metBy ?? rule.metBy
                } else {
                    rows.append(
                        EffectiveRow(
                            kind: rule.kind, level: level, weight: tier.weight, metBy: rule.metBy))
                }
            }
        }
        for modifier in modifiers {
            for index in rows.indices where modifier.requires.contains(rows[index].kind) {
                rows[index].level = .required
            }
            rows.removeAll { modifier.drops.contains($0.kind) }
        }
        return rows
    }

    /// The modifiers whose condition holds.
    var modifiers: [ModifierRule] {
        rulebook.modifiers.filter { modifier in
            guard modifier.reasons.contains(where: reasons.contains) else { return false }
            return switch modifier.condition {
            case .partShipment: isPartShipment
            case .beforeShipment: isBeforeShipment
            }
        }
    }
}

extension RequirementResult.Level {
    fileprivate var rank: Int {
        switch self {
        case .helpful: 0
        case .expected: 1
        case .required: 2
        }
    }
}

private func max(_ left: RequirementResult.Level, _ right: RequirementResult.Level)
    -> RequirementResult.Level
{
    left.rank < right.rank ? right : left
}
