import ClaimModel
import Testing

@testable import Validator

/// What the founding article says of cover, exclusions, limits and tips, scenario by scenario: the
/// names of the tests are its words, cut where a sentence runs on.
@Suite struct ArticleTests {
    static let good = ClaimRecipe.quality()

    static func caused(_ cause: String, _ recipe: ClaimRecipe = good) -> Assessment {
        recipe.with { $0.claim.complaint?.cause = declared(cause, "complaint.cause") }.assessment()
    }

    static func overage() -> ClaimRecipe {
        ClaimRecipe.shortage().with { recipe in
            recipe.claim.reasons = [declared(.overage, "reason")]
            recipe.claim.complaint?.cause = declared("over-shipped", "complaint.cause")
            recipe.claim.counts[0].counted = declared(decimal("5200"), "count")
            recipe.claim.receipts[0].counted = declared(decimal("5200"), "received.counted")
            recipe.claim.receipts[0].quantity = declared(decimal("5200"), "received.quantity")
        }
    }

    static func isTaken(_ assessment: Assessment) -> Bool {
        assessment.score.band != .x && !assessment.reasons.isEmpty
    }

    // MARK: Covered scenarios

    @Test func `Supplier fails to ship by the expected ship date`() {
        let late = ClaimRecipe.late()
        #expect(Self.isTaken(late.assessment()))
        #expect(late.check("C12")?.message == "shipped 2 days after 2026-03-31")
        // 23:59 in Beijing on the last day is in time, a minute later is not.
        let last = late.with { $0.read("B-3", tracking(scanned: "2026-03-31T23:59+08:00")) }
        #expect(last.outcome("C12") == .fail)
        let after = late.with { $0.read("B-3", tracking(scanned: "2026-04-01T00:00+08:00")) }
        #expect(after.outcome("C12") == .pass)
        // The same minute on a clock in Texas is still the 31st there, and the 1st in Beijing.
        let texas = late.with { $0.read("B-3", tracking(scanned: "2026-03-31T11:00-05:00")) }
        #expect(texas.outcome("C12") == .pass)
    }

    @Test func `Product quality does not match contract specifications`() {
        #expect(Self.isTaken(Self.good.assessment()))
        #expect(Self.good.outcome("C05") == .pass)
        #expect(Self.good.outcome("C07") == .pass)
    }

    @Test func `Wrong quantity shipped (shortage or overage beyond agreed tolerance)`() {
        let short = ClaimRecipe.shortage()
        #expect(Self.isTaken(short.assessment()))
        #expect(short.outcome("C18") == .pass)
        let over = Self.overage()
        #expect(Self.isTaken(over.assessment()))
        #expect(over.outcome("C18") == .pass)
        for recipe in [short, over] {
            let tolerated = recipe.with {
                $0.claim.order.tolerance = declared(decimal("4"), "order.tolerance")
            }
            #expect(tolerated.outcome("C18") == .fail)
            #expect(tolerated.check("C18")?.message.contains("within the tolerance") == true)
        }
    }

    @Test func `Goods not delivered at all`() {
        #expect(Self.isTaken(ClaimRecipe.nonDelivery().assessment()))
        #expect(ClaimRecipe.nonDelivery().outcome("C15") == .pass)
    }

    @Test func `Supplier cancels after order confirmation`() {
        #expect(Self.isTaken(ClaimRecipe.cancellation().assessment()))
        #expect(ClaimRecipe.cancellation().outcome("C29") == .pass)
        let before = ClaimRecipe.cancellation().with {
            $0.claim.order.confirmed = declared(clock("2026-03-25", .party), "order.confirmed")
        }
        #expect(before.outcome("C29") == .fail)
    }

    // MARK: NOT covered scenarios

    @Test(arguments: [
        ("force-majeure", "ask the supplier for proof"), ("customs", "customs broker"),
        ("damage-in-transit", "notify the carrier and your insurer"),
        ("subjective", "find the clause"), ("off-platform-payment", "ask your bank"),
        ("consumable-after-use", "claim for the unused part"),
    ])
    func `NOT Covered Scenarios are named, explained and sent to the right place, without a score`(
        cause: String, route: String
    ) {
        let assessment = Self.caused(cause)
        #expect(assessment.score.band == .x)
        #expect(assessment.vector.hasSuffix("/X"))
        let first = assessment.findings.first
        #expect(first?.code == "cause.excluded")
        #expect(first?.remedy?.contains(route) == true)
    }

    @Test
    func `Natural disasters, government actions, pandemics, or other uncontrollable events are excluded`() {
        #expect(Self.caused("force-majeure").gates.first { $0.id == "G4" }?.outcome == .fail)
    }

