import ClaimModel
import SystemLibraries

/// Reads Word and Excel documents (Office Open XML, ECMA-376): rows of text, what the file says of
/// itself, and whether it is signed. Text is as it was typed: numbers that a sheet shows as dates stay
/// numbers, formulas stay their last result.
enum OfficeReader {
    /// Bytes of a document that are read.
    static let byteLimit = 64 << 20
    /// Rows that are read.
    static let rowLimit = 100_000
    /// Cells of a row that are kept.
    static let cellLimit = 200

    /// The document; nil when the archive holds neither kind. Throws when its XML cannot be read.
    static func read(_ source: EvidenceSource) throws(EvidenceSourceError) -> DocumentText? {
        let bytes = try source.all(limit: byteLimit)
        var files: [[UInt8]: [UInt8]] = [:]
        var signatureCount = 0
        do throws(ArchiveError) {
            var reader = try ArchiveReader(bytes: bytes, formats: .zip)
            while let entry = try reader.nextEntry() {
                if entry.name.starts(with: "_xmlsignatures/sig".utf8) { signatureCount += 1 }
                guard isWanted(entry.name), files[entry.name] == nil else { continue }
                files[entry.name] = try reader.readAll()
            }
        } catch {
            throw EvidenceSourceError(reason: error.description)
        }
        func file(_ name: String) throws(EvidenceSourceError) -> XMLElement? {
            guard let bytes = files[Array(name.utf8)] else { return nil }
            return try xml(bytes)
        }
        let rows: [LayoutRow]
        let format: String
        var pageCount = 1
        if let document = try file("word/document.xml") {
            format = "docx"
            rows = text(document)
        } else {
            let sheets = files.keys.filter { $0.starts(with: "xl/worksheets/sheet".utf8) }
                .sorted {
                    ($0.count, String(decoding: $0, as: UTF8.self)) < (
                        $1.count, String(decoding: $1, as: UTF8.self)
                    )
                }
            guard !sheets.isEmpty else { return nil }
            format = "xlsx"
            pageCount = sheets.count
            let shared = try file("xl/sharedStrings.xml").map(strings) ?? []
            var all: [LayoutRow] = []
            for (index, name) in sheets.enumerated() {
                guard let bytes = files[name] else { continue }
                all += cells(try xml(bytes), shared, page: index + 1)
            }
            rows = all
        }
        let labelled = LabelledValues.find(in: rows)
        var document = DocumentText(
            format: format, pageCount: pageCount, rows: rows.map(\.textRow),
            printedPageCount: PrintedPages.find(in: rows), labelled: labelled,
            inspection: InspectionReportReader.read(rows: rows, labelled: labelled))
        document.remarks += document.inspection.map(AcceptanceRemarks.remarks) ?? []
        if let core = try file("docProps/core.xml") { describe(core, &document) }
        if signatureCount > 0 {
            document.signatures = [
                DocumentSignature(status: "present, not verified", isIntact: false)
            ]
            document.remarks.append(
                DocumentRemarks.signaturesUnread("those of office documents are not checked here"))
        }
        return document
    }

    private static func isWanted(_ name: [UInt8]) -> Bool {
        ["word/document.xml", "xl/sharedStrings.xml", "docProps/core.xml"].contains {
            name.elementsEqual($0.utf8)
        }
            || name.starts(with: "xl/worksheets/sheet".utf8)
                && name.suffix(4).elementsEqual(".xml".utf8)
    }

    private static func xml(_ bytes: [UInt8]) throws(EvidenceSourceError) -> XMLElement {
        do throws(XMLReaderError) {
            return try XMLReader.read(
                bytes, limits: XMLReader.Limits(depth: XMLReader.Limits.greatestDepth))
        } catch {
            throw EvidenceSourceError(reason: "its XML cannot be read: \(error)")
        }
    }

    private static func describe(_ core: XMLElement, _ document: inout DocumentText) {
        func value(_ name: String) -> String? {
            // The parts are of other vocabularies than what is around them.
            core.childElements.first { $0.name == name }.map { $0.text.trimmedOfSpace }.flatMap {
                $0.isEmpty ? nil : $0
            }
        }
        document.title = value("title")
        document.author = value("creator")
        document.creator = value("lastModifiedBy")
        document.created = value("created").flatMap { ClockReading(iso8601: $0, keeper: .party) }
        document.modified = value("modified").flatMap { ClockReading(iso8601: $0, keeper: .party) }
    }

