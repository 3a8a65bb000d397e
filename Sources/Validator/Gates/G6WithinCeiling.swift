internal import ClaimModel

extension Gate {
    /// A venue refunds at most what was paid, and at most what it covers.
    static let withinCeiling = Gate(
        id: "G6", title: "no more is asked than was paid and is covered", subject: "ceiling",
        trouble: "exceeded", remedy: "ask for no more than the sum paid and the sum covered",
        effort: .minutes
    ) { facts in facts.ceiling(needsExhibit: false) }
}
