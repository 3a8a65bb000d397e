import ClaimModel

/// The dispute in three lines, in the claimant's words, and the claim in full behind them.
struct DisputeSection {
    let claim: Claim

    var section: PageSection {
        var values = PageValues()
        values.list("lines", [agreed, happened, asked])
        values.list("rows", rows)
        return PageSection(id: "dispute", title: "The dispute", values: values)
    }

    private func line(_ title: String, _ sentences: [String], _ exhibits: [ExhibitNumber])
        -> PageValues
    {
        PageValues {
            $0.text("lineTitle", title)
            let words = sentences.filter { !$0.isEmpty }
            $0.markup(
                "lineText",
                words.isEmpty
                    ? Markup(ours: "<span class=\"mut\">The claim does not say.</span>")
                    : Markup(
                        ours: words.map { "<bdi>\(Markup($0.cut(to: 320)).html)</bdi>" }.joined(
                            separator: " ")))
            $0.markup("lineChips", PageParts.chips(exhibits.prefix(8)))
        }
    }

    /// A day as it is in force, with the first one when a later agreement moved it.
    private static func agreed(
        _ first: Fact<CalendarDay>?, _ inForce: Fact<CalendarDay>?
    ) -> String? {
        guard let inForce else { return nil }
        let day = PageWording.day(inForce.value)
        guard let first, first.value != inForce.value else { return day }
        return "\(day), as agreed later; first \(PageWording.day(first.value))"
    }

    private var agreed: PageValues {
        var words: [String] = []
        if let promised = claim.complaint?.promised?.value { words.append(stop(promised)) }
        if let goods = claim.order.lines.first {
            let quantity = goods.quantity.map { "\($0.value) × " } ?? ""
            let price = goods.unitPrice.map { " at \($0.value.grouped)" } ?? ""
            let more =
                claim.order.lines.count > 1
                ? ", and \(Wording.count(claim.order.lines.count - 1, "more line"))" : ""
            words.append(stop(quantity + goods.item.value.cut(to: 120) + price + more))
        }
        if let day = claim.order.shipByInForce { words.append("Ship by \(PageWording.day(day.value)).") }
        if let day = claim.order.deliverByInForce {
            words.append("Deliver by \(PageWording.day(day.value)).")
        }
        return line(
            "What was agreed", words,
            Self.exhibits(in: claim.complaint?.promisedAt?.value) + claim.order.proof.map(\.value))
    }

    private var happened: PageValues {
        var words: [String] = []
        if let delivered = claim.complaint?.delivered?.value { words.append(stop(delivered)) }
        for receipt in claim.receipts.prefix(2) {
            let quantity =
                (receipt.counted ?? receipt.quantity).map { "\($0.value) units" } ?? "Goods"
            words.append(
                "\(quantity) received"
                    + (receipt.delivered.map { " \(PageWording.day($0.value.wallClock.day))" } ?? "")
                    + ".")
        }
        if claim.receipts.isEmpty, let shipped = claim.shipments.first?.shipped {
            words.append(
                "Shipped \(PageWording.day(shipped.value.wallClock.day)); nothing received.")
        }
        if words.isEmpty, let cause = claim.complaint?.cause?.value {
            words.append("Cause: \(cause.replacingDashes).")
        }
        return line(
            "What happened instead", words,
            Self.exhibits(in: claim.complaint?.deliveredAt?.value)
                + claim.nonconformities.flatMap { $0.proof.map(\.value) }
                + claim.counts.prefix(2).flatMap { $0.proof.map(\.value) }
                + claim.receipts.flatMap { $0.proof.map(\.value) })
    }

    private var asked: PageValues {
        var words: [String] = []
        if let ask = claim.refund?.ask?.value { words.append("\(ask.grouped) is asked.") }
        if let statement = claim.complaint?.statement?.value {
            words.append(stop(statement))
        } else {
            words += (claim.refund?.heads ?? []).prefix(3).map { head in
                stop(head.purpose.value.cut(to: 120) + (head.sum.map { ": \($0.grouped)" } ?? ""))
            }
        }
        return line(
            "What is asked, and on what it rests", words,
            (claim.refund?.heads ?? []).flatMap { $0.proof.map(\.value) }
                + claim.nonconformities.flatMap { $0.proof.map(\.value) })
    }

    private func stop(_ text: String) -> String {
        text.last.map { ".!?。".contains($0) } ?? true ? text : text + "."
    }

