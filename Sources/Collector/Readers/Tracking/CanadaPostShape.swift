import ClaimModel

/// Canada Post's tracking detail: `tracking-detail` with `significant-events.occurrence[]`. Delivered is
/// the event's number, whatever language its words are in; times are local, with the name of a zone.
enum CanadaPostShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let detail = root["tracking-detail"]
        guard let number = detail["pin"].words else { return nil }
        let scans = detail["significant-events"]["occurrence"].list
        let events = TrackingWords.oldestFirst(scans.map(event))
        let delivered = events.last { $0.code.map(deliveries.contains) ?? false }
        if delivered == nil, let code = events.last?.code, unpublished.contains(code) {
            TrackingDoubts.remark(unpublished: code, of: "Canada Post", at: detail["pin"].spot, &remarks)
        }
        let scan = scans.first { $0["event-identifier"].words == delivered?.code }
        return [
            ShipmentTracking(
                carrier: "Canada Post", number: number,
                otherNumbers: [detail["original-pin"].words, detail["return-pin"].words]
                    .compactMap { $0 },
                status: delivered != nil ? .delivered : status(events.last?.code),
                rawStatus: [events.last?.code, events.last?.text].compactMap { $0 }
                    .joined(separator: " "),
                events: events,
                delivery: delivered.map {
                    Delivery(
                        clock: $0.clock, place: $0.place, signer: scan?["signatory-name"].words,
                        proof: detail["signature-image-exists"].words == "true"
                            ? "signature image" : nil, spot: $0.spot)
                },
                destination: detail["destination-postal-id"].words,
                expected: TrackingClock.iso(detail["changed-expected-date"])
                    ?? TrackingClock.iso(detail["expected-delivery-date"]),
                spot: detail["pin"].spot)
        ]
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let raw = [node["event-date"].words, node["event-time"].words].compactMap { $0 }
            .joined(separator: " ")
        let clock = ClockReading(iso8601: raw, keeper: .thirdParty)
        let offset = node["event-time-zone"].words.flatMap { zones[$0] }
            .flatMap { UTCOffset(minutes: $0) }
        let code = node["event-identifier"].words
        return TrackingEvent(
            clock: clock.map {
                ClockReading(
                    raw: [raw, node["event-time-zone"].words].compactMap { $0 }
                        .joined(separator: " "),
                    wallClock: $0.wallClock, offset: offset, offsetSource: .written,
                    keeper: .thirdParty)
            },
            place: TrackingWords.place(node["event-site"], node["event-province"]), code: code,
            text: TrackingWords.oneLine(node["event-description"].words),
            // 3000 to 3002: the post was told of an item and has none yet.
            isPhysical: code.map { !["3000", "3001", "3002"].contains($0) } ?? false,
            spot: node.spot)
    }

    /// Minutes east of UTC.
    private static let zones = [
        "NST": -210, "NDT": -150, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CST": -360,
        "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    ]

    /// The event that its own records call a delivery in both languages, as in a captured record of its
    /// web service ("Article livré avec succès").
    private static let deliveries: Set<String> = ["1496"]
    /// Events that programs of others take for deliveries. No published list says so: they decide none.
    private static let unpublished: Set<String> = [
        "1408", "1409", "1421", "1422", "1423", "1424", "1425", "1426", "1427", "1428", "1429",
        "1430", "1431", "1432", "1433", "1434", "1441", "1442", "1498",
    ]

    private static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code {
        case nil: .notFound
        case "3000", "3001", "3002": .labelCreated
        case "0174", "0500": .outForDelivery
        case "1701", "1479", "1488": .awaitingPickup
        case "0100", "0170", "0173", "2300", "1703", "0400": .inTransit
        default: .unknown
        }
    }
}
