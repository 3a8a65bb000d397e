import ClaimModel
import Testing

@testable import Collector

struct DocumentLabelTests {
    private func values(_ lines: String...) -> [String] {
        LabelledValues.find(in: DocumentSamples.rows(lines)).map { $0.name + "=" + $0.value }
    }

    @Test(
        arguments: [
            ("Report No.: | SZEM210200207301", ["report-number=SZEM210200207301"]),
            ("Report No.: NG-26-0187", ["report-number=NG-26-0187"]),
            ("Invoice No : # BLR_2015", ["invoice-number=BLR_2015"]),
            ("Invoice Number | INV-100", ["invoice-number=INV-100"]),
            ("PO# 4711-A", ["order-number=4711-A"]),
            ("报告编号：HY-2026-01", ["report-number=HY-2026-01"]),
            ("报告编号 Report No.: | HY-2026-01", ["report-number=HY-2026-01"]),
            ("检验日期： | 2026年4月11日", ["date-inspected=2026年4月11日"]),
            ("Date of Issue | 2026-04-12", ["date-issued=2026-04-12"]),
            ("DUE DATE: 12/15/2019", ["date-due=12/15/2019"]),
            ("Invoice No: A1 Date: 2026-04-12", ["invoice-number=A1", "date=2026-04-12"]),
            ("Grand Total | 1 | 278.61 | 319.00", ["total=319.00"]),
            ("TOTAL | $110.00", ["total=$110.00"]),
            ("Payer | Larkspur Devices LLC", ["payer=Larkspur Devices LLC"]),
            ("Supplier | Buyer | Terms", []),
            ("Invoice HY-INV-1, order 4711 | Page 1 of 2", ["invoice-number=HY-INV-1"]),
            ("Total | 20 | 2,000 | 162.0 | 148.0", []),
            ("Amount | 38,500.00 USD", ["amount=38,500.00 USD"]),
            ("Payee: | Larkspur Devices LLC", ["payee=Larkspur Devices LLC"]),
            ("收款人：深圳市皓宇电子有限公司", ["payee=深圳市皓宇电子有限公司"]),
            ("Tracking number : | 1Z999AA10123456784", ["tracking-number=1Z999AA10123456784"]),
            ("Lot size: 2,000 pcs | Sample size: 125", ["lot-size=2,000 pcs", "sample-size=125"]),
            (
                "Order ID: OD304175096047380001",
                ["order-number=OD304175096047380001", "number=304175096047380001"]
            ),
            ("Standard(s) : | 47 CFR Part 15", []),
            ("SALESPERSON | P.O. NUMBER | REQUISITIONER", []),
            ("Total defects found | none", []),
            ("visit https://order:8080/ today", []),
            ("the order was placed in 2026", []),
        ] as [(String, [String])])
    func `values behind labels are found`(line: String, expected: [String]) {
        #expect(values(line) == expected)
    }

    @Test func `a value keeps its page and box`() throws {
        let rows = DocumentSamples.rows([
            [(40, 20, "cover")], [(60, 100, "Report No.:"), (240, 100, "NG-26-0187")],
        ])
        let value = try #require(LabelledValues.find(in: rows).first)
        #expect(value.page == 2)
        #expect(value.box == PageBox(left: 240, top: 100, right: 300, bottom: 112))
    }

    @Test func `a header printed on every page is listed once`() {
        #expect(
            values("Report No.: A-1", "Report No.: A-1", "Report No.: A-2") == [
                "report-number=A-1", "report-number=A-2",
            ])
    }

    @Test func `long runs of digits are numbers unless letters follow`() {
        #expect(
            DigitRuns.find(in: "order 287340516001029481, 12345678901234") == ["287340516001029481"]
        )
        #expect(DigitRuns.find(in: "0.287340516001029481 287340516001029481ab") == [])
        #expect(DigitRuns.find(in: String(repeating: "1", count: 21)) == [])
    }

    @Test(
        arguments: [
            ("2021-03-12", "2021-03-12"), ("2021/3/12", "2021-03-12"), ("2026年4月11日", "2026-04-11"),
            ("12 March 2021", "2021-03-12"), ("12-FEB-2018", "2018-02-12"),
            ("Mar 22, 2021", "2021-03-22"),
            ("22nd June 2022", "2022-06-22"), ("25/12/2021", "2021-12-25"),
            ("12/25/2021", "2021-12-25"),
            ("03/04/2021", nil), ("2021-03-01 to 2021-03-04", nil), ("2021-13-01", nil),
            ("soon", nil), ("", nil),
        ] as [(String, String?)])
    func `printed days are read where only one can be meant`(text: String, day: String?) {
        #expect(PrintedDay.read(text)?.description == day)
    }

    @Test(
        arguments: [
            ("2026-04-11, 09:05 to 15:40 (UTC-05:00)", "2026-04-11"),
            ("12 March 2021 in Austin", "2021-03-12"),
            ("2021-03-01 to 2021-03-04", nil), ("Mar 22, 2021 09:57", "2021-03-22"),
            ("on Friday", nil),
        ] as [(String, String?)])
    func `a leading day is read when no other year follows`(text: String, day: String?) {
        #expect(PrintedDay.leading(text)?.description == day)
    }

    @Test(
        arguments: [
            ("Page 1 of 10", 10), ("Page: | 3 of 23", 23), ("page 1 of 1", 1),
            ("Page No. 2 / 6", 6), ("PAGE 2 OF 6", 6),
            ("第 1 页 共 23 页", 23), ("第1页，共8页", 8), ("共 5 页 第 2 页", 5), ("第2/9页", 9),
            ("Page 11 of 10", nil), ("Page 3", nil), ("frontpage 1 of 2", nil),
            ("Page 1 of 999999999", nil),
        ] as [(String, Int?)])
    func `printed page counts are read`(line: String, count: Int?) {
        #expect(PrintedPages.count(in: line.replacing("| ", with: "")) == count)
    }
}
