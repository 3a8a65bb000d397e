import ClaimModel

/// The statement of a claim on one page: facts in the order a mediator asks for them, no adjectives. A
/// fact that is not known stands there as `[MISSING: …]` and is listed, so that nobody files a gap
/// without seeing it.
struct FilingStatement {
    /// The page.
    private(set) var document: FilingDocument
    /// What is missing, in the order of the page.
    private(set) var missing: [String] = []

    private let collected: CollectedClaim
    private let assessment: Assessment
    private var claim: Claim { collected.claim }
    private var order: Order { claim.order }

    /// Lines of the text form that fit on one printed page.
    static let lineLimit = 62

    init(_ collected: CollectedClaim, _ assessment: Assessment) {
        self.collected = collected
        self.assessment = assessment
        document = FilingDocument(
            title: "Statement of claim, order \(collected.claim.order.number.value)")
        write()
    }

    /// True when it is longer than a page.
    var isLong: Bool {
        document.text.split(separator: "\n", omittingEmptySubsequences: false).count
            > Self.lineLimit
    }

    private mutating func write() {
        let reasons = claim.reasons.map(\.value.words).joined(separator: "; ")
        document.paragraph(
            "To: \(assessment.rulebook.title), on \(assessment.asOf). Claim: \(reasons).")
        writeOrder()
        document.heading("What happened")
        for reason in claim.reasons { write(reason.value) }
        writeNotice()
        writeAsked()
        if let statement = claim.complaint?.statement {
            document.heading("In the claimant's words")
            document.paragraph(statement.value)
        }
        writeClose()
    }

    // MARK: Parts

    private mutating func writeOrder() {
        document.heading("Parties and order")
        let buyer = need(claim.buyer?.name.value, "the buyer's name (buyer.name)")
        let supplier = need(claim.supplier.map(names), "the supplier's name (supplier.name)")
        let placed = need(order.placed.map { day($0.value) }, "the day of the order (order.placed)")
        let goods = need(lines, "what was ordered (order.lines)")
        let total = need(order.total?.value.grouped, "the contract sum (order.total)")
        let known = order.number.value == Order.unknownNumber ? nil : order.number.value
        let number = need(known, "the order's number (order.number)")
        var text = "\(buyer) (buyer) ordered from \(supplier) (supplier) on \(placed), order "
        text += "\(number): \(goods), for \(total) in all"
        if let term = order.incoterm { text += ", \(term.value)" }
        text += proof(order.proof) + "."
        let paid = need(order.paid?.value.grouped, "the sum paid (order.paid)")
        text += " Paid: \(paid)"
        if let on = order.paidOn { text += " on \(on.value)" }
        if let way = order.paidThrough?.value {
            let isVenue = way.utf8.elementsEqual(assessment.rulebook.id.utf8)
            text += " through \(isVenue ? assessment.rulebook.title : Wording.wayOfPayment(way))"
        }
        document.paragraph(text + exhibits(of: .payment) + ".")
    }

    private mutating func write(_ reason: Reason) {
        switch reason {
        case .quality: writeQuality()
        case .lateShipment: writeLate()
        case .shortage, .overage: writeCount(reason)
        case .nonDelivery: writeNonDelivery()
        case .cancellation: writeCancellation()
        }
    }

    private mutating func writeQuality() {
        let complaint = claim.complaint
        let promised = need(
            complaint?.promised.map { "“\($0.value)”" + at(complaint?.promisedAt) },
            "the promise, quoted (complaint.promised)")
        let came = need(
            complaint?.delivered.map { $0.value + at(complaint?.deliveredAt) },
            "what came instead (complaint.delivered)")
        document.paragraph("Promised: \(promised).")
        document.paragraph("Delivered\(arrival): \(came).")
        if !claim.nonconformities.isEmpty {
            let count = Wording.count(claim.nonconformities.count, "point")
            document.paragraph("Clause by clause: \(count) in the table of defects.")
        }
    }

