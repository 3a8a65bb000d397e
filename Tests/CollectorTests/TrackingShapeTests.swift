import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import Collector

private func record(_ json: String, fileName: String = "tracking.json") throws -> TrackingRecord? {
    try trackingRecord(Array(json.utf8), fileName: fileName)
}

/// The record in a file, found through the table of readers.
func trackingRecord(_ bytes: [UInt8], fileName: String = "tracking.json") throws -> TrackingRecord? {
    guard case .tracking(let record) = try ChatShapeTests.read(bytes, name: fileName) else {
        return nil
    }
    return record
}

/// A 17TRACK v2 answer with these parts.
private func seventeenTrack(
    status: String = "Delivered", detail: String = "Delivered_Other", events: String = "",
    milestones: String = "", more: String = ""
) -> String {
    """
    {"code":0,"data":{"accepted":[{"number":"RB123456785GB","carrier":3011\(more),"track_info":{
    "shipping_info":{"shipper_address":{"country":"CN","city":"Shenzhen"},
    "recipient_address":{"country":"US","state":"TX","city":"Austin","postal_code":"78758"}},
    "latest_status":{"status":"\(status)","sub_status":"\(detail)"},
    "milestone":[\(milestones)],
    "misc_info":{"weight_raw":"12 KG","pieces":"2","local_number":"9405803699300124287899"},
    "time_metrics":{"estimated_delivery_date":{"from":null,"to":"2026-04-10T19:00:00-05:00"}},
    "tracking":{"providers":[{"provider":{"key":3011,"name":"Royal Post"},"events":[\(events)]}]}}}]}}
    """
}

private let delivered = """
    {"time_iso":"2026-04-09T14:06:00-05:00","time_utc":"2026-04-09T19:06:00Z","description":"Left at door, signed by: D WHITFIELD, thanks","location":"Austin","stage":"Delivered","sub_status":"Delivered_Other"}
    """
private let label = """
    {"time_iso":"2026-03-28T16:40:00+08:00","time_utc":"2026-03-28T08:40:00Z","description":"Delivered label data","location":"CN","stage":"InfoReceived","sub_status":"InfoReceived"}
    """
private let scan = """
    {"time_iso":"2026-03-30T17:52:00+08:00","time_utc":"2026-03-30T09:52:00Z","description":"Pickup","location":null,"address":{"city":"Shenzhen","country":"CN"},"stage":"InTransit","sub_status":"InTransit_PickedUp"}
    """

