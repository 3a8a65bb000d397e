internal import ClaimModel

/// How far a head of the amount is supported.
struct Support: Sendable {
    /// The part that is.
    var amount: ExactDecimal
    /// Exhibits it rests on that nobody read.
    var unread: [ExhibitNumber] = []
    /// Sums read that speak to it.
    var printed: [Fact<Money>] = []
    /// Why it is not supported in full; nil when it is.
    var objection: String?

    init(_ amount: ExactDecimal, objection: String? = nil) {
        self.amount = amount
        self.objection = objection
    }
}

/// The exhibits heads with a sum of their own rest on, each used up as heads take from it: one
/// receipt pays for one expense.
struct Receipts {
    let currency: CurrencyCode
    private var sums: [ExhibitNumber: PrintedSums] = [:]
    private var used: [ExhibitNumber: [ExactDecimal]] = [:]

    init(currency: CurrencyCode) { self.currency = currency }

    /// How far exhibits support a sum: in full when a document prints it, or its totals make it;
    /// else up to the largest total below it. Where no document was read, an exhibit of a kind
    /// that carries sums is taken at the claimant's word.
    mutating func support(of sum: Money, in head: RefundHead, by exhibits: [JudgedExhibit])
        -> Support
    {
        for exhibit in exhibits where sums[exhibit.number] == nil {
            sums[exhibit.number] = PrintedSums(exhibit, in: currency)
        }
        let read = exhibits.filter { sums[$0.number]?.standing == .read }
        // What was recognised in a picture supports a sum; that it was not refutes none.
        for exhibit in exhibits where sums[exhibit.number]?.standing != .carriesNone {
            let equal = printed(exhibit).all.filter { $0.value == sum }
            if let first = equal.first, isFree(sum.amount, times: equal.count, of: exhibit) {
                used[exhibit.number, default: []].append(sum.amount)
                var support = Support(sum.amount)
                support.printed = [first]
                return support
            }
        }
        let named = exhibits.filter { sums[$0.number]?.standing == .named }
        if !named.isEmpty {
            var support = Support(sum.amount)
            support.unread = named.map(\.number)
            return support
        }
        return part(of: sum, in: head, read: read, exhibits: exhibits)
    }

    /// Several invoices may make one head; one alone supports it up to its total.
    private mutating func part(
        of sum: Money, in head: RefundHead, read: [JudgedExhibit], exhibits: [JudgedExhibit]
    ) -> Support {
        let place = (head.amount?.place ?? head.purpose.place).opening
        var rest = sum.amount
        var support = Support(.zero)
        var wasUsed = false
        for exhibit in read {
            let taken = used[exhibit.number, default: []]
            let totals = printed(exhibit).labelled
            guard let best = totals.filter({ $0.value.amount <= rest })
                .max(by: { $0.value.amount < $1.value.amount })
            else { continue }
            guard taken.isEmpty else {
                wasUsed = true
                continue
            }
            support.printed.append(best)
            support.amount = support.amount + best.value.amount
            rest = rest - best.value.amount
            used[exhibit.number, default: []].append(best.value.amount)
        }
        guard !rest.isZero else { return support }
        let asked = "\(sum.grouped) (\(place))"
        if !support.printed.isEmpty {
            let words = support.printed.map { "\($0.value.grouped) (\($0.place))" }
            support.objection =
                "\(asked) is claimed, the exhibits state \(words.joined(separator: " and "))"
        } else if wasUsed || read.contains(where: { !used[$0.number, default: []].isEmpty }) {
            support.objection = "\(asked) is claimed, and another head uses the same receipt"
        } else if let first = read.first {
            let most = read.flatMap { printed($0).labelled }
                .min { $0.value.amount < $1.value.amount }
            support.printed = [most].compactMap(\.self)
            support.objection =
                most.map {
                    "\(asked) is claimed, the exhibit states \($0.value.grouped) (\($0.place))"
                } ?? "\(asked) is claimed, and \(first.number) states no such sum"
        } else {
            let names = exhibits.map(\.number.description).joined(separator: ", ")
            support.objection =
                "\(asked) is claimed, and \(names) is of a kind that states no sum"
        }
        return support
    }

    private func printed(_ exhibit: JudgedExhibit) -> PrintedSums {
        sums[exhibit.number] ?? PrintedSums(exhibit, in: currency)
    }

    /// True while earlier heads leave this printed sum: no more heads than places print it, and
    /// together no more than the totals, where the exhibit states any.
    private func isFree(_ amount: ExactDecimal, times: Int, of exhibit: JudgedExhibit) -> Bool {
        let taken = used[exhibit.number, default: []]
        if taken.isEmpty { return true }
        let totals = printed(exhibit).totals
        guard totals.isEmpty else {
            let all = totals.reduce(ExactDecimal.zero) { $0 + $1.value.amount }
            return taken.reduce(amount) { $0 + $1 } <= all
        }
        return taken.count { $0 == amount } < times
    }
}

extension Place {
    /// What to open, without the field: `claim.yaml:17`.
    var opening: String {
        guard exhibit == nil, let file, case .field(_, let line) = spot, let line else {
            return description
        }
        return "\(file):\(line)"
    }
}
