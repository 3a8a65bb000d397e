internal import ClaimModel

extension Check {
    /// Every defect names a clause, and a report, photo or video that shows it.
    static let defectsAreMapped = Check(
        id: "C06", title: "every defect stands against a clause and is shown by an exhibit",
        subject: "defect", trouble: "unmapped",
        remedy: "fill the nonconformity table: one row a defect, with clause and exhibits",
        effort: .minutes
    ) { facts in
        let rows = facts.claim.nonconformities
        guard !rows.isEmpty else { return .cannotTell("no defect is set against a clause") }
        let showing: [ExhibitKind] = [.inspection, .photos, .video, .sample]
        var citations: [Citation] = []
        for row in rows {
            let proof = row.proof.compactMap { facts.counted($0.value) }
                .filter { $0.kinds.contains(where: showing.contains) }
            citations.append(Citation(row.clause))
            guard !row.clause.value.isEmpty, !proof.isEmpty else {
                return .fail(
                    row.clause.value.isEmpty
                        ? "a defect names no clause"
                        : "no report, photo or video is named for \"\(row.clause.value)\"",
                    citations)
            }
            citations += proof.map {
                Citation(
                    text: row.measured?.raw ?? row.clause.raw, place: $0.place,
                    origin: .declared)
            }
        }
        return .pass("every defect names its clause and what shows it", citations)
    }
}
