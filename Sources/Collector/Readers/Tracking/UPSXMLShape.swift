import ClaimModel

/// UPS's older XML: `TrackResponse.Shipment[].Package[].Activity[]`. Delivered is the status type `D`;
/// times are local.
enum UPSXMLShape {
    static func read(_ root: JSONNode, _ remarks: inout RemarkList) -> [ShipmentTracking]? {
        let shipments = root["TrackResponse"]["Shipment"].list
        var found: [ShipmentTracking] = []
        for shipment in shipments.prefix(TrackingReader.recordLimit) {
            for package in shipment["Package"].list.prefix(TrackingReader.recordLimit)
            where package["TrackingNumber"].words != nil {
                found.append(self.package(package, in: shipment, &remarks))
            }
        }
        return found.isEmpty ? nil : found
    }

    private static func package(
        _ node: JSONNode, in shipment: JSONNode, _ remarks: inout RemarkList
    ) -> ShipmentTracking {
        let activities = node["Activity"].list
        let events = TrackingWords.oldestFirst(activities.map(event))
        // The newest activity stands first.
        let latest = activities.first?["Status"]["StatusType"]
        let type = latest?["Code"].words
        let delivered = events.last { $0.code?.hasPrefix("D ") ?? false }
        if type != "D", let delivered {
            remarks.add(
                "tracking.status.conflict", .warning, at: delivered.spot,
                "a delivery scan is followed by others: the latest status is \(type ?? "missing")")
        }
        let to = shipment["ShipTo"]["Address"]
        let scan = activities.first { $0["Status"]["StatusType"]["Code"].words == "D" }
        return ShipmentTracking(
            carrier: "UPS", number: node["TrackingNumber"].words ?? "",
            otherNumbers: [shipment["ShipmentIdentificationNumber"].words].compactMap { $0 }
                .filter { $0 != node["TrackingNumber"].words },
            status: status(type),
            rawStatus: [type, latest?["Description"].words].compactMap { $0 }
                .joined(separator: " "),
            events: events,
            delivery: type == "D"
                ? delivered.map {
                    Delivery(
                        clock: $0.clock, place: $0.place,
                        signer: scan?["ActivityLocation"]["SignedForByName"].words, spot: $0.spot)
                } : nil,
            destination: TrackingWords.place(
                to["City"], to["StateProvinceCode"], to["PostalCode"], to["CountryCode"]),
            weight: node["PackageWeight"]["Weight"].words.map {
                [$0, node["PackageWeight"]["UnitOfMeasurement"]["Code"].words].compactMap { $0 }
                    .joined(separator: " ")
            },
            expected: TrackingClock.compact(
                date: shipment["ScheduledDeliveryDate"], time: shipment["none"]),
            spot: node["TrackingNumber"].spot)
    }

    private static func event(_ node: JSONNode) -> TrackingEvent {
        let type = node["Status"]["StatusType"]
        let address = node["ActivityLocation"]["Address"]
        return TrackingEvent(
            clock: TrackingClock.compact(date: node["Date"], time: node["Time"]),
            place: TrackingWords.place(
                address["City"], address["StateProvinceCode"], address["PostalCode"],
                address["CountryCode"]),
            code: [type["Code"].words, node["Status"]["StatusCode"]["Code"].words]
                .compactMap { $0 }.joined(separator: " "),
            text: type["Description"].words ?? "",
            isPhysical: type["Code"].words.map { $0 != "M" } ?? false, spot: node.spot)
    }

    private static func status(_ type: String?) -> ShipmentTracking.Status {
        switch type {
        case "D": .delivered
        case "I", "P": .inTransit
        case "M": .labelCreated
        case "X": .exception
        case "RS": .returned
        default: .unknown
        }
    }
}
