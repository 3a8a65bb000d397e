package import ClaimModel

/// The answers on a bundle's seal as text.
package struct VerificationText {
    let verification: Verification
    let hasPins: Bool

    /// A report on one verification; `hasPins` when the mediator named certificates he trusts.
    package init(_ verification: Verification, hasPins: Bool = false) {
        self.verification = verification
        self.hasPins = hasPins
    }

    /// How many places of one finding are named before the rest is only counted.
    package static let namedPlaces = 5

    /// How many entries of one state are named before the rest is only counted.
    package static let namedEntries = 20

    /// The report.
    package func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        write(to: &page)
        return page.text
    }

    func write(to page: inout TextPage) {
        let mark: Mark =
            switch verification.integrity {
            case .intact: .ok
            case .broken: .bad
            case .undetermined: .unclear
            }
        page.paragraph(
            Wording.sentence(for: verification.integrity),
            prefix: "integrity  \(page.mark(mark)) ", indent: 16)
        for round in verification.rounds { write(round, to: &page) }
        if verification.rounds.isEmpty {
            page.paragraph(
                "nobody: no seal could be read", prefix: "signer     \(page.mark(.unclear)) ",
                indent: 16)
        }
        for (state, words) in [
            (EntryVerification.State.altered, "altered since sealing"),
            (.missing, "sealed, and missing now"),
            (.uncovered, "in the bundle, and never sealed"),
            (.notCompared, "not compared with the seal, because the container is refused"),
        ] {
            let entries = verification.entries.filter { $0.state == state }
            guard !entries.isEmpty else { continue }
            page.heading("\(words): \(Wording.count(entries.count, "entry", "entries"))")
            for entry in entries.prefix(Self.namedEntries) {
                page.line("  " + printable(entry.name))
            }
            if entries.count > Self.namedEntries {
                page.line("  and \(entries.count - Self.namedEntries) more")
            }
        }
        if !verification.findings.isEmpty {
            page.heading("findings")
            for (index, finding) in grouped.enumerated() {
                CheckText.write(finding, number: index + 1, to: &page)
            }
        }
        if !verification.notChecked.isEmpty {
            page.heading("not checked")
            for sentence in verification.notChecked { page.paragraph(sentence, prefix: " - ") }
        }
    }

    /// The findings with those of one code and sentence told once, at all their places.
    private var grouped: [Finding] {
        var groups: [Finding] = []
        var position: [String: Int] = [:]
        for finding in verification.findings {
            let key = finding.code + "\u{0}" + finding.message
            if let index = position[key] {
                groups[index].places += finding.places
            } else {
                position[key] = groups.count
                groups.append(finding)
            }
        }
        return groups
    }

    private func write(_ round: RoundVerification, to page: inout TextPage) {
        let suffix = verification.rounds.count > 1 ? " of round \(round.number)" : ""
        if let signer = round.signer {
            let confirmed =
                round.isSignerConfirmed
                ? "confirmed by your pin"
                : hasPins
                    ? "not the certificate you named"
                    : "identity not confirmed: compare the fingerprint"
            let mark: Mark = round.isSignerConfirmed ? .ok : hasPins ? .bad : .unclear
            page.paragraph(
                printable(signer.subject)
                    + (signer.emails.isEmpty
                        ? "" : " <" + signer.emails.map(printable).joined(separator: ", ") + ">")
                    + ", " + confirmed,
                prefix: "signer\(suffix) ".padded(to: 11)
                    + page.mark(mark) + " ", indent: 16)
            let groups = signer.groupedFingerprint.split(separator: " ")
            page.line(
                String(repeating: " ", count: 16) + "sha256 "
                    + groups.prefix(8).joined(separator: " "))
            page.line(
                String(repeating: " ", count: 23) + groups.dropFirst(8).joined(separator: " "))
        } else {
            page.paragraph(
                "no certificate of the signer could be read",
                prefix: "signer\(suffix) ".padded(to: 11) + page.mark(.unclear) + " ", indent: 16)
        }
        if let proved = round.provedTime {
            page.paragraph(
                "proved: existed at \(proved.text)",
                prefix: "time\(suffix) ".padded(to: 11) + page.mark(.ok) + " ", indent: 16)
        } else if let claimed = round.claimedTime {
            page.paragraph(
                "claimed by the signer: \(claimed.text); no time-stamp proves it",
                prefix: "time\(suffix) ".padded(to: 11) + page.mark(.unclear) + " ", indent: 16)
        }
        let word = round.isIntact ? "holds" : "does not hold"
        page.paragraph(
            "\(word), over \(Wording.count(round.entryCount, "entry", "entries"))",
            prefix: "seal\(suffix) ".padded(to: 11) + page.mark(round.isIntact ? .ok : .bad) + " ",
            indent: 16)
    }
}
