import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Validator

/// Properties over generated claims. The generator is seeded: a failure is the same tomorrow.
@Suite struct ScorePropertyTests {
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    static let bases: [ClaimRecipe] = [
        .quality(), .late(), .shortage(), .nonDelivery(), .cancellation(), .article(),
        .shortage().with {
            $0.claim.reasons = [declared(.quality, "reason"), declared(.shortage, "reason")]
        },
        .quality(units: "100"), .quality(units: "1000"),
    ]

    /// A case with some exhibits left out, some readings lost and some facts not stated.
    static func claim(_ random: inout Seeded) -> ClaimRecipe {
        var recipe = bases[Int.random(in: 0..<bases.count, using: &random)]
        recipe.exhibits.removeAll { _ in Int.random(in: 0..<5, using: &random) == 0 }
        for index in recipe.exhibits.indices where Int.random(in: 0..<5, using: &random) == 0 {
            recipe.exhibits[index].files[0].reading = .opaque
        }
        func forget(_ change: (inout Claim) -> Void) {
            if Int.random(in: 0..<8, using: &random) == 0 { change(&recipe.claim) }
        }
        forget { $0.order.total = nil }
        forget { $0.order.paid = nil }
        forget { $0.order.covered = nil }
        forget { $0.order.shipTo = nil }
        forget { $0.order.placed = nil }
        forget { $0.order.lines = [] }
        forget { $0.order.terms = [] }
        forget { $0.supplier = nil }
        forget { $0.receipts = [] }
        forget { $0.shipments = [] }
        forget { $0.complaint = nil }
        forget { $0.refund = nil }
        forget { $0.nonconformities = [] }
        forget { $0.attestation = [] }
        return recipe
    }

    /// Readings that contradict each other.
    static func contradict(_ recipe: inout ClaimRecipe, _ random: inout Seeded) {
        guard !recipe.exhibits.isEmpty else { return }
        let index = Int.random(in: 0..<recipe.exhibits.count, using: &random)
        let readings: [Reading] = [
            document([["Order number", "999999999999999999"]]),
            document([["Amount", "1.00 USD"]]), report(lot: "OTHER-1", result: .pass),
            tracking(delivered: "2026-01-01T10:00Z", place: "Houston, TX 77001, US"),
            chat([(true, "2020-01-01T10:00Z", "we accept the change")]),
            .video(video(taken: "2019-01-01T10:00Z")), .image(photo(taken: "2019-01-01T10:00Z")),
        ]
        recipe.exhibits[index].files[0].reading =
            readings[Int.random(in: 0..<readings.count, using: &random)]
    }

