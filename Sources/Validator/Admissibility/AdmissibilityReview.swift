internal import ClaimModel

/// Asks every rule of admissibility of every exhibit that counts. What no rule could look at, such
/// as a picture of a page, is `unknown` and counts until somebody looks.
///
/// What rules ask of the case as a whole is looked at once, not for each exhibit.
struct AdmissibilityReview {
    /// One answer to a rule: why it applies, and the facts that show it.
    struct Objection: Sendable {
        let rule: AdmissibilityRules.Rule
        let status: Admissibility
        let words: String
        var citations: [Citation] = []
    }

    let facts: CaseFacts
    private let acknowledgements: Acknowledgements
    private let listedBodies: Phrases
    /// What is wrong with the chats together; nil when nothing is known to be.
    private let gap: Answer?
    /// The exhibits that answer shows.
    private let exhibitsOfGap: Set<ExhibitNumber>
    /// Exhibits that have a translation beside them.
    private let translated: Set<ExhibitNumber>

    /// Kinds that show what is wrong with the goods.
    private static let showing: Set<ExhibitKind> = [.photos, .video, .inspection]

    init(_ facts: CaseFacts, _ acknowledgements: Acknowledgements) {
        self.facts = facts
        self.acknowledgements = acknowledgements
        listedBodies = Phrases(facts.rulebook.admissibility.listedBodies)
        let answer =
            facts.rulebook.admissibility.rule(.incompleteChat) != nil && facts.has(.chat)
            ? Check.chatCoversCase.judge(facts) : nil
        gap = answer.flatMap { $0.outcome == .fail ? $0 : nil }
        exhibitsOfGap = Set(gap?.citations.compactMap(\.place.exhibit) ?? [])
        translated = Set(facts.counting.compactMap { $0.collected.exhibit.translationOf?.value })
    }

    /// Everything the rules hold against an exhibit, in the order of the rulebook.
    func objections(to exhibit: JudgedExhibit) -> [Objection] {
        facts.rulebook.admissibility.rules.compactMap { rule in objection(rule, exhibit) }
    }

    private func objection(_ rule: AdmissibilityRules.Rule, _ exhibit: JudgedExhibit) -> Objection? {
        func object(
            _ words: String, _ citations: [Citation] = [], status: Admissibility? = nil
        ) -> Objection {
            Objection(
                rule: rule, status: status ?? rule.status, words: words, citations: citations)
        }
        let number = exhibit.number
        switch rule.name {
        case .offPlatformChat:
            guard exhibit.isTalkOutside else { return nil }
            guard rule.status.isBarred else {
                return object("\(number) is talk outside the venue, which counts here")
            }
            if let shown = acknowledgements.acknowledgement(of: exhibit) {
                return object(
                    "\(number) is talk outside the venue; the other side stands by it in "
                        + "\(shown.place)", [shown], status: .admissible)
            }
            return object(
                "\(number) is talk outside the venue, and no exhibit shows the other side to stand by "
                    + "it")
        case .unidentifiedPage:
            return unidentified(exhibit).map { object($0.0, status: $0.1) }
        case .alteredImage:
            let altered = exhibit.images.filter { image, _ in
                image.remarks.contains { $0.code == "image.edited" }
            }
            guard let first = altered.first, altered.count == exhibit.collected.files.count else {
                return nil
            }
            return object(
                "\(number) holds only pictures an editor saved again",
                [
                    Citation(
                        text: first.image.software ?? "edited",
                        place: exhibit.place(.whole, in: first.file), origin: .read)
                ])
        case .incompleteChat:
            // Only what shows the gap is held against it: the other chats are whole.
            guard exhibit.kinds.contains(.chat), let gap, exhibitsOfGap.contains(number) else {
                return nil
            }
            return object("\(number): \(gap.message)", gap.citations)
        case .unlistedReport:
            let bodies = exhibit.reports.compactMap { $0.report.body?.value }
            guard exhibit.kinds.contains(.inspection), let body = bodies.first else { return nil }
            return bodies.contains { listedBodies.first(in: $0) != nil }
                ? nil : object("\(number) is by \(body), which the venue does not list")
        case .undatedReport:
            guard exhibit.kinds.contains(.inspection), !exhibit.reports.isEmpty,
                exhibit.collected.exhibit.dated == nil,
                exhibit.reports.allSatisfy({ $0.report.inspected == nil && $0.report.issued == nil }
                )
            else { return nil }
            return object("\(number) carries no date of inspection")
        case .ownReport:
            guard exhibit.kinds.contains(.inspection), let buyer = facts.claim.buyer else {
                return nil
            }
            let makers =
                exhibit.reports.compactMap { $0.report.body?.value }
                + [exhibit.collected.exhibit.by?.value].compactMap(\.self)
            let names = buyer.names.map { NameText.words($0.value) }
            return makers.contains { NameText.isAny(of: names, in: $0) }
                ? object("\(number) is the claimant's own report") : nil
        case .madeAfterUse: return madeAfterUse(exhibit).map { object($0.0, $0.1) }
        case .openedVideo: return openedVideo(exhibit).map { object($0.0, $0.1) }
        case .labelOnly:
            // Where nothing may have moved, a record of nothing but the label shows just that.
            let moved: Set<Reason> = [.quality, .shortage, .overage]
            guard facts.reasons.contains(where: moved.contains), exhibit.kinds.contains(.tracking)
            else { return nil }
            let shipments = exhibit.trackings.flatMap(\.record.shipments)
            guard !shipments.isEmpty,
                shipments.allSatisfy({ $0.firstPhysicalScan == nil && $0.delivery == nil })
            else { return nil }
            return object("\(number) knows a label and no parcel")
        case .untranslated: return untranslated(exhibit).map { object($0) }
        case .excludedCause:
            guard let cause = facts.claim.complaint?.cause,
                facts.rulebook.exclusion(of: cause.value) != nil,
                !Self.showing.isDisjoint(with: exhibit.kinds)
            else { return nil }
            return object(
                "\(number) shows a cause the venue does not take up; it serves where the claim belongs",
                [Citation(cause)])
        case .personalData:
            return personalData(exhibit).map {
                object(
                    "\(number) shows addresses or numbers of people; cover them in the copy for the "
                        + "form, where both sides see it", [$0])
            }
        }
    }

