import ClaimModel
import Testing

@testable import Validator

/// Every check in its five outcomes, by its name in the rulebook.
@Suite struct CheckTests {
    static let good = ClaimRecipe.quality()
    static let number = ClaimRecipe.orderNumber

    // MARK: C01

    @Test func `C01 passes when exhibits beside the contract name the order`() {
        #expect(Self.good.outcome("C01") == .pass)
        #expect(Self.good.check("C01")?.isCorroborated == true)
    }

    @Test(arguments: [
        "2873 4051 6001 0294 81", "287340516001029481", "28734O516OO1O29481", "2873-40516001029481",
    ])
    func `C01 takes spaces, dashes and the letter O for no difference`(written: String) {
        let recipe = Self.good.without("B-1", "B-2", "C-1").with {
            $0.read("D-1", report(order: written))
        }
        #expect(recipe.outcome("C01") == .pass)
    }

    @Test func `C01 fails on another number and on one that differs in one place`() {
        let other = Self.good.with { $0.read("D-1", report(order: "111111111111111111")) }
        #expect(other.outcome("C01") == .fail)
        #expect(other.codes().contains("order-number.differs"))
        #expect(other.assessment().score.value == 49)
        let near = Self.good.with { $0.read("D-1", report(order: "287340516001029487")) }
        #expect(near.outcome("C01") == .fail)
        #expect(
            near.check("C01")?.message.contains("they differ in one place, perhaps misread") == true)
    }

    @Test func `C01 fails on a misread number in a chat but not on another order's`() {
        func said(_ text: String) -> ClaimRecipe {
            Self.good.with { $0.read("C-1", chat([(true, nil, text), (false, nil, "ok")])) }
        }
        #expect(said("order 28734051600102948").outcome("C01") == .fail)
        #expect(said("like order 199940516001011111").outcome("C01") == .pass)
    }

    @Test func `C01 does not find a number inside a longer one`() {
        let recipe = Self.good.without("B-1", "B-2", "D-1").with {
            $0.read("C-1", chat([(true, nil, "parcel 9\(Self.number)9")]))
        }
        #expect(recipe.outcome("C01") == .cannotTell)
    }

    @Test func `C01 cannot tell without text, is untested without the contract`() {
        let blank = Self.good.with { recipe in
            for exhibit in ["B-1", "B-2", "C-1", "D-1"] { recipe.read(exhibit, .opaque) }
        }
        #expect(blank.outcome("C01") == .cannotTell)
        #expect(blank.codes().contains("order-number.unknown"))
        #expect(Self.good.without("A-1").outcome("C01") == .untested)
        #expect(Self.good.without("A-1").codes().contains("order-number.untested"))
    }

    @Test func `a check without any reason of the claim is inapplicable and out of the sum`() throws
    {
        let late = ClaimRecipe.late().assessment()
        for id in [
            "C05", "C06", "C07", "C08", "C09", "C10", "C15", "C18", "C21", "C25", "C26", "C28",
            "C29",
        ] {
            let check = try #require(late.checks.first { $0.id == id })
            #expect(check.outcome == .inapplicable, "\(id)")
            #expect(check.weight == 0)
            #expect(!late.vector.contains(",\(id.dropFirst())="))
        }
        let quality = Self.good.assessment()
        for id in ["C12", "C13", "C15", "C17", "C18", "C29"] {
            #expect(quality.checks.first { $0.id == id }?.outcome == .inapplicable, "\(id)")
        }
        #expect(ClaimRecipe.cancellation().outcome("C16") == .inapplicable)
    }

    @Test func `a check whose exhibit the rules do not ask at this value is inapplicable`() {
        let small = ClaimRecipe.shortage().with {
            $0.claim.order.total = declared(money("4000.00 USD"), "order.total")
        }
        #expect(small.outcome("C09") == .inapplicable)
        #expect(ClaimRecipe.shortage().outcome("C09") == .pass)
        #expect(ClaimRecipe.shortage().without("D-1").outcome("C09") == .untested)
    }

    @Test func `C01 takes a short number behind a label for what it is`() {
        func ordered(_ declaredNumber: String, contract: String, receipt: String) -> ClaimRecipe {
            Self.good.with { recipe in
                recipe.claim.order.number = declared(declaredNumber, "order.number")
                recipe.read("A-1", document([["Order No:", contract]]))
                recipe.read("B-1", document([["Order No:", receipt], ["Amount", "38,500.00 USD"]]))
                recipe.read("B-2", document([["Lot", "HY2603-C-01"]]))
                recipe.read("D-1", report(order: declaredNumber))
                recipe.read("C-1", chat([(true, nil, "hello"), (false, nil, "hello")]))
            }
        }
        #expect(ordered("10457", contract: "10457", receipt: "10457").outcome("C01") == .pass)
        #expect(ordered("10457", contract: "10457 of 3 March", receipt: "1045-7").outcome("C01") == .pass)
        #expect(ordered("10457", contract: "10458", receipt: "10457").outcome("C01") == .fail)
    }

    // MARK: C02

    @Test func `C02 passes, fails on a strange payee, cannot tell, is untested`() {
        #expect(Self.good.outcome("C02") == .pass)
        let payee = Self.good.with {
            $0.read(
                "B-1", document([["Amount", "38,500.00 USD"], ["Payee", "Golden River Trading"]]))
        }
        #expect(payee.outcome("C02") == .fail)
        #expect(payee.codes().contains("seller-name.differs"))
        #expect(Self.good.with { $0.claim.supplier = nil }.outcome("C02") == .cannotTell)
        #expect(Self.good.without("B-1").outcome("C02") == .cannotTell)
        #expect(Self.good.without("A-1").outcome("C02") == .untested)
    }

    // MARK: C03

    @Test func `C03 passes when the receipt states the order's sum, or a declared part of it`() {
        #expect(Self.good.outcome("C03") == .pass)
        let part = Self.good.with { recipe in
            recipe.claim.order.paid = declared(money("11550.00 USD"), "order.paid")
            recipe.read("B-1", document([["Amount", "11,550.00 USD"]]))
        }
        #expect(part.outcome("C03") == .pass)
    }

    @Test
    func `C03 fails on another sum, on more than the total, and on a payment before the order`() {
        let other = Self.good.with { $0.read("B-1", document([["Amount", "3,850.00 USD"]])) }
        #expect(other.outcome("C03") == .fail)
        #expect(other.codes().contains("payment.differs"))
        let more = Self.good.with {
            $0.claim.order.paid = declared(money("40000.00 USD"), "order.paid")
        }
        #expect(more.outcome("C03") == .fail)
        let early = Self.good.with {
            $0.claim.order.paidOn = declared(day("2026-01-31"), "order.paid-on")
        }
        #expect(early.outcome("C03") == .fail)
    }

    @Test func `C03 cannot tell without sums and is untested without a payment exhibit`() {
        let blank = Self.good.with { recipe in
            recipe.claim.order.paid = nil
            recipe.read("B-1", .opaque)
        }
        #expect(blank.outcome("C03") == .cannotTell)
        #expect(Self.good.without("B-1").outcome("C03") == .untested)
    }

    // MARK: C04

    @Test func `C04 passes, also with freight and discount`() {
        #expect(Self.good.outcome("C04") == .pass)
        let extras = Self.good.with { recipe in
            recipe.claim.order.freight = declared(money("500.00 USD"), "order.freight")
            recipe.claim.order.discount = declared(money("100.00 USD"), "order.discount")
            recipe.claim.order.total = declared(money("38900.00 USD"), "order.total")
        }
        #expect(extras.outcome("C04") == .pass)
    }

    @Test func `C04 fails on a wrong line, a wrong total and another currency`() {
        let line = Self.good.with {
            $0.claim.order.lines[0].sum = declared(money("38000.00 USD"), "order.lines.sum")
        }
        #expect(line.outcome("C04") == .fail)
        let total = Self.good.with {
            $0.claim.order.total = declared(money("38501.00 USD"), "order.total")
        }
        #expect(total.outcome("C04") == .fail)
        #expect(total.codes().contains("order-sum.differs"))
        let currency = Self.good.with {
            $0.claim.order.lines[0].unitPrice = declared(money("7.70 EUR"), "order.lines")
        }
        #expect(currency.outcome("C04") == .fail)
    }

    @Test func `C04 fails when the contract states another total than the claim`() {
        let recipe = Self.good.with {
            $0.read("A-1", document([["Order total", "36,000.00 USD"]]))
        }
        #expect(recipe.outcome("C04") == .fail)
    }

    @Test func `C04 cannot tell without lines and is untested without the contract`() {
        #expect(Self.good.with { $0.claim.order.lines = [] }.outcome("C04") == .cannotTell)
        #expect(Self.good.without("A-1").outcome("C04") == .untested)
    }

    // MARK: C05

    @Test func `C05 passes on a measurable term in the claim or in the specification`() {
        #expect(Self.good.outcome("C05") == .pass)
        #expect(Self.good.with { $0.claim.order.terms = [] }.outcome("C05") == .pass)
    }

    @Test func `C05 fails on vague words alone and caps a quality claim at 49`() {
        let vague = Self.good.with { recipe in
            recipe.claim.order.terms = [declared("High quality, standard grade", "order.spec")]
            recipe.read("A-2", document([["优质产品，质量好"]]))
        }
        #expect(vague.outcome("C05") == .fail)
        #expect(vague.assessment().score.value == 49)
        #expect(
            vague.assessment().findings.first { $0.code == "criteria.vague" }?.message
                == "the order says only what nobody can measure, such as \"high quality\"")
    }

    @Test func `C05 takes no order number, sum or address of an order page for a promise`() {
        let page = Self.good.without("A-2").with { recipe in
            recipe.claim.order.terms = []
            recipe.read(
                "A-1",
                document([
                    ["Order number", Self.number], ["Total", "38,500.00 USD"],
                    ["Ship to", "2210 Juniper Fork Road, Austin, TX 78758"], ["Deposit", "30 %"],
                ]))
        }
        #expect(page.outcome("C05") == .fail)
    }

    @Test func `C05 cannot tell without text and is untested without contract and specification`() {
        let blank = Self.good.with { recipe in
            recipe.claim.order.terms = []
            recipe.read("A-2", .opaque)
        }
        #expect(blank.outcome("C05") == .cannotTell)
        #expect(Self.good.without("A-1", "A-2").outcome("C05") == .untested)
    }

    // MARK: C06

    @Test func `C06 passes, fails without a showing exhibit, cannot tell, is untested`() {
        #expect(Self.good.outcome("C06") == .pass)
        let unshown = Self.good.with {
            $0.claim.nonconformities[0].proof = declared(numbers: ["A-2"])
        }
        #expect(unshown.outcome("C06") == .fail)
        #expect(unshown.codes().contains("defect.unmapped"))
        #expect(Self.good.with { $0.claim.nonconformities = [] }.outcome("C06") == .cannotTell)
        #expect(Self.good.without("D-1", "E-1", "E-2", "E-3").outcome("C06") == .untested)
    }

    // MARK: C07

    @Test func `C07 passes, fails on a report that passes the goods, cannot tell, is untested`() {
        #expect(Self.good.outcome("C07") == .pass)
        let passed = Self.good.with { $0.read("D-1", report(result: .pass)) }
        #expect(passed.outcome("C07") == .fail)
        #expect(passed.assessment().score.value == 49)
        #expect(
            Self.good.with { $0.read("D-1", report(result: .pending)) }.outcome("C07")
                == .cannotTell)
        #expect(
            Self.good.with { $0.read("D-1", report(result: nil)) }.outcome("C07") == .cannotTell)
        #expect(Self.good.without("D-1").outcome("C07") == .untested)
    }

    // MARK: C08

    @Test
    func `C08 passes by lot or by consignment, fails on another lot, cannot tell, is untested`() {
        #expect(Self.good.outcome("C08") == .pass)
        let consignment = Self.good.with { recipe in
            recipe.read(
                "D-1",
                document(
                    [["Carrier", "UPS 1Z7R4W186704182938"]],
                    inspection: InspectionReport(number: read("1"))))
            recipe.read("B-2", document([["Tracking", "1Z7R4W186704182938"]]))
        }
        #expect(consignment.outcome("C08") == .pass)
        let other = Self.good.with { $0.read("D-1", report(lot: "HY2501-A-09")) }
        #expect(other.outcome("C08") == .fail)
        #expect(other.codes().contains("goods-identity.differs"))
        let short = Self.good.with { recipe in
            recipe.read("D-1", report(lot: "L12"))
            recipe.read("B-2", document([["Order number", Self.number], ["Lot", "L 12"]]))
        }
        #expect(short.outcome("C08") == .pass)
        #expect(Self.good.with { $0.read("D-1", report(lot: nil)) }.outcome("C08") == .cannotTell)
        #expect(Self.good.without("D-1").outcome("C08") == .untested)
    }

    // MARK: C09

    @Test(arguments: [
        ("2026-04-11", Outcome.pass), ("2026-04-08", .fail), ("2026-04-15", .fail),
        ("11 April 2026", .pass), ("soon", .cannotTell), ("03/04/2026", .fail),
        ("12/04/2026", .cannotTell),
    ])
    func `C09 places the report between delivery and filing`(written: String, outcome: Outcome) {
        #expect(
            Self.good.with { $0.read("D-1", report(inspected: written)) }.outcome("C09") == outcome)
    }

    @Test func `C09 cannot tell when no exhibit shows the delivery, is untested without a report`()
    {
        #expect(Self.good.without("B-3").outcome("C09") == .cannotTell)
        #expect(Self.good.without("D-1").outcome("C09") == .untested)
    }

    // MARK: C10

    @Test(arguments: [
        ("2,000", "125", Outcome.pass), ("2000 pcs", "50", .pass), ("2000", "49", .fail),
        ("6", "6", .pass), ("1", "1", .pass), ("10", "11", .fail), ("many", "125", .cannotTell),
        ("2.000 pcs", "2", .cannotTell), ("3 200 pcs", "3", .cannotTell), ("2,000", "1 25", .cannotTell),
    ])
    func `C10 compares the sample with ISO 2859-1`(lot: String, sample: String, outcome: Outcome) {
        let recipe = Self.good.with { $0.read("D-1", report(lotSize: lot, sampleSize: sample)) }
        #expect(recipe.outcome("C10") == outcome)
    }

    @Test func `C10 is untested without a report`() {
        #expect(Self.good.without("D-1").outcome("C10") == .untested)
        #expect(SamplingPlan(lotSize: 2_000).levelII == 125)
        #expect(SamplingPlan(lotSize: 3_200).levelII == 125)
        #expect(SamplingPlan(lotSize: 3_201).levelII == 200)
        #expect(SamplingPlan(lotSize: .max).levelII == 1_250)
    }

    // MARK: C11

    static func saying(_ text: String, own: Bool = true) -> ClaimRecipe {
        good.with { $0.read("C-1", chat([(own, nil, text), (!own, nil, "order \(number)")])) }
    }

    @Test(arguments: [
        "OK, we accept the new date.", "我们同意更换芯片", "这个价格不行。我们同意延期。",
        "we don't say we accept the delay. OK, we accept the delay.", "Fine to use the other chip",
    ])
    func `C11 fails when the claimant agrees`(text: String) {
        #expect(Self.saying(text).outcome("C11") == .fail)
        #expect(Self.saying(text).codes().contains("consent.given"))
    }

    @Test(arguments: [
        "we do not agree: nobody said we accept the change",
        "We will not say we agree to the change", "如果我们同意更换", "who accepts the changes",
    ])
    func `C11 passes on a sentence turned round or another one`(text: String) {
        #expect(Self.saying(text).outcome("C11") == .pass)
    }

    @Test func `C11 passes when the supplier says it, cannot tell when nobody knows who`() {
        #expect(Self.saying("we accept the change", own: false).outcome("C11") == .pass)
        let unknown = Self.good.with { recipe in
            let message = ChatMessage(
                number: 1, author: .person, sender: "Sam", text: "we accept the change")
            recipe.read(
                "C-1", .chat(ChatTranscript(format: "x", platform: "alibaba", messages: [message])))
        }
        #expect(unknown.outcome("C11") == .cannotTell)
    }

    @Test func `C11 never takes an automatic message for consent`() {
        let recipe = Self.good.with { recipe in
            let message = ChatMessage(
                number: 1, author: .automatic, isOwn: true, text: "we accept the change")
            let person = ChatMessage(number: 2, author: .person, isOwn: true, text: "hello")
            recipe.read(
                "C-1",
                .chat(
                    ChatTranscript(format: "x", platform: "alibaba", messages: [message, person])))
        }
        #expect(recipe.outcome("C11") == .pass)
    }

    @Test func `C11 cannot tell from pictures and is untested without a chat`() {
        #expect(Self.good.with { $0.read("C-1", .image(photo())) }.outcome("C11") == .cannotTell)
        #expect(Self.good.without("C-1").outcome("C11") == .untested)
    }

    // MARK: C12

    static func scanned(_ time: String?) -> ClaimRecipe {
        ClaimRecipe.late().with { $0.read("B-3", tracking(scanned: time)) }
    }

    @Test func `C12 counts Beijing days`() {
        #expect(ClaimRecipe.late().outcome("C12") == .pass)
        #expect(ClaimRecipe.late().check("C12")?.message == "shipped 2 days after 2026-03-31")
        #expect(Self.scanned("2026-03-31T23:59+08:00").outcome("C12") == .fail)
        #expect(Self.scanned("2026-04-01T00:00+08:00").outcome("C12") == .pass)
        #expect(Self.scanned("2026-03-31T17:00Z").outcome("C12") == .pass)
        #expect(Self.scanned("2026-03-30T12:00Z").codes().contains("shipment.not-late"))
    }

    @Test func `C12 does not take a printed label for a shipment`() {
        #expect(Self.scanned(nil).outcome("C12") == .pass)
        let early = Self.scanned(nil).with { recipe in
            recipe.asOf = day("2026-03-30")
            recipe.claim.filingOn = nil
        }
        #expect(early.outcome("C12") == .cannotTell)
    }

    @Test func `C12 cannot tell without the agreed day or a zone, is untested without tracking`() {
        #expect(
            ClaimRecipe.late().with { $0.claim.order.shipBy = nil }.outcome("C12") == .cannotTell)
        #expect(Self.scanned("2026-03-31T20:00").outcome("C12") == .cannotTell)
        #expect(ClaimRecipe.late().without("B-3").outcome("C12") == .untested)
        let other = ClaimRecipe.late().with { $0.read("B-3", tracking(number: "1Z000")) }
        #expect(other.outcome("C12") == .cannotTell)
    }

    /// A case with a later ship date that was agreed in the chat.
    static func amended(_ recipe: ClaimRecipe, to shipBy: String) -> ClaimRecipe {
        recipe.with {
            $0.claim.order.shipBy = declared(day("2026-03-31"), "order.ship-by")
            $0.claim.order.amendments = [
                Amendment(
                    agreed: declared(clock("2026-03-20", .party), "order.amended.agreed"),
                    shipBy: declared(day(shipBy), "order.amended.ship-by"),
                    proof: declared(numbers: ["C-1"]))
            ]
        }
    }

    /// Two consignments, scanned at these times.
    static func scannedTwice(_ first: String?, _ second: String?) -> ClaimRecipe {
        ClaimRecipe.late().with { recipe in
            recipe.claim.shipments.append(recipe.claim.shipments[0])
            recipe.claim.shipments[1].number = declared("1Z7R4W186704182947", "shipments.number")
            recipe.claim.order.shipBy = declared(day("2026-04-10"), "order.ship-by")
            recipe.read("B-3", tracking(scanned: first))
            recipe.add("B-4", [.tracking], [tracking(number: "1Z7R4W186704182947", scanned: second)])
        }
    }

    @Test(arguments: [
        ("2026-04-10T09:00+08:00", "2026-04-10T20:00", Outcome.cannotTell),
        ("2026-04-10T20:00", "2026-04-10T09:00+08:00", .cannotTell),
        ("2026-04-10T20:00", "2026-04-11T09:00+08:00", .pass),
        ("2026-04-10T09:00+08:00", "2026-04-08T20:00", .fail),
    ])
    func `C12 and C14 call goods in time only when every consignment surely was`(
        first: String, second: String, outcome: Outcome
    ) {
        let recipe = Self.scannedTwice(first, second)
        #expect(recipe.outcome("C12") == outcome)
        #expect(Self.amended(recipe, to: "2026-04-10").outcome("C14") == outcome)
    }

    @Test func `C12 and C14 cannot tell from scans that carry no time`() throws {
        guard case .tracking(var record) = tracking() else { return }
        record.shipments[0].events[1].clock = nil
        let undated = Self.scannedTwice(nil, nil).with { recipe in
            recipe.read("B-3", .tracking(record))
            record.shipments[0].number = "1Z7R4W186704182947"
            recipe.read("B-4", .tracking(record))
        }
        #expect(undated.outcome("C12") == .cannotTell)
        #expect(Self.amended(undated, to: "2026-04-10").outcome("C14") == .cannotTell)
    }

    @Test(arguments: [nil, "2026-04-10T09:00+08:00"] as [String?])
    func `C12 and C14 wait for a consignment that may still leave in time`(scanned: String?) {
        let waiting = Self.amended(Self.scannedTwice(scanned, nil), to: "2026-04-20").with { recipe in
            recipe.asOf = day("2026-04-10")
            recipe.claim.filingOn = declared(day("2026-05-01"), "filing-on")
        }
        #expect(waiting.outcome("C12") != .pass)
        #expect(waiting.outcome("C14") != .pass)
        if scanned != nil {
            #expect(waiting.outcome("C12") == .cannotTell && waiting.outcome("C14") == .cannotTell)
        }
    }

    // MARK: C13

    @Test func `C13 passes, fails, cannot tell, is untested`() {
        #expect(ClaimRecipe.late().outcome("C13") == .pass)
        let differs = ClaimRecipe.late().with {
            $0.claim.shipments[0].shipped = declared(
                clock("2026-03-30", .party), "shipments.shipped")
        }
        #expect(differs.outcome("C13") == .fail)
        #expect(differs.codes().contains("ship-date.differs"))
        #expect(Self.scanned(nil).outcome("C13") == .cannotTell)
        #expect(
            ClaimRecipe.late().with { $0.claim.shipments[0].shipped = nil }.outcome("C13")
                == .cannotTell)
        #expect(ClaimRecipe.late().without("B-3").outcome("C13") == .untested)
    }

    // MARK: C15

    static func lost(_ delivered: String?, place: String? = "Austin, TX 78758, US") -> ClaimRecipe {
        ClaimRecipe.nonDelivery().with {
            $0.read("B-3", tracking(delivered: delivered, place: place))
        }
    }

    @Test func `C15 fails on a delivery at the agreed place before filing, and on no other`() {
        #expect(ClaimRecipe.nonDelivery().outcome("C15") == .pass)
        #expect(Self.lost("2026-04-09T14:06-05:00").outcome("C15") == .fail)
        #expect(Self.lost("2026-04-09T14:06-05:00").codes().contains("delivery.recorded"))
        #expect(Self.lost("2026-04-20T14:06-05:00").outcome("C15") == .pass)
        #expect(
            Self.lost("2026-04-09T14:06-05:00", place: "Houston, TX 77001").outcome("C15") == .pass)
        #expect(Self.lost("2026-04-09T14:06-05:00", place: nil).outcome("C15") == .cannotTell)
        #expect(
            ClaimRecipe.nonDelivery().with { $0.read("B-3", .opaque) }.outcome("C15") == .cannotTell
        )
        #expect(ClaimRecipe.nonDelivery().without("B-3").outcome("C15") == .untested)
    }

    @Test(arguments: [
        ("2026-04-09T14:06-05:00", nil, Outcome.cannotTell),
        ("2026-04-09T14:06-05:00", "US", .cannotTell),
        ("2026-04-09T14:06-05:00", "Houston, TX 77001", .pass),
        ("2026-04-20T14:06-05:00", "Austin, TX 78758, US", .pass),
        ("2026-04-09T14:06-05:00", "Austin, TX 78758, US", .fail),
    ] as [(String, String?, Outcome)])
    func `C15 and C32 say the same of one delivery`(time: String, place: String?, outcome: Outcome) {
        let recipe = Self.lost(time, place: place)
        #expect(recipe.outcome("C15") == outcome)
        #expect(recipe.outcome("C32") == outcome)
    }

    // MARK: C16

    @Test(arguments: ["Spain", "ESP", "ES"])
    func `C16 and G5 give no answer for a country alone`(destination: String) {
        let recipe = Self.good.with { recipe in
            recipe.claim.order.shipTo = declared(
                "Calle Mayor 1, 28013 Madrid, Spain", "order.ship-to")
            recipe.read("B-3", tracking(place: destination, destination: nil))
        }
        #expect(recipe.outcome("C16") == .cannotTell)
        #expect(recipe.gate("G5")?.outcome == .cannotTell)
    }

    @Test func `C16 passes by postcode and by town, fails, cannot tell, is untested`() {
        #expect(Self.good.outcome("C16") == .pass)
        #expect(
            Self.good.with { $0.read("B-3", tracking(place: "AUSTIN, TX, US")) }.outcome("C16")
                == .pass)
        let elsewhere = Self.good.with { $0.read("B-3", tracking(place: "DALLAS, TX, US")) }
        #expect(elsewhere.outcome("C16") == .fail)
        #expect(elsewhere.codes().contains("destination.differs"))
        #expect(
            Self.good.with { $0.read("B-3", tracking(place: "US", destination: nil)) }.outcome(
                "C16")
                == .cannotTell)
        #expect(Self.good.with { $0.claim.order.shipTo = nil }.outcome("C16") == .cannotTell)
        #expect(Self.good.without("B-3").outcome("C16") == .untested)
    }

    // MARK: C17

    @Test func `C17 passes, fails, cannot tell, is untested`() {
        let lost = ClaimRecipe.nonDelivery()
        #expect(lost.outcome("C17") == .pass)
        let early = lost.with { recipe in
            recipe.claim.filingOn = declared(day("2026-04-10"), "filing-on")
            recipe.asOf = day("2026-04-10")
        }
        #expect(early.outcome("C17") == .fail)
        #expect(early.codes().contains("expected-date.not-reached"))
        let undated = lost.with { recipe in
            recipe.claim.order.deliverBy = nil
            recipe.claim.order.shipBy = nil
        }
        #expect(undated.outcome("C17") == .cannotTell)
        #expect(lost.without("A-1").outcome("C17") == .untested)
    }

    // MARK: C18

    @Test func `C18 passes when ordered less counted is claimed`() {
        #expect(ClaimRecipe.shortage().outcome("C18") == .pass)
    }

    @Test func `C18 fails on another number, within tolerance, on cartons that do not add up`() {
        let units = ClaimRecipe.shortage().with {
            $0.claim.refund?.heads[0].units = declared(decimal("250"), "refund.heads.units")
        }
        #expect(units.outcome("C18") == .fail)
        #expect(units.codes().contains("count.differs"))
        for (percent, outcome) in [("4", Outcome.fail), ("3.99", .pass)] {
            let recipe = ClaimRecipe.shortage().with {
                $0.claim.order.tolerance = declared(decimal(percent), "order.tolerance")
            }
            #expect(recipe.outcome("C18") == outcome)
        }
        let cartons = ClaimRecipe.shortage().with {
            $0.claim.shipments[0].cartons = declared(decimal("49"), "shipments.cartons")
        }
        #expect(cartons.outcome("C18") == .fail)
        let sheets = ClaimRecipe.shortage().with {
            $0.claim.counts[0].counted = declared(decimal("4700"), "count")
        }
        #expect(sheets.outcome("C18") == .fail)
    }

    @Test func `C18 counts the units of its own reason only`() {
        let both = ClaimRecipe.shortage().with { recipe in
            recipe.claim.reasons.append(declared(.quality, "reason"))
            var broken = head("broken boards", units: "50", price: "7.70 USD", proof: ["F-1"])
            broken.reason = declared(.quality, "refund.heads.reason")
            recipe.claim.refund?.heads[0].reason = declared(.shortage, "refund.heads.reason")
            recipe.claim.refund?.heads.append(broken)
        }
        #expect(both.outcome("C18") == .pass)
        let unnamed = both.with { $0.claim.refund?.heads[1].reason = nil }
        #expect(unnamed.outcome("C18") == .fail)
    }

    @Test func `C18 counts an excess the other way round`() {
        let over = ClaimRecipe.shortage().with { recipe in
            recipe.claim.reasons = [declared(.overage, "reason")]
            recipe.claim.receipts[0].counted = declared(decimal("5200"), "received.counted")
            recipe.claim.counts[0].counted = declared(decimal("5200"), "count")
        }
        #expect(over.outcome("C18") == .pass)
        #expect(
            ClaimRecipe.shortage().with { $0.claim.reasons = [declared(.overage, "reason")] }
                .outcome("C18") == .fail)
    }

    @Test func `C18 cannot tell without a count, is untested without count exhibits`() {
        let uncounted = ClaimRecipe.shortage().with { recipe in
            recipe.claim.counts[0].counted = nil
            recipe.claim.receipts[0].counted = nil
        }
        #expect(uncounted.outcome("C18") == .cannotTell)
        #expect(ClaimRecipe.shortage().without("F-1").outcome("C18") == .untested)
    }

    // MARK: C21

    @Test func `C21 passes, fails where a number exceeds the next, cannot tell, is untested`() {
        #expect(Self.good.outcome("C21") == .pass)
        #expect(
            Self.good.check("C21")?.message
                == "2000 affected, 2000 received, 2000 shipped, 5000 ordered")
        let more = Self.good.with {
            $0.claim.nonconformities[0].units = declared(decimal("2001"), "nonconformity.units")
        }
        #expect(more.outcome("C21") == .fail)
        #expect(more.check("C21")?.message == "2001 affected, only 2000 received")
        #expect(more.codes().contains("units.exceed"))
        #expect(Self.good.with { $0.claim.shipments = [] }.outcome("C21") == .pass)
        #expect(Self.good.with { $0.claim.receipts = [] }.outcome("C21") == .cannotTell)
        #expect(Self.good.without("A-1").outcome("C21") == .untested)
    }

    // MARK: C22

    static func asking(_ sum: String) -> ClaimRecipe {
        good.with { $0.claim.refund?.ask = declared(money(sum), "refund.ask") }
    }

    @Test func `C22 lets one unit of the currency pass and no more`() {
        #expect(Self.asking("15400.00 USD").outcome("C22") == .pass)
        #expect(Self.asking("15401.00 USD").outcome("C22") == .pass)
        #expect(Self.asking("15401.01 USD").outcome("C22") == .fail)
        #expect(Self.asking("15401.01 USD").assessment().score.caps.map(\.limit) == [79])
        #expect(Self.asking("15401.01 USD").assessment().score.value == 79)
    }

    @Test func `C22 says what is not supported, and the vector shows its cap`() throws {
        let recipe = Self.asking("35200.00 USD")
        let assessment = recipe.assessment()
        let finding = try #require(assessment.findings.first { $0.code == "amount.unsupported" })
        #expect(
            finding.message
                == "35,200.00 USD is asked, 15,400.00 USD is supported, 19,800.00 USD is not")
        #expect(assessment.vector.hasSuffix("/cap:79/79"))
        #expect(
            assessment.amounts
                == AmountSummary(
                    asked: money("35200.00 USD"), supported: money("15400.00 USD"),
                    unsupported: money("19800.00 USD"), recoverableMaximum: money("38500.00 USD"),
                    heads: [
                        AmountHead(
                            purpose: "boards that do not match", sum: money("15400.00 USD"),
                            supported: money("15400.00 USD"), exhibits: [exhibitNumber("A-1")])
                    ]))
    }

    @Test
    func `C22 does not support a head without an exhibit, with a strange one, twice, or too dear`()
    {
        func heads(_ heads: RefundHead...) -> ClaimRecipe {
            Self.good.with { recipe in
                recipe.claim.refund = Refund(
                    ask: declared(money("15400.00 USD"), "refund.ask"), heads: heads)
            }
        }
        func supported(_ recipe: ClaimRecipe) -> Money? { recipe.assessment().amounts?.supported }
        #expect(supported(heads(head("a", amount: "15400.00 USD", proof: []))) == money("0.00 USD"))
        #expect(
            supported(heads(head("a", amount: "15400.00 USD", proof: ["Z-9"]))) == money("0.00 USD")
        )
        #expect(
            supported(heads(head("a", amount: "15400.00 EUR", proof: ["A-1"]))) == money("0.00 USD")
        )
        #expect(
            supported(heads(head("a", units: "2000", price: "17.60 USD", proof: ["A-1"])))
                == money("0.00 USD"))
        let half = head("a", units: "1000", price: "7.70 USD", proof: ["A-1"])
        #expect(supported(heads(half, half)) == money("7700.00 USD"))
        let most = head("b", units: "4500", price: "7.70 USD", proof: ["A-1"])
        #expect(supported(heads(half, most)) == money("7700.00 USD"))
        #expect(heads(half, most).outcome("C22") == .fail)
    }

    @Test func `C22 does not support a head whose exhibit does not count`() {
        let recipe = Self.good.with { recipe in
            recipe.claim.refund?.heads[0].proof = declared(numbers: ["B-4"])
            recipe.add("B-4", [.amount], [])
        }
        #expect(recipe.outcome("C22") == .fail)
    }

    @Test func `C22 is untested where nothing is asked, and fails a sum without heads`() {
        let silent = Self.good.with { $0.claim.refund = nil }
        #expect(silent.outcome("C22") == .untested)
        #expect(silent.with { $0.add("B-4", [.amount]) }.outcome("C22") == .cannotTell)
        let bare = Self.good.with { $0.claim.refund?.heads = [] }
        #expect(bare.outcome("C22") == .fail)
        #expect(bare.assessment().score.value <= 79)
        #expect(bare.check("C22")?.message == "15,400.00 USD is asked, and no head says what for")
    }

    // MARK: C22, what receipts print

    static let freight = document([
        ["Air express", "1,215.00 USD"], ["Duty 2.7 % on 15,400.00 USD", "645.00 USD"],
        ["Total freight and duty", "1,860.00 USD"],
    ])

    /// The good claim with heads for money beside the boards, and a freight invoice B-4.
    static func costs(_ ask: String, _ heads: RefundHead..., reading: Reading = freight)
        -> ClaimRecipe
    {
        good.with { recipe in
            recipe.claim.refund?.ask = declared(money(ask), "refund.ask")
            recipe.claim.refund?.heads += heads
            recipe.add("B-4", [.amount], [reading])
        }
    }

    static func supported(_ recipe: ClaimRecipe) -> Money? {
        recipe.assessment().amounts?.supported
    }

    @Test func `C22 supports a head up to the sum its receipt prints`() throws {
        let fits = Self.costs("17260.00 USD", head("freight", amount: "1860.00 USD", proof: ["B-4"]))
        #expect(fits.outcome("C22") == .pass)
        #expect(Self.supported(fits) == money("17260.00 USD"))
        let typed = Self.costs(
            "35200.00 USD", head("freight", amount: "19800.00 USD", proof: ["B-4"]))
        #expect(typed.outcome("C22") == .fail)
        #expect(Self.supported(typed) == money("17260.00 USD"))
        let finding = try #require(
            typed.assessment().findings.first { $0.code == "amount.unsupported" })
        #expect(finding.message.contains("19,800.00 USD (claim.yaml, refund.heads.amount)"))
        #expect(finding.message.contains("1,860.00 USD (B-4 "))
    }

    @Test func `C22 supports nothing where every total read is above the head`() {
        let less = Self.costs("16000.00 USD", head("freight", amount: "600.00 USD", proof: ["B-4"]))
        #expect(Self.supported(less) == money("15400.00 USD"))
        let part = Self.costs("16615.00 USD", head("air", amount: "1215.00 USD", proof: ["B-4"]))
        #expect(Self.supported(part) == money("16615.00 USD"))
    }

    @Test func `C22 lets one receipt pay for one expense`() {
        let twice = Self.costs(
            "19120.00 USD", head("freight", amount: "1860.00 USD", proof: ["B-4"]),
            head("duty", amount: "1860.00 USD", proof: ["B-4"]))
        #expect(Self.supported(twice) == money("17260.00 USD"))
        let parts = Self.costs(
            "17260.00 USD", head("air", amount: "1215.00 USD", proof: ["B-4"]),
            head("duty", amount: "645.00 USD", proof: ["B-4"]))
        #expect(Self.supported(parts) == money("17260.00 USD"))
        let over = Self.costs(
            "18475.00 USD", head("all", amount: "1860.00 USD", proof: ["B-4"]),
            head("air", amount: "1215.00 USD", proof: ["B-4"]))
        #expect(Self.supported(over) == money("17260.00 USD"))
    }

    @Test func `C22 supports no sum by a photo, a video or a chat`() {
        for number in ["E-1", "E-3", "C-1", "B-3"] {
            let typed = Self.costs(
                "33340.00 USD", head("lost sales", amount: "17940.00 USD", proof: [number]))
            #expect(Self.supported(typed) == money("15400.00 USD"), "\(number)")
            #expect(typed.outcome("C22") == .fail)
        }
    }

    @Test func `C22 takes a receipt nobody read at the claimant's word, and says so`() {
        let scan = Self.costs(
            "17260.00 USD", head("freight", amount: "1860.00 USD", proof: ["B-4"]),
            reading: .image(photo()))
        #expect(scan.outcome("C22") == .pass)
        #expect(scan.check("C22")?.message.contains("B-4: named, not read") == true)
    }

    @Test func `C22 takes units times price for a typed sum when the order names no price`() {
        let typed = Self.good.with { recipe in
            recipe.claim.order.lines[0].unitPrice = nil
            recipe.claim.refund = Refund(
                ask: declared(money("19800.00 USD"), "refund.ask"),
                heads: [head("a", units: "1", price: "19800.00 USD", proof: ["E-1"])])
        }
        #expect(Self.supported(typed) == money("0.00 USD"))
    }

    @Test(arguments: ["0 USD", "-5.00 USD"])
    func `a refund of nothing is a finding and no pass`(asked: String) {
        let recipe = Self.asking(asked)
        #expect(recipe.outcome("C22") == .fail)
        #expect(recipe.outcome("C23") == .cannotTell)
        #expect(recipe.gate("G6")?.outcome == .cannotTell)
        #expect(recipe.codes().contains("amount.unsupported"))
    }

    @Test(arguments: [
        ("USD 38,500.00 paid", ["38500.00 USD"]), ("US$ 12.50 and 3.00 EUR", ["12.50 USD", "3.00 EUR"]),
        ("162.0 kg at 7.50 USD", ["7.50 USD"]), ("€ 4.00", ["4.00 EUR"]), ("5000", []),
    ])
    func `sums in a line are read with the currency beside them`(line: String, sums: [String]) {
        #expect(MoneyText.all(in: line) == sums.map(money))
    }

    // MARK: C23

    @Test func `C23 passes, fails above paid, cannot tell, is untested`() {
        #expect(Self.good.outcome("C23") == .pass)
        let above = Self.asking("38500.01 USD")
        #expect(above.outcome("C23") == .fail)
        #expect(above.codes().contains("amount-limit.exceeded"))
        let covered = Self.good.with {
            $0.claim.order.covered = declared(money("10000.00 USD"), "order.covered")
        }
        #expect(covered.outcome("C23") == .fail)
        #expect(covered.assessment().amounts?.recoverableMaximum == money("10000.00 USD"))
        #expect(Self.good.with { $0.claim.order.covered = nil }.outcome("C23") == .cannotTell)
        #expect(Self.good.without("B-1").outcome("C23") == .untested)
    }

    @Test func `C23 believes the receipt before the claim`() {
        let recipe = Self.asking("15400.00 USD").with {
            $0.read("B-1", document([["Amount", "11,550.00 USD"]]))
        }
        #expect(recipe.outcome("C23") == .fail)
        #expect(recipe.assessment().amounts?.recoverableMaximum == money("11550.00 USD"))
    }

    // MARK: C24

    @Test func `C24 weighs nothing; passes, fails, cannot tell, is untested`() {
        #expect(Self.good.outcome("C24") == .pass)
        #expect(Self.good.check("C24")?.weight == 0)
        let differs = Self.good.with {
            $0.claim.receipts[0].delivered = declared(
                clock("2026-04-12", .party), "received.delivered")
        }
        #expect(differs.outcome("C24") == .fail)
        #expect(differs.codes().contains("delivery-date.differs"))
        let local = Self.good.with {
            $0.claim.receipts[0].delivered = declared(
                clock("2026-04-09", .party), "received.delivered")
        }
        #expect(local.outcome("C24") == .pass)
        #expect(Self.good.without("B-3").outcome("C24") == .untested)
        #expect(Self.good.with { $0.read("B-3", .opaque) }.outcome("C24") == .cannotTell)
    }

    // MARK: C25 and C26

    @Test func `C25 passes, fails on editing and on another time, cannot tell, is untested`() {
        func film(_ video: VideoMetadata) -> ClaimRecipe {
            Self.good.with { $0.read("E-3", .video(video)) }
        }
        #expect(Self.good.outcome("C25") == .pass)
        var edited = video()
        edited.encoderTraces = ["Lavf58.29.100"]
        #expect(film(edited).outcome("C25") == .fail)
        #expect(film(edited).codes().contains("video.doubtful"))
        var cut = video()
        cut.tracks = [VideoTrack(kind: "video", editCount: 3)]
        #expect(film(cut).outcome("C25") == .fail)
        #expect(film(video(taken: "2026-03-01T10:00Z")).outcome("C25") == .fail)
        #expect(film(video(taken: nil)).outcome("C25") == .cannotTell)
        #expect(film(video(milliseconds: nil)).outcome("C25") == .cannotTell)
        #expect(Self.good.without("E-3").outcome("C25") == .untested)
    }

    @Test func `C25 looks at every video of every exhibit`() {
        var edited = video()
        edited.encoderTraces = ["Lavf58.29.100"]
        let second = Self.good.with { recipe in
            guard let index = recipe.exhibits.firstIndex(where: { $0.exhibit.number.description == "E-3" })
            else { return }
            recipe.exhibits[index].files.append(file("E-3", 1, .video(edited), bytes: "second"))
        }
        #expect(second.outcome("C25") == .fail)
        #expect(
            second.check("C25")?.message
                == "video file-1 was written again by a program: Lavf58.29.100")
        let early = Self.good.with {
            $0.add("E-4", [.video], [.video(video(taken: "2026-03-01T10:00Z"))], title: "earlier")
        }
        #expect(early.outcome("C25") == .fail)
        let undated = Self.good.with {
            $0.add("E-4", [.video], [.video(video(taken: nil))], title: "undated")
        }
        #expect(undated.outcome("C25") == .pass)
        let endless = Self.good.with {
            var second = video()
            second.durationMilliseconds = nil
            $0.add("E-4", [.video], [.video(second)], title: "of no known length")
        }
        #expect(endless.outcome("C25") == .cannotTell)
        let timeless = Self.good.with {
            $0.read("E-3", .video(video(taken: nil)))
            $0.add("E-4", [.video], [.video(video(taken: nil))], title: "undated")
        }
        #expect(timeless.check("C25")?.message == "none of the videos carries a time")
    }

    @Test func `C26 passes, fails on editing and on another time, cannot tell, is untested`() {
        func photographed(_ image: ImageMetadata) -> ClaimRecipe {
            Self.good.with { $0.read("E-1", .image(image)) }
        }
        #expect(Self.good.outcome("C26") == .pass)
        var edited = photo()
        edited.software = "Adobe Photoshop 25.0"
        edited.remarks = [
            Finding(code: "image.edited", severity: .warning, message: "saved by an editor")
        ]
        #expect(photographed(edited).outcome("C26") == .fail)
        #expect(photographed(photo(taken: "2025-04-09T10:00")).outcome("C26") == .fail)
        // A time without a zone may still fit.
        #expect(photographed(photo(taken: "2026-04-09T10:00")).outcome("C26") == .pass)
        let undated = Self.good.with { recipe in
            recipe.read("E-1", .image(photo(taken: nil)))
            recipe.read("E-2", .image(photo(taken: nil)))
        }
        #expect(undated.outcome("C26") == .cannotTell)
        #expect(Self.good.without("E-1", "E-2").outcome("C26") == .untested)
    }

    // MARK: C27 and C28

    @Test func `C27 passes, fails on a gap, a late start and disorder, cannot tell, is untested`() {
        func talk(_ times: String?...) -> ClaimRecipe {
            Self.good.with { recipe in
                recipe.read(
                    "C-1", chat(times.enumerated().map { ($0.offset % 2 == 0, $0.element, "…") }))
            }
        }
        #expect(Self.good.outcome("C27") == .pass)
        let days = [
            "2026-02-01T10:00Z", "2026-03-01T10:00Z", "2026-03-30T10:00Z", "2026-04-12T10:00Z",
        ]
        #expect(talk(days[0], days[1], days[2], days[3]).outcome("C27") == .pass)
        #expect(talk(days[0], days[2], days[3]).outcome("C27") == .fail)
        #expect(talk(days[1], days[2], days[3]).outcome("C27") == .fail)
        #expect(talk(days[0], days[1], days[2]).outcome("C27") == .fail)
        #expect(talk(days[0], days[2], days[1], days[3]).outcome("C27") == .fail)
        #expect(talk(days[0], days[2], days[3]).codes().contains("chat-range.gap"))
        #expect(talk(nil, nil).outcome("C27") == .cannotTell)
        #expect(Self.good.without("C-1").outcome("C27") == .untested)
    }

    @Test func `C28 passes, fails before delivery and after filing, cannot tell, is untested`() {
        func told(_ time: String) -> ClaimRecipe {
            Self.good.with {
                $0.claim.complaint?.toldSupplier = declared(clock(time, .party), "complaint")
            }
        }
        #expect(Self.good.outcome("C28") == .pass)
        #expect(told("2026-04-05").outcome("C28") == .fail)
        #expect(told("2026-04-20").outcome("C28") == .fail)
        #expect(told("2026-04-20").codes().contains("notice.late"))
        #expect(
            Self.good.with { $0.claim.complaint?.toldSupplier = nil }.outcome("C28") == .cannotTell)
        #expect(Self.good.without("C-1").outcome("C28") == .untested)
    }

    // MARK: C29

    @Test func `C29 passes, fails on the claimant's own or an early one, cannot tell, is untested`()
    {
        let good = ClaimRecipe.cancellation()
        #expect(good.outcome("C29") == .pass)
        func ended(by: String?, dated: String?) -> ClaimRecipe {
            good.without("A-3").with { $0.add("A-3", [.cancellation], dated: dated, by: by) }
        }
        #expect(ended(by: "Larkspur Devices LLC", dated: "2026-03-20").outcome("C29") == .fail)
        #expect(
            ended(by: "Shenzhen Haoyu Electronics Co., Ltd.", dated: "2026-02-01").outcome("C29")
                == .fail)
        #expect(
            ended(by: "Larkspur Devices LLC", dated: "2026-03-20").codes().contains(
                "cancellation.unfit"))
        #expect(ended(by: nil, dated: "2026-03-20").outcome("C29") == .cannotTell)
        #expect(good.without("A-3").outcome("C29") == .untested)
    }

    // MARK: C32

    @Test func `C32 passes for every complete claim`() {
        for recipe in [Self.good, .late(), .shortage(), .nonDelivery(), .cancellation()] {
            #expect(recipe.outcome("C32") == .pass, "\(recipe.claim.reasons[0].value)")
        }
    }

    @Test
    func `C32 fails on an excluded cause, another reason's cause, and facts that speak against it`()
    {
        let damage = Self.good.with {
            $0.claim.complaint?.cause = declared("damage-in-transit", "complaint.cause")
        }
        #expect(damage.outcome("C32") == .fail)
        let short = Self.good.with {
            $0.claim.complaint?.cause = declared("short-shipped", "complaint.cause")
        }
        #expect(short.outcome("C32") == .fail)
        #expect(short.codes().contains("reason.unfit"))
        #expect(Self.lost("2026-04-09T14:06-05:00").outcome("C32") == .fail)
        let whole = ClaimRecipe.shortage().with { recipe in
            recipe.claim.receipts[0].counted = declared(decimal("5000"), "received.counted")
        }
        #expect(whole.outcome("C32") == .fail)
        let shipped = ClaimRecipe.cancellation().with { $0.add("B-3", [.tracking], [tracking()]) }
        #expect(shipped.outcome("C32") == .fail)
    }

    @Test func `C32 cannot tell when the claim says too little, is untested without exhibits`() {
        let silent = Self.good.without("B-3").with { recipe in
            recipe.claim.complaint?.cause = nil
            recipe.claim.receipts = []
        }
        #expect(silent.outcome("C32") == .cannotTell)
        #expect(Self.good.with { $0.exhibits = [] }.outcome("C32") == .untested)
    }
}
