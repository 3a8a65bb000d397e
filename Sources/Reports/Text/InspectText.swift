package import ClaimModel

/// What a mediator sees of a bundle as text: the seal, then the claim, then how complete it is, then
/// each exhibit with what its files state.
package struct InspectText {
    let name: String
    let verification: Verification
    let collected: CollectedClaim?
    let assessment: Assessment?
    let isReady: Bool

    /// A report on a bundle; the claim is absent when it could not be read.
    package init(
        name: String, verification: Verification, collected: CollectedClaim?,
        assessment: Assessment?, isReady: Bool
    ) {
        self.isReady = isReady
        self.name = name
        self.verification = verification
        self.collected = collected
        self.assessment = assessment
    }

    /// How many facts of one kind are listed for a file before the rest is only counted.
    package static let repeatedFacts = 6

    /// The report.
    package func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        page.paragraph(printable(name))
        if let collected { page.paragraph(Wording.title(of: collected.claim)) }
        page.line()
        VerificationText(verification).write(to: &page)
        guard let collected else { return page.text }
        claim(collected.claim, &page)
        if let assessment {
            page.heading("completeness, recomputed here from the exhibits")
            let check = CheckText(collected, assessment, isReady: isReady)
            let score = assessment.score
            page.paragraph(
                "\(score.value) of 100, \(score.band.rawValue): \(Wording.words(for: score.band))"
                    + (score.value == score.uncapped ? "" : " (\(score.uncapped) earned)")
                    + ", by rules \(assessment.rulebook.id) \(assessment.rulebook.version), as of \(assessment.asOf)",
                prefix: " ")
            for cap in score.caps {
                page.paragraph("capped at \(cap.limit): \(printable(cap.reason))", indent: 3)
            }
            check.findings(&page, isWhole: false)
            check.gates(&page)
            check.evidence(&page)
            check.checks(&page, isWhole: false)
            check.amounts(&page)
            check.score(&page)
        }
        for exhibit in collected.exhibits { write(exhibit, to: &page) }
        return page.text
    }

    private func claim(_ claim: Claim, _ page: inout TextPage) {
        page.heading("the claim, in the claimant's words")
        func row(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            page.paragraph(printable(value), prefix: " " + name.padded(to: 15), indent: 16)
        }
        row("reason", claim.reasons.map(\.value.rawValue).joined(separator: ", "))
        row("buyer", claim.buyer.map { $0.names.map(\.value).joined(separator: " / ") })
        row("supplier", claim.supplier.map { $0.names.map(\.value).joined(separator: " / ") })
        row("order total", claim.order.total?.value.grouped)
        row("paid", claim.order.paid?.value.grouped)
        row("asked", claim.refund?.ask?.value.grouped)
        row("promised", claim.complaint?.promised?.value)
        row("delivered", claim.complaint?.delivered?.value)
        row("told supplier", claim.complaint?.toldSupplier?.value.text)
        row("to be filed", claim.filingOn?.value.description)
    }

    private func write(_ collected: CollectedExhibit, to page: inout TextPage) {
        let exhibit = collected.exhibit
        page.heading(
            "\(exhibit.number)  \(exhibit.kinds.map(Wording.name(of:)).joined(separator: ", "))"
                + (exhibit.title.map { ": " + printable($0.value) } ?? ""))
        if let captured = exhibit.captured { page.paragraph("captured " + printable(captured.value), prefix: " ") }
        if let by = exhibit.by { page.paragraph("by " + printable(by.value), prefix: " ") }
        for file in collected.files {
            page.paragraph(
                "\(printable(file.entry.name)), \(Wording.size(file.byteCount)), \(file.mediaType), sha256 \(file.digest.hex.prefix(16))…",
                prefix: " ", indent: 3)
            if let original = file.duplicateOf { page.paragraph("the same bytes as \(original)", prefix: "", indent: 5) }
            var shown: [String: Int] = [:]
            for fact in file.reading.facts {
                shown[fact.name, default: 0] += 1
                guard shown[fact.name, default: 0] <= Self.repeatedFacts else { continue }
                var value = printable(fact.value)
                if let raw = fact.raw { value += "  (“\(printable(raw).cut(to: 40))”)" }
                page.paragraph(value.cut(to: 200), prefix: "   " + fact.name + " ", indent: 34)
            }
            for (name, count) in shown.sorted(by: { $0.key < $1.key }) where count > Self.repeatedFacts {
                page.paragraph("\(count - Self.repeatedFacts) more", prefix: "   " + name + " ", indent: 34)
            }
            for remark in file.reading.remarks {
                page.paragraph("remark: " + printable(remark.message), prefix: "   ", indent: 5)
            }
        }
    }
}
