internal import ClaimModel

extension Check {
    /// The facts are those of the reason: a claim filed under the wrong one can lose by that alone.
    static let reasonFits = Check(
        id: "C32", title: "the reason fits the facts", subject: "reason", trouble: "unfit",
        remedy: "file under the reason the facts show, or with a venue that takes it up",
        effort: .minutes
    ) { facts in
        var citations: [Citation] = []
        if let cause = facts.claim.complaint?.cause {
            citations.append(Citation(cause))
            if facts.rulebook.exclusion(of: cause.value) != nil {
                return .fail("\(cause.value) is no breach of the contract", citations)
            }
            if let rule = facts.rulebook.cause(cause.value),
                !rule.reasons.contains(where: facts.reasons.contains)
            {
                return .fail(
                    "\(cause.value) belongs to \(rule.reasons.map(\.rawValue).joined(separator: ", "))",
                    citations)
            }
        }
        var isShown = !citations.isEmpty
        var doubt: Answer?
        for reason in facts.reasons {
            let answer = facts.fits(reason)
            citations += answer.citations
            if answer.outcome == .fail {
                return .fail(answer.message, answer.citations)
            }
            // What speaks against the reason and cannot be settled leaves it open.
            if answer.outcome == .cannotTell, !answer.citations.isEmpty { doubt = doubt ?? answer }
            isShown = isShown || answer.outcome == .pass
        }
        let exhibits = facts.counting.filter { exhibit in
            !exhibit.kinds.contains(.other) && !exhibit.kinds.contains(.translation)
        }
        guard !exhibits.isEmpty else { return .untested("no exhibit shows what happened") }
        if let doubt { return doubt }
        return isShown
            ? .pass("nothing speaks for another reason", citations)
            : .cannotTell("the claim says too little to tell")
    }
}

extension CaseFacts {
    /// What speaks for or against one reason.
    fileprivate func fits(_ reason: Reason) -> Answer {
        let deliveries = deliveriesRead
        let arrived =
            deliveries.map { Citation($0) }
            + claim.receipts.compactMap { receipt in
                receipt.delivered.map { Citation($0) } ?? receipt.quantity.map { Citation($0) }
            }
        switch reason {
        case .quality:
            return arrived.isEmpty
                ? .cannotTell("nothing shows that the goods arrived")
                : .pass("the goods arrived", arrived)
        case .nonDelivery:
            let byFiling = deliveriesByFiling
            if let (delivery, _) = byFiling.first(where: { $0.place == .same }) {
                return .fail(
                    "non-delivery is claimed, and the carrier delivered", [Citation(delivery)])
            }
            if let received, let ordered, !received.isZero, received >= ordered {
                return .fail("non-delivery is claimed, and everything arrived", arrived)
            }
            if let (delivery, _) = byFiling.first(where: { $0.place == .unclear }) {
                return .cannotTell(
                    "the carrier delivered, and whether at the agreed place cannot be told",
                    [Citation(delivery)])
            }
            return consignments.isEmpty
                ? .cannotTell("no record of a carrier could be read")
                : .pass("the carrier shows no delivery")
        case .shortage:
            guard let ordered, let received else { return .cannotTell("units are not stated") }
            return received < ordered
                ? .pass("fewer arrived than ordered", arrived)
                : .fail("a shortage is claimed, and \(received) of \(ordered) arrived", arrived)
        case .overage:
            guard let ordered, let received else { return .cannotTell("units are not stated") }
            return ordered < received
                ? .pass("more arrived than ordered", arrived)
                : .fail("an overage is claimed, and \(received) of \(ordered) arrived", arrived)
        case .lateShipment:
            return claim.order.shipBy == nil && claim.order.deliverBy == nil
                ? .cannotTell("no agreed day is stated") : .pass("an agreed day is stated")
        case .cancellation:
            if let scan = firstScans.first {
                return .fail(
                    "a cancellation is claimed, and the goods were shipped", [Citation(scan)])
            }
            return has(.cancellation)
                ? .pass("an exhibit ends the order")
                : .cannotTell("nothing shows the end of the order")
        }
    }
}
