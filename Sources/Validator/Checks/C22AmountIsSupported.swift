internal import ClaimModel

extension Check {
    /// The sum asked is the sum of its heads, each with an exhibit, none counted twice.
    static let amountIsSupported = Check(
        id: "C22", title: "the amount is the sum of heads with exhibits", subject: "amount",
        trouble: "unsupported",
        remedy: "add a receipt for every head, or lower the claim to the supported sum",
        effort: .minutes
    ) { facts in
        if let asked = facts.claim.refund?.ask, !asked.value.isPositive {
            return .fail(
                "\(asked.value.grouped) is asked: that is no refund", [Citation(asked)],
                remedy: "state under refund what you ask for, as in \"ask: 100.00 "
                    + "\(asked.value.currency.letters)\"")
        }
        guard let account = AmountAccount(facts) else {
            return facts.has(.amount)
                ? .cannotTell("the claim does not say what is asked")
                : .untested(
                    "neither a sum nor how it is made up is stated", repairedBy: [.amount])
        }
        // A sum without heads is a sum nothing supports: leaving the heads out lifts no cap.
        guard !account.lines.isEmpty else {
            var answer = Answer.fail(
                "\(account.asked.value.grouped) is asked, and no head says what for",
                [Citation(account.asked)],
                remedy: "break the sum down under refund: heads, each with units and price or an "
                    + "amount, and the exhibit that shows it")
            answer.repairedBy = [.amount]
            return answer
        }
        var citations = [Citation(account.asked)]
        for line in account.lines {
            citations.append(
                Citation(line.head.purpose).saying(
                    line.head.purpose.value + (line.sum.map { ", " + $0.grouped } ?? "")))
            if line.objection != nil { citations += line.head.amount.map { [Citation($0)] } ?? [] }
            citations += line.printed.map { Citation($0) }
            if line.objection == nil, line.printed.isEmpty {
                citations += line.exhibits.map {
                    Citation(text: line.head.purpose.value, place: $0.place, origin: .declared)
                }
            }
        }
        let tolerance = facts.rulebook.limit(.amountTolerance)?.value ?? .zero
        let over = account.asked.value.amount - account.supported.amount
        let objections = account.lines.compactMap { line in
            line.objection.map { "\"\(line.head.purpose.value)\": \($0)" }
        }
        let unread = Set(account.lines.flatMap(\.unread)).sorted().map(\.description)
        let named =
            unread.isEmpty ? "" : "; \(unread.joined(separator: ", ")): named, not read"
        if over <= tolerance, objections.isEmpty {
            return .pass("\(account.supported.grouped) are supported" + named, citations)
        }
        if over <= tolerance {
            return .pass(
                "\(account.supported.grouped) are supported without "
                    + objections.joined(separator: "; ") + named, citations)
        }
        var answer = Answer.fail(
            "\(account.asked.value.grouped) is asked, \(account.supported.grouped) is supported, "
                + "\(account.unsupported.grouped) is not"
                + (objections.isEmpty ? "" : "; " + objections.joined(separator: "; ")) + named,
            citations,
            remedy: "claim \(account.supported.grouped), or add heads with receipts for the other "
                + account.unsupported.grouped)
        // Receipts for the heads repair this with the requirement.
        answer.repairedBy = [.amount]
        return answer
    }
}
