internal import ClaimModel

extension Check {
    /// The supplier was told after delivery and before filing, with the defect named.
    static let noticeIsTimely = Check(
        id: "C28", title: "the supplier was told of the defect before filing", subject: "notice",
        trouble: "late",
        remedy: "write to the supplier on the platform, naming defect and quantity",
        effort: .minutes
    ) { facts in
        let exhibits = facts.exhibits(of: [.notice, .chat])
        guard let complaint = facts.claim.complaint, let told = complaint.toldSupplier else {
            return .cannotTell("the claim does not say when the supplier was told")
        }
        let shown = facts.exhibit(namedIn: complaint.toldAt) ?? exhibits.first
        let citations =
            [Citation(told)]
            + [
                shown.map {
                    Citation(
                        text: complaint.toldAt?.raw ?? "notice", place: $0.place, origin: .declared)
                }
            ]
            .compactMap(\.self)
        let days = told.value.days(at: .beijing)
        guard days.lowerBound <= facts.filingDay else {
            return .fail("the supplier was told after filing", citations + [facts.filingCitation])
        }
        if let delivery = facts.firstDelivery, told.value.latest < delivery.value.earliest {
            return .fail("the supplier was told before delivery", citations + [Citation(delivery)])
        }
        guard complaint.delivered != nil || !facts.claim.nonconformities.isEmpty else {
            return .cannotTell("what the supplier was told is not stated", citations)
        }
        return .pass("the supplier was told on \(days.lowerBound)", citations)
    }
}
