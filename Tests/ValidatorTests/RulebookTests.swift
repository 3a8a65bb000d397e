import ClaimModel
import ClaimText
import TestSupport
import Testing

@testable import Validator

@Suite struct RulebookTests {
    static let text = String(
        decoding: Rulebooks.bytes(of: "alibaba-trade-assurance") ?? [], as: UTF8.self)

    /// The problems of the built-in rulebook with one passage changed.
    static func problems(_ old: String, _ new: String) -> [TextProblem] {
        guard let range = text.firstRange(of: old) else {
            Issue.record("the rulebook does not contain \(old)")
            return []
        }
        var changed = text
        changed.replaceSubrange(range, with: new)
        do {
            _ = try Rulebook.load(bytes: Array(changed.utf8), name: "changed.yaml")
            return []
        } catch {
            #expect(error.file == "changed.yaml")
            return error.problems.problems
        }
    }

    /// The line on which a passage begins.
    static func line(of passage: String) -> Int {
        guard let range = text.firstRange(of: passage) else { return 0 }
        return text[..<range.lowerBound].count { $0 == "\n" } + 1
    }

    @Test func `the built-in rulebook is sound`() throws {
        let rulebook = ClaimRecipe.rulebook
        #expect(rulebook.identity.id == "alibaba-trade-assurance")
        #expect(!rulebook.identity.isCustom)
        #expect(
            rulebook.reasons.map(\.reason) == [
                .quality, .lateShipment, .shortage, .overage, .nonDelivery, .cancellation,
            ])
        for reason in rulebook.reasons {
            #expect(reason.rows.compactMap(\.tiers.last?.weight).reduce(0, +) == 100)
        }
        let quality = rulebook.checks.filter { $0.reasons.contains(.quality) }
        #expect(quality.reduce(0) { $0 + $1.weight } == 79)
        #expect(rulebook.checks.count == Check.all.count)
    }

    @Test func `checks and gates have codes of their own`() {
        let subjects = Check.all.map(\.subject) + Gate.all.map(\.subject)
        #expect(Set(subjects).count == subjects.count)
        #expect(Check.all.map(\.id) == Check.all.map(\.id).sorted())
    }

    @Test func `a changed rulebook is custom and carries the digest it was given`() throws {
        let digest = digest(of: "x")
        let rulebook = try Rulebook.load(
            bytes: Array((Self.text + "# mine\n").utf8), name: "mine.yaml", digest: digest)
        #expect(rulebook.identity.isCustom)
        #expect(rulebook.identity.digest == digest)
    }

    @Test func `an unknown venue has no rulebook`() throws {
        #expect(try Rulebook.load(builtIn: "nowhere") == nil)
    }

    @Test func `a misspelt key is named with its place and the nearest word`() throws {
        let problems = Self.problems("        weight: 16", "        wieght: 16")
        #expect(problems.map(\.code) == ["rulebook.key.missing", "rulebook.key.unknown"])
        let problem = try #require(problems.last)
        #expect(problem.line == Self.line(of: "        weight: 16"))
        #expect(problem.column == 9)
        #expect(problem.message == "\"wieght\" is unknown in a requirement")
        #expect(problem.remedy == "Did you mean \"weight\"")
    }

    @Test func `a number without basis is refused`() {
        let problems = Self.problems(
            "    title: goods that do not match the contract\n    basis: assumed\n",
            "    title: goods that do not match the contract\n")
        #expect(!problems.isEmpty)
        #expect(problems.allSatisfy { $0.code == "rulebook.provenance" })
        #expect(problems[0].message == "the numbers of a requirement have no basis")
    }

    @Test func `a source nobody listed is refused`() {
        let problems = Self.problems(
            "    basis: confirmed\n    source: window-faq",
            "    basis: confirmed\n    source: hearsay")
        #expect(problems.map(\.code) == ["rulebook.source.unknown"])
        #expect(problems.first?.line == Self.line(of: "    source: window-faq\n    starts:"))
        #expect(problems.first?.column == 13)
    }

    @Test func `weights that do not make 100 are refused`() {
        let problems = Self.problems(
            "      - kind: photos\n        level: required\n        weight: 10",
            "      - kind: photos\n        level: required\n        weight: 11")
        #expect(problems.map(\.message) == ["the weights of \"quality\" add up to 101, not 100"])
        #expect(problems.first?.line == Self.line(of: "  - reason: quality"))
    }

    @Test func `groups in a circle are refused`() {
        let problems = Self.problems(
            "  - group: delivery-proof\n    any-of:\n      - delivery\n",
            "  - group: one\n    any-of: two\n  - group: two\n    all-of: one\n  - group: delivery-proof\n    any-of:\n      - delivery\n"
        )
        #expect(problems.map(\.code) == ["rulebook.group.circle", "rulebook.group.circle"])
        #expect(
            problems.map(\.line) == [
                Self.line(of: "  - group: delivery-proof"),
                Self.line(of: "  - group: delivery-proof") + 2,
            ])
    }

    /// The built-in rulebook with groups in front of its own.
    static func problems(groups: String) -> [TextProblem] {
        problems("groups:\n", "groups:\n" + groups)
    }

    @Test func `a member that is named twice is refused`() {
        let problems = Self.problems(
            groups: "  - group: one\n    any-of:\n      - contract\n      - contract\n")
        #expect(problems.map(\.message) == ["member \"contract\" is here twice"])
        #expect(problems.map(\.code) == ["rulebook.twice"])
    }

    @Test func `groups lie at most eight deep in one another`() {
        func chain(_ count: Int) -> String {
            (0..<count).map { index in
                "  - group: g\(index)\n    any-of: \(index == 0 ? "contract" : "g\(index - 1)")\n"
            }.joined()
        }
        #expect(Self.problems(groups: chain(8)) == [])
        let problems = Self.problems(groups: chain(12))
        #expect(problems.map(\.code) == ["rulebook.group.depth"])
        #expect(problems.first?.message == "group \"g8\" holds groups more than 7 deep")
    }

    @Test func `groups that share their members are looked at once each`() throws {
        let layers = 8, width = 30
        let groups = (0..<layers).reversed().flatMap { layer in
            (0..<width).map { index in
                let members =
                    layer == 0 ? "      - listing\n"
                    : (0..<width).map { "      - g\(layer - 1)-\($0)\n" }.joined()
                return "  - group: g\(layer)-\(index)\n    all-of:\n" + members
            }
        }.joined()
        let changed = Self.text.replacing("groups:\n", with: "groups:\n" + groups).replacing(
            "      - kind: contract\n        level: required\n        weight: 16\n      - kind: inspection",
            with:
                "      - kind: contract\n        level: required\n        weight: 16\n        met-by: g7-0\n      - kind: inspection"
        )
        let rulebook = try Rulebook.load(bytes: Array(changed.utf8), name: "x.yaml")
        #expect(rulebook.kinds(named: "g7-0") == [.listing])
        let seconds = ProcessorTime.ofThread {
            let result = ClaimRecipe.quality().with { $0.add("A-9", [.listing]) }
                .assessment(by: rulebook).requirements.first { $0.kind == .contract }
            #expect(result?.exhibits.map(\.description) == ["A-9"])
        }
        #expect(seconds < 20)
        #expect(!rulebook.isSatisfied("g7-0", by: [.contract]))
    }

    @Test func `a list of words no rule reads is refused`() {
        let problems = Self.problems("  negations: |\n", "  consent-to-days: |\n    ok\n  negations: |\n")
        #expect(problems.map(\.code) == ["rulebook.key.unknown"])
    }

    @Test func `a check nobody wrote is refused`() {
        let problems = Self.problems("    - check: C27", "    - check: C99")
        #expect(problems.map(\.message) == ["no check \"C99\" is written"])
    }

    @Test func `an unknown kind, level, cap and a falling step are refused`() {
        #expect(
            Self.problems("needs: order-text", "needs: order-texts").map(\.code) == [
                "rulebook.kind.unknown"
            ])
        #expect(
            Self.problems(
                "        level: required\n        weight: 10",
                "        level: requird\n        weight: 10"
            ).first?.remedy == "Did you mean \"required\"")
        #expect(
            Self.problems("cap: goods-used", "cap: goods-sold").map(\.code) == ["rulebook.word"])
        #expect(
            Self.problems(
                "            level: expected\n            weight: 10",
                "            level: expected\n            weight: 0"
            ).map(\.code)
                == ["rulebook.weight"])
        #expect(
            Self.problems("value: 20000.00 USD", "value: 5000.00 USD").map(\.code) == [
                "rulebook.steps"
            ])
        #expect(
            Self.problems("value: 5000.00 USD", "value: $5,000").map(\.code) == ["rulebook.amount"])
    }

    @Test func `all problems are told at once, sorted by line`() {
        let changed = Self.text.replacing("    - check: C27", with: "    - check: C99")
            .replacing("days: 30", with: "days: thirty").replacing("code: QUAL", with: "code: qual")
        do {
            _ = try Rulebook.load(bytes: Array(changed.utf8), name: "x.yaml")
            Issue.record("accepted")
        } catch {
            let codes = error.problems.problems.map(\.code)
            #expect(
                codes == [
                    "rulebook.code", "rulebook.check.unknown", "rulebook.number", "rulebook.number",
                ] || codes == ["rulebook.code", "rulebook.check.unknown", "rulebook.number"])
            #expect(error.description.contains("x.yaml:"))
        }
    }

    @Test func `text that is no YAML is refused with its place`() {
        do {
            _ = try Rulebook.load(bytes: Array("rulebook: 1\n\tid: x\n".utf8), name: "x.yaml")
            Issue.record("accepted")
        } catch {
            #expect(error.problems.problems.first?.line == 2)
        }
    }

    @Test func `a group of all members is only partly met by one`() throws {
        let changed = Self.text
            .replacing(
                "groups:\n",
                with:
                    "groups:\n  - group: order-papers\n    all-of:\n      - contract\n      - listing\n"
            )
            .replacing(
                "      - kind: contract\n        level: required\n        weight: 16\n      - kind: inspection",
                with:
                    "      - kind: contract\n        level: required\n        weight: 16\n        met-by: order-papers\n      - kind: inspection"
            )
        let rulebook = try Rulebook.load(bytes: Array(changed.utf8), name: "x.yaml")
        let recipe = ClaimRecipe.quality()
        let one = recipe.assessment(by: rulebook).requirements.first { $0.kind == .contract }
        #expect(one?.status == .partial)
        let both = recipe.with { $0.add("A-9", [.listing]) }.assessment(by: rulebook)
        #expect(both.requirements.first { $0.kind == .contract }?.status == .met)
    }
}
