import ClaimModel

extension ClaimRecipe {
    /// Parties and an order of 5,000 units at 7.70, nothing else.
    static func order(_ reason: Reason, units: String = "5000", price: String = "7.70 USD")
        -> ClaimRecipe
    {
        let unitPrice = money(price)
        let quantity = decimal(units)
        guard let sum = unitPrice.amount.multiplied(by: quantity) else { fatalError("too large") }
        let total = Money(sum, unitPrice.currency)
        return ClaimRecipe(
            claim: Claim(
                venue: declared(Venue("alibaba-trade-assurance"), "venue"),
                reasons: [declared(reason, "reason")],
                filingOn: declared(day("2026-04-14"), "filing-on"),
                buyer: Party(name: declared("Larkspur Devices LLC", "buyer.name")),
                supplier: Party(
                    name: declared("深圳市皓宇电子有限公司", "supplier.name"),
                    latinName: declared(
                        "Shenzhen Haoyu Electronics Co., Ltd.", "supplier.latin-name")),
                order: Order(
                    number: declared(orderNumber, "order.number"),
                    placed: declared(clock("2026-02-03T10:12+08:00", .party), "order.placed"),
                    confirmed: declared(clock("2026-02-04", .party), "order.confirmed"),
                    shipBy: declared(day("2026-03-31"), "order.ship-by"),
                    deliverBy: declared(day("2026-04-10"), "order.deliver-by"),
                    shipTo: declared(
                        "2210 Juniper Fork Road, Suite 4, Austin, TX 78758, US", "order.ship-to"),
                    total: declared(total, "order.total"), paid: declared(total, "order.paid"),
                    paidOn: declared(day("2026-02-05"), "order.paid-on"),
                    paidThrough: declared("alibaba-trade-assurance", "order.paid-through"),
                    covered: declared(total, "order.covered"),
                    lines: [
                        OrderLine(
                            item: declared("PCB assembly", "order.lines"),
                            quantity: declared(quantity, "order.lines.quantity"),
                            unitPrice: declared(unitPrice, "order.lines.unit-price"),
                            sum: declared(total, "order.lines.sum"))
                    ],
                    terms: [
                        declared("Microcontroller MX7-407VG, 168 MHz core clock", "order.spec"),
                        declared("Defect rate ≤ 2 %", "order.spec"),
                    ])))
    }

