import ClaimModel

/// What happened when, from the claim, the exhibits, the rules and the seal: one list of events, each with
/// who kept its clock.
struct Chronology {
    enum Lane: Int, CaseIterable {
        case contract, chat, shipment, goods, inspection, claim

        var title: String {
            switch self {
            case .contract: "Contract, payment"
            case .chat: "Chat"
            case .shipment: "Shipment"
            case .goods: "Goods received"
            case .inspection: "Inspection"
            case .claim: "This claim"
            }
        }
    }

    enum Kind {
        case plain, deadline, late, seal
    }

    struct Event {
        var lane: Lane
        var first: ClockReading
        /// The end of what took some time.
        var last: ClockReading?
        /// What happened, for the list.
        var title: String
        /// The same in a few words, for the drawing; nil for the title.
        var brief: String?
        var source: Place?
        /// Nil when the day was computed by the rules.
        var keeper: ClockKeeper?
        var kind = Kind.plain

        /// True when a time of day is known and its zone is not.
        var isUncertain: Bool {
            keeper != nil && first.wallClock.hour != nil
                && (first.offset == nil || first.alternative != nil)
        }

        /// The middle of what the reading can mean.
        var moment: Int64 {
            let last = max(first.earliest, first.latest)
            return first.earliest + (last - first.earliest) / 2
        }
    }

    private(set) var events: [Event] = []
    /// When messages were sent, for the drawing.
    private(set) var messages: [Int64] = []
    /// The day the case is judged for.
    var asOf: CalendarDay?
    /// The last day of the claim window.
    var windowEnd: CalendarDay?

    init(_ collected: CollectedClaim, _ assessment: Assessment?, _ verification: Verification) {
        addClaim(collected.claim)
        for exhibit in collected.exhibits { add(exhibit, collected.claim) }
        if let assessment {
            asOf = assessment.asOf
            addCitedMessages(assessment, collected)
            for deadline in assessment.deadlines { add(deadline) }
        }
        for round in verification.rounds { add(round, of: verification.rounds.count) }
        events = events.enumerated().sorted {
            ($0.element.moment, $0.offset) < ($1.element.moment, $1.offset)
        }.map(\.element)
    }

    private static func reading(_ day: CalendarDay, _ keeper: ClockKeeper) -> ClockReading? {
        WallClock(day: day).map {
            ClockReading(raw: day.description, wallClock: $0, keeper: keeper)
        }
    }

    private mutating func add(
        _ lane: Lane, _ reading: ClockReading?, _ title: String, brief: String? = nil,
        source: Place? = nil, keeper: ClockKeeper?, kind: Kind = .plain, until: ClockReading? = nil
    ) {
        guard let reading else { return }
        events.append(
            Event(
                lane: lane, first: reading, last: until, title: title, brief: brief, source: source,
                keeper: keeper, kind: kind))
    }

    /// The day of a fact, which a party stated; `proof` is the first exhibit that is said to show it.
    private mutating func add(
        _ lane: Lane, _ day: Fact<CalendarDay>?, _ title: String, brief: String? = nil,
        proof: [Fact<ExhibitNumber>] = [], kind: Kind = .plain
    ) {
        guard let day else { return }
        add(
            lane, Self.reading(day.value, .party), title, brief: brief,
            source: proof.first.map { Place(exhibit: $0.value) } ?? day.place,
            keeper: .party, kind: kind)
    }

    private mutating func add(
        _ lane: Lane, _ clock: Fact<ClockReading>?, _ title: String, brief: String? = nil,
        proof: [Fact<ExhibitNumber>] = [], kind: Kind = .plain
    ) {
        guard let clock else { return }
        add(
            lane, clock.value, title, brief: brief,
            source: proof.first.map { Place(exhibit: $0.value) } ?? clock.place,
            keeper: clock.origin == .declared ? .party : clock.value.keeper, kind: kind)
    }

