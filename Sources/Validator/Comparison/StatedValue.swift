internal import ClaimModel

/// A value that two sides may state, in a form that says whether two of them can both be true.
enum StatedValue {
    /// Letters and digits; case, spaces and marks do not count.
    case word(String)
    /// A number of an order, as people write it.
    case orderNumber(String)
    /// A sum.
    case money(Money)
    /// A quantity.
    case number(ExactDecimal)
    /// A time or a day.
    case clock(ClockReading)
    /// An address, or a place in it.
    case address(String)

    /// Seconds that two readings of one moment may lie apart.
    static let clockTolerance: Int64 = 60

    /// False when the two cannot both be true.
    func agrees(with other: StatedValue) -> Bool {
        switch (self, other) {
        case (.word(let one), .word(let two)):
            let (left, right) = (CaseFacts.plain(one), CaseFacts.plain(two))
            // Words without a Latin letter or digit are compared as they are.
            return left.isEmpty || right.isEmpty ? one.utf8.elementsEqual(two.utf8) : left == right
        case (.orderNumber(let one), .orderNumber(let two)):
            return OrderNumberText.normalised(one) == OrderNumberText.normalised(two)
        case (.money(let one), .money(let two)): return one == two
        case (.number(let one), .number(let two)): return one == two
        case (.clock(let one), .clock(let two)): return Self.agree(one, two)
        case (.address(let one), .address(let two)):
            return AddressComparison(seen: one, agreed: two) != .different
        default: return true
        }
    }

    /// Whole days are compared as days; a day and a time by what either can mean.
    private static func agree(_ one: ClockReading, _ two: ClockReading) -> Bool {
        if one.wallClock.hour == nil, two.wallClock.hour == nil {
            return one.wallClock.day == two.wallClock.day || one.alternative?.day == two.wallClock.day
                || two.alternative?.day == one.wallClock.day
        }
        return one.earliest.subtractingSaturated(two.latest) <= clockTolerance
            && two.earliest.subtractingSaturated(one.latest) <= clockTolerance
    }
}

/// Values of one side by name, with where they stand.
struct StatedValues {
    private(set) var names: [String] = []
    private(set) var values: [String: [(value: StatedValue, citation: Citation)]] = [:]
    private let isSealed: Bool

    /// Everything of a case that the other side may contradict: the claim's numbers, sums, days and
    /// quantities, what its papers print of them, and what carriers say of consignments. What is asked, and
    /// what a party thinks of the goods, is its position and no fact.
    ///
    /// - Parameter isSealed: whether the case is a bundle, in which the claim's words stand in `claim.xml`.
    init(of collected: CollectedClaim, isSealed: Bool) {
        self.isSealed = isSealed
        add(collected.claim.order)
        add(collected.claim.shipments, collected.claim.receipts)
        let exhibits = JudgedExhibit.all(of: collected, platforms: [])
        add(printedIn: exhibits)
        for exhibit in exhibits {
            for (record, file) in exhibit.trackings {
                for shipment in record.shipments { add(shipment, exhibit, file) }
            }
        }
    }

    private mutating func add(_ name: String, _ value: StatedValue, _ citation: Citation) {
        if values[name] == nil { names.append(name) }
        var citation = citation
        if isSealed { citation.place = citation.place.inBundle }
        values[name, default: []].append((value, citation))
    }

    private mutating func add<Value>(
        _ name: String, _ fact: Fact<Value>?, _ form: (Value) -> StatedValue
    ) {
        if let fact { add(name, form(fact.value), Citation(fact)) }
    }

    private mutating func add(_ name: String, day fact: Fact<CalendarDay>?) {
        guard let fact, let wall = WallClock(day: fact.value) else { return }
        add(
            name, .clock(ClockReading(raw: fact.raw, wallClock: wall, keeper: .party)), Citation(fact))
    }

    private mutating func add(_ order: Order) {
        add("order.number", order.number) { .orderNumber($0) }
        add("order.placed", order.placed) { .clock($0) }
        add("order.confirmed", order.confirmed) { .clock($0) }
        add("order.ship-by", day: order.shipBy)
        add("order.deliver-by", day: order.deliverBy)
        add("order.ship-to", order.shipTo) { .address($0) }
        add("order.total", order.total) { .money($0) }
        add("order.freight", order.freight) { .money($0) }
        add("order.discount", order.discount) { .money($0) }
        add("order.paid", order.paid) { .money($0) }
        add("order.paid-on", day: order.paidOn)
        add("order.covered", order.covered) { .money($0) }
        add("order.tolerance", order.tolerance) { .number($0) }
        addSum("order.quantity", order.lines.map(\.quantity))
        for (index, line) in order.lines.enumerated() {
            add("order.lines.\(index + 1).quantity", line.quantity) { .number($0) }
            add("order.lines.\(index + 1).unit-price", line.unitPrice) { .money($0) }
        }
    }

