import ClaimModel

/// Signature, time and files, for the reader who wants to check without trusting this page.
struct TechnicalSection {
    let page: InspectionPage

    /// Files listed.
    private static let entryLimit = 5_000

    var section: PageSection {
        var values = PageValues()
        let verification = page.verification
        values.list("rounds", verification.rounds.map(round))
        values.text(
            "integrity", PageWording.sentence(Wording.sentence(for: verification.integrity)))
        values.text("bundleName", page.name)
        values.text("bundleDigest", page.digest.hex)
        let findings = verification.findings
        values.list(
            "items", findings.enumerated().map { MissingSection.values($1, number: $0 + 1) })
        values.flag("hasItems", !findings.isEmpty)
        let owners = Dictionary(
            (page.collected?.exhibits ?? []).flatMap { exhibit in
                exhibit.files.map { ($0.entry.text, exhibit.exhibit.number) }
            },
            uniquingKeysWith: { one, _ in one })
        values.number("entryCount", verification.entries.count)
        values.list(
            "entries",
            verification.entries.prefix(Self.entryLimit).map { entry in
                PageValues {
                    $0.markup("entryChip", owners[entry.name].map { PageParts.chip($0) })
                    $0.text("entryName", entry.name)
                    $0.text("entrySize", Wording.size(entry.byteCount))
                    $0.text("entryDigest", entry.digest?.hex ?? "")
                    $0.text("entryState", Wording.words(for: entry.state))
                    $0.flag("isBad", [.altered, .missing, .uncovered].contains(entry.state))
                }
            })
        if verification.entries.count > Self.entryLimit {
            values.text(
                "entryMore",
                "and \(verification.entries.count - Self.entryLimit) more, in claimpack inspect --json"
            )
        }
        return PageSection(id: "technical", title: "Signature, files", values: values)
    }

    private func round(_ round: RoundVerification) -> PageValues {
        PageValues {
            $0.text("roundTitle", page.verification.rounds.count > 1 ? "Round \(round.number)" : "")
            var rows: [PageValues] = []
            func row(_ name: String, _ value: String?, isMono: Bool = false) {
                guard let value, !value.isEmpty else { return }
                rows.append(
                    PageValues {
                        $0.text("rowName", name)
                        $0.text("rowValue", value)
                        $0.flag("isMono", isMono)
                    })
            }
            row(
                "Seal",
                (round.isIntact ? "Holds" : "Does not hold")
                    + ", over \(Wording.count(round.entryCount, "entry", "entries"))")
            if let signer = round.signer {
                row(
                    "Signer, as the certificate says",
                    signer.subject
                        + (signer.emails.isEmpty
                            ? "" : ", " + signer.emails.joined(separator: ", ")))
                row(
                    "Certificate",
                    (signer.isSelfSigned ? "Vouches for itself" : "Issued by another")
                        + validity(signer))
                row("Fingerprint (SHA-256)", signer.groupedFingerprint, isMono: true)
            }
            row("Signer confirmed", confirmation(round))
            row("Time", time(round))
            row(
                "Time-stamp of the content",
                round.contentTimeStamp.flatMap { stamp in
                    stamp.time.map {
                        "\(PageWording.moment($0)), \(stamp.standing.rawValue.replacingDashes)"
                    }
                })
            $0.list("roundRows", rows)
        }
    }

    private func validity(_ signer: SignerStatement) -> String {
        guard let from = signer.notBefore, let to = signer.notAfter else { return "" }
        return
            ", valid \(PageWording.day(from.wallClock.day)) to \(PageWording.day(to.wallClock.day))"
    }

    private func confirmation(_ round: RoundVerification) -> String {
        switch round.confirmation {
        case .pin?: "By your pin"
        case .allowedSigner(let label)?: "By your allowed signer “\(label)”"
        case .chain(let anchor)?: "By the authority you named, \(anchor)"
        case nil:
            page.hasPins
                ? "Not by what you named"
                : "Not yet. Ask the claimant, by a channel you already trust, to read out the fingerprint. If it matches, name the certificate with claimpack trust, or after --pin, and inspect again."
        }
    }

    private func time(_ round: RoundVerification) -> String {
        let claimed =
            round.claimedTime.map { "The signer states \(PageWording.moment($0))" }
            ?? "The signer states none"
        guard let stamp = round.timeStamp else { return claimed + ". No time-stamp proves it." }
        let authority = stamp.authority ?? "an authority"
        switch (stamp.standing, stamp.time) {
        case (.proved, let time?):
            return
                "Sealed no later than \(PageWording.moment(time)), by a time-stamp of \(authority). \(claimed)."
        case (.unknownAuthority, let time?):
            return
                "\(claimed). A whole time-stamp says \(PageWording.moment(time)); nobody you named vouches for its authority, \(authority)."
        default: return "\(claimed). The time-stamp in the seal does not hold and proves nothing."
        }
    }
}

/// What was checked and what was not: always there.
struct LimitsSection {
    let page: InspectionPage

    var section: PageSection {
        var values = PageValues()
        var checked = [
            "Every file against the sealed digest", "The seal, and its time-stamp where it has one",
        ]
        if page.assessment != nil {
            checked += [
                "Presence of each kind of evidence the rules ask for",
                "Dates, counts, names and sums that can be read from the exhibits, against one another",
            ]
        }
        if page.recomputation != nil {
            checked.append("Sealed readings and score against those computed here")
        }
        var unchecked = page.verification.notChecked.map(PageWording.sentence)
        unchecked += [
            "Whether a screenshot, a photograph or a video is genuine",
            "Whether a translation is right", "Who is right",
        ]
        if page.verification.rounds.contains(where: { !$0.isSignerConfirmed }) {
            unchecked.append("Who holds the key that sealed the bundle")
        }
        for exhibit in page.collected?.exhibits ?? [] {
            if !exhibit.absentFiles.isEmpty {
                unchecked.append(
                    "Files of \(exhibit.exhibit.number), which stayed with the claimant")
            }
            let unread = exhibit.files.count {
                if case .unread = $0.reading { true } else { false }
            }
            if unread > 0, unchecked.count < 40 {
                unchecked.append(
                    "\(Wording.count(unread, "file")) of \(exhibit.exhibit.number), which could not be read here"
                )
            }
        }
        func list(_ sentences: [String]) -> [PageValues] {
            sentences.map { sentence in PageValues { $0.text("sentence", sentence) } }
        }
        values.list("checked", list(checked))
        values.list("unchecked", list(unchecked))
        values.text("version", page.version)
        values.text(
            "rulebook",
            page.assessment.map { "rules \($0.rulebook.id) \($0.rulebook.version)" } ?? "no rules")
        return PageSection(id: "limits", title: "Limits", values: values)
    }
}
