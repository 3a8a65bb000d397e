import ClaimModel

/// DHL Shipment Tracking Unified API: `shipments[]`. Times often have no offset.
enum DHLShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let items = root["shipments"].elements.filter {
            $0["id"].words != nil && $0["service"].exists && $0["status"]["statusCode"].exists
        }
        guard !items.isEmpty else { return nil }
        return items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let latest = node["status"]
        let code = latest["statusCode"].words ?? ""
        let status = status(code)
        let events = TrackingWords.oldestFirst(node["events"].elements.map(event))
        let details = node["details"]
        let proof = details["proofOfDelivery"]
        if status != .delivered, proof["timestamp"].exists {
            remarks.add(
                "tracking.status.conflict", .warning, at: proof.spot,
                "a proof of delivery is given while the status code is \(code)")
        }
        return ShipmentTracking(
            carrier: "DHL " + (node["service"].words ?? ""), number: node["id"].words ?? "",
            otherNumbers: details["pieceIds"].elements.prefix(100).compactMap(\.words),
            status: status,
            rawStatus: [code, latest["status"].words].compactMap { $0 }.joined(separator: " "),
            events: events,
            delivery: status == .delivered ? delivery(latest, proof, events, &remarks) : nil,
            destination: address(node["destination"]["address"]),
            origin: address(node["origin"]["address"]),
            weight: details["weight"]["value"].words.map {
                [$0, details["weight"]["unitText"].words].compactMap { $0 }.joined(separator: " ")
            },
            pieces: details["totalNumberOfPieces"].words,
            expected: TrackingClock.iso(node["estimatedTimeOfDelivery"]), spot: node["id"].spot)
    }

    private static func delivery(
        _ latest: JSONNode, _ proof: JSONNode, _ events: [TrackingEvent],
        _ remarks: inout RemarkList
    ) -> Delivery {
        let event = events.last { $0.code == "delivered" }
        let scanned = event?.clock ?? TrackingClock.iso(latest["timestamp"])
        let clock = TrackingClock.agreed(
            scanned, with: TrackingClock.iso(proof["timestamp"]), at: proof["timestamp"].spot,
            &remarks)
        let signed = proof["signed"]
        let name = [signed["givenName"].words, signed["familyName"].words].compactMap { $0 }
        let proofs = [
            isAddress(proof["signatureUrl"]) ? "signature image" : nil,
            isAddress(proof["documentUrl"]) ? "proof of delivery document" : nil,
        ]
        return Delivery(
            clock: clock, place: event?.place ?? address(latest["location"]["address"]),
            signer: name.isEmpty ? signed["name"].words : name.joined(separator: " "),
            proof: TrackingWords.joined(proofs), spot: event?.spot ?? latest.spot)
    }

    private static func isAddress(_ node: JSONNode) -> Bool {
        node.words.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["statusCode"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["timestamp"]),
            place: address(node["location"]["address"]),
            code: code,
            text: TrackingWords.joined([node["status"].words, node["description"].words]) ?? "",
            isPhysical: code.map { $0 != "pre-transit" && $0 != "unknown" } ?? false,
            spot: node.spot)
    }

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(
            node["addressLocality"], node["addressRegion"], node["postalCode"], node["countryCode"])
    }

    private static func status(_ code: String) -> ShipmentTracking.Status {
        switch code {
        case "pre-transit": .labelCreated
        case "transit": .inTransit
        case "delivered": .delivered
        case "failure": .exception
        default: .unknown
        }
    }
}
