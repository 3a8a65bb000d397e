import ClaimModel

/// TNT ExpressConnect XML: `TrackResponse.Consignment[]`. Delivered is the summary code `DEL`; times are
/// local.
enum TNTShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let items = root["TrackResponse"]["Consignment"].list.filter {
            $0["ConsignmentNumber"].words != nil && $0["SummaryCode"].exists
        }
        guard !items.isEmpty else { return nil }
        let numbers = items.compactMap { $0["ConsignmentNumber"].words }
        if Set(numbers).count < items.count {
            remarks.add(
                "tracking.number.reused", .note, at: items[1].spot,
                "the record has \(items.count) consignments of one number: carriers use numbers again",
                remedy: "say which of them is meant, by its date")
        }
        return items.prefix(TrackingReader.recordLimit).map(shipment)
    }

    private static func shipment(_ node: JSONNode) -> ShipmentTracking {
        let code = node["SummaryCode"].words
        let events = TrackingWords.oldestFirst(node["StatusData"].list.map(event))
        return ShipmentTracking(
            carrier: "TNT", number: node["ConsignmentNumber"].words ?? "",
            otherNumbers: [node["CustomerReference"].words].compactMap { $0 },
            status: status(code),
            rawStatus: [code, events.last?.text].compactMap { $0 }.joined(separator: " "),
            events: events,
            delivery: code == "DEL"
                ? Delivery(
                    clock: clock(node["DeliveryDate"], node["DeliveryTime"]),
                    place: node["DeliveryTown"].words, signer: node["Signatory"].words,
                    spot: node["DeliveryDate"].spot) : nil,
            destination: TrackingWords.place(
                node["DeliveryTown"], node["DestinationCountry"]["CountryCode"]),
            origin: TrackingWords.place(
                node["OriginDepotName"], node["OriginCountry"]["CountryCode"]),
            pieces: node["PieceQuantity"].words, spot: node["ConsignmentNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["StatusCode"].words
        return TrackingEvent(
            clock: clock(node["LocalEventDate"], node["LocalEventTime"]),
            place: node["DepotName"].words, code: code,
            text: node["StatusDescription"].words ?? "",
            isPhysical: code.map(scans.contains) ?? false, spot: node.spot)
    }

    /// Codes of handling: received at the origin depot, at a depot, at a transit point, at the
    /// destination; in transit, out for delivery, delivered. TNT publishes no list of its announcements,
    /// so a code that is not here is no scan.
    static let scans: Set<String> = ["CI", "IS", "AS", "IR", "TR", "OD", "OK"]

    /// `20210218` and `1020`, each with its format in an attribute.
    private static func clock(_ date: JSONNode, _ time: JSONNode) -> ClockReading? {
        guard let day = (date["#text"].exists ? date["#text"] : date).words else { return nil }
        let hours = (time["#text"].exists ? time["#text"] : time).words
        let digits = Array(day.utf8)
        guard digits.count == 8 else { return nil }
        let iso = "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
        guard let hours, hours.utf8.count == 4 else {
            return ClockReading(iso8601: iso, keeper: .thirdParty)
        }
        return ClockReading(
            iso8601: "\(iso) \(hours.prefix(2)):\(hours.suffix(2))", keeper: .thirdParty)
    }

    private static func status(_ code: String?) -> ShipmentTracking.Status {
        switch code {
        case "DEL": .delivered
        case "INT": .inTransit
        case "EXC": .exception
        case "CNF": .notFound
        default: .unknown
        }
    }
}
