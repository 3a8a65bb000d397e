import ClaimModel
import Testing

@testable import Validator

/// The gates and checks that ask about later agreements, levels, weights, the statement and clocks.
@Suite struct LaterCheckTests {
    static let late = ClaimRecipe.late()
    static let short = ClaimRecipe.shortage()
    static let good = ClaimRecipe.quality()

    static func paypal(_ change: (inout ClaimRecipe) -> Void = { _ in }) throws -> Assessment {
        let rulebook = try #require(try Rulebook.load(builtIn: "paypal"))
        return good.with {
            $0.claim.order.paidThrough = declared("paypal", "order.paid-through")
            $0.claim.order.resale = declared(false, "order.resale")
            $0.claim.complaint?.claimedElsewhere = declared(false, "complaint.claimed-elsewhere")
            change(&$0)
        }.assessment(by: rulebook)
    }

    static func amended(_ day: String?, agreed: String?) -> ClaimRecipe {
        late.with {
            $0.claim.order.amendments.append(
                Amendment(
                    agreed: agreed.map { declared(clock($0, .party), "order.amended.agreed") },
                    shipBy: day.map { declared(ValidatorTests.day($0), "order.amended.ship-by") },
                    proof: declared(numbers: ["C-1"])))
        }
    }

    // MARK: G8, G9

    @Test func `goods bought to sell on are not eligible at a venue for end users`() throws {
        let kept = try Self.paypal()
        #expect(kept.gates.first { $0.id == "G8" }?.outcome == .pass)
        #expect(kept.score.band != .x)
        let sold = try Self.paypal { $0.claim.order.resale = declared(true, "order.resale") }
        #expect(sold.gates.first { $0.id == "G8" }?.outcome == .fail)
        #expect(sold.score.band == .x)
        #expect(sold.findings.first?.code == "resale.excluded")
        let silent = try Self.paypal { $0.claim.order.resale = nil }
        #expect(silent.gates.first { $0.id == "G8" }?.outcome == .cannotTell)
    }

    @Test func `money claimed elsewhere too fails the gate of venues that end such claims`() throws {
        #expect(try Self.paypal().gates.first { $0.id == "G9" }?.outcome == .pass)
        let twice = try Self.paypal {
            $0.claim.complaint?.claimedElsewhere = declared(true, "complaint.claimed-elsewhere")
        }
        #expect(twice.gates.first { $0.id == "G9" }?.outcome == .fail)
        #expect(twice.score.band == .x)
        let silent = try Self.paypal { $0.claim.complaint?.claimedElsewhere = nil }
        #expect(silent.gates.first { $0.id == "G9" }?.outcome == .cannotTell)
    }

    // MARK: C14

    @Test func `C14 passes without a later agreement and when the goods missed the later day too`() {
        #expect(Self.late.outcome("C14") == .pass)
        let missed = Self.amended("2026-04-01", agreed: "2026-03-20")
        #expect(missed.outcome("C14") == .pass)
        #expect(missed.outcome("C12") == .pass)
    }

    @Test func `C14 fails when the goods left in time by the latest agreed day`() {
        let moved = Self.amended("2026-04-05", agreed: "2026-03-20")
        #expect(moved.outcome("C14") == .fail)
        #expect(moved.outcome("C12") == .fail)
        #expect(moved.codes().contains("agreed-day.extended"))
        #expect(moved.assessment().score.value <= 49)
    }

    @Test func `the latest amendment wins, whatever their order`() {
        var twice = Self.amended("2026-04-05", agreed: "2026-03-10")
        twice.claim.order.amendments.append(
            Self.amended("2026-04-01", agreed: "2026-03-25").claim.order.amendments[0])
        #expect(twice.outcome("C14") == .pass)
        twice.claim.order.amendments.reverse()
        #expect(twice.outcome("C14") == .pass)
    }

    @Test func `C14 cannot tell without a day, is untested without the order, inapplicable to quality`() {
        #expect(Self.late.with { $0.claim.order.shipBy = nil }.outcome("C14") == .cannotTell)
        #expect(Self.late.without("A-1").outcome("C14") == .untested)
        #expect(Self.good.outcome("C14") == .inapplicable)
    }

    // MARK: C19

    @Test(arguments: [CountLevel.pieces, .innerPacks, .salesUnits])
    func `C19 passes when the level is named`(level: CountLevel) {
        let recipe = Self.short.with {
            $0.claim.complaint?.countedIn = declared(level, "complaint.counted-in")
        }
        #expect(recipe.outcome("C19") == .pass)
    }

    @Test func `C19 fails when pieces are called cartons`() {
        let recipe = Self.short.with {
            $0.claim.complaint?.countedIn = declared(.cartons, "complaint.counted-in")
        }
        #expect(recipe.outcome("C19") == .fail)
        #expect(recipe.codes().contains("count-level.wrong"))
    }

