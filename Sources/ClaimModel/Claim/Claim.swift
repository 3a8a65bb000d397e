/// What is disputed, in the claimant's words: parties, order, dates, amounts and what is asked.
///
/// Every value is a fact with origin `declared` and its place in `claim.yaml`. Only the venue, a
/// reason and the order number are needed; what is absent becomes a finding, not an error.
public struct Claim: Hashable, Sendable {
    /// Whose rules apply.
    public var venue: Fact<Venue>
    /// One reason or several, the main one first; never empty.
    public var reasons: [Fact<Reason>]
    /// The day the claim is to be filed.
    public var filingOn: Fact<CalendarDay>?
    /// Who claims.
    public var buyer: Party?
    /// Against whom.
    public var supplier: Party?
    /// The order in dispute.
    public var order: Order
    /// What was sent, one element for each consignment.
    public var shipments: [Shipment]
    /// What arrived.
    public var receipts: [Receipt]
    /// What was promised and what came instead.
    public var complaint: Complaint?
    /// What is asked.
    public var refund: Refund?
    /// Promise against fact, one row a defect.
    public var nonconformities: [Nonconformity]
    /// Declared against counted, one row a carton.
    public var counts: [CartonCount]
    /// What the video shows, by the word of whoever filmed it.
    public var attestation: [Attestation]

    package init(
        venue: Fact<Venue>, reasons: [Fact<Reason>] = [], filingOn: Fact<CalendarDay>? = nil,
        buyer: Party? = nil, supplier: Party? = nil, order: Order, shipments: [Shipment] = [],
        receipts: [Receipt] = [], complaint: Complaint? = nil, refund: Refund? = nil,
        nonconformities: [Nonconformity] = [], counts: [CartonCount] = [],
        attestation: [Attestation] = []
    ) {
        self.venue = venue
        self.reasons = reasons
        self.filingOn = filingOn
        self.buyer = buyer
        self.supplier = supplier
        self.order = order
        self.shipments = shipments
        self.receipts = receipts
        self.complaint = complaint
        self.refund = refund
        self.nonconformities = nonconformities
        self.counts = counts
        self.attestation = attestation
    }
}

/// A party of the dispute.
public struct Party: Hashable, Sendable {
    /// The legal name, in whatever script it is registered.
    public var name: Fact<String>
    /// The name in Latin letters.
    public var latinName: Fact<String>?
    /// Other names the party uses: trade names, names in a chat.
    public var aliases: [Fact<String>]
    /// Country, ISO 3166-1 alpha-2.
    public var country: Fact<String>?
    /// E-mail address.
    public var email: Fact<String>?

    package init(
        name: Fact<String>, latinName: Fact<String>? = nil, aliases: [Fact<String>] = [],
        country: Fact<String>? = nil, email: Fact<String>? = nil
    ) {
        self.name = name
        self.latinName = latinName
        self.aliases = aliases
        self.country = country
        self.email = email
    }

    /// Every name the party is known by, the legal one first.
    public var names: [Fact<String>] { [name] + (latinName.map { [$0] } ?? []) + aliases }
}

/// The order as agreed.
public struct Order: Hashable, Sendable {
    /// What stands for the number while nobody has written it: a new `claim.yaml` needs one to be read.
    public static let unknownNumber = "UNKNOWN"

