package import ClaimModel

/// What a finding's code means, whatever the case: for `explain`.
package struct CodeExplanation: Hashable, Sendable {
    /// The code.
    package let code: String
    /// What it says, as one sentence.
    package let meaning: String
    /// Why it counts.
    package let why: String?
    /// How to repair it.
    package let remedy: String?
    /// What the repair costs.
    package let effort: Effort?
    /// What the reason rests on.
    package var source: String?
    /// What it looks like.
    package var example: String?
}

extension Rulebook {
    /// Every code judging by these rules can give, in the order of the rulebook.
    package var explanations: [CodeExplanation] {
        let evidence = kinds.flatMap { rule in
            [
                ("missing", "no exhibit is \(rule.title)"),
                ("weak", "what was handed in as \(rule.title) carries no weight"),
                ("partial", "what was handed in as \(rule.title) lacks a fact it must carry"),
            ].map { word, meaning in
                CodeExplanation(
                    code: "evidence.\(rule.kind.rawValue).\(word)", meaning: meaning, why: rule.why,
                    remedy: rule.remedy, effort: rule.effort,
                    source: "the rulebook \(identity.id), table of kinds",
                    example: word == "partial" && !rule.facts.isEmpty
                        ? "it lacks " + rule.facts.map(\.words).joined(separator: ", or ") : nil)
            }
        }
        let judged =
            gates.compactMap { rule in
                Gate.all.first { $0.id == rule.id }.map {
                    (
                        id: rule.id, title: $0.title, subject: $0.subject, trouble: $0.trouble,
                        remedy: $0.remedy, effort: $0.effort
                    )
                }
            }
            + checks.compactMap { rule in
                Check.all.first { $0.id == rule.id }.map {
                    (
                        id: rule.id, title: $0.title, subject: $0.subject, trouble: $0.trouble,
                        remedy: $0.remedy, effort: $0.effort
                    )
                }
            }
        let questions = judged.flatMap { item in
            [
                (item.trouble, "\(item.id) does not hold: \(item.title)"),
                ("unknown", "\(item.id) cannot be told from what was read: \(item.title)"),
                ("untested", "\(item.id) lacks an exhibit it needs: \(item.title)"),
            ].map { word, meaning in
                let subject = CodeExplanations.subjects[item.subject]
                return CodeExplanation(
                    code: item.subject + "." + word, meaning: meaning, why: subject?.why,
                    remedy: item.remedy, effort: item.effort, source: subject?.source,
                    example: word == item.trouble ? subject?.example : nil)
            }
        }
        let remarks = Self.remarks.map { code, meaning in
            CodeExplanation(code: code, meaning: meaning, why: nil, remedy: nil, effort: nil)
        }
        let admissibility = AdmissibilityRules.Name.allCases.map { name in
            CodeExplanation(
                code: "admissibility.\(name.rawValue)", meaning: name.meaning, why: nil,
                remedy: name.remedy, effort: .minutes)
        }
        return evidence + questions + admissibility + remarks
    }

    /// Codes that have no part in the score.
    private static let remarks = [
        ("exhibit.files.none", "an exhibit has no file and does not count"),
        ("exhibit.kept-out", "an exhibit is kept out of the bundle and does not count"),
        ("exhibit.withheld", "an exhibit is withheld and does not count"),
        ("exhibit.empty", "an exhibit holds a file without bytes and does not count"),
        ("exhibit.duplicate", "an exhibit repeats a file of another and does not count"),
        ("exhibit.type.mismatch", "an exhibit holds a file that is not what its name says"),
        ("exhibit.kinds.many", "an exhibit serves at most two kinds"),
        ("reason.not-taken", "the venue knows no claim for this reason"),
        ("reason.several", "several reasons are judged together, and a form takes one"),
        ("order-value.unknown", "without the order value the strictest requirements are applied"),
        ("window.closing", "few days are left to file"),
        ("amount.head.forgotten", "a head claimants often forget is not asked for"),
        ("chat.admission", "the supplier seems to admit the breach in a message"),
    ]
}
