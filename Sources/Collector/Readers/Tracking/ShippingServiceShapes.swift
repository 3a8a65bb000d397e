import ClaimModel

/// ShipEngine: one object with `tracking_number`, `status_code` and `events`. Delivered is `DE`.
enum ShipEngineShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        guard let number = root["tracking_number"].words, let code = root["status_code"].words,
            root["events"].isArray,
            root["carrier_code"].exists || root["carrier_id"].exists
                || root["status_description"].exists
        else { return nil }
        let events = TrackingWords.oldestFirst(root["events"].elements.map(event))
        let isDelivered = code == "DE"
        return [
            ShipmentTracking(
                carrier: root["carrier_code"].words, number: number,
                status: isDelivered ? .delivered : status(code),
                rawStatus: [code, root["status_description"].words].compactMap { $0 }
                    .joined(separator: " "),
                events: events,
                delivery: isDelivered
                    ? Delivery(
                        clock: TrackingClock.iso(root["actual_delivery_date"])
                            ?? events.last?.clock, place: events.last?.place,
                        signer: root["events"].elements.lazy.compactMap { $0["signer"].words }
                            .first,
                        spot: root["status_code"].spot) : nil,
                expected: TrackingClock.iso(root["estimated_delivery_date"]),
                spot: root["tracking_number"].spot)
        ]
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["event_code"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["occurred_at"]),
            place: TrackingWords.place(
                node["city_locality"], node["state_province"], node["postal_code"],
                node["country_code"]), code: code, text: node["description"].words ?? "",
            isPhysical: node["status_code"].words.map { !announcements.contains($0) } ?? false,
            spot: node.spot)
    }

    /// Accepted is the order for a label; not yet in the system, unknown.
    static let announcements: Set<String> = ["AC", "NY", "UN"]

    private static func status(_ code: String) -> ShipmentTracking.Status {
        switch code {
        case "IT": .inTransit
        case "AC": .labelCreated
        case "EX", "AT": .exception
        case "SP": .awaitingPickup
        case "NY": .notFound
        default: .unknown
        }
    }
}

/// Easyship: `shipment` with `trackings[]`, one for each leg. Its states are words it uses as codes.
enum EasyshipShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let node = root["shipment"].exists ? root["shipment"] : root
        guard node["easyship_shipment_id"].exists, node["trackings"].isArray else { return nil }
        return node["trackings"].elements.filter { $0["tracking_number"].words != nil }
            .prefix(TrackingReader.recordLimit).map { shipment($0, in: node) }
    }

    private static func shipment(_ node: JSONNode, in parent: JSONNode) -> ShipmentTracking {
        let word = node["tracking_state"].words ?? ""
        let number = node["tracking_number"].words ?? ""
        let to = parent["destination_address"]
        let from = parent["origin_address"]
        return ShipmentTracking(
            carrier: node["handler"].words ?? parent["courier"]["name"].words, number: number,
            otherNumbers: [
                node["alternate_tracking_number"].words, node["local_tracking_number"].words,
            ].compactMap { $0 }.filter { $0 != number },
            status: status(word), rawStatus: word,
            delivery: word == "delivered" ? Delivery(spot: node["tracking_state"].spot) : nil,
            destination: TrackingWords.place(
                to["city"], to["state"], to["postal_code"], to["country_alpha2"]),
            origin: TrackingWords.place(
                from["city"], from["state"], from["postal_code"], from["country_alpha2"]),
            spot: node["tracking_number"].spot)
    }

    private static func status(_ word: String) -> ShipmentTracking.Status {
        switch word {
        case "delivered": .delivered
        case "in_transit", "in_transit_to_customer": .inTransit
        case "out_for_delivery": .outForDelivery
        case "pending", "created", "info_received": .labelCreated
        case "exception", "failed_attempt", "expired": .exception
        case "returned_to_shipper": .returned
        default: .unknown
        }
    }
}

/// LaserShip (OnTrac): one object with `Pieces[]` and `Events[]`, whose types are words it uses as codes.
enum LaserShipShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let pieces = root["Pieces"].elements.filter { $0["TrackingNumber"].words != nil }
        guard !pieces.isEmpty, root["Events"].isArray else { return nil }
        let events = TrackingWords.oldestFirst(
            root["Events"].elements.map { event($0, &remarks) })
        let delivered = events.last { $0.code == "Delivered" }
        let scan = root["Events"].elements.first { $0["EventType"].words == "Delivered" }
        return pieces.prefix(TrackingReader.recordLimit).map { piece in
            ShipmentTracking(
                carrier: "LaserShip", number: piece["TrackingNumber"].words ?? "",
                otherNumbers: [root["OrderNumber"].words].compactMap { $0 },
                status: delivered != nil ? .delivered : status(events.last?.code),
                rawStatus: [events.last?.code, events.last?.text].compactMap { $0 }
                    .joined(separator: " "),
                events: events,
                delivery: delivered.map {
                    Delivery(
                        clock: $0.clock, place: $0.place, signer: scan?["Signature"].words,
                        proof: nil, spot: $0.spot)
                },
                destination: address(root["Destination"]), origin: address(root["Origin"]),
                weight: piece["Weight"].words.map {
                    [$0, piece["WeightUnit"].words].compactMap { $0 }.joined(separator: " ")
                },
                pieces: String(pieces.count),
                expected: TrackingClock.iso(root["EstimatedDeliveryDate"]),
                spot: piece["TrackingNumber"].spot)
        }
    }

    private static func event(_ node: JSONNode, _ remarks: inout RemarkList) -> TrackingEvent {
        let code = node["EventType"].words
        let moment = node["UTCDateTime"].words.flatMap {
            ClockReading(iso8601: $0 + "Z", keeper: .thirdParty)
        }
        return TrackingEvent(
            clock: TrackingClock.joined(TrackingClock.iso(node["DateTime"]), withMoment: moment),
            place: address(node), code: code, text: node["EventShortText"].words ?? "",
            isPhysical: code.map { $0 != "OrderReceived" && $0 != "Released" } ?? false,
            spot: node.spot)
    }

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(node["City"], node["State"], node["PostalCode"], node["Country"])
    }

    private static func status(_ type: String?) -> ShipmentTracking.Status {
        switch type {
        case "OrderReceived", "Released": .labelCreated
        case "OriginScan", "Arrived", "Departed", "Received", "InTransit": .inTransit
        case "OutForDelivery": .outForDelivery
        case "Exception", "Attempted", "Delayed": .exception
        case "Returned": .returned
        default: .unknown
        }
    }
}

