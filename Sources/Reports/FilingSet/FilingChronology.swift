import ClaimModel

/// What happened when: claimed and read, with the zone each time was written in.
struct FilingChronology {
    /// One event.
    private struct Event {
        var earliest: Int64
        var date: String
        var words: String
        var place: String
        var origin: Origin
    }

    private var events: [Event] = []

    init(_ collected: CollectedClaim) {
        addClaim(collected.claim)
        for exhibit in collected.exhibits { add(exhibit) }
        if let filing = collected.claim.filingOn { add(filing.value, "claim filed", "") }
        events.sort { ($0.earliest, $0.date, $0.words) < ($1.earliest, $1.date, $1.words) }
    }

    var table: FilingTable {
        FilingTable(
            columns: ["date and zone", "event", "exhibit", "known from"],
            rows: events.map { [$0.date, $0.words, $0.place, $0.origin.words] }, narrow: [0, 3])
    }

    var document: FilingDocument {
        var document = FilingDocument(title: "Chronology")
        document.paragraph(
            "Times as they were written, with their offset from UTC. A day without a time means that day"
                + " wherever it is read.")
        document.table(table)
        return document
    }

    private mutating func addClaim(_ claim: Claim) {
        let order = claim.order
        let shown = Self.list(order.proof)
        add(order.placed, "order placed", shown)
        add(order.confirmed, "order confirmed by the supplier", shown)
        add(order.paidOn?.value, "paid" + (order.paid.map { " \($0.value.grouped)" } ?? ""), shown)
        add(order.shipBy?.value, "last day to ship, as agreed", shown)
        add(order.deliverBy?.value, "last day to deliver, as agreed", shown)
        for amendment in order.amendments {
            let shown = Self.list(amendment.proof)
            add(amendment.agreed, "new days agreed", shown)
            add(amendment.shipBy?.value, "last day to ship, as agreed later", shown)
            add(amendment.deliverBy?.value, "last day to deliver, as agreed later", shown)
        }
        for shipment in claim.shipments {
            let units = shipment.quantity.map { ", \($0.value.text(grouped: true)) units" } ?? ""
            add(
                shipment.shipped,
                "shipped" + units + (shipment.number.map { ", \($0.value)" } ?? ""),
                Self.list(shipment.proof))
        }
        for receipt in claim.receipts {
            let units = receipt.quantity.map { ", \($0.value.text(grouped: true)) units" } ?? ""
            add(receipt.delivered, "delivered" + units, Self.list(receipt.proof))
            add(receipt.confirmed, "receipt confirmed on the platform", Self.list(receipt.proof))
        }
        if let complaint = claim.complaint {
            add(complaint.toldSupplier, "supplier told", complaint.toldAt?.value ?? "")
            add(complaint.usedOn?.value, "goods used, processed or resold", "")
            add(complaint.decided?.value, "the venue decided", "")
        }
    }

    private mutating func add(_ exhibit: CollectedExhibit) {
        let number = exhibit.exhibit.number.description
        for file in exhibit.files where file.duplicateOf == nil {
            switch file.reading {
            case .tracking(let record):
                for shipment in record.shipments {
                    let name = [shipment.carrier, shipment.number].compactMap(\.self)
                        .joined(separator: " ")
                    add(
                        shipment.firstPhysicalScan?.clock, "first scan by the carrier, \(name)",
                        number)
                    add(
                        shipment.delivery?.clock,
                        "delivered by the carrier, \(name)"
                            + (shipment.delivery?.place.map { ", \($0)" } ?? ""), number)
                }
            case .document(let document):
                if let inspection = document.inspection {
                    add(inspection.inspected, "goods inspected", number)
                    add(inspection.issued, "inspection report issued", number)
                }
            default: break
            }
        }
        let isDatedElsewhere = exhibit.files.contains {
            switch $0.reading {
            case .tracking, .chat: true
            case .document(let document): document.inspection != nil
            default: false
            }
        }
        if let dated = exhibit.exhibit.dated, !isDatedElsewhere {
            let title =
                exhibit.exhibit.title?.value
                ?? exhibit.exhibit.kinds.map(Wording.name).joined(separator: ", ")
            add(dated.value, "date of: \(title)", number)
        }
    }

    private mutating func add(
        _ day: CalendarDay?, _ words: String, _ place: String, _ origin: Origin = .declared
    ) {
        guard let day else { return }
        events.append(
            Event(
                earliest: Int64(day.dayNumber) * 86_400, date: day.description, words: words,
                place: place, origin: origin))
    }

    private mutating func add(_ clock: Fact<ClockReading>?, _ words: String, _ place: String) {
        add(clock?.value, words, place, clock?.origin ?? .declared)
    }

    private mutating func add(
        _ clock: ClockReading?, _ words: String, _ place: String, _ origin: Origin = .read
    ) {
        guard let clock else { return }
        // A bare day sorts among that day's times, a time without zone by its own clock.
        let moment = clock.unixSeconds ?? clock.wallClock.firstSecond
        events.append(
            Event(earliest: moment, date: clock.text, words: words, place: place, origin: origin))
    }

    private mutating func add(_ printed: Fact<String>?, _ words: String, _ place: String) {
        guard let printed, let day = CalendarDay(printed.value) else { return }
        add(day, words, place, .read)
    }

    private static func list(_ proof: [Fact<ExhibitNumber>]) -> String {
        Wording.list(proof.map(\.value))
    }
}

extension Origin {
    /// How a fact is known, for people.
    var words: String {
        switch self {
        case .declared: "the claimant"
        case .read: "the exhibit"
        case .recognised: "the exhibit, as a program recognised it"
        case .corroborated: "two exhibits"
        }
    }
}
