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
        let deliveries = facts.deliveriesByFiling
        let agreed = facts.claim.order.shipTo.map { [Citation($0)] } ?? []
        if let (delivery, _) = deliveries.first(where: { $0.place == .same }) {
            return .fail(
                "the carrier shows a delivery at the agreed place", agreed + [Citation(delivery)])
        }
        if let (delivery, _) = deliveries.first(where: { $0.place == .unclear }) {
            return agreed.isEmpty || delivery.value.place == nil
                ? .cannotTell(
                    "the carrier shows a delivery, and the agreed or the actual place is not stated",
                    [Citation(delivery)])
                : .cannotTell("the place of delivery is unclear", agreed + [Citation(delivery)])
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
