internal import ClaimModel
internal import ClaimText

extension RulebookLoader {
    mutating func readReasons(_ node: TextNode?) -> [ReasonRule] {
        var seen: Set<String> = []
        var reasons: [ReasonRule] = []
        for item in reader.list(node, what: "reasons") {
            guard
                let record = reader.record(
                    item, needs: ["reason", "code", "title", "requires"],
                    may: ["basis", "source"], what: "a reason")
            else { continue }
            let reason = reader.choice(record["reason"], Reason.self, what: "reason")
            let code = reader.code(record["code"], what: "code")
            let title = reader.text(record["title"], what: "title")
            let around = reader.partial(record, sources: sourceNames)
            var kindsSeen: Set<String> = []
            let nodes = reader.list(record["requires"], what: "requires")
            let rows = nodes.compactMap { readRow($0, around: around, seen: &kindsSeen) }
            guard let reason, let code, let title,
                isNew(reason.rawValue, &seen, at: item, what: "reason")
            else { continue }
            // A row that could not be read has been reported; its weight is not known.
            let sum = rows.compactMap(\.tiers.last?.weight).reduce(0, +)
            if sum != 100, rows.count == nodes.count {
                reader.report(
                    "rulebook.weights", at: item,
                    "the weights of \"\(reason.rawValue)\" add up to \(sum), not 100",
                    "Change the weights of its highest order values so that they do")
            }
            reasons.append(ReasonRule(reason: reason, code: code, title: title, rows: rows))
        }
        return reasons
    }

    private mutating func readRow(
        _ node: TextNode, around: PartialProvenance, seen: inout Set<String>
    ) -> RequirementRule? {
        guard
            let record = reader.record(
                node, needs: ["kind", "level", "weight"],
                may: ["met-by", "above", "basis", "source"], what: "a requirement"),
            let kind = reader.choice(record["kind"], ExhibitKind.self, what: "kind"),
            isNew(kind.rawValue, &seen, at: node, what: "requirement")
        else { return nil }
        if !kinds.contains(where: { $0.kind == kind }) {
            reader.report(
                "rulebook.kind.untold", at: node, "nothing is said about \"\(kind.rawValue)\"",
                "Add it to \"kinds:\"")
        }
        let own = reader.partial(record, around: around, sources: sourceNames)
        var tiers: [RequirementRule.Tier] = []
        let provenance = reader.complete(own, of: record, what: "a requirement")
        if let tier = readTier(record, above: nil, provenance) { tiers.append(tier) }
        for step in reader.list(record["above"], what: "above") {
            guard
                let record = reader.record(
                    step, needs: ["value", "level", "weight"], may: ["basis", "source"],
                    what: "a step of order value"),
                let above = money(record["value"])
            else { continue }
            if let last = tiers.last?.above,
                last.currency != above.currency || last.amount >= above.amount
            {
                reader.report(
                    "rulebook.steps", at: step, "the steps of order value do not rise",
                    "Sort them, in one currency")
            }
            let provenance = reader.provenance(
                record, around: own, sources: sourceNames, what: "a step of order value")
            if let tier = readTier(record, above: above, provenance) { tiers.append(tier) }
        }
        let metBy = references(record["met-by"], what: "met-by")
        guard tiers.first?.above == nil, !tiers.isEmpty else { return nil }
        return RequirementRule(kind: kind, metBy: metBy.first, tiers: tiers)
    }

    private mutating func readTier(
        _ record: RuleRecord, above: Money?, _ provenance: Provenance?
    ) -> RequirementRule.Tier? {
        let weight = reader.whole(record["weight"], in: 0...100, what: "weight")
        let isAsked = record["level"]?.scalar != "not-asked"
        let level =
            isAsked
            ? reader.choice(record["level"], RequirementResult.Level.self, what: "level") : nil
        guard let weight, let provenance, !isAsked || level != nil else { return nil }
        if (level == nil) != (weight == 0) {
            reader.report(
                "rulebook.weight", at: record.node, "weight \(weight) does not fit its level",
                "What is asked for weighs 1 or more, what is not asked for 0")
        }
        return RequirementRule.Tier(
            above: above, level: level, weight: weight, provenance: provenance)
    }

    mutating func money(_ node: TextNode?) -> Money? {
        guard let node, let text = reader.text(node, what: "value") else { return nil }
        if let money = Money(text) { return money }
        reader.report(
            "rulebook.amount", at: node, "\"\(text)\" is not an amount",
            "Write the number without commas, then the currency, as in 20000.00 USD")
        return nil
    }

    mutating func readModifiers(_ node: TextNode?) -> [ModifierRule] {
        reader.list(node, what: "modifiers").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["modifier", "code", "reasons"], may: ["requires", "drops"],
                    what: "a modifier")
            else { return nil }
            let condition = reader.choice(
                record["modifier"], ModifierRule.Condition.self, what: "modifier")
            let code = reader.code(record["code"], what: "code")
            let reasons = reader.choices(record["reasons"], Reason.self, what: "reason")
            let requires = record["requires"].map {
                reader.choices($0, ExhibitKind.self, what: "kind")
            }
            let drops = record["drops"].map {
                reader.choices($0, ExhibitKind.self, what: "kind")
            }
            guard let condition, let code else { return nil }
            return ModifierRule(
                condition: condition, code: code, reasons: reasons, requires: requires ?? [],
                drops: drops ?? [])
        }
    }
}