struct TrackingShapeTests {
    @Test func `17TRACK: the milestone is the delivery, scans are oldest first`() throws {
        let later = delivered.replacing(
            "2026-04-09T14:06:00-05:00", with: "2026-04-11T09:00:00-05:00"
        )
        .replacing("2026-04-09T19:06:00Z", with: "2026-04-11T14:00:00Z")
        .replacing("Delivered_Other", with: "InTransit_Other").replacing(
            "\"stage\":\"Delivered\"", with: "\"stage\":\"InTransit\"")
        let json = seventeenTrack(
            events: [later, delivered, scan, label].joined(separator: ","),
            milestones: """
                {"key_stage":"PickedUp","time_iso":"2026-03-30T17:52:00+08:00","time_utc":"2026-03-30T09:52:00Z"},
                {"key_stage":"Delivered","time_iso":"2026-04-09T14:06:00-05:00","time_utc":"2026-04-09T19:06:00Z"}
                """)
        let found = try #require(try record(json))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "17track")
        #expect(found.remarks.isEmpty)
        #expect(shipment.carrier == "Royal Post")
        #expect(shipment.otherNumbers == ["9405803699300124287899"])
        #expect(shipment.status == .delivered)
        #expect(shipment.rawStatus == "Delivered_Other")
        #expect(shipment.events.map(\.isPhysical) == [false, true, true, true])
        #expect(shipment.firstPhysicalScan?.place == "Shenzhen, CN")
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.clock?.offsetSource == .written)
        #expect(shipment.delivery?.clock?.keeper == .thirdParty)
        #expect(shipment.delivery?.place == "Austin")
        #expect(shipment.delivery?.signer == "D WHITFIELD")
        #expect(shipment.delivery?.spot == .member("data.accepted[0].track_info.milestone[1]"))
        #expect(shipment.destination == "Austin, TX, 78758, US")
        #expect(shipment.origin == "Shenzhen, CN")
        #expect(shipment.weight == "12 KG")
        #expect(shipment.pieces == "2")
        #expect(shipment.expected?.raw == "2026-04-10T19:00:00-05:00")
        #expect(shipment.spot == .member("data.accepted[0].number"))
    }

    @Test func `the word delivered in a text delivers nothing`() throws {
        let shipment = try #require(
            try record(
                seventeenTrack(status: "InfoReceived", detail: "InfoReceived", events: label))?
                .shipments.first)
        #expect(shipment.status == .labelCreated)
        #expect(shipment.delivery == nil)
        #expect(shipment.firstPhysicalScan == nil)
    }

    @Test func `17TRACK: clocks that contradict each other lose the offset`() throws {
        let wrong = delivered.replacing("19:06:00Z", with: "13:06:00Z")
        let found = try #require(try record(seventeenTrack(events: wrong)))
        #expect(found.remarks.map(\.code) == ["tracking.clock.conflict"])
        #expect(found.remarks[0].message.contains("differ by 6 h"))
        #expect(found.shipments[0].events[0].clock?.offset == nil)
        #expect(found.shipments[0].events[0].clock?.wallClock.description == "2026-04-09T14:06:00")
    }

    @Test func `17TRACK: an offset the carrier did not write is the service's guess`() throws {
        let guessed = delivered.replacing(
            "\"description\"",
            with:
                "\"time_raw\":{\"date\":\"2026-04-09\",\"time\":\"14:06:00\",\"timezone\":null},\"description\""
        )
        let found = try #require(try record(seventeenTrack(events: guessed)))
        #expect(found.shipments[0].events[0].clock?.offsetSource == .platform)
    }

    @Test func `17TRACK: a message with blocks beside the record is read, its carriers compared`()
        throws
    {
        let json = """
            {"event":"TRACKING_UPDATED","data":{"number":"RB123456785GB","carrier":3011,
            "recipient_address":{"city":"Austin","country":"US"},
            "latest_status":{"status":"Exception","sub_status":"Exception_Returned"},
            "track_info":{"tracking":{"providers":[{"provider":{"key":100002,"name":"UPS"},"events":[\(scan)]}]}}}}
            """
        let found = try #require(try record(json))
        #expect(found.shipments[0].status == .returned)
        #expect(found.shipments[0].destination == "Austin, US")
        #expect(found.remarks.map(\.code) == ["tracking.carrier.conflict"])
    }

    @Test(arguments: [
        (0, ShipmentTracking.Status.notFound), (10, .inTransit), (30, .awaitingPickup),
        (35, .exception), (40, .delivered), (50, .exception), (7, .unknown),
    ])
    func `17TRACK v1: the number of the status decides`(code: Int, status: ShipmentTracking.Status)
        throws
    {
        let json = """
            {"code":0,"data":{"accepted":[{"number":"RB123456785GB","carrier":3011,"track":{"e":\(code),
            "z0":{"a":"2026-04-09 14:06","c":"Austin","d":"","z":"Delivered, signed by D WHITFIELD"},
            "z1":[{"a":"2026-04-09 14:06","c":"Austin","z":"Delivered"},{"a":"2026-03-30 17:52","c":"Shenzhen","z":"Pickup"}]}}]}}
            """
        let shipment = try #require(try record(json)?.shipments.first)
        #expect(shipment.status == status)
        #expect(shipment.events.map(\.place) == ["Shenzhen", "Austin"])
        #expect(
            (shipment.delivery?.clock?.raw) == (status == .delivered ? "2026-04-09 14:06" : nil))
        #expect(shipment.delivery?.signer == (status == .delivered ? "D WHITFIELD" : nil))
    }

    @Test func `17TRACK: what the site receives is read like the answer`() throws {
        let json = """
            {"shipments":[{"code":200,"number":"RB123456785GB","carrier":3011,"shipment":{
            "latest_status":{"status":"InTransit","sub_status":"InTransit_Other"},
            "tracking":{"providers":[{"provider":{"key":3011,"name":"Royal Post"},"events":[\(scan)]}]}}}]}
            """
        #expect(try record(json)?.shipments.first?.status == .inTransit)
    }

    @Test func `AfterShip: tag, delivery date and signer`() throws {
        let json = """
            {"meta":{"code":200},"data":{"tracking":{"tracking_number":"RB123456785GB","slug":"royal-post",
            "tag":"Delivered","subtag":"Delivered_002","signed_by":"D Whitfield","shipment_delivery_date":"2026-04-09T14:06:00-05:00",
            "shipment_weight":2.5,"shipment_weight_unit":"kg","shipment_package_count":1,"tracking_postal_code":"78758",
            "destination_country_iso3":"USA","expected_delivery":"2026-04-10",
            "checkpoints":[
            {"slug":"royal-post","tag":"InfoReceived","message":"Label","checkpoint_time":"2026-03-28T16:40:00","city":"Shenzhen","country_iso3":"CHN"},
            {"slug":"royal-post","tag":"InTransit","message":"Accepted","checkpoint_time":"2026-03-30T17:52:00","city":"Shenzhen","state":null,"zip":"518000","country_name":"China"},
            {"slug":"royal-post","tag":"Delivered","subtag":"Delivered_002","message":"Delivered","checkpoint_time":"2026-04-09T14:06:00-05:00","city":"Austin","state":"TX","zip":"78758"}]}}}
            """
        let found = try #require(try record(json))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "aftership")
        #expect(found.remarks.isEmpty)
        #expect(shipment.carrier == "royal-post")
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.signer == "D Whitfield")
        #expect(shipment.delivery?.place == "Austin, TX, 78758")
        #expect(shipment.events.map(\.isPhysical) == [false, true, true])
        #expect(shipment.events[1].clock?.text == "2026-03-30T17:52:00 (zone unknown)")
        #expect(shipment.events[1].place == "Shenzhen, 518000, China")
        #expect(shipment.weight == "2.5 kg")
        #expect(shipment.destination == "78758, USA")
        #expect(shipment.expected?.raw == "2026-04-10")
    }

    @Test func `UPS: offsets of newer answers, two packages, another number`() throws {
        let json = """
            {"trackResponse":{"shipment":[{"inquiryNumber":"1Z5R89390357567127","package":[{
            "trackingNumber":"1Z879E930346834440","packageCount":2,"weight":{"weight":"12.00","unitOfMeasurement":"KGS"},
            "currentStatus":{"type":"D","code":"FS","description":"Delivered"},
            "deliveryDate":[{"type":"DEL","date":"20260409"}],"deliveryTime":{"type":"DEL","endTime":"140600"},
            "deliveryInformation":{"receivedBy":"D WHITFIELD","signature":{"image":"R0lGODlh"},"deliveryPhoto":{"photo":"encoding Base64"}},
            "packageAddress":[{"type":"ORIGIN","address":{"city":"SHENZHEN","country":"CN"}},{"type":"DESTINATION","address":{"city":"AUSTIN","stateProvince":"TX","postalCode":"78758","country":"US"}}],
            "activity":[
            {"location":{"address":{"city":"AUSTIN","stateProvince":"TX","country":"US"}},"status":{"type":"D","description":"DELIVERED ","code":"FS"},"date":"20260409","time":"140600","gmtDate":"20260409","gmtTime":"19:06:00","gmtOffset":"-05:00"},
            {"location":{"address":{"country":"CN"}},"status":{"type":"M","description":"Shipper created a label","code":"MP"},"date":"20260328","time":"164000","gmtDate":"20260328","gmtTime":"08:40:00","gmtOffset":"+08:00"}]}]}]}}
            """
        let found = try #require(try record(json))
        let shipment = try #require(found.shipments.first)
        #expect(found.remarks.map(\.code) == ["tracking.number.conflict"])
        #expect(shipment.number == "1Z879E930346834440")
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.signer == "D WHITFIELD")
        #expect(shipment.delivery?.proof == "signature image")
        #expect(shipment.destination == "AUSTIN, TX, 78758, US")
        #expect(shipment.origin == "SHENZHEN, CN")
        #expect(shipment.weight == "12.00 KGS")
        #expect(shipment.pieces == "2")
        #expect(shipment.events.map(\.isPhysical) == [false, true])
    }

    @Test func `FedEx: derived code, actual delivery, answered number`() throws {
        func json(code: String, answered: String) -> String {
            """
            {"transactionId":"x","output":{"completeTrackResults":[{"trackingNumber":"986578788855","trackResults":[{
            "trackingNumberInfo":{"trackingNumber":"\(answered)","carrierCode":"FDXE"},
            "latestStatusDetail":{"code":"\(code)","derivedCode":"\(code)","statusByLocale":"Delivered"},
            "dateAndTimes":[{"type":"ACTUAL_DELIVERY","dateTime":"2026-04-09T14:06:00-05:00"}],
            "availableImages":[{"type":"SIGNATURE_PROOF_OF_DELIVERY"}],
            "deliveryDetails":{"receivedByName":"D.WHITFIELD","actualDeliveryAddress":{"city":"AUSTIN","stateOrProvinceCode":"TX","countryCode":"US"}},
            "recipientInformation":{"address":{"city":"AUSTIN","stateOrProvinceCode":"TX","postalCode":"78758","countryCode":"US"}},
            "packageDetails":{"count":"1","weightAndDimensions":{"weight":[{"value":"26.4","unit":"LB"},{"value":"12","unit":"KG"}]}},
            "scanEvents":[
            {"date":"2026-04-09T14:06:00-05:00","eventType":"DL","eventDescription":"Delivered","scanLocation":{"city":"AUSTIN","stateOrProvinceCode":"TX","countryCode":"US"}},
            {"date":"2026-03-30T17:52:00+08:00","eventType":"PU","eventDescription":"Picked up","scanLocation":{"city":"SHENZHEN","countryCode":"CN"}},
            {"date":"2026-03-28T16:40:00+08:00","eventType":"OC","eventDescription":"Shipment information sent to FedEx","scanLocation":{}}]}]}]}}
            """
        }
        let found = try #require(try record(json(code: "DL", answered: "986578788855")))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "fedex")
        #expect(found.remarks.isEmpty)
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.signer == "D.WHITFIELD")
        #expect(shipment.delivery?.proof == "signature proof of delivery")
        #expect(shipment.delivery?.place == "AUSTIN, TX, US")
        #expect(shipment.destination == "AUSTIN, TX, 78758, US")
        #expect(shipment.weight == "26.4 LB")
        #expect(shipment.events.map(\.code) == ["OC", "PU", "DL"])
        #expect(shipment.events.map(\.isPhysical) == [false, true, true])

        let other = try #require(try record(json(code: "PU", answered: "477179081230")))
        #expect(other.shipments[0].delivery == nil)
        #expect(other.shipments[0].otherNumbers == ["477179081230"])
        #expect(
            other.remarks.map(\.code) == ["tracking.number.conflict", "tracking.status.conflict"])
    }

    @Test func `FedEx: a number it does not know is not found`() throws {
        let json = """
            {"output":{"completeTrackResults":[{"trackingNumber":"986578788855","trackResults":[{"trackingNumberInfo":{"trackingNumber":"986578788855"},
            "error":{"code":"TRACKING.TRACKINGNUMBER.NOTFOUND","message":"Tracking number cannot be found."}}]}]}}
            """
        #expect(try record(json)?.shipments.first?.status == .notFound)
    }

    @Test func `DHL: code, signer and proof`() throws {
        let json = """
            {"shipments":[{"id":"3318810025","service":"express","origin":{"address":{"addressLocality":"SHENZHEN - CHINA"}},
            "destination":{"address":{"addressLocality":"AUSTIN","postalCode":"78758","countryCode":"US"}},
            "status":{"timestamp":"2026-04-09T14:06:00","statusCode":"delivered","status":"Delivered","location":{"address":{"addressLocality":"AUSTIN"}}},
            "details":{"totalNumberOfPieces":2,"pieceIds":["JD0146000062"],"weight":{"value":12.5,"unitText":"kg"},
            "proofOfDelivery":{"signatureUrl":"string","documentUrl":"https://proof.example/x","signed":{"givenName":"Dana","familyName":"Whitfield","name":"Dana"}}},
            "events":[{"timestamp":"2026-04-09T14:06:00","statusCode":"delivered","status":"Delivered","location":{"address":{"addressLocality":"AUSTIN - USA"}}},
            {"timestamp":"2026-03-30T17:52:00","statusCode":"transit","status":"Picked up"},
            {"timestamp":"2026-03-28T16:40:00","statusCode":"pre-transit","status":"Label"}]}]}
            """
        let found = try #require(try record(json))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "dhl")
        #expect(shipment.carrier == "DHL express")
        #expect(shipment.otherNumbers == ["JD0146000062"])
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00 (zone unknown)")
        #expect(shipment.delivery?.signer == "Dana Whitfield")
        #expect(shipment.delivery?.proof == "proof of delivery document")
        #expect(shipment.delivery?.place == "AUSTIN - USA")
        #expect(shipment.weight == "12.5 kg")
        #expect(shipment.events.map(\.isPhysical) == [false, true, true])
        #expect(found.remarks.isEmpty)
    }

    @Test func `USPS: local time and offset beside it, entities resolved`() throws {
        let json = """
            {"trackingNumber":"9400111201080805483016","statusCategory":"Delivered","status":"Delivered, Front Desk",
            "mailClass":"Ground<SUP>&#153;</SUP>","proofOfDeliveryEnabled":"true",
            "destinationCity":"AUSTIN","destinationState":"TX","destinationZIP":"78758","originCity":"JAMAICA","originState":"NY","originZIP":"11430",
            "trackingEvents":[
            {"eventType":"Delivered, Front Desk &amp; Mail Room","eventTimestamp":"2026-04-09T14:06:00","GMTTimestamp":"2026-04-09T19:06:41Z","GMTOffset":"-05:00","eventCity":"AUSTIN","eventState":"TX","eventZIP":"78758","eventCode":"01","name":"D WHITFIELD"},
            {"eventType":"Arrived","eventTimestamp":"2026-04-08T01:00:00","GMTTimestamp":"2026-04-08T06:00:10Z","eventCity":"AUSTIN TX DISTRIBUTION CENTER","eventCode":"A1"},
            {"eventType":"Departed","eventTimestamp":"2026-04-07T01:00:00","GMTTimestamp":"2026-04-07T09:00:10Z","GMTOffset":"-05:00","eventCode":"T1"},
            {"eventType":"Shipping Label Created, USPS Awaiting Item","eventTimestamp":"2026-04-01T11:32:00","GMTTimestamp":"2026-04-01T15:32:33Z","GMTOffset":"-04:00","eventCode":"GX"}]}
            """
        let found = try #require(try record(json))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "usps")
        #expect(found.remarks.map(\.code) == ["tracking.clock.conflict"])
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.signer == "D WHITFIELD")
        #expect(shipment.delivery?.proof == "proof of delivery on request")
        #expect(shipment.delivery?.place == "AUSTIN, TX, 78758")
        #expect(shipment.destination == "AUSTIN, TX, 78758")
        #expect(shipment.events.map(\.isPhysical) == [false, true, true, true])
        #expect(shipment.events.last?.text == "Delivered, Front Desk & Mail Room")
        #expect(shipment.events[2].clock?.text == "2026-04-08T01:00:00-05:00")
        #expect(shipment.events[1].clock?.offset == nil)
    }

    @Test
    func `Cainiao: a station's signature is no delivery, contradicting clocks lose the offset`()
        throws
    {
        func json(_ code: String) -> String {
            """
            {"module":[{"mailNo":"RB123456785GB","realMailNo":"Latest Tracking Number:\\tRB987654316US","originCountry":"Mainland China","destCountry":"United States","status":"DELIVERED",
            "detailList":[{"time":1775761600000,"timeStr":"2026-04-09 14:06:40","timeZone":"GMT-5","desc":"x","standerdDesc":"Signed","actionCode":"\(code)"},
            {"time":1775024320000,"timeStr":"2026-04-01 14:18:40","timeZone":"GMT+2","standerdDesc":"Accepted","actionCode":"GTMS_ACCEPT"},
            {"time":1774860720000,"timeStr":"2026-03-30 16:52:00","timeZone":"GMT+8","standerdDesc":"Declared","actionCode":"CONSIGN"}]}],"success":true}
            """
        }
        let found = try #require(try record(json("GTMS_SIGNED")))
        let shipment = try #require(found.shipments.first)
        #expect(found.shape == "cainiao")
        #expect(found.remarks.map(\.code) == ["tracking.clock.conflict"])
        #expect(shipment.status == .delivered)
        #expect(shipment.otherNumbers == ["RB987654316US"])
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:40-05:00")
        #expect(shipment.events.map { $0.clock?.offset?.minutes } == [480, nil, -300])
        #expect(shipment.events.map(\.isPhysical) == [false, true, true])
        #expect(shipment.destination == "United States")

        let station = try #require(try record(json("GTMS_STA_SIGNED")))
        #expect(station.shipments[0].status == .awaitingPickup)
        #expect(station.shipments[0].delivery == nil)
        #expect(station.remarks.map(\.code).contains("tracking.status.conflict"))
    }

    @Test func `Cainiao: an empty list is a number nobody knows`() throws {
        let json = #"{"module":[{"mailNo":"RB123456785GB","detailList":[]}],"success":true}"#
        #expect(try record(json)?.shipments.first?.status == .notFound)
    }

    @Test func `lists of records and saved requests are read`() throws {
        let one =
            #"{"trackingNumber":"9400111201080805483016","statusCategory":"In Transit","trackingEvents":[]}"#
        #expect(try record("[\(one),\(one)]")?.shipments.count == 2)
        #expect(
            try record("{\"request\":{},\"response\":{\"status\":200,\"body\":\(one)}}")?.shipments
                .count == 1)
    }

    @Test func `a wrong check digit and a sample number are remarked`() throws {
        func codes(_ number: String) throws -> [String]? {
            try record(
                #"{"trackingNumber":"\#(number)","statusCategory":"In Transit","trackingEvents":[]}"#
            )?
            .remarks.map(\.code)
        }
        #expect(try codes("RB123456786US") == ["tracking.number.invalid"])
        #expect(try codes("1Z999AA10123456784") == ["tracking.test-data"])
        #expect(try codes("RB123456785US") == [])
    }

    @Test func `a file that is no record is none, a broken one says where`() throws {
        #expect(try record("{\"a\": 1}") == nil)
        #expect(try record("[]") == nil)
        #expect(try record("hello") == nil)
        #expect(try record("", fileName: "x.json") == nil)
        #expect(try record("{\\rtf1 x", fileName: "letter.rtf") == nil)
        #expect(
            try ChatShapeTests.read(Array("{\n \"a\": }".utf8), name: "x.json")
                == .unread(
                    reason:
                        "is no JSON that can be trusted: line 2, column 7: no value starts like this"
                ))
    }

    @Test func `values of any type in any place are read past`() throws {
        let shapes = [
            seventeenTrack(events: [delivered, scan, label].joined(separator: ",")),
            #"{"trackResponse":{"shipment":[{"inquiryNumber":"1Z5R89390357567127","package":[{"trackingNumber":"1Z","activity":[{"date":"20260409","time":"140600","status":{"type":"D"}}],"deliveryDate":[{"type":"DEL","date":"20260409"}]}]}]}}"#,
            #"{"module":[{"mailNo":"x","detailList":[{"time":1,"timeStr":"2026-04-09 14:06:40","timeZone":"GMT-5","actionCode":"SIGNED"}]}]}"#,
            #"{"shipments":[{"id":1,"service":"s","status":{"statusCode":"delivered","timestamp":"2026-04-09"},"details":{"proofOfDelivery":{"signed":{"name":"x"}}}}]}"#,
        ]
        let values = [
            "null", "1e999", "[]", "{}", "\"\"", "true", "-9223372036854775809",
            "\"9999-99-99T99:99:99+99:99\"", "[[[{}]]]",
        ]
        for shape in shapes {
            // Every value of the text, one at a time, becomes each of the strange ones.
            let bytes = Array(shape.utf8)
            for start in bytes.indices
            where bytes[start] == UInt8(ascii: ":") && start + 1 < bytes.count
                && bytes[start + 1] == UInt8(ascii: "\"")
            {
                guard let end = bytes[(start + 2)...].firstIndex(of: UInt8(ascii: "\"")) else {
                    continue
                }
                for value in values {
                    let changed =
                        Array(bytes[...start]) + Array(value.utf8) + Array(bytes[(end + 1)...])
                    _ = try trackingRecord(changed, fileName: "x")
                }
            }
        }
    }

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: Places.sample.path),
            "the sample case folder is not here"))
    func `the sample's record is the story's delivery`() throws {
        let file = Places.sample.appendingPathComponent("B-payment-shipping/tracking.json")
        let found = try #require(
            try trackingRecord(Array(try Data(contentsOf: file))))
        let shipment = try #require(found.shipments.first)
        #expect(found.remarks.isEmpty)
        #expect(shipment.number == "1Z7R4W186704182938")
        #expect(shipment.status == .delivered)
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
        #expect(shipment.delivery?.signer == "D WHITFIELD")
        #expect(shipment.destination == "Austin, TX, 78758, US")
        #expect(shipment.events.count == 8)
        #expect(shipment.firstPhysicalScan?.clock?.text == "2026-03-30T17:52:00+08:00")
        #expect(shipment.weight == "357.15 LBS")
    }

    // MARK: What is no scan

    @Test(arguments: [
        (
            #"{"tracking_results":[{"tracking_id":"A","status":"Delivered","trackable_items":[{"article_id":"A","status":"Delivered","events":[{"date":"2026-04-09T14:06:00+10:00","location":"KEW VIC","description":"Delivered"},{"date":"2026-04-08T09:00:00+10:00","description":"In transit to next facility in KEW VIC"},{"date":"2026-04-07T09:00:00+10:00","location":"SYDNEY NSW","description":"Shipping information received by Australia Post"}]}]}]}"#,
            [false, false, true]
        ),
        (
            #"{"TrackResponse":{"Consignment":[{"ConsignmentNumber":"1","SummaryCode":"DEL","StatusData":[{"StatusCode":"OK","StatusDescription":"Delivered","LocalEventDate":"20260409","LocalEventTime":"1406"},{"StatusDescription":"x","LocalEventDate":"20260408","LocalEventTime":"1406"},{"StatusCode":"ZZ","StatusDescription":"Data received","LocalEventDate":"20260407","LocalEventTime":"1406"}]}]}}"#,
            [false, false, true]
        ),
        (
            #"{"data":{"trackings":[{"tracker":{"trackingNumber":"RB123456785GB"},"shipment":{"statusMilestone":"in_transit"},"events":[{"occurrenceDatetime":"2026-04-09T14:06:00Z","statusMilestone":"in_transit"},{"occurrenceDatetime":"2026-04-08T14:06:00Z","status":"Label created"},{"occurrenceDatetime":"2026-04-07T14:06:00Z","statusMilestone":"info_received"}]}]}}"#,
            [false, false, true]
        ),
        (
            #"{"tracking_number":"1","status_code":"IT","carrier_code":"x","events":[{"occurred_at":"2026-04-09T14:06:00Z","status_code":"IT"},{"occurred_at":"2026-04-08T14:06:00Z","description":"Shipping label created"},{"occurred_at":"2026-04-07T14:06:00Z","status_code":"AC"}]}"#,
            [false, false, true]
        ),
    ])
    func `an announcement, or an event without a code, is no physical scan`(
        json: String, isPhysical: [Bool]
    ) throws {
        let shipment = try #require(try record(json)?.shipments.first)
        #expect(shipment.events.map(\.isPhysical) == isPhysical)
    }

    @Test func `letters of no known issuer at the end accuse no number`() throws {
        func codes(_ number: String) throws -> [String]? {
            try record(
                #"{"trackingNumber":"\#(number)","statusCategory":"In Transit","trackingEvents":[]}"#
            )?
            .remarks.map(\.code)
        }
        for country in ["PF", "NC", "FO", "JE", "GI", "KY"] {
            #expect(try codes("RB123456785\(country)") == [])
            #expect(try codes("RB123456786\(country)") == ["tracking.number.invalid"])
        }
        #expect(try codes("RB123456785XX") == [])
        #expect(try codes("RB123456786XX") == [])
    }
}
