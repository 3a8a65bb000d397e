import ClaimModel

/// Landmark Global XML: `TrackResponse.Result.Packages.Package[]`. Delivered is the event code 500;
/// times are local, month first.
enum LandmarkShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let response = root["TrackResponse"]
        let items = response["Result"]["Packages"]["Package"].list.filter {
            $0["LandmarkTrackingNumber"].words != nil
        }
        guard !items.isEmpty else { return nil }
        if response["Test"].words == "true" {
            remarks.add(
                "tracking.test-data", .warning, at: response["Test"].spot,
                "the record says of itself that it is a test",
                remedy: "save the record of the real consignment")
        }
        let carrier = response["Result"]["ShipmentDetails"]["EndDeliveryCarrier"].words
        return items.prefix(TrackingReader.recordLimit).map { shipment($0, carrier) }
    }

    private static func shipment(_ node: JSONNode, _ carrier: String?) -> ShipmentTracking {
        let events = TrackingWords.oldestFirst(node["Events"]["Event"].list.map(event))
        let delivered = events.last { $0.code == "500" }
        return ShipmentTracking(
            carrier: carrier ?? "Landmark Global", number: node["TrackingNumber"].words ?? "",
            otherNumbers: [node["LandmarkTrackingNumber"].words].compactMap { $0 },
            status: delivered != nil ? .delivered : status(events.last?.code),
            rawStatus: [events.last?.code, events.last?.text].compactMap { $0 }
                .joined(separator: " "),
            events: events,
            delivery: delivered.map {
                Delivery(clock: $0.clock, place: $0.place, spot: $0.spot)
            }, spot: node["TrackingNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["EventCode"].words
        return TrackingEvent(
            clock: node["DateTime"].words.flatMap {
                ChatClock.read($0, .monthFirst, keeper: .thirdParty)
            }, place: node["Location"].words, code: code, text: node["Status"].words ?? "",
            isPhysical: code.flatMap { Int($0) }.map { $0 > 75 } ?? false, spot: node.spot)
    }

    private static func status(_ code: String?) -> ShipmentTracking.Status {
        guard let number = code.flatMap({ Int($0) }) else { return .unknown }
        return switch number {
        case 50...75: .labelCreated
        case 100...299: .inTransit
        case 300: .outForDelivery
        case 900...999: .exception
        default: .unknown
        }
    }
}
