import ClaimModel
import Reports
import Validator

extension RulebookPart {
    /// A rulebook; `isWhole` with every statement.
    init(_ rulebook: Rulebook, isWhole: Bool) {
        let identity = rulebook.identity
        self.init(
            id: identity.id, title: identity.title, version: identity.version,
            date: rulebook.date.description, sha256: identity.digest?.hex, isCustom: identity.isCustom,
            reasons: rulebook.reasons.map(\.reason.rawValue),
            statements: isWhole ? Self.statements(of: rulebook) : nil,
            sources: isWhole
                ? rulebook.sources.map { Source(id: $0.id, title: $0.title, address: $0.address) } : nil)
    }

    private static func statements(of rulebook: Rulebook) -> [Statement] {
        var statements: [Statement] = []
        func add(
            _ section: String, _ name: String, _ value: String, _ reasons: [Reason]? = nil,
            _ provenance: Provenance? = nil
        ) {
            statements.append(
                Statement(
                    section, name, value,
                    reasons: reasons.flatMap { $0.count == Reason.allCases.count ? nil : $0.map(\.rawValue) },
                    basis: provenance?.basis.rawValue, source: provenance?.source))
        }
        for reason in rulebook.reasons {
            for row in reason.rows {
                for tier in row.tiers {
                    add(
                        "evidence", row.kind.rawValue,
                        "\(tier.level?.rawValue ?? "not asked") \(tier.weight)"
                            + (tier.above.map { ", order above \($0)" } ?? ""), [reason.reason],
                        tier.provenance)
                }
            }
        }
        for gate in rulebook.gates {
            add("gate", gate.id, gate.isEligibility ? "eligibility" : "condition", gate.reasons)
        }
        for check in rulebook.checks.sorted(by: { $0.id < $1.id }) {
            add(
                "check", check.id, "weight \(check.weight)\(check.isCritical ? ", critical" : "")",
                check.reasons, check.provenance)
        }
        for cap in rulebook.caps {
            add("cap", cap.condition.rawValue, String(cap.limit), nil, cap.provenance)
        }
        for limit in rulebook.limits {
            add("limit", limit.name.rawValue, limit.value.description, nil, limit.provenance)
        }
        for period in rulebook.deadlines {
            add("period", period.name, "\(period.days) days: \(period.title)", nil, period.provenance)
            for start in period.starts {
                add("period", period.name, "from \(start.from.rawValue)", start.reasons, start.provenance)
            }
        }
        for rule in rulebook.admissibility.rules {
            add("admissibility", rule.name.rawValue, rule.status.rawValue, nil, rule.provenance)
        }
        for exclusion in rulebook.exclusions {
            add(
                "exclusion", exclusion.cause, "\(exclusion.why); \(exclusion.route)", nil,
                exclusion.provenance)
        }
        if let filing = rulebook.filing {
            for (name, value) in [
                ("files", filing.files.map { "\($0)" }), ("file-bytes", filing.fileBytes.map { "\($0)" }),
                ("total-bytes", filing.totalBytes.map { "\($0)" }),
                ("name-length", filing.nameLength.map { "\($0)" }),
                ("formats", filing.formats.isEmpty ? nil : filing.formats.joined(separator: " ")),
            ] {
                if let value { add("form", name, value, nil, filing.provenance) }
            }
        }
        return statements
    }
}

extension RulebookCatalog {
    /// The shipped rulebooks as one JSON object.
    public static func listJSON() throws(ClaimpackError) -> String {
        var parts: [RulebookPart] = []
        for name in names {
            if let rulebook = try RulebookFile.builtIn(name) {
                parts.append(RulebookPart(rulebook, isWhole: false))
            }
        }
        return JSONReport(rulebooks: parts, version: ClaimpackVersion.text).text()
    }

    /// Everything a rulebook says as one JSON object; `name` is a shipped one's, or a file.
    public static func showJSON(_ name: String) throws(ClaimpackError) -> String {
        JSONReport(
            rulebooks: [RulebookPart(try RulebookFile.named(name), isWhole: true)],
            version: ClaimpackVersion.text
        ).text()
    }

    /// What a code means as one JSON object; nil when no finding has that code.
    public static func explainJSON(_ code: String) throws(ClaimpackError) -> String? {
        guard let explanation = try explanation(of: code) else { return nil }
        return JSONReport(
            explanation: ExplanationPart(
                code: explanation.code, means: explanation.meaning, why: explanation.why,
                source: explanation.source, remedy: explanation.remedy,
                effort: explanation.effort?.rawValue, example: explanation.example),
            version: ClaimpackVersion.text
        ).text()
    }

    /// Every code as one JSON object.
    public static func codesJSON() throws(ClaimpackError) -> String {
        JSONReport(codes: try codes(), version: ClaimpackVersion.text).text()
    }
}