    private mutating func add(_ shipments: [Shipment], _ receipts: [Receipt]) {
        for shipment in shipments {
            add("shipments.number", shipment.number) { .word($0) }
            add("shipments.shipped", shipment.shipped) { .clock($0) }
        }
        addSum("shipments.quantity", shipments.map(\.quantity))
        addSum("shipments.cartons", shipments.map(\.cartons))
        for receipt in receipts { add("received.delivered", receipt.delivered) { .clock($0) } }
        addSum("received.quantity", receipts.map(\.quantity))
        addSum("received.counted", receipts.map(\.counted))
    }

    /// The sum of quantities, cited by each; nothing when one is not stated.
    private mutating func addSum(_ name: String, _ facts: [Fact<ExactDecimal>?]) {
        guard let sum = CaseFacts.sum(facts), let first = facts.compactMap(\.self).first else { return }
        add(
            name, .number(sum),
            Citation(
                text: facts.count == 1 ? first.raw : sum.description, place: first.place,
                origin: first.origin))
    }

    private mutating func add(printedIn exhibits: [JudgedExhibit]) {
        for exhibit in exhibits where exhibit.kinds.contains(.contract) {
            for fact in exhibit.values(.orderNumber) {
                add("contract.order-number", fact) { .orderNumber($0) }
            }
            for fact in exhibit.sums(labelled: .orderTotal) {
                add("contract.order-total", fact) { .money($0) }
            }
        }
        for exhibit in exhibits where exhibit.kinds.contains(.payment) {
            for fact in exhibit.sums(labelled: .paidSum) { add("payment.amount", fact) { .money($0) } }
        }
        for exhibit in exhibits where exhibit.kinds.contains(.inspection) {
            for fact in exhibit.values(.lot) { add("inspection.lot", fact) { .word($0) } }
        }
    }

    private mutating func add(
        _ shipment: ShipmentTracking, _ exhibit: JudgedExhibit, _ file: CollectedFile
    ) {
        add(
            "tracking.number",
            exhibit.fact(shipment.number, raw: shipment.number, at: shipment.spot, in: file)
        ) { .word($0) }
        let name = "tracking." + String(decoding: CaseFacts.plain(shipment.number), as: UTF8.self)
        if let scan = shipment.firstPhysicalScan, let clock = scan.clock {
            add(name + ".first-scan", exhibit.fact(clock, raw: clock.raw, at: scan.spot, in: file)) {
                .clock($0)
            }
        }
        if let delivery = shipment.delivery {
            if let clock = delivery.clock {
                add(name + ".delivered", exhibit.fact(clock, raw: clock.raw, at: delivery.spot, in: file)) {
                    .clock($0)
                }
            }
            if let place = delivery.place {
                add(name + ".delivered-at", exhibit.fact(place, raw: place, at: delivery.spot, in: file)) {
                    .address($0)
                }
            }
        }
        if let weight = shipment.weight {
            add(name + ".weight", exhibit.fact(weight, raw: weight, at: shipment.spot, in: file)) {
                .word($0)
            }
        }
    }

    /// Names that stand in both or one, each with whether some value of one side agrees with some value
    /// of the other.
    static func comparisons(_ first: StatedValues, _ second: StatedValues) -> [FactComparison] {
        let names = first.names + second.names.filter { first.values[$0] == nil }
        return names.map { name in
            let mine = first.values[name] ?? [], theirs = second.values[name] ?? []
            let state: FactComparison.State =
                if theirs.isEmpty {
                    .onlyFirst
                } else if mine.isEmpty {
                    .onlySecond
                } else if mine.contains(where: { one in theirs.contains { one.value.agrees(with: $0.value) } }) {
                    .same
                } else {
                    .contradicts
                }
            return FactComparison(
                name: name, state: state, first: mine.map(\.citation), second: theirs.map(\.citation))
        }
    }
}
