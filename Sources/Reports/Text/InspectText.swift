package import ClaimModel

/// What a mediator sees of a bundle as text: the seal, then the claim, then how complete it is, then
/// each exhibit with what its files state.
package struct InspectText {
    let name: String
    let verification: Verification
    let collected: CollectedClaim?
    let assessment: Assessment?
    let isReady: Bool
    let hasPins: Bool
    let recomputation: Recomputation?

    /// A report on a bundle; the claim is absent when it could not be read.
    package init(
        name: String, verification: Verification, collected: CollectedClaim?,
        assessment: Assessment?, isReady: Bool, hasPins: Bool = false,
        recomputation: Recomputation? = nil
    ) {
        self.hasPins = hasPins
        self.recomputation = recomputation
        self.isReady = isReady
        self.name = name
        self.verification = verification
        self.collected = collected
        self.assessment = assessment
    }

    /// How many facts of one kind are listed for a file before the rest is only counted.
    package static let repeatedFacts = 6

    /// The report.
    package func text(_ style: TextStyle, isWhole: Bool = false) -> String {
        var page = TextPage(style)
        page.paragraph(printable(name))
        if let collected { page.paragraph(Wording.title(of: collected.claim)) }
        page.line()
        VerificationText(verification, hasPins: hasPins).write(to: &page)
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
            if verification.integrity != .intact {
                page.paragraph(
                    "the bundle is \(verification.integrity.rawValue): what follows rests on bytes that nobody vouches for",
                    prefix: " \(page.mark(.bad)) ", indent: 6)
            }
            self.recomputed(&page)
            check.findings(&page, isWhole: isWhole, isForMediator: true)
            check.gates(&page)
            check.evidence(&page)
            check.checks(&page, isWhole: isWhole)
            check.amounts(&page)
            check.score(&page)
        }
        let states = Dictionary(
            verification.entries.map { ($0.name, $0.state) }, uniquingKeysWith: { one, _ in one })
        for exhibit in collected.exhibits { write(exhibit, states, to: &page) }
        return page.text
    }

    /// Where the bundle's own statements differ from what was computed here.
    private func recomputed(_ page: inout TextPage) {
        guard let recomputation, !recomputation.findings.isEmpty else { return }
        page.heading("sealed otherwise than recomputed here")
        for (index, finding) in recomputation.findings.enumerated() {
            CheckText.write(finding, number: index + 1, to: &page)
        }
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
        for shipment in claim.shipments {
            row(
                "shipped",
                [
                    shipment.quantity.map { "\($0.value) units" }, shipment.carrier?.value,
                    shipment.number?.value, shipment.shipped?.value.text,
                ].compactMap { $0 }.joined(separator: ", "))
        }
        for receipt in claim.receipts {
            row(
                "received",
                [receipt.quantity.map { "\($0.value) units" }, receipt.delivered?.value.text]
                    .compactMap { $0 }.joined(separator: ", "))
        }
        for head in claim.refund?.heads ?? [] {
            let proof = Wording.list(head.proof.map(\.value))
            row(
                "refund head",
                head.purpose.value + ": " + (head.sum?.grouped ?? "no sum")
                    + (proof.isEmpty ? ", no exhibit named" : ", " + proof))
        }
        for defect in claim.nonconformities {
            row(
                "defect",
                [
                    defect.clause.value, defect.promised.map { "promised " + $0.value },
                    defect.measured.map { "measured " + $0.value },
                ].compactMap { $0 }.joined(separator: "; "))
        }
        if !claim.attestation.isEmpty {
            row(
                "video attested",
                claim.attestation.map {
                    "\($0.question.rawValue) \($0.answer.value ? "yes" : "no")"
                }
                .joined(separator: ", "))
        }
        row("told supplier", claim.complaint?.toldSupplier?.value.text)
        row("to be filed", claim.filingOn?.value.description)
    }

    /// A file that the claimant keeps: what he states of it.
    private func write(_ file: AbsentFile, _ exhibit: Exhibit, to page: inout TextPage) {
        let size = "\(Wording.size(file.byteCount)), \(printable(file.mediaType))"
        switch file.proof {
        case .digest(let digest):
            page.paragraph(
                "kept out: \(printable(file.name.name)), \(size), sha256 \(digest.hex.prefix(16))…; "
                    + "ask for it, and compare with: claimpack verify --against",
                prefix: " \(page.mark(.unclear)) ", indent: 6)
        case .commitment:
            page.paragraph(
                "withheld: \(size)"
                    + (exhibit.withheld.map { "; reason given: " + printable($0.value) } ?? ""),
                prefix: " \(page.mark(.unclear)) ", indent: 6)
        }
        for fact in file.facts.prefix(Self.repeatedFacts) {
            page.paragraph(
                "\(fact.name): \(printable(fact.value).cut(to: 200)), as the claimant states",
                prefix: "   ", indent: 5)
        }
    }

    private func write(
        _ collected: CollectedExhibit, _ states: [String: EntryVerification.State],
        to page: inout TextPage
    ) {
        let exhibit = collected.exhibit
        page.heading(
            "\(exhibit.number)  \(exhibit.kinds.map(Wording.name(of:)).joined(separator: ", "))"
                + (exhibit.title.map { ": " + printable($0.value) } ?? ""))
        if let captured = exhibit.captured {
            page.paragraph("captured " + printable(captured.value), prefix: " ")
        }
        if let by = exhibit.by { page.paragraph("by " + printable(by.value), prefix: " ") }
        for file in collected.absentFiles { write(file, exhibit, to: &page) }
        for file in collected.files {
            let digest = file.digest.map { ", sha256 \($0.hex.prefix(16))…" } ?? ""
            page.paragraph(
                "\(printable(file.entry.name)), \(Wording.size(file.byteCount)), \(file.mediaType)\(digest)",
                prefix: " ", indent: 3)
            if let state = states[file.entry.text], state != .intact {
                page.paragraph(
                    state == .altered
                        ? "altered since sealing" : "not covered by the seal: \(state.rawValue)",
                    prefix: "   \(page.mark(.bad)) ", indent: 8)
            }
            if let original = file.duplicateOf {
                page.paragraph("the same bytes as \(original)", prefix: "", indent: 5)
            }
            var shown: [String: Int] = [:]
            for fact in file.reading.facts {
                shown[fact.name, default: 0] += 1
                guard shown[fact.name, default: 0] <= Self.repeatedFacts else { continue }
                var value = printable(fact.value)
                if let raw = fact.raw { value += "  (“\(printable(raw).cut(to: 40))”)" }
                if page.style.width >= 64 {
                    page.paragraph(value.cut(to: 200), prefix: "   " + fact.name + " ", indent: 34)
                } else {
                    page.paragraph("\(fact.name): \(value.cut(to: 200))", prefix: "   ", indent: 5)
                }
            }
            for (name, count) in shown.sorted(by: { $0.key < $1.key })
            where count > Self.repeatedFacts {
                page.paragraph(
                    "\(count - Self.repeatedFacts) more", prefix: "   " + name + " ", indent: 34)
            }
            for remark in file.reading.remarks {
                page.paragraph("remark: " + printable(remark.message), prefix: "   ", indent: 5)
            }
        }
    }
}