    @Test
    func `removing an exhibit never raises the score before caps, adding one never lowers it`() {
        var random = Seeded(state: 20_260_703)
        for round in 0..<7_000 {
            let recipe = Self.claim(&random)
            guard !recipe.exhibits.isEmpty else { continue }
            let whole = recipe.assessment()
            guard !whole.checks.contains(where: { $0.outcome == .fail }) else { continue }
            var less = recipe
            let removed = less.exhibits.remove(
                at: Int.random(in: 0..<less.exhibits.count, using: &random))
            let after = less.assessment()
            #expect(
                after.score.uncapped <= whole.score.uncapped,
                "round \(round): without \(removed.exhibit.number) \(whole.vector) becomes \(after.vector)"
            )
        }
    }

    @Test func `hiding a contradiction raises it only where a failed check named the exhibit`() {
        var random = Seeded(state: 7)
        for round in 0..<3_000 {
            var recipe = Self.claim(&random)
            Self.contradict(&recipe, &random)
            guard !recipe.exhibits.isEmpty else { continue }
            let whole = recipe.assessment()
            var less = recipe
            let removed = less.exhibits.remove(
                at: Int.random(in: 0..<less.exhibits.count, using: &random))
            let after = less.assessment()
            guard after.score.uncapped > whole.score.uncapped else { continue }
            let revealed = whole.checks.contains { check in
                check.outcome == .fail
                    && check.citations.contains { $0.place.exhibit == removed.exhibit.number }
            }
            #expect(
                revealed,
                "round \(round): without \(removed.exhibit.number) \(whole.vector) becomes \(after.vector)"
            )
        }
    }

    @Test func `the order of the exhibits does not matter`() {
        var random = Seeded(state: 3)
        for _ in 0..<200 {
            let recipe = Self.claim(&random)
            var shuffled = recipe
            shuffled.exhibits.shuffle(using: &random)
            #expect(shuffled.assessment() == recipe.assessment())
        }
    }

    @Test func `anyone recomputes the score from its vector and the rulebook`() throws {
        var random = Seeded(state: 11)
        for _ in 0..<500 {
            var recipe = Self.claim(&random)
            if Bool.random(using: &random) { Self.contradict(&recipe, &random) }
            let assessment = recipe.assessment()
            let recomputed = try #require(Self.recompute(assessment.vector))
            #expect(recomputed == assessment.score.value, "\(assessment.vector)")
        }
    }

    @Test func `a script that knows nothing of this program recomputes scores from vectors`() throws {
        var random = Seeded(state: 13)
        let names = VenueRulebookTests.names
        for name in names {
            let rulebook = try #require(try Rulebook.load(builtIn: name))
            var assessments: [Assessment] = []
            for _ in 0..<150 {
                var recipe = Self.claim(&random)
                if Bool.random(using: &random) { Self.contradict(&recipe, &random) }
                let assessment = recipe.assessment(by: rulebook)
                if !assessment.reasons.isEmpty { assessments.append(assessment) }
            }
            let tables = "Sources/Validator/Rulebooks"
            let own = "\(tables)/\(name).yaml"
            let base = rulebook.base.map { " \(tables)/\($0).yaml" } ?? ""
            let ran = try Places.inNewFolder { folder in
                let vectors = folder.appendingPathComponent("vectors")
                try Data(assessments.map { $0.vector + "\n" }.joined().utf8).write(to: vectors)
                return try Run.tool(
                    "sh",
                    ["-c", "Scripts/recompute-score \(own)\(base) < '\(vectors.path)'"],
                    in: Places.project)
            }
            #expect(ran.errors == "")
            let scores = ran.output.split(separator: "\n").map(String.init)
            #expect(scores == assessments.map { String($0.score.value) }, "\(name)")
            #expect(!scores.isEmpty)
        }
    }

    @Test func `the gain of a check's finding is the score recomputed with that check passed`() {
        var random = Seeded(state: 17)
        var compared = 0
        for _ in 0..<600 {
            var recipe = Self.claim(&random)
            Self.contradict(&recipe, &random)
            let assessment = recipe.assessment()
            for check in assessment.checks where check.weight > 0 && check.outcome != .pass {
                let code = Self.code(of: check)
                guard let finding = assessment.findings.first(where: { $0.code == code }),
                    let gain = finding.gain
                else { continue }
                var cured = assessment.checks
                for index in cured.indices where cured[index].id == check.id {
                    cured[index].outcome = .pass
                }
                let score = Self.score(assessment, checks: cured)
                #expect(
                    gain == score - assessment.score.value,
                    "\(code): \(assessment.vector) gain \(gain), recomputed \(score)")
                compared += 1
            }
        }
        #expect(compared > 1_000)
    }

    @Test func `the gain of a missing exhibit is the score recomputed with that requirement met`() {
        var random = Seeded(state: 19)
        var compared = 0
        for _ in 0..<1_500 {
            var recipe = Self.claim(&random)
            if Bool.random(using: &random) { Self.contradict(&recipe, &random) }
            let assessment = recipe.assessment()
            for row in assessment.requirements where row.status != .met {
                let code = "evidence.\(row.kind.rawValue).\(row.status.rawValue)"
                guard let gain = assessment.findings.first(where: { $0.code == code })?.gain else {
                    Issue.record("\(code) states no gain")
                    continue
                }
                // Met in full, with the checks that wait for this kind and nothing else.
                var rows = assessment.requirements
                for index in rows.indices where rows[index].kind == row.kind {
                    rows[index].status = .met
                }
                let waiting = Self.waiting(for: row.kind, recipe, assessment)
                var cured = assessment.checks
                for index in cured.indices where waiting.contains(cured[index].id) {
                    cured[index].outcome = .pass
                }
                let score = Self.score(
                    assessment, rows: rows, checks: cured,
                    promised: row.kind == .contract || row.kind == .spec)
                #expect(
                    gain == score - assessment.score.value,
                    "\(code): \(assessment.vector) gain \(gain), recomputed \(score)")
                compared += 1
            }
        }
        #expect(compared > 5_000)
    }

    /// The checks that an exhibit of a kind alone would let pass: those that lack it, judged again
    /// one by one.
    private static func waiting(
        for kind: ExhibitKind, _ recipe: ClaimRecipe, _ assessment: Assessment
    ) -> Set<String> {
        let facts = CaseFacts(recipe.collected, rulebook: ClaimRecipe.rulebook, asOf: recipe.asOf)
        var found: Set<String> = []
        for result in assessment.checks where result.outcome != .pass && result.outcome != .inapplicable {
            guard let rule = ClaimRecipe.rulebook.checks.first(where: { $0.id == result.id }),
                let check = Check.all.first(where: { $0.id == result.id })
            else { continue }
            let asked = assessment.requirements.map(\.kind)
            let absent = rule.needs.filter { name in
                !ClaimRecipe.rulebook.kinds(named: name).contains {
                    facts.has($0) || !facts.cited(for: $0).isEmpty
                }
            }
            let lacking =
                absent.isEmpty
                ? check.judge(facts).repairedBy
                : absent.compactMap { name in
                    let kinds = ClaimRecipe.rulebook.kinds(named: name)
                    return kinds.first(where: asked.contains) ?? kinds.first
                }
            if lacking == [kind] { found.insert(result.id) }
        }
        return found
    }

    @Test func `leaving out the heads of the sum asked lifts no cap`() {
        var random = Seeded(state: 23)
        for round in 0..<500 {
            let recipe = Self.claim(&random)
            guard recipe.claim.refund?.ask != nil else { continue }
            let whole = recipe.assessment()
            let bare = recipe.with { $0.claim.refund?.heads = [] }.assessment()
            #expect(
                bare.score.value <= whole.score.value,
                "round \(round): without heads \(whole.vector) becomes \(bare.vector)")
        }
    }

    private static func code(of check: CheckResult) -> String {
        let rule = Check.all.first { $0.id == check.id }
        let word =
            switch check.outcome {
            case .fail: rule?.trouble ?? ""
            case .cannotTell: "unknown"
            case .untested: "untested"
            case .pass, .inapplicable: ""
            }
        return (rule?.subject ?? "") + "." + word
    }

    /// The score of requirements and checks by the tables of 4.2, written down a second time.
    private static func score(
        _ assessment: Assessment, rows: [RequirementResult]? = nil, checks: [CheckResult],
        promised: Bool = false
    ) -> Int {
        let rulebook = ClaimRecipe.rulebook
        let rows = rows ?? assessment.requirements
        let earned = rows.reduce(0) { $0 + $1.weight * $1.status.halfSteps }
        let possible = max(1, rows.reduce(0) { $0 + $1.weight * 2 })
        let scored = checks.filter { $0.outcome != .inapplicable }
        let passed = scored.reduce(0) { $0 + ($1.outcome == .pass ? $1.weight : 0) }
        let total = max(1, scored.reduce(0) { $0 + $1.weight })
        let plain = (65 * earned * total + 35 * passed * possible) / (possible * total)
        func failed(_ id: String) -> Bool { checks.contains { $0.id == id && $0.outcome == .fail } }
        let critical = rulebook.checks.filter(\.isCritical)
        var caps = [100]
        let missing = rows.count { $0.level == .required && $0.status.halfSteps == 0 }
        if missing > 0 { caps.append(missing == 1 ? 64 : 49) }
        if critical.contains(where: { failed($0.id) }) { caps.append(49) }
        if assessment.reasons.contains(.quality), failed("C05") { caps.append(49) }
        if failed("C22") || failed("C23") { caps.append(79) }
        let untested = critical.filter { rule in
            checks.contains { $0.id == rule.id && $0.outcome == .untested }
        }
        let needed = untested.flatMap(\.needs).flatMap { rulebook.kinds(named: $0) }
        if rows.contains(where: {
            $0.level == .expected && $0.status.halfSteps == 0 && needed.contains($0.kind)
        }) { caps.append(79) }
        // Caps no check lifts stand in the assessment.
        for cap in assessment.score.caps
        where cap.reason.contains("goods were used")
            || cap.reason.contains("outside the venue") && !promised
        {
            caps.append(cap.limit)
        }
        return min(plain, caps.min() ?? 100)
    }

    @Test func `no gain leads above 100 or below nothing`() {
        var random = Seeded(state: 5)
        for _ in 0..<500 {
            var recipe = Self.claim(&random)
            Self.contradict(&recipe, &random)
            let assessment = recipe.assessment()
            for finding in assessment.findings {
                let gain = finding.gain ?? 0
                #expect(gain >= 0 && assessment.score.value + gain <= 100, "\(finding.code)")
            }
        }
    }

    /// The score of a vector, from the weights in the rulebook's tables alone.
    static func recompute(_ vector: String) -> Int? {
        let parts = vector.split(separator: "/").map(String.init)
        guard parts.count >= 8, parts[0] == "CP1", let tier = Int(parts[3].dropFirst()) else {
            return nil
        }
        let rulebook = ClaimRecipe.rulebook
        let codes = parts[1].split(separator: "+").map(String.init)
        let reasons = rulebook.reasons.filter { codes.contains($0.code) }
        let steps = rulebook.valueSteps
        func weight(_ kind: String) -> Int {
            reasons.flatMap(\.rows).filter { $0.kind.rawValue == kind }.map { row in
                row.tiers.last { step in
                    step.above.map { above in (steps.firstIndex(of: above) ?? 9) + 2 <= tier }
                        ?? true
                }?.weight ?? 0
            }.max() ?? 0
        }
        func pairs(_ text: String) -> [(String, String)] {
            text.dropFirst(2).split(separator: ",").map {
                let pair = $0.split(separator: "=").map(String.init)
                return (pair[0], pair[1])
            }
        }
        var earned = 0
        var possible = 0
        for (kind, steps) in pairs(parts[4]) {
            earned += weight(kind) * (Int(steps) ?? 0)
            possible += weight(kind) * 2
        }
        var passed = 0
        var asked = 0
        for (number, letter) in pairs(parts[5]) {
            let weight = rulebook.checks.first { $0.id == "C" + number }?.weight ?? 0
            asked += weight
            passed += letter == "P" ? weight : 0
        }
        let below = max(possible, 1) * max(asked, 1)
        let score = (65 * earned * max(asked, 1) + 35 * passed * max(possible, 1)) / below
        let caps = parts[6].dropFirst(4).split(separator: ",").compactMap { Int($0) }
        return min(score, caps.min() ?? 100)
    }
}
