internal import ClaimModel
internal import ClaimText

extension RulebookLoader {
    mutating func readGates(_ node: TextNode?) -> [GateRule] {
        var seen: Set<String> = []
        return reader.list(node, what: "gates").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["gate", "eligibility"], may: ["for"], what: "a gate"),
                let id = reader.text(record["gate"], what: "gate")
            else { return nil }
            guard Gate.all.contains(where: { $0.id == id }) else {
                reader.report(
                    "rulebook.gate.unknown", at: item, "no gate \"\(id)\" is written",
                    "Known: \(Gate.all.map(\.id).joined(separator: ", "))")
                return nil
            }
            let isEligibility = reader.flag(record["eligibility"], what: "eligibility")
            let reasons = reader.choices(record["for"], Reason.self, what: "reason")
            guard isNew(id, &seen, at: item, what: "gate") else { return nil }
            return GateRule(id: id, isEligibility: isEligibility, reasons: reasons)
        }
    }

    /// Checks of its own, which stand in the place of those of the same code in the base.
    mutating func readChecks(_ node: TextNode?, after base: [CheckRule]) -> [CheckRule] {
        let own = readChecks(node)
        let changed = Set(own.map(\.id))
        return base.filter { !changed.contains($0.id) } + own
    }

    private mutating func readChecks(_ node: TextNode?) -> [CheckRule] {
        guard let node,
            let section = reader.record(
                node, needs: ["rows"], may: ["basis", "source"], what: "checks")
        else { return [] }
        let around = reader.partial(section, sources: sourceNames)
        var seen: Set<String> = []
        return reader.list(section["rows"], what: "rows").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["check", "weight"],
                    may: ["for", "critical", "needs", "basis", "source"], what: "a check"),
                let id = reader.text(record["check"], what: "check")
            else { return nil }
            guard Check.all.contains(where: { $0.id == id }) else {
                reader.report(
                    "rulebook.check.unknown", at: item, "no check \"\(id)\" is written",
                    "Known: \(Check.all.map(\.id).joined(separator: ", "))")
                return nil
            }
            let weight = reader.whole(record["weight"], in: 0...5, what: "weight")
            let reasons = reader.choices(record["for"], Reason.self, what: "reason")
            let isCritical = reader.flag(record["critical"], what: "critical")
            let needs = references(record["needs"], what: "needs")
            let provenance = reader.provenance(
                record, around: around, sources: sourceNames, what: "check \(id)")
            guard let weight, let provenance, isNew(id, &seen, at: item, what: "check") else {
                return nil
            }
            return CheckRule(
                id: id, weight: weight, reasons: reasons, isCritical: isCritical, needs: needs,
                provenance: provenance)
        }
    }

    mutating func readCaps(_ node: TextNode?) -> [CapRule] {
        guard let node,
            let section = reader.record(
                node, needs: ["rows"], may: ["basis", "source"], what: "caps")
        else { return [] }
        let around = reader.partial(section, sources: sourceNames)
        var seen: Set<String> = []
        return reader.list(section["rows"], what: "rows").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["cap", "limit"], may: ["basis", "source"], what: "a cap")
            else { return nil }
            let condition = reader.choice(record["cap"], CapRule.Condition.self, what: "cap")
            let limit = reader.whole(record["limit"], in: 0...100, what: "limit")
            let provenance = reader.provenance(
                record, around: around, sources: sourceNames, what: "a cap")
            guard let condition, let limit, let provenance,
                isNew(condition.rawValue, &seen, at: item, what: "cap")
            else { return nil }
            return CapRule(condition: condition, limit: limit, provenance: provenance)
        }
    }

    mutating func readLimits(_ node: TextNode?) -> [LimitRule] {
        var seen: Set<String> = []
        return reader.list(node, what: "limits").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["limit", "value"], may: ["basis", "source"], what: "a limit")
            else { return nil }
            let name = reader.choice(record["limit"], LimitRule.Name.self, what: "limit")
            let text = reader.text(record["value"], what: "value")
            let provenance = reader.provenance(record, sources: sourceNames, what: "a limit")
            let value = text.flatMap { ExactDecimal($0) }
            if let text, value == nil || value?.isNegative == true {
                reader.report(
                    "rulebook.number", at: record["value"] ?? item, "\"\(text)\" is no number",
                    "Write digits, and a point before a fraction")
            }
            guard let name, let value, let provenance,
                isNew(name.rawValue, &seen, at: item, what: "limit")
            else { return nil }
            return LimitRule(name: name, value: value, provenance: provenance)
        }
    }

    mutating func readDeadlines(_ node: TextNode?) -> [DeadlineRule] {
        var seen: Set<String> = []
        return reader.list(node, what: "deadlines").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["deadline", "title", "days", "starts"],
                    may: ["amber", "red", "basis", "source"], what: "a deadline")
            else { return nil }
            let name = reader.name(record["deadline"], what: "deadline")
            let title = reader.text(record["title"], what: "title")
            let days = reader.whole(record["days"], in: 0...3_650, what: "days")
            let amber = reader.whole(record["amber"], in: 0...3_650, what: "amber")
            let red = reader.whole(record["red"], in: 0...3_650, what: "red")
            let around = reader.partial(record, sources: sourceNames)
            let provenance = reader.complete(around, of: record, what: "a deadline")
            let starts = reader.list(record["starts"], what: "starts").compactMap { start in
                readStart(start, around: around)
            }
            guard let name, let title, let days, let provenance,
                isNew(name, &seen, at: item, what: "deadline")
            else { return nil }
            return DeadlineRule(
                name: name, title: title, days: days, amber: amber, red: red, starts: starts,
                provenance: provenance)
        }
    }

    private mutating func readStart(
        _ node: TextNode, around: PartialProvenance
    ) -> DeadlineRule.StartRule? {
        guard
            let record = reader.record(
                node, needs: ["from"], may: ["for", "basis", "source"], what: "a start")
        else { return nil }
        let from = reader.choice(record["from"], DeadlineRule.Start.self, what: "start")
        let reasons = reader.choices(record["for"], Reason.self, what: "reason")
        let provenance = reader.provenance(
            record, around: around, sources: sourceNames, what: "a start")
        guard let from, let provenance else { return nil }
        return DeadlineRule.StartRule(from: from, reasons: reasons, provenance: provenance)
    }

    mutating func readCauses(_ node: TextNode?) -> [CauseRule] {
        var seen: Set<String> = []
        return reader.list(node, what: "causes").compactMap { item in
            guard
                let record = reader.record(item, needs: ["cause", "reasons"], what: "a cause"),
                let cause = reader.name(record["cause"], what: "cause"),
                isNew(cause, &seen, at: item, what: "cause")
            else { return nil }
            return CauseRule(
                cause: cause,
                reasons: reader.choices(record["reasons"], Reason.self, what: "reason"))
        }
    }

    mutating func readExclusions(_ node: TextNode?) -> [ExclusionRule] {
        var seen: Set<String> = []
        return reader.list(node, what: "excluded-causes").compactMap { item in
            guard
                let record = reader.record(
                    item, needs: ["cause", "why", "route"], may: ["also", "basis", "source"],
                    what: "an excluded cause")
            else { return nil }
            let cause = reader.name(record["cause"], what: "cause")
            let also = reader.words(record["also"], what: "also").map(\.text)
            let why = reader.text(record["why"], what: "why")
            let route = reader.text(record["route"], what: "route")
            let provenance = reader.provenance(
                record, sources: sourceNames, what: "an excluded cause")
            guard let cause, let why, let route, let provenance,
                isNew(cause, &seen, at: item, what: "excluded cause")
            else { return nil }
            return ExclusionRule(
                cause: cause, also: also, why: why, route: route, provenance: provenance)
        }
    }

    /// The vocabulary; lists a rulebook does not write are its base's.
    mutating func readVocabulary(_ node: TextNode?, base: Vocabulary?) -> Vocabulary? {
        let keys = [
            "platforms", "payments-inside", "payments-outside", "vague", "units", "standards",
            "colours", "criteria", "consent", "negations", "admission",
            "channels", "acknowledgements", "law-clauses", "bank-traces",
        ]
        guard let node,
            let record = reader.record(
                node, needs: base == nil ? keys : [], may: base == nil ? [] : keys,
                what: "the vocabulary")
        else { return nil }
        func words(_ key: String, _ inherited: KeyPath<Vocabulary, [String]>) -> [String] {
            guard let list = record[key] else { return base?[keyPath: inherited] ?? [] }
            return reader.words(list, what: key).map(\.text)
        }
        return Vocabulary(
            platforms: words("platforms", \.platforms),
            paymentsInside: words("payments-inside", \.paymentsInside),
            paymentsOutside: words("payments-outside", \.paymentsOutside),
            vague: words("vague", \.vague), units: words("units", \.units),
            standards: words("standards", \.standards), colours: words("colours", \.colours),
            criteria: words("criteria", \.criteria), consent: words("consent", \.consent),
            negations: words("negations", \.negations),
            admission: words("admission", \.admission), channels: words("channels", \.channels),
            acknowledgements: words("acknowledgements", \.acknowledgements),
            lawClauses: words("law-clauses", \.lawClauses),
            bankTraces: words("bank-traces", \.bankTraces))
    }
}
