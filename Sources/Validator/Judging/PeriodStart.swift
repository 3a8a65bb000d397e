internal import ClaimModel

/// The day a period is counted from, with what it is and how sure that is.
struct PeriodStart: Sendable {
    /// The Beijing days it can fall on: one, unless a time has no zone.
    let days: ClosedRange<CalendarDay>
    /// What it is and how sure, such as "delivery on 2026-04-10 in Beijing (confirmed …)".
    let words: String
    /// The facts it rests on.
    let citations: [Citation]
}

extension CaseFacts {
    /// The first start of a period that is known. Of several receipts or deliveries the earliest
    /// counts: it is the one whose period ends first.
    func start(of rule: DeadlineRule) -> PeriodStart? {
        for start in rule.starts where start.reasons.contains(where: reasons.contains) {
            if let found = self.start(start) { return found }
        }
        return nil
    }

    /// The day, or what makes it more than one.
    private static func words(_ clock: ClockReading, _ days: ClosedRange<CalendarDay>) -> String {
        let hasTime = clock.wallClock.hour != nil
        if days.lowerBound == days.upperBound {
            return "on \(days.lowerBound)" + (hasTime ? " Beijing time" : "")
        }
        if clock.alternative != nil {
            return (hasTime ? "between \(days.lowerBound) and" : "on \(days.lowerBound) or")
                + " \(days.upperBound), as day and month are read"
        }
        return "between \(days.lowerBound) and \(days.upperBound) Beijing time"
            + (clock.offset == nil ? ", as no zone is written" : "")
    }

    private func start(_ rule: DeadlineRule.StartRule) -> PeriodStart? {
        func make(_ clock: Fact<ClockReading>, _ what: String) -> PeriodStart {
            let days = clock.value.days(at: .beijing)
            let origin = clock.origin == .declared ? ", as declared" : ""
            return PeriodStart(
                days: days,
                words:
                    "\(what) \(Self.words(clock.value, days))\(origin) (\(rule.provenance.basis.words))",
                citations: [Citation(clock)])
        }
        func make(_ day: Fact<CalendarDay>, _ what: String) -> PeriodStart {
            PeriodStart(
                days: day.value...day.value,
                words: "\(what) on \(day.value), as declared (\(rule.provenance.basis.words))",
                citations: [Citation(day)])
        }
        switch rule.from {
        case .receiptConfirmed:
            return Self.earliest(claim.receipts.compactMap(\.confirmed))
                .map { make($0, "receipt confirmed") }
        case .delivered: return firstDelivery.map { make($0, "delivery") }
        case .expectedDelivery:
            return deliverBy.map { day in
                PeriodStart(
                    days: day.value...day.value,
                    words:
                        "the agreed day of delivery, \(day.value) (\(rule.provenance.basis.words))",
                    citations: [Citation(day)])
            }
        case .filed:
            return PeriodStart(
                days: filingDay...filingDay,
                words: "filing on \(filingDay) (\(rule.provenance.basis.words))",
                citations: [filingCitation])
        case .decided: return claim.complaint?.decided.map { make($0, "the decision") }
        case .paid: return claim.order.paidOn.map { make($0, "payment") }
        case .told: return claim.complaint?.toldSupplier.map { make($0, "notice to the supplier") }
        case .returned:
            // Of several returns the last: the period runs when the goods are no longer the buyer's.
            return exhibits(of: .return).compactMap(\.collected.exhibit.dated)
                .max { $0.value < $1.value }.map { make($0, "the return") }
        case .shipped:
            return (Self.earliest(firstScans) ?? Self.earliest(claim.shipments.compactMap(\.shipped)))
                .map { make($0, "shipment") }
        }
    }
}
