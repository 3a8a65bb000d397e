import ClaimModel
import Foundation
import Testing

@testable import Collector

/// What a record of the corpus must read as. Made from the row's facts; where this reader differs
/// on purpose, `difference` says why.
private struct Expected {
    var shape: String
    var number: String
    var status: ShipmentTracking.Status
    var isDelivered = false
    var events: Int
    var latest: String?
    var signer: String?
    var remarks: [String] = []
    var difference: String?
}

private let expectations: [String: Expected] = [
    "trk_dhl-unified.json": Expected(
        shape: "dhl", number: "7777777770", status: .labelCreated, events: 1,
        latest: "2018-03-02T07:53:47 (zone unknown)",
        remarks: ["tracking.status.conflict", "tracking.test-data"],
        difference: """
            the facts say in transit, a default for what their tool does not know; the record's code is \
            pre-transit. The signer of the facts stands in a proof of delivery that the code contradicts.
            """),
    "trk_ups-json.json": Expected(
        shape: "ups", number: "1Z1442YY7229014688", status: .delivered, isDelivered: true,
        events: 2,
        latest: "2022-01-26T16:30:00 (zone unknown)", signer: "163000",
        remarks: ["tracking.signer.implausible"]),
    "easypost_retrieve.json": Expected(
        shape: "easypost", number: "EZ1000000001", status: .labelCreated, events: 2,
        latest: "2025-02-07T08:25:26+00:00", remarks: ["tracking.test-data"]),
    "aftership_list.json": Expected(
        shape: "aftership", number: "HH19260817", status: .notFound, events: 0),
    "17track_get-track-info.json": Expected(
        shape: "17track", number: "1Z999AA10123456784", status: .unknown, events: 4,
        latest: "2026-06-13T09:30:00 (zone unknown)", remarks: ["tracking.test-data"]),
    "17track_yunexpress.json": Expected(
        shape: "17track", number: "YT2610601001467359", status: .delivered, isDelivered: true,
        events: 2, latest: "2026-04-22T13:27:08-04:00"),
    "cainiao_delivered.json": Expected(
        shape: "cainiao", number: "RC000000001EE", status: .delivered, isDelivered: true, events: 7,
        latest: "2026-02-06T15:25:17+08:00", remarks: ["tracking.number.invalid"],
        difference: "the number of the sample was made anonymous: its check digit is wrong"),
]

@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct TrackingCorpusTests {
    /// JSON of shapes that this reader does not know; they must end as unknown, not as a guess.
    private static let otherShapes: Set<String> = [
        "trk_australiapost-json.json", "trk_laposte-json.json", "trk_easyship-json.json",
        "trk_shipengine-json.json", "shipit_lasership_delivered.json",
    ]

    static let rows = ChatCorpus.rows(kind: "tracking") { $0 != "number-rules" }

    @Test func `every record of the corpus is expected or of another shape`() {
        let json = Self.rows.filter { $0.file.hasSuffix(".json") }.map(\.file)
        #expect(Set(json) == Self.otherShapes.union(expectations.keys))
    }

    @Test(arguments: rows)
    func `a record of the corpus is read as its facts say`(row: ChatCorpusRow) throws {
        let record = try TrackingReader.read(row.source, fileName: row.file)
        guard let expected = expectations[row.file] else {
            #expect(record == nil)
            return
        }
        let shipment = try #require(record?.shipments.first)
        #expect(record?.shape == expected.shape)
        #expect(record?.shipments.count == 1)
        #expect(shipment.number == expected.number)
        #expect(shipment.status == expected.status)
        #expect((shipment.delivery != nil) == expected.isDelivered)
        #expect(shipment.events.count == expected.events)
        #expect(shipment.events.last?.clock?.text == expected.latest)
        #expect(shipment.delivery?.signer == expected.signer)
        #expect(record?.remarks.map(\.code).sorted() == expected.remarks.sorted())

        let facts = row.facts
        let item = (facts["items"] as? [[String: Any]])?.first ?? facts
        #expect(shipment.number == item["number"] as? String)
        if let count = item["events"] as? Int ?? item["checkpoints"] as? Int {
            #expect(shipment.events.count == count)
        }
        if expected.difference == nil, let isDelivered = item["delivered"] as? Bool {
            #expect((shipment.delivery != nil) == isDelivered)
        }
    }

    @Test func `the delivery of the UPS sample is the carrier's code and time`() throws {
        let row = try #require(Self.rows.first { $0.file == "trk_ups-json.json" })
        let shipment = try #require(
            try TrackingReader.read(row.source, fileName: row.file)?.shipments.first)
        #expect(shipment.rawStatus == "D DELIVERED")
        #expect(shipment.delivery?.clock?.raw == "20220126 163000")
        #expect(shipment.delivery?.place == "PARAMUS, NJ, 07652, US")
        #expect(shipment.delivery?.proof == nil)
        #expect(shipment.events.map(\.isPhysical) == [false, true])
        #expect(shipment.spot == .member("trackResponse.shipment[0].package[0].trackingNumber"))
    }
}
