package import ClaimModel

/// What a mediator sees of a bundle as text, in the order he asks: may I trust the file, what is it
/// about, how complete is it, what is missing, what contradicts, what happened when, then the exhibits, the
/// talk, the seal and what was not checked.
package struct InspectText {
    let name: String
    let digest: ContentDigest
    let verification: Verification
    let collected: CollectedClaim?
    let assessment: Assessment?
    let isReady: Bool
    let hasPins: Bool
    let recomputation: Recomputation?

    /// A report on a bundle; the claim is absent when it could not be read.
    package init(
        name: String, digest: ContentDigest, verification: Verification, collected: CollectedClaim?,
        assessment: Assessment?, isReady: Bool, hasPins: Bool = false,
        recomputation: Recomputation? = nil
    ) {
        self.hasPins = hasPins
        self.recomputation = recomputation
        self.isReady = isReady
        self.name = name
        self.digest = digest
        self.verification = verification
        self.collected = collected
        self.assessment = assessment
    }

    /// How many facts of one kind are listed for a file before the rest is only counted.
    package static let repeatedFacts = 6
    /// How many findings, events or cited messages are listed before the rest is only counted.
    package static let listedRows = 40
    /// How many quotations of one contradiction are shown.
    package static let quotations = 4

    /// The report; `isWhole` lists every check, finding, event and message.
    package func text(_ style: TextStyle, isWhole: Bool = false) -> String {
        var page = TextPage(style)
        page.paragraph(printable(name))
        if let collected { page.paragraph(Wording.title(of: collected.claim)) }
        if let line = stakes { page.paragraph(line) }
        page.line()
        page.paragraph(sentence)
        let seal = VerificationText(verification, hasPins: hasPins)
        seal.answers(&page)
        completenessAnswer(&page)
        seal.problems(&page)
        if let collected {
            dispute(collected.claim, &page)
            if let assessment {
                completeness(collected, assessment, &page, isWhole: isWhole)
                recomputed(&page)
                missing(assessment, &page, isWhole: isWhole)
                contradictions(assessment, &page)
                otherFindings(assessment, &page, isWhole: isWhole)
            }
            chronology(collected, &page, isWhole: isWhole)
            claim(collected.claim, &page)
            let states = Dictionary(
                verification.entries.map { ($0.name, $0.state) }, uniquingKeysWith: { one, _ in one })
            page.heading("exhibits, read again here")
            for exhibit in collected.exhibits { write(exhibit, states, to: &page) }
            ChatExcerptText(collected, assessment).write(to: &page, isWhole: isWhole)
        }
        technical(&page)
        limits(&page)
        return page.text
    }

    // MARK: First things

    /// What is asked, and how long there is.
    private var stakes: String? {
        let asked = collected?.claim.refund?.ask.map { "asked: " + $0.value.grouped }
        let window = assessment?.deadlines.first { $0.name == "window" }.map {
            "the window closes \($0.day), \(Wording.daysLeft($0.daysLeft))"
        }
        let day = assessment.map { "as of \($0.asOf)" }
        let parts = [asked, window, day].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }

    /// The four answers in one sentence, the worst not left out.
    private var sentence: String {
        var parts = ["the file is \(verification.integrity.rawValue)"]
        if verification.integrity == .undetermined { parts = ["whether the file is as sealed could not be told"] }
        let rounds = verification.rounds
        parts.append(
            rounds.isEmpty
                ? "nobody's seal could be read"
                : rounds.allSatisfy(\.isSignerConfirmed)
                    ? "its signer is confirmed" : "its signer's identity is not confirmed")
        parts.append(
            rounds.last?.provedTime != nil ? "a time-stamp proves the time" : "no time-stamp proves the time")
        if let score = assessment?.score {
            parts.append("the evidence reaches \(score.value) of 100 by the rules of the venue")
        } else {
            parts.append("how complete the evidence is could not be judged")
        }
        return parts.joined(separator: ", ") + "; one side's documents only"
    }

    private func completenessAnswer(_ page: inout TextPage) {
        guard let assessment else { return }
        let score = assessment.score
        let failed = assessment.gates.filter { $0.outcome == .fail }
        var words = "\(score.value) of 100, \(score.band.rawValue): \(Wording.words(for: score.band))"
        if score.value != score.uncapped { words += " (\(score.uncapped) earned)" }
        words += failed.isEmpty ? "; no gate failed" : "; not passed: " + failed.map(\.id).joined(separator: ", ")
        page.paragraph(
            words, prefix: "complete   \(page.mark(isReady ? .ok : failed.isEmpty ? .unclear : .bad)) ",
            indent: 16)
    }

    // MARK: The dispute

    /// What was agreed, what happened, what is asked and on what it rests.
    private func dispute(_ claim: Claim, _ page: inout TextPage) {
        page.heading("the dispute, in the claimant's words")
        func row(_ name: String, _ parts: [String?]) {
            let text = parts.compactMap { $0 }.joined(separator: "; ")
            page.paragraph(
                text.isEmpty ? "not said" : printable(text), prefix: " " + name.padded(to: 10), indent: 11)
        }
        func cited(_ fact: Fact<String>?, _ at: Fact<String>?) -> String? {
            fact.map { $0.value + (at.map { " (\($0.value))" } ?? "") }
        }
        let days = [
            claim.order.shipByInForce.map { "ship by \($0.value)" },
            claim.order.deliverByInForce.map { "deliver by \($0.value)" },
        ].compactMap { $0 }
        row(
            "agreed",
            [
                cited(claim.complaint?.promised, claim.complaint?.promisedAt)
                    ?? claim.order.terms.first.map(\.value)
            ] + days)
        row(
            "happened",
            [cited(claim.complaint?.delivered, claim.complaint?.deliveredAt)]
                + claim.shipments.compactMap { $0.shipped.map { "shipped \($0.value.text)" } }
                + claim.receipts.compactMap { $0.delivered.map { "received \($0.value.text)" } })
        let proofs = Set((claim.refund?.heads ?? []).flatMap { $0.proof.map(\.value) }).sorted()
        row(
            "asked",
            [
                claim.refund?.ask?.value.grouped, claim.reasons.map(\.value.rawValue).joined(separator: ", "),
                proofs.isEmpty ? nil : "resting on " + Wording.list(proofs),
            ])
    }

    // MARK: Completeness

    private func completeness(
        _ collected: CollectedClaim, _ assessment: Assessment, _ page: inout TextPage, isWhole: Bool
    ) {
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
        check.gates(&page)
        check.evidence(&page)
        check.checks(&page, isWhole: isWhole)
        check.amounts(&page)
        check.days(&page)
        check.score(&page)
    }

    /// Evidence the rules ask for and nobody handed in, what weighs most first.
    private func missing(_ assessment: Assessment, _ page: inout TextPage, isWhole: Bool) {
        let findings = assessment.findings.filter { $0.code.hasPrefix("evidence.") }
        list(findings, "missing, or too weak to count", &page, isWhole: isWhole)
    }

    /// What no other section told: not the evidence, and not what a failed check quotes.
    private func otherFindings(_ assessment: Assessment, _ page: inout TextPage, isWhole: Bool) {
        let told = Set(assessment.checks.filter { $0.outcome == .fail }.map(\.message))
        let findings = assessment.findings.filter {
            !$0.code.hasPrefix("evidence.") && !told.contains($0.message)
                && (isWhole || $0.severity != .note)
        }
        list(findings, "other findings", &page, isWhole: isWhole)
    }

    private func list(
        _ findings: [Finding], _ heading: String, _ page: inout TextPage, isWhole: Bool
    ) {
        guard !findings.isEmpty else { return }
        page.heading(heading)
        let shown = isWhole ? findings : Array(findings.prefix(Self.listedRows))
        for (index, finding) in shown.enumerated() {
            CheckText.write(finding, number: index + 1, to: &page, isForMediator: true)
            if let gain = finding.gain, gain > 0 {
                page.paragraph("with it the score would be \(gain) higher", indent: 5)
            }
        }
        if findings.count > shown.count {
            page.paragraph("and \(findings.count - shown.count) more: --whole", prefix: " ")
        }
    }

    /// Failed checks with what stands against each other, word for word.
    private func contradictions(_ assessment: Assessment, _ page: inout TextPage) {
        let failed = assessment.checks.filter { $0.outcome == .fail }
        guard !failed.isEmpty else { return }
        page.heading("contradictions")
        for check in failed {
            page.paragraph(
                printable(check.title) + ": " + printable(check.message),
                prefix: " \(check.id.padded(to: 4)) ", indent: 6)
            for citation in check.citations.prefix(Self.quotations) {
                // What the claimant typed about an exhibit does not stand in it.
                let source =
                    citation.origin != .declared
                    ? "read at " : citation.place.exhibit == nil ? "said at " : "said in the claim, which cites "
                page.paragraph(
                    "“\(printable(citation.text).cut(to: 160))”", prefix: "      ", indent: 7)
                page.paragraph(
                    source + printable(citation.place.inBundle.description), indent: 7)
            }
            if check.citations.count > Self.quotations {
                page.paragraph("and at " + Wording.count(check.citations.count - Self.quotations, "more place"), indent: 7)
            }
        }
    }

    // MARK: Chronology

    private func chronology(_ collected: CollectedClaim, _ page: inout TextPage, isWhole: Bool) {
        let events = collected.events
        guard !events.isEmpty else { return }
        page.heading("chronology")
        for event in events.prefix(isWhole ? events.count : Self.listedRows) {
            var event = event
            event.place = event.place.inBundle
            ChronologyText.write(event, lane: event.lane.rawValue, to: &page)
        }
        if events.count > Self.listedRows, !isWhole {
            page.paragraph("and \(events.count - Self.listedRows) more: --whole", prefix: " ")
        }
    }

    // MARK: The claim and its exhibits

    /// Where the bundle's own statements differ from what was computed here.
    private func recomputed(_ page: inout TextPage) {
        guard let recomputation, !recomputation.findings.isEmpty else { return }
        page.heading("sealed otherwise than recomputed here")
        for (index, finding) in recomputation.findings.enumerated() {
            CheckText.write(finding, number: index + 1, to: &page)
        }
    }

    private func claim(_ claim: Claim, _ page: inout TextPage) {
        page.heading("the claim in full, in the claimant's words")
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
                    Wording.words(for: state), prefix: "   \(page.mark(.bad)) ", indent: 8)
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

    // MARK: The seal, and what was not looked at

    /// What somebody needs who repeats the verification without this program.
    private func technical(_ page: inout TextPage) {
        page.heading("seal, time and files, to check without this program")
        page.line(" this file")
        page.line("   sha256 \(digest.hex)")
        for round in verification.rounds {
            guard let signer = round.signer else { continue }
            let days = [
                signer.notBefore.map { "from \($0.text)" }, signer.notAfter.map { "until \($0.text)" },
            ].compactMap { $0 }.joined(separator: " ")
            page.paragraph(
                "round \(round.number): certificate \(days)"
                    + (signer.isSelfSigned ? ", signed by itself" : ""), prefix: " ", indent: 3)
            page.line("   sha256 \(signer.fingerprint.hex)")
        }
        let counts = Dictionary(grouping: verification.entries, by: \.state).mapValues(\.count)
        page.paragraph(
            "\(Wording.count(verification.entries.count, "entry", "entries")): "
                + [
                    EntryVerification.State.intact, .altered, .missing, .uncovered, .notCompared, .seal,
                ].compactMap { state in counts[state].map { "\($0) \(state.rawValue)" } }
                .joined(separator: ", "), prefix: " ", indent: 3)
        page.paragraph(
            "README.txt in the bundle says how unzip, openssl and sha256sum check it; every digest: claimpack inspect --json",
            prefix: " ", indent: 3)
    }

    private func limits(_ page: inout TextPage) {
        page.heading("not checked")
        var sentences = verification.notChecked
        let files = collected?.exhibits.flatMap(\.files) ?? []
        let unread = files.filter { if case .unread = $0.reading { true } else { false } }
        let opaque = files.filter { if case .opaque = $0.reading { true } else { false } }
        let absent = collected?.exhibits.reduce(0) { $0 + $1.absentFiles.count } ?? 0
        if !unread.isEmpty {
            sentences.append(
                "\(Wording.count(unread.count, "file")) could not be read: "
                    + unread.prefix(5).map { printable($0.entry.name) }.joined(separator: ", "))
        }
        if !opaque.isEmpty {
            sentences.append(
                "\(Wording.count(opaque.count, "file")) of no known kind: only the bytes were compared with the seal")
        }
        if absent > 0 {
            sentences.append("\(Wording.count(absent, "file")) stay with the claimant and were not looked at")
        }
        sentences += [
            "what pictures and videos show is for people to see: their metadata was read, not their content",
            "translations were taken as they stand and not compared with the original",
            "the other side was not heard: claimpack compare lays its bundle beside this one",
            "the score says how complete and consistent the documents are, not who is right",
        ]
        for sentence in sentences { page.paragraph(sentence, prefix: " - ") }
    }
}
