internal import ClaimModel

extension CaseFacts {
    /// Sums that payment exhibits state, one for each exhibit that states one. One that was recognised
    /// in a picture counts when the claim states the same.
    var paymentsRead: [Fact<Money>] {
        let declared = [claim.order.paid, claim.order.total].compactMap { $0?.value }
        return exhibits(of: .payment).compactMap { exhibit in
            exhibit.sums(labelled: .paidSum).first {
                $0.origin != .recognised || declared.contains($0.value)
            }
        }
    }

    /// What was paid: the declared sum where the exhibits carry it or say nothing, else the sum
    /// they state. Several exhibits may show one payment, or parts of it.
    var paid: Fact<Money>? {
        let read = paymentsRead
        guard let first = read.first else { return claim.order.paid }
        if let declared = claim.order.paid, Self.possibleSums(read).contains(declared.value) {
            return declared
        }
        return read.max { $0.value.amount < $1.value.amount } ?? first
    }

    /// Each sum alone, and all of them together when they share a currency.
    static func possibleSums(_ sums: [Fact<Money>]) -> [Money] {
        var possible = sums.map(\.value)
        if let currency = possible.first?.currency,
            possible.allSatisfy({ $0.currency == currency })
        {
            possible.append(Money(possible.reduce(.zero) { $0 + $1.amount }, currency))
        }
        return possible
    }

    /// Payment exhibits as citations: what they state, else that they are there.
    var paymentCitations: [Citation] {
        let read = paymentsRead
        return read.isEmpty
            ? exhibits(of: .payment).map {
                Citation(
                    text: $0.collected.exhibit.title?.value ?? "payment", place: $0.place,
                    origin: .declared)
            } : read.map { Citation($0) }
    }
}
