import ClaimModel

/// One sentence and four tiles: integrity, signer, time, completeness. They are never merged, and green
/// stands only where something is proved.
struct AnswersSection {
    let page: InspectionPage

    private struct Tile {
        var name: String
        var tone: String
        var say: String
        var detail: String
        var link: (id: String, words: String)?
    }

    var section: PageSection {
        var values = PageValues()
        values.text("sentence", sentence)
        values.list(
            "tiles",
            [integrity, signer, time, completeness].map { tile in
                PageValues {
                    $0.text("tileName", tile.name)
                    $0.attribute("tone", tile.tone)
                    $0.markup("icon", PageParts.icon(tile.tone))
                    $0.text("say", tile.say)
                    $0.text("detail", tile.detail)
                    $0.attribute("linkID", tile.link?.id)
                    $0.text("linkWords", tile.link?.words)
                }
            })
        let bad = page.verification.entries.filter {
            [.altered, .missing, .uncovered].contains($0.state)
        }
        values.list(
            "damaged",
            bad.prefix(VerificationText.namedEntries).map { entry in
                PageValues {
                    $0.text("entryName", entry.name)
                    $0.text("entryState", Wording.words(for: entry.state))
                }
            })
        if bad.count > VerificationText.namedEntries {
            values.text(
                "damagedMore",
                "and \(bad.count - VerificationText.namedEntries) more, in the list of files below")
        }
        values.flag("isJudged", page.assessment != nil)
        if let reason = page.notJudged { values.text("notJudged", PageWording.sentence(reason)) }
        return PageSection(id: "answers", title: "Four answers", values: values)
    }

    /// The round whose seal covers everything: the newest.
    private var round: RoundVerification? { page.verification.rounds.last }

    /// The round whose signer is named: one who is not confirmed before all others.
    private var signedRound: RoundVerification? {
        page.verification.rounds.first { !$0.isSignerConfirmed } ?? round
    }

    private var sentence: String {
        var sentences: [String] = []
        switch page.verification.integrity {
        case .intact:
            sentences.append(
                round?.provedTime.map {
                    "The bundle is intact and existed by \(PageWording.moment($0))"
                }
                    ?? "The bundle is intact")
        case .broken: sentences.append("The bundle is not what was sealed")
        case .undetermined:
            sentences.append(PageWording.sentence(Wording.statement(on: .undetermined)))
        }
        let signer =
            isConfirmed ? "the signer is confirmed" : "the signer’s identity is not confirmed"
        sentences.append(PageWording.sentence(signer) + (worst.map { ", and " + $0 } ?? ""))
        return sentences.joined(separator: ". ") + "."
    }

    /// The heaviest thing on completeness, as words behind "and".
    private var worst: String? {
        guard let assessment = page.assessment else { return "the claim could not be judged" }
        let gates = assessment.gates.count { $0.outcome == .fail }
        if gates > 0 {
            return gates == 1 ? "one gate is not passed" : "\(gates) gates are not passed"
        }
        if let amounts = assessment.amounts, !amounts.unsupported.amount.isZero {
            return
                "\(amounts.unsupported.grouped) of the \(amounts.asked.grouped) asked has no exhibit"
        }
        let missing = assessment.requirements.count { $0.level == .required && $0.status != .met }
        if missing > 0 {
            return
                "\(Wording.count(missing, "required kind")) of evidence \(missing == 1 ? "is" : "are") not met"
        }
        let fails = assessment.checks.count { $0.outcome == .fail }
        if fails > 0 {
            return
                "\(Wording.count(fails, "check")) of the exhibits against one another \(fails == 1 ? "does" : "do") not hold"
        }
        return page.isReady
            ? "the evidence is complete by the rules of the venue" : "the evidence has gaps"
    }

