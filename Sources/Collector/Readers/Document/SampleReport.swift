import ClaimModel

/// Tells a laboratory's report on a sample that was handed in from an inspection of a shipment. Such
/// reports say so themselves, in the sentence that limits what their results mean.
enum SampleReport {
    /// The remark, nil for any other document.
    static func remark(on rows: [LayoutRow]) -> Finding? {
        guard
            let row = rows.first(where: { row in
                let text = row.line.lowercased()
                return text.utf8.count <= rowByteLimit
                    && (sentences.contains { words in words.allSatisfy { text.contains($0) } })
            })
        else { return nil }
        let place = Place(spot: .page(row.page, box: row.box))
        return Finding(
            code: "document.report.sample", severity: .warning, places: [place],
            message:
                "the report is about a sample that was handed in, and says nothing of the goods that were shipped",
            remedy: "have the shipped lot inspected, or show that the sample was drawn from it",
            effort: .days,
            citations: [Citation(text: row.line, place: place, origin: row.origin)])
    }

    /// Bytes of a row that are looked at: such a sentence is short.
    private static let rowByteLimit = 1_024

    /// Words that stand together in such a sentence, in small letters.
    private static let sentences: [[String]] = [
        ["result", "relate", "only", "sample"], ["result", "refer", "only", "sample"],
        ["result", "apply", "only", "sample"], ["result", "relate", "only", "item", "tested"],
        ["sample", "submitted", "identified", "client"],
        ["sample", "submitted by", "applicant"], ["仅对来样负责"], ["仅对样品负责"],
        ["仅对送检样品"], ["只对来样"], ["仅对所检样品"],
    ]
}
