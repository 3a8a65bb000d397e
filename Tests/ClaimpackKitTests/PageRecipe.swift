import ClaimModel
import ClaimpackKit
import Foundation
import Reports
import TestSupport

/// Inspections made of given texts, for pages that no sample makes.
enum PageRecipe {
    static func fact<Value>(_ value: Value, _ field: String = "order") -> Fact<Value> {
        Fact(value, raw: "", place: .claim(field), origin: .declared)
    }

    static let day = CalendarDay("2026-04-14") ?? .unixEpoch

    static func clock(_ text: String, _ keeper: ClockKeeper = .thirdParty) -> ClockReading? {
        ClockReading(iso8601: text, keeper: keeper)
    }

    static func claim(_ texts: [String]) -> Claim {
        func text(_ index: Int) -> String { texts[index % texts.count] }
        var claim = Claim(
            venue: fact(Venue(text(0))), reasons: [fact(.quality)],
            buyer: Party(name: fact(text(1)), latinName: fact(text(2)), aliases: [fact(text(3))]),
            supplier: Party(name: fact(text(4)), latinName: fact(text(5))),
            order: Order(
                number: fact(text(6)), shipTo: fact(text(7)), incoterm: fact(text(8)),
                paidThrough: fact(text(9)), terms: [fact(text(10))]))
        claim.order.lines = [OrderLine(item: fact(text(11)))]
        claim.complaint = Complaint(
            promised: fact(text(12)), promisedAt: fact(text(13)), delivered: fact(text(14)),
            deliveredAt: fact(text(15)), cause: fact(text(16)), statement: fact(text(17)))
        claim.refund = Refund(ask: nil, heads: [RefundHead(purpose: fact(text(18)))])
        claim.nonconformities = [
            Nonconformity(
                clause: fact(text(19)), promised: fact(text(20)), measured: fact(text(21)))
        ]
        return claim
    }

    static func finding(_ text: String, _ place: Place) -> Finding {
        Finding(
            code: "evidence.listing.missing", severity: .warning, places: [place], message: text,
            remedy: text,
            effort: .minutes, gain: 2,
            citations: [Citation(text: text, place: place, origin: .read)])
    }

    static func assessment(_ texts: [String], _ findings: [Finding], _ citations: [Citation] = [])
        -> Assessment
    {
        func text(_ index: Int) -> String { texts[index % texts.count] }
        return Assessment(
            rulebook: RulebookIdentity(id: text(0), version: text(1), title: text(2)), asOf: day,
            reasons: [.quality],
            gates: [
                GateResult(
                    id: "G1", title: text(3), outcome: .fail, isEligibility: true, message: text(4),
                    citations: citations)
            ],
            requirements: [
                RequirementResult(
                    kind: .contract, level: .required, weight: 10, status: .partial,
                    missingFacts: [text(5)], message: text(6))
            ],
            exhibits: [],
            checks: [
                CheckResult(
                    id: "C01", title: text(7), outcome: .fail, weight: 3, message: text(8),
                    citations: citations)
            ],
            score: Score(
                value: 40, uncapped: 60, evidenceEarned: 10, evidencePossible: 20,
                coherenceEarned: 1, coherencePossible: 3, caps: [.init(limit: 40, reason: text(9))],
                band: .f, declaredOnlyFacts: 2),
            deadlines: [
                Deadline(name: "window", day: day.adding(days: 9), daysLeft: 9, basis: text(10))
            ],
            findings: findings, vector: text(11))
    }

    static func verification(_ texts: [String], names: [String] = []) -> Verification {
        let signer = SignerStatement(
            subject: texts[0], emails: [texts[texts.count > 1 ? 1 : 0]], isSelfSigned: true,
            fingerprint: ContentDigest([UInt8](repeating: 7, count: 32)) ?? zero)
        return Verification(
            integrity: .intact,
            rounds: [
                RoundVerification(
                    number: 1, isIntact: true, signer: signer,
                    claimedTime: clock("2026-04-14T11:20-05:00", .party), entryCount: 3)
            ],
            entries: names.map { EntryVerification(name: $0, byteCount: 10, state: .uncovered) },
            findings: texts.prefix(4).map {
                Finding(code: "seal.size", severity: .warning, message: $0)
            },
            notChecked: [texts[0]])
    }

    static let zero = ContentDigest([UInt8](repeating: 0, count: 32)).unsafelyUnwrapped

    static func message(
        _ number: Int, _ text: String, sender: String, translation: String? = nil,
        isOwn: Bool? = nil
    ) -> ChatMessage {
        let minute = number % 60, hour = number / 60 % 24, day = 1 + number / 1_440 % 28
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        return ChatMessage(
            number: number, author: .person, sender: sender, isOwn: isOwn,
            clock: clock("2026-03-\(two(day))T\(two(hour)):\(two(minute))+08:00"), text: text,
            translation: translation,
            attachments: number % 50 == 0 ? [ChatAttachment(name: text, state: .missing)] : [])
    }

    static func exhibit(
        _ letter: Character, _ count: Int, _ reading: Reading, title: String,
        kind: ExhibitKind = .photos, name: String = "file.bin"
    ) throws -> CollectedExhibit {
        guard let number = ExhibitNumber(letter: letter, count: count) else { throw Missing() }
        let entry = try EntryPath("exhibits/\(number)/\(name)")
        return CollectedExhibit(
            exhibit: Exhibit(
                number: number, kinds: [kind], title: fact(title), dated: fact(day),
                captured: fact(title),
                channel: fact(title), by: fact(title)),
            files: [
                CollectedFile(
                    entry: entry, byteCount: 10, digest: zero,
                    mediaType: "application/octet-stream", reading: reading)
            ])
    }

    struct Missing: Error {}

    static func html(_ page: InspectionPage) throws -> String {
        // By OpenSSL, so that a stranger makes the digests the browser compares.
        try page.html { text in
            try Places.inNewFolder { folder in
                let file = folder.appendingPathComponent("text")
                try Data(text.utf8).write(to: file)
                let ran = try Run.program(
                    URL(fileURLWithPath: "/bin/sh"),
                    ["-c", "openssl dgst -sha256 -binary \"$1\" | base64 -w 0", "sh", file.path],
                    in: nil, environment: [:])
                return ran.output
            }
        }
    }
}
