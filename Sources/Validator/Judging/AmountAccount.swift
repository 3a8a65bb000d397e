internal import ClaimModel

/// What is asked, head by head, with what each head rests on.
struct AmountAccount: Sendable {
    /// One head and why it is supported or not.
    struct Line: Sendable {
        let head: RefundHead
        /// Exhibits it names that count.
        let exhibits: [JudgedExhibit]
        /// Its sum in the currency asked; nil when it has none.
        let sum: Money?
        /// The part of the sum that is supported, in the currency asked.
        let supported: ExactDecimal
        /// Exhibits it rests on that nobody read.
        let unread: [ExhibitNumber]
        /// Sums read in its exhibits that speak to it: the one it rests on, or the nearest below.
        let printed: [Fact<Money>]
        /// Why it is not supported in full, ends the sentence "… is not supported: "; nil when it
        /// is.
        let objection: String?
    }

    /// What makes two heads the same.
    private struct HeadKey: Hashable {
        let purpose: [UInt8]
        let units: ExactDecimal?
        let sum: Money?
    }

    /// The sum asked.
    let asked: Fact<Money>
    /// The heads.
    let lines: [Line]
    /// What the supported heads add up to.
    let supported: Money

    /// What is asked beyond that; zero when there is nothing.
    var unsupported: Money {
        let rest = asked.value.amount - supported.amount
        return Money(rest.isNegative ? .zero : rest, asked.value.currency)
    }

    /// Nil when nothing is asked, or nothing above zero.
    init?(_ facts: CaseFacts) {
        guard let asked = facts.claim.refund?.ask, asked.value.isPositive else { return nil }
        let prices = facts.claim.order.lines.compactMap { $0.unitPrice?.value }
        let (ordered, received) = (facts.ordered, facts.received)
        var unitsSoFar = ExactDecimal.zero
        var seen: Set<HeadKey> = []
        var lines: [Line] = []
        var supported = ExactDecimal.zero
        var receipts = Receipts(currency: asked.value.currency)
        for head in facts.claim.refund?.heads ?? [] {
            let exhibits = head.proof.compactMap { facts.counted($0.value) }
            if let units = head.units { unitsSoFar = unitsSoFar + units.value }
            let sum = head.sum
            let repeats = !seen.insert(
                HeadKey(purpose: Array(head.purpose.value.utf8), units: head.units?.value, sum: sum)
            ).inserted
            let formal: String? =
                if sum == nil {
                    "it has no sum"
                } else if sum?.amount.isNegative ?? false {
                    "its sum is below zero"
                } else if sum?.currency != asked.value.currency {
                    "its currency is not the one asked in"
                } else if repeats {
                    "it repeats another head"
                } else if head.units != nil, let ordered, ordered < unitsSoFar {
                    "the heads together refund more units than were ordered"
                } else if let units = head.units, head.reason?.value == .quality,
                    let received, received < units.value
                {
                    "it refunds more units as not conforming than arrived"
                } else if let price = head.unitPrice?.value, head.units != nil, !prices.isEmpty,
                    !prices.contains(where: {
                        $0.currency == price.currency && price.amount <= $0.amount
                    })
                {
                    "its unit price is above every price of the order"
                } else if head.proof.isEmpty {
                    "it names no exhibit"
                } else if exhibits.isEmpty {
                    "no exhibit it names is there and counts"
                } else {
                    nil
                }
            var support = Support(sum?.amount ?? .zero)
            if let formal {
                support = Support(.zero, objection: formal)
            } else if let sum, prices.isEmpty || head.units == nil || head.unitPrice == nil {
                support = receipts.support(of: sum, in: head, by: exhibits)
            }
            supported = supported + support.amount
            lines.append(
                Line(
                    head: head, exhibits: exhibits, sum: sum, supported: support.amount,
                    unread: support.unread, printed: support.printed,
                    objection: support.objection))
        }
        self.asked = asked
        self.lines = lines
        self.supported = Money(supported, asked.value.currency)
    }

    /// The most the venue can pay: the lower of paid and covered, when both are in the currency
    /// asked.
    func recoverableMaximum(_ facts: CaseFacts) -> Money? {
        let sums = [facts.paid?.value, facts.claim.order.covered?.value].compactMap(\.self)
        guard !sums.isEmpty, sums.allSatisfy({ $0.currency == asked.value.currency }) else {
            return nil
        }
        return sums.min { $0.amount < $1.amount }
    }
}

extension CaseFacts {
    /// Compares what is asked with what was paid and what is covered.
    func ceiling(needsExhibit: Bool) -> Answer {
        guard let asked = claim.refund?.ask else {
            return .cannotTell("the claim does not say what is asked")
        }
        guard asked.value.isPositive else {
            return .cannotTell("no sum above zero is asked", [Citation(asked)])
        }
        let covered = claim.order.covered
        for sum in [paid, covered].compactMap(\.self) {
            guard sum.value.currency == asked.value.currency else {
                return .fail(
                    "asked in \(asked.value.currency.letters), paid or covered in "
                        + sum.value.currency.letters, [Citation(asked), Citation(sum)],
                    remedy: "state the sum in the currency of the order: "
                        + sum.value.currency.letters)
            }
            if sum.value.amount < asked.value.amount {
                let most =
                    [paid, covered].compactMap { $0?.value }
                    .min { $0.amount < $1.amount } ?? sum.value
                return .fail(
                    "\(asked.value.grouped) is asked; at most \(most.grouped) can be recovered",
                    [Citation(asked), Citation(sum)])
            }
        }
        guard let paid else {
            return .cannotTell(
                "the sum paid is not known", [Citation(asked)],
                repairedBy: covered == nil ? [] : [.payment])
        }
        guard !needsExhibit || has(.payment) else {
            return .untested("no exhibit shows the payment", repairedBy: [.payment])
        }
        guard let covered else {
            if rulebook.coverage == .paid {
                return .pass(
                    "\(asked.value.grouped) is asked and \(paid.value.grouped) was paid",
                    [Citation(asked), Citation(paid)] + (needsExhibit ? paymentCitations : []))
            }
            return .cannotTell(
                "the sum the venue covers is not stated", [Citation(asked), Citation(paid)])
        }
        return .pass(
            "\(asked.value.grouped) is asked, \(paid.value.grouped) was paid and "
                + "\(covered.value.grouped) is covered",
            [Citation(asked), Citation(paid), Citation(covered)]
                + (needsExhibit ? paymentCitations : []))
    }
}

extension Money {
    /// True above zero.
    var isPositive: Bool { !amount.isZero && !amount.isNegative }
}
