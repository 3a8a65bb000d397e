internal import ClaimModel

extension Check {
    /// Affected ≤ received ≤ shipped ≤ ordered. The number shipped may be unknown.
    static let unitsFit = Check(
        id: "C21", title: "no more units are affected than arrived, were sent and ordered",
        subject: "units", trouble: "exceed",
        remedy: "state units ordered, sent, received and affected as the documents do",
        effort: .minutes
    ) { facts in
        let rows = facts.claim.nonconformities.compactMap(\.units)
        let heads = facts.claim.refund?.heads.compactMap(\.units) ?? []
        // A shortage is about units that did not arrive.
        let isShort = facts.reasons.contains(.shortage) && !facts.reasons.contains(.quality)
        let most = (isShort ? [] : rows + heads).max { $0.value < $1.value }
        let steps: [(word: String, value: ExactDecimal?, citations: [Citation])] = [
            ("affected", most?.value, most.map { [Citation($0)] } ?? []),
            (
                "received", facts.received,
                facts.claim.receipts.compactMap { ($0.counted ?? $0.quantity).map { Citation($0) } }
            ),
            (
                "shipped", facts.shipped,
                facts.claim.shipments.compactMap { $0.quantity.map { Citation($0) } }
            ),
            (
                "ordered", facts.ordered,
                facts.claim.order.lines.compactMap { $0.quantity.map { Citation($0) } }
            ),
        ]
        let known = steps.filter { $0.value != nil }
        let citations = known.flatMap(\.citations)
        for (less, more) in zip(known, known.dropFirst()) {
            if let left = less.value, let right = more.value, right < left {
                return .fail(
                    "\(left) \(less.word), only \(right) \(more.word)",
                    less.citations + more.citations)
            }
        }
        let words = known.map(\.word)
        let needed = isShort ? ["received", "ordered"] : ["affected", "received", "ordered"]
        let lacking = needed.filter { !words.contains($0) }
        guard lacking.isEmpty else {
            return .cannotTell(
                "units \(lacking.joined(separator: " and ")) are not stated", citations)
        }
        return .pass(
            known.compactMap { step in step.value.map { "\($0) \(step.word)" } }
                .joined(separator: ", "), citations)
    }
}
