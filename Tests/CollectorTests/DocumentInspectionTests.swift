import ClaimModel
import Testing

@testable import Collector

struct DocumentInspectionTests {
    private func report(_ lines: [String]) -> InspectionReport? {
        let rows = DocumentSamples.rows(lines)
        return InspectionReportReader.read(rows: rows, labelled: LabelledValues.find(in: rows))
    }

    private let head = [
        "Northgate Inspection Services LLC", "PRE-SHIPMENT INSPECTION REPORT",
        "Report No.: | NG-AUS-260412-0187",
        "Inspection date: | 2026-04-11", "Date of issue: | 12 April 2026",
        "Order No.: | 287340516001029481",
        "Lot No.: | HY2603-C-01", "Lot size: | 2,000 pcs", "Sample size: | 125",
    ]

    @Test func `an inspection report states its facts with their rows`() throws {
        let report = try #require(
            self.report(head + ["Overall result: | ( )PASS (X)FAIL ( )PENDING"]))
        #expect(report.body?.value == "Northgate Inspection Services LLC")
        #expect(report.number?.value == "NG-AUS-260412-0187")
        #expect(report.inspected?.value == "2026-04-11")
        #expect(report.issued?.value == "2026-04-12")
        #expect(report.issued?.raw == "12 April 2026")
        #expect(report.orderNumber?.value == "287340516001029481")
        #expect(report.lot?.value == "HY2603-C-01")
        #expect(report.lotSize?.value == "2000")
        #expect(report.lotSize?.raw == "2,000 pcs")
        #expect(report.sampleSize?.value == "125")
        #expect(report.result?.value == .fail)
        #expect(report.result?.raw == "Overall result: ( )PASS (X)FAIL ( )PENDING")
    }

    @Test(
        arguments: [
            (["Overall result: | (X)PASS ( )FAIL ( )PENDING"], "pass"),
            (["Overall result: | ☐ Pass | ☑ Fail | ☐ Pending"], "fail"),
            (["Overall result: | ☐Pass ☐Fail ☒Pending, due to remark 1"], "pending"),
            (["Overall result | [ ] Pass [x] Fail"], "fail"),
            (["Overall result:", "( ) PASS", "(X) FAIL ( ) PENDING"], "fail"),
            (["2. Overall result", "PASS ( ) FAIL (X) PENDING ( )"], "fail"),
            (["检验结论： | □合格 ☑不合格"], "fail"),
            (["检验结论：不合格"], "fail"),
            (["Overall result: FAIL"], "fail"),
            (["Test Result: | Pass*"], "pass"),
            (["Overall result: | ( )PASS ( )FAIL ( )PENDING"], nil),
            (["Overall result: | (X)PASS (X)FAIL ( )PENDING"], nil),
            (["Overall result: | PASS FAIL PENDING"], nil),
            (["Overall result: | not passed"], nil),
            (["Overall result: | þ Pass ¨ Fail"], "pass"),
            (["Overall result: | ¨Pass þFail"], "fail"),
            (["Overall result: | geprüft über FAIL"], nil),
            (["Finding | Not conforming", "(X)PASS ( )FAIL"], "pass"),
            (["The goods may pass or fail", "PASS means that no defect was found"], nil),
            (["Shipper carton | ☑Pass ☐Fail", "Inner pack | ☐Pass ☑Fail"], nil),
        ] as [([String], String?)])
    func `the result is the marked box or a plain value, never the bare word`(
        lines: [String], result: String?
    ) {
        #expect(report(head + lines)?.result?.value.rawValue == result)
    }

    @Test func `an unmarked overall result is not decided by a part's value`() {
        let lines = ["Overall result: | ( )PASS ( )FAIL", "Test result: | Pass"]
        #expect(report(head + lines)?.result == nil)
    }

    @Test func `a document without number or without the word is no report`() {
        #expect(report(["Northgate Inspection", "Inspection date: 2026-04-11"]) == nil)
        #expect(report(["Invoice", "Report No.: A-1"]) == nil)
        #expect(report(["VERIFICATION OF COMPLIANCE", "Test Report Number(s): | SZ-01"]) == nil)
    }

    @Test(arguments: [
        ("Northgate Inspection, 880 Halvorsen Drive, Austin", "Northgate Inspection"),
        ("Haoyu Testing Co., Ltd., Longhua", "Haoyu Testing Co., Ltd."),
        ("Brook & Vale Services, Inc., Dock Road 4", "Brook & Vale Services, Inc."),
    ])
    func `the body is the name without its address`(line: String, name: String) {
        let found = report(["Inspection report", line, "Report No.: A-1"])
        #expect(found?.body?.value == name)
        #expect(found?.body?.raw == line)
    }

    @Test(arguments: [
        ("2,000 pcs", "2000"), ("2000", "2000"), ("2.000 pcs", "2.000 pcs"), ("3 200 pcs", "3 200 pcs"),
        ("2k pcs", "2k pcs"),
    ])
    func `a lot that may be two numbers stays as it is printed`(line: String, size: String) {
        let found = report(["Inspection report", "Report No.: A-1", "Lot size: \(line)"])
        #expect(found?.lotSize?.value == size)
        #expect(found?.lotSize?.raw == line)
    }

    @Test func `a chinese report is one`() {
        let found = report(["深圳华测检测有限公司", "检验报告", "报告编号： | HC-2026-7", "签发日期： | 2026年4月12日"])
        #expect(found?.body?.value == "深圳华测检测有限公司")
        #expect(found?.issued?.value == "2026-04-12")
    }
}