/// Ship24: `trackings[]` with `tracker`, `shipment` and `events[]`. Delivered is the milestone, as its
/// documentation says (docs.ship24.com/status).
enum Ship24Shape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let list = root["data"]["trackings"].exists ? root["data"]["trackings"] : root["trackings"]
        let items = list.elements.filter {
            $0["tracker"]["trackingNumber"].words != nil && $0["shipment"].exists
        }
        return items.isEmpty ? nil : items.prefix(TrackingReader.recordLimit).map(shipment)
    }

    private static func shipment(_ node: JSONNode) -> ShipmentTracking {
        let milestone = node["shipment"]["statusMilestone"].words ?? ""
        let events = TrackingWords.oldestFirst(node["events"].elements.map(event))
        let delivered = events.last { $0.code == "delivered" }
        let delivery = node["shipment"]["delivery"]
        return ShipmentTracking(
            carrier: node["events"][0]["courierCode"].words,
            number: node["tracker"]["trackingNumber"].words ?? "",
            otherNumbers: node["shipment"]["trackingNumbers"].elements.compactMap {
                $0["tn"].words
            }.filter { $0 != node["tracker"]["trackingNumber"].words },
            status: status(milestone), rawStatus: milestone, events: events,
            delivery: milestone == "delivered"
                ? Delivery(
                    clock: delivered?.clock, place: delivered?.place,
                    signer: delivery["signedBy"].words,
                    spot: delivered?.spot ?? node["shipment"]["statusMilestone"].spot) : nil,
            destination: node["shipment"]["destinationCountryCode"].words,
            origin: node["shipment"]["originCountryCode"].words,
            expected: TrackingClock.iso(delivery["estimatedDeliveryDate"]),
            spot: node["tracker"]["trackingNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        TrackingEvent(
            clock: TrackingClock.iso(node["occurrenceDatetime"], offset: node["datetimeOffset"]),
            place: node["location"].words, code: node["statusMilestone"].words,
            text: node["status"].words ?? "",
            isPhysical: node["statusMilestone"].words.map { !announcements.contains($0) } ?? false,
            spot: node.spot)
    }

    static let announcements: Set<String> = ["info_received", "pending"]

    private static func status(_ milestone: String) -> ShipmentTracking.Status {
        switch milestone {
        case "delivered": .delivered
        case "in_transit": .inTransit
        case "out_for_delivery": .outForDelivery
        case "available_for_pickup": .awaitingPickup
        case "info_received": .labelCreated
        case "pending": .notFound
        case "failed_attempt", "exception": .exception
        default: .unknown
        }
    }
}

/// SF Express: `routeResps[]` with `routes[]`. Programs of others take the operation code 80 for the
/// delivery; SF Express publishes no list of its codes, so it decides none. Times are China's.
enum SFExpressShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let list =
            root["msgData"]["routeResps"].exists
            ? root["msgData"]["routeResps"] : root["routeResps"]
        let items = list.elements.filter { $0["mailNo"].words != nil && $0["routes"].isArray }
        return items.isEmpty
            ? nil : items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking {
        let events = TrackingWords.oldestFirst(node["routes"].elements.map(event))
        if let code = events.last?.code, code == "80" || code == "8000" {
            TrackingDoubts.remark(
                unpublished: code, of: "SF Express", at: node["mailNo"].spot, &remarks)
        }
        return ShipmentTracking(
            carrier: "SF Express", number: node["mailNo"].words ?? "",
            status: status(events.last?.code),
            rawStatus: [events.last?.code, events.last?.text].compactMap { $0 }
                .joined(separator: " "),
            events: events, spot: node["mailNo"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let clock = TrackingClock.iso(node["acceptTime"])
        return TrackingEvent(
            clock: clock.map {
                ClockReading(
                    raw: $0.raw, wallClock: $0.wallClock, offset: $0.offset ?? .beijing,
                    offsetSource: $0.offset == nil ? .platform : .written, keeper: .thirdParty)
            }, place: node["acceptAddress"].words, code: node["opCode"].words,
            text: node["remark"].words ?? "", isPhysical: node["opCode"].exists, spot: node.spot)
    }

    private static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code {
        case nil: .notFound
        case "80", "8000": .unknown
        case "44", "204": .outForDelivery
        case "33", "70": .exception
        case "99": .returned
        case "125", "130", "657": .awaitingPickup
        default: .inTransit
        }
    }
}
