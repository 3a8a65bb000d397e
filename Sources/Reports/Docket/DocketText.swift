package import ClaimModel

/// The queue of an office as text.
package struct DocketText {
    let queue: DocketQueue

    package init(_ queue: DocketQueue) {
        self.queue = queue
    }

    /// The queue, most urgent first; bad bundles at the end with their reason.
    package func text(_ style: TextStyle) -> String {
        var page = TextPage(style)
        let good = queue.entries.filter { $0.archive.reason == nil }
        let bad = queue.entries.filter { $0.archive.reason != nil }
        page.paragraph(
            "\(Wording.count(queue.entries.count, "bundle")) as of \(queue.asOf)"
                + (bad.isEmpty ? "" : ", \(bad.count) of them need a look first, see the end"))
        if !good.isEmpty {
            page.heading("window            score  gates not passed order")
        }
        for entry in good { write(entry, &page) }
        if !bad.isEmpty { page.heading("need a look first") }
        for entry in bad {
            let archive = entry.archive
            page.paragraph(
                "\(printable(archive.path)): \(archive.result.rawValue): \(printable(archive.reason ?? ""))",
                prefix: " \(page.mark(archive.result == .intact ? .unclear : .bad)) ", indent: 6)
            office(entry.office, &page)
        }
        return page.text
    }

    private func write(_ entry: DocketEntry, _ page: inout TextPage) {
        let archive = entry.archive
        let score = archive.score.map { "\($0) \(printable(archive.band ?? ""))" } ?? ""
        let gates = archive.failedGates.flatMap { $0.isEmpty ? nil : printable($0) } ?? "none"
        page.paragraph(
            printable(archive.orderNumber ?? ""),
            prefix: Self.window(entry.daysLeft(asOf: queue.asOf)).padded(to: 17) + " "
                + score.padded(to: 6) + " " + gates.padded(to: 16) + " ",
            indent: 42)
        let parties = [archive.buyer, archive.supplier].compactMap { $0 }.joined(separator: " v. ")
        page.paragraph(
            [
                printable(parties), archive.claimReasons.map(printable),
                archive.asked.map { "asks " + printable($0) },
                archive.isSignerConfirmed == true ? "signer confirmed" : "signer not confirmed",
                printable(archive.path),
            ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; "), indent: 15)
        if let missing = archive.missing, !missing.isEmpty {
            page.paragraph("missing: " + printable(missing).cut(to: 300), indent: 15)
        }
        office(entry.office, &page)
    }

    private func office(_ office: OfficeRecord, _ page: inout TextPage) {
        let parts = [
            office.status.map { "status " + printable($0) },
            office.assigned.map { "with " + printable($0) },
            office.received.map { "received " + printable($0) }, office.note.map(printable),
        ].compactMap { $0 }
        if !parts.isEmpty { page.paragraph("office: " + parts.joined(separator: "; "), indent: 15) }
    }

    static func window(_ days: Int?) -> String {
        switch days {
        case nil: "no window"
        case 0: "today"
        case let days? where days < 0: "closed \(-days) d ago"
        case let days?: Wording.count(days, "day") + " left"
        }
    }
}