    /// The venue's number of the order, as text: it may be long and start with zeros.
    public var number: Fact<String>
    /// When the buyer placed it.
    public var placed: Fact<ClockReading>?
    /// When the supplier confirmed it.
    public var confirmed: Fact<ClockReading>?
    /// The last day to ship.
    public var shipBy: Fact<CalendarDay>?
    /// The last day to deliver.
    public var deliverBy: Fact<CalendarDay>?
    /// The address the contract names.
    public var shipTo: Fact<String>?
    /// The delivery term (Incoterms rule and place).
    public var incoterm: Fact<String>?
    /// The contract sum.
    public var total: Fact<Money>?
    /// Freight inside the contract sum.
    public var freight: Fact<Money>?
    /// Discount taken off the lines.
    public var discount: Fact<Money>?
    /// What was paid in all.
    public var paid: Fact<Money>?
    /// The day of payment.
    public var paidOn: Fact<CalendarDay>?
    /// How it was paid: the venue's name, or another way such as `bank-transfer`.
    public var paidThrough: Fact<String>?
    /// The sum the venue covers for this order.
    public var covered: Fact<Money>?
    /// Agreed deviation of quantity, in percent.
    public var tolerance: Fact<ExactDecimal>?
    /// Whether the goods were bought to sell on.
    public var resale: Fact<Bool>?
    /// Later agreements on days, in any order.
    public var amendments: [Amendment]
    /// Goods, one line each.
    public var lines: [OrderLine]
    /// Agreed terms, one a line: the yardstick of a quality claim.
    public var terms: [Fact<String>]
    /// Exhibits that show the order.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        number: Fact<String>, placed: Fact<ClockReading>? = nil,
        confirmed: Fact<ClockReading>? = nil, shipBy: Fact<CalendarDay>? = nil,
        deliverBy: Fact<CalendarDay>? = nil, shipTo: Fact<String>? = nil,
        incoterm: Fact<String>? = nil, total: Fact<Money>? = nil, freight: Fact<Money>? = nil,
        discount: Fact<Money>? = nil, paid: Fact<Money>? = nil, paidOn: Fact<CalendarDay>? = nil,
        paidThrough: Fact<String>? = nil, covered: Fact<Money>? = nil,
        tolerance: Fact<ExactDecimal>? = nil, resale: Fact<Bool>? = nil,
        amendments: [Amendment] = [], lines: [OrderLine] = [], terms: [Fact<String>] = [],
        proof: [Fact<ExhibitNumber>] = []
    ) {
        self.number = number
        self.placed = placed
        self.confirmed = confirmed
        self.shipBy = shipBy
        self.deliverBy = deliverBy
        self.shipTo = shipTo
        self.incoterm = incoterm
        self.total = total
        self.freight = freight
        self.discount = discount
        self.paid = paid
        self.paidOn = paidOn
        self.paidThrough = paidThrough
        self.covered = covered
        self.tolerance = tolerance
        self.resale = resale
        self.amendments = amendments
        self.lines = lines
        self.terms = terms
        self.proof = proof
    }
}

extension Order {
    /// The last day to ship in force: the latest amendment that names one wins, else the order.
    public var shipByInForce: Fact<CalendarDay>? { amended(\.shipBy) ?? shipBy }

    /// The last day to deliver in force.
    public var deliverByInForce: Fact<CalendarDay>? { amended(\.deliverBy) ?? deliverBy }

    /// The day of the latest amendment that names one; among undated ones the latest day, which is
    /// the worse for the claimant.
    private func amended(_ day: KeyPath<Amendment, Fact<CalendarDay>?>) -> Fact<CalendarDay>? {
        let named = amendments.filter { $0[keyPath: day] != nil }
        let latest = named.compactMap { $0.agreed?.value.days(at: .beijing).upperBound }.max()
        return named.filter { amendment in
            guard let agreed = amendment.agreed, let latest else { return true }
            return agreed.value.days(at: .beijing).upperBound == latest
        }.compactMap { $0[keyPath: day] }.max { $0.value < $1.value }
    }
}

/// A later agreement on the days of the order.
public struct Amendment: Hashable, Sendable {
    /// When it was agreed.
    public var agreed: Fact<ClockReading>?
    /// The new last day to ship.
    public var shipBy: Fact<CalendarDay>?
    /// The new last day to deliver.
    public var deliverBy: Fact<CalendarDay>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        agreed: Fact<ClockReading>? = nil, shipBy: Fact<CalendarDay>? = nil,
        deliverBy: Fact<CalendarDay>? = nil, proof: [Fact<ExhibitNumber>] = []
    ) {
        self.agreed = agreed
        self.shipBy = shipBy
        self.deliverBy = deliverBy
        self.proof = proof
    }
}

/// One line of goods.
public struct OrderLine: Hashable, Sendable {
    /// What it is.
    public var item: Fact<String>
    /// How many.
    public var quantity: Fact<ExactDecimal>?
    /// Price of one.
    public var unitPrice: Fact<Money>?
    /// Sum of the line as stated.
    public var sum: Fact<Money>?

    package init(
        item: Fact<String>, quantity: Fact<ExactDecimal>? = nil, unitPrice: Fact<Money>? = nil,
        sum: Fact<Money>? = nil
    ) {
        self.item = item
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.sum = sum
    }
}

