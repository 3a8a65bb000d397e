import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

struct OfficeReaderTests {
    /// A document packed by a tool of the system.
    private static func document(_ files: [(String, String)]) throws -> DocumentText? {
        try Places.inNewFolder { folder in
            for (name, text) in files {
                let url = folder.appendingPathComponent(name)
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: url)
            }
            let ran = try Run.tool(
                "bsdtar", ["--format", "zip", "-cf", "x"] + files.map(\.0), in: folder)
            #expect(ran.status == 0, "\(ran.errors)")
            let bytes = Array(try Data(contentsOf: folder.appendingPathComponent("x")))
            return try OfficeReader.read(EvidenceSource(bytes))
        }
    }

    private static let word =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

    @Test func `Word: paragraphs and tables are rows, and a report is read in them`() throws {
        let body = """
            <w:p><w:r><w:t>Inspection report</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Report No.</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>QA-17</w:t></w:r><w:r><w:t>-2</w:t></w:r></w:p></w:tc></w:tr>
            <w:tr><w:tc><w:p><w:r><w:t>Sample size</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>125 pieces</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
            """
        let found = try #require(
            try Self.document([
                ("[Content_Types].xml", "<Types/>"),
                (
                    "word/document.xml",
                    "<w:document \(Self.word)><w:body>\(body)</w:body></w:document>"
                ),
            ]))
        #expect(found.format == "docx")
        #expect(
            found.rows.map(\.text) == [
                "Inspection report", "Report No. | QA-17-2", "Sample size | 125 pieces", "a | b",
            ])
        #expect(found.inspection?.number?.value == "QA-17-2")
        #expect(found.inspection?.sampleSize?.value == "125")
    }

    @Test func `Excel: cells are rows with their columns, shared and own texts`() throws {
        let found = try #require(
            try Self.document([
                (
                    "xl/sharedStrings.xml",
                    "<sst><si><r><t>Order </t></r><r><t>No.</t></r><rPh><t>x</t></rPh></si></sst>"
                ),
                (
                    "xl/worksheets/sheet1.xml",
                    "<worksheet><sheetData><row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"D3\" t=\"inlineStr\"><is><t>17</t></is></c><c r=\"E3\"><v>2.5</v></c><c r=\"F3\" t=\"s\"><v>9</v></c></row></sheetData></worksheet>"
                ),
                ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>"),
            ]))
        #expect(found.format == "xlsx")
        #expect(found.pageCount == 2)
        #expect(found.rows.map(\.text) == ["Order No. | 17 | 2.5"])
        #expect(found.rows.first?.box == PageBox(left: 2, top: 3, right: 6, bottom: 4))
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document \(word)>&b;</w:document>", "<w:document",
    ])
    func `a document whose XML is an attack or broken is unread`(xml: String) {
        #expect(throws: EvidenceSourceError.self) {
            _ = try Self.document([("word/document.xml", xml)])
        }
    }

    @Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
    struct Corpus {
        @Test func `the documents of the corpus are read`() throws {
            let rows = ChatCorpus.rows(kind: "document") { $0 == "docx" || $0 == "xlsx" }
            let sheet = try #require(rows.first { $0.format == "xlsx" })
            let table = try #require(try OfficeReader.read(sheet.source))
            #expect(table.title == "Simple Excel document")
            #expect(table.author == "Keith Bennett")
            #expect(table.created?.text == "2007-10-01T16:13:56+00:00")
            #expect(table.rows.contains { $0.text == "2 | 4" })
            let letter = try #require(rows.first { $0.format == "docx" })
            let text = try #require(try OfficeReader.read(letter.source))
            #expect(text.signatures.map(\.status) == ["present, not verified"])
            #expect(!text.rows.isEmpty)
        }
    }
}
