/// A carrier's or aggregator's record of one or more consignments.
public struct TrackingRecord: Hashable, Sendable {
    /// The shape it was recognised by: `17track`, `aftership`, `ups`, `fedex`, `dhl`, `usps`,
    /// `cainiao`.
    public var shape: String
    /// Consignments in file order.
    public var shipments: [ShipmentTracking]
    /// Noticed about the file: conflicts inside it, test data.
    public var remarks: [Finding]

    package init(shape: String, shipments: [ShipmentTracking] = [], remarks: [Finding] = []) {
        self.shape = shape
        self.shipments = shipments
        self.remarks = remarks
    }

    /// The record as named facts.
    public var facts: [StatedFact] {
        [StatedFact("tracking.shape", shape)] + shipments.flatMap(\.facts)
    }
}

/// One consignment in the normal form of all shapes.
public struct ShipmentTracking: Hashable, Sendable {
    /// Where the consignment stands, by the carrier's code and never by a word in a text.
    public enum Status: String, Hashable, Sendable {
        /// The record knows nothing of it.
        case notFound = "not-found"
        /// A label exists; the carrier has nothing yet.
        case labelCreated = "label-created"
        /// On its way.
        case inTransit = "in-transit"
        /// With the courier for delivery.
        case outForDelivery = "out-for-delivery"
        /// At a station, to be collected.
        case awaitingPickup = "awaiting-pickup"
        /// Delivered.
        case delivered
        /// Delivery failed or is delayed.
        case exception
        /// On its way back, or back.
        case returned
        /// The record's code is not known to this reader.
        case unknown
    }

    /// The carrier, by the record's own name or slug.
    public var carrier: String?
    /// The number asked for.
    public var number: String
    /// Other numbers of the same consignment: a partner's, a last-mile number.
    public var otherNumbers: [String]
    /// Where it stands.
    public var status: Status
    /// The status as the record writes it.
    public var rawStatus: String
    /// Scans, oldest first.
    public var events: [TrackingEvent]
    /// The delivery, when the carrier's code says delivered.
    public var delivery: Delivery?
    /// The place or address it goes to, as written.
    public var destination: String?
    /// The place or address it comes from, as written.
    public var origin: String?
    /// Weight as written, with its unit.
    public var weight: String?
    /// Pieces as written.
    public var pieces: String?
    /// When it is expected.
    public var expected: ClockReading?
    /// Where in the file it stands: a JSON path.
    public var spot: Place.Spot

    package init(
        carrier: String? = nil, number: String, otherNumbers: [String] = [], status: Status,
        rawStatus: String, events: [TrackingEvent] = [], delivery: Delivery? = nil,
        destination: String? = nil, origin: String? = nil, weight: String? = nil,
        pieces: String? = nil, expected: ClockReading? = nil, spot: Place.Spot
    ) {
        self.carrier = carrier
        self.number = number
        self.otherNumbers = otherNumbers
        self.status = status
        self.rawStatus = rawStatus
        self.events = events
        self.delivery = delivery
        self.destination = destination
        self.origin = origin
        self.weight = weight
        self.pieces = pieces
        self.expected = expected
        self.spot = spot
    }

    /// The carrier's first physical scan: a label alone is no shipment.
    public var firstPhysicalScan: TrackingEvent? {
        events.first { $0.isPhysical }
    }

    /// The consignment as named facts.
    public var facts: [StatedFact] {
        var facts = [StatedFact("tracking.number", number, spot: spot)]
        func state(_ name: String, _ value: String?, raw: String? = nil) {
            if let value, !value.isEmpty {
                facts.append(StatedFact(name, value, raw: raw, spot: spot))
            }
        }
        for other in otherNumbers { state("tracking.other-number", other) }
        state("tracking.carrier", carrier)
        state("tracking.status", status.rawValue, raw: rawStatus)
        state("tracking.events", String(events.count))
        if let scan = firstPhysicalScan {
            state("tracking.first-scan", scan.clock?.text, raw: scan.clock?.raw)
        }
        if let last = events.last {
            state("tracking.latest", last.clock?.text, raw: last.clock?.raw)
        }
        state("tracking.expected", expected?.text, raw: expected?.raw)
        state("tracking.delivered", delivery == nil ? "no" : "yes")
        state("tracking.delivered.time", delivery?.clock?.text, raw: delivery?.clock?.raw)
        state("tracking.delivered.place", delivery?.place)
        state("tracking.delivered.signer", delivery?.signer)
        state("tracking.delivered.proof", delivery?.proof)
        state("tracking.origin", origin)
        state("tracking.destination", destination)
        state("tracking.weight", weight)
        state("tracking.pieces", pieces)
        return facts
    }
}

/// One scan.
public struct TrackingEvent: Hashable, Sendable {
    /// When.
    public var clock: ClockReading?
    /// Where, as written.
    public var place: String?
    /// The carrier's code.
    public var code: String?
    /// The carrier's words.
    public var text: String
    /// True when the carrier had the goods in hand; false for labels and announcements.
    public var isPhysical: Bool
    /// Where in the file it stands.
    public var spot: Place.Spot

    package init(
        clock: ClockReading? = nil, place: String? = nil, code: String? = nil, text: String,
        isPhysical: Bool, spot: Place.Spot
    ) {
        self.clock = clock
        self.place = place
        self.code = code
        self.text = text
        self.isPhysical = isPhysical
        self.spot = spot
    }
}

/// A delivery.
public struct Delivery: Hashable, Sendable {
    /// When.
    public var clock: ClockReading?
    /// Where, as written: usually city and postcode.
    public var place: String?
    /// Who signed, as written.
    public var signer: String?
    /// What the carrier keeps as proof: signature image, photo, document.
    public var proof: String?
    /// Where in the file it stands.
    public var spot: Place.Spot

    package init(
        clock: ClockReading? = nil, place: String? = nil, signer: String? = nil,
        proof: String? = nil, spot: Place.Spot
    ) {
        self.clock = clock
        self.place = place
        self.signer = signer
        self.proof = proof
        self.spot = spot
    }
}
