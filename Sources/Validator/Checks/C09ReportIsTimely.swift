internal import ClaimModel

extension Check {
    /// The goods were inspected after delivery and before filing.
    static let reportIsTimely = Check(
        id: "C09", title: "the goods were inspected between delivery and filing",
        subject: "report-date", trouble: "outside",
        remedy: "show the day of delivery and the day of inspection", effort: .days
    ) { facts in
        var days: [Fact<[CalendarDay]>] = []
        for exhibit in facts.exhibits(of: .inspection) {
            for (report, file) in exhibit.reports {
                guard let stated = report.inspected ?? report.issued else { continue }
                let fact = stated.inside(exhibit.number, file: file.entry.name)
                let read = PrintedDay.days(in: fact.value)
                if !read.isEmpty {
                    days.append(Fact(read, raw: fact.raw, place: fact.place, origin: fact.origin))
                }
            }
            if days.isEmpty { days += exhibit.days(labelled: .reportDate) }
        }
        guard let report = days.first else {
            return .cannotTell("the report's date could not be read")
        }
        guard let delivery = facts.firstDelivery,
            delivery.origin != .declared || facts.has(.delivery)
        else {
            return .cannotTell(
                "no exhibit shows the day of delivery", [Citation(report)], repairedBy: [.delivery])
        }
        let citations = [Citation(delivery), Citation(report)]
        // A report's date is a local day; it may trail the Beijing day of delivery by one.
        let after = delivery.value.days(at: .beijing).lowerBound.adding(days: -1)
        let possible = report.value.filter { after <= $0 && $0 <= facts.filingDay }
        if possible.count == report.value.count {
            return .pass("inspected on \(report.value[0])", citations)
        }
        return possible.isEmpty && report.origin != .recognised
            ? .fail(
                "the report is dated \(report.value[0]), outside delivery and filing", citations)
            : .cannotTell(
                possible.isEmpty
                    ? "the report's date, recognised in a picture, is outside delivery and filing"
                    : "the report's date may mean two days", citations)
    }
}
