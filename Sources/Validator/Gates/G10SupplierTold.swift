internal import ClaimModel

extension Gate {
    /// Venues want the parties to talk first.
    static let supplierTold = Gate(
        id: "G10", title: "the supplier was told first", subject: "supplier", trouble: "not-told",
        remedy: "write to the supplier on the platform today and name defect, lot and quantity",
        effort: .minutes
    ) { facts in
        let notices = facts.exhibits(of: .notice).map {
            Citation(
                text: $0.collected.exhibit.title?.value ?? "notice", place: $0.place,
                origin: .declared)
        }
        guard let told = facts.claim.complaint?.toldSupplier else {
            return notices.isEmpty
                ? .cannotTell("the claim does not say when the supplier was told")
                : .pass("an exhibit shows that the supplier was told", notices)
        }
        let day = told.value.days(at: .beijing).lowerBound
        return day <= facts.filingDay
            ? .pass("the supplier was told on \(day)", [Citation(told)] + notices)
            : .fail(
                "the supplier was told after filing", [Citation(told), facts.filingCitation])
    }
}