    private mutating func writeLate() {
        let agreed = need(
            order.shipByInForce.map { String(describing: $0.value) }, "the agreed day of shipment (order.ship-by)")
        var text = "To be shipped by \(agreed)."
        let shipped = claim.shipments.filter { $0.shipped != nil }
        if claim.shipments.isEmpty {
            text += " Shipped: " + need(nil, "the day of shipment (shipments)") + "."
        }
        for shipment in shipped {
            guard let clock = shipment.shipped?.value else { continue }
            text += " Shipped on \(day(clock))"
            if let number = shipment.number { text += ", number \(number.value)" }
            if let agreed = order.shipByInForce?.value {
                let late = agreed.days(to: clock.wallClock.day)
                if late > 0 { text += ", \(Wording.count(late, "day")) late" }
            }
            text += proof(shipment.proof) + "."
        }
        document.paragraph(text)
    }

    private mutating func writeCount(_ reason: Reason) {
        let sent = sum(claim.shipments.map(\.quantity))
        let due = need(
            (sent ?? sum(order.lines.map(\.quantity))).map(number), "the quantity due (order.lines)"
        )
        let counted = need(
            sum(claim.receipts.map { $0.counted ?? $0.quantity }).map(number),
            "the quantity counted (received.counted)")
        var text = "\(sent == nil ? "Ordered" : "Shipped by the papers"): \(due) units. "
        text += "Received\(arrival): \(counted) units"
        text += proof(claim.receipts.flatMap(\.proof))
        if let due = sent ?? sum(order.lines.map(\.quantity)),
            let counted = sum(claim.receipts.map { $0.counted ?? $0.quantity })
        {
            let (more, fewer) = (counted - due, due - counted)
            if reason == .shortage, !fewer.isNegative { text += "; \(number(fewer)) missing" }
            if reason == .overage, !more.isNegative { text += "; \(number(more)) too many" }
        }
        document.paragraph(text + ".")
        if !claim.counts.isEmpty {
            let rows = Wording.count(claim.counts.count, "row")
            document.paragraph("Carton by carton: \(rows) in the table of the count.")
        }
    }

    private mutating func writeNonDelivery() {
        let agreed = need(
            (order.deliverByInForce ?? order.shipByInForce).map { String(describing: $0.value) },
            "the agreed day (order.deliver-by or order.ship-by)")
        document.paragraph(
            "To be \(order.deliverByInForce == nil ? "shipped" : "delivered") by \(agreed). By the buyer's word"
                + " nothing had arrived on \(assessment.asOf)\(exhibits(of: .tracking, .carrierLetter))."
        )
    }

    private mutating func writeCancellation() {
        let shown = exhibits(of: .cancellation)
        let how = claim.complaint?.delivered?.value
        let text =
            how
            ?? (shown.isEmpty
                ? need(
                    nil,
                    "how and when the supplier ended the order (an exhibit of the kind cancellation)"
                )
                : "the supplier ended the order")
        document.paragraph("Order ended: \(text)\(shown).")
        if claim.complaint?.beforeShipment?.value == true {
            document.paragraph("Nothing had been shipped by then.")
        }
    }

    private mutating func writeNotice() {
        let told = need(
            claim.complaint?.toldSupplier.map { day($0.value) + at(claim.complaint?.toldAt) },
            "when the supplier was told (complaint.told-supplier)")
        var text = "The supplier was told on \(told)."
        switch claim.complaint?.settled?.value {
        case true?: text += " The parties settled it."
        case false?: text += " Nothing has been settled since."
        case nil: break
        }
        switch claim.complaint?.goodsUsed?.value {
        case true?: text += " Goods were used, processed or resold."
        case false?: text += " No goods were used, processed or resold."
        case nil: break
        }
        document.paragraph(text)
    }