    /// Exhibits named in a reference such as `A-2 section 3.1, D-1 page 4`.
    static func exhibits(in text: String?) -> [ExhibitNumber] {
        (text ?? "").split { " ,;:()".contains($0) }.prefix(200).compactMap {
            ExhibitNumber(String($0))
        }
    }

    private var rows: [PageValues] {
        var rows: [PageValues] = []
        func row(_ name: String, _ value: String?, _ proof: [Fact<ExhibitNumber>] = []) {
            guard let value, !value.isEmpty else { return }
            rows.append(
                PageValues {
                    $0.text("rowName", name)
                    $0.text("rowValue", value)
                    $0.markup("rowChips", PageParts.chips(proof.map(\.value)))
                })
        }
        let order = claim.order
        row("Buyer", claim.buyer?.names.map(\.value).joined(separator: " / "))
        row("Supplier", claim.supplier?.names.map(\.value).joined(separator: " / "))
        row("Placed", order.placed.map { PageWording.moment($0.value) })
        row("Confirmed", order.confirmed.map { PageWording.moment($0.value) })
        row("Ship by", Self.agreed(order.shipBy, order.shipByInForce))
        row("Deliver by", Self.agreed(order.deliverBy, order.deliverByInForce))
        row("Ship to", order.shipTo?.value)
        row("Delivery term", order.incoterm?.value)
        row("Order total", order.total?.value.grouped, order.proof)
        row(
            "Paid",
            order.paid.map {
                $0.value.grouped
                    + (order.paidThrough.map { " through " + Wording.wayOfPayment($0.value) } ?? "")
            })
        row("Covered by the venue", order.covered?.value.grouped)
        for line in order.lines {
            row(
                "Goods",
                [
                    line.quantity.map { "\($0.value) ×" }, line.item.value,
                    line.unitPrice.map { "at " + $0.value.grouped },
                    line.sum.map { "= " + $0.value.grouped },
                ].compactMap { $0 }.joined(separator: " "))
        }
        for term in order.terms { row("Agreed term", term.value) }
        row("Promised", claim.complaint?.promised?.value)
        row("Stands in", claim.complaint?.promisedAt?.value)
        row("Came instead", claim.complaint?.delivered?.value)
        row("Shown in", claim.complaint?.deliveredAt?.value)
        for shipment in claim.shipments {
            row(
                "Shipment",
                [
                    shipment.carrier?.value, shipment.number?.value,
                    shipment.shipped.map { PageWording.moment($0.value) },
                    shipment.quantity.map { "\($0.value) units" },
                ].compactMap { $0 }.joined(separator: ", "), shipment.proof)
        }
        for receipt in claim.receipts {
            row(
                "Received",
                [
                    receipt.quantity.map { "\($0.value) units" },
                    receipt.counted.map { "\($0.value) counted" },
                    receipt.delivered.map { PageWording.moment($0.value) },
                ].compactMap { $0 }.joined(separator: ", "), receipt.proof)
        }
        for head in claim.refund?.heads ?? [] {
            row(
                "Part of the sum", head.purpose.value + ": " + (head.sum?.grouped ?? "no sum"),
                head.proof)
        }
        for defect in claim.nonconformities {
            row(
                "Defect",
                [
                    defect.clause.value, defect.promised.map { "promised " + $0.value },
                    defect.measured.map { "measured " + $0.value },
                    defect.units.map { "\($0.value) units" },
                ].compactMap { $0 }.joined(separator: "; "), defect.proof)
        }
        for count in claim.counts {
            row(
                "Carton",
                [
                    count.carton.value, count.declared.map { "declared \($0.value)" },
                    count.counted.map { "counted \($0.value)" },
                ].compactMap { $0 }.joined(separator: "; "), count.proof)
        }
        row("Supplier told", claim.complaint?.toldSupplier.map { PageWording.moment($0.value) })
        row("Goods used", claim.complaint?.goodsUsed.map { $0.value ? "yes" : "no" })
        row("Settled", claim.complaint?.settled.map { $0.value ? "yes" : "no" })
        row("Statement", claim.complaint?.statement?.value)
        if !claim.attestation.isEmpty {
            row(
                "Attested of the video",
                claim.attestation.map {
                    "\($0.question.rawValue.replacingDashes): \($0.answer.value ? "yes" : "no")"
                }.joined(separator: ", "))
        }
        row("To be filed", claim.filingOn.map { PageWording.day($0.value) })
        return rows
    }
}