    // MARK: Word

    /// Paragraphs and rows of tables in order. Tabs split cells.
    private static func text(_ document: XMLElement) -> [LayoutRow] {
        var rows: [LayoutRow] = []
        func add(_ cells: [String]) {
            guard rows.count < rowLimit, cells.contains(where: { !$0.isEmpty }) else { return }
            rows.append(row(cells.prefix(cellLimit).map { $0 }, number: rows.count + 1, page: 1))
        }
        func walk(_ element: XMLElement) {
            switch element.name {
            case "p":
                add(paragraph(element).split(separator: "\t").map { String($0).trimmedOfSpace })
            case "tr":
                let cells = element.elements(named: "tc")
                add(
                    cells.map { cell in
                        paragraphs(cell).map(paragraph).joined(separator: " ").trimmedOfSpace
                    })
            default: for child in element.childElements { walk(child) }
            }
        }
        walk(document)
        return rows
    }

    private static func paragraphs(_ element: XMLElement) -> [XMLElement] {
        if element.name == "p" { return [element] }
        return element.childElements.flatMap(paragraphs)
    }

    private static func paragraph(_ element: XMLElement) -> String {
        switch element.name {
        case "t": return element.text
        case "tab": return "\t"
        case "br", "cr": return " "
        // Text that a tracked change took away.
        case "delText", "del": return ""
        default: return element.childElements.map(paragraph).joined()
        }
    }

    // MARK: Excel

    private static func strings(_ document: XMLElement) -> [String] {
        document.elements(named: "si").map { string($0) }
    }

    private static func string(_ element: XMLElement) -> String {
        // Phonetic guides repeat the text in another script.
        if element.name == "rPh" { return "" }
        if element.name == "t" { return element.text }
        return element.childElements.map(string).joined()
    }

    private static func cells(
        _ sheet: XMLElement, _ shared: [String], page: Int
    ) -> [LayoutRow] {
        guard let data = sheet.elements(named: "sheetData").first else { return [] }
        var rows: [LayoutRow] = []
        for element in data.elements(named: "row").prefix(rowLimit) {
            var cells: [LayoutRow.Cell] = []
            let number = element.attribute(named: "r").flatMap { Int($0) } ?? rows.count + 1
            for cell in element.elements(named: "c").prefix(cellLimit) {
                let text = value(cell, shared).trimmedOfSpace
                guard !text.isEmpty else { continue }
                let column = column(cell.attribute(named: "r")) ?? cells.count + 1
                cells.append(LayoutRow.Cell(text: text, box: box(column, number, column + 1)))
            }
            guard let first = cells.first, let last = cells.last else { continue }
            rows.append(
                LayoutRow(
                    page: page, box: box(first.box.left, number, last.box.right), cells: cells))
        }
        return rows
    }

    private static func value(_ cell: XMLElement, _ shared: [String]) -> String {
        let value = cell.elements(named: "v").first?.text ?? ""
        switch cell.attribute(named: "t") {
        case "s":
            guard let index = Int(value.trimmedOfSpace), shared.indices.contains(index) else {
                return ""
            }
            return shared[index]
        case "inlineStr": return cell.elements(named: "is").first.map(string) ?? ""
        case "b": return value == "1" ? "TRUE" : "FALSE"
        default: return value
        }
    }

    /// The column of a reference such as `AB12`, from 1.
    private static func column(_ reference: String?) -> Int? {
        guard let letters = reference?.utf8.prefix(while: { (65...90).contains($0) }),
            (1...3).contains(letters.count)
        else { return nil }
        return letters.reduce(0) { $0 * 26 + Int($1 - 64) }
    }

    private static func row(_ cells: [String], number: Int, page: Int) -> LayoutRow {
        LayoutRow(
            page: page, box: box(1, number, cells.count + 1),
            cells: cells.enumerated().map { index, text in
                LayoutRow.Cell(text: text, box: box(index + 1, number, index + 2))
            })
    }

    /// Columns and rows instead of points; numbers of foreign files are kept in bounds.
    private static func box(_ left: Int, _ top: Int, _ right: Int) -> PageBox {
        let top = min(max(0, top), 10_000_000)
        return PageBox(left: left, top: top, right: right, bottom: top + 1)
    }
}