/// One consignment.
public struct Shipment: Hashable, Sendable {
    /// Tracking number.
    public var number: Fact<String>?
    /// Carrier's name.
    public var carrier: Fact<String>?
    /// When the carrier took it.
    public var shipped: Fact<ClockReading>?
    /// Units in it.
    public var quantity: Fact<ExactDecimal>?
    /// Cartons in it.
    public var cartons: Fact<ExactDecimal>?
    /// Units in a carton.
    public var perCarton: Fact<ExactDecimal>?
    /// Weight of one unit in kilograms.
    public var unitWeight: Fact<ExactDecimal>?
    /// Weight of an empty carton with its packing in kilograms.
    public var cartonWeight: Fact<ExactDecimal>?
    /// Gross weight the papers declare in kilograms.
    public var grossWeight: Fact<ExactDecimal>?
    /// Weight the carrier billed in kilograms.
    public var billedWeight: Fact<ExactDecimal>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        number: Fact<String>? = nil, carrier: Fact<String>? = nil,
        shipped: Fact<ClockReading>? = nil, quantity: Fact<ExactDecimal>? = nil,
        cartons: Fact<ExactDecimal>? = nil, perCarton: Fact<ExactDecimal>? = nil,
        unitWeight: Fact<ExactDecimal>? = nil, cartonWeight: Fact<ExactDecimal>? = nil,
        grossWeight: Fact<ExactDecimal>? = nil, billedWeight: Fact<ExactDecimal>? = nil,
        proof: [Fact<ExhibitNumber>] = []
    ) {
        self.number = number
        self.carrier = carrier
        self.shipped = shipped
        self.quantity = quantity
        self.cartons = cartons
        self.perCarton = perCarton
        self.unitWeight = unitWeight
        self.cartonWeight = cartonWeight
        self.grossWeight = grossWeight
        self.billedWeight = billedWeight
        self.proof = proof
    }
}

/// One arrival.
public struct Receipt: Hashable, Sendable {
    /// Units that arrived.
    public var quantity: Fact<ExactDecimal>?
    /// Units counted, when somebody counted.
    public var counted: Fact<ExactDecimal>?
    /// When the carrier handed it over.
    public var delivered: Fact<ClockReading>?
    /// When the buyer confirmed receipt on the platform.
    public var confirmed: Fact<ClockReading>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        quantity: Fact<ExactDecimal>? = nil, counted: Fact<ExactDecimal>? = nil,
        delivered: Fact<ClockReading>? = nil, confirmed: Fact<ClockReading>? = nil,
        proof: [Fact<ExhibitNumber>] = []
    ) {
        self.quantity = quantity
        self.counted = counted
        self.delivered = delivered
        self.confirmed = confirmed
        self.proof = proof
    }
}

/// What was promised, what came, and what was done about it.
public struct Complaint: Hashable, Sendable {
    /// The promise, quoted.
    public var promised: Fact<String>?
    /// Where it stands, such as `A-2 section 3.1`.
    public var promisedAt: Fact<String>?
    /// What came instead.
    public var delivered: Fact<String>?
    /// Where that is shown.
    public var deliveredAt: Fact<String>?
    /// When the supplier was told.
    public var toldSupplier: Fact<ClockReading>?
    /// Where that is shown.
    public var toldAt: Fact<String>?
    /// Whether the goods were used, processed or resold.
    public var goodsUsed: Fact<Bool>?
    /// The first day they were used, processed or resold.
    public var usedOn: Fact<CalendarDay>?
    /// Whether the goods have not left the supplier yet.
    public var beforeShipment: Fact<Bool>?
    /// What caused the trouble, as a word of the rulebook such as `substituted-component`.
    public var cause: Fact<String>?
    /// Whether the parties already settled it on the platform.
    public var settled: Fact<Bool>?
    /// Whether the same money is claimed anywhere else.
    public var claimedElsewhere: Fact<Bool>?
    /// In what the missing or excess goods were counted.
    public var countedIn: Fact<CountLevel>?
    /// The day the venue decided.
    public var decided: Fact<CalendarDay>?
    /// What the claimant writes in the form.
    public var statement: Fact<String>?

    package init(
        promised: Fact<String>? = nil, promisedAt: Fact<String>? = nil,
        delivered: Fact<String>? = nil, deliveredAt: Fact<String>? = nil,
        toldSupplier: Fact<ClockReading>? = nil, toldAt: Fact<String>? = nil,
        goodsUsed: Fact<Bool>? = nil, usedOn: Fact<CalendarDay>? = nil,
        beforeShipment: Fact<Bool>? = nil, cause: Fact<String>? = nil, settled: Fact<Bool>? = nil,
        claimedElsewhere: Fact<Bool>? = nil, countedIn: Fact<CountLevel>? = nil,
        decided: Fact<CalendarDay>? = nil, statement: Fact<String>? = nil
    ) {
        self.promised = promised
        self.promisedAt = promisedAt
        self.delivered = delivered
        self.deliveredAt = deliveredAt
        self.toldSupplier = toldSupplier
        self.toldAt = toldAt
        self.goodsUsed = goodsUsed
        self.usedOn = usedOn
        self.beforeShipment = beforeShipment
        self.cause = cause
        self.settled = settled
        self.claimedElsewhere = claimedElsewhere
        self.countedIn = countedIn
        self.decided = decided
        self.statement = statement
    }
}

