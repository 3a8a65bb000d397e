internal import ClaimModel

extension Check {
    /// The supplier ended the order, after confirming it.
    static let cancellationFits = Check(
        id: "C29", title: "the supplier ended the order after confirming it",
        subject: "cancellation", trouble: "unfit",
        remedy: "show the order status and the message that ends the order, with date and sender",
        effort: .minutes
    ) { facts in
        guard let supplier = facts.claim.supplier else {
            return .cannotTell("the claim does not name the supplier")
        }
        let buyerNames = (facts.claim.buyer?.names ?? []).map { NameText.words($0.value) }
        let supplierNames = supplier.names.map { NameText.words($0.value) }
        let start = (facts.claim.order.confirmed ?? facts.claim.order.placed)
        var isFromSupplier = false
        var citations = start.map { [Citation($0)] } ?? []
        for exhibit in facts.exhibits(of: .cancellation) {
            let by = exhibit.collected.exhibit.by
            if let by {
                citations.append(Citation(by))
                if NameText.isAny(of: buyerNames, in: by.value) {
                    return .fail("the claimant ended the order", citations)
                }
                isFromSupplier = isFromSupplier || NameText.isAny(of: supplierNames, in: by.value)
            }
            for (transcript, _) in exhibit.transcripts {
                let people = transcript.messages.filter { $0.author == .person }
                isFromSupplier =
                    isFromSupplier
                    || people.contains { facts.side(of: $0) == .supplier }
            }
            if let dated = exhibit.collected.exhibit.dated {
                citations.append(Citation(dated).saying("ended " + dated.raw))
                if let start, dated.value < start.value.days(at: .beijing).lowerBound {
                    return .fail("the order was ended before it was confirmed", citations)
                }
                citations.append(Citation(text: dated.raw, place: exhibit.place, origin: .declared))
            }
        }
        guard isFromSupplier, start != nil,
            facts.exhibits(of: .cancellation).contains(where: { $0.isDated })
        else {
            return .cannotTell(
                "who ended the order, when, or the day it was confirmed is not stated", citations)
        }
        return .pass("the supplier ended the order", citations)
    }
}
