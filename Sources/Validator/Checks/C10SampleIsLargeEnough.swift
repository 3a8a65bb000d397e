internal import ClaimModel

extension Check {
    /// The sample is at least what ISO 2859-1 draws from a lot of that size at general level I, the
    /// smallest of its general levels.
    static let sampleIsLargeEnough = Check(
        id: "C10", title: "the sample is large enough for the lot (ISO 2859-1)",
        subject: "sample-size", trouble: "small",
        remedy: "have the report state lot size and sample size, and draw by general level II",
        effort: .days
    ) { facts in
        for exhibit in facts.exhibits(of: .inspection) {
            for (report, file) in exhibit.reports {
                guard let lot = report.lotSize?.inside(exhibit.number, file: file.entry.name),
                    let sample = report.sampleSize?.inside(exhibit.number, file: file.entry.name),
                    let lotSize = PrintedCount.read(lot.value),
                    let sampleSize = PrintedCount.read(sample.value), lotSize > 0,
                    lot.origin != .recognised, sample.origin != .recognised
                else { continue }
                let citations = [Citation(lot), Citation(sample)]
                guard sampleSize <= lotSize else {
                    return .fail(
                        "the sample of \(sampleSize) is larger than its lot of \(lotSize)",
                        citations)
                }
                let plan = SamplingPlan(lotSize: lotSize)
                guard sampleSize >= min(plan.levelI, lotSize) else {
                    return .fail(
                        "\(sampleSize) of \(lotSize) were drawn; level II asks for \(plan.levelII)",
                        citations)
                }
                return .pass(
                    sampleSize >= min(plan.levelII, lotSize)
                        ? "\(sampleSize) of \(lotSize) were drawn; level II asks for \(plan.levelII)"
                        : "\(sampleSize) of \(lotSize) were drawn: level I; level II asks for "
                            + "\(plan.levelII)", citations)
            }
        }
        return .cannotTell("the report does not state lot size and sample size")
    }
}

/// Sample sizes of ISO 2859-1 for single sampling: code letters by lot size (table 1) and their
/// sizes (table 2-A).
struct SamplingPlan {
    /// Units drawn at general inspection level I.
    let levelI: Int
    /// Units drawn at general inspection level II.
    let levelII: Int

    init(lotSize: Int) {
        let row = Self.rows.first { lotSize <= $0.lot } ?? Self.rows[Self.rows.count - 1]
        levelI = row.levelI
        levelII = row.levelII
    }

    private static let rows: [(lot: Int, levelI: Int, levelII: Int)] = [
        (8, 2, 2), (15, 2, 3), (25, 3, 5), (50, 5, 8), (90, 5, 13), (150, 8, 20), (280, 13, 32),
        (500, 20, 50), (1_200, 32, 80), (3_200, 50, 125), (10_000, 80, 200), (35_000, 125, 315),
        (150_000, 200, 500), (500_000, 315, 800), (.max, 500, 1_250),
    ]
}