    /// A quality claim in which everything is there and agrees.
    static func quality(units: String = "5000", price: String = "7.70 USD") -> ClaimRecipe {
        var recipe = order(.quality, units: units, price: price)
        recipe.claim.shipments = [
            Shipment(
                number: declared("1Z7R4W186704182938", "shipments.number"),
                carrier: declared("UPS", "shipments.carrier"),
                shipped: declared(clock("2026-03-30", .party), "shipments.shipped"),
                quantity: declared(decimal("2000"), "shipments.quantity"),
                cartons: declared(decimal("20"), "shipments.cartons"),
                perCarton: declared(decimal("100"), "shipments.per-carton"))
        ]
        recipe.claim.receipts = [
            Receipt(
                quantity: declared(decimal("2000"), "received.quantity"),
                delivered: declared(clock("2026-04-09T14:06-05:00", .party), "received.delivered"))
        ]
        recipe.claim.complaint = Complaint(
            promised: declared("MX7-407VG, 168 MHz", "complaint.promised"),
            promisedAt: declared("A-2 section 3.1", "complaint.promised-at"),
            delivered: declared("MX5-303VC, 118 MHz", "complaint.delivered"),
            toldSupplier: declared(
                clock("2026-04-10T09:12-05:00", .party), "complaint.told-supplier"),
            toldAt: declared("C-1 message 5", "complaint.told-at"),
            goodsUsed: declared(false, "complaint.goods-used"),
            cause: declared("substituted-component", "complaint.cause"),
            settled: declared(false, "complaint.settled"))
        recipe.claim.refund = Refund(
            ask: declared(money("15400.00 USD"), "refund.ask"),
            heads: [
                head("boards that do not match", units: "2000", price: "7.70 USD", proof: ["A-1"])
            ])
        recipe.claim.nonconformities = [
            Nonconformity(
                clause: declared("section 3.1", "nonconformity.clause"),
                promised: declared("MX7-407VG", "nonconformity.promised"),
                measured: declared("MX5-303VC", "nonconformity.measured"),
                units: declared(decimal("2000"), "nonconformity.units"),
                proof: declared(numbers: ["A-2", "D-1", "E-1"]))
        ]
        recipe.claim.attestation = Attestation.Question.allCases.map {
            Attestation(question: $0, answer: declared(true, "attest"))
        }
        recipe.add(
            "A-1", [.contract], title: "order page", dated: "2026-02-03", channel: "platform")
        recipe.add(
            "A-2", [.spec],
            [
                document([
                    ["3.1", "Microcontroller", "MX7-407VG"], ["3.2", "Core clock", "168 MHz"],
                ])
            ])
        recipe.add(
            "B-1", [.payment],
            [
                document([
                    ["Order number", orderNumber], ["Amount", "38,500.00 USD"],
                    ["Payee", "Shenzhen Haoyu Electronics Co., Ltd."],
                ])
            ], title: "payment receipt", dated: "2026-02-05")
        recipe.add(
            "B-2", [.shippingDocuments],
            [
                document([
                    ["Order number", orderNumber], ["Lot", "HY2603-C-01"],
                    ["Seller", "Shenzhen Haoyu Electronics Co., Ltd."],
                ])
            ], dated: "2026-03-30")
        recipe.add("B-3", [.tracking, .delivery], [tracking()])
        recipe.add(
            "C-1", [.chat, .notice],
            [
                chat([
                    (true, "2026-01-19T10:00-06:00", "we need the MX7-407VG"),
                    (false, "2026-02-10T10:00+08:00", "production has started"),
                    (true, "2026-03-05T10:00-06:00", "any news?"),
                    (false, "2026-03-30T10:00+08:00", "shipped today"),
                    (true, "2026-04-10T09:12-05:00", "wrong controller on order \(orderNumber)"),
                    (false, "2026-04-11T10:00+08:00", "the chip was out of stock"),
                ])
            ], dated: "2026-04-13", channel: "platform")
        recipe.add(
            "D-1", [.inspection, .nonconformity], [report()], title: "inspection report",
            dated: "2026-04-12", by: "Northgate Inspection")
        recipe.add(
            "E-1", [.photos], [.image(photo())], title: "opened carton", dated: "2026-04-09")
        recipe.add(
            "E-2", [.identity, .photos], [.image(photo(taken: "2026-04-09T14:14-05:00"))],
            title: "sealed cartons", dated: "2026-04-09")
        recipe.add("E-3", [.video], [.video(video())], title: "opening", dated: "2026-04-09")
        return recipe
    }

    /// A claim for goods shipped on 2 April, agreed for 31 March.
    static func late() -> ClaimRecipe {
        var recipe = quality()
        recipe.claim.reasons = [declared(.lateShipment, "reason")]
        recipe.claim.complaint?.cause = declared("shipped-late", "complaint.cause")
        recipe.claim.shipments[0].shipped = declared(
            clock("2026-04-02", .party), "shipments.shipped")
        recipe.read("B-3", tracking(scanned: "2026-04-02T09:00+08:00"))
        return recipe
    }

    /// 5,000 ordered, 4,800 counted.
    static func shortage() -> ClaimRecipe {
        var recipe = quality()
        recipe.claim.reasons = [declared(.shortage, "reason")]
        recipe.claim.complaint?.cause = declared("short-shipped", "complaint.cause")
        recipe.claim.nonconformities = []
        recipe.claim.shipments[0].quantity = declared(decimal("5000"), "shipments.quantity")
        recipe.claim.shipments[0].cartons = declared(decimal("50"), "shipments.cartons")
        recipe.claim.receipts[0].quantity = declared(decimal("4800"), "received.quantity")
        recipe.claim.receipts[0].counted = declared(decimal("4800"), "received.counted")
        recipe.claim.counts = [
            CartonCount(
                carton: declared("1-50", "count.carton"),
                declared: declared(decimal("5000"), "count"),
                counted: declared(decimal("4800"), "count"), proof: declared(numbers: ["F-1"]))
        ]
        recipe.claim.refund = Refund(
            ask: declared(money("1540.00 USD"), "refund.ask"),
            heads: [head("missing boards", units: "200", price: "7.70 USD", proof: ["F-1"])])
        recipe.add(
            "F-1", [.count], title: "tally sheets", dated: "2026-04-10", by: "Dana Whitfield")
        recipe.add("F-2", [.weight], title: "scale photos", dated: "2026-04-10")
        recipe.claim.complaint?.countedIn = declared(.pieces, "complaint.counted-in")
        // 4,800 units of 0.05 kg and 50 cartons of 0.8 kg weigh 280 kg.
        recipe.claim.shipments[0].unitWeight = declared(decimal("0.05"), "shipments.unit-weight")
        recipe.claim.shipments[0].cartonWeight = declared(
            decimal("0.8"), "shipments.carton-weight")
        recipe.claim.shipments[0].billedWeight = declared(
            decimal("280.5"), "shipments.billed-weight")
        return recipe
    }

