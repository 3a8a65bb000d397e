internal import ClaimModel

extension CaseFacts {
    /// What is worth knowing and has no part in the score: exhibits that do not count, reasons the
    /// venue does not know, a window about to close, admissions in a chat.
    func remarks() -> [Finding] {
        exhibitRemarks() + reasonRemarks() + windowRemarks() + admissions() + admissibilityRemarks()
            + forgottenHeads()
    }

    private func exhibitRemarks() -> [Finding] {
        exhibits.flatMap { exhibit -> [Finding] in
            var found: [Finding] = []
            let word: String? =
                switch exhibit.standing {
                case .counts: nil
                case .noFiles: "files.none"
                case .keptOut: "kept-out"
                case .withheld: "withheld"
                case .empty: "empty"
                case .duplicate: "duplicate"
                case .typeMismatch: "type.mismatch"
                }
            if let word {
                found.append(
                    Finding(
                        code: "exhibit." + word, severity: .warning, places: [exhibit.place],
                        message: "\(exhibit.number) does not count: it \(exhibit.standing.words)",
                        remedy: exhibit.remedyOfStanding, effort: .minutes))
            }
            let kinds = exhibit.collected.exhibit.kinds
            if kinds.count > JudgedExhibit.kindLimit {
                let over = kinds.dropFirst(JudgedExhibit.kindLimit).map(\.rawValue)
                found.append(
                    Finding(
                        code: "exhibit.kinds.many", severity: .note, places: [exhibit.place],
                        message: "\(exhibit.number) serves two kinds and is not counted as "
                            + over.joined(separator: ", "),
                        remedy: "name the two kinds it shows best", effort: .minutes))
            }
            return found
        }
    }

    private func reasonRemarks() -> [Finding] {
        var found = claim.reasons.filter { !reasons.contains($0.value) }.map { reason in
            Finding(
                code: "reason.not-taken", severity: .warning, places: [reason.place],
                message: "this venue knows no claim for \(reason.value.rawValue)",
                remedy: "file under another reason or with another venue", effort: .minutes,
                citations: [Citation(reason)])
        }
        if reasons.count > 1 {
            found.append(
                Finding(
                    code: "reason.several", severity: .note,
                    places: claim.reasons.map(\.place),
                    message:
                        "\(reasons.count) reasons are judged together; a form takes one, so file "
                        + "under \(reasons[0].rawValue)",
                    remedy: "give every head of the amount to one reason", effort: .minutes))
        }
        if orderValue == nil,
            reasons.contains(where: { reason in
                rulebook.rule(for: reason)?.rows.contains { $0.tiers.count > 1 } ?? false
            })
        {
            found.append(
                Finding(
                    code: "order-value.unknown", severity: .note,
                    places: [Place.claim("order.total")],
                    message:
                        "the order value is not known in the rulebook's currency; the strictest "
                        + "requirements are applied",
                    remedy: "state order.total", effort: .minutes))
        }
        return found
    }

    private func windowRemarks() -> [Finding] {
        guard let rule = rulebook.deadline("window"), let amber = rule.amber,
            let start = start(of: rule)
        else { return [] }
        let last = start.days.lowerBound.adding(days: rule.days)
        let left = asOf.days(to: last)
        guard (0...amber).contains(left) else { return [] }
        return [
            Finding(
                code: "window.closing", severity: left <= (rule.red ?? 0) ? .failure : .warning,
                places: start.citations.map(\.place),
                message: "the window closes on \(last): \(DayText.count(left)) left",
                remedy: "file now and add what is missing later, where the venue allows it",
                effort: .minutes, citations: start.citations)
        ]
    }

    /// Heads that are often forgotten and that the evidence at hand speaks for.
    private func forgottenHeads() -> [Finding] {
        guard claim.refund?.ask != nil else { return [] }
        let heads = claim.refund?.heads ?? []
        return rulebook.forgottenHeads.filter { forgotten in
            guard forgotten.reasons.contains(where: reasons.contains) else { return false }
            if let kind = forgotten.with, !has(kind) { return false }
            let words = Phrases(forgotten.words)
            return !heads.contains { words.first(in: $0.purpose.value) != nil }
        }.map { forgotten in
            Finding(
                code: "amount.head.forgotten", severity: .note,
                places: [Place.claim("refund.heads")],
                message: "no head asks for \(forgotten.head): \(forgotten.why) "
                    + "(\(forgotten.provenance.basis.words))",
                remedy: "add it under refund.heads with its receipt, if it was spent",
                effort: .minutes)
        }
    }

    /// Sentences in which the other side admits the breach, for a person to confirm.
    private func admissions() -> [Finding] {
        let phrases = Phrases(rulebook.vocabulary.admission)
        let negations = Phrases(rulebook.vocabulary.negations)
        var citations: [Citation] = []
        for exhibit in exhibits(of: [.chat, .chatOffPlatform]) {
            for (transcript, file) in exhibit.transcripts {
                for message in transcript.messages
                where message.author == .person && side(of: message) == .supplier {
                    guard phrases.first(in: message.text, notAfter: negations) != nil else {
                        continue
                    }
                    citations.append(
                        Citation(
                            text: message.text,
                            place: exhibit.place(.message(message.number), in: file), origin: .read)
                    )
                }
            }
        }
        guard !citations.isEmpty else { return [] }
        return [
            Finding(
                code: "chat.admission", severity: .note, places: citations.map(\.place),
                message: "the supplier seems to admit it in "
                    + (citations.count == 1 ? "one message" : "\(citations.count) messages"),
                remedy: "read them and quote what they admit in the statement", effort: .minutes,
                citations: citations)
        ]
    }
}
