import ClaimModel
import Testing

@testable import Validator

/// The rulebooks of all venues.
@Suite struct VenueRulebookTests {
    static let names = [
        "alibaba-trade-assurance", "card", "dhgate", "generic", "paypal", "wire-transfer",
    ]

    @Test func `these rulebooks come with the program`() {
        #expect(Rulebooks.builtIn.map(\.name) == Self.names)
    }

    @Test(arguments: names)
    func `a shipped rulebook has no mistake, and every number has a basis and a listed source`(
        name: String
    ) throws {
        let rulebook = try #require(try Rulebook.load(builtIn: name))
        #expect(rulebook.identity.id == name)
        #expect(!rulebook.identity.isCustom)
        let listed = Set(rulebook.sources.map(\.id))
        var numbers: [Provenance] = rulebook.reasons.flatMap(\.rows).flatMap(\.tiers).map(\.provenance)
        numbers += rulebook.checks.map(\.provenance) + rulebook.caps.map(\.provenance)
        numbers += rulebook.limits.map(\.provenance) + rulebook.deadlines.map(\.provenance)
        numbers += rulebook.deadlines.flatMap(\.starts).map(\.provenance)
        numbers += rulebook.exclusions.map(\.provenance) + rulebook.admissibility.rules.map(\.provenance)
        #expect(numbers.allSatisfy { listed.contains($0.source) })
        for reason in rulebook.reasons {
            #expect(reason.rows.compactMap(\.tiers.last?.weight).reduce(0, +) == 100)
        }
    }

    @Test(arguments: [
        ("paypal", [Reason.quality, .shortage, .nonDelivery]),
        ("wire-transfer", [.quality, .shortage, .lateShipment, .nonDelivery]),
        ("card", [.quality, .shortage, .nonDelivery, .cancellation]),
        ("dhgate", [.quality, .shortage, .nonDelivery]),
    ])
    func `a venue takes up these reasons`(name: String, reasons: [Reason]) throws {
        let rulebook = try #require(try Rulebook.load(builtIn: name))
        #expect(rulebook.reasons.map(\.reason) == reasons)
    }

    @Test func `PayPal's window is 180 days from payment and its dispute lives 20 days`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "paypal"))
        let deadlines = ClaimRecipe.quality().assessment(by: rulebook).deadlines
        #expect(deadlines.map(\.name) == ["window", "escalation"])
        #expect(deadlines.map(\.day) == [day("2026-08-04"), day("2026-05-04")])
        #expect(deadlines[0].basis.contains("payment on 2026-02-05"))
    }

    @Test func `damage in transit is a reason for PayPal and a card, not for the platform`() throws {
        let recipe = ClaimRecipe.quality().with {
            $0.claim.complaint?.cause = declared("damage-in-transit", "complaint.cause")
        }
        for (name, outcome) in [
            ("paypal", Outcome.pass), ("card", .pass), ("alibaba-trade-assurance", .fail),
        ] {
            let rulebook = try #require(try Rulebook.load(builtIn: name))
            let gate = recipe.assessment(by: rulebook).gates.first { $0.id == "G4" }
            #expect(gate?.outcome == outcome, "\(name)")
        }
    }

    @Test func `a wire needs the bank's own trace and a clause on law`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "wire-transfer"))
        var recipe = ClaimRecipe.quality().with {
            $0.claim.order.paidThrough = declared("bank-transfer", "order.paid-through")
        }
        func status(_ kind: ExhibitKind) -> RequirementResult.Status? {
            recipe.assessment(by: rulebook).requirements.first { $0.kind == kind }?.status
        }
        #expect(status(.payment) == .partial && status(.contract) == .partial)
        recipe.read("B-1", document([["MT103", "38,500.00 USD"], ["Amount", "38,500.00 USD"]]))
        recipe.claim.order.terms.append(declared("Disputes: arbitration by CIETAC", "order.spec"))
        #expect(status(.payment) == .met && status(.contract) == .met)
    }

    @Test func `the bank waits 15 days for goods that have not come`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "card"))
        let recipe = ClaimRecipe.nonDelivery().with {
            $0.claim.order.paidThrough = declared("visa", "order.paid-through")
            $0.claim.order.paidOn = declared(day("2026-04-05"), "order.paid-on")
            $0.claim.order.deliverBy = declared(day("2026-04-10"), "order.deliver-by")
        }
        let check = recipe.assessment(by: rulebook).checks.first { $0.id == "C17" }
        #expect(check?.outcome == .fail)
        #expect(check?.message.contains("until 2026-04-20") == true)
    }

    @Test func `the bank waits 15 days after the goods went back`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "card"))
        let kept = ClaimRecipe.quality().with {
            $0.claim.order.paidThrough = declared("visa", "order.paid-through")
        }
        #expect(!kept.assessment(by: rulebook).deadlines.contains { $0.name == "wait" })
        let returned = kept.with { recipe in
            recipe.add("H-1", [.return], title: "return receipt", dated: "2026-04-20")
            recipe.add("H-2", [.return], title: "second return receipt", dated: "2026-04-22")
        }
        let wait = returned.assessment(by: rulebook).deadlines.first { $0.name == "wait" }
        #expect(wait?.day == day("2026-05-07"))
        #expect(wait?.basis.contains("the return on 2026-04-22") == true)
    }

    @Test func `talk in any channel is evidence where no platform decides`() throws {
        let rulebook = try #require(try Rulebook.load(builtIn: "wire-transfer"))
        let assessment = AdmissibilityTests.moved().assessment(by: rulebook)
        #expect(assessment.requirements.first { $0.kind == .chat }?.status == .met)
    }
}
