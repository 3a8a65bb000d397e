internal import ClaimModel

extension Check {
    /// Filed inside the window, and the day of delivery is the same wherever it stands.
    static let deliveryDatesAgree = Check(
        id: "C24", title: "the days of delivery and filing agree", subject: "delivery-date",
        trouble: "differs", remedy: "state the day of delivery as the carrier's record does",
        effort: .minutes
    ) { facts in
        let read = facts.deliveryClocksRead
        let declared = facts.claim.receipts.compactMap(\.delivered)
        if !read.isEmpty {
            for receipt in declared {
                // A declared date without a time is a local day; it may differ by one in Beijing.
                let slack = receipt.value.wallClock.hour == nil ? 1 : 0
                let days = receipt.value.days(at: .beijing)
                let agrees = read.contains { clock in
                    let days2 = clock.value.days(at: .beijing)
                    return days.lowerBound.adding(days: -slack) <= days2.upperBound
                        && days2.lowerBound <= days.upperBound.adding(days: slack)
                }
                guard agrees else {
                    return .fail(
                        "declared as delivered on \(days.lowerBound), the carrier says "
                            + "\(read[0].value.days(at: .beijing).lowerBound)",
                        [Citation(receipt)] + read.map { Citation($0) })
                }
            }
        }
        let window = Gate.insideWindow.judge(facts)
        guard window.outcome == .pass else {
            return Answer(window.outcome, window.message, window.citations)
        }
        guard !read.isEmpty else {
            return facts.has(.tracking) || facts.has(.delivery)
                ? .cannotTell("no day of delivery could be read", window.citations)
                : .untested("no exhibit shows the delivery", repairedBy: [.delivery])
        }
        return .pass(
            "filed in time; \(read.count == 1 ? "the carrier's record agrees" : "the records agree")",
            declared.map { Citation($0) } + read.map { Citation($0) })
    }
}
