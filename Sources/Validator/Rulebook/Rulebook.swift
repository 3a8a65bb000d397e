package import ClaimModel

/// The rules of one venue as values: what evidence each reason asks for, what is checked, what caps
/// the score, and how long everything may take.
///
/// Only the loader makes one, so references inside it (kinds, groups, sources) hold.
package struct Rulebook: Hashable, Sendable {
    /// Its name, version and digest.
    package let identity: RulebookIdentity
    /// The venue in a score vector: capital letters and digits, such as `ATA`.
    package let code: String
    /// The day its sources were read.
    package let date: CalendarDay
    /// Where its numbers come from.
    package let sources: [RuleSource]
    /// What is said about each kind of evidence.
    package let kinds: [KindRule]
    /// Kinds that may stand for one another.
    package let groups: [KindGroup]
    /// The tables of requirements, one for each reason.
    package let reasons: [ReasonRule]
    /// What changes a table, such as a part shipment.
    package let modifiers: [ModifierRule]
    /// Eligibility and other conditions, in the order they are told.
    package let gates: [GateRule]
    /// Coherence checks, in the order they are told.
    package let checks: [CheckRule]
    /// Limits on the score.
    package let caps: [CapRule]
    /// Other numbers, such as the tolerance of an amount.
    package let limits: [LimitRule]
    /// Periods.
    package let deadlines: [DeadlineRule]
    /// Causes the venue takes up, and the reasons they fit.
    package let causes: [CauseRule]
    /// Causes the venue does not take up, and where to go with them.
    package let exclusions: [ExclusionRule]
    /// Words and phrases.
    package let vocabulary: Vocabulary
    /// What makes an exhibit carry less.
    package let admissibility: AdmissibilityRules
    /// What bounds a refund.
    package let coverage: Coverage
    /// Heads claimants forget.
    package let forgottenHeads: [ForgottenHead]
    /// What the venue's form takes, when something is known.
    package let filing: FilingLimits?
    /// The rulebook that came with the program and holds what this one does not say.
    package let base: String?
}

/// How sure a number is.
package enum Basis: String, Hashable, Sendable, CaseIterable {
    /// The venue's own page or an official text says so.
    case confirmed
    /// Only somebody else's copy or report says so.
    case secondary
    /// Only the article this program started from says so.
    case seed
    /// Sources differ, or none could be found.
    case unconfirmed
    /// The makers of the rulebook chose it.
    case assumed

    /// For people, behind a number.
    package var words: String {
        switch self {
        case .confirmed: "confirmed by the venue's own text"
        case .secondary: "from a secondary source"
        case .seed: "from one article, not confirmed"
        case .unconfirmed: "not confirmed"
        case .assumed: "an assumption of the rulebook"
        }
    }
}

/// How sure a number is, and where it comes from.
package struct Provenance: Hashable, Sendable {
    /// How sure it is.
    package let basis: Basis
    /// The name of a source of the rulebook.
    package let source: String
}

/// A text numbers are taken from.
package struct RuleSource: Hashable, Sendable {
    /// The name rules cite it by.
    package let id: String
    /// What it is.
    package let title: String
    /// Where it can be read, when it is public.
    package let address: String?
}

extension Rulebook {
    /// What is said about a kind, if anything.
    package func rule(for kind: ExhibitKind) -> KindRule? { kinds.first { $0.kind == kind } }

    /// The table of a reason, if the venue knows it.
    package func rule(for reason: Reason) -> ReasonRule? { reasons.first { $0.reason == reason } }

    /// The number of a limit.
    package func limit(_ name: LimitRule.Name) -> LimitRule? { limits.first { $0.name == name } }

    /// A period by name.
    package func deadline(_ name: String) -> DeadlineRule? {
        deadlines.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// Every order value at which a requirement changes, ascending. Tier 1 ends at the first.
    package var valueSteps: [Money] {
        var steps: [Money] = []
        for tier in reasons.flatMap(\.rows).flatMap(\.tiers) {
            if let step = tier.above, !steps.contains(step) { steps.append(step) }
        }
        return steps.sorted { $0.amount < $1.amount }
    }

    /// The value tier of an order, from 1. A value strictly above a step is in the next tier; an
    /// unknown value, or one in another currency, is in the highest, so that silence asks for no
    /// less.
    package func tier(of value: Money?) -> Int {
        let steps = valueSteps
        guard let value, steps.allSatisfy({ $0.currency == value.currency }) else {
            return steps.count + 1
        }
        return 1 + steps.count { $0.amount < value.amount }
    }
}
