package import ClaimModel

/// The queue as one HTML page: no script, no request, every word of a party escaped.
package struct DocketPage {
    let queue: DocketQueue
    let styleHash: String
    let link: (DocketArchive) -> String?

    /// - Parameters:
    ///   - styleHash: the SHA-256 of `style` in base 64, which the page's policy allows and nothing else.
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
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-\(styleHash)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Docket, \(queue.asOf)</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <h1>Docket</h1>
        <p>\(summary)</p>
        \(table)
        </main>
        </body>
        </html>

        """
    }

    private var summary: String {
        let bad = queue.entries.count { $0.archive.reason != nil }
        return "\(Wording.count(queue.entries.count, "bundle")) as of \(queue.asOf), most urgent first"
            + (bad == 0 ? "." : "; \(bad) at the end need a look first.")
    }

    private var table: String {
        guard !queue.entries.isEmpty else { return "<p>The docket is empty.</p>" }
        let heads = ["Window", "Score", "Gates not passed", "Order", "Parties", "Asked", "Seal", "Office"]
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Queue\"><table>\n<thead><tr>"
            + heads.map { "<th scope=\"col\">\($0)</th>" }.joined() + "</tr></thead>\n<tbody>\n"
            + queue.entries.map(row).joined() + "</tbody>\n</table></div>"
    }

    private func row(_ entry: DocketEntry) -> String {
        let archive = entry.archive
        func cell(_ html: String, _ type: String = "") -> String {
            "<td\(type.isEmpty ? "" : " class=\"\(type)\"")>\(html)</td>"
        }
        let name = Self.said(archive.path)
        let order = Self.said(archive.orderNumber ?? "no order read")
        let file = link(archive).map { "<a href=\"\(Self.escaped($0))\">\(name)</a>" } ?? name
        let parties = [archive.buyer, archive.supplier].compactMap { $0 }.map(Self.said)
            .joined(separator: " v. ")
        var seal = archive.result.rawValue
        if archive.result == .intact {
            seal += archive.isSignerConfirmed == true ? ", signer confirmed" : ", signer not confirmed"
        }
        if let reason = archive.reason { seal += ": " + Self.said(reason) }
        let office = [
            entry.office.status, entry.office.assigned.map { "with " + $0 },
            entry.office.received.map { "received " + $0 }, entry.office.note,
        ].compactMap { $0 }.map(Self.said).joined(separator: "<br>")
        let missing = archive.missing.flatMap { $0.isEmpty ? nil : $0 }
            .map { "<br><small>missing: \(Self.said($0))</small>" } ?? ""
        return "<tr>"
            + cell(DocketText.window(entry.daysLeft(asOf: queue.asOf)), "number")
            + cell(archive.score.map { "\($0) \(Self.escaped(archive.band ?? ""))" } ?? "", "number")
            + cell(Self.escaped(archive.failedGates ?? ""))
            + "<th scope=\"row\">\(order)<br><small>\(file)</small></th>"
            + cell(parties + missing) + cell(Self.escaped(archive.asked ?? ""), "number")
            + cell(seal, archive.reason == nil ? "" : "bad") + cell(office) + "</tr>\n"
    }

    /// A party's words, kept from turning their neighbours around.
    private static func said(_ text: String) -> String { "<bdi>\(escaped(text))</bdi>" }

    /// Text as HTML text or the value of a quoted attribute, with control and direction marks made visible.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in printable(text).unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The style sheet; light and dark, a wide table that scrolls by itself on a narrow screen.
    package static let style = """

        :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #ffffff; --line: #c9c9d2; --bad: #a3232b; --link: #1d4fa3 }
        @media (prefers-color-scheme: dark) { :root { --ink: #ececf1; --paper: #17171b; --line: #44444e; --bad: #ff9a9f; --link: #9ec1ff } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.45 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif }
        main { padding: 1rem clamp(.75rem, 3vw, 2.5rem) }
        h1 { font-family: Georgia, "Noto Serif", serif; font-size: 1.6rem; margin: .2rem 0 }
        .scroll { overflow-x: auto }
        table { border-collapse: collapse; min-width: 58rem; width: 100%; font-variant-numeric: tabular-nums }
        th, td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); font-weight: normal; overflow-wrap: anywhere }
        thead th { font-weight: 600; position: sticky; top: 0; background: var(--paper) }
        .number { white-space: nowrap }
        .bad { color: var(--bad) }
        a { color: var(--link) }
        @media print { .scroll { overflow: visible } table { min-width: 0; font-size: 9pt } tr { break-inside: avoid } }

        """
}
