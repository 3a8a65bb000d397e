import ClaimModel

/// The parts that JSON reports share. Field names are a contract: they may be added to, never
/// renamed. Sums, numbers with a point and times are text, so that no reader rounds them.
struct FindingPart: Encodable {
    let code: String
    let severity: String
    let message: String
    let remedy: String?
    let effort: String?
    let gain: Int?
    let places: [PlacePart]
    let citations: [CitationPart]

    init(_ finding: Finding) {
        code = finding.code
        severity = finding.severity.rawValue
        message = finding.message
        remedy = finding.remedy
        effort = finding.effort?.rawValue
        gain = finding.gain
        places = finding.places.map(PlacePart.init)
        citations = finding.citations.map(CitationPart.init)
    }

    /// A difference of two sides: every citation names its side.
    init(_ difference: Difference) {
        code = difference.code
        severity = difference.severity.rawValue
        message = difference.message
        remedy = nil
        effort = nil
        gain = nil
        places = []
        citations = difference.citations.map(CitationPart.init)
    }
}

struct PlacePart: Encodable {
    let text: String
    let exhibit: String?
    let file: String?
    var field: String?
    var line: Int?
    var column: Int?
    var page: Int?
    /// Left, top, right, bottom in points from the upper left corner.
    var box: [Int]?
    var message: Int?
    var member: String?

    init(_ place: Place) {
        text = place.description
        exhibit = place.exhibit?.description
        file = place.file
        fill(from: place.spot)
    }

    init(_ spot: Place.Spot) {
        self.init(Place(spot: spot))
    }

    private mutating func fill(from spot: Place.Spot) {
        switch spot {
        case .whole: break
        case .field(let path, let line):
            field = path
            self.line = line
        case .line(let line, let column):
            self.line = line
            self.column = column
        case .page(let number, let box):
            page = number
            self.box = box.map { [$0.left, $0.top, $0.right, $0.bottom] }
        case .message(let number): message = number
        case .member(let path): member = path
        }
    }
}

struct CitationPart: Encodable {
    /// Whose papers it stands in, in a comparison: `first` or `second`.
    let side: String?
    let text: String
    let origin: String
    let place: PlacePart

    init(_ citation: Citation, side: CaseSide? = nil) {
        self.side = side?.rawValue
        text = citation.text
        origin = citation.origin.rawValue
        place = PlacePart(citation.place)
    }

    init(_ citation: Citation) {
        self.init(citation, side: nil)
    }

    init(_ sided: SidedCitation) {
        self.init(sided.citation, side: sided.side)
    }
}

struct ClaimPart: Encodable {
    let venue: String
    let reasons: [String]
    let order: String
    let buyer: [String]
    let supplier: [String]
    /// The supplier's name in Latin letters when there is one.
    let supplierShown: String?
    let placed: String?
    let shipBy: String?
    let shipTo: String?
    let total: String?
    let paid: String?
    let covered: String?
    let asked: String?
    let promised: String?
    let delivered: String?
    let filingOn: String?

    init(_ claim: Claim) {
        venue = claim.venue.value.name
        reasons = claim.reasons.map(\.value.rawValue)
        order = claim.order.number.value
        buyer = claim.buyer?.names.map(\.value) ?? []
        supplier = claim.supplier?.names.map(\.value) ?? []
        supplierShown = claim.supplier.map { ($0.latinName ?? $0.name).value }
        placed = claim.order.placed?.value.text
        shipBy = claim.order.shipBy?.value.description
        shipTo = claim.order.shipTo?.value
        total = claim.order.total?.value.description
        paid = claim.order.paid?.value.description
        covered = claim.order.covered?.value.description
        asked = claim.refund?.ask?.value.description
        promised = claim.complaint?.promised?.value
        delivered = claim.complaint?.delivered?.value
        filingOn = claim.filingOn?.value.description
    }
}

struct ExhibitPart: Encodable {
    struct File: Encodable {
        struct Fact: Encodable {
            let name: String
            let value: String
            let raw: String?
            let place: PlacePart?

            init(_ fact: StatedFact) {
                name = fact.name
                value = fact.value
                raw = fact.raw
                place = fact.spot == .whole ? nil : PlacePart(fact.spot)
            }
        }

        let name: String
        let entry: String
        let bytes: Int
        let sha256: String?
        let mediaType: String
        let reading: String
        let facts: [Fact]
        let remarks: [FindingPart]
        let duplicateOf: String?

        init(_ file: CollectedFile) {
            name = file.entry.name
            entry = file.entry.text
            bytes = file.byteCount
            sha256 = file.digest?.hex
            mediaType = file.mediaType
            reading = file.reading.name
            facts = file.reading.facts.map(Fact.init)
            remarks = file.reading.remarks.map(FindingPart.init)
            duplicateOf = file.duplicateOf?.text
        }
    }

