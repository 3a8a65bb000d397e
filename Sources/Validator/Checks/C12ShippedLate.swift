internal import ClaimModel

extension Check {
    /// The goods left after the agreed day, counted in Beijing days. A label that was printed is no
    /// shipment: the carrier's first physical scan is.
    static let shippedLate = Check(
        id: "C12", title: "the goods left later than agreed", subject: "shipment",
        trouble: "not-late",
        remedy: "compare the carrier's first scan with the ship date of the order", effort: .minutes
    ) { facts in
        guard let agreed = facts.shipBy else {
            return .cannotTell("the agreed ship date is not stated")
        }
        guard !facts.consignments.isEmpty else {
            return .cannotTell("no record of a carrier could be read", [Citation(agreed)])
        }
        switch facts.departure(by: agreed.value) {
        case .late(let last, let days):
            return .pass(
                "shipped \(DayText.count(days)) after \(agreed.value)",
                [Citation(agreed), Citation(last)])
        case .unscanned:
            return .pass(
                "a consignment has not been scanned yet",
                [Citation(agreed)] + facts.firstScans.prefix(1).map { Citation($0) })
        case .unclear(let last, let why):
            return .cannotTell(why, [Citation(agreed), Citation(last)])
        case .inTime(let last):
            return .fail(
                "shipped on \(last.value.days(at: .beijing).upperBound), not after \(agreed.value)",
                [Citation(agreed), Citation(last)])
        case .undated:
            return .cannotTell("the carrier's first scan carries no time", [Citation(agreed)])
        case .unknown:
            return agreed.value < facts.asOf
                ? .pass(
                    "the carrier has scanned nothing, and the agreed day \(agreed.value) has passed",
                    [Citation(agreed)]
                        + facts.consignments.prefix(3).map { tracking, exhibit, file in
                            Citation(
                                text: tracking.rawStatus,
                                place: exhibit.place(tracking.spot, in: file),
                                origin: .read)
                        })
                : .cannotTell("the agreed ship date has not passed", [Citation(agreed)])
        }
    }
}
