import ClaimModel

/// AfterShip: one tracking, a list of them, or a webhook message, of all API versions that write
/// `slug`, `tag` and `checkpoints`.
enum AfterShipShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let data = root["data"]
        let list = [data["trackings"], root["trackings"]].first { $0.isArray }
        let one = [data["tracking"], root["tracking"], root["msg"], data, root].first(
            where: isTracking)
        let items = list?.elements.filter(isTracking) ?? one.map { [$0] } ?? []
        guard !items.isEmpty else { return nil }
        return items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func isTracking(_ node: JSONNode) -> Bool {
        node["tracking_number"].words != nil && node["slug"].exists && node["tag"].exists
            && node["checkpoints"].isArray
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let tag = node["tag"].words ?? ""
        let detail = node["subtag"].words
        let status = status(tag, detail: detail)
        let events = TrackingWords.oldestFirst(node["checkpoints"].elements.map(event))
        return ShipmentTracking(
            carrier: node["slug"].words, number: node["tracking_number"].words ?? "",
            otherNumbers: [
                node["first_mile"]["tracking_number"].words,
                node["last_mile"]["tracking_number"].words,
            ].compactMap { $0 }.filter { $0 != node["tracking_number"].words },
            status: status, rawStatus: detail ?? tag, events: events,
            delivery: status == .delivered ? delivery(node, events, &remarks) : nil,
            destination: TrackingWords.place(
                node["destination_city"], node["destination_state"],
                node["destination_postal_code"].exists
                    ? node["destination_postal_code"] : node["tracking_postal_code"],
                country(node, "destination")),
            origin: TrackingWords.place(
                node["origin_city"], node["origin_state"], node["origin_postal_code"],
                country(node, "origin")),
            weight: weight(node), pieces: node["shipment_package_count"].words,
            expected: TrackingClock.iso(node["expected_delivery"])
                ?? TrackingClock.iso(
                    node["courier_estimated_delivery_date"]["estimated_delivery_date"])
                ?? TrackingClock.iso(node["order_promised_delivery_date"]),
            spot: node["tracking_number"].spot)
    }

    /// `shipment_delivery_date`, compared with the checkpoint tagged as the delivery.
    private static func delivery(
        _ node: JSONNode, _ events: [TrackingEvent], _ remarks: inout RemarkList
    ) -> Delivery {
        let event = events.last { $0.code?.hasPrefix("Delivered") ?? false }
        let stated = node["shipment_delivery_date"]
        let clock = TrackingClock.agreed(
            TrackingClock.iso(stated), with: event?.clock, at: stated.spot, &remarks)
        let proofs = [
            node["signature_requirement"].words.map { "signature requirement \($0)" },
            node["proof_of_delivery"].exists ? "proof of delivery" : nil,
        ]
        return Delivery(
            clock: clock, place: event?.place,
            signer: node["signed_by"].words ?? event.flatMap { TrackingWords.signer(in: $0.text) },
            proof: TrackingWords.joined(proofs),
            spot: stated.exists ? stated.spot : event?.spot ?? node.spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let tag = node["tag"].words
        let postcode = node["zip"].exists ? node["zip"] : node["postal_code"]
        let place = TrackingWords.place(
            node["city"], node["state"], postcode,
            [
                node["country_name"], node["country_region_name"], node["country_iso3"],
                node["country_region"],
            ]
            .first { $0.words != nil } ?? node["country_name"])
        return TrackingEvent(
            clock: TrackingClock.iso(node["checkpoint_time"]),
            place: node["location"].words ?? place, code: node["subtag"].words ?? tag,
            text: node["message"].words ?? "",
            isPhysical: tag.map { $0 != "InfoReceived" && $0 != "Pending" } ?? false,
            spot: node.spot)
    }

    private static func country(_ node: JSONNode, _ end: String) -> JSONNode {
        let names = ["\(end)_country_region", "\(end)_country_iso3"]
        return names.map { node[$0] }.first { $0.exists } ?? node["\(end)_country_iso3"]
    }

    private static func weight(_ node: JSONNode) -> String? {
        let weight = node["shipment_weight"]
        if let value = weight["value"].words {
            return [value, weight["unit"].words].compactMap { $0 }.joined(separator: " ")
        }
        return weight.words.map {
            [$0, node["shipment_weight_unit"].words].compactMap { $0 }.joined(separator: " ")
        }
    }

    private static func status(_ tag: String, detail: String?) -> ShipmentTracking.Status {
        switch tag {
        case "Pending": .notFound
        case "InfoReceived": .labelCreated
        case "InTransit": .inTransit
        case "OutForDelivery": .outForDelivery
        case "AvailableForPickup": .awaitingPickup
        case "Delivered": .delivered
        // Exception_010 is on its way back to the sender, Exception_011 is back.
        case "Exception":
            detail == "Exception_010" || detail == "Exception_011" ? .returned : .exception
        case "AttemptFail", "Expired": .exception
        default: .unknown
        }
    }
}
