internal import ClaimModel

extension Check {
    /// A later agreement on the days replaces the day of the order: what left in time by the new day
    /// is not late, whatever the order once said.
    static let agreedDaysStand = Check(
        id: "C14", title: "the goods were late by the latest agreed day", subject: "agreed-day",
        trouble: "extended",
        remedy: "claim by the latest day both sides agreed to, and show that agreement",
        effort: .minutes
    ) { facts in
        guard let ordered = facts.claim.order.shipBy ?? facts.shipBy else {
            return .cannotTell("the agreed ship date is not stated")
        }
        let amendments = facts.claim.order.amendments.filter { $0.shipBy != nil }
        guard let agreed = facts.shipBy, !amendments.isEmpty else {
            let pages = facts.exhibits(of: .contract).map {
                Citation(text: "order", place: $0.place, origin: .declared)
            }
            return .pass("no later ship date is declared than \(ordered.value)", [Citation(ordered)] + pages)
        }
        let citations =
            [Citation(agreed), Citation(ordered)]
            + amendments.flatMap(\.proof).compactMap { facts.counted($0.value) }.map {
                Citation(text: "amendment", place: $0.place, origin: .declared)
            }
        let scans = facts.firstScans
        guard let last = CaseFacts.latest(scans) else {
            return agreed.value < facts.filingDay
                ? .pass("nothing was scanned by \(agreed.value), the latest agreed day", citations)
                : .fail("the latest agreed day \(agreed.value) has not passed", citations)
        }
        let days = last.value.days(at: .beijing)
        if agreed.value < days.lowerBound {
            return .pass(
                "shipped after \(agreed.value), the latest agreed day", citations + [Citation(last)])
        }
        return agreed.value < days.upperBound
            ? .cannotTell("the time of the first scan has no zone and may mean two days", citations)
            : .fail(
                "the ship date was moved to \(agreed.value), and the goods left on "
                    + "\(days.upperBound)", citations + [Citation(last)])
    }
}

extension CaseFacts {
    /// The reading with the latest possible Beijing day; the last of equals.
    static func latest(_ clocks: [Fact<ClockReading>]) -> Fact<ClockReading>? {
        clocks.max {
            $0.value.days(at: .beijing).lowerBound < $1.value.days(at: .beijing).lowerBound
        }
    }
}