    /// Nothing arrived.
    static func nonDelivery() -> ClaimRecipe {
        var recipe = quality()
        recipe.claim.reasons = [declared(.nonDelivery, "reason")]
        recipe.claim.complaint?.cause = declared("not-delivered", "complaint.cause")
        recipe.claim.receipts = []
        recipe.claim.nonconformities = []
        recipe.exhibits.removeAll {
            ["D-1", "E-1", "E-2", "E-3"].contains($0.exhibit.number.description)
        }
        recipe.read("B-3", tracking(delivered: nil))
        recipe.add("B-5", [.carrierLetter], dated: "2026-04-13", by: "UPS")
        return recipe
    }

    /// The supplier ended the order on 20 March.
    static func cancellation() -> ClaimRecipe {
        var recipe = order(.cancellation)
        recipe.claim.complaint = Complaint(
            cause: declared("cancelled-by-supplier", "complaint.cause"),
            settled: declared(false, "complaint.settled"))
        recipe.claim.refund = Refund(
            ask: declared(money("38500.00 USD"), "refund.ask"),
            heads: [head("the order", amount: "38500.00 USD", proof: ["A-1"])])
        recipe.add("A-1", [.contract], dated: "2026-02-03")
        recipe.add(
            "A-3", [.cancellation], dated: "2026-03-20", by: "Shenzhen Haoyu Electronics Co., Ltd.")
        recipe.add(
            "B-1", [.payment], [document([["Amount", "38,500.00 USD"]])], dated: "2026-02-05")
        return recipe
    }

    /// Only what the article of the worked example states.
    static func article() -> ClaimRecipe {
        var recipe = order(.quality)
        recipe.claim.order.paid = nil
        recipe.claim.order.paidOn = nil
        recipe.claim.order.shipTo = nil
        recipe.claim.receipts = [
            Receipt(
                quantity: declared(decimal("2000"), "received.quantity"),
                delivered: declared(clock("2026-04-09", .party), "received.delivered"))
        ]
        recipe.claim.complaint = Complaint(
            delivered: declared("a slower microcontroller", "complaint.delivered"),
            toldSupplier: declared(clock("2026-04-10", .party), "complaint.told-supplier"),
            goodsUsed: declared(false, "complaint.goods-used"),
            cause: declared("substituted-component", "complaint.cause"))
        recipe.claim.refund = Refund(
            ask: declared(money("35200.00 USD"), "refund.ask"),
            heads: [
                head("defective units", units: "2000", price: "7.70 USD", proof: ["A-1"]),
                head("shipping costs", amount: "19800.00 USD", proof: []),
            ])
        recipe.claim.nonconformities = [
            Nonconformity(
                clause: declared("microcontroller", "nonconformity.clause"),
                promised: declared("the model of the order", "nonconformity.promised"),
                measured: declared("a lower grade", "nonconformity.measured"),
                units: declared(decimal("2000"), "nonconformity.units"),
                proof: declared(numbers: ["D-1"])),
            Nonconformity(
                clause: declared("speed", "nonconformity.clause"),
                measured: declared("30 % slower", "nonconformity.measured"),
                proof: declared(numbers: ["D-1"])),
        ]
        recipe.add("A-1", [.contract])
        recipe.add(
            "C-1", [.chat, .notice],
            [
                chat([
                    (false, nil, "it was out of stock and is functionally equivalent"),
                    (true, nil, "nobody asked us about a substitution"),
                ])
            ], dated: "2026-04-10", channel: "platform")
        recipe.add(
            "D-1", [.inspection],
            [report(inspected: "2026-04-12", order: nil, lot: nil, lotSize: nil, sampleSize: nil)])
        recipe.add(
            "E-1", [.photos], [.image(photo(taken: nil))], title: "specified and actual part",
            dated: "2026-04-10")
        recipe.add("E-2", [.sample], by: "the buyer")
        return recipe
    }
}

func head(
    _ purpose: String, units: String? = nil, price: String? = nil, amount: String? = nil,
    proof: [String]
) -> RefundHead {
    RefundHead(
        purpose: declared(purpose, "refund.heads.for"),
        units: units.map { declared(decimal($0), "refund.heads.units") },
        unitPrice: price.map { declared(money($0), "refund.heads.unit-price") },
        amount: amount.map { declared(money($0), "refund.heads.amount") },
        proof: declared(numbers: proof))
}
