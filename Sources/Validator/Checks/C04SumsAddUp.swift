internal import ClaimModel

extension Check {
    /// Quantity times unit price is the sum of the line; lines, freight and discount make the
    /// total.
    static let sumsAddUp = Check(
        id: "C04", title: "the sums of the order add up", subject: "order-sum", trouble: "differs",
        remedy: "copy quantity, unit price, freight, discount and total from the order page",
        effort: .minutes
    ) { facts in
        let order = facts.claim.order
        guard !order.lines.isEmpty, let total = order.total else {
            return .cannotTell("the lines or the total of the order are not stated")
        }
        // A sum that was recognised in a picture confirms the total; it may be misread otherwise.
        let contracts = facts.exhibits(of: .contract).flatMap { $0.sums(labelled: .orderTotal) }
            .filter { $0.origin != .recognised || $0.value == total.value }
        var citations = [Citation(total)] + contracts.map { Citation($0) }
        if let other = contracts.first(where: { $0.value != total.value }) {
            return .fail(
                "the contract states \(other.value.grouped), the claim \(total.value.grouped)",
                citations)
        }
        var sum = ExactDecimal.zero
        for line in order.lines {
            let product = line.unitPrice.flatMap { price in
                line.quantity.flatMap { price.value.amount.multiplied(by: $0.value) }
            }
            citations += [line.quantity.map { Citation($0) }, line.unitPrice.map { Citation($0) }]
                .compactMap(\.self)
            guard let amount = product ?? line.sum?.value.amount else {
                return .cannotTell(
                    "a line of the order has neither a sum nor quantity and price", citations)
            }
            let currencies = [line.unitPrice?.value.currency, line.sum?.value.currency].compactMap(
                \.self)
            guard currencies.allSatisfy({ $0 == total.value.currency }) else {
                return .fail("a line is in another currency than the total", citations)
            }
            if let product, let stated = line.sum, stated.value.amount != product {
                return .fail(
                    "\(line.item.value): quantity and unit price make "
                        + "\(Money(product, total.value.currency).grouped), "
                        + "\(stated.value.grouped) is stated",
                    citations + [Citation(stated)])
            }
            sum = sum + amount
        }
        for extra in [order.freight, order.discount].compactMap(\.self) {
            citations.append(Citation(extra))
            guard extra.value.currency == total.value.currency else {
                return .fail("freight or discount is in another currency than the total", citations)
            }
        }
        sum = sum + (order.freight?.value.amount ?? .zero) - (order.discount?.value.amount ?? .zero)
        let made = Money(sum, total.value.currency)
        return sum == total.value.amount
            ? .pass("the lines make \(made.grouped)", citations)
            : .fail(
                "the lines make \(made.grouped), the total is \(total.value.grouped)", citations)
    }
}
