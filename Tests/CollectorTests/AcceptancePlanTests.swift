import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

struct AcceptancePlanTests {
    /// Table 2-A of ISO 2859-1 as published, for the limits that reports use: a number accepts, `<` and
    /// `>` are arrows to the smaller and larger plan.
    private static let published: [(letter: Character, row: String)] = [
        ("A", "> > > > > 0 >"), ("B", "> > > > 0 < >"), ("C", "> > > 0 < > 1"),
        ("D", "> > 0 < > 1 2"), ("E", "> 0 < > 1 2 3"), ("F", "0 < > 1 2 3 5"),
        ("G", "< > 1 2 3 5 7"), ("H", "> 1 2 3 5 7 10"), ("J", "1 2 3 5 7 10 14"),
        ("K", "2 3 5 7 10 14 21"), ("L", "3 5 7 10 14 21 <"), ("M", "5 7 10 14 21 < <"),
        ("N", "7 10 14 21 < < <"), ("P", "10 14 21 < < < <"), ("Q", "14 21 < < < < <"),
        ("R", "21 < < < < < <"),
    ]
    private static let limits = ["0.65", "1.0", "1.5", "2.5", "4.0", "6.5", "10"]

    @Test func `the table is the published one, arrows followed`() throws {
        let letters = Self.published.map(\.letter)
        #expect(letters == AcceptancePlan.letters.map(\.letter))
        let cells = Self.published.map { $0.row.split(separator: " ").map(String.init) }
        for (column, limit) in Self.limits.enumerated() {
            for (start, letter) in letters.enumerated() {
                var row = start
                while let arrow = ["<": -1, ">": 1][cells[row][column]] { row += arrow }
                let plan = try #require(AcceptancePlan(letter: letter, limit: limit))
                #expect(plan.letter == letters[row], "\(letter) \(limit)")
                #expect(plan.accepted == Int(cells[row][column]), "\(letter) \(limit)")
                #expect(plan.sampleSize == AcceptancePlan.letters[row].sampleSize)
            }
        }
    }

    @Test func `every letter has a plan at every limit`() {
        for limit in AcceptancePlan.limits {
            for (letter, _) in AcceptancePlan.letters {
                #expect(AcceptancePlan(letter: letter, limit: limit) != nil, "\(letter) \(limit)")
            }
        }
        #expect(AcceptancePlan(letter: "I", limit: "1.0") == nil)
        #expect(AcceptancePlan(letter: "A", limit: "3") == nil)
    }

    @Test(arguments: [("2.5", true), ("2.50 %", true), ("4", true), ("10.0", true), ("3", false)])
    func `a limit is known however it is written`(text: String, isKnown: Bool) {
        #expect((AcceptancePlan.column(text) != nil) == isKnown)
    }

    private static func report(
        _ result: InspectionReport.Result, allowed: Int, found: Int, sample: String = "125"
    ) -> InspectionReport {
        func fact<Value>(_ value: Value) -> Fact<Value> {
            Fact(value, raw: "\(value)", place: Place(), origin: .read)
        }
        return InspectionReport(
            sampleSize: fact(sample), result: fact(result),
            defects: [
                DefectCount(
                    kind: .major, limit: fact("1.0"), allowed: fact(allowed), found: fact(found))
            ])
    }

    @Test(arguments: [
        (report(.fail, allowed: 3, found: 9), []),
        (report(.pass, allowed: 3, found: 2), []),
        (report(.pass, allowed: 3, found: 9), ["inspection.result.conflict"]),
        (report(.pass, allowed: 5, found: 5), ["inspection.plan.conflict"]),
        (report(.fail, allowed: 3, found: 126), ["inspection.count.impossible"]),
        (report(.pass, allowed: 5, found: 5, sample: "120"), []),
    ])
    func `numbers that do not fit together are said`(report: InspectionReport, codes: [String]) {
        #expect(AcceptanceRemarks.remarks(on: report).map(\.code) == codes)
    }

    @Test(.enabled(if: ReadingProgram.pdftotext.found != nil, "needs poppler-utils"))
    func `the sample report's table is read with its columns`() throws {
        let file = Places.sample.appendingPathComponent("D-inspection/inspection-report.pdf")
        let source = EvidenceSource(Array(try Data(contentsOf: file)))
        let reading = ItemReader(place: .here, readers: ReaderTable.readers, usesPrograms: true)
            .read(source, fileName: "r.pdf", type: try ContentType(of: source))
        guard case .document(let document) = reading, let report = document.inspection else {
            Issue.record("\(reading.name)")
            return
        }
        #expect(report.defects.map(\.kind) == [.critical, .major, .minor])
        #expect(report.defects.map { $0.limit?.value } == ["0", "1.0", "2.5"])
        #expect(report.defects.map { $0.allowed?.value } == [0, 3, 7])
        #expect(report.defects.map { $0.found?.value } == [0, 125, 0])
        #expect(document.remarks.isEmpty)
    }
}
