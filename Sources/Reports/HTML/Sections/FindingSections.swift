import ClaimModel

/// What is missing, ordered by what it would change: the findings of the assessment as a mediator reads
/// them.
struct MissingSection {
    let assessment: Assessment

    var section: PageSection {
        let heavy = assessment.findings.filter { $0.severity != .note }
        let light = assessment.findings.filter { $0.severity == .note }
        var values = PageValues()
        values.list("items", heavy.enumerated().map { Self.values($1, number: $0 + 1) })
        values.list(
            "remarks", light.enumerated().map { Self.values($1, number: heavy.count + $0 + 1) })
        values.number("remarkCount", light.count)
        values.number("otherSideNumber", assessment.findings.count + 1)
        return PageSection(
            id: "missing", title: "Missing", count: String(heavy.count), values: values)
    }

    static func values(_ finding: Finding, number: Int) -> PageValues {
        PageValues {
            switch finding.severity {
            case .failure: $0.markup("icon", PageParts.icon("bad", "Weighs heavily"))
            case .warning: $0.markup("icon", PageParts.icon("warn", "Caution"))
            case .note: $0.markup("icon", PageParts.icon("info", "Note"))
            }
            $0.number("itemNumber", number)
            $0.text("itemTitle", PageWording.sentence(finding.message))
            $0.text("itemCode", finding.code)
            let places = finding.places.prefix(VerificationText.namedPlaces)
            $0.markup(
                "itemPlaces",
                Markup(ours: places.map { PageParts.chip($0).html }.joined(separator: " ")))
            if finding.places.count > VerificationText.namedPlaces {
                $0.text(
                    "itemMore",
                    "and \(finding.places.count - VerificationText.namedPlaces) more places")
            }
            $0.text("itemRemedy", finding.remedy.map(PageWording.sentence) ?? "")
            let effect =
                switch finding.gain {
                case let gain? where gain > 0: "Adds \(Wording.count(gain, "point"))"
                case .some: "No points"
                case nil: ""
                }
            $0.text("itemEffect", effect)
            $0.text("itemEffort", finding.effort.map { PageWording.sentence($0.words) } ?? "")
        }
    }
}

/// Two quotations side by side with their sources, one sentence of consequence: for and against both
/// parties.
struct ContradictionSection {
    let assessment: Assessment

    var section: PageSection {
        let fails = assessment.checks.filter { $0.outcome == .fail }
        var values = PageValues()
        values.list("clashes", fails.enumerated().map { clash($1, number: $0 + 1) })
        return PageSection(
            id: "contradictions", title: "Contradictions", count: String(fails.count),
            values: values)
    }

    private func clash(_ check: CheckResult, number: Int) -> PageValues {
        let pair = Self.pair(check.citations)
        return PageValues {
            $0.number("clashNumber", number)
            $0.text("clashCheck", check.id)
            $0.text("clashTitle", PageWording.sentence(check.message))
            $0.text("clashRule", "This check asks whether \(check.title).")
            $0.list("sides", pair.map { QuotedCitation($0).values })
            let rest = check.citations.filter { citation in !pair.contains(citation) }
            $0.list("more", rest.map { QuotedCitation($0).values })
        }
    }

    /// The first citation and the first that stands elsewhere; what was read comes before what a party
    /// typed where there is a choice.
    static func pair(_ citations: [Citation]) -> [Citation] {
        guard let first = citations.first else { return [] }
        let others = citations.dropFirst().filter { $0.place != first.place }
        let elsewhere = others.filter {
            $0.place.exhibit != first.place.exhibit || $0.place.file != first.place.file
        }
        let other = elsewhere.first { $0.origin != .declared } ?? elsewhere.first ?? others.first
        return [first] + (other.map { [$0] } ?? [])
    }
}

/// What was sealed beside what was computed here.
struct RecomputedSection {
    let recomputation: Recomputation

    var section: PageSection {
        var values = PageValues()
        values.list(
            "rows",
            recomputation.rows.map { row in
                PageValues {
                    $0.markup(
                        "icon",
                        row.agrees
                            ? PageParts.icon("ok", "The same") : PageParts.icon("warn", "Different")
                    )
                    $0.text("rowName", Self.words(row.name))
                    $0.text("rowSealed", row.sealed ?? "not sealed")
                    $0.text("rowComputed", row.computed ?? "not computed")
                    $0.text("rowAnswer", row.agrees ? "the same" : "different")
                }
            })
        values.list(
            "items",
            recomputation.findings.enumerated().map { MissingSection.values($1, number: $0 + 1) })
        let count = recomputation.findings.count { $0.severity != .note }
        return PageSection(
            id: "recomputed", title: "Sealed and recomputed", count: String(count),
            isAlarming: count > 0, values: values)
    }

    private static func words(_ name: String) -> String {
        switch name {
        case "rulebook": "Rules"
        case "day": "Judged for"
        case "score": "Score"
        case "readings": "Readings of files"
        default: PageWording.sentence(name)
        }
    }
}
