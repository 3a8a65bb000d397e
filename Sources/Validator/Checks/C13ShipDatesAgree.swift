internal import ClaimModel

extension Check {
    /// The platform's ship date is the day the carrier first had the goods.
    static let shipDatesAgree = Check(
        id: "C13", title: "the platform's ship date is the carrier's first scan",
        subject: "ship-date", trouble: "differs",
        remedy: "show the carrier's own record from its first scan on", effort: .minutes
    ) { facts in
        let scans = facts.firstScans
        guard !scans.isEmpty else { return .cannotTell("the record shows no physical scan") }
        let declared = facts.claim.shipments.compactMap(\.shipped)
        guard !declared.isEmpty else {
            return .cannotTell("the platform's ship date is not stated", scans.map { Citation($0) })
        }
        for shipped in declared {
            let day = shipped.value.days(at: .beijing)
            guard scans.contains(where: { $0.value.days(at: .beijing).overlaps(day) }) else {
                return .fail(
                    "the platform says \(day.lowerBound), the carrier first had the goods on "
                        + "\(scans[0].value.days(at: .beijing).lowerBound)",
                    [Citation(shipped)] + scans.map { Citation($0) })
            }
        }
        return .pass(
            "the ship dates agree", declared.map { Citation($0) } + scans.map { Citation($0) })
    }
}
