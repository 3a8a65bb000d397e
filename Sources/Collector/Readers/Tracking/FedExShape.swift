import ClaimModel

/// FedEx Track API: `output.completeTrackResults[].trackResults[]`.
enum FedExShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let inside = root["output"]["completeTrackResults"]
        let results = inside.isArray ? inside : root["completeTrackResults"]
        guard results.isArray else { return nil }
        var found: [ShipmentTracking] = []
        for asked in results.elements.prefix(TrackingReader.recordLimit) {
            found += asked["trackResults"].elements.prefix(TrackingReader.recordLimit).map {
                shipment($0, asked: asked["trackingNumber"], &remarks)
            }
        }
        return found.isEmpty ? nil : found
    }

    private static func shipment(
        _ node: JSONNode, asked: JSONNode, _ remarks: inout RemarkList
    ) -> ShipmentTracking {
        let answered = node["trackingNumberInfo"]["trackingNumber"]
        let number = asked.words ?? answered.words ?? ""
        var others: [String] = []
        if let other = answered.words, other != number {
            others.append(other)
            remarks.add(
                "tracking.number.conflict", .warning, at: answered.spot,
                "the record was asked for \(number) and answers about \(other)")
        }
        let latest = node["latestStatusDetail"]
        let code = latest["derivedCode"].words ?? latest["code"].words
        let words = latest["statusByLocale"].words ?? latest["description"].words
        let events = TrackingWords.oldestFirst(node["scanEvents"].elements.map(event))
        let status: ShipmentTracking.Status =
            code == nil && events.isEmpty && node["error"].exists ? .notFound : status(code)
        let actual = node["dateAndTimes"].elements.first { $0["type"].words == "ACTUAL_DELIVERY" }
        if status != .delivered, let actual, actual["dateTime"].exists {
            remarks.add(
                "tracking.status.conflict", .warning, at: actual.spot,
                "a delivery time is given while the status is \(words ?? code ?? "missing")")
        }
        let details = node["packageDetails"]
        let weight = details["weightAndDimensions"]["weight"][0]
        return ShipmentTracking(
            carrier: "FedEx", number: number, otherNumbers: others, status: status,
            rawStatus: [code, words ?? node["error"]["code"].words].compactMap { $0 }
                .joined(separator: " "),
            events: events,
            delivery: status == .delivered ? delivery(node, actual, events, &remarks) : nil,
            destination: address(node["recipientInformation"]["address"])
                ?? address(node["destinationLocation"]["locationContactAndAddress"]["address"])
                ?? address(node["lastUpdatedDestinationAddress"]),
            origin: address(node["shipperInformation"]["address"])
                ?? address(node["originLocation"]["locationContactAndAddress"]["address"]),
            weight: weight["value"].words.map {
                [$0, weight["unit"].words].compactMap { $0 }.joined(separator: " ")
            },
            pieces: details["count"].words,
            expected: TrackingClock.iso(node["estimatedDeliveryTimeWindow"]["window"]["ends"]),
            spot: asked.exists ? asked.spot : answered.spot)
    }

    private static func delivery(
        _ node: JSONNode, _ actual: JSONNode?, _ events: [TrackingEvent],
        _ remarks: inout RemarkList
    ) -> Delivery {
        let event = events.last { $0.code == "DL" }
        let details = node["deliveryDetails"]
        let stated = actual?["dateTime"]
        let clock = TrackingClock.agreed(
            stated.flatMap { TrackingClock.iso($0) }, with: event?.clock,
            at: stated?.spot ?? node.spot, &remarks)
        let proofs = node["availableImages"].elements.prefix(10).compactMap { image -> String? in
            switch image["type"].words {
            case "SIGNATURE_PROOF_OF_DELIVERY": "signature proof of delivery"
            case "PICTURE_PROOF_OF_DELIVERY": "delivery photo"
            default: nil
            }
        }
        return Delivery(
            clock: clock, place: address(details["actualDeliveryAddress"]) ?? event?.place,
            signer: details["receivedByName"].words ?? details["signedByName"].words,
            proof: TrackingWords.joined(proofs), spot: actual?.spot ?? event?.spot ?? node.spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["eventType"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["date"]), place: address(node["scanLocation"]),
            code: code,
            text: TrackingWords.joined([
                node["eventDescription"].words, node["exceptionDescription"].words,
            ]) ?? "",
            isPhysical: code.map { !announcements.contains($0) } ?? false, spot: node.spot)
    }

    /// Label data sent, cancelled, and forecasts (on time, early, delayed): no scan of the parcel.
    static let announcements: Set<String> = ["OC", "IN", "CA", "AO", "AE", "DY"]

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(
            node["city"], node["stateOrProvinceCode"], node["postalCode"],
            node["countryCode"].exists ? node["countryCode"] : node["countryName"])
    }

    static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code {
        case "DL": .delivered
        case "OC", "IN", "LB": .labelCreated
        case "PU", "PX", "AA", "AC", "AD", "AF", "AP", "AR", "AX", "CC", "CD", "CP", "DP", "DR",
            "DS",
            "EA", "ED", "EO", "EP", "FD", "IT", "IX", "LO", "LP", "OF", "OX", "PF", "PL", "PM",
            "RL",
            "RR", "SF", "SP", "TR", "AO", "AE", "PD":
            .inTransit
        case "OD": .outForDelivery
        case "HL", "HP", "HA": .awaitingPickup
        case "RS", "RP", "RD": .returned
        case "DE", "SE", "CA", "DD", "DY", "CH": .exception
        default: .unknown
        }
    }
}
