internal import ClaimModel

extension Check {
    /// No carrier recorded a delivery at the town of the contract before filing.
    static let notDelivered = Check(
        id: "C15", title: "the carrier shows no delivery at the agreed place", subject: "delivery",
        trouble: "recorded",
        remedy: "ask the carrier in writing where and to whom it delivered", effort: .days
    ) { facts in
        let consignments = facts.consignments
        guard !consignments.isEmpty else {
            return .cannotTell("no record of a carrier could be read")
        }
        for delivery in facts.deliveriesRead {
            if let clock = delivery.value.clock,
                facts.filingDay < clock.days(at: .beijing).lowerBound
            {
                continue
            }
            let citation = Citation(delivery)
            guard let shipTo = facts.claim.order.shipTo, let place = delivery.value.place else {
                return .cannotTell(
                    "the carrier shows a delivery, and the agreed or the actual place is not stated",
                    [citation])
            }
            switch AddressComparison(seen: place, agreed: shipTo.value) {
            case .same:
                return .fail(
                    "the carrier shows a delivery at the agreed place",
                    [Citation(shipTo), citation])
            case .unclear:
                return .cannotTell(
                    "the place of delivery is unclear", [Citation(shipTo), citation])
            case .different: break
            }
        }
        return .pass(
            "no delivery at the agreed place",
            consignments.prefix(5).map { tracking, exhibit, file in
                Citation(
                    text: tracking.rawStatus, place: exhibit.place(tracking.spot, in: file),
                    origin: .read)
            })
    }
}