    private var integrity: Tile {
        let entries = page.verification.entries.filter { $0.state != .seal }
        let same = entries.count { $0.state == .intact }
        switch page.verification.integrity {
        case .intact:
            return Tile(
                name: "Integrity", tone: "ok", say: "Nothing changed since sealing",
                detail:
                    "\(same) of \(entries.count) files match the sealed list. None added, none removed, none altered."
            )
        case .broken:
            return Tile(
                name: "Integrity", tone: "bad", say: "Not what was sealed",
                detail:
                    "\(same) of \(entries.count) files match the sealed list. What follows rests on bytes that nobody vouches for.",
                link: ("technical", "See files"))
        case .undetermined:
            return Tile(
                name: "Integrity", tone: "unk", say: "Could not be told",
                detail: page.verification.findings.first.map {
                    PageWording.sentence($0.message) + "."
                }
                    ?? "This program cannot judge the seal.",
                link: ("technical", "See why"))
        }
    }

    private var isConfirmed: Bool {
        !page.verification.rounds.isEmpty
            && page.verification.rounds.allSatisfy(\.isSignerConfirmed)
    }

    private var signer: Tile {
        guard let signer = signedRound?.signer else {
            return Tile(
                name: "Signer", tone: "unk", say: "Nobody",
                detail: "No certificate of a signer could be read.")
        }
        let says = "The certificate says “\(signer.subject.cut(to: 90))”."
        if isConfirmed {
            return Tile(
                name: "Signer", tone: "ok", say: "Confirmed by what you named", detail: says,
                link: ("technical", "See how"))
        }
        let why =
            signer.isSelfSigned
            ? " It vouches for itself: anyone could have typed that."
            : " Nobody you named vouches for it."
        return Tile(
            name: "Signer", tone: page.hasPins ? "bad" : "unk",
            say: page.hasPins ? "Not one of those you named" : "Identity not confirmed",
            detail: says + why,
            link: ("technical", "How to confirm"))
    }

    private var time: Tile {
        if let proved = round?.provedTime {
            return Tile(
                name: "Time", tone: "ok", say: "Existed by \(PageWording.moment(proved))",
                detail: "Proved by a time-stamp of an authority you trust.")
        }
        let claimed =
            round?.claimedTime.map { "The signer states \(PageWording.moment($0))." }
            ?? "The signer states no time."
        switch round?.timeStamp?.standing {
        case .unknownAuthority?:
            return Tile(
                name: "Time", tone: "unk", say: "Not proved",
                detail: claimed
                    + " A time-stamp says \(round?.timeStamp?.time.map(PageWording.moment) ?? "another"), but nobody you named vouches for its authority.",
                link: ("technical", "See time-stamp"))
        case .refused?:
            return Tile(
                name: "Time", tone: "bad", say: "The time-stamp does not hold", detail: claimed,
                link: ("technical", "See why"))
        default:
            return Tile(
                name: "Time", tone: "unk", say: "By the signer’s word only",
                detail: claimed + " No time-stamp proves it.")
        }
    }

    private var completeness: Tile {
        guard let assessment = page.assessment else {
            return Tile(
                name: "Completeness", tone: "unk", say: "Not judged",
                detail: page.notJudged.map { PageWording.sentence($0) + "." }
                    ?? "The claim in the bundle could not be read.")
        }
        let score = assessment.score
        let failed = assessment.gates.filter { $0.outcome == .fail }
        var say = "\(score.value) of 100, \(Wording.words(for: score.band))"
        if score.value != score.uncapped { say = "\(score.value) of 100, \(score.uncapped) earned" }
        let detail =
            failed.first.map { "\($0.id): \(PageWording.sentence($0.message))." }
            ?? score.caps.first.map { "Capped at \($0.limit): \($0.reason)." }
            ?? "\(PageWording.sentence(Wording.words(for: score.band))) by the rules of the venue."
        return Tile(
            name: "Completeness", tone: page.isReady ? "ok" : "bad", say: say, detail: detail,
            link: ("completeness", "See gates"))
    }
}
