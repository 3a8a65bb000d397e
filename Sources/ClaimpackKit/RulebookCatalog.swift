import ClaimModel
import Reports
import Validator

/// The rules that come with the program, and the examination of anybody's own.
public enum RulebookCatalog {
    /// Names of the shipped rulebooks.
    public static var names: [String] { Rulebooks.builtIn.map(\.name) }

    /// One line for each shipped rulebook.
    public static func list(_ layout: TextLayout) throws(ClaimpackError) -> String {
        var page = TextPage(layout.style)
        for name in names {
            guard let rulebook = try RulebookFile.builtIn(name) else { continue }
            let identity = rulebook.identity
            page.paragraph(
                "\(identity.title); \(rulebook.reasons.map(\.reason.rawValue).joined(separator: ", "))"
                    + "; version \(identity.version) of \(rulebook.date)",
                prefix: name.padded(to: 25))
        }
        return page.text
    }

    /// Everything a rulebook says, every number with its basis and source.
    ///
    /// - Parameters:
    ///   - name: a shipped rulebook's name, or a file.
    ///   - layout: how wide, and whether in colour.
    public static func show(_ name: String, _ layout: TextLayout) throws(ClaimpackError) -> String {
        RulebookText(try RulebookFile.named(name)).text(layout.style)
    }

    /// Reads a rulebook file and says that it has no mistake, with what it holds. Mistakes are
    /// thrown, each with line, column and remedy.
    public static func lint(_ path: String, _ layout: TextLayout) throws(ClaimpackError) -> String {
        let rulebook = try RulebookFile.custom(path)
        var page = TextPage(layout.style)
        page.paragraph(
            "\(path): no mistake found: \(Wording.count(rulebook.reasons.count, "reason")), "
                + "\(Wording.count(rulebook.gates.count, "gate")), "
                + "\(Wording.count(rulebook.checks.count, "check")), "
                + "\(Wording.count(rulebook.deadlines.count, "period"))",
            prefix: page.mark(.ok) + " ")
        return page.text
    }

    /// What a code means, why it counts, how to repair it, with an example; nil when no finding has
    /// that code.
    public static func explain(_ code: String, _ layout: TextLayout) throws(ClaimpackError)
        -> String?
    {
        guard let explanation = try explanation(of: code) else { return nil }
        var page = TextPage(layout.style)
        page.paragraph(explanation.code)
        func row(_ label: String, _ text: String?) {
            if let text { page.paragraph(text, prefix: label.padded(to: 9)) }
        }
        row("means", explanation.meaning)
        row("why", explanation.why)
        row("source", explanation.source)
        row("do", explanation.remedy)
        row("effort", explanation.effort?.rawValue)
        row("example", explanation.example)
        return page.text
    }

    static func explanation(of code: String) throws(ClaimpackError) -> CodeExplanation? {
        var explanation: CodeExplanation?
        for name in names where explanation == nil {
            explanation = try RulebookFile.builtIn(name)?.explanations.first {
                $0.code.utf8.elementsEqual(code.utf8)
            }
        }
        let other = CodeExplanations.others.first { $0.code.utf8.elementsEqual(code.utf8) }
        return explanation ?? other ?? CodeExplanations.family(of: code)
    }

    /// Every code `explain` knows, sorted.
    public static func codes() throws(ClaimpackError) -> [String] {
        var codes = Set(CodeExplanations.others.map(\.code))
        for name in names {
            for explanation in try RulebookFile.builtIn(name)?.explanations ?? [] {
                codes.insert(explanation.code)
            }
        }
        return codes.sorted()
    }
}

/// A rulebook as text.
struct RulebookText {
    let rulebook: Rulebook

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        let identity = rulebook.identity
        page.paragraph(
            "\(identity.title) (\(identity.id) \(identity.version), \(rulebook.date))"
                + (identity.isCustom ? ", custom rules" : ""))
        if let digest = identity.digest { page.paragraph("sha256 \(digest.hex)") }
        for reason in rulebook.reasons {
            page.heading("\(reason.reason.rawValue) (\(reason.code)): \(reason.title)")
            for row in reason.rows {
                for tier in row.tiers {
                    let above = tier.above.map { ", order above \($0.grouped)" } ?? ""
                    page.paragraph(
                        "\(tier.level?.rawValue ?? "not asked") \(tier.weight)\(above) "
                            + said(tier.provenance),
                        prefix: " " + row.kind.rawValue.padded(to: 20))
                }
            }
        }
        page.heading("gates")
        for gate in rulebook.gates {
            page.paragraph(
                "\(gate.isEligibility ? "eligibility" : "condition")\(only(gate.reasons))",
                prefix: " " + gate.id.padded(to: 5))
        }
        page.heading("checks")
        for check in rulebook.checks.sorted(by: { $0.id < $1.id }) {
            page.paragraph(
                "weight \(check.weight)\(check.isCritical ? ", critical" : "")\(only(check.reasons)) "
                    + said(check.provenance), prefix: " " + check.id.padded(to: 5))
        }
        page.heading("caps and limits")
        for cap in rulebook.caps {
            page.paragraph(
                "\(cap.limit) \(said(cap.provenance))",
                prefix: " " + cap.condition.rawValue.padded(to: 28))
        }
        for limit in rulebook.limits {
            page.paragraph(
                "\(limit.value) \(said(limit.provenance))",
                prefix: " " + limit.name.rawValue.padded(to: 28))
        }
        page.heading("periods")
        for period in rulebook.deadlines {
            page.paragraph(
                "\(period.days) days \(said(period.provenance)): \(period.title)",
                prefix: " " + period.name.padded(to: 14))
            for start in period.starts {
                page.paragraph(
                    "from \(start.from.rawValue)\(only(start.reasons)) \(said(start.provenance))",
                    indent: 15)
            }
        }
        page.heading("admissibility")
        for rule in rulebook.admissibility.rules {
            page.paragraph(
                "\(rule.status.rawValue) \(said(rule.provenance))",
                prefix: " " + rule.name.rawValue.padded(to: 20))
        }
        page.heading("not taken up here, and where to go")
        for exclusion in rulebook.exclusions {
            page.paragraph(
                "\(exclusion.cause): \(exclusion.why) \(said(exclusion.provenance)); "
                    + exclusion.route, prefix: " ")
        }
        if let filing = rulebook.filing {
            page.heading("what the form takes")
            let parts = [
                filing.files.map { "\($0) files" }, filing.fileBytes.map { "\($0) bytes a file" },
                filing.totalBytes.map { "\($0) bytes in all" },
                filing.nameLength.map { "names of \($0) letters and digits" },
                filing.formats.isEmpty ? nil : filing.formats.joined(separator: " "),
            ].compactMap(\.self)
            page.paragraph(
                parts.joined(separator: ", ") + " " + said(filing.provenance), prefix: " ")
        }
        page.heading("sources")
        for source in rulebook.sources {
            page.paragraph(
                source.title + (source.address.map { " <\($0)>" } ?? ""),
                prefix: " " + source.id.padded(to: 22))
        }
        return page.text
    }

    private func said(_ provenance: Provenance) -> String {
        "(\(provenance.basis.rawValue), \(provenance.source))"
    }

    private func only(_ reasons: [Reason]) -> String {
        reasons.count == Reason.allCases.count
            ? "" : ", for " + reasons.map(\.rawValue).joined(separator: ", ")
    }
}
