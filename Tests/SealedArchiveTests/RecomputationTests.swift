import ClaimModel
import Testing

@testable import SealedArchive

/// What a bundle says of itself is compared with what was computed from its exhibits.
@Suite struct RecomputationTests {
    private static let day = CalendarDay("2026-04-14") ?? .unixEpoch
    private static let digest = ContentDigest([UInt8](repeating: 1, count: 32))

    private func assessment(
        _ value: Int = 79, version: String = "1.2", day: CalendarDay = RecomputationTests.day, vector: String = "CP1"
    ) -> Assessment {
        Assessment(
            rulebook: RulebookIdentity(
                id: "paypal", version: version, title: "PayPal", digest: Self.digest),
            asOf: day,
            score: Score(
                value: value, uncapped: value, evidenceEarned: 1, evidencePossible: 2,
                coherenceEarned: 1,
                coherencePossible: 2, band: value >= 65 ? .c : .d, declaredOnlyFacts: 0),
            vector: vector)
    }

    private func collected(_ reading: Reading) throws -> CollectedClaim {
        func fact<Value>(_ value: Value) -> Fact<Value> {
            Fact(value, raw: "", place: .claim("x"), origin: .declared)
        }
        let number = try #require(ExhibitNumber("C-1"))
        let file = CollectedFile(
            entry: try EntryPath("exhibits/C-1/chat.txt"), byteCount: 3, digest: Self.digest,
            mediaType: "text/plain", reading: reading)
        return CollectedClaim(
            claim: Claim(
                venue: fact(Venue("paypal")), reasons: [fact(.quality)],
                order: Order(number: fact("1"))),
            exhibits: [
                CollectedExhibit(exhibit: Exhibit(number: number, kinds: [.chat]), files: [file])
            ])
    }

    private func chat(_ texts: String...) -> Reading {
        .chat(
            ChatTranscript(
                format: "whatsapp-txt", platform: "whatsapp",
                messages: texts.enumerated().map {
                    ChatMessage(number: $0 + 1, author: .person, sender: "A", text: $1)
                }))
    }

    private func codes(
        _ sealed: (Reading, Assessment?), _ here: (Reading, Assessment?)
    ) throws -> [String] {
        let claim = try SealedClaim(collected(sealed.0), assessment: sealed.1, tool: "t")
        return claim.recomputation(try collected(here.0), here.1).findings.map(\.code)
    }

    @Test func `the same readings and score give no finding, and every row agrees`() throws {
        let claim = try SealedClaim(collected(chat("a", "b")), assessment: assessment(), tool: "t")
        let result = claim.recomputation(try collected(chat("a", "b")), assessment())
        #expect(result.findings.isEmpty)
        #expect(result.rows.map(\.name) == ["rulebook", "day", "score", "readings"])
        #expect(result.rows.allSatisfy { $0.agrees })
    }

    @Test func `a sealed score that is not the computed one is named with both`() throws {
        let claim = try SealedClaim(collected(chat("a")), assessment: assessment(95), tool: "t")
        let result = claim.recomputation(try collected(chat("a")), assessment(61))
        #expect(result.findings.map(\.code) == ["sealed.score.differs"])
        #expect(result.findings.first?.severity == .warning)
        #expect(
            result.findings.first?.message.contains("95 (C) was sealed, 61 (D) is computed")
                ?? false)
    }

    /// A hostile bundle states a reading of which nothing is true.
    @Test func `of ten thousand sealed facts that are not read three are named and the rest counted`() throws {
        var claim = try SealedClaim(collected(chat("a")), assessment: nil, tool: "t")
        claim.exhibits[0].files[0].facts += (0..<10_000).map {
            StatedFact("chat.invented", "\($0)")
        }
        let told = claim.recomputation(try collected(chat("a")), nil).findings
            .first { $0.code == "sealed.reading.differs" }
        #expect(told?.message.hasSuffix("; and 9997 more") == true, "\(told?.message ?? "")")
    }

    @Test func `a sealed reading that the file does not give is named with both values`() throws {
        let claim = try SealedClaim(collected(chat("a", "b")), assessment: assessment(), tool: "t")
        let result = claim.recomputation(try collected(chat("a")), assessment())
        #expect(result.findings.map(\.code) == ["sealed.reading.differs"])
        #expect(
            result.findings.first?.message.contains("chat.messages sealed as “2”, read as “1”")
                ?? false)
        #expect(result.findings.first?.places.first?.description == "C-1 chat.txt")
        #expect(result.rows.last?.computed == "0 the same, 1 different, 0 not read here")
    }

    @Test func `other rules and another day explain another score, and are said first`() throws {
        let later = try #require(CalendarDay("2026-06-01"))
        #expect(
            try codes(
                (chat("a"), assessment()), (chat("a"), assessment(60, version: "1.3", day: later)))
                == ["sealed.rulebook.differs", "sealed.day.differs", "sealed.score.differs"])
    }

    @Test func `the same score made of other parts is a note`() throws {
        #expect(
            try codes((chat("a"), assessment()), (chat("a"), assessment(vector: "CP2"))) == [
                "sealed.vector.differs"
            ])
    }

    @Test func `a file that cannot be read here, another kind of reading, no sealed score`() throws
    {
        #expect(
            try codes((chat("a"), assessment()), (.unread(reason: "no program"), assessment()))
                == ["sealed.reading.unread"])
        #expect(
            try codes((chat("a"), assessment()), (.opaque, assessment())) == [
                "sealed.reading.differs"
            ])
        #expect(try codes((chat("a"), nil), (chat("a"), assessment())) == ["sealed.score.absent"])
    }

    @Test func `characters a document cannot carry are no difference`() throws {
        #expect(
            try codes((chat("a\u{1}b"), assessment()), (chat("a\u{1}b"), assessment())).isEmpty)
    }
}
