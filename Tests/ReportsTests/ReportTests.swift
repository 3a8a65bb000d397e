import ClaimModel
import Foundation
import Reports
import Testing

@Suite struct ReportTests {
    private func claim(buyer: String = "Larkspur Devices LLC") -> Claim {
        func fact<Value>(_ value: Value, _ raw: String, _ field: String) -> Fact<Value> {
            Fact(value, raw: raw, place: .claim(field, line: 1), origin: .declared)
        }
        return Claim(
            venue: fact(Venue("alibaba-trade-assurance"), "alibaba-trade-assurance", "venue"),
            reasons: [fact(.quality, "quality", "reason")],
            buyer: Party(name: fact(buyer, buyer, "buyer.name")),
            order: Order(number: fact("287340516001029481", "287340516001029481", "order.number")))
    }

    private func assessment(value: Int, uncapped: Int, outcome: Outcome = .pass) throws
        -> Assessment
    {
        Assessment(
            rulebook: RulebookIdentity(id: "test", version: "1", title: "Test"),
            asOf: try #require(CalendarDay("2026-04-14")), reasons: [.quality],
            gates: [
                GateResult(
                    id: "G2", title: "inside the window", outcome: outcome, isEligibility: true,
                    message: "day 5 of 30")
            ],
            score: Score(
                value: value, uncapped: uncapped, evidenceEarned: 100, evidencePossible: 200,
                coherenceEarned: 35, coherencePossible: 79,
                caps: value < uncapped
                    ? [.init(limit: value, reason: "amount without exhibit")] : [],
                band: .c, corroboratedPercent: 46, declaredOnlyFacts: 3),
            findings: [
                Finding(
                    code: "amount.unsupported", severity: .failure,
                    places: [.claim("refund.ask", line: 34)],
                    message: "17,940.00 USD has no exhibit", remedy: "add the receipt",
                    effort: .minutes,
                    gain: 10)
            ], vector: "CP1")
    }

    @Test func `a capped score never hides its cap`() throws {
        let text = CheckText(
            CollectedClaim(claim: claim()), try assessment(value: 79, uncapped: 89), isReady: false
        )
        .text(TextStyle())
        #expect(text.contains("79 of 100"))
        #expect(text.contains("not ready to file") && text.contains("89 earned"))
        #expect(text.contains("capped at 79: amount without exhibit"))
        #expect(text.contains("claim.yaml:34"))
        #expect(text.contains("add the receipt"))
    }

    @Test func `no line is wider than the terminal`() throws {
        let text = CheckText(
            CollectedClaim(claim: claim()), try assessment(value: 79, uncapped: 89), isReady: false
        )
        .text(TextStyle(width: 60))
        for line in text.split(separator: "\n") { #expect(String(line).columns <= 62, "\(line)") }
    }

    @Test func `colour is never the only sign`() throws {
        let report = CheckText(
            CollectedClaim(claim: claim()), try assessment(value: 40, uncapped: 40, outcome: .fail),
            isReady: false)
        let plain = report.text(TextStyle()), coloured = report.text(TextStyle(color: true))
        #expect(plain.contains("[!!] G2") && !plain.contains("\u{1B}"))
        #expect(coloured.contains("\u{1B}[31m[!!]\u{1B}[0m G2"))
    }

    @Test func `attack - what a line of JSON calls a band or a gate moves no terminal`() throws {
        let day = try #require(CalendarDay("2026-04-14"))
        var archive = DocketArchive(path: "a.asice", size: -1, modified: 0)
        archive.result = .intact
        archive.score = .min
        archive.band = "A\u{1B}]0;owned\u{7}"
        archive.failedGates = "G1\u{1B}[2J"
        // The least number there is has no opposite; a queue that sorts by it must not end for that.
        var other = archive
        (other.path, other.score) = ("b.asice", .max)
        let queue = DocketQueue(
            [archive, other].map { DocketEntry(archive: $0, office: OfficeRecord()) }, asOf: day)
        #expect(queue.entries.map(\.archive.path) == ["b.asice", "a.asice"])
        let text = DocketText(queue).text(TextStyle())
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" }, "\(text)")
    }

    @Test func `a hostile name reaches neither terminal nor JSON raw`() throws {
        let hostile = "Evil\u{1B}]0;owned\u{7} \u{202E}CLL \"quoted\" \u{0}"
        let collected = CollectedClaim(claim: claim(buyer: hostile))
        let text = CheckText(collected, try assessment(value: 79, uncapped: 89), isReady: false)
            .text(TextStyle())
        #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        let json = JSONReport(
            check: collected, try assessment(value: 79, uncapped: 89), result: "not-ready",
            version: "1"
        ).text()
        let root = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        #expect(((root?["claim"] as? [String: Any])?["buyer"] as? [String]) == [hostile])
        #expect(!json.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
        #expect(!json.unicodeScalars.contains("\u{202E}"))
    }

    @Test func `JSON always holds schema, tool, result, findings and error`() throws {
        let stopped = JSONReport(
            stopped: "check", by: StoppedBy(code: "file.absent", message: "no such file"),
            version: "1")
        let done = JSONReport(done: "build", written: ["x.asice"], version: "1")
        for text in [stopped.text(), done.text(isPretty: false)] {
            let root = try #require(
                JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            for key in ["schema", "tool", "result", "findings", "error"] {
                #expect(root[key] != nil, "\(key) is absent")
            }
        }
        #expect(done.text(isPretty: false).filter { $0 == "\n" }.count == 1)
        #expect(done.text().contains("\"error\" : null"))
    }

    @Test func `equal values give equal bytes`() throws {
        let collected = CollectedClaim(claim: claim())
        let one = JSONReport(
            check: collected, try assessment(value: 1, uncapped: 2), result: "x", version: "1")
        let two = JSONReport(
            check: collected, try assessment(value: 1, uncapped: 2), result: "x", version: "1")
        #expect(one.text() == two.text())
    }

    @Test func `a broken bundle names every altered entry`() {
        let entries = (1...25).map {
            EntryVerification(name: "exhibits/A-1/\($0).png", byteCount: 1, state: .altered)
        }
        let text = VerificationText(
            Verification(
                integrity: .broken, entries: entries, notChecked: ["revocation was not checked"])
        ).text(TextStyle())
        #expect(text.contains("[!!] broken"))
        #expect(text.contains("25 entries"))
        #expect(text.contains("and 5 more"))
        #expect(text.contains("revocation was not checked"))
        #expect(text.contains("no seal could be read"))
    }
}
