public import ClaimModel
import Reports

/// A filing set that was written, or why none was.
public struct ExportReport: Hashable, Sendable {
    /// For whom.
    public let target: ExportRequest.Target
    /// The folder.
    public let folder: String
    /// Files written, relative to the folder; empty when the statement has gaps and no draft was asked
    /// for.
    public let written: [String]
    /// What the statement lacks.
    public let missing: [String]
    /// What fits and what does not.
    public let plan: FilingPlan
    /// The rules.
    public let rulebook: RulebookIdentity
    /// What the PDF was printed by, or why there is none; nil for a bag.
    let print: FilingSet.Print?
    /// The generated document; nil for a bag.
    let document: FilingPlan.DocumentFile?
    /// Unfinished output of killed runs that lay beside the folder and was removed.
    public let removedLeftovers: [String]

    /// False when nothing was written.
    public var isWritten: Bool { !written.isEmpty }

    /// What was written, as text.
    public func text(_ layout: TextLayout) -> String {
        var page = TextPage(layout.style)
        guard isWritten else {
            page.paragraph(
                "nothing was written: the statement has \(Wording.count(missing.count, "gap"))",
                prefix: page.mark(.bad) + " ")
            gaps(&page)
            page.paragraph(
                "fill them in claim.yaml and export again; --draft writes the set with the gaps marked",
                prefix: "     ")
            return page.text
        }
        page.paragraph(
            "\(printable(folder)): \(what)"
        )
        if !missing.isEmpty {
            page.line()
            page.paragraph(
                "a draft: the statement has \(Wording.count(missing.count, "gap"))",
                prefix: page.mark(.bad) + " ")
            gaps(&page)
        }
        if let document, let print { form(&page, document, print) }
        for leftover in removedLeftovers {
            page.paragraph("note: " + Wording.removed(leftover: leftover))
        }
        if layout.showsNextStep, let next {
            page.line()
            page.paragraph(next, prefix: "next:  ")
        }
        return page.text
    }

    private var what: String {
        switch target {
        case .venue: "the filing set for \(printable(rulebook.title))"
        case .bag: "a bag (RFC 8493)"
        case .conversations: Wording.count(written.count, "chat") + " (RSMF 2.0)"
        }
    }

    private var next: String? {
        switch target {
        case .venue: "read \(printable(folder))/00-START-HERE.txt"
        case .bag: "bagit.py --validate \(printable(folder))"
        case .conversations: nil
        }
    }

    private func gaps(_ page: inout TextPage) {
        for what in missing { page.paragraph(printable("[MISSING: \(what)]"), prefix: "     ") }
    }

    private func form(
        _ page: inout TextPage, _ document: FilingPlan.DocumentFile, _ print: FilingSet.Print
    ) {
        page.heading("upload, in this order")
        if document.objection == nil {
            page.paragraph(
                "\(document.name), \(Wording.size(document.byteCount)): the statement and its tables",
                prefix: "  0. ", indent: 5)
        }
        for file in plan.fitting {
            let head =
                String(repeating: " ", count: max(0, 3 - String(file.rank).count))
                + "\(file.rank). "
            page.paragraph("\(file.name), \(Wording.size(file.byteCount))", prefix: head, indent: 5)
            for warning in file.warnings { page.paragraph("careful, from here on: \(warning.words)", indent: 5) }
        }
        if !plan.leftOver.isEmpty || document.objection != nil {
            page.heading("does not fit")
            if let objection = document.objection {
                page.paragraph("\(document.name): \(objection.words)", prefix: "  0. ", indent: 5)
            }
            for file in plan.leftOver {
                let why = file.objections.map(\.words).joined(separator: "; ")
                let head =
                    String(repeating: " ", count: max(0, 3 - String(file.rank).count))
                    + "\(file.rank). "
                page.paragraph(
                    "\(file.name), \(Wording.size(file.byteCount)): \(why)", prefix: head, indent: 5
                )
            }
        }
        page.heading("what the form takes")
        for limit in plan.limits { page.paragraph(printable(limit.words), prefix: "  ", indent: 4) }
        page.line()
        switch print {
        case .pdf(let program): page.paragraph("PDF printed by \(program)")
        case .text(let reason): page.paragraph("no PDF: \(reason)")
        }
    }

    /// The same as one JSON object.
    public var json: String {
        var facts = ["folder": folder, "rulebook": rulebook.id]
        switch print {
        case .pdf(let program): facts["printed-by"] = program
        case .text(let reason): facts["no-pdf"] = reason
        case nil: break
        }
        let gaps = missing.map {
            Finding(
                code: "filing.gap", severity: .failure, message: "the statement lacks \($0)",
                remedy: "fill it in claim.yaml, then export again", effort: .minutes)
        }
        let misfits = plan.leftOver.map { file in
            Finding(
                code: "filing.misfit", severity: .warning,
                places: [Place(exhibit: file.exhibit, file: file.name)],
                message: file.objections.map(\.words).joined(separator: "; "),
                remedy: file.objections.first?.remedy)
        }
        return JSONReport(
            done: "export", result: isWritten ? "done" : "incomplete", written: written, facts: facts,
            findings: gaps + (document == nil ? [] : misfits),
            version: ClaimpackVersion.text
        ).text()
    }
}
