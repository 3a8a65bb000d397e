import ClaimModel

/// La Poste (Suivi v2): `shipment` with `event[]`. Delivered is the event code `DI1` (or `DI2`, to the
/// sender) of a shipment that is final.
enum LaPosteShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let node = root["shipment"]
        guard let number = node["idShip"].words, node["event"].isArray || root["returnCode"].exists
        else { return nil }
        let events = TrackingWords.oldestFirst(node["event"].elements.map(event))
        let last = events.last
        let delivered = events.last { $0.code == "DI1" }
        if delivered != nil, node["isFinal"].bool == false {
            remarks.add(
                "tracking.status.conflict", .warning, at: node["isFinal"].spot,
                "a delivery scan stands in a record that says the shipment is not at its end")
        }
        let context = node["contextData"]
        return [
            ShipmentTracking(
                carrier: "La Poste", number: number,
                status: delivered != nil ? .delivered : status(last?.code),
                rawStatus: [last?.code, last?.text].compactMap { $0 }.joined(separator: " "),
                events: events,
                delivery: delivered.map {
                    Delivery(
                        clock: TrackingClock.iso(node["deliveryDate"]) ?? $0.clock,
                        place: $0.place, spot: $0.spot)
                },
                destination: context["arrivalCountry"].words,
                origin: context["originCountry"].words,
                expected: TrackingClock.iso(node["estimDate"]), spot: node["idShip"].spot)
        ]
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["code"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["date"]), place: node["country"].words, code: code,
            text: node["label"].words ?? "",
            // DR1: declared by the sender.
            isPhysical: code.map { $0 != "DR1" } ?? false, spot: node.spot)
    }

    /// By the first two letters of the code.
    private static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code?.prefix(2) {
        case nil: .notFound
        case "DR": .labelCreated
        case "PC", "ET", "EP", "DO", "PB": .inTransit
        case "MD": .outForDelivery
        case "AG": .awaitingPickup
        case "ND", "AN": .exception
        case "RE": .returned
        case "DI": .returned
        default: .unknown
        }
    }
}
