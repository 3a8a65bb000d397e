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
        answers(&page)
        problems(&page)
        if !verification.notChecked.isEmpty {
            page.heading("not checked")
            for sentence in verification.notChecked { page.paragraph(sentence, prefix: " - ") }
        }
    }

    /// Integrity, then signer and time of each round.
    func answers(_ page: inout TextPage) {
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
    }

    /// Entries that are not as sealed, and the findings.
    func problems(_ page: inout TextPage) {
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
        if verification.rounds.count > 1 { page.heading("round \(round.number)") }
        let first = verification.rounds.first
        if round.number > 1, let signer = round.signer, signer == first?.signer,
            round.confirmation == first?.confirmation
        {
            let mark: Mark = round.isSignerConfirmed ? .ok : hasPins ? .bad : .unclear
            page.paragraph(
                "the same certificate as round 1", prefix: "signer     \(page.mark(mark)) ", indent: 16)
        } else if let signer = round.signer {
            let confirmed =
                round.confirmation.map(Self.words)
                ?? (hasPins
                    ? "not confirmed by what you named"
                    : "identity not confirmed: compare the fingerprint")
            let mark: Mark = round.isSignerConfirmed ? .ok : hasPins ? .bad : .unclear
            page.paragraph(
                printable(signer.subject)
                    + (signer.emails.isEmpty
                        ? "" : " <" + signer.emails.map(printable).joined(separator: ", ") + ">")
                    + ", " + confirmed,
                prefix: "signer     \(page.mark(mark)) ", indent: 16)
            let groups = signer.groupedFingerprint.split(separator: " ")
            page.line(
                String(repeating: " ", count: 16) + "sha256 "
                    + groups.prefix(8).joined(separator: " "))
            page.line(
                String(repeating: " ", count: 23) + groups.dropFirst(8).joined(separator: " "))
        } else {
            page.paragraph(
                "no certificate of the signer could be read",
                prefix: "signer     \(page.mark(.unclear)) ", indent: 16)
        }
        if let (words, mark) = time(of: round) {
            page.paragraph(
                words, prefix: "time       \(page.mark(mark)) ", indent: 16)
        }
        if let content = round.contentTimeStamp, content.standing != .refused,
            let time = content.time
        {
            page.paragraph(
                "\(printable(content.authority ?? "an authority")) says that what was signed existed "
                    + "at \(time.text)"
                    + (content.standing == .proved ? "" : "; nobody you named vouches for it"),
                prefix: "".padded(to: 11) + page.mark(content.standing == .proved ? .ok : .unclear)
                    + " ", indent: 16)
        }
        let word = round.isIntact ? "holds" : "does not hold"
        page.paragraph(
            "\(word), over \(Wording.count(round.entryCount, "entry", "entries"))",
            prefix: "seal       \(page.mark(round.isIntact ? .ok : .bad)) ",
            indent: 16)
    }

    private static func words(_ confirmation: SignerConfirmation) -> String {
        switch confirmation {
        case .pin: "confirmed by your pin"
        case .allowedSigner(let label): "confirmed: your allowed signer “\(printable(label))”"
        case .chain(let anchor): "confirmed by the authority you named, \(printable(anchor))"
        }
    }

    /// One sentence on the time: proved by a time-stamp, or the signer's own word and why it is only that.
    private func time(of round: RoundVerification) -> (words: String, mark: Mark)? {
        let claimed = round.claimedTime?.text
        guard let stamp = round.timeStamp else {
            return claimed.map { ("claimed by the signer: \($0); no time-stamp proves it", .unclear) }
        }
        let authority = stamp.authority.map(printable) ?? "an authority"
        let word = claimed.map { "claimed by the signer: \($0)" } ?? "the signer states none"
        switch (stamp.standing, stamp.time) {
        case (.proved, let time?):
            let accuracy = stamp.accuracySeconds.map { " (\(Wording.count(Int($0), "second")) more or less)" }
            return (
                "proved: sealed no later than \(time.text)\(accuracy ?? ""), by a time-stamp of "
                    + authority + (claimed.map { "; the signer states \($0)" } ?? ""), .ok
            )
        case (.unknownAuthority, let time?):
            return (
                "\(word); a whole time-stamp says \(time.text), but nobody you named vouches for "
                    + "its authority, \(authority)", .unclear
            )
        default:
            return ("\(word); the time-stamp in the seal does not hold and proves nothing", .bad)
        }
    }
}
