package import ClaimModel

/// Bundles as rows, for any spreadsheet or help desk. Columns are a contract: they may be added to at the
/// end, never renamed.
package enum DocketCSV {
    private static let bundleHead = [
        "bundle", "result", "reason", "order", "buyer", "supplier", "venue", "reasons", "asked",
        "window-closes", "window", "days-left", "signer", "signer-confirmed", "proved-time", "rounds",
        "score", "band", "failed-gates", "failed-checks", "missing", "sha256",
    ]

    private static let officeHead = ["received", "assigned", "status", "note"]

    /// One row a bundle; days are counted from each bundle's own day of judging.
    package static func text(_ archives: [(DocketArchive, CalendarDay)]) -> String {
        CSVText.text(head: bundleHead, rows: archives.map { row($0.0, asOf: $0.1) })
    }

    /// The head alone, and one row alone, for those who print while they read.
    package static var head: String { CSVText.text(head: bundleHead, rows: []) }

    /// One row, with its line end.
    package static func line(_ archive: DocketArchive, asOf day: CalendarDay) -> String {
        CSVText.text(head: row(archive, asOf: day), rows: [])
    }

    /// A queue with what the office says.
    package static func text(_ queue: DocketQueue) -> String {
        CSVText.text(
            head: bundleHead + officeHead,
            rows: queue.entries.map { entry in
                row(entry.archive, asOf: queue.asOf)
                    + [entry.office.received, entry.office.assigned, entry.office.status, entry.office.note]
                    .map { $0 ?? "" }
            })
    }

    private static func row(_ archive: DocketArchive, asOf day: CalendarDay) -> [String] {
        let days = archive.windowCloses.map { day.days(to: $0) }
        // Without negative numbers no cell of ours begins like a formula.
        let window = days.map { $0 < 0 ? "closed" : "open" } ?? ""
        return [
            archive.path, archive.result.rawValue, archive.reason ?? "", archive.orderNumber ?? "",
            archive.buyer ?? "", archive.supplier ?? "", archive.venue ?? "",
            archive.claimReasons ?? "", archive.asked ?? "", archive.windowCloses?.description ?? "",
            window, days.map { $0 < 0 ? "" : String($0) } ?? "", archive.signer ?? "",
            archive.isSignerConfirmed.map { $0 ? "yes" : "no" } ?? "", archive.provedTime ?? "",
            archive.rounds.map(String.init) ?? "", archive.score.map(String.init) ?? "",
            archive.band ?? "", archive.failedGates ?? "", archive.failedChecks.map(String.init) ?? "",
            archive.missing ?? "", archive.digest ?? "",
        ]
    }
}
