import ClaimModel

/// `00-START-HERE.txt`: what to do with the set, in order.
struct StartHere {
    let collected: CollectedClaim
    let assessment: Assessment
    let plan: FilingPlan
    let statement: FilingStatement
    let document: FilingPlan.DocumentFile
    let print: FilingSet.Print

    private var claim: Claim { collected.claim }

    var text: String {
        var page = TextPage(TextStyle(width: 78))
        page.line("START HERE")
        page.paragraph(
            "The filing of order \(printable(claim.order.number.value)) at \(printable(assessment.rulebook.title))."
        )
        facts(&page)
        missing(&page)
        upload(&page)
        leftOver(&page)
        paste(&page)
        limits(&page)
        before(&page)
        return page.text
    }

    private func facts(_ page: inout TextPage) {
        page.line()
        func row(_ name: String, _ value: String) {
            page.paragraph(printable(value), prefix: " " + name.padded(to: 14), indent: 15)
        }
        row("claim", claim.reasons.map(\.value.words).joined(separator: "; "))
        row("asked", claim.refund?.ask?.value.grouped ?? "[MISSING: the sum asked (refund.ask)]")
        if let window = assessment.deadlines.first(where: { $0.name == "window" }) {
            row("file by", "\(window.day), \(Wording.daysLeft(window.daysLeft)); \(window.basis)")
        }
        let score = assessment.score
        row(
            "completeness",
            "\(score.value) of 100 by rules \(assessment.rulebook.id) \(assessment.rulebook.version); it says"
                + " how complete the documents are, not who is right")
        let failed = assessment.gates.filter { $0.outcome == .fail }
        for gate in failed { row("not passed", "\(gate.id): \(gate.title)") }
    }

    private func missing(_ page: inout TextPage) {
        guard !statement.missing.isEmpty else { return }
        page.heading("DO NOT FILE YET: the statement has gaps")
        for what in statement.missing {
            page.paragraph(printable("[MISSING: \(what)]"), prefix: " - ")
        }
        page.paragraph(
            "Fill them in claim.yaml and export again: the text in brackets must not reach the venue.",
            prefix: " ")
    }

    private func upload(_ page: inout TextPage) {
        page.heading("1. Upload these, in this order (folder \(FilingSet.uploadFolder))")
        var number = 0
        if document.objection == nil {
            number += 1
            row(
                &page, number, document.name, document.byteCount,
                "statement, index, chronology, tables and chat extracts in one document")
        }
        for file in plan.fitting {
            number += 1
            row(&page, number, file.name, file.byteCount, words(for: file))
            for warning in file.warnings {
                page.paragraph(
                    "careful, from here on: \(warning.words), by an assumption of the rulebook",
                    indent: 6)
            }
        }
        if number == 0 { page.paragraph("Nothing fits: paste the statement below.", prefix: " ") }
        let bytes = plan.fitting.map(\.byteCount).reduce(
            document.objection == nil ? document.byteCount : 0, +)
        page.paragraph(
            "\(Wording.count(number, "file")), \(Wording.size(bytes)). File names are short and permanent; the"
                + " index says what each was called before.", prefix: " ")
        switch print {
        case .pdf(let program): page.paragraph("The PDF was printed by \(program).", prefix: " ")
        case .text(let reason): page.paragraph("There is no PDF: \(reason).", prefix: " ")
        }
    }

    private func leftOver(_ page: inout TextPage) {
        guard hasLeftOver else { return }
        page.heading(
            "2. These do not fit (folder \(FilingSet.leftOverFolder)), the most decisive first")
        if let objection = document.objection {
            page.paragraph(
                "\(document.name), \(Wording.size(document.byteCount)): \(objection.words); paste the statement, and"
                    + " print the pages yourself", prefix: " - ")
        }
        for file in plan.leftOver {
            row(&page, file.rank, file.name, file.byteCount, words(for: file))
            for objection in file.objections {
                page.paragraph("\(objection.words): \(objection.remedy)", indent: 6)
            }
            if let digest = file.digest {
                page.line("      SHA-256 \(digest.hex.prefix(32))");
                page.line("              \(digest.hex.dropFirst(32))")
            }
        }
        page.paragraph(
            "The number in front is the file's rank among all. Nothing was made smaller, split or left"
                + " away.", prefix: " ")
    }

    private var hasLeftOver: Bool { !plan.leftOver.isEmpty || document.objection != nil }

    private func paste(_ page: inout TextPage) {
        page.heading("\(hasLeftOver ? 3 : 2). Paste into the form")
        page.paragraph("order number: \(printable(claim.order.number.value))", prefix: " ")
        if let ask = claim.refund?.ask {
            page.paragraph("amount: \(ask.value.grouped)", prefix: " ")
        }
        page.paragraph(
            "text: the file 01-statement.txt"
                + (statement.isLong
                    ? "; it is longer than a page: shorten complaint.statement" : ""),
            prefix: " ")
    }

    private func limits(_ page: inout TextPage) {
        page.heading("What this form takes")
        for limit in plan.limits { page.paragraph(printable(limit.words), prefix: " - ") }
        page.paragraph(
            "limits.json has the same for programs, with the result for each file.", prefix: " ")
    }

    private func before(_ page: inout TextPage) {
        page.heading("Before you press the button")
        for line in [
            "The other side may see every file. Look for bank accounts, phone numbers and other people's"
                + " data first.",
            "Keep the originals, and the phone the chat is on. Answer what the venue asks for in time.",
            "What comes later gets new numbers and is filed as a supplement; nothing is renumbered.",
        ] { page.paragraph(line, prefix: " - ") }
    }

    private func row(
        _ page: inout TextPage, _ number: Int, _ name: String, _ bytes: Int, _ words: String
    ) {
        let head = String(repeating: " ", count: max(0, 3 - String(number).count)) + "\(number). "
        page.paragraph(
            "\(name), \(Wording.size(bytes)): \(printable(words))", prefix: head, indent: 6)
    }

    private func words(for file: FiledFile) -> String {
        let exhibit = collected.exhibit(file.exhibit)?.exhibit
        return "\(file.exhibit) "
            + (exhibit?.title?.value
                ?? exhibit?.kinds.map(Wording.name).joined(separator: ", ") ?? "")
    }
}
