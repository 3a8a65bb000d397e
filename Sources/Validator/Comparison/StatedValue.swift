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
}

/// The values one side states under one name, in forms that are quickly looked up: whether one of them
/// agrees with one of the other side's, in time that grows with their number and not with the pairs.
struct StatedForms {
    /// Different addresses that are compared; beyond them nothing is said to contradict.
    static let addressLimit = 100

    /// Forms that agree when they are equal.
    private var equal: Set<EqualForm> = []
    private var times: [ClockReading] = []
    private var days: [ClockReading] = []
    private var addresses: [[UInt8]: PrintedAddress] = [:]

    private enum EqualForm: Hashable {
        case letters([UInt8])
        case text([UInt8])
        case money(Money)
        case number(ExactDecimal)
    }

    init(_ values: some Sequence<StatedValue>) {
        for value in values {
            switch value {
            case .word(let word):
                // Words without a Latin letter or digit are compared as they are.
                let plain = CaseFacts.plain(word)
                equal.insert(plain.isEmpty ? .text(Array(word.utf8)) : .letters(plain))
            case .orderNumber(let number): equal.insert(.letters(OrderNumberText.normalised(number)))
            case .money(let money): equal.insert(.money(money))
            case .number(let number): equal.insert(.number(number))
            case .clock(let clock):
                if clock.wallClock.hour == nil { days.append(clock) } else { times.append(clock) }
            case .address(let address):
                addresses[Array(address.utf8)] = PrintedAddress(address)
            }
        }
    }

    /// False when no value of one side can be true together with one of the other.
    func agree(with other: StatedForms) -> Bool {
        if !equal.isDisjoint(with: other.equal) { return true }
        // Whole days are compared as days; a day and a time by what either can mean.
        if Self.shareDay(days, other.days) || Self.overlap(times, other.times + other.days)
            || Self.overlap(days, other.times)
        {
            return true
        }
        guard !addresses.isEmpty, !other.addresses.isEmpty else { return false }
        guard addresses.count <= Self.addressLimit, other.addresses.count <= Self.addressLimit else {
            return true
        }
        return addresses.values.contains { one in
            other.addresses.values.contains { AddressComparison(seen: one, agreed: $0) != .different }
        }
    }

    /// True when a day of one is a day of the other, as either may be read, unless both are doubtful.
    private static func shareDay(_ one: [ClockReading], _ other: [ClockReading]) -> Bool {
        let mine = Set(one.map(\.wallClock.day)), theirs = Set(other.map(\.wallClock.day))
        return !mine.isDisjoint(with: theirs)
            || one.contains { $0.alternative.map { theirs.contains($0.day) } ?? false }
            || other.contains { $0.alternative.map { mine.contains($0.day) } ?? false }
    }

    /// True when a time of one and a time of the other can be the same moment.
    private static func overlap(_ one: [ClockReading], _ other: [ClockReading]) -> Bool {
        guard !one.isEmpty, !other.isEmpty else { return false }
        // By their earliest moments, each with the latest moment of all up to it.
        let sorted = other.map { (earliest: $0.earliest, latest: $0.latest) }
            .sorted { $0.earliest < $1.earliest }
        var latest: [Int64] = []
        for reading in sorted { latest.append(max(reading.latest, latest.last ?? .min)) }
        return one.contains { reading in
            let end = reading.latest + StatedValue.clockTolerance
            var (low, high) = (0, sorted.count)
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle].earliest <= end { low = middle + 1 } else { high = middle }
            }
            return low > 0
                && reading.earliest <= latest[low - 1] + StatedValue.clockTolerance
        }
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
                } else if StatedForms(mine.map(\.value)).agree(with: StatedForms(theirs.map(\.value))) {
                    .same
                } else {
                    .contradicts
                }
            return FactComparison(
                name: name, state: state, first: mine.map(\.citation), second: theirs.map(\.citation))
        }
    }
}