/// In what goods are counted: a shortage of cartons is the carrier's first, one inside closed
/// cartons the supplier's.
public enum CountLevel: String, Hashable, Sendable, CaseIterable {
    case cartons
    case innerPacks = "inner-packs"
    case pieces
    case salesUnits = "sales-units"
}

/// What is asked.
public struct Refund: Hashable, Sendable {
    /// The sum asked.
    public var ask: Fact<Money>?
    /// What it is made of.
    public var heads: [RefundHead]

    package init(ask: Fact<Money>? = nil, heads: [RefundHead] = []) {
        self.ask = ask
        self.heads = heads
    }
}

/// One part of the sum asked: units at a price, or an amount.
public struct RefundHead: Hashable, Sendable {
    /// What for.
    public var purpose: Fact<String>
    /// The reason it belongs to, when there are several.
    public var reason: Fact<Reason>?
    /// Units refunded.
    public var units: Fact<ExactDecimal>?
    /// Price of one.
    public var unitPrice: Fact<Money>?
    /// The amount, when it is not units at a price.
    public var amount: Fact<Money>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        purpose: Fact<String>, reason: Fact<Reason>? = nil, units: Fact<ExactDecimal>? = nil,
        unitPrice: Fact<Money>? = nil,
        amount: Fact<Money>? = nil, proof: [Fact<ExhibitNumber>] = []
    ) {
        self.purpose = purpose
        self.reason = reason
        self.units = units
        self.unitPrice = unitPrice
        self.amount = amount
        self.proof = proof
    }

    /// Units at their price, else the stated amount; nil when neither is complete.
    public var sum: Money? {
        if let units, let unitPrice, let product = unitPrice.value.amount.multiplied(by: units.value)
        {
            return Money(product, unitPrice.value.currency)
        }
        return amount?.value
    }
}

/// One defect: the promise, the measurement, and where both are shown.
public struct Nonconformity: Hashable, Sendable {
    /// The clause of the contract.
    public var clause: Fact<String>
    /// What it promises.
    public var promised: Fact<String>?
    /// What was found.
    public var measured: Fact<String>?
    /// Units affected.
    public var units: Fact<ExactDecimal>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        clause: Fact<String>, promised: Fact<String>? = nil, measured: Fact<String>? = nil,
        units: Fact<ExactDecimal>? = nil, proof: [Fact<ExhibitNumber>] = []
    ) {
        self.clause = clause
        self.promised = promised
        self.measured = measured
        self.units = units
        self.proof = proof
    }
}

/// One carton of a count.
public struct CartonCount: Hashable, Sendable {
    /// The carton's mark or number.
    public var carton: Fact<String>
    /// Units its label declares.
    public var declared: Fact<ExactDecimal>?
    /// Units counted.
    public var counted: Fact<ExactDecimal>?
    /// Exhibits that show it.
    public var proof: [Fact<ExhibitNumber>]

    package init(
        carton: Fact<String>, declared: Fact<ExactDecimal>? = nil,
        counted: Fact<ExactDecimal>? = nil, proof: [Fact<ExhibitNumber>] = []
    ) {
        self.carton = carton
        self.declared = declared
        self.counted = counted
        self.proof = proof
    }
}

/// One answer about what a video shows.
public struct Attestation: Hashable, Sendable {
    /// The questions, in the order they are asked.
    public enum Question: String, Hashable, Sendable, CaseIterable {
        /// The parcel is sealed when the video begins.
        case sealedAtStart = "sealed-at-start"
        /// All six sides and the tape are shown.
        case allSidesShown = "all-sides-shown"
        /// The label with order or tracking number can be read.
        case labelReadable = "label-readable"
        /// The video is one take.
        case noCut = "no-cut"
        /// The goods never leave the frame.
        case goodsInFrame = "goods-in-frame"
        /// The file is the one the device wrote.
        case originalFile = "original-file"
        /// Sound is recorded.
        case soundRecorded = "sound-recorded"
        /// A device is switched on before the camera.
        case deviceSwitchedOn = "device-switched-on"
    }

    /// What is answered.
    public var question: Question
    /// The answer.
    public var answer: Fact<Bool>

    package init(question: Question, answer: Fact<Bool>) {
        self.question = question
        self.answer = answer
    }
}
