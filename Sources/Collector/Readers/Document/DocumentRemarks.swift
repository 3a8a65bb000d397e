import ClaimModel

/// What is worth knowing about a document, as findings.
enum DocumentRemarks {
    /// Page numbers named in one message.
    static let namedPages = 10

    /// Fewer pages in the file than the document counts. A count that was recognised in a picture may
    /// be misread and says nothing.
    static func pages(_ document: DocumentText) -> Finding? {
        guard let printed = document.printedPageCount, printed.origin != .recognised,
            printed.value > document.pageCount
        else { return nil }
        return Finding(
            code: "document.pages.missing", severity: .warning, places: [printed.place],
            message:
                "the document counts \(printed.value) pages, the file has \(document.pageCount)",
            remedy: "add the whole document, all pages in one file", effort: .minutes,
            citations: [Citation(printed)])
    }

    /// Pages without any characters.
    static func images(_ document: DocumentText) -> Finding? {
        guard document.pageCount > 0 else { return nil }
        let written = Set(document.rows.filter { $0.origin == .read }.map(\.page))
        if written.isEmpty {
            return Finding(
                code: "document.text.none", severity: .warning, places: [Place(spot: .whole)],
                message: document.rows.isEmpty
                    ? "the pages are images: there is no text to read"
                    : "the pages are images: their text was recognised, and letters may be wrong",
                remedy: "add the file that its author made, not a scan or a print of it",
                effort: .minutes)
        }
        let blank = (1...document.pageCount).lazy.filter { !written.contains($0) }
        let named = Array(blank.prefix(namedPages + 1))
        guard let first = named.first else { return nil }
        let list = named.prefix(namedPages).map(String.init).joined(separator: ", ")
        return Finding(
            code: "document.text.none", severity: .note,
            places: [Place(spot: .page(first, box: nil))],
            message: "no text on "
                + (named.count == 1 ? "page " : "pages ") + list
                + (named.count > namedPages ? " and others" : ""))
    }

    /// Text that comes out as other characters than are seen.
    static func unreadable(_ rows: [LayoutRow]) -> Finding? {
        guard let first = rows.first else { return nil }
        return Finding(
            code: "document.text.unreadable", severity: .note,
            places: [Place(spot: .page(first.page, box: first.box))],
            message:
                "\(rows.count) \(rows.count == 1 ? "row comes" : "rows come") out as other characters than are seen: "
                + String(first.line.prefix(60)),
            remedy: "read these rows on the page itself, or add the file in another format",
            effort: .minutes)
    }

    /// Signatures whose bytes were changed, or behind which bytes were added.
    static func signatures(_ found: [PDFSignatures.Found]) -> [Finding] {
        var findings: [Finding] = []
        for (index, one) in found.enumerated() {
            let name = "signature \(index + 1)" + (one.signature.signer.map { " (\($0))" } ?? "")
            if one.signature.status.hasPrefix("Digest Mismatch") {
                findings.append(changed(.failure, "the signed bytes of \(name) were changed"))
            } else if one.signature.isIntact, !one.coversFile {
                // A later signature that covers everything was itself added behind this one.
                let isCountersigned = found[(index + 1)...].contains {
                    $0.coversFile && $0.signature.isIntact
                }
                findings.append(
                    changed(
                        isCountersigned ? .note : .warning,
                        "bytes were added to the file after \(name) was made"
                            + (isCountersigned ? "; a later signature covers them" : "")))
            }
        }
        return findings
    }

    private static func changed(_ severity: Severity, _ message: String) -> Finding {
        Finding(
            code: "document.changed-after-signing", severity: severity,
            places: [Place(spot: .whole)], message: message,
            remedy: "ask who signed it for the file as it was signed", effort: .days)
    }

    /// Signatures that nobody looked at.
    static func signaturesUnread(_ reason: String) -> Finding {
        Finding(
            code: "document.signatures.unread", severity: .note, places: [Place(spot: .whole)],
            message: "signatures inside the document were not looked for: " + reason)
    }

    /// More pages or text than are read.
    static func cut(_ message: String) -> Finding {
        Finding(
            code: "document.text.cut", severity: .warning, places: [Place(spot: .whole)],
            message: message, remedy: "add the pages that matter as a file of their own",
            effort: .minutes)
    }
}