    private mutating func addClaim(_ claim: Claim) {
        let order = claim.order
        add(.contract, order.placed, "Order placed", brief: "ordered", proof: order.proof)
        add(
            .contract, order.confirmed, "Order confirmed by the supplier", brief: "confirmed",
            proof: order.proof)
        let paid = order.paid.map { $0.value.grouped + " paid" }
        add(.contract, order.paidOn, paid ?? "Paid", brief: paid ?? "paid", proof: order.proof)
        add(
            .contract, order.shipBy, "Last day to ship", brief: "ship by", proof: order.proof,
            kind: .deadline)
        add(
            .contract, order.deliverBy, "Last day to deliver", brief: "deliver by",
            proof: order.proof, kind: .deadline)
        for amendment in order.amendments {
            add(
                .contract, amendment.agreed, "New days agreed", brief: "new days agreed",
                proof: amendment.proof)
            add(
                .contract, amendment.shipBy, "Last day to ship, as agreed later",
                brief: "new ship by", proof: amendment.proof, kind: .deadline)
            add(
                .contract, amendment.deliverBy, "Last day to deliver, as agreed later",
                brief: "new deliver by", proof: amendment.proof, kind: .deadline)
        }
        for shipment in claim.shipments {
            add(
                .shipment, shipment.shipped, "Shipped, by the claimant’s word",
                brief: "shipped (claimant)", proof: shipment.proof)
        }
        for receipt in claim.receipts {
            add(
                .goods, receipt.delivered, "Received, by the claimant’s word",
                brief: "received (claimant)", proof: receipt.proof)
            add(
                .goods, receipt.confirmed,
                "Receipt confirmed on the platform, by the claimant’s word",
                brief: "receipt confirmed")
        }
        if let complaint = claim.complaint {
            add(
                .chat, complaint.toldSupplier, "Supplier told, by the claimant’s word",
                brief: "supplier told")
            add(.goods, complaint.usedOn, "Goods first used", brief: "goods used")
            add(.claim, complaint.decided, "The venue decided", brief: "decided")
        }
        add(.claim, claim.filingOn, "To be filed, by the claimant’s word", brief: "to be filed")
    }

    private mutating func add(_ deadline: Deadline) {
        let title: String
        switch deadline.name {
        case "window":
            title = "Claim window closes"
            windowEnd = deadline.day
        default: title = PageWording.sentence(deadline.name) + " ends"
        }
        add(
            .claim, Self.reading(deadline.day, .party), title, brief: title.lowercased(),
            keeper: nil,
            kind: .deadline)
    }

    private mutating func add(_ round: RoundVerification, of count: Int) {
        let name = count > 1 ? "Round \(round.number) sealed" : "Sealed"
        if let proved = round.provedTime {
            add(
                .claim, proved, name + ", proved by a time-stamp", brief: name.lowercased(),
                keeper: .thirdParty, kind: .seal)
        } else if let claimed = round.claimedTime {
            add(
                .claim, claimed, name + ", by the signer’s word",
                brief: name.lowercased() + " (signer)", keeper: .party, kind: .seal)
        }
    }

    /// Messages that a gate, a check or a finding cites.
    private mutating func addCitedMessages(_ assessment: Assessment, _ collected: CollectedClaim) {
        for (key, _) in CitedMessages(collected.claim, assessment).sorted {
            guard let exhibit = collected.exhibit(key.exhibit) else { continue }
            for transcript in exhibit.files.lazy.filter({
                key.file == nil || $0.entry.name == key.file
            }).compactMap(\.reading.transcript) {
                guard let message = transcript.message(key.number), let clock = message.clock else {
                    continue
                }
                let text =
                    message.text.isEmpty
                    ? message.attachments.first?.name ?? "a message" : message.text
                add(
                    .chat, clock,
                    "“\(text.cut(to: 90))”" + (message.sender.map { ", \($0.cut(to: 40))" } ?? ""),
                    brief: "“\(text.cut(to: 26))”",
                    source: Place(exhibit: key.exhibit, file: key.file, spot: .message(key.number)),
                    keeper: clock.keeper)
                break
            }
        }
    }

    private mutating func add(_ collected: CollectedExhibit, _ claim: Claim) {
        let exhibit = collected.exhibit
        let count = events.count
        var pictures: [(clock: ClockReading, place: Place)] = []
        for file in collected.files where file.duplicateOf == nil {
            let place = Place(exhibit: exhibit.number, file: file.entry.name)
            switch file.reading {
            case .chat(let transcript):
                messages += transcript.messages.compactMap(\.clock).map {
                    $0.earliest / 2 + $0.latest / 2
                }
            case .tracking(let record):
                for shipment in record.shipments { add(shipment, place, claim) }
            case .image(let image):
                if let clock = image.clocks.first(where: { $0.name == "taken" })
                    ?? image.clocks.first
                {
                    pictures.append((clock.reading, place))
                }
            case .video(let video):
                guard
                    let clock = video.clocks.first(where: { $0.name == "recorded" })
                        ?? video.clocks.first
                else { continue }
                let seconds = Int64((video.durationMilliseconds ?? 0) / 1_000)
                let end = clock.reading.unixSeconds.flatMap {
                    ClockReading(
                        raw: "", unixSeconds: $0.addingReportingOverflow(seconds).partialValue,
                        keeper: .device)
                }
                let length = seconds > 0 ? ", \(seconds / 60) min \(seconds % 60) s" : ""
                add(
                    .goods, clock.reading, "Video filmed" + length, brief: "video" + length,
                    source: place, keeper: clock.reading.keeper, until: end)
            case .document(let document): add(document, exhibit, place)
            case .archive, .opaque, .unread: continue
            }
        }
        add(pictures)
        // A document that says nothing of its day stands on the day the claimant gives it.
        if events.count == count, let dated = exhibit.dated, !exhibit.kinds.contains(.chat),
            !exhibit.kinds.contains(.chatOffPlatform)
        {
            let title = exhibit.title?.value ?? PageWording.kinds(exhibit)
            add(
                Self.lane(of: exhibit), Self.reading(dated.value, .party), title.cut(to: 90),
                brief: title.cut(to: 34), source: Place(exhibit: exhibit.number), keeper: .party)
        }
    }

