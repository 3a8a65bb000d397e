import ClaimModel

/// 17TRACK: answers of `gettrackinfo` (v1, v2.x), webhook messages, and what its site receives.
enum SeventeenTrackShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        var items: [JSONNode] = []
        for candidate in [root["data"]["accepted"], root["accepted"]] where candidate.isArray {
            items += candidate.elements
        }
        items += root["shipments"].elements.filter { $0["shipment"].exists }
        if items.isEmpty {
            let data = root["data"]
            items = data.isArray ? data.elements : [data]
            if !data.exists { items = [root] }
        }
        items = items.filter { item in
            item["number"].words != nil
                && ["track_info", "track", "shipment"].contains { item[$0].value?.members != nil }
        }
        guard !items.isEmpty else { return nil }
        return items.prefix(TrackingReader.recordLimit).map { item in
            if item["track"].exists, !item["track_info"].exists {
                return SeventeenTrackFirstVersion.shipment(item)
            }
            return shipment(
                item, item["shipment"].exists ? item["shipment"] : item["track_info"], &remarks)
        }
    }

    private static func shipment(
        _ item: JSONNode, _ record: JSONNode, _ remarks: inout RemarkList
    ) -> ShipmentTracking {
        // The documentation's webhook sample writes some blocks beside the record instead of in it.
        func block(_ name: String) -> JSONNode {
            for place in [record, record["shipping_info"], item, item["shipping_info"]]
            where place[name].exists {
                return place[name]
            }
            return record[name]
        }
        let latestStatus = block("latest_status")
        let words = latestStatus["status"].words ?? ""
        let detail = latestStatus["sub_status"].words
        let status = status(words, detail: detail)

        let providers = block("tracking")["providers"].elements
        var events: [TrackingEvent] = []
        for provider in providers {
            events += provider["events"].elements.map { event($0, &remarks) }
        }
        events = TrackingWords.oldestFirst(events)

        let carrier = providers.lazy.compactMap { $0["provider"]["name"].words }.first
        if let key = providers.first?["provider"]["key"].words, let asked = item["carrier"].words,
            key != asked
        {
            remarks.add(
                "tracking.carrier.conflict", .note, at: item["carrier"].spot,
                "the record was asked of carrier \(asked) and answered by \(key)")
        }
        let misc = block("misc_info")
        let estimated = block("time_metrics")["estimated_delivery_date"]
        return ShipmentTracking(
            carrier: carrier ?? item["carrier"].words, number: item["number"].words ?? "",
            otherNumbers: [misc["local_number"].words].compactMap { $0 }.filter {
                $0 != item["number"].words
            },
            status: status, rawStatus: detail ?? words, events: events,
            delivery: status == .delivered
                ? delivery(block("milestone"), events, item, &remarks) : nil,
            destination: address(block("recipient_address")),
            origin: address(block("shipper_address")),
            weight: misc["weight_raw"].words ?? misc["weight_kg"].words.map { $0 + " kg" },
            pieces: misc["pieces"].words,
            expected: TrackingClock.iso(estimated["to"]) ?? TrackingClock.iso(estimated["from"]),
            spot: item["number"].spot)
    }

    /// The milestone, for a later scan may follow the delivery; else the last scan of its stage.
    private static func delivery(
        _ milestones: JSONNode, _ events: [TrackingEvent], _ item: JSONNode,
        _ remarks: inout RemarkList
    ) -> Delivery {
        let milestone = milestones.elements.first { $0["key_stage"].words == "Delivered" }
        let event = events.last { $0.code.map(isDelivered) ?? false }
        let clock = milestone.flatMap { self.clock($0, &remarks) }
        return Delivery(
            clock: clock ?? event?.clock, place: event?.place,
            signer: event.flatMap { TrackingWords.signer(in: $0.text) },
            spot: (clock == nil ? event?.spot : milestone?.spot) ?? item.spot)
    }

    private static func event(_ node: JSONNode, _ remarks: inout RemarkList) -> TrackingEvent {
        let code = node["sub_status"].words ?? node["stage"].words
        return TrackingEvent(
            clock: clock(node, &remarks),
            place: node["location"].words ?? address(node["address"]), code: code,
            text: node["description"].words ?? "", isPhysical: isPhysical(node, code),
            spot: node.spot)
    }

    /// Stages before `PickedUp` are announcements. Without any stage nothing shows a scan.
    private static func isPhysical(_ node: JSONNode, _ code: String?) -> Bool {
        guard let code else { return false }
        return [code, node["stage"].words ?? code].allSatisfy {
            !$0.hasPrefix("InfoReceived") && !$0.hasPrefix("NotFound")
        }
    }

    private static func isDelivered(_ code: String) -> Bool {
        code == "Delivered" || code.hasPrefix("Delivered_")
    }

    /// `time_iso` with its offset, compared with `time_utc`. Where `time_raw` shows that the carrier
    /// gave no zone, the offset is the service's guess.
    private static func clock(_ node: JSONNode, _ remarks: inout RemarkList) -> ClockReading? {
        let utc = TrackingClock.iso(node["time_utc"])
        let local = TrackingClock.joined(TrackingClock.iso(node["time_iso"]), withMoment: utc)
        guard
            let agreed = TrackingClock.agreed(local, with: utc, at: node["time_iso"].spot, &remarks)
        else { return nil }
        let raw = node["time_raw"]
        guard raw["time"].words != nil, raw["timezone"].words == nil, agreed.offset != nil else {
            return agreed
        }
        return ClockReading(
            raw: agreed.raw, wallClock: agreed.wallClock, offset: agreed.offset,
            offsetSource: .platform, keeper: .thirdParty)
    }

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(node["city"], node["state"], node["postal_code"], node["country"])
    }

    private static func status(_ words: String, detail: String?) -> ShipmentTracking.Status {
        switch words {
        case "NotFound": .notFound
        case "InfoReceived": .labelCreated
        case "InTransit": .inTransit
        case "OutForDelivery": .outForDelivery
        case "AvailableForPickup": .awaitingPickup
        case "Delivered": .delivered
        case "Exception":
            detail == "Exception_Returned" || detail == "Exception_Returning"
                ? .returned : .exception
        case "DeliveryFailure", "Expired": .exception
        default: .unknown
        }
    }
}
