/// One page of a filing set: headings, paragraphs and tables, said once and laid out as text, HTML or
/// CSV.
struct FilingDocument {
    /// A part of it, top to bottom.
    enum Block {
        case heading(String)
        case paragraph(String)
        /// Lines that belong together, each an entry.
        case list([String])
        case table(FilingTable)
    }

    /// Its title.
    var title: String
    /// Its parts.
    var blocks: [Block] = []
    /// True for a table that needs a page on its side.
    var isWide = false
    /// True when it may stand on the page of what comes before it.
    var follows = false

    /// Columns of the text form: what fits across a page in a fixed font.
    static let textWidth = 92

    mutating func heading(_ text: String) { blocks.append(.heading(text)) }

    mutating func paragraph(_ text: String) { blocks.append(.paragraph(text)) }

    mutating func list(_ lines: [String]) {
        if !lines.isEmpty { blocks.append(.list(lines)) }
    }

    mutating func table(_ table: FilingTable) { blocks.append(.table(table)) }

    /// The page as plain text. A table becomes one block a row: a table that is wider than the page
    /// could be read by nobody.
    var text: String {
        var page = TextPage(TextStyle(width: Self.textWidth))
        page.line(printable(title))
        page.line(String(repeating: "=", count: min(Self.textWidth, printable(title).columns)))
        for block in blocks {
            switch block {
            case .heading(let text): page.heading(printable(text))
            case .paragraph(let text):
                page.line()
                page.paragraph(printable(text))
            case .list(let lines):
                page.line()
                for line in lines { page.paragraph(printable(line), prefix: "- ") }
            case .table(let table):
                let indent = 2 + (table.columns.map(\.columns).max() ?? 0)
                for row in table.rows {
                    page.line()
                    for (column, cell) in zip(table.columns, row) where !cell.isEmpty {
                        page.paragraph(
                            printable(cell), prefix: (column + ":").padded(to: indent),
                            indent: indent)
                    }
                }
                if table.rows.isEmpty { page.paragraph("(nothing)") }
            }
        }
        return page.text
    }

    /// The page's parts as HTML, to stand in a `FilingPage`.
    var section: String {
        let kind = isWide ? " class=\"wide\"" : follows ? " class=\"follows\"" : ""
        var html = "<section\(kind)>\n<h1>\(markup(title))</h1>\n"
        for block in blocks {
            switch block {
            case .heading(let text): html += "<h2>\(markup(text))</h2>\n"
            case .paragraph(let text): html += "<p>\(flowing(text))</p>\n"
            case .list(let lines):
                html += "<ul>\n" + lines.map { "<li>\(flowing($0))</li>\n" }.joined() + "</ul>\n"
            case .table(let table): html += table.html
            }
        }
        return html + "</section>\n"
    }
}

/// Rows under named columns.
struct FilingTable {
    /// The columns' names.
    var columns: [String]
    /// Rows with as many cells as there are columns.
    var rows: [[String]] = []
    /// Columns that hold numbers, counted from 0; they stand to the right.
    var numeric: Set<Int> = []
    /// Columns that are never broken: dates, short names.
    var narrow: Set<Int> = []
    /// Columns that hold digests.
    var digests: Set<Int> = []

    var html: String {
        func cell(_ text: String, _ index: Int, _ tag: String) -> String {
            let kind =
                digests.contains(index) && tag == "td"
                ? " class=\"digest\""
                : numeric.contains(index)
                    ? " class=\"number\"" : narrow.contains(index) ? " class=\"narrow\"" : ""
            return "<\(tag)\(kind)>\(flowing(text))</\(tag)>"
        }
        func row(_ cells: [String], _ tag: String) -> String {
            "<tr>" + cells.enumerated().map { cell($1, $0, tag) }.joined() + "</tr>\n"
        }
        return "<table>\n<thead>\(row(columns, "th"))</thead>\n<tbody>\n"
            + rows.map { row($0, "td") }.joined() + "</tbody>\n</table>\n"
    }

    /// The table as comma-separated values.
    var csv: String { CSVText.text(head: columns, rows: rows) }
}

/// Text that can only be text in HTML.
func markup(_ text: String) -> String { Markup(attribute: text).html }

/// The same for running text: exhibit numbers and dates are kept in one piece, and gaps stand out.
func flowing(_ text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map { word in
        let isShort = word.utf8.count <= 24 && word.utf8.allSatisfy { $0 < 0x80 }
        guard isShort, word.utf8.contains(UInt8(ascii: "-")),
            word.utf8.contains(where: { (48...57).contains($0) })
        else { return markup(String(word)) }
        return "<span class=\"narrow\">\(markup(String(word)))</span>"
    }
    let html = words.joined(separator: " ")
    let parts = html.split(separator: "[MISSING:", omittingEmptySubsequences: false)
    var result = String(parts.first ?? "")
    for part in parts.dropFirst() {
        guard let end = part.firstIndex(of: "]") else {
            result += "[MISSING:\(part)"
            continue
        }
        result += "<strong>[MISSING:\(part[...end])</strong>\(part[part.index(after: end)...])"
    }
    return result
}

/// An HTML file of sections, one to a printed page. It is inert: no script, no link, no image, nothing
/// loaded; opening it can do nothing but show it.
enum FilingPage {
    static func html(title: String, _ documents: [FilingDocument]) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width">
        <title>\(markup(title))</title>
        <style>
        @page { size: A4; margin: 16mm 18mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555 } }
        body { font: 10.5pt/1.42 "Liberation Sans", "Noto Sans", "DejaVu Sans", Arial, "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; color: #1a1a1a; background: #fff; max-width: 52em; margin: 2em auto; padding: 0 1.2em; overflow-wrap: break-word }
        @page wide { size: A4 landscape }
        .wide { page: wide }
        section + section { break-before: page; margin-top: 3em }
        section + section.follows { break-before: auto; margin-top: 2em }
        strong { border: 1.5px solid #a40000; padding: 0 .25em; color: #a40000 }
        h1 { font-size: 15pt; line-height: 1.2; margin: 0 0 .7em; padding-bottom: .35em; border-bottom: 2px solid #1a1a1a; break-after: avoid }
        h2 { font-size: 11pt; margin: 1.1em 0 .3em; break-after: avoid }
        p { margin: .35em 0 }
        ul { margin: .3em 0; padding-left: 1.2em }
        table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.3; margin: .6em 0 1em }
        thead { display: table-header-group }
        tr { break-inside: avoid }
        th, td { text-align: left; vertical-align: top; padding: .35em .55em; border-bottom: 1px solid #bbb }
        th { border-bottom: 1.5px solid #1a1a1a; font-weight: bold }
        .number { text-align: right; white-space: nowrap }
        .narrow { white-space: nowrap }
        .digest { font: 8pt "DejaVu Sans Mono", monospace; white-space: nowrap }
        @media print { body { margin: 0; padding: 0; max-width: none } section + section { margin-top: 0 } section + section.follows { margin-top: 2em } }
        </style>
        </head>
        <body>

        """ + documents.map(\.section).joined() + "</body>\n</html>\n"
    }
}