    struct AbsentFilePart: Encodable {
        let name: String
        let bytes: Int
        let mediaType: String
        /// `kept-out` with `sha256`, or `withheld` with `commitment`.
        let state: String
        let sha256: String?
        let commitment: String?
        let reading: String
        let facts: [File.Fact]

        init(_ file: AbsentFile) {
            name = file.name.name
            bytes = file.byteCount
            mediaType = file.mediaType
            reading = file.reading
            switch file.proof {
            case .digest(let digest):
                state = "kept-out"
                sha256 = digest.hex
                commitment = nil
            case .commitment(let value):
                state = "withheld"
                sha256 = nil
                commitment = value?.hex
            }
            facts = file.facts.map(File.Fact.init)
        }
    }

    let number: String
    let kinds: [String]
    let title: String?
    let dated: String?
    let captured: String?
    let channel: String?
    let by: String?
    let translationOf: String?
    let withheld: String?
    let files: [File]
    let absentFiles: [AbsentFilePart]

    init(_ collected: CollectedExhibit) {
        let exhibit = collected.exhibit
        number = exhibit.number.description
        kinds = exhibit.kinds.map(\.rawValue)
        title = exhibit.title?.value
        dated = exhibit.dated?.value.description
        captured = exhibit.captured?.value
        channel = exhibit.channel?.value
        by = exhibit.by?.value
        translationOf = exhibit.translationOf?.value.description
        withheld = collected.exhibit.withheld?.value
        absentFiles = collected.absentFiles.map(AbsentFilePart.init)
        files = collected.files.map(File.init)
    }
}

struct AssessmentPart: Encodable {
    struct RulebookPart: Encodable {
        let id: String
        let version: String
        let title: String
        let sha256: String?
        let isCustom: Bool
    }

    struct ScorePart: Encodable {
        struct CapPart: Encodable {
            let limit: Int
            let reason: String
        }

        let value: Int
        let uncapped: Int
        let band: String
        let evidenceEarned: Int
        let evidencePossible: Int
        let coherenceEarned: Int
        let coherencePossible: Int
        let caps: [CapPart]
        let corroboratedPercent: Int?
        let declaredOnlyFacts: Int
    }

    struct GatePart: Encodable {
        let id: String
        let title: String
        let outcome: String
        let isEligibility: Bool
        let message: String
        let citations: [CitationPart]
    }

    struct RequirementPart: Encodable {
        let kind: String
        let level: String
        let weight: Int
        let status: String
        let exhibits: [String]
        let missingFacts: [String]
        let message: String
    }

    struct CheckPart: Encodable {
        let id: String
        let title: String
        let outcome: String
        let weight: Int
        let message: String
        let isCorroborated: Bool
        let citations: [CitationPart]
    }

    struct DeadlinePart: Encodable {
        let name: String
        let day: String
        let daysLeft: Int
        let basis: String
    }

    struct AmountPart: Encodable {
        let asked: String
        let supported: String
        let unsupported: String
        let recoverableMaximum: String?
        let heads: [HeadPart]
    }

    struct HeadPart: Encodable {
        let purpose: String
        let sum: String?
        let supported: String
        let exhibits: [String]
        let objection: String?
    }

    struct StandingPart: Encodable {
        let exhibit: String
        let admissibility: String
        let reasons: [String]
    }

    let rulebook: RulebookPart
    let asOf: String
    let reasons: [String]
    let score: ScorePart
    let gates: [GatePart]
    let requirements: [RequirementPart]
    let checks: [CheckPart]
    let deadlines: [DeadlinePart]
    let amounts: AmountPart?
    let admissibility: [StandingPart]
    let vector: String

