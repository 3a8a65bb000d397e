internal import ClaimModel

extension Check {
    /// What was paid is the contract sum or the declared part of it, and not before the order.
    static let paymentMatches = Check(
        id: "C03", title: "the payment is the contract sum or a declared part of it",
        subject: "payment", trouble: "differs",
        remedy: "state the sum that was paid, with the receipt of every instalment",
        effort: .minutes
    ) { facts in
        let total = facts.claim.order.total
        let declared = facts.claim.order.paid
        let read = facts.paymentsRead
        let stated = [total, declared].compactMap(\.self)
        guard !stated.isEmpty, declared != nil || !read.isEmpty else {
            return .cannotTell(
                "the contract sum or the sum paid is not stated", facts.paymentCitations)
        }
        let citations = stated.map { Citation($0) } + facts.paymentCitations
        if let total, let declared, total.value.currency == declared.value.currency,
            total.value.amount < declared.value.amount
        {
            return .fail("more was paid than the contract sum", citations)
        }
        if !read.isEmpty {
            let possible = CaseFacts.possibleSums(read)
            guard stated.contains(where: { possible.contains($0.value) }) else {
                return .fail(
                    "the payment exhibits state \(read[0].value.grouped), the claim "
                        + stated[stated.count - 1].value.grouped, citations)
            }
        }
        if let placed = facts.claim.order.placed, let paidOn = facts.claim.order.paidOn,
            paidOn.value < placed.value.days(at: .beijing).lowerBound
        {
            return .fail(
                "the payment is older than the order", [Citation(placed), Citation(paidOn)])
        }
        return .pass("the payment is the sum the order states", citations)
    }
}
