import ClaimModel
import Testing

@testable import Validator

@Suite struct ScoreTests {
    @Test func `the worked example has evidence 62 of 100 and coherence 35 of 79`() {
        let assessment = ClaimRecipe.article().assessment()
        #expect(assessment.score.evidenceEarned == 124)
        #expect(assessment.score.evidencePossible == 200)
        #expect(assessment.score.coherenceEarned == 35)
        #expect(assessment.score.coherencePossible == 79)
        let outcomes = assessment.checks.filter { $0.outcome != .inapplicable && $0.weight > 0 }
            .map { "\($0.id) \($0.outcome.rawValue)" }
        #expect(
            outcomes == [
                "C01 cannot-tell", "C02 cannot-tell", "C03 untested", "C04 pass", "C05 pass",
                "C06 pass", "C07 pass", "C08 cannot-tell", "C09 cannot-tell", "C10 cannot-tell",
                "C11 pass", "C16 untested", "C21 pass", "C22 fail", "C23 cannot-tell",
                "C25 untested", "C26 cannot-tell", "C27 cannot-tell", "C28 pass", "C32 pass",
            ])
    }

    @Test func `the worked example scores 55, band D, with two caps that do not bind`() {
        let assessment = ClaimRecipe.article().assessment()
        #expect(assessment.score.value == 55)
        #expect(assessment.score.band == .d)
        #expect(assessment.score.caps.map(\.limit) == [64, 79])
        #expect(assessment.amounts?.supported == money("15400.00 USD"))
        #expect(assessment.amounts?.unsupported == money("19800.00 USD"))
        #expect(
            assessment.vector
                == "CP1/QUAL+PARTIAL/ATA/T3/E:contract=2,inspection=2,photos=2,chat=2,"
                + "nonconformity=1,identity=0,delivery=0,amount=1,payment=0,video=0,"
                + "shipping-documents=0,notice=2,sample=1,listing=0,return=0/C:01=?,02=?,03=U,04=P,"
                + "05=P,06=P,07=P,08=?,09=?,10=?,11=P,16=U,21=P,22=F,23=?,25=U,26=?,27=?,28=P,32=P"
                + "/cap:64,79/55")
    }

    @Test func `the worked example says what each repair would bring`() {
        let findings = ClaimRecipe.article().assessment().findings
        let table = [
            ("evidence.delivery.missing", 8), ("evidence.identity.missing", 7),
            ("evidence.payment.missing", 7), ("evidence.amount.partial", 4),
            ("evidence.video.missing", 4), ("evidence.nonconformity.partial", 3),
            ("order-number.unknown", 3), ("evidence.shipping-documents.missing", 2),
            ("sample-size.unknown", 2), ("seller-name.unknown", 2),
        ]
        print("gains of the worked example, caps included")
        for (code, gain) in table {
            let finding = findings.first { $0.code == code }
            print("  +\(finding?.gain.map(String.init) ?? "?") \(code)")
            #expect(finding?.gain == gain, "\(code)")
        }
        #expect(findings.compactMap(\.gain) == findings.compactMap(\.gain).sorted(by: >))
    }

    /// Delivery, payment, receipts, packing list, names and dates: what can be had at a desk.
    static func deskWork(packingList: Bool) -> ClaimRecipe {
        ClaimRecipe.article().with { recipe in
            let number = ClaimRecipe.orderNumber
            recipe.claim.order.shipTo = declared("Austin, TX 78758, US", "order.ship-to")
            recipe.claim.order.paid = recipe.claim.order.total
            recipe.claim.order.paidOn = declared(day("2026-02-05"), "order.paid-on")
            recipe.claim.refund = Refund(
                ask: declared(money("15400.00 USD"), "refund.ask"),
                heads: [head("defective units", units: "2000", price: "7.70 USD", proof: ["A-1"])])
            recipe.claim.shipments = [
                Shipment(
                    quantity: declared(decimal("2000"), "shipments"),
                    cartons: declared(decimal("20"), "shipments"))
            ]
            recipe.add("B-3", [.tracking, .delivery], [tracking()])
            recipe.add(
                "B-1", [.payment],
                [
                    document([
                        ["Amount", "38,500.00 USD"], ["Order number", number],
                        ["Payee", "Shenzhen Haoyu Electronics Co., Ltd."],
                    ])
                ])
            if packingList {
                recipe.add("B-2", [.shippingDocuments])
            }
            recipe.read(
                "D-1",
                document(
                    [
                        ["Supplier", "Shenzhen Haoyu Electronics Co., Ltd."],
                        ["Order No.", number],
                    ],
                    inspection: InspectionReport(
                        body: read("SGS"), number: read("1"), inspected: read("2026-04-12"),
                        result: read(.fail))))
            recipe.read("E-1", .image(photo(taken: "2026-04-10T10:00-05:00")))
            recipe.read(
                "C-1",
                chat([
                    (false, "2026-02-01T10:00+08:00", "thank you for order \(number)"),
                    (false, "2026-03-01T10:00+08:00", "production runs"),
                    (false, "2026-03-25T10:00+08:00", "packing"),
                    (true, "2026-04-10T10:00-05:00", "nobody asked us about a substitution"),
                ]))
        }
    }

    @Test func `desk work lifts the worked example to 82`() {
        let assessment = Self.deskWork(packingList: true).assessment()
        #expect(assessment.score.evidenceEarned == 160)
        #expect(assessment.score.coherenceEarned == 69)
        #expect(assessment.score.value == 82)
        #expect(assessment.score.band == .b)
    }

    @Test func `without the packing list it would be 80 and is capped to 64`() {
        let assessment = Self.deskWork(packingList: false).assessment()
        #expect(assessment.score.uncapped == 80)
        #expect(assessment.score.value == 64)
    }

    @Test func `with identity, nonconformity and sampling it is 93`() {
        let assessment = Self.deskWork(packingList: true).with { recipe in
            recipe.claim.nonconformities[1].promised = declared("168 MHz", "nonconformity")
            recipe.add(
                "E-4", [.identity], [document([["Lot", "L-2026-77"]])], title: "marks",
                dated: "2026-04-09")
            recipe.read(
                "D-1",
                document(
                    [
                        ["Supplier", "Shenzhen Haoyu Electronics Co., Ltd."],
                        ["Order No.", ClaimRecipe.orderNumber],
                    ],
                    inspection: InspectionReport(
                        body: read("SGS"), number: read("1"), inspected: read("2026-04-12"),
                        lot: read("L-2026-77"), lotSize: read("2000"), sampleSize: read("125"),
                        result: read(.fail))))
        }.assessment()
        #expect(assessment.score.value == 93)
        #expect(assessment.score.band == .a)
    }

    @Test func `a claim about which nothing is known scores nothing`() {
        let claim = Claim(
            venue: declared(Venue("alibaba-trade-assurance"), "venue"),
            reasons: [declared(.quality, "reason")],
            order: Order(number: declared("1", "order.number")))
        for reason in Reason.allCases {
            var recipe = ClaimRecipe(claim: claim)
            recipe.claim.reasons = [declared(reason, "reason")]
            let assessment = recipe.assessment()
            #expect(assessment.score.value == 0)
            #expect(assessment.score.uncapped == 0)
            #expect(assessment.score.band == .f)
        }
    }

    @Test func `a complete and consistent claim is ready to file`() {
        let score = ClaimRecipe.quality().assessment().score
        #expect(score.caps.isEmpty)
        #expect(score.coherenceEarned == score.coherencePossible)
        // Only sample, listing and return are not there: 4 of 100.
        #expect(score.evidenceEarned == 192)
        #expect(score.value == 97)
        #expect(score.band == .a)
    }

    @Test(arguments: [
        ("5000.00", "T1", 4), ("5000.01", "T2", 10), ("20000.00", "T2", 10), ("20000.01", "T3", 16),
    ])
    func `an order value strictly above a step is in the next tier`(
        value: String, tier: String, weight: Int
    ) {
        let assessment = ClaimRecipe.quality(units: "1", price: value + " USD").assessment()
        #expect(assessment.requirements.first { $0.kind == .inspection }?.weight == weight)
        #expect(assessment.vector.contains("/\(tier)/"))
    }

    @Test func `an unknown order value is asked as much as the highest`() {
        let recipe = ClaimRecipe.quality().with { $0.claim.order.total = nil }
        #expect(recipe.assessment().vector.contains("/T3/"))
        #expect(recipe.codes().contains("order-value.unknown"))
    }

    @Test func `a declared value below what the contract states lowers nothing`() {
        let recipe = ClaimRecipe.quality().with { recipe in
            recipe.claim.order.total = declared(money("4000.00 USD"), "order.total")
            recipe.read("A-1", document([["Order total", "38,500.00 USD"]]))
        }
        #expect(recipe.assessment().vector.contains("/T3/"))
    }

    @Test func `one required kind missing caps at 64, two at 49`() {
        let one = ClaimRecipe.quality().without("D-1").assessment().score
        #expect(one.caps.map(\.limit) == [64])
        #expect(one.caps[0].reason == "required and missing: inspection")
        let two = ClaimRecipe.quality().without("D-1", "E-1", "E-2").assessment().score
        #expect(two.caps.map(\.limit) == [49])
    }

    @Test func `goods that were used cap at 49`() {
        let score = ClaimRecipe.quality().with {
            $0.claim.complaint?.goodsUsed = declared(true, "complaint.goods-used")
        }.assessment().score
        #expect(score.value == 49)
        #expect(score.uncapped == 97)
    }

    @Test func `an expected chat that is left out caps a quality claim at 79 and is named`() {
        let score = ClaimRecipe.quality().without("C-1").assessment().score
        #expect(score.caps.map(\.limit) == [79])
        #expect(score.caps[0].reason.contains("chat"))
    }

    @Test func `a promise quoted from talk outside the venue caps at 64`() {
        let recipe = ClaimRecipe.quality().with { recipe in
            recipe.add("C-2", [.chatOffPlatform])
            recipe.claim.complaint?.promisedAt = declared("C-2 message 3", "complaint.promised-at")
        }
        #expect(recipe.assessment().score.caps.map(\.limit) == [64])
    }

    @Test func `a claim that is not eligible is X with the number it would have`() {
        let assessment = ClaimRecipe.quality().with {
            $0.claim.order.paidThrough = declared("bank-transfer", "order.paid-through")
        }.assessment()
        #expect(assessment.score.band == .x)
        #expect(assessment.score.value == 97)
        #expect(assessment.vector.hasSuffix("/97/X"))
    }

    @Test func `several reasons are judged by the union of their tables`() {
        let recipe = ClaimRecipe.shortage().with {
            $0.claim.reasons = [declared(.quality, "reason"), declared(.shortage, "reason")]
        }
        let assessment = recipe.assessment()
        let weights = Dictionary(
            uniqueKeysWithValues: assessment.requirements.map { ($0.kind, $0.weight) })
        #expect(weights[.video] == 9)
        #expect(weights[.inspection] == 16)
        #expect(weights[.count] == 14)
        #expect(assessment.requirements.first { $0.kind == .shippingDocuments }?.level == .required)
        #expect(assessment.vector.hasPrefix("CP1/QUAL+SHORT+PARTIAL/"))
        #expect(recipe.codes().contains("reason.several"))
    }

    @Test func `facts of two exhibits make confidence, typed facts do not`() {
        let score = ClaimRecipe.quality().assessment().score
        #expect((score.corroboratedPercent ?? 0) > 30)
        #expect(score.declaredOnlyFacts > 0)
        #expect(
            ClaimRecipe.order(.quality).assessment().score.corroboratedPercent == nil)
    }
}
