import ClaimModel

/// Australia Post: `tracking_results[].trackable_items[]`, articles alone or inside a consignment.
/// Delivered is the article's status word, which the carrier uses as its code.
enum AustraliaPostShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let results = root["tracking_results"].elements.filter { $0["tracking_id"].words != nil }
        guard !results.isEmpty else { return nil }
        return results.prefix(TrackingReader.recordLimit).flatMap { result -> [ShipmentTracking] in
            let items = result["trackable_items"].elements.flatMap { item in
                item["items"].isArray ? item["items"].elements : [item]
            }
            if items.isEmpty {
                return [
                    ShipmentTracking(
                        carrier: "Australia Post", number: result["tracking_id"].words ?? "",
                        status: .notFound,
                        rawStatus: result["errors"][0]["message"].words ?? "",
                        spot: result["tracking_id"].spot)
                ]
            }
            return items.prefix(TrackingReader.recordLimit).map { article($0, result) }
        }
    }

    private static func article(_ node: JSONNode, _ result: JSONNode) -> ShipmentTracking {
        let asked = result["tracking_id"].words ?? ""
        let own = node["article_id"].words
        let events = TrackingWords.oldestFirst(node["events"].elements.map(event))
        let word = node["status"].words
        let status = status(word, events)
        return ShipmentTracking(
            carrier: "Australia Post", number: own ?? asked,
            otherNumbers: own == nil || own == asked ? [] : [asked], status: status,
            rawStatus: word ?? "", events: events,
            delivery: status == .delivered
                ? Delivery(
                    clock: events.last?.clock, place: events.last?.place,
                    spot: events.last?.spot ?? node.spot) : nil, spot: node.spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        TrackingEvent(
            clock: TrackingClock.iso(node["date"]), place: node["location"].words,
            text: node["description"].words ?? "", isPhysical: isPhysical(node), spot: node.spot)
    }

    /// Events have no code. Only those with a place are scans, and not what the sender announced.
    private static func isPhysical(_ node: JSONNode) -> Bool {
        guard node["location"].words != nil, let text = node["description"].words else {
            return false
        }
        return !announcements.contains { text.utf8.starts(with: $0.utf8) }
    }

    /// What descriptions of announcements begin with.
    static let announcements = [
        "Shipping information", "Manifest", "Label", "Pickup booked", "Pick up booked",
    ]

    /// The carrier's own list of states.
    private static func status(
        _ word: String?, _ events: [TrackingEvent]
    ) -> ShipmentTracking.Status {
        switch word {
        case "Delivered", "Delivered in Full": .delivered
        case "In transit", "Started": .inTransit
        case "Created", "Sealed", "Initiated": .labelCreated
        case "Awaiting collection": .awaitingPickup
        case "Possible delay", "Unsuccessful Delivery", "Article damaged", "Cannot be delivered",
            "Held by courier":
            .exception
        // Articles with scans whose state the carrier calls unknown are on their way.
        case "Unknown": events.isEmpty ? .unknown : .inTransit
        default: .unknown
        }
    }
}