    init(_ assessment: Assessment) {
        rulebook = RulebookPart(
            id: assessment.rulebook.id, version: assessment.rulebook.version,
            title: assessment.rulebook.title, sha256: assessment.rulebook.digest?.hex,
            isCustom: assessment.rulebook.isCustom)
        asOf = assessment.asOf.description
        reasons = assessment.reasons.map(\.rawValue)
        let score = assessment.score
        self.score = ScorePart(
            value: score.value, uncapped: score.uncapped, band: score.band.rawValue,
            evidenceEarned: score.evidenceEarned, evidencePossible: score.evidencePossible,
            coherenceEarned: score.coherenceEarned, coherencePossible: score.coherencePossible,
            caps: score.caps.map { .init(limit: $0.limit, reason: $0.reason) },
            corroboratedPercent: score.corroboratedPercent,
            declaredOnlyFacts: score.declaredOnlyFacts)
        gates = assessment.gates.map {
            GatePart(
                id: $0.id, title: $0.title, outcome: $0.outcome.rawValue,
                isEligibility: $0.isEligibility, message: $0.message,
                citations: $0.citations.map(CitationPart.init))
        }
        requirements = assessment.requirements.map {
            RequirementPart(
                kind: $0.kind.rawValue, level: $0.level.rawValue, weight: $0.weight,
                status: $0.status.rawValue, exhibits: $0.exhibits.map(\.description),
                missingFacts: $0.missingFacts, message: $0.message)
        }
        checks = assessment.checks.map {
            CheckPart(
                id: $0.id, title: $0.title, outcome: $0.outcome.rawValue, weight: $0.weight,
                message: $0.message, isCorroborated: $0.isCorroborated,
                citations: $0.citations.map(CitationPart.init))
        }
        deadlines = assessment.deadlines.map {
            DeadlinePart(
                name: $0.name, day: $0.day.description, daysLeft: $0.daysLeft, basis: $0.basis)
        }
        amounts = assessment.amounts.map {
            AmountPart(
                asked: $0.asked.description, supported: $0.supported.description,
                unsupported: $0.unsupported.description,
                recoverableMaximum: $0.recoverableMaximum?.description,
                heads: $0.heads.map { head in
                    HeadPart(
                        purpose: head.purpose, sum: head.sum?.description,
                        supported: head.supported.description,
                        exhibits: head.exhibits.map(\.description), objection: head.objection)
                })
        }
        admissibility = assessment.exhibits.map {
            StandingPart(
                exhibit: $0.number.description, admissibility: $0.admissibility.rawValue,
                reasons: $0.reasons)
        }
        vector = assessment.vector
    }
}

struct VerificationPart: Encodable {
    struct RoundPart: Encodable {
        struct SignerPart: Encodable {
            let subject: String
            let emails: [String]
            let isSelfSigned: Bool
            let notBefore: String?
            let notAfter: String?
            let sha256: String
        }

        let number: Int
        let isIntact: Bool
        let signer: SignerPart?
        /// How the signer was confirmed: `by` is pin, allowed-signer or chain.
        struct ConfirmationPart: Encodable {
            let by: String
            let label: String?
            let anchor: String?

            init(_ confirmation: SignerConfirmation) {
                switch confirmation {
                case .pin: (by, label, anchor) = ("pin", nil, nil)
                case .allowedSigner(let name): (by, label, anchor) = ("allowed-signer", name, nil)
                case .chain(let subject): (by, label, anchor) = ("chain", nil, subject)
                }
            }
        }

        struct TimeStampPart: Encodable {
            let standing: String
            let time: String?
            let accuracySeconds: Int64?
            let authority: String?
            let anchor: String?
            let policy: String?

            init(_ stamp: TimeStampStatement) {
                standing = stamp.standing.rawValue
                time = stamp.time?.text
                accuracySeconds = stamp.accuracySeconds
                authority = stamp.authority
                anchor = stamp.anchor
                policy = stamp.policy
            }
        }

        let isSignerConfirmed: Bool
        let confirmation: ConfirmationPart?
        let claimedTime: String?
        let provedTime: String?
        let timeStamp: TimeStampPart?
        let contentTimeStamp: TimeStampPart?
        let entries: Int
    }

    struct EntryPart: Encodable {
        let name: String
        let bytes: Int
        let sha256: String?
        let state: String
    }

    let integrity: String
    let rounds: [RoundPart]
    let entries: [EntryPart]
    let notChecked: [String]

    init(_ verification: Verification) {
        integrity = verification.integrity.rawValue
        rounds = verification.rounds.map { round in
            RoundPart(
                number: round.number, isIntact: round.isIntact,
                signer: round.signer.map {
                    .init(
                        subject: $0.subject, emails: $0.emails, isSelfSigned: $0.isSelfSigned,
                        notBefore: $0.notBefore?.text, notAfter: $0.notAfter?.text,
                        sha256: $0.fingerprint.hex)
                },
                isSignerConfirmed: round.isSignerConfirmed,
                confirmation: round.confirmation.map(RoundPart.ConfirmationPart.init),
                claimedTime: round.claimedTime?.text, provedTime: round.provedTime?.text,
                timeStamp: round.timeStamp.map(RoundPart.TimeStampPart.init),
                contentTimeStamp: round.contentTimeStamp.map(RoundPart.TimeStampPart.init),
                entries: round.entryCount)
        }
        entries = verification.entries.map {
            EntryPart(
                name: $0.name, bytes: $0.byteCount, sha256: $0.digest?.hex, state: $0.state.rawValue
            )
        }
        notChecked = verification.notChecked
    }
}
