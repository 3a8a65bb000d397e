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
        let scans = facts.firstScans
        let isMissing = facts.consignments.contains { $0.tracking.firstPhysicalScan == nil }
        // Late is late when one consignment was: the last to leave decides.
        guard
            let last = scans.max(by: {
                $0.value.days(at: .beijing).lowerBound < $1.value.days(at: .beijing).lowerBound
            })
        else {
            guard isMissing else {
                return .cannotTell("the carrier's first scan carries no time", [Citation(agreed)])
            }
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
        let days = last.value.days(at: .beijing)
        let citations = [Citation(agreed), Citation(last)]
        if agreed.value < days.lowerBound {
            let late = agreed.value.days(to: days.lowerBound)
            return .pass(
                "shipped \(late) \(late == 1 ? "day" : "days") after \(agreed.value)", citations)
        }
        if isMissing, agreed.value < facts.asOf {
            return .pass("a consignment has not been scanned yet", citations)
        }
        return agreed.value < days.upperBound
            ? .cannotTell("the time of the first scan has no zone and may mean two days", citations)
            : .fail("shipped on \(days.upperBound), not after \(agreed.value)", citations)
    }
}
