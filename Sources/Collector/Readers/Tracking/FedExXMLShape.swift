import ClaimModel

/// FedEx's older web service: `TrackReply`, with `TrackDetails` (version 5) or those inside
/// `CompletedTrackDetails` (from version 6). Delivered is the code `DL`.
enum FedExXMLShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let reply =
            root["TrackReply"].exists ? root["TrackReply"] : root["Envelope"]["Body"]["TrackReply"]
        let details =
            reply["TrackDetails"].list
            + reply["CompletedTrackDetails"].list.flatMap { $0["TrackDetails"].list }
        let items = details.filter { $0["TrackingNumber"].words != nil }
        return items.isEmpty
            ? nil : items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let detail = node["StatusDetail"]
        let code = detail["Code"].words ?? node["StatusCode"].words
        let words = detail["Description"].words ?? node["StatusDescription"].words
        let events = TrackingWords.oldestFirst(node["Events"].list.map(event))
        let delivered = events.last { $0.code == "DL" }
        let stated = TrackingClock.iso(node["ActualDeliveryTimestamp"])
        if code != "DL", stated != nil {
            remarks.add(
                "tracking.status.conflict", .warning, at: node["ActualDeliveryTimestamp"].spot,
                "a delivery time is given while the status is \(words ?? code ?? "missing")")
        }
        let signer = node["DeliverySignatureName"].words
        return ShipmentTracking(
            carrier: "FedEx", number: node["TrackingNumber"].words ?? "",
            status: FedExShape.status(code),
            rawStatus: [code, words].compactMap { $0 }.joined(separator: " "), events: events,
            delivery: code == "DL"
                ? Delivery(
                    clock: TrackingClock.agreed(
                        stated, with: delivered?.clock,
                        at: node["ActualDeliveryTimestamp"].spot, &remarks),
                    place: address(node["ActualDeliveryAddress"]) ?? delivered?.place,
                    // The carrier's words for deliveries nobody signed are no name.
                    signer: signer == "Signature not required" ? nil : signer,
                    proof: node["SignatureProofOfDeliveryAvailable"].words == "true"
                        ? "signature proof of delivery" : nil,
                    spot: delivered?.spot ?? node.spot) : nil,
            destination: address(node["DestinationAddress"]),
            origin: address(node["OriginLocationAddress"]) ?? address(node["ShipperAddress"]),
            weight: node["PackageWeight"]["Value"].words.map {
                [$0, node["PackageWeight"]["Units"].words].compactMap { $0 }.joined(separator: " ")
            },
            pieces: node["PackageCount"].words,
            expected: TrackingClock.iso(node["EstimatedDeliveryTimestamp"]),
            spot: node["TrackingNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["EventType"].words
        return TrackingEvent(
            clock: TrackingClock.iso(node["Timestamp"]), place: address(node["Address"]),
            code: code,
            text: TrackingWords.joined([
                node["EventDescription"].words, node["StatusExceptionDescription"].words,
            ]) ?? "",
            isPhysical: code.map { !FedExShape.announcements.contains($0) } ?? false,
            spot: node.spot)
    }

    private static func address(_ node: JSONNode) -> String? {
        TrackingWords.place(
            node["City"], node["StateOrProvinceCode"], node["PostalCode"], node["CountryCode"])
    }
}
