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
    var shipments = 1
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
    "trk_dhl-express-xml.xml": Expected(
        shape: "dhl-express-xml", number: "3180831640", status: .delivered, isDelivered: true,
        events: 16, latest: "2009-08-31T10:09:00 (zone unknown)", signer: "CAMPAGNA", shipments: 3),
    "trk_australiapost-json.json": Expected(
        shape: "australia-post", number: "ET123456789AU", status: .inTransit, events: 8,
        latest: "2021-02-03T08:08:00+11:00", remarks: ["tracking.number.invalid"], shipments: 3),
    "trk_laposte-json.json": Expected(
        shape: "la-poste", number: "EW112720413FR", status: .delivered, isDelivered: true,
        events: 9, latest: "2023-03-09T09:38:00+01:00"),
    "trk_landmark-xml.xml": Expected(
        shape: "landmark-xml", number: "1Z999CC30345678906", status: .delivered, isDelivered: true,
        events: 5, latest: "2025-09-27T14:05 (zone unknown)",
        remarks: ["tracking.number.invalid", "tracking.test-data"]),
    "trk_tnt-xml.xml": Expected(
        shape: "tnt-xml", number: "123456782", status: .delivered, isDelivered: true, events: 1,
        latest: "2021-02-18T10:20 (zone unknown)", signer: "sesar chevines",
        remarks: ["tracking.number.reused"], shipments: 3),
    "trk_easyship-json.json": Expected(
        shape: "easyship", number: "Courier 1", status: .inTransit, events: 0),
    "trk_shipengine-json.json": Expected(
        shape: "shipengine", number: "1Z999AA1234567890", status: .delivered, isDelivered: true,
        events: 2, latest: "2024-01-15T10:30:00+00:00"),
    "shipit_dhlgm_delivered.html": Expected(
        shape: "dhl-ecommerce-html", number: "9474812901015476250258", status: .delivered,
        isDelivered: true, events: 11, latest: "2015-09-18T15:48 (zone unknown)"),
    "shipit_usps_delivered.xml": Expected(
        shape: "usps-xml", number: "9400110200828077631698", status: .delivered, isDelivered: true,
        events: 9, latest: "2014-02-13T12:24 (zone unknown)"),
    "shipit_fedex_delivered.xml": Expected(
        shape: "fedex-xml", number: "858871312004", status: .delivered, isDelivered: true,
        events: 7, latest: "2014-02-17T09:05:00-05:00"),
    "shipit_ups_delivery_attempt.xml": Expected(
        shape: "ups-xml", number: "1Z12345E6892410845", status: .exception, events: 6,
        latest: "2010-08-30T13:13:00 (zone unknown)",
        remarks: ["tracking.number.invalid", "tracking.status.conflict", "tracking.test-data"]),
    "shipit_canada_post_delayed.xml": Expected(
        shape: "canada-post-xml", number: "8193030646706337", status: .awaitingPickup, events: 9,
        latest: "2016-01-20T18:22:43-05:00"),
    "shipit_lasership_delivered.json": Expected(
        shape: "lasership", number: "LA40305346", status: .delivered, isDelivered: true, events: 4,
        latest: "2014-03-04T10:45:34-05:00", signer: "12", remarks: ["tracking.signer.implausible"]),
    "shipit_dhl_delayed.xml": Expected(
        shape: "dhl-express-xml", number: "5082052334", status: .exception, events: 24,
        latest: "2015-10-08T02:33:00 (zone unknown)"),
    "as_fedex_tracking_response_delivered_with_signature.xml": Expected(
        shape: "fedex-xml", number: "449044304137821", status: .delivered, isDelivered: true,
        events: 11, latest: "2014-01-02T13:23:29-05:00", signer: "AVILLALON",
        remarks: ["tracking.test-data"]),
    "as_canadapost_pws_tracking_details_fr.xml": Expected(
        shape: "canada-post-xml", number: "1371134583769923", status: .delivered, isDelivered: true,
        events: 10, latest: "2011-02-03T11:59:59-05:00", signer: "HETU"),
]

@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct TrackingCorpusTests {
    static let rows = ChatCorpus.rows(kind: "tracking") { $0 != "number-rules" }

    @Test func `every record of the corpus is expected`() {
        #expect(Set(Self.rows.map(\.file)) == Set(expectations.keys))
    }

    @Test(arguments: rows)
    func `a record of the corpus is read as its facts say`(row: ChatCorpusRow) throws {
        let expected = try #require(expectations[row.file])
        let record = try read(row)
        let shipment = try #require(record?.shipments.first)
        #expect(record?.shape == expected.shape)
        #expect(record?.shipments.count == expected.shipments)
        #expect(shipment.number == expected.number)
        #expect(shipment.status == expected.status)
        #expect((shipment.delivery != nil) == expected.isDelivered)
        #expect(shipment.events.count == expected.events)
        #expect(shipment.events.last?.clock?.text == expected.latest)
        #expect(shipment.delivery?.signer == expected.signer)
        #expect(record?.remarks.map(\.code).sorted() == expected.remarks.sorted())
    }

    private func read(_ row: ChatCorpusRow) throws -> TrackingRecord? {
        let reading = ItemReader(
            place: .here, readers: ReaderTable.readers, usesPrograms: false
        ).read(row.source, fileName: row.file, type: try ContentType(of: row.source))
        guard case .tracking(let record) = reading else { return nil }
        return record
    }

    @Test func `the delivery of the UPS sample is the carrier's code and time`() throws {
        let row = try #require(Self.rows.first { $0.file == "trk_ups-json.json" })
        let shipment = try #require(
            try trackingRecord(row.bytes, fileName: row.file)?.shipments.first)
        #expect(shipment.rawStatus == "D DELIVERED")
        #expect(shipment.delivery?.clock?.raw == "20220126 163000")
        #expect(shipment.delivery?.place == "PARAMUS, NJ, 07652, US")
        #expect(shipment.delivery?.proof == nil)
        #expect(shipment.events.map(\.isPhysical) == [false, true])
        #expect(shipment.spot == .member("trackResponse.shipment[0].package[0].trackingNumber"))
    }
}
