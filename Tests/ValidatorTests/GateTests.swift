import ClaimModel
import Testing

@testable import Validator

@Suite struct GateTests {
    static let good = ClaimRecipe.quality()

    @Test func `a complete claim passes every gate`() {
        let gates = Self.good.assessment().gates
        #expect(gates.map(\.id) == ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G10"])
        #expect(gates.allSatisfy { $0.outcome == .pass })
        #expect(gates.filter(\.isEligibility).map(\.id) == ["G1", "G2", "G4"])
    }

    // MARK: G1

    @Test(arguments: ["bank-transfer", "PayPal", "Western-Union"])
    func `payment outside the venue is not eligible`(way: String) {
        let recipe = Self.good.with {
            $0.claim.order.paidThrough = declared(way, "order.paid-through")
        }
        #expect(recipe.gate("G1")?.outcome == .fail)
        #expect(recipe.assessment().score.band == .x)
        #expect(recipe.codes().contains("payment-channel.outside"))
    }

    @Test func `payment through the venue without an exhibit is untested`() {
        #expect(Self.good.without("B-1").gate("G1")?.outcome == .untested)
    }

    @Test func `an undeclared or unknown way of payment cannot be told`() {
        #expect(
            Self.good.with { $0.claim.order.paidThrough = nil }.gate("G1")?.outcome == .cannotTell)
        let odd = Self.good.with { $0.claim.order.paidThrough = declared("barter", "x") }
        #expect(odd.gate("G1")?.outcome == .cannotTell)
    }

    // MARK: G2

    /// A claim whose only delivery is declared.
    static func delivered(_ time: String, filed: String) -> ClaimRecipe {
        good.without("B-3").with { recipe in
            recipe.claim.receipts[0].delivered = declared(clock(time, .party), "received.delivered")
            recipe.claim.filingOn = declared(day(filed), "filing-on")
            recipe.asOf = day(filed)
        }
    }

    @Test func `day 30 is inside the window and day 31 is not`() {
        let inside = Self.delivered("2026-03-01", filed: "2026-03-31")
        #expect(inside.gate("G2")?.outcome == .pass)
        #expect(
            inside.gate("G2")?.message.hasPrefix(
                "day 30 of 30, the window closes on 2026-03-31, 0 days left") == true)
        let outside = Self.delivered("2026-03-01", filed: "2026-04-01")
        #expect(outside.gate("G2")?.outcome == .fail)
        #expect(outside.assessment().score.band == .x)
        #expect(outside.codes().contains("window.closed"))
    }

    @Test func `a delivery at 23:59 in Beijing belongs to that day, one minute later to the next`()
    {
        #expect(
            Self.delivered("2026-03-01T23:59+08:00", filed: "2026-04-01").gate("G2")?.outcome
                == .fail)
        #expect(
            Self.delivered("2026-03-02T00:00+08:00", filed: "2026-04-01").gate("G2")?.outcome
                == .pass)
        #expect(
            Self.delivered("2026-03-01T15:59Z", filed: "2026-04-01").gate("G2")?.outcome == .fail)
        #expect(
            Self.delivered("2026-03-01T16:00Z", filed: "2026-04-01").gate("G2")?.outcome == .pass)
    }

    @Test func `a time without a zone leaves the last day open`() {
        let recipe = Self.delivered("2026-03-01T12:00", filed: "2026-04-01")
        #expect(recipe.gate("G2")?.outcome == .cannotTell)
        #expect(
            recipe.gate("G2")?.message.contains(
                "delivery between 2026-03-01 and 2026-03-02 Beijing time, as no zone is written")
                == true)
        #expect(recipe.gate("G2")?.message.contains("on 2026-03-01 Beijing time") == false)
    }

    @Test func `a time with a zone starts its period on one Beijing day`() {
        let message = Self.delivered("2026-03-01T12:00Z", filed: "2026-03-10").gate("G2")?.message
        #expect(message?.contains("delivery on 2026-03-01 Beijing time") == true)
    }

    @Test func `confirmed receipt starts the window before delivery does`() {
        let recipe = Self.good.with { recipe in
            recipe.claim.receipts[0].confirmed = declared(
                clock("2026-04-12", .party), "received.confirmed")
        }
        #expect(recipe.gate("G2")?.message.contains("closes on 2026-05-12") == true)
        #expect(recipe.gate("G2")?.message.contains("confirmed by the venue's own text") == true)
    }

    @Test func `a delivery the carrier records beats the declared one`() {
        let recipe = Self.good.with { recipe in
            recipe.claim.receipts[0].delivered = declared(
                clock("2026-04-13", .party), "received.delivered")
        }
        // 14:06 in Austin on the 9th is the 10th in Beijing.
        #expect(recipe.gate("G2")?.message.contains("closes on 2026-05-10") == true)
        #expect(recipe.gate("G2")?.message.contains("delivery on 2026-04-10 Beijing time") == true)
    }

    @Test
    func `without any delivery the window cannot be told, but for goods that never came it can`() {
        let recipe = Self.good.without("B-3").with { $0.claim.receipts = [] }
        #expect(recipe.gate("G2")?.outcome == .cannotTell)
        let lost = ClaimRecipe.nonDelivery()
        #expect(lost.gate("G2")?.outcome == .pass)
        #expect(lost.gate("G2")?.message.contains("the agreed day of delivery, 2026-04-10") == true)
    }

    @Test(
        arguments: [
            ("2026-05-04", nil), ("2026-05-05", "warning"), ("2026-05-07", "warning"),
            ("2026-05-08", "failure"), ("2026-05-11", nil),
        ] as [(String, String?)])
    func `a closing window is said at five days and again at two`(asOf: String, severity: String?) {
        let recipe = Self.good.with { recipe in
            recipe.asOf = day(asOf)
            recipe.claim.filingOn = nil
        }
        let finding = recipe.assessment().findings.first { $0.code == "window.closing" }
        #expect(finding?.severity.rawValue == severity)
    }

    @Test func `deadlines say what they count from and how sure that is`() {
        let deadlines = Self.good.assessment().deadlines
        #expect(deadlines.map(\.name) == ["window", "negotiation", "escalation"])
        #expect(deadlines.map(\.day) == [day("2026-05-10"), day("2026-04-17"), day("2026-04-21")])
        #expect(deadlines.map(\.daysLeft) == [26, 3, 7])
        #expect(deadlines[0].basis.contains("not confirmed"))
        #expect(deadlines[2].basis.contains("7 days (not confirmed)"))
    }

    @Test func `the window is judged on the day of judgement when that is after filing`() {
        func judged(_ asOf: String) -> ClaimRecipe { Self.good.with { $0.asOf = day(asOf) } }
        let late = judged("2026-11-26")
        #expect(late.gate("G2")?.outcome == .fail)
        #expect(
            late.gate("G2")?.message.hasPrefix(
                "the window closed on 2026-05-10, 200 days before filing on 2026-11-26") == true)
        #expect(late.outcome("C24") == .fail)
        #expect(
            judged("2026-05-11").gate("G2")?.message.contains("1 day before filing") == true)
        let early = judged("2026-04-10")
        #expect(early.gate("G2")?.outcome == .pass)
        #expect(early.gate("G2")?.message.contains("day 4 of 30") == true)
        #expect(early.gate("G2")?.message.contains("30 days left") == true)
    }

    @Test func `an agreed day that passed since the declared filing is over`() {
        let recipe = ClaimRecipe.late().with { recipe in
            recipe.claim.order.shipBy = declared(day("2026-04-20"), "order.ship-by")
        }
        #expect(recipe.outcome("C17") != .pass)
        #expect(recipe.with { $0.asOf = day("2026-04-21") }.outcome("C17") == .pass)
    }

    // MARK: G3 to G10

    @Test func `a settled dispute fails, an unanswered question cannot be told`() {
        let settled = Self.good.with {
            $0.claim.complaint?.settled = declared(true, "complaint.settled")
        }
        #expect(settled.gate("G3")?.outcome == .fail)
        #expect(settled.codes().contains("settlement.agreed"))
        #expect(
            Self.good.with { $0.claim.complaint?.settled = nil }.gate("G3")?.outcome == .cannotTell)
    }

    @Test(arguments: [
        "damage-in-transit", "transit-damage", "customs", "force-majeure", "subjective",
        "off-platform-payment", "consumable-after-use",
    ])
    func `an excluded cause is not eligible and is sent where it belongs`(cause: String) throws {
        let recipe = Self.good.with {
            $0.claim.complaint?.cause = declared(cause, "complaint.cause")
        }
        let assessment = recipe.assessment()
        #expect(assessment.gates.first { $0.id == "G4" }?.outcome == .fail)
        #expect(assessment.score.band == .x)
        let finding = try #require(assessment.findings.first { $0.code == "cause.excluded" })
        #expect(finding.remedy == ClaimRecipe.rulebook.exclusion(of: cause)?.route)
    }

    @Test func `an unknown or unnamed cause cannot be told`() {
        #expect(
            Self.good.with { $0.claim.complaint?.cause = nil }.gate("G4")?.outcome == .cannotTell)
        let odd = Self.good.with {
            $0.claim.complaint?.cause = declared("bad-luck", "complaint.cause")
        }
        #expect(odd.gate("G4")?.outcome == .cannotTell)
    }

    @Test func `goods sent to another town than agreed fail without ending eligibility`() {
        let recipe = Self.good.with { $0.read("B-3", tracking(place: "Houston, TX 77001, US")) }
        #expect(recipe.gate("G5")?.outcome == .fail)
        #expect(recipe.codes().contains("ship-to.differs"))
        #expect(recipe.assessment().score.band != .x)
    }

    @Test func `the address cannot be told without one, or without a record`() {
        #expect(Self.good.with { $0.claim.order.shipTo = nil }.gate("G5")?.outcome == .cannotTell)
        #expect(Self.good.without("B-3").gate("G5")?.outcome == .cannotTell)
        let contract = Self.good.without("B-3").with {
            $0.read("A-1", document([["Ship to", "2210 Juniper Fork Road, Austin, TX 78758"]]))
        }
        #expect(contract.gate("G5")?.outcome == .pass)
    }

    @Test(arguments: [
        ("38500.00 USD", Outcome.pass), ("38500.01 USD", .fail), ("100.00 EUR", .fail),
    ])
    func `no more is asked than was paid and covered, in the same currency`(
        asked: String, outcome: Outcome
    ) {
        let recipe = Self.good.with { $0.claim.refund?.ask = declared(money(asked), "refund.ask") }
        #expect(recipe.gate("G6")?.outcome == outcome)
    }

    @Test func `the ceiling cannot be told while paid or covered is unknown`() {
        #expect(Self.good.with { $0.claim.order.covered = nil }.gate("G6")?.outcome == .cannotTell)
        #expect(
            Self.good.without("B-1").with { $0.claim.order.paid = nil }.gate("G6")?.outcome
                == .cannotTell)
    }

    @Test
    func `used goods fail, an unanswered question cannot be told, a late shipment is not asked`() {
        let used = Self.good.with {
            $0.claim.complaint?.goodsUsed = declared(true, "complaint.goods-used")
        }
        #expect(used.gate("G7")?.outcome == .fail)
        #expect(
            Self.good.with { $0.claim.complaint?.goodsUsed = nil }.gate("G7")?.outcome
                == .cannotTell)
        #expect(ClaimRecipe.late().gate("G7")?.outcome == .inapplicable)
    }

    @Test func `the supplier must be told, and before filing`() {
        let late = Self.good.with {
            $0.claim.complaint?.toldSupplier = declared(clock("2026-04-20", .party), "complaint")
        }
        #expect(late.gate("G10")?.outcome == .fail)
        let silent = Self.good.with { $0.claim.complaint?.toldSupplier = nil }
        #expect(silent.gate("G10")?.outcome == .pass)
        #expect(silent.without("C-1").gate("G10")?.outcome == .cannotTell)
    }
}
