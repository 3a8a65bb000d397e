import ClaimModel

/// UPS Track API: `trackResponse.shipment[].package[]`. Times are local, `YYYYMMDD` and `HHMMSS`;
/// newer answers add the offset.
enum UPSShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let shipments = root["trackResponse"]["shipment"]
        guard shipments.isArray else { return nil }
        var found: [ShipmentTracking] = []
        for shipment in shipments.elements.prefix(TrackingReader.recordLimit) {
            let packages = shipment["package"].elements
            found += packages.prefix(TrackingReader.recordLimit).map {
                package($0, in: shipment, &remarks)
            }
            if packages.isEmpty, let number = shipment["inquiryNumber"].words {
                found.append(
                    ShipmentTracking(
                        carrier: "UPS", number: number, status: .notFound,
                        rawStatus: shipment["warnings"][0]["message"].words ?? "",
                        spot: shipment["inquiryNumber"].spot))
            }
        }
        return found.isEmpty ? nil : found
    }

    private static func package(
        _ node: JSONNode, in shipment: JSONNode, _ remarks: inout RemarkList
    ) -> ShipmentTracking {
        let number = node["trackingNumber"].words ?? shipment["inquiryNumber"].words ?? ""
        let others = node["alternateTrackingNumber"].elements.prefix(50).compactMap {
            $0["number"].words
        }
        if let asked = shipment["inquiryNumber"].words, asked != number, !others.contains(asked),
            shipment["package"].elements.count == 1
        {
            remarks.add(
                "tracking.number.conflict", .warning, at: node["trackingNumber"].spot,
                "the record was asked for \(asked) and answers about \(number)")
        }
        let activities = node["activity"].elements
        let current = node["currentStatus"]
        let type = current["type"].words ?? activities.first?["status"]["type"].words
        let words = current["description"].words ?? activities.first?["status"]["description"].words
        let status = status(type)
        let events = TrackingWords.oldestFirst(activities.map { event($0, &remarks) })
        let dates = node["deliveryDate"].elements
        return ShipmentTracking(
            carrier: "UPS", number: number, otherNumbers: others, status: status,
            rawStatus: [type, words].compactMap { $0 }.joined(separator: " "), events: events,
            delivery: status == .delivered ? delivery(node, events, &remarks) : nil,
            destination: address(node, types: ["DESTINATION", "02"])
                ?? address(node, types: ["01"]),
            origin: address(node, types: ["ORIGIN"]),
            weight: node["weight"]["weight"].words.map {
                [$0, node["weight"]["unitOfMeasurement"].words].compactMap { $0 }
                    .joined(separator: " ")
            },
            pieces: node["packageCount"].words,
            expected: dates.first { ["SDD", "RDD"].contains($0["type"].words) }
                .flatMap { TrackingClock.compact(date: $0["date"], time: $0["none"]) },
            spot: node["trackingNumber"].spot)
    }

    private static func delivery(
        _ node: JSONNode, _ events: [TrackingEvent], _ remarks: inout RemarkList
    ) -> Delivery {
        let event = events.last { $0.code?.hasPrefix("D ") ?? false }
        let date = node["deliveryDate"].elements.first { $0["type"].words == "DEL" }
        let time = node["deliveryTime"]
        let stated = date.flatMap {
            TrackingClock.compact(
                date: $0["date"], time: time["type"].words == "DEL" ? time["endTime"] : time["none"]
            )
        }
        if let stated, let scanned = event?.clock, stated.wallClock.hour != nil,
            stated.wallClock != scanned.wallClock
        {
            remarks.add(
                "tracking.clock.conflict", .warning, at: time.spot,
                "the delivery is dated \(stated.raw) and its scan \(scanned.raw)",
                remedy: "ask the carrier for the proof of delivery, which states the local time")
        }
        let information = node["deliveryInformation"]
        let proofs = [
            isPicture(information["signature"]["image"]) ? "signature image" : nil,
            isPicture(information["deliveryPhoto"]["photo"]) ? "delivery photo" : nil,
            information["pod"]["content"].exists ? "proof of delivery document" : nil,
        ]
        return Delivery(
            // The scan carries the offset when the record has one.
            clock: event?.clock ?? stated, place: event?.place,
            signer: information["receivedBy"].words, proof: TrackingWords.joined(proofs),
            spot: date?.spot ?? event?.spot ?? node["currentStatus"].spot)
    }

    /// Documentation puts words where the image's Base64 belongs.
    private static func isPicture(_ node: JSONNode) -> Bool {
        node.words.map { !$0.utf8.contains(0x20) } ?? false
    }

    private static func event(_ node: JSONNode, _ remarks: inout RemarkList) -> TrackingEvent {
        let status = node["status"]
        let type = status["type"].words
        let address = node["location"]["address"]
        let local = TrackingClock.compact(
            date: node["date"], time: node["time"], offset: node["gmtOffset"])
        var clock = local
        if let local, let utc = TrackingClock.compact(date: node["gmtDate"], time: node["gmtTime"]),
            utc.wallClock.hour != nil
        {
            let moment = ClockReading(
                raw: utc.raw + " GMT", wallClock: utc.wallClock, offset: .utc,
                offsetSource: .written,
                keeper: .thirdParty)
            clock = TrackingClock.agreed(local, with: moment, at: node["date"].spot, &remarks)
        }
        return TrackingEvent(
            clock: clock,
            place: TrackingWords.place(
                address["city"], address["stateProvince"], address["postalCode"],
                address["country"].exists ? address["country"] : address["countryCode"]),
            code: [type, status["code"].words].compactMap { $0 }.joined(separator: " "),
            text: status["description"].words ?? "",
            // M is the shipper's manifest: UPS has not the parcel yet.
            isPhysical: type.map { $0 != "M" && $0 != "MV" } ?? false, spot: node.spot)
    }

    private static func address(_ node: JSONNode, types: [String]) -> String? {
        let found = node["packageAddress"].elements.first {
            $0["type"].words.map(types.contains) ?? false
        }
        guard let address = found?["address"] else { return nil }
        return TrackingWords.place(
            address["city"], address["stateProvince"], address["postalCode"],
            address["country"].exists ? address["country"] : address["countryCode"])
    }

    private static func status(_ type: String?) -> ShipmentTracking.Status {
        switch type {
        case "D": .delivered
        case "I", "P", "W", "DO", "DD": .inTransit
        case "O": .outForDelivery
        case "M", "MV": .labelCreated
        case "X": .exception
        case "RS": .returned
        case "NA": .notFound
        default: .unknown
        }
    }
}
