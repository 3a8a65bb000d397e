import ClaimModel

/// Cainiao (AliExpress): `module[]` with `detailList`. Every event has three clocks: the instant
/// `time` in milliseconds, the wall clock `timeStr` and its `timeZone`; real answers contradict
/// themselves.
enum CainiaoShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let items = root["module"].elements.filter {
            $0["mailNo"].words != nil && $0["detailList"].isArray
        }
        guard !items.isEmpty else { return nil }
        return items.prefix(TrackingReader.recordLimit).map { shipment($0, &remarks) }
    }

    private static func shipment(_ node: JSONNode, _ remarks: inout RemarkList) -> ShipmentTracking
    {
        let events = TrackingWords.oldestFirst(
            node["detailList"].elements.map { event($0, &remarks) })
        let signed = events.lastIndex { $0.code.map(deliveries.contains) ?? false }
        let returned = events.lastIndex { $0.code.map(isReturn) ?? false }
        let status: ShipmentTracking.Status =
            if events.isEmpty {
                .notFound
            } else if let signed, returned.map({ $0 < signed }) ?? true {
                .delivered
            } else {
                status(events.last?.code ?? node["latestTrace"]["actionCode"].words ?? "")
            }
        let words = node["status"].words ?? ""
        if words == "DELIVERED", status != .delivered {
            remarks.add(
                "tracking.status.conflict", .warning, at: node["status"].spot,
                "the record is headed \(words), and no scan has the code of a delivery")
        }
        // `realMailNo` reads "Latest Tracking Number:\tRC…".
        let real = node["realMailNo"].words.flatMap {
            $0.split(whereSeparator: { $0 == ":" || $0 == "\t" || $0 == " " }).last.map(String.init)
        }
        let others = [node["copyRealMailNo"].words, real].compactMap { $0 }
            .filter { $0 != node["mailNo"].words }
        return ShipmentTracking(
            carrier: node["destCpInfo"]["cpName"].words ?? "Cainiao",
            number: node["mailNo"].words ?? "", otherNumbers: others.first.map { [$0] } ?? [],
            status: status, rawStatus: events.last?.code ?? words, events: events,
            delivery: status == .delivered ? signed.map { delivery(events[$0]) } : nil,
            destination: node["destCountry"].words, origin: node["originCountry"].words,
            spot: node["mailNo"].spot)
    }

    private static func delivery(_ event: TrackingEvent) -> Delivery {
        Delivery(
            clock: event.clock, place: event.place, signer: TrackingWords.signer(in: event.text),
            spot: event.spot)
    }

    private static func event(_ node: JSONNode, _ remarks: inout RemarkList) -> TrackingEvent {
        let code = node["actionCode"].words
        return TrackingEvent(
            clock: clock(node, &remarks), code: code,
            text: node["standerdDesc"].words ?? node["desc"].words ?? "",
            isPhysical: code.map { !announcements.contains($0) && !$0.hasPrefix("GWMS_") } ?? false,
            spot: node.spot)
    }

    private static func clock(_ node: JSONNode, _ remarks: inout RemarkList) -> ClockReading? {
        let moment = node["time"].integer.flatMap {
            ClockReading(raw: String($0), unixSeconds: $0 / 1_000, keeper: .thirdParty)
        }
        guard let wall = TrackingClock.iso(node["timeStr"]) else { return moment }
        let zone = node["timeZone"].words
        let local = ClockReading(
            raw: [wall.raw, zone].compactMap { $0 }.joined(separator: " "),
            wallClock: wall.wallClock,
            offset: zone.flatMap(TrackingClock.offset), offsetSource: .written, keeper: .thirdParty)
        return TrackingClock.agreed(local, with: moment, at: node["timeStr"].spot, &remarks)
    }

    /// Signed by the recipient. `GTMS_STA_SIGNED` is not among them: a pick-up station took the parcel in.
    private static let deliveries: Set<String> = [
        "GTMS_SIGNED", "SIGNED", "GSTA_SIGN", "GSTA_BUYER_SIGN", "STA_SIGN",
    ]

    /// Declared, dispatched on paper, announced.
    private static let announcements: Set<String> = ["CONSIGN", "OM_CONSIGN", "GTMS_ASN"]

    private static func isReturn(_ code: String) -> Bool {
        code.hasPrefix("RT_") || code == "RETURNED"
    }

    private static func status(_ code: String) -> ShipmentTracking.Status {
        switch code {
        case "CONSIGN", "OM_CONSIGN", "GTMS_ASN", "GWMS_ACCEPT", "GWMS_PICK", "GWMS_PACKAGE":
            .labelCreated
        case "GTMS_DELIVERING", "GTMS_DO_DEPART", "GTMS_RE_DELIVERING", "SENT_SCAN": .outForDelivery
        case "GTMS_STA_SIGNED", "GTMS_WAIT_SELF_PICK", "GSTA_INBOUND", "GSTA_INFORM_BUYER",
            "POSTMAN_POST":
            .awaitingPickup
        case "GTMS_DEL_FAILURE", "GTMS_SIGN_FAILURE", "GTMS_FAILURE", "GTMS_STA_SIGN_FAILURE",
            "FAILED", "REJECT", "GWMS_EXCEPTION", "GWMS_CANCEL":
            .exception
        case _ where isReturn(code): .returned
        case "": .unknown
        case _ where code.hasSuffix("_FAILURE") || code.hasSuffix("_FAIL"): .exception
        default: .inTransit
        }
    }
}
