import ClaimModel

/// DHL Express XML: `TrackingResponse.AWBInfo[]`. Delivered is the event code `OK`; times are local.
enum DHLExpressShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let items = root["TrackingResponse"]["AWBInfo"].list.filter { $0["AWBNumber"].exists }
        return items.isEmpty ? nil : items.prefix(TrackingReader.recordLimit).map(shipment)
    }

    private static func shipment(_ node: JSONNode) -> ShipmentTracking {
        let info = node["ShipmentInfo"]
        let events = TrackingWords.oldestFirst(info["ShipmentEvent"].list.map(event))
        let delivered = events.last { $0.code == "OK" }
        let last = events.last
        let scan = info["ShipmentEvent"].list.first {
            $0["ServiceEvent"]["EventCode"].words == "OK"
        }
        return ShipmentTracking(
            carrier: "DHL Express", number: node["AWBNumber"].words ?? "",
            status: delivered != nil ? .delivered : status(last?.code),
            rawStatus: [last?.code, last?.text].compactMap { $0 }.joined(separator: " "),
            events: events,
            delivery: delivered.map {
                Delivery(
                    clock: $0.clock, place: $0.place, signer: scan?["Signatory"].words,
                    spot: $0.spot)
            },
            destination: TrackingWords.place(
                info["Consignee"]["City"], info["Consignee"]["PostalCode"],
                info["Consignee"]["CountryCode"])
                ?? info["DestinationServiceArea"]["Description"].words,
            origin: TrackingWords.place(
                info["Shipper"]["City"], info["Shipper"]["PostalCode"],
                info["Shipper"]["CountryCode"]) ?? info["OriginServiceArea"]["Description"].words,
            weight: info["Weight"].words.map {
                [$0, info["WeightUnit"].words].compactMap { $0 }.joined(separator: " ")
            },
            pieces: info["Pieces"].words, expected: TrackingClock.iso(info["EstDlvyDate"]),
            spot: node["AWBNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["ServiceEvent"]["EventCode"].words
        let raw = [node["Date"].words, node["Time"].words].compactMap { $0 }.joined(separator: " ")
        return TrackingEvent(
            clock: ClockReading(iso8601: raw, keeper: .thirdParty),
            place: node["ServiceArea"]["Description"].words, code: code,
            text: TrackingWords.oneLine(node["ServiceEvent"]["Description"].words),
            isPhysical: code.map { $0 != "SD" && $0 != "RW" } ?? false, spot: node.spot)
    }

    private static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code {
        case "WC": .outForDelivery
        case "PU", "PL", "DF", "AF", "AR", "PO", "RW", "CC", "CR", "TR", "FD", "IC": .inTransit
        case "OH", "NH", "CA", "BA", "RD", "MS", "SC", "CD", "ND", "HP", "UD": .exception
        case "RT": .returned
        case "SD": .labelCreated
        default: .unknown
        }
    }
}