    // MARK: Rules that need more than a look

    private func unidentified(_ exhibit: JudgedExhibit) -> (String, Admissibility?)? {
        let pages: Set<ExhibitKind> = [.contract, .listing, .casePage, .payment]
        guard let kind = exhibit.kinds.first(where: pages.contains) else { return nil }
        let what = facts.rulebook.rule(for: kind)?.title ?? kind.rawValue
        guard exhibit.hasText else {
            return exhibit.isPicturesOnly
                ? (
                    "\(exhibit.number) is a picture: nobody read whether order number, party and date "
                        + "are on it", .unknown
                ) : nil
        }
        // No venue's number is longer, and looking for a long one in long text takes its time.
        let number = CaseFacts.plain(String(facts.claim.order.number.value.prefix(64)))
        let names = [facts.claim.supplier, facts.claim.buyer].compactMap { $0 }.flatMap { $0.names }
            .map { NameText.words($0.value) }
        let isIdentified = exhibit.lines.contains { line in
            (!number.isEmpty && CaseFacts.plain(line.text).contains(number))
                || NameText.isAny(of: names, in: line.text) || !PrintedDay.days(in: line.text).isEmpty
        }
        // A declared date, a document's own date or a sum behind a label ties it to the order too.
        if isIdentified || exhibit.collected.exhibit.dated != nil { return nil }
        if exhibit.isPictures {
            return (
                "neither order number, party nor date was recognised in the picture \(exhibit.number)",
                .unknown
            )
        }
        return ("\(exhibit.number) (\(what)) shows neither order number, party nor date", nil)
    }

    private func madeAfterUse(_ exhibit: JudgedExhibit) -> (String, [Citation])? {
        guard let used = facts.claim.complaint?.usedOn,
            exhibit.kinds.contains(.photos) || exhibit.kinds.contains(.video)
        else { return nil }
        var clocks = exhibit.images.compactMap { image, file in
            image.clocks.first { $0.name == "taken" }.map {
                ($0.reading, exhibit.place(.member($0.tag), in: file))
            }
        }
        clocks += exhibit.videos.compactMap { video, file in
            video.clocks.first.map { ($0.reading, exhibit.place(.member($0.tag), in: file)) }
        }
        guard let first = clocks.first,
            clocks.allSatisfy({ used.value < $0.0.days(at: .beijing).lowerBound })
        else { return nil }
        return (
            "\(exhibit.number) was made after the goods were used on \(used.value)",
            [Citation(used), Citation(text: first.0.text, place: first.1, origin: .read)]
        )
    }

    private func openedVideo(_ exhibit: JudgedExhibit) -> (String, [Citation])? {
        guard exhibit.kinds.contains(.video) else { return nil }
        let telling: [(Attestation.Question, String)] = [
            (.sealedAtStart, "does not start with a sealed parcel"), (.noCut, "is cut"),
            (.labelReadable, "shows no readable label"),
        ]
        for (question, words) in telling {
            let answer = facts.claim.attestation.first {
                $0.question == question && !$0.answer.value
            }
            if let answer {
                return (
                    "\(exhibit.number) \(words), by the claimant's own answer",
                    [
                        Citation(
                            text: "\(question.rawValue): no", place: answer.answer.place,
                            origin: .declared)
                    ]
                )
            }
        }
        return nil
    }

    private func untranslated(_ exhibit: JudgedExhibit) -> String? {
        let texts = exhibit.lines.map(\.text)
        guard let script = WritingScript.main(of: texts),
            !facts.rulebook.admissibility.scripts.contains(script)
        else { return nil }
        let isTranslated =
            translated.contains(exhibit.number)
            || exhibit.transcripts.contains { transcript, _ in
                transcript.messages.contains { $0.translation != nil }
            }
        return isTranslated
            ? nil : "\(exhibit.number) is in \(script.rawValue) script, without a translation"
    }

