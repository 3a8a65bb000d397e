import Foundation
import TestSupport
import Testing

@testable import Collector

struct TrackingNumberTests {
    @Test(arguments: [
        ("RB123456785GB", TrackingNumberFormat.postal, true),
        ("RB 123 456 785 GB", .postal, true),
        ("RB123456786US", .postal, false),
        ("RB123456785PF", .postal, true),
        ("1Z5R89390357567127", .ups, true),
        ("1Z1111111111111111", .ups, false),
        ("K1506235620", .upsWaybill, true),
        ("K1506235622", .upsWaybill, false),
        ("986578788855", .fedexExpress, true),
        ("996578788855", .fedexExpress, false),
        ("0414 4176 0228 964", .fedexGround, true),
        ("568283610012732", .fedexGround, false),
        ("61299998820821171811", .fedexSmartPost, true),
        ("9261292700768711948021", .fedexSmartPost, true),
        ("9261292700768711948020", .fedexSmartPost, false),
        ("9611020987654312345672", .fedexGround96, true),
        ("9600000000000000000001", .fedexGround96, false),
        ("000123450000000027", .fedexContainer, true),
        ("0307 1790 0005 2348 3741", .usps20, true),
        ("0307 1790 0005 2348 3742", .usps20, false),
        ("9400 1112 0108 0805 4830 16", .usps22, true),
        ("9200000000000000000000", .usps22, false),
        ("420 22153 9101026837331000039521", .usps22, true),
        ("4201028200009261290113185417468510", .usps22, true),
        ("7196 9010 7560 0307 7385", .usps22, true),
        ("61299998820821171811", .usps22, false),
        ("3318810025", .dhlExpress, true),
        ("3318810010", .dhlExpress, false),
        ("JJD0099999999", .dhlPiece, true),
        ("YT2229521272164446", .yunExpress, true),
    ])
    func `a number has the formats and the check digit its carrier gives it`(
        number: String, format: TrackingNumberFormat, isValid: Bool
    ) throws {
        let kind = try #require(TrackingNumber.kinds(of: number).first { $0.format == format })
        #expect(kind.isValid == isValid)
    }

    @Test func `digits that several carriers use are reported as of all of them`() {
        let formats = TrackingNumber.kinds(of: "61299998820821171811").map(\.format)
        #expect(Set(formats) == [.fedexSmartPost, .usps20, .usps22])
    }

    @Test(arguments: ["", "HELLO", "12345", "1Z", "AAAAAAAAAAAAAAAAAA", "РВ123456785GB", "RB123456785XX"])
    func `what is no number has no format`(text: String) {
        #expect(TrackingNumber.kinds(of: text).isEmpty)
    }

    @Test func `a changed digit is noticed in every number with a check digit`() {
        for number in [
            "RB123456785GB", "1Z5R89390357567127", "986578788855", "9400111201080805483016",
        ] {
            var missed = 0
            for position in number.indices where number[position].isNumber {
                for digit in "0123456789" where digit != number[position] {
                    var changed = number
                    changed.replaceSubrange(position...position, with: String(digit))
                    let before = TrackingNumber.kinds(of: number).filter(\.isValid).map(\.format)
                    let after = TrackingNumber.kinds(of: changed).filter(\.isValid).map(\.format)
                    if before.contains(where: after.contains) { missed += 1 }
                }
            }
            // Rests of 10 and 11 share their check digits with 0 and 5 (S10), letters theirs with digits.
            #expect(missed <= 8, "\(number)")
        }
    }
}

@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct TrackingNumberCorpusTests {
    /// The formats of this reader for the identifiers of the public rules.
    private static let formats: [String: TrackingNumberFormat] = [
        "s10": .postal, "ups": .ups, "UPS Waybill": .upsWaybill, "dhl_express": .dhlExpress,
        "dhl_express_piece_id": .dhlPiece, "dhl_ecommerce": .dhlCommerce,
        "dhl_ecommerce_14": .dhlCommerce14, "yunexpress": .yunExpress,
    ]

    @Test func `the public test numbers are judged as their rules say`() throws {
        let rows = ChatCorpus.rows(kind: "tracking") { $0 == "number-rules" }
        #expect(rows.count == 4)
        var tested = 0
        for row in rows {
            let rules = try #require(
                try JSONSerialization.jsonObject(with: Data(row.bytes)) as? [String: Any])
            for rule in try #require(rules["tracking_numbers"] as? [[String: Any]]) {
                let name = rule["id"] as? String ?? rule["name"] as? String ?? ""
                let format = try #require(Self.formats[name], "\(name)")
                let numbers = try #require(rule["test_numbers"] as? [String: [String]])
                for (list, expected) in [("valid", true), ("invalid", false)] {
                    for number in numbers[list] ?? [] {
                        let kind = TrackingNumber.kinds(of: number).first { $0.format == format }
                        #expect((kind?.isValid ?? false) == expected, "\(name) \(number)")
                        tested += 1
                    }
                }
            }
        }
        #expect(tested == 62)
    }
}
