internal import ClaimModel

extension Gate {
    /// Only what was paid through the venue's own flow is covered.
    static let paidThroughVenue = Gate(
        id: "G1", title: "the order was paid through the venue", subject: "payment-channel",
        trouble: "outside",
        remedy: "add the platform's payment receipt; what was paid elsewhere is not covered here",
        effort: .minutes
    ) { facts in
        guard let through = facts.claim.order.paidThrough else {
            return Answer(
                .cannotTell, "the claim does not say how the order was paid", remedy: line(facts))
        }
        let words = facts.rulebook.vocabulary
        func isOne(of names: [String]) -> Bool {
            names.contains { $0.lowercased().utf8.elementsEqual(through.value.lowercased().utf8) }
        }
        if isOne(of: words.paymentsOutside) {
            return .fail(
                "the order was paid by \(through.value), outside the venue", [Citation(through)])
        }
        guard isOne(of: words.paymentsInside) else {
            return Answer(
                .cannotTell, "\"\(through.value)\" is no way of payment this rulebook knows",
                [Citation(through)], remedy: line(facts))
        }
        let receipts = facts.paymentCitations
        guard !receipts.isEmpty else {
            return .untested(
                "declared as paid through the venue; no exhibit shows the payment",
                repairedBy: [.payment])
        }
        return .pass("paid through the venue", [Citation(through)] + receipts)
    }

    private static func line(_ facts: CaseFacts) -> String {
        let word = facts.rulebook.vocabulary.paymentsInside.first ?? facts.rulebook.identity.id
        return "write under order in claim.yaml \"paid-through: \(word)\", if that is so"
    }
}
