package import ClaimModel

/// What is said about one kind of evidence, whatever the reason.
package struct KindRule: Hashable, Sendable {
    /// Whether it can still be had when the claim is filed.
    package enum Repairable: String, Hashable, Sendable, CaseIterable {
        case yes
        /// It cannot be remade, but something may stand for it.
        case substitute
        case no
    }

    /// The kind.
    package let kind: ExhibitKind
    /// Its name for people, without an article.
    package let title: String
    /// Facts it must carry to count in full.
    package let facts: [MinimumFact]
    /// Why it counts.
    package let why: String
    /// How to get it.
    package let remedy: String
    /// What that costs.
    package let effort: Effort
    /// Whether it can still be had.
    package let repairable: Repairable
}

/// Kinds that may stand for one another.
package struct KindGroup: Hashable, Sendable {
    /// How many of the members are needed.
    package enum Mode: String, Hashable, Sendable {
        case anyOf = "any-of"
        case allOf = "all-of"
    }

    /// A kind or another group.
    package enum Member: Hashable, Sendable {
        case kind(ExhibitKind)
        case group(String)
    }

    /// Its name.
    package let id: String
    /// How many are needed.
    package let mode: Mode
    /// What it is made of.
    package let members: [Member]
    /// Every kind in it and in the groups in it, each once; the loader finds them.
    package let kinds: [ExhibitKind]

    /// Groups that may lie in one another.
    static let depthLimit = 8
}

/// The table of one reason.
package struct ReasonRule: Hashable, Sendable {
    /// The reason.
    package let reason: Reason
    /// It in a score vector, such as `QUAL`.
    package let code: String
    /// It for people.
    package let title: String
    /// The evidence asked for; the weights of the highest value tier add up to 100.
    package let rows: [RequirementRule]
}

/// One kind of evidence one reason asks for.
package struct RequirementRule: Hashable, Sendable {
    /// What is asked at order values above a step.
    package struct Tier: Hashable, Sendable {
        /// Holds for order values strictly above this; nil in the first tier.
        package let above: Money?
        /// How much it is asked for; nil when it is not.
        package let level: RequirementResult.Level?
        /// Its weight; 0 when it is not asked for.
        package let weight: Int
        /// Where the numbers come from.
        package let provenance: Provenance
    }

    /// The kind.
    package let kind: ExhibitKind
    /// The group that may meet it instead of the kind alone.
    package let metBy: String?
    /// What is asked, by order value, ascending; never empty.
    package let tiers: [Tier]

    /// What is asked at an order value; the highest tier when it is unknown.
    package func tier(for value: Money?) -> Tier? {
        guard let value,
            tiers.allSatisfy({ $0.above.map { $0.currency == value.currency } ?? true })
        else { return tiers.last }
        return tiers.last { tier in tier.above.map { $0.amount < value.amount } ?? true }
    }
}

/// What changes a table.
package struct ModifierRule: Hashable, Sendable {
    /// What must be true of the case.
    package enum Condition: String, Hashable, Sendable, CaseIterable {
        /// Fewer units were shipped or received than ordered.
        case partShipment = "part-shipment"
        /// The goods are still with the supplier.
        case beforeShipment = "before-shipment"
    }

    /// What must be true.
    package let condition: Condition
    /// It in a score vector, such as `PARTIAL`.
    package let code: String
    /// The reasons it changes.
    package let reasons: [Reason]
    /// The kinds that become required, at the weight they have.
    package let requires: [ExhibitKind]
    /// The kinds nobody can have yet, which are not asked for.
    package let drops: [ExhibitKind]
}

extension Rulebook {
    /// The kinds a name stands for: a kind's own name, or a group's members and theirs.
    package func kinds(named name: String) -> [ExhibitKind] {
        if let kind = ExhibitKind(rawValue: name) { return [kind] }
        return groups.first { $0.id.utf8.elementsEqual(name.utf8) }?.kinds ?? []
    }

    /// True when exhibits of these kinds make up what a kind or group asks for. Every group is looked
    /// at once: it stands behind the groups in it.
    func isSatisfied(_ name: String, by kinds: Set<ExhibitKind>) -> Bool {
        if let kind = ExhibitKind(rawValue: name) { return kinds.contains(kind) }
        var satisfied: Set<String> = []
        for group in groups {
            func holds(_ member: KindGroup.Member) -> Bool {
                switch member {
                case .kind(let kind): kinds.contains(kind)
                case .group(let id): satisfied.contains(id)
                }
            }
            let isSatisfied =
                switch group.mode {
                case .anyOf: group.members.contains(where: holds)
                case .allOf: group.members.allSatisfy(holds)
                }
            if isSatisfied { satisfied.insert(group.id) }
        }
        return satisfied.contains(name)
    }
}
