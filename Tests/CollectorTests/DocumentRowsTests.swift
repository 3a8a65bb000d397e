import ClaimModel
import Testing

@testable import Collector

struct DocumentRowsTests {
    @Test func `labels and values of separate blocks come back into rows`() {
        // All labels first, then all values, as pdftotext writes them.
        let rows = DocumentSamples.rows([
            [
                (60, 100, "Report No.:"), (60, 120, "Date of Issue:"), (60, 140, "Test Result:"),
                (240, 100, "NG-26-0187"), (240, 121, "2026-04-12"), (240, 139, "Pass*"),
            ]
        ])
        #expect(
            rows.map(\.textRow.text) == [
                "Report No.: | NG-26-0187", "Date of Issue: | 2026-04-12", "Test Result: | Pass*",
            ])
        #expect(rows[0].box == PageBox(left: 60, top: 100, right: 300, bottom: 112))
        #expect(rows[0].cells[1].box == PageBox(left: 240, top: 100, right: 300, bottom: 112))
    }

    @Test func `pages are read in order and rows from top to bottom`() {
        let rows = DocumentSamples.rows([
            [(40, 300, "last"), (40, 20, "first")], [(40, 20, "next")],
        ])
        #expect(rows.map(\.line) == ["first", "last", "next"])
        #expect(rows.map(\.page) == [1, 1, 2])
    }

    @Test func `words of a sentence stay one cell`() {
        let rows = DocumentSamples.rows([[(40, 20, "results relate only to the sample tested")]])
        #expect(rows.map(\.cells.count) == [1])
    }

    @Test func `entities are resolved and odd elements are skipped`() {
        let output = """
            <page width="1" height="1"><word xMin="1" yMin="1" xMax="9" yMax="9">A&amp;B&lt;C</word>
            <word xMin="x" yMin="1" xMax="9" yMax="9">no</word><word>no</word>
            <word xMin="1" yMin="30" xMax="9" yMax="20">no</word><word xMin="20" yMin="1" xMax="29" yMax="9">end
            """
        let words = PageLayout(Array(output.utf8)).pages.flatMap { $0 }
        #expect(words.map(\.text) == ["A&B<C", "end"])
    }

    @Test func `a stamp across the page is a row of its own`() {
        var output = String(
            decoding: DocumentSamples.layout([[(40, 100, "Lot size"), (200, 100, "2000")]]),
            as: UTF8.self)
        output = output.replacing(
            "</flow></page>",
            with:
                "<line><word xMin=\"90\" yMin=\"20\" xMax=\"180\" yMax=\"220\">COPY</word></line></flow></page>"
        )
        let rows = PageLayout(Array(output.utf8)).pages.flatMap { LayoutRows.rows($0, page: 1) }
        #expect(rows.map(\.textRow.text).sorted() == ["COPY", "Lot size | 2000"])
    }

    @Test func `any bytes in place of the layout are survived`() {
        var noise = ImageNoise(seed: 3)
        let good = DocumentSamples.layout([[(60, 100, "Report No.:"), (240, 100, "NG-26-0187")]])
        for _ in 0..<500 {
            var bytes = good
            for _ in 0...noise.next(below: 12) {
                bytes[noise.next(below: bytes.count)] = UInt8(noise.next(below: 256))
            }
            let rows = PageLayout(bytes).pages.enumerated().flatMap {
                LayoutRows.rows($1, page: $0 + 1)
            }
            _ = LabelledValues.find(in: rows)
            #expect(rows.count <= 10)
        }
    }
}
