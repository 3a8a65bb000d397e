package import ClaimModel

/// The queue as one HTML page: no script, no request, every word of a party escaped.
package struct DocketPage {
    let queue: DocketQueue
    let styleHash: String
    let link: (DocketArchive) -> String?

    /// - Parameters:
    ///   - styleHash: the SHA-256 of `PageStyle.text` in base 64, which the page's policy allows and nothing else.
    ///   - link: the path of a bundle's report beside the page, percent-encoded; nil when there is none.
    package init(
        _ queue: DocketQueue, styleHash: String, link: @escaping (DocketArchive) -> String?
    ) {
        self.queue = queue
        self.styleHash = styleHash
        self.link = link
    }

    /// The page.
    package var text: String {
        PlainPage(title: "Docket, \(queue.asOf)", styleHash: styleHash).text(
            "<h1>Docket</h1>\n<p>\(summary)</p>\n\(table)")
    }

    private var summary: String {
        let bad = queue.entries.count { $0.archive.reason != nil }
        return "\(Wording.count(queue.entries.count, "bundle")) as of \(queue.asOf), most urgent first"
            + (bad == 0 ? "." : "; \(bad) at the end need a look first.")
    }

    private var table: String {
        guard !queue.entries.isEmpty else { return "<p>The docket is empty.</p>" }
        let heads = ["Window", "Score", "Gates not passed", "Order", "Parties", "Asked", "Seal", "Office"]
        return PlainPage.table("Queue", heads: heads, rows: queue.entries.map(row))
    }

    private func row(_ entry: DocketEntry) -> String {
        let archive = entry.archive
        func cell(_ html: String, _ type: String = "") -> String {
            "<td\(type.isEmpty ? "" : " class=\"\(type)\"")>\(html)</td>"
        }
        let name = PlainPage.said(archive.path)
        let order = PlainPage.said(archive.orderNumber ?? "no order read")
        let file = link(archive).map { "<a href=\"\(PlainPage.escaped($0))\">\(name)</a>" } ?? name
        let parties = [archive.buyer, archive.supplier].compactMap { $0 }.map(PlainPage.said)
            .joined(separator: " v. ")
        var seal = archive.result.rawValue
        if archive.result == .intact {
            seal += archive.isSignerConfirmed == true ? ", signer confirmed" : ", signer not confirmed"
        }
        if let reason = archive.reason { seal += ": " + PlainPage.said(reason) }
        let office = [
            entry.office.status, entry.office.assigned.map { "with " + $0 },
            entry.office.received.map { "received " + $0 }, entry.office.note,
        ].compactMap { $0 }.map(PlainPage.said).joined(separator: "<br>")
        let missing = archive.missing.flatMap { $0.isEmpty ? nil : $0 }
            .map { "<br><small>missing: \(PlainPage.said($0))</small>" } ?? ""
        return "<tr>"
            + cell(DocketText.window(entry.daysLeft(asOf: queue.asOf)), "number")
            + cell(archive.score.map { "\($0) \(PlainPage.escaped(archive.band ?? ""))" } ?? "", "number")
            + cell(PlainPage.escaped(archive.failedGates ?? ""))
            + "<th scope=\"row\">\(order)<br><small>\(file)</small></th>"
            + cell(parties + missing) + cell(PlainPage.escaped(archive.asked ?? ""), "number")
            + cell(seal, archive.reason == nil ? "" : "bad") + cell(office) + "</tr>\n"
    }
}
