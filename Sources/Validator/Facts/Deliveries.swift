internal import ClaimModel

extension CaseFacts {
    /// Consignments in carriers' records: those whose number the claim declares, or all of them
    /// when it declares none.
    var consignments: [(tracking: ShipmentTracking, exhibit: JudgedExhibit, file: CollectedFile)] {
        let declared = Set(claim.shipments.compactMap { $0.number.map { Self.plain($0.value) } })
        var found: [(tracking: ShipmentTracking, exhibit: JudgedExhibit, file: CollectedFile)] = []
        for exhibit in counting {
            for (record, file) in exhibit.trackings {
                for shipment in record.shipments {
                    let numbers = ([shipment.number] + shipment.otherNumbers).map(Self.plain)
                    if declared.isEmpty || numbers.contains(where: declared.contains) {
                        found.append((shipment, exhibit, file))
                    }
                }
            }
        }
        return found
    }

    /// A record under another number than the claim declares, when it is the only one there is: the
    /// declared number and the record's.
    var numberMismatch: (declared: Fact<String>, read: Fact<String>)? {
        guard consignments.isEmpty,
            let declared = claim.shipments.lazy.compactMap({ $0.number }).first
        else { return nil }
        let all = allConsignments
        guard all.count == 1, let (tracking, exhibit, file) = all.first else { return nil }
        return (
            declared,
            exhibit.fact(tracking.number, raw: tracking.number, at: tracking.spot, in: file)
        )
    }

    /// What is said of such a record.
    var mismatchWords: String? {
        numberMismatch.map { declared, read in
            "\(declared.place.opening) names consignment \(declared.value), the record "
                + "(\(read.place)) is of \(read.value); correct the one that is wrong"
        }
    }

    /// Consignments asked for delivery and destination: those declared, else the only one there is.
    private var delivering: [(
        tracking: ShipmentTracking, exhibit: JudgedExhibit, file: CollectedFile
    )] { numberMismatch == nil ? consignments : allConsignments }

    private var allConsignments: [(
        tracking: ShipmentTracking, exhibit: JudgedExhibit, file: CollectedFile
    )] {
        counting.flatMap { exhibit in
            exhibit.trackings.flatMap { record, file in
                record.shipments.map { ($0, exhibit, file) }
            }
        }
    }

    /// Deliveries a carrier records, in exhibit order.
    var deliveriesRead: [Fact<Delivery>] {
        delivering.compactMap { tracking, exhibit, file in
            tracking.delivery.map { delivery in
                let words = ["delivered", delivery.clock?.text, delivery.place].compactMap(\.self)
                return exhibit.fact(
                    delivery, raw: words.joined(separator: " "), at: delivery.spot, in: file)
            }
        }
    }

    /// The moment of each recorded delivery that has one.
    var deliveryClocksRead: [Fact<ClockReading>] {
        deliveriesRead.compactMap { delivery in
            delivery.value.clock.map {
                Fact($0, raw: delivery.raw, place: delivery.place, origin: delivery.origin)
            }
        }
    }

    /// The moment of each delivery: as carriers record it, else as the claim declares it.
    var deliveryClocks: [Fact<ClockReading>] {
        let read = deliveryClocksRead
        return read.isEmpty ? claim.receipts.compactMap(\.delivered) : read
    }

    /// The delivery that comes first by its earliest possible Beijing day.
    var firstDelivery: Fact<ClockReading>? { Self.earliest(deliveryClocks) }

    /// The reading with the earliest possible Beijing day; the first of equals.
    static func earliest(_ clocks: [Fact<ClockReading>]) -> Fact<ClockReading>? {
        clocks.min {
            $0.value.days(at: .beijing).lowerBound < $1.value.days(at: .beijing).lowerBound
        }
    }

    /// The carrier's first physical scan of each consignment.
    var firstScans: [Fact<ClockReading>] {
        consignments.compactMap { tracking, exhibit, file in
            guard let scan = tracking.firstPhysicalScan, let clock = scan.clock else { return nil }
            return exhibit.fact(clock, raw: clock.text + " " + scan.text, at: scan.spot, in: file)
        }
    }

    /// Where consignments went: the place of delivery, else the destination of the record.
    var destinations: [Fact<String>] {
        delivering.compactMap { tracking, exhibit, file in
            if let place = tracking.delivery?.place, let delivery = tracking.delivery {
                return exhibit.fact(place, raw: place, at: delivery.spot, in: file)
            }
            return tracking.destination.map {
                exhibit.fact($0, raw: $0, at: tracking.spot, in: file)
            }
        }
    }

    /// Letters and digits in capitals.
    static func plain(_ text: String) -> [UInt8] {
        text.utf8.compactMap { byte in
            switch byte {
            case 48...57, 65...90: byte
            case 97...122: byte - 32
            default: nil
            }
        }
    }
}
