import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Validator

/// Every check in every outcome it can have, with the whole list of findings that case gives. The
/// lists stand in `Expected/outcomes.txt`, one case a line; a change of any rule shows there.
@Suite struct OutcomeTableTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let id: String
        let outcome: Outcome
        let recipe: @Sendable () -> ClaimRecipe

        init(_ id: String, _ outcome: Outcome, _ recipe: @autoclosure @escaping @Sendable () -> ClaimRecipe)
        {
            self.id = id
            self.outcome = outcome
            self.recipe = recipe
        }

        var testDescription: String { "\(id) \(outcome.rawValue)" }
    }

    static var good: ClaimRecipe { .quality() }
    static var late: ClaimRecipe { .late() }
    static var short: ClaimRecipe { .shortage() }
    static var lost: ClaimRecipe { .nonDelivery() }
    static var ended: ClaimRecipe { .cancellation() }

    static func reading(_ number: String, _ reading: Reading) -> ClaimRecipe {
        good.with { $0.read(number, reading) }
    }

    static let rows: [Row] = [
        Row("C01", .pass, good),
        Row("C01", .fail, reading("D-1", report(order: "111111111111111111"))),
        Row("C01", .cannotTell, good.with { recipe in
            for exhibit in ["B-1", "B-2", "C-1", "D-1"] { recipe.read(exhibit, .opaque) }
        }),
        Row("C01", .untested, good.without("A-1")),
        Row("C02", .pass, good),
        Row("C02", .fail, reading("B-1", document([["Amount", "38,500.00 USD"], ["Payee", "Golden River Trading"]]))),
        Row("C02", .cannotTell, good.with { $0.claim.supplier = nil }),
        Row("C02", .untested, good.without("A-1")),
        Row("C03", .pass, good),
        Row("C03", .fail, reading("B-1", document([["Amount", "3,850.00 USD"]]))),
        Row("C03", .cannotTell, good.with {
            $0.claim.order.paid = nil
            $0.read("B-1", .opaque)
        }),
        Row("C03", .untested, good.without("B-1")),
        Row("C04", .pass, good),
        Row("C04", .fail, good.with { $0.claim.order.total = declared(money("38501.00 USD"), "order.total") }),
        Row("C04", .cannotTell, good.with { $0.claim.order.lines = [] }),
        Row("C04", .untested, good.without("A-1")),
        Row("C05", .pass, good),
        Row("C05", .fail, good.with {
            $0.claim.order.terms = [declared("High quality", "order.spec")]
            $0.read("A-2", document([["优质产品"]]))
        }),
        Row("C05", .cannotTell, good.with {
            $0.claim.order.terms = []
            $0.read("A-2", .opaque)
        }),
        Row("C05", .untested, good.without("A-1", "A-2")),
        Row("C05", .inapplicable, late),
        Row("C06", .pass, good),
        Row("C06", .fail, good.with { $0.claim.nonconformities[0].proof = declared(numbers: ["A-2"]) }),
        Row("C06", .cannotTell, good.with { $0.claim.nonconformities = [] }),
        Row("C06", .untested, good.without("D-1", "E-1", "E-2", "E-3")),
        Row("C06", .inapplicable, late),
        Row("C07", .pass, good),
        Row("C07", .fail, reading("D-1", report(result: .pass))),
        Row("C07", .cannotTell, reading("D-1", report(result: .pending))),
        Row("C07", .untested, good.without("D-1")),
        Row("C07", .inapplicable, late),
        Row("C08", .pass, good),
        Row("C08", .fail, reading("D-1", report(lot: "HY2501-A-09"))),
        Row("C08", .cannotTell, reading("D-1", report(lot: nil))),
        Row("C08", .untested, good.without("D-1")),
        Row("C08", .inapplicable, late),
        Row("C09", .pass, good),
        Row("C09", .fail, reading("D-1", report(inspected: "2026-04-08"))),
        Row("C09", .cannotTell, good.without("B-3")),
        Row("C09", .untested, good.without("D-1")),
        Row("C09", .inapplicable, late),
        Row("C10", .pass, good),
        Row("C10", .fail, reading("D-1", report(sampleSize: "49"))),
        Row("C10", .cannotTell, reading("D-1", report(lotSize: "many"))),
        Row("C10", .untested, good.without("D-1")),
        Row("C10", .inapplicable, late),
        Row("C11", .pass, good),
        Row("C11", .fail, reading("C-1", chat([(true, nil, "OK, we accept the new date."), (false, nil, "good")]))),
        Row("C11", .cannotTell, reading("C-1", .image(photo()))),
        Row("C11", .untested, good.without("C-1")),
        Row("C11", .inapplicable, short),
        Row("C12", .pass, late),
        Row("C12", .fail, late.with { $0.read("B-3", tracking(scanned: "2026-03-31T23:59+08:00")) }),
        Row("C12", .cannotTell, late.with { $0.claim.order.shipBy = nil }),
        Row("C12", .untested, late.without("B-3")),
        Row("C12", .inapplicable, good),
        Row("C13", .pass, late),
        Row("C13", .fail, late.with {
            $0.claim.shipments[0].shipped = declared(clock("2026-03-30", .party), "shipments.shipped")
        }),
        Row("C13", .cannotTell, late.with { $0.claim.shipments[0].shipped = nil }),
        Row("C13", .untested, late.without("B-3")),
        Row("C13", .inapplicable, good),
        Row("C14", .pass, late),
        Row("C14", .fail, LaterCheckTests.amended("2026-04-05", agreed: "2026-03-20")),
        Row("C14", .cannotTell, late.with { $0.claim.order.shipBy = nil }),
        Row("C14", .untested, late.without("A-1")),
        Row("C14", .inapplicable, good),
        Row("C15", .pass, lost),
        Row("C15", .fail, CheckTests.lost("2026-04-09T14:06-05:00")),
        Row("C15", .cannotTell, lost.with { $0.read("B-3", .opaque) }),
        Row("C15", .untested, lost.without("B-3")),
        Row("C15", .inapplicable, good),
        Row("C16", .pass, good),
        Row("C16", .fail, reading("B-3", tracking(place: "DALLAS, TX, US"))),
        Row("C16", .cannotTell, good.with { $0.claim.order.shipTo = nil }),
        Row("C16", .untested, good.without("B-3")),
        Row("C16", .inapplicable, ended),
        Row("C17", .pass, lost),
        Row("C17", .fail, lost.with {
            $0.claim.filingOn = declared(day("2026-04-10"), "filing-on")
            $0.asOf = day("2026-04-10")
        }),
        Row("C17", .cannotTell, lost.with {
            $0.claim.order.deliverBy = nil
            $0.claim.order.shipBy = nil
        }),
        Row("C17", .untested, lost.without("A-1")),
        Row("C17", .inapplicable, good),
        Row("C18", .pass, short),
        Row("C18", .fail, short.with {
            $0.claim.refund?.heads[0].units = declared(decimal("250"), "refund.heads.units")
        }),
        Row("C18", .cannotTell, short.with {
            $0.claim.counts[0].counted = nil
            $0.claim.receipts[0].counted = nil
        }),
        Row("C18", .untested, short.without("F-1")),
        Row("C18", .inapplicable, good),
        Row("C19", .pass, short),
        Row("C19", .fail, short.with {
            $0.claim.complaint?.countedIn = declared(.cartons, "complaint.counted-in")
        }),
        Row("C19", .cannotTell, short.with { $0.claim.complaint?.countedIn = nil }),
        Row("C19", .untested, short.without("F-1").with { $0.claim.counts = [] }),
        Row("C19", .inapplicable, good),
        Row("C20", .pass, short),
        Row("C20", .fail, short.with {
            $0.claim.shipments[0].billedWeight = declared(decimal("290"), "shipments.billed-weight")
        }),
        Row("C20", .cannotTell, short.with { $0.claim.shipments[0].unitWeight = nil }),
        Row("C20", .untested, short.without("F-2")),
        Row("C20", .inapplicable, good),
        Row("C21", .pass, good),
        Row("C21", .fail, good.with {
            $0.claim.nonconformities[0].units = declared(decimal("2001"), "nonconformity.units")
        }),
        Row("C21", .cannotTell, good.with { $0.claim.receipts = [] }),
        Row("C21", .untested, good.without("A-1")),
        Row("C21", .inapplicable, late),
        Row("C22", .pass, good),
        Row("C22", .fail, CheckTests.asking("15401.01 USD")),
        Row("C22", .cannotTell, good.with {
            $0.claim.refund?.ask = nil
            $0.add("G-1", [.amount], dated: "2026-04-13")
        }),
        Row("C22", .untested, good.with { $0.claim.refund = nil }),
        Row("C23", .pass, good),
        Row("C23", .fail, CheckTests.asking("38500.01 USD")),
        Row("C23", .cannotTell, good.with { $0.claim.order.covered = nil }),
        Row("C23", .untested, good.without("B-1")),
        Row("C24", .pass, good),
        Row("C24", .fail, good.with {
            $0.claim.receipts[0].delivered = declared(clock("2026-04-12", .party), "received.delivered")
        }),
        Row("C24", .cannotTell, reading("B-3", .opaque)),
        Row("C24", .untested, good.without("B-3")),
        Row("C25", .pass, good),
        Row("C25", .fail, reading("E-3", .video(video(taken: "2026-03-01T10:00Z")))),
        Row("C25", .cannotTell, reading("E-3", .video(video(taken: nil)))),
        Row("C25", .untested, good.without("E-3")),
        Row("C25", .inapplicable, late),
        Row("C26", .pass, good),
        Row("C26", .fail, reading("E-1", .image(photo(taken: "2025-04-09T10:00Z")))),
        Row("C26", .cannotTell, good.with {
            $0.read("E-1", .image(photo(taken: nil)))
            $0.read("E-2", .image(photo(taken: nil)))
        }),
        Row("C26", .untested, good.without("E-1", "E-2")),
        Row("C26", .inapplicable, late),
        Row("C27", .pass, good),
        Row("C27", .fail, reading("C-1", chat([
            (true, "2026-02-01T10:00Z", "hello"), (false, "2026-04-12T10:00Z", "hello"),
        ]))),
        Row("C27", .cannotTell, reading("C-1", chat([(true, nil, "hello"), (false, nil, "hello")]))),
        Row("C27", .untested, good.without("C-1")),
        Row("C28", .pass, good),
        Row("C28", .fail, good.with {
            $0.claim.complaint?.toldSupplier = declared(clock("2026-04-20", .party), "complaint")
        }),
        Row("C28", .cannotTell, good.with { $0.claim.complaint?.toldSupplier = nil }),
        Row("C28", .untested, good.without("C-1")),
        Row("C28", .inapplicable, late),
        Row("C29", .pass, ended),
        Row("C29", .fail, ended.without("A-3").with {
            $0.add("A-3", [.cancellation], dated: "2026-03-20", by: "Larkspur Devices LLC")
        }),
        Row("C29", .cannotTell, ended.without("A-3").with {
            $0.add("A-3", [.cancellation], dated: "2026-03-20")
        }),
        Row("C29", .untested, ended.without("A-3")),
        Row("C29", .inapplicable, good),
        Row("C30", .pass, LaterCheckTests.stating("See A-1, B-2, D-1, E-1.")),
        Row("C30", .fail, LaterCheckTests.stating("See Z-9.")),
        Row("C30", .cannotTell, good),
        Row("C31", .pass, good),
        Row("C31", .fail, good.with { $0.add("E-9", [.photos], dated: "2026-05-01") }),
        Row("C31", .cannotTell, reading("E-1", .image(photo(taken: "2026-04-09T14:31")))),
        Row("C32", .pass, good),
        Row("C32", .fail, good.with {
            $0.claim.complaint?.cause = declared("short-shipped", "complaint.cause")
        }),
        Row("C32", .cannotTell, good.without("B-3").with {
            $0.claim.complaint?.cause = nil
            $0.claim.receipts = []
        }),
        Row("C32", .untested, good.with { $0.exhibits = [] }),
    ]

    /// Outcomes a check cannot have: the rules ask it of every reason, or it needs no exhibit.
    static let never: Set<String> = [
        "C01 inapplicable", "C02 inapplicable", "C03 inapplicable", "C04 inapplicable",
        "C22 inapplicable", "C23 inapplicable", "C24 inapplicable", "C27 inapplicable",
        "C30 inapplicable", "C30 untested", "C31 inapplicable", "C31 untested",
        "C32 inapplicable",
    ]

    static let expected: [String: String] = {
        let file = Places.project.appendingPathComponent(
            "Tests/ValidatorTests/Expected/outcomes.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var found: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
            found[parts[0]] = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        return found
    }()

    @Test(arguments: rows)
    func `a check reaches an outcome, and the case gives these findings and no others`(row: Row) {
        let assessment = row.recipe().assessment()
        #expect(assessment.checks.first { $0.id == row.id }?.outcome == row.outcome)
        let codes = assessment.findings.map(\.code).joined(separator: " ")
        #expect(
            Self.expected[row.testDescription] == codes, "\(row.testDescription): \(codes)")
    }

    @Test func `no check and no outcome is left out`() {
        var left: Set<String> = []
        for check in Check.all {
            for outcome in Outcome.allCases { left.insert("\(check.id) \(outcome.rawValue)") }
        }
        left.subtract(Self.rows.map(\.testDescription))
        #expect(left == Self.never)
        #expect(Check.all.count == 32)
    }
}