    private mutating func writeAsked() {
        document.heading("What is asked")
        let ask = need(claim.refund?.ask?.value.grouped, "the sum asked (refund.ask)")
        document.paragraph("A refund of \(ask), made up of:")
        let heads = claim.refund?.heads ?? []
        document.list(
            heads.map { head in
                var text = head.purpose.value + ": "
                if let units = head.units, let price = head.unitPrice {
                    text += "\(number(units.value)) × \(price.value.grouped) = "
                }
                text += head.sum?.grouped ?? need(nil, "the sum of “\(head.purpose.value)”")
                return text + proof(head.proof)
            })
        if heads.isEmpty {
            document.paragraph(need(nil, "what the sum is made of (refund.heads)"))
        }
        if let amounts = assessment.amounts, !amounts.unsupported.amount.isZero {
            document.paragraph(
                need(
                    nil,
                    "exhibits for \(amounts.unsupported.grouped) of the \(amounts.asked.grouped) asked"
                ))
        }
    }

    private mutating func writeClose() {
        document.heading("Exhibits")
        document.paragraph(
            collected.exhibits.map { exhibit in
                let title =
                    exhibit.exhibit.title?.value
                    ?? exhibit.exhibit.kinds.map(Wording.name).joined(separator: ", ")
                return "\(exhibit.exhibit.number) \(title)"
                    + (exhibit.files.isEmpty ? " (kept by the claimant)" : "")
            }.joined(separator: "; ") + ".")
        var short = "In short: order \(order.number.value)"
        if let paid = order.paid { short += ", \(paid.value.grouped) paid" }
        if let told = claim.complaint?.toldSupplier {
            short += ", supplier told on \(day(told.value))"
        }
        if let ask = claim.refund?.ask { short += ", \(ask.value.grouped) asked" }
        document.paragraph(short + ".")
    }

    // MARK: Words

    /// The value, or a guard in its place.
    private mutating func need(_ value: String?, _ what: String) -> String {
        if let value { return value }
        missing.append(what)
        return "[MISSING: \(what)]"
    }

    private var lines: String? {
        guard !order.lines.isEmpty else { return nil }
        let shown = order.lines.prefix(4).map { line in
            var text = line.quantity.map { number($0.value) + " × " } ?? ""
            text += line.item.value
            if let price = line.unitPrice { text += " at \(price.value.grouped)" }
            return text
        }
        let more = order.lines.count - shown.count
        return shown.joined(separator: "; ")
            + (more > 0 ? "; and \(Wording.count(more, "more line"))" : "")
    }

    /// ` on 2026-04-09 (B-3)`, when something arrived on a day that is known.
    private var arrival: String {
        guard let receipt = claim.receipts.first(where: { $0.delivered != nil }),
            let clock = receipt.delivered?.value
        else { return "" }
        return " on \(day(clock))" + proof(receipt.proof)
    }

    private func names(of party: Party) -> String {
        guard let latin = party.latinName else { return party.name.value }
        return "\(latin.value) (\(party.name.value))"
    }

    private func day(_ clock: ClockReading) -> String { String(describing: clock.wallClock.day) }

    private func number(_ value: ExactDecimal) -> String { value.text(grouped: true) }

    private func sum(_ values: [Fact<ExactDecimal>?]) -> ExactDecimal? {
        let known = values.compactMap { $0?.value }
        guard !known.isEmpty, known.count == values.count else { return nil }
        return known.reduce(.zero, +)
    }

    private func at(_ place: Fact<String>?) -> String { place.map { " (\($0.value))" } ?? "" }

    private func proof(_ numbers: [Fact<ExhibitNumber>]) -> String {
        numbers.isEmpty ? "" : " (" + Wording.list(numbers.map(\.value)) + ")"
    }

    private func exhibits(of kinds: ExhibitKind...) -> String {
        let numbers = collected.exhibits.filter { !$0.exhibit.kinds.filter(kinds.contains).isEmpty }
            .map(\.exhibit.number)
        return numbers.isEmpty ? "" : " (" + Wording.list(numbers) + ")"
    }
}

extension Reason {
    /// The reason for people.
    package var words: String {
        switch self {
        case .quality: "goods do not match the contract"
        case .lateShipment: "goods left later than agreed"
        case .shortage: "fewer goods than agreed"
        case .overage: "more goods than agreed, charged"
        case .nonDelivery: "goods never arrived"
        case .cancellation: "the supplier ended the order"
        }
    }
}
