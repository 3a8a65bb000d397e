import ClaimModel

/// EasyPost: a `Tracker` object, alone, in a list or in an event message.
enum EasyPostShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let list = root["trackers"].elements
        let candidates = list.isEmpty ? [root["result"], root["tracker"], root] : list
        let items = candidates.filter {
            $0["tracking_code"].words != nil && $0["tracking_details"].isArray
        }
        guard !items.isEmpty else { return nil }
        return items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let number = node["tracking_code"].words ?? ""
        // EZ1…EZ7 followed by zeros are the service's own test codes.
        if node["mode"].words == "test" || (number.hasPrefix("EZ") && number.utf8.count == 12) {
            remarks.add(
                "tracking.test-data", .warning, at: node["tracking_code"].spot,
                "\(number) is test data of the tracking service, not a consignment",
                remedy: "save the record of the real consignment")
        }
        let words = node["status"].words ?? ""
        let status = status(words)
        let events = TrackingWords.oldestFirst(node["tracking_details"].elements.map(event))
        let carrier = node["carrier_detail"]
        return ShipmentTracking(
            carrier: node["carrier"].words, number: number, status: status, rawStatus: words,
            events: events,
            delivery: status == .delivered ? delivery(node, events) : nil,
            destination: address(carrier["destination_tracking_location"])
                ?? carrier["destination_location"].words,
            origin: address(carrier["origin_tracking_location"])
                ?? carrier["origin_location"].words,
            weight: node["weight"].words.map { $0 + " oz" },
            expected: TrackingClock.iso(node["est_delivery_date"]),
            spot: node["tracking_code"].spot)
    }

    private static func delivery(_ node: JSONNode, _ events: [TrackingEvent]) -> Delivery {
        let event = events.last { $0.code == "delivered" }
        return Delivery(
            clock: event?.clock, place: event?.place, signer: node["signed_by"].words,
            spot: event?.spot ?? node["status"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let status = node["status"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["datetime"]), place: address(node["tracking_location"]),
            code: status, text: node["message"].words ?? "",
            isPhysical: status.map { !["pre_transit", "unknown", "error"].contains($0) } ?? false,
            spot: node.spot)
    }

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(node["city"], node["state"], node["zip"], node["country"])
    }

    private static func status(_ words: String) -> ShipmentTracking.Status {
        switch words {
        case "pre_transit": .labelCreated
        case "in_transit": .inTransit
        case "out_for_delivery": .outForDelivery
        case "available_for_pickup": .awaitingPickup
        case "delivered": .delivered
        case "return_to_sender": .returned
        case "failure", "cancelled", "error": .exception
        default: .unknown
        }
    }
}