    /// The first line with an e-mail address or an international telephone number.
    private func personalData(_ exhibit: JudgedExhibit) -> Citation? {
        let own = Set(
            [facts.claim.buyer, facts.claim.supplier].compactMap { $0?.email?.value.lowercased() })
        for line in exhibit.lines
        where line.text.utf8.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "+") }) {
            let words = line.text.utf8.split { $0 == 0x20 || $0 == UInt8(ascii: "|") }
            for word in words.prefix(200) where word.count <= 120 {
                let text = String(decoding: word, as: UTF8.self)
                let halves = word.split(separator: UInt8(ascii: "@"))
                let isAddress =
                    halves.count == 2 && halves[1].dropLast().contains(UInt8(ascii: "."))
                let digits = word.count { (48...57).contains($0) }
                let isTelephone = word.first == UInt8(ascii: "+") && digits >= 8
                if isTelephone || (isAddress && !own.contains(text.lowercased())) {
                    return Citation(text: text, place: line.place, origin: line.origin)
                }
            }
        }
        return nil
    }
}

extension ExhibitStanding {
    /// What an exhibit is worth. The first objection in this order decides: what is excluded is not
    /// also weak.
    init(of exhibit: JudgedExhibit, _ objections: [AdmissibilityReview.Objection]) {
        let order: [Admissibility] = [.excluded, .weak, .needsAcknowledgement, .unknown]
        let worst = order.first { status in objections.contains { $0.status == status } }
        self.init(
            number: exhibit.number, admissibility: worst ?? .admissible,
            reasons: objections.map(\.words), citations: objections.flatMap(\.citations))
    }
}

extension CaseFacts {
    /// One finding for each rule that bars an exhibit, and one remark for personal data.
    func admissibilityRemarks() -> [Finding] {
        let all = zip(counting, objections).flatMap { exhibit, objections in
            objections.map { (exhibit, $0) }
        }
        let byRule = Dictionary(grouping: all) { $0.1.rule.name }
        var found: [Finding] = []
        for rule in rulebook.admissibility.rules {
            let hits = byRule[rule.name] ?? []
            let barred = hits.filter { $0.1.status.isBarred }
            for (exhibit, objection) in barred {
                found.append(
                    Finding(
                        code: "admissibility.\(rule.name.rawValue)", severity: .warning,
                        places: [exhibit.place],
                        message: "\(objection.words) (\(rule.provenance.basis.words))",
                        remedy: rule.name.remedy, effort: .minutes, citations: objection.citations))
            }
            let told: [AdmissibilityRules.Name] = [.personalData, .unlistedReport, .excludedCause]
            let notes = hits.filter { !$0.1.status.isBarred }
            if told.contains(rule.name), let first = notes.first {
                found.append(
                    Finding(
                        code: "admissibility.\(rule.name.rawValue)", severity: .note,
                        places: notes.map(\.0.place),
                        message: first.1.words
                            + (notes.count > 1 ? "; so do \(notes.count - 1) more exhibits" : ""),
                        remedy: rule.name.remedy, effort: .minutes,
                        citations: notes.flatMap(\.1.citations)))
            }
        }
        return found
    }
}

extension AdmissibilityRules.Name {
    /// What to do about it.
    var remedy: String {
        switch self {
        case .offPlatformChat:
            "ask the supplier on the platform to confirm what was said there, and add his answer"
        case .unidentifiedPage:
            "capture the page again with order number, party and date in view"
        case .alteredImage: "add the file the camera wrote beside the copy"
        case .incompleteChat: "capture the chat from the first inquiry to today, unbroken"
        case .unlistedReport:
            "ask the venue whose reports it takes; a body it lists leaves no question"
        case .undatedReport: "have the inspector write the day into the report"
        case .ownReport: "have somebody independent look at the goods"
        case .madeAfterUse: "show units of the lot that were never used"
        case .openedVideo: "open cartons that are still sealed before a camera or an inspector"
        case .labelOnly: "save the carrier's record again once the parcel was scanned"
        case .untranslated: "add a translation that names its translator and the exhibit"
        case .excludedCause: "hand it to the carrier, insurer or broker the cause belongs to"
        case .personalData: "cover it in the copy for the form and keep the original in the bundle"
        }
    }

    /// What it says of an exhibit, as one sentence.
    var meaning: String {
        switch self {
        case .offPlatformChat:
            "talk outside the venue does not count until the other side is shown to stand by it"
        case .unidentifiedPage: "a page shows neither order number, party nor date"
        case .alteredImage: "a picture was saved again by an editor"
        case .incompleteChat: "a chat starts late, ends early or has a gap"
        case .unlistedReport: "a report is by a body the venue does not list"
        case .undatedReport: "a report carries no date"
        case .ownReport: "a report is by the claimant's own people"
        case .madeAfterUse: "a picture or video was made after the goods were used"
        case .openedVideo: "a video is cut, does not start sealed, or shows no readable label"
        case .labelOnly: "a carrier's record knows the label and no parcel"
        case .untranslated: "text in a script the venue does not read has no translation"
        case .excludedCause: "the exhibit shows a cause the venue does not take up"
        case .personalData: "an exhibit shows addresses or numbers of people"
        }
    }
}
