import ClaimModel
import Testing

@testable import Collector

struct TrackingTypedTests {
    private static func record(_ text: String) throws -> TrackingRecord? {
        guard case .tracking(let record) = try ChatShapeTests.read(Array(text.utf8)) else {
            return nil
        }
        return record
    }

    @Test func `SF Express: no published list explains code 80, so it decides no delivery`() throws {
        func json(_ code: String) -> String {
            """
            {"success":"true","msgData":{"routeResps":[{"mailNo":"SF1011603494291","routes":[
            {"acceptTime":"2026-03-30 10:00:00","acceptAddress":"深圳","remark":"已收取快件","opCode":"50"},
            {"acceptTime":"2026-04-01 11:00:00","acceptAddress":"广州","remark":"已签收","opCode":"\(code)"}]}]}}
            """
        }
        let record = try #require(try Self.record(json("80")))
        let shipment = try #require(record.shipments.first)
        #expect(shipment.status == .unknown)
        #expect(shipment.delivery == nil)
        #expect(shipment.events.last?.clock?.text == "2026-04-01T11:00:00+08:00")
        #expect(shipment.events.last?.clock?.offsetSource == .platform)
        #expect(record.remarks.map(\.code).contains("tracking.code.unpublished"))
        // The words say it was signed for: they do not count.
        let other = try #require(try Self.record(json("31")))
        #expect(other.shipments.first?.delivery == nil)
        #expect(!other.remarks.map(\.code).contains("tracking.code.unpublished"))
    }

    @Test func `Ship24: the milestone is the delivery`() throws {
        let json = """
            {"data":{"trackings":[{"tracker":{"trackingNumber":"RB123456785GB"},"shipment":{"statusMilestone":"delivered","originCountryCode":"CN","delivery":{"signedBy":"D WHITFIELD"}},
            "events":[{"occurrenceDatetime":"2026-04-09T14:06:00","datetimeOffset":"-05:00","statusMilestone":"delivered","status":"Left","location":"Austin"}]}]}}
            """
        let shipment = try #require(try Self.record(json)?.shipments.first)
        #expect(shipment.status == .delivered)
        #expect(shipment.delivery?.signer == "D WHITFIELD")
        #expect(shipment.delivery?.clock?.text == "2026-04-09T14:06:00-05:00")
    }

    @Test func `a table proves no delivery, whatever its words say`() throws {
        let text = """
            Tracking Number,Date,Status,Location
            RB123456785GB,2026-04-09 14:06,Delivered,Austin
            RB123456785GB,2026-04-08 09:00,In transit,Dallas
            """
        let record = try #require(try Self.record(text))
        let shipment = try #require(record.shipments.first)
        #expect(record.shipments.count == 1)
        #expect(shipment.status == .unknown)
        #expect(shipment.delivery == nil)
        #expect(shipment.events.map(\.text) == ["In transit", "Delivered"])
        #expect(record.remarks.map(\.code) == ["tracking.typed"])
    }

    @Test func `a text with a number and times is a record without a state`() throws {
        let text = """
            Tracking RB123456785GB
            2026-04-08 09:00 In transit, Dallas
            2026-04-09 14:06 Delivered, Austin
            """
        let record = try #require(try Self.record(text))
        #expect(record.shape == "text")
        #expect(record.shipments.first?.number == "RB123456785GB")
        #expect(record.shipments.first?.delivery == nil)
        #expect(record.shipments.first?.events.count == 2)
    }

    @Test func `a text whose number has a wrong check digit is no record`() throws {
        let text = "Tracking RB123456784GB\n2026-04-08 09:00 a\n2026-04-09 14:06 b\n"
        #expect(try Self.record(text) == nil)
    }

    @Test func `a CDATA section is the text it holds`() {
        let bytes = Array("<a><![CDATA[x<&y]]></a>".utf8)
        #expect(
            TrackingXML.withoutSections(bytes[...]) == Array("<a>x&lt;&amp;y</a>".utf8))
    }

    @Test(arguments: [
        "<TrackResponse><TrackInfo/></TrackResponse>", "<TrackResponse>", "<a/>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><TrackReply>&x;</TrackReply>",
        "<TrackReply><TrackDetails/></TrackReply>", "<tracking-detail/>",
    ])
    func `XML that only looks like a record is none`(text: String) throws {
        #expect(try ChatShapeTests.read(Array(text.utf8)) == .opaque)
    }
}
