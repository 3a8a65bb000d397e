internal import ClaimModel

extension Check {
    /// The report's marked result is the claimant's: a report that passes the goods defeats the
    /// claim.
    static let reportAgrees = Check(
        id: "C07", title: "the report's conclusion agrees with the claim", subject: "report",
        trouble: "contradicts",
        remedy: "ask the inspection body for a result on the clauses in dispute", effort: .days
    ) { facts in
        var agreeing: [Citation] = []
        var pending: [Citation] = []
        for exhibit in facts.exhibits(of: .inspection) {
            for (report, file) in exhibit.reports {
                guard let result = report.result?.inside(exhibit.number, file: file.entry.name)
                else {
                    continue
                }
                switch result.value {
                case .pass where result.origin == .recognised: pending.append(Citation(result))
                case .pass:
                    return .fail("\(exhibit.number) passes the goods", [Citation(result)])
                case .fail: agreeing.append(Citation(result))
                case .pending: pending.append(Citation(result))
                }
            }
        }
        if !agreeing.isEmpty {
            let rows = facts.claim.nonconformities.compactMap { row in
                row.proof.compactMap { facts.counted($0.value) }
                    .first { !$0.kinds.contains(.inspection) }
                    .map { Citation(text: row.clause.raw, place: $0.place, origin: .declared) }
            }
            return .pass("the report fails the goods", agreeing + rows.prefix(3))
        }
        return .cannotTell(
            pending.isEmpty
                ? "no result could be read in the report" : "the report leaves its result open",
            pending)
    }
}
