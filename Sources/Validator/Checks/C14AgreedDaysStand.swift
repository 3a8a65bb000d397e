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
        switch facts.departure(by: agreed.value) {
        case .late(let last, _):
            return .pass(
                "shipped after \(agreed.value), the latest agreed day", citations + [Citation(last)])
        case .unscanned:
            return .pass(
                "a consignment was not scanned by \(agreed.value), the latest agreed day", citations)
        case .unclear(let last, let why):
            return .cannotTell(why, citations + [Citation(last)])
        case .inTime(let last):
            return .fail(
                "the ship date was moved to \(agreed.value), and the goods left on "
                    + "\(last.value.days(at: .beijing).upperBound)", citations + [Citation(last)])
        case .undated:
            return .cannotTell("the carrier's first scan carries no time", citations)
        case .unknown:
            return agreed.value < facts.asOf
                ? .pass("nothing was scanned by \(agreed.value), the latest agreed day", citations)
                : .fail("the latest agreed day \(agreed.value) has not passed", citations)
        }
    }
}