    @Test func `C19 cannot tell without a level, is untested without a count`() {
        #expect(Self.short.with { $0.claim.complaint?.countedIn = nil }.outcome("C19") == .cannotTell)
        let uncounted = Self.short.without("F-1").with { $0.claim.counts = [] }
        #expect(uncounted.outcome("C19") == .untested)
        #expect(Self.good.outcome("C19") == .inapplicable)
    }

    // MARK: C20

    @Test func `C20 passes when the billed weight is that of the counted pieces`() {
        #expect(Self.short.outcome("C20") == .pass)
    }

    @Test func `C20 fails when the weight is that of the full order`() {
        // 5,000 units would weigh 290 kg: the supplier's answer to the claim.
        let full = Self.short.with {
            $0.claim.shipments[0].billedWeight = declared(
                decimal("290"), "shipments.billed-weight")
        }
        #expect(full.outcome("C20") == .fail)
        #expect(full.codes().contains("weight.contradicts"))
    }

    @Test(arguments: [("278", Outcome.pass), ("277.9", .fail), ("282", .pass), ("282.1", .fail)])
    func `C20 allows two kilograms of rounding`(weight: String, outcome: Outcome) {
        let recipe = Self.short.with {
            $0.claim.shipments[0].billedWeight = declared(
                decimal(weight), "shipments.billed-weight")
        }
        #expect(recipe.outcome("C20") == outcome)
    }

    @Test func `C20 cannot tell without weights, is untested without an exhibit of them`() {
        let unweighed = Self.short.with { $0.claim.shipments[0].unitWeight = nil }
        #expect(unweighed.outcome("C20") == .cannotTell)
        #expect(Self.short.without("F-2").outcome("C20") == .untested)
        #expect(Self.late.outcome("C20") == .inapplicable)
    }

    // MARK: C30, C31

    static func stating(_ text: String) -> ClaimRecipe {
        good.with { $0.claim.complaint?.statement = declared(text, "complaint.statement") }
    }

    @Test func `C30 passes when the statement names every exhibit a required kind rests on`() {
        #expect(Self.stating("See A-1, B-2, D-1, E-1.").outcome("C30") == .pass)
    }

    @Test func `C30 fails on an exhibit that is not there and on silence about a required one`() {
        let ghost = Self.stating("See A-1, B-2, D-1, E-1 and Z-9.")
        #expect(ghost.outcome("C30") == .fail)
        #expect(ghost.check("C30")?.message.contains("Z-9") == true)
        #expect(Self.stating("See A-1.").outcome("C30") == .fail)
        #expect(Self.good.outcome("C30") == .cannotTell)
    }

    @Test func `C31 passes, and fails on a photo of next month or an exhibit dated after filing`() {
        #expect(Self.good.outcome("C31") == .pass)
        let photo = Self.good.with {
            $0.read("E-1", .image(ValidatorTests.photo(taken: "2026-05-20T10:00-05:00")))
        }
        #expect(photo.outcome("C31") == .fail)
        #expect(photo.codes().contains("clock.future"))
        let dated = Self.good.with { $0.add("E-9", [.photos], dated: "2026-05-01") }
        #expect(dated.outcome("C31") == .fail)
    }

    @Test func `C31 asks for the day of judgement, not for a later day of filing`() {
        let planned = Self.good.with { recipe in
            recipe.claim.filingOn = declared(day("2026-05-14"), "filing-on")
            recipe.add("E-9", [.photos], [.image(photo())], title: "dated ahead", dated: "2026-05-01")
        }
        #expect(planned.outcome("C31") == .fail)
        #expect(planned.check("C31")?.message == "dated after 2026-04-14")
    }

    @Test func `C31 cannot tell when a time has no zone`() {
        let floating = Self.good.with {
            $0.read("E-1", .image(ValidatorTests.photo(taken: "2026-04-09T14:31")))
        }
        #expect(floating.outcome("C31") == .cannotTell)
    }

    // MARK: Before shipment

    @Test func `goods still at the factory need neither delivery nor video`() {
        let recipe = Self.good.without("B-3", "E-3").with {
            $0.claim.complaint?.beforeShipment = declared(true, "complaint.before-shipment")
        }
        let kinds = recipe.assessment().requirements.map(\.kind)
        #expect(!kinds.contains(.delivery) && !kinds.contains(.video))
        #expect(recipe.assessment().vector.hasPrefix("CP1/QUAL+PARTIAL+PRESHIP/ATA/"))
        // A scan by the carrier shows the claim to be wrong: then both are asked for.
        let scanned = Self.good.with {
            $0.claim.complaint?.beforeShipment = declared(true, "complaint.before-shipment")
        }
        #expect(scanned.assessment().requirements.contains { $0.kind == .delivery })
    }
}
