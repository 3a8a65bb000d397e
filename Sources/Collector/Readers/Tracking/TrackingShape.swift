import ClaimModel

/// One way in which a carrier or service writes its records. To add one, write a file with its
/// `read` function and list it here.
struct TrackingShape: Sendable {
    /// The name in `TrackingRecord.shape`.
    let name: String
    /// The consignments of a document, nil when its structure is not this shape's.
    let read: @Sendable (JSONNode, inout RemarkList) -> [ShipmentTracking]?

    /// All shapes; the most particular structures come first.
    static let all: [TrackingShape] = [
        TrackingShape(name: "17track", read: SeventeenTrackShape.read),
        TrackingShape(name: "aftership", read: AfterShipShape.read),
        TrackingShape(name: "easypost", read: EasyPostShape.read),
        TrackingShape(name: "ups", read: UPSShape.read),
        TrackingShape(name: "fedex", read: FedExShape.read),
        TrackingShape(name: "dhl", read: DHLShape.read),
        TrackingShape(name: "usps", read: USPSShape.read),
        TrackingShape(name: "cainiao", read: CainiaoShape.read),
        TrackingShape(name: "sf-express", read: SFExpressShape.read),
        TrackingShape(name: "ship24", read: Ship24Shape.read),
        TrackingShape(name: "shipengine", read: ShipEngineShape.read),
        TrackingShape(name: "easyship", read: EasyshipShape.read),
        TrackingShape(name: "lasership", read: LaserShipShape.read),
        TrackingShape(name: "australia-post", read: AustraliaPostShape.read),
        TrackingShape(name: "la-poste", read: LaPosteShape.read),
        TrackingShape(name: "dhl-express-xml", read: DHLExpressShape.read),
        TrackingShape(name: "ups-xml", read: UPSXMLShape.read),
        TrackingShape(name: "fedex-xml", read: FedExXMLShape.read),
        TrackingShape(name: "usps-xml", read: USPSXMLShape.read),
        TrackingShape(name: "canada-post-xml", read: CanadaPostShape.read),
        TrackingShape(name: "tnt-xml", read: TNTShape.read),
        TrackingShape(name: "landmark-xml", read: LandmarkShape.read),
    ]

    /// Members under which people and tools save an answer together with its request; the empty one
    /// is the answer itself.
    static let envelopes: [[String]] = [
        [], ["response", "body"], ["response"], ["body"], ["payload"], ["result"], ["data"],
    ]
}
