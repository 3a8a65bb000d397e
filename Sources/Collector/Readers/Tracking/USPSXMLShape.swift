import ClaimModel

/// USPS's older XML: `TrackResponse.TrackInfo[]` with the number in an attribute, one `TrackSummary`
/// and older `TrackDetail`. Delivered is the status category; times are words without an offset.
enum USPSXMLShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let items = root["TrackResponse"]["TrackInfo"].list.filter { $0["@ID"].words != nil }
        return items.isEmpty ? nil : items.prefix(TrackingReader.recordLimit).map(shipment)
    }

    private static func shipment(_ node: JSONNode) -> ShipmentTracking {
        let scans = node["TrackSummary"].list + node["TrackDetail"].list
        let events = TrackingWords.oldestFirst(scans.map(event))
        let category = node["StatusCategory"].words ?? ""
        let status: ShipmentTracking.Status =
            category.isEmpty && scans.isEmpty ? .notFound : USPSShape.status(category)
        let delivered = events.last { $0.code == "01" }
        let scan = scans.first { $0["EventCode"].words == "01" }
        return ShipmentTracking(
            carrier: "USPS", number: node["@ID"].words ?? "", status: status,
            rawStatus: TrackingWords.joined([
                node["StatusCategory"].words, node["Status"].words,
                node["Error"]["Description"].words,
            ]) ?? "",
            events: events,
            delivery: status == .delivered
                ? Delivery(
                    clock: delivered?.clock, place: delivered?.place,
                    signer: scan?["Name"].words ?? scan?["FirmName"].words,
                    proof: node["PodEnabled"].words == "true"
                        ? "proof of delivery on request" : nil,
                    spot: delivered?.spot ?? node["StatusCategory"].spot) : nil,
            destination: TrackingWords.place(
                node["DestinationCity"], node["DestinationState"], node["DestinationZip"],
                node["DestinationCountryCode"]),
            origin: TrackingWords.place(
                node["OriginCity"], node["OriginState"], node["OriginZip"],
                node["OriginCountryCode"]),
            expected: node["ExpectedDeliveryDate"].words.flatMap {
                EnglishClock.read($0, keeper: .thirdParty)
            }, spot: node["@ID"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let code = node["EventCode"].words
        let written = [node["EventDate"].words, node["EventTime"].words].compactMap { $0 }
        return TrackingEvent(
            clock: EnglishClock.read(written.joined(separator: " "), keeper: .thirdParty),
            place: TrackingWords.place(
                node["EventCity"], node["EventState"], node["EventZIPCode"], node["EventCountry"]),
            code: code, text: node["Event"].words ?? "",
            isPhysical: code.map { !USPSShape.announcements.contains($0) } ?? false,
            spot: node.spot)
    }
}