    private mutating func add(_ shipment: ShipmentTracking, _ place: Place, _ claim: Claim) {
        let source = Place(exhibit: place.exhibit, file: place.file)
        if let scan = shipment.firstPhysicalScan, let clock = scan.clock {
            var title = "First carrier scan" + (scan.place.map { ", \($0.cut(to: 40))" } ?? "")
            let limit = claim.order.shipByInForce?.value
            let late = limit.map { $0.days(to: clock.wallClock.day) } ?? 0
            if late > 0 { title += ": \(Wording.count(late, "day")) after the last day to ship" }
            add(
                .shipment, clock, title,
                brief: late > 0 ? "first scan, \(Wording.count(late, "day")) late" : "first scan",
                source: source, keeper: clock.keeper, kind: late > 0 ? .late : .plain,
                until: shipment.delivery?.clock)
        }
        if let clock = shipment.delivery?.clock {
            let to = shipment.delivery?.place.map { ", \($0.cut(to: 40))" } ?? ""
            add(
                .goods, clock, "Delivered" + to, brief: "delivered" + to, source: source,
                keeper: clock.keeper)
        } else if let last = shipment.events.last, let clock = last.clock, shipment.events.count > 1
        {
            add(
                .shipment, clock, "Last entry of the carrier: \(last.text.cut(to: 60))",
                brief: "last entry", source: source, keeper: clock.keeper)
        }
    }

    /// Pictures of one day and one zone are one event.
    private mutating func add(_ pictures: [(clock: ClockReading, place: Place)]) {
        var groups: [[(clock: ClockReading, place: Place)]] = []
        for picture in pictures.sorted(by: {
            ($0.clock.earliest, $0.place.description) < ($1.clock.earliest, $1.place.description)
        }) {
            if let last = groups.last?.last,
                last.clock.wallClock.day == picture.clock.wallClock.day,
                last.clock.offset == picture.clock.offset, last.clock.keeper == picture.clock.keeper
            {
                groups[groups.count - 1].append(picture)
            } else {
                groups.append([picture])
            }
        }
        for group in groups {
            guard let first = group.first, let last = group.last else { continue }
            let name =
                group.count == 1
                ? "Photograph \(first.place.file?.cut(to: 40) ?? "")" : "\(group.count) photographs"
            add(
                .goods, first.clock, name,
                brief: group.count == 1 ? "photograph" : name.lowercased(),
                source: group.count == 1 ? first.place : Place(exhibit: first.place.exhibit),
                keeper: first.clock.keeper, until: group.count == 1 ? nil : last.clock)
        }
    }

    private mutating func add(_ document: DocumentText, _ exhibit: Exhibit, _ place: Place) {
        guard let inspection = document.inspection else { return }
        func day(_ fact: Fact<String>?) -> ClockReading? {
            fact.flatMap { CalendarDay(String($0.value.prefix(10))) }.flatMap {
                Self.reading($0, .thirdParty)
            }
        }
        let body = inspection.body.map { ", \($0.value.cut(to: 40))" } ?? ""
        if let inspected = day(inspection.inspected) {
            add(
                .inspection, inspected, "Goods inspected" + body, brief: "inspected",
                source: place.at(inspection.inspected), keeper: .thirdParty)
        }
        if let issued = day(inspection.issued) {
            let number = inspection.number.map { " \($0.value.cut(to: 40))" } ?? ""
            add(
                .inspection, issued, "Inspection report\(number) issued", brief: "report issued",
                source: place.at(inspection.issued), keeper: .thirdParty)
        }
    }

    private static func lane(of exhibit: Exhibit) -> Lane {
        switch exhibit.kinds.first {
        case .contract, .spec, .listing, .payment, .amount, .cancellation: .contract
        case .chat, .chatOffPlatform, .notice: .chat
        case .tracking, .shippingDocuments, .carrierLetter: .shipment
        case .inspection, .nonconformity: .inspection
        case .casePage, .translation, .other, nil: .claim
        default: .goods
        }
    }
}

extension Place {
    fileprivate func at(_ fact: Fact<String>?) -> Place {
        Place(exhibit: exhibit, file: file, spot: fact?.place.spot ?? .whole)
    }
}

extension Reading {
    /// The transcript, when it is a chat.
    var transcript: ChatTranscript? {
        if case .chat(let transcript) = self { transcript } else { nil }
    }
}

extension ChatTranscript {
    /// The message with a number.
    func message(_ number: Int) -> ChatMessage? {
        if number >= 1, number <= messages.count, messages[number - 1].number == number {
            return messages[number - 1]
        }
        return messages.first { $0.number == number }
    }
}
