import ClaimModel

/// USPS Tracking API v3: one object, or a list, with `trackingEvents`. Texts carry HTML character
/// references.
enum USPSShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        guard root["trackingNumber"].words != nil, root["trackingEvents"].isArray,
            root["statusCategory"].exists || root["status"].exists
        else { return nil }
        return [shipment(root, &remarks)]
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let category = node["statusCategory"].words ?? ""
        let status = status(category)
        let events = TrackingWords.oldestFirst(
            node["trackingEvents"].elements.map { event($0, &remarks) })
        return ShipmentTracking(
            carrier: "USPS", number: node["trackingNumber"].words ?? "", status: status,
            rawStatus: TrackingWords.withoutReferences(
                TrackingWords.joined([node["statusCategory"].words, node["status"].words]) ?? ""),
            events: events,
            delivery: status == .delivered ? delivery(node, events) : nil,
            destination: TrackingWords.place(
                node["destinationCity"], node["destinationState"], node["destinationZIP"],
                node["destinationCountryCode"]),
            origin: TrackingWords.place(
                node["originCity"], node["originState"], node["originZIP"], node["originCountry"]),
            weight: node["weight"].words,
            expected: TrackingClock.iso(node["expectedDeliveryTimeStamp"])
                ?? TrackingClock.iso(node["expectedDeliveryDate"])
                ?? TrackingClock.iso(node["deliveryDateExpectation"]["expectedDeliveryDate"]),
            spot: node["trackingNumber"].spot)
    }

    private static func delivery(_ node: JSONNode, _ events: [TrackingEvent]) -> Delivery {
        // 01 is the delivery scan; other codes of category Delivered exist, but no list is public.
        let index = events.lastIndex { $0.code == "01" }
        let event = index.map { events[$0] }
        let source = node["trackingEvents"].elements.first { $0.spot == event?.spot }
        return Delivery(
            clock: event?.clock, place: event?.place,
            signer: source?["name"].words ?? source?["recipientName"].words,
            proof: ["true", "yes"].contains(node["proofOfDeliveryEnabled"].words)
                || node["proofOfDeliveryEnabled"].bool == true
                ? "proof of delivery on request" : nil,
            spot: event?.spot ?? node["statusCategory"].spot)
    }

    private static func event(_ node: JSONNode, _ remarks: inout RemarkList) -> TrackingEvent {
        let code = node["eventCode"].words
        let moment = TrackingClock.iso(node["GMTTimestamp"])
        let local = TrackingClock.joined(
            TrackingClock.iso(node["eventTimestamp"], offset: node["GMTOffset"]), withMoment: moment
        )
        let clock = TrackingClock.agreed(
            local, with: moment, at: node["eventTimestamp"].spot, &remarks)
        return TrackingEvent(
            clock: clock,
            place: TrackingWords.place(
                node["eventCity"], node["eventState"],
                node["eventZIP"].exists ? node["eventZIP"] : node["eventZIPCode"],
                node["eventCountry"]),
            code: code, text: TrackingWords.withoutReferences(node["eventType"].words ?? ""),
            isPhysical: code.map { !announcements.contains($0) } ?? false, spot: node.spot)
    }

    /// Label created, pre-shipment information, order information: the post has no item yet.
    static let announcements: Set<String> = ["GX", "MA", "89"]

    static func status(_ category: String) -> ShipmentTracking.Status {
        switch category.lowercased() {
        case "delivered": .delivered
        case "pre-shipment": .labelCreated
        case "accepted", "in transit", "in-transit", "preparing for delivery": .inTransit
        case "out for delivery", "out-for-delivery": .outForDelivery
        case "available for pickup": .awaitingPickup
        case "alert", "delivery attempt", "delivery exception": .exception
        case "return to sender", "returned to sender": .returned
        default: .unknown
        }
    }
}