    @Test
    func `“I don’t like the color shade” is not a valid claim unless the contract specified the exact Pantone code and it was violated`()
    {
        let taste = Self.good.with { recipe in
            recipe.claim.order.terms = [declared("nice blue, high quality", "order.spec")]
            recipe.read("A-2", document([["3.1", "colour", "nice blue"]]))
            recipe.claim.complaint?.promised = declared("nice blue", "complaint.promised")
        }
        #expect(taste.outcome("C05") == .fail)
        #expect(taste.assessment().score.value <= 49)
        let measurable = taste.with {
            $0.claim.order.terms = [declared("Pantone 286 C", "order.spec")]
        }
        #expect(measurable.outcome("C05") == .pass)
    }

    @Test func `Damages caused during shipping — You must negotiate shipping insurance separately`() {
        let damage = Self.caused("damage-in-transit")
        #expect(damage.findings.first?.remedy?.contains("insurer") == true)
        // Packing that broke the contract is the supplier's.
        #expect(Self.isTaken(Self.caused("inadequate-packing")))
    }

    @Test func `If your goods are seized or delayed by your country’s customs, Trade Assurance does not apply`() {
        for word in ["customs", "customs-seizure", "customs-delay"] {
            #expect(Self.caused(word).score.band == .x)
        }
    }

    @Test(arguments: ["wire-transfer", "paypal", "western-union", "wechat-pay"])
    func `Any payment made outside the Alibaba platform forfeits protection entirely`(
        way: String
    ) {
        let paid = Self.good.with {
            $0.claim.order.paidThrough = declared(way, "order.paid-through")
        }.assessment()
        #expect(paid.score.band == .x)
        #expect(paid.gates.first?.outcome == .fail)
    }

    @Test func `Claims must be filed upon inspection; defects discovered after you have started using or processing the goods may be rejected`() {
        #expect(Self.caused("consumable-after-use").score.band == .x)
        let used = Self.good.with {
            $0.claim.complaint?.goodsUsed = declared(true, "complaint.goods-used")
        }
        #expect(used.assessment().score.value == 49)
    }

    // MARK: Limits

    @Test(arguments: [
        ("2026-05-09", Outcome.pass, 1), ("2026-05-10", .pass, 0), ("2026-05-11", .fail, -1),
    ])
    func `typically 30 days from the expected delivery date or actual delivery date`(
        filing: String, outcome: Outcome, left: Int
    ) {
        // Delivered on 9 April at 14:06 in Austin: the 10th in Beijing.
        let recipe = Self.good.with {
            $0.claim.filingOn = declared(day(filing), "filing-on")
            $0.asOf = day(filing)
        }
        #expect(recipe.gate("G2")?.outcome == outcome)
        let window = recipe.assessment().deadlines.first { $0.name == "window" }
        #expect(window?.day == day("2026-05-10"))
        #expect(window?.daysLeft == left)
        #expect(window?.basis.contains("Beijing time") == true)
        #expect(window?.basis.contains("not confirmed") == true)
    }

    @Test func `the designated claim window (typically 30 days after delivery or the expected delivery date)`() {
        let window = ClaimRecipe.nonDelivery().assessment().deadlines.first { $0.name == "window" }
        #expect(window?.day == day("2026-05-10"))
        #expect(window?.basis.contains("the agreed day of delivery, 2026-04-10") == true)
        #expect(window?.basis.contains("from one article, not confirmed") == true)
    }

    @Test func `Trade Assurance coverage is not unlimited. Alibaba applies a per-order cap`() {
        let capped = Self.good.with {
            $0.claim.order.covered = declared(money("10000.00 USD"), "order.covered")
        }
        #expect(capped.gate("G6")?.outcome == .fail)
        #expect(capped.assessment().amounts?.recoverableMaximum == money("10000.00 USD"))
        #expect(capped.assessment().score.value <= 79)
    }

