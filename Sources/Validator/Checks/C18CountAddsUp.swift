internal import ClaimModel

extension Check {
    /// Ordered less counted is what is claimed as missing (or counted less ordered as excess),
    /// beyond the agreed tolerance; and the cartons hold what the shipment says.
    static let countAddsUp = Check(
        id: "C18", title: "the count makes the quantity that is claimed", subject: "count",
        trouble: "differs",
        remedy: "recount with a second person, carton by carton, and claim that number",
        effort: .days
    ) { facts in
        let claim = facts.claim
        for shipment in claim.shipments {
            guard let cartons = shipment.cartons, let each = shipment.perCarton,
                let pieces = shipment.quantity
            else { continue }
            guard cartons.value.multiplied(by: each.value) == pieces.value else {
                return .fail(
                    "\(cartons.value) cartons of \(each.value) are not \(pieces.value) pieces",
                    [Citation(cartons), Citation(each), Citation(pieces)])
            }
        }
        let tallies = claim.counts.compactMap(\.counted)
        let receipts = claim.receipts.compactMap(\.counted)
        let tally = tallies.count == claim.counts.count ? CaseFacts.sum(tallies.map { $0 }) : nil
        let receipt =
            receipts.count == claim.receipts.count ? CaseFacts.sum(receipts.map { $0 }) : nil
        var citations = (tallies + receipts).prefix(20).map { Citation($0) }
        citations += claim.counts.flatMap(\.proof).compactMap { facts.counted($0.value) }.prefix(5)
            .map { Citation(text: "count", place: $0.place, origin: .declared) }
        if let tally, let receipt, tally != receipt {
            return .fail("the cartons add up to \(tally), the receipt says \(receipt)", citations)
        }
        guard let ordered = facts.ordered, let counted = tally ?? receipt else {
            return .cannotTell("ordered or counted units are not stated", citations)
        }
        let isShort = facts.reasons.contains(.shortage) || !facts.reasons.contains(.overage)
        // Heads of another reason, such as goods that do not conform, are about units that were counted.
        let about: Reason = isShort ? .shortage : .overage
        let units =
            claim.refund?.heads.filter { ($0.reason?.value ?? about) == about }.compactMap(\.units)
            ?? []
        guard let claimed = CaseFacts.sum(units.map { $0 }) else {
            return .cannotTell("the claim does not say how many units it is about", citations)
        }
        citations =
            claim.order.lines.compactMap { $0.quantity.map { Citation($0) } } + citations
            + units.map { Citation($0) }
        let gap = isShort ? ordered - counted : counted - ordered
        let word = isShort ? "missing" : "in excess"
        guard !gap.isNegative, !gap.isZero else {
            return .fail("\(counted) were counted of \(ordered): none is \(word)", citations)
        }
        if let tolerance = claim.order.tolerance, let allowed = ordered.percent(tolerance.value),
            gap <= allowed
        {
            return .fail(
                "\(gap) units \(word) are within the tolerance of \(tolerance.value) %",
                citations + [Citation(tolerance)])
        }
        return gap == claimed
            ? .pass("\(gap) units are \(word)", citations)
            : .fail("\(gap) units are \(word), \(claimed) are claimed", citations)
    }
}
