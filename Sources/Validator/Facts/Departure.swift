internal import ClaimModel

/// What carriers' first physical scans say of a last day to ship, counted in Beijing days.
enum Departure {
    /// No scan is known that carries a time, and some consignment may not have been scanned.
    case unknown
    /// Every consignment was scanned, and no scan carries a time.
    case undated
    /// A consignment left after the day whatever its time may mean: the one that left last.
    case late(Fact<ClockReading>, days: Int)
    /// None is known to be late, one has not been scanned at all, and the day has passed.
    case unscanned
    /// A time may mean a day before and one after, a scan carries none, or one is still to come: the one
    /// that may have left last, and why nobody can tell.
    case unclear(Fact<ClockReading>, why: String)
    /// Every consignment left by the day, whatever the times may mean: the one that left last.
    case inTime(Fact<ClockReading>)
}

extension CaseFacts {
    /// Late is late when one consignment was; in time is in time when all were.
    func departure(by agreed: CalendarDay) -> Departure {
        let consignments = consignments
        let scans = firstScans
        func days(_ scan: Fact<ClockReading>) -> ClosedRange<CalendarDay> {
            scan.value.days(at: .beijing)
        }
        guard let surest = scans.max(by: { days($0).lowerBound < days($1).lowerBound }),
            let last = scans.max(by: { days($0).upperBound < days($1).upperBound })
        else {
            let isScanned =
                !consignments.isEmpty
                && consignments.allSatisfy { $0.tracking.firstPhysicalScan != nil }
            return isScanned ? .undated : .unknown
        }
        if agreed < days(surest).lowerBound {
            return .late(surest, days: agreed.days(to: days(surest).lowerBound))
        }
        let missing = consignments.count { $0.tracking.firstPhysicalScan == nil }
        if missing > 0 {
            return agreed < asOf
                ? .unscanned
                : .unclear(
                    last, why: "a consignment has not been scanned, and the day \(agreed) has not passed")
        }
        if agreed < days(last).upperBound {
            return .unclear(
                last, why: "the time of a first scan has no zone and may mean two days")
        }
        return scans.count == consignments.count
            ? .inTime(last) : .unclear(last, why: "the first scan of a consignment carries no time")
    }
}