    @Test(arguments: [
        ("5000.00 USD", "4", "helpful"), ("5000.01 USD", "10", "expected"),
        ("20000.00 USD", "10", "expected"), ("20000.01 USD", "16", "required"),
    ])
    func `For orders above $5,000, consider a third-party inspection; for orders above $20,000, pre-shipment inspection should be non-negotiable`(
        total: String, weight: String, level: String
    ) throws {
        let recipe = Self.good.with {
            $0.claim.order.total = declared(money(total), "order.total")
        }
        let row = try #require(
            recipe.assessment().requirements.first { $0.kind == .inspection })
        #expect(String(row.weight) == weight)
        #expect(row.level.rawValue == level)
    }

    @Test func `Off-platform messages (WeChat, WhatsApp, email) are generally inadmissible`() {
        for platform in ["wechat", "whatsapp", "email"] {
            let recipe = Self.good.with { recipe in
                recipe.exhibits.removeAll { $0.exhibit.number.description == "C-1" }
                recipe.add(
                    "C-2", [.chat], [chat([(true, nil, "hello"), (false, nil, "hi")], platform: platform)],
                    dated: "2026-04-13")
            }
            #expect(AdmissibilityTests.standing("C-2", in: recipe) == .needsAcknowledgement)
            #expect(recipe.status(.chat) == .weak)
        }
    }

    @Test func `Goods shipped to the address specified in the order contract`() {
        let elsewhere = Self.good.with {
            $0.read(
                "B-3", tracking(place: "Houston, TX 77001, US", destination: "Houston, TX 77001, US"))
        }
        #expect(elsewhere.gate("G5")?.outcome == .fail)
        #expect(elsewhere.outcome("C16") == .fail)
    }

    @Test func `you can appeal by submitting additional evidence within a specified appeal window (usually 7 days)`() {
        #expect(!Self.good.assessment().deadlines.contains { $0.name == "appeal" })
        let decided = Self.good.with {
            $0.claim.complaint?.decided = declared(day("2026-05-20"), "complaint.decided")
        }
        let appeal = decided.assessment().deadlines.first { $0.name == "appeal" }
        #expect(appeal?.day == day("2026-05-27"))
        #expect(appeal?.basis.contains("from one article, not confirmed") == true)
    }

    // MARK: Tips

    @Test(arguments: ["high quality", "standard grade"])
    func `Do not rely on vague descriptions like “high quality” or “standard grade”`(words: String) {
        let vague = Self.good.with { recipe in
            recipe.claim.order.terms = [declared(words, "order.spec")]
            recipe.read("A-2", document([[words]]))
            recipe.claim.complaint?.promised = declared(words, "complaint.promised")
        }
        #expect(vague.outcome("C05") == .fail)
        #expect(vague.assessment().score.value <= 49)
    }

    @Test(arguments: [
        "Material: 304 stainless steel, 1.2 mm", "Tolerance ±0.1 mm", "Colour RAL 5015",
        "MCU at 168 MHz", "Defect rate ≤2%",
    ])
    func `Include measurable criteria`(term: String) {
        let recipe = Self.good.with {
            $0.claim.order.terms = [declared(term, "order.spec")]
            $0.read("A-2", document([["see the order"]]))
        }
        #expect(recipe.outcome("C05") == .pass)
    }

    @Test func `Film an Unboxing Video`() {
        let finding = Self.good.without("E-3").assessment().findings.first {
            $0.code == "evidence.video.missing"
        }
        #expect(finding?.effort == .notRepairable)
        #expect(finding?.remedy?.contains("still sealed") == true)
    }

    @Test func `The supplier was ordered to refund $35,200 — covering the defective units (2,000 × $7.70∕unit) plus shipping costs`() {
        let amounts = ClaimRecipe.article().assessment().amounts
        #expect(amounts?.unsupported == money("19800.00 USD"))
        #expect(amounts?.heads.map(\.objection) == [nil, "it names no exhibit"])
        #expect(ClaimRecipe.article().codes().contains("amount.head.forgotten"))
    }

    @Test func `Does Trade Assurance work for sample orders? Yes`() {
        #expect(Self.isTaken(ClaimRecipe.quality(units: "10").assessment()))
    }

    // MARK: Rules and questions

    @Test func `Off-platform transactions, private wire transfers, or PayPal payments made outside the Alibaba order system are not protected`()
    {
        let direct = ClaimRecipe.quality().with {
            $0.claim.order.paidThrough = declared("direct wire to the supplier's bank", "order.paid-through")
        }
        #expect(direct.gate("G1")?.outcome != .pass)
    }

    @Test func `The supplier must upload tracking information before this deadline`() {
        // What the supplier uploaded counts for nothing until the carrier has the parcel.
        let label = ClaimRecipe.late().with {
            $0.read("B-3", tracking(scanned: "2026-04-05T10:00+08:00"))
        }
        #expect(label.outcome("C12") == .pass)
    }

    @Test func `Can I get a refund if the supplier ships late? Yes. The amount depends on the delay duration`() {
        let late = ClaimRecipe.late().with {
            $0.read("B-3", tracking(scanned: "2026-04-11T10:00+08:00"))
        }
        #expect(late.check("C12")?.message == "shipped 11 days after 2026-03-31")
    }

    @Test func `Does Trade Assurance cover shipping damage? No`() {
        #expect(Self.caused("damage-in-transit").gates.first { $0.id == "G4" }?.outcome == .fail)
    }

    @Test func `What is the maximum amount Trade Assurance can cover? There is no fixed maximum across all suppliers`() {
        // The order's own cover decides; where it is not known no number is made up: what was
        // paid is the most, and the gate says that it cannot tell.
        let unknown = Self.good.with { $0.claim.order.covered = nil }
        #expect(unknown.gate("G6")?.outcome == .cannotTell)
        #expect(unknown.assessment().amounts?.recoverableMaximum == money("38500.00 USD"))
    }

    @Test func `Missing this window forfeits your protection`() {
        let missed = Self.good.with {
            $0.claim.filingOn = declared(day("2026-05-11"), "filing-on")
            $0.asOf = day("2026-05-11")
        }.assessment()
        #expect(missed.score.band == .x)
        #expect(missed.findings.first?.code.hasPrefix("window.") == true)
    }
}
