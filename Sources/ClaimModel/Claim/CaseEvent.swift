/// Something that happened in a case, with when, by whose clock, and where that stands.
public struct CaseEvent: Hashable, Sendable {
    /// What an event belongs to: the lanes of a chronology.
    public enum Lane: String, Hashable, Sendable, CaseIterable {
        /// The order and what was agreed.
        case order
        /// Money.
        case payment
        /// Goods under way.
        case shipping
        /// What the parties wrote to each other.
        case talk
        /// Photos, videos and inspections.
        case inspection
        /// The claim itself.
        case claim
    }

    /// What it belongs to.
    public var lane: Lane
    /// A few words, lower case.
    public var words: String
    /// When; nil when nobody says.
    public var clock: ClockReading?
    /// How it is known.
    public var origin: Origin
    /// Where it stands.
    public var place: Place

    package init(
        lane: Lane, words: String, clock: ClockReading?, origin: Origin, place: Place
    ) {
        self.lane = lane
        self.words = words
        self.clock = clock
        self.origin = origin
        self.place = place
    }
}

extension CaseEvent: Comparable {
    /// Orders by the first moment an event can mean, then by lane, words and place, so that equal cases
    /// give equal lists. Events without a time come last.
    public static func < (left: CaseEvent, right: CaseEvent) -> Bool {
        let moments = (left.clock?.moment ?? .max, right.clock?.moment ?? .max)
        if moments.0 != moments.1 { return moments.0 < moments.1 }
        if left.lane != right.lane {
            return (Lane.allCases.firstIndex(of: left.lane) ?? 0)
                < (Lane.allCases.firstIndex(of: right.lane) ?? 0)
        }
        if left.words != right.words { return left.words < right.words }
        return left.place.description < right.place.description
    }
}

extension ClockReading {
    /// Where a reading stands on an axis: its moment when that is known, else the wall clock as if it were
    /// UTC, the middle of what it can mean to two hours.
    fileprivate var moment: Int64 { unixSeconds ?? wallClock.firstSecond }
}

extension CollectedClaim {
    /// What the claim and its exhibits say happened, in order of time: the claim's dates, carriers' scans,
    /// first and last messages, when photos, videos and reports were made.
    public var events: [CaseEvent] {
        var events = claim.events
        for collected in exhibits {
            // The same bytes twice tell one thing once.
            for file in collected.files where file.duplicateOf == nil {
                events += file.events(in: collected.exhibit)
            }
        }
        return events.sorted()
    }
}

extension Claim {
    fileprivate var events: [CaseEvent] {
        var events: [CaseEvent] = []
        func add(_ lane: CaseEvent.Lane, _ words: String, _ fact: Fact<ClockReading>?) {
            guard let fact else { return }
            events.append(
                CaseEvent(
                    lane: lane, words: words, clock: fact.value, origin: fact.origin, place: fact.place))
        }
        func add(_ lane: CaseEvent.Lane, _ words: String, day fact: Fact<CalendarDay>?) {
            guard let fact, let wall = WallClock(day: fact.value) else { return }
            events.append(
                CaseEvent(
                    lane: lane, words: words,
                    clock: ClockReading(raw: fact.raw, wallClock: wall, keeper: .party),
                    origin: fact.origin, place: fact.place))
        }
        add(.order, "order placed", order.placed)
        add(.order, "order confirmed", order.confirmed)
        add(.order, "agreed last day to ship", day: order.shipBy)
        add(.order, "agreed last day to deliver", day: order.deliverBy)
        for amendment in order.amendments {
            add(.order, "change agreed", amendment.agreed)
            add(.order, "last day to ship, as agreed later", day: amendment.shipBy)
            add(.order, "last day to deliver, as agreed later", day: amendment.deliverBy)
        }
        add(.payment, "paid", day: order.paidOn)
        for shipment in shipments { add(.shipping, "shipped", shipment.shipped) }
        for receipt in receipts {
            add(.shipping, "received", receipt.delivered)
            add(.claim, "receipt confirmed to the venue", receipt.confirmed)
        }
        add(.talk, "supplier told", complaint?.toldSupplier)
        add(.claim, "goods used", day: complaint?.usedOn)
        add(.claim, "decided", day: complaint?.decided)
        add(.claim, "claim to be filed", day: filingOn)
        return events
    }
}

extension CollectedFile {
    fileprivate func events(in exhibit: Exhibit) -> [CaseEvent] {
        func event(
            _ lane: CaseEvent.Lane, _ words: String, _ clock: ClockReading?, _ spot: Place.Spot = .whole
        ) -> CaseEvent {
            CaseEvent(
                lane: lane, words: words, clock: clock, origin: .read,
                place: Place(exhibit: exhibit.number, file: entry.name, spot: spot))
        }
        switch reading {
        case .chat(let transcript):
            return Self.told(transcript).map { words, message in
                event(.talk, words, message.clock, .message(message.number))
            }
        case .tracking(let record):
            return record.shipments.flatMap { shipment in
                [
                    shipment.firstPhysicalScan.map {
                        event(.shipping, "first scan of \(shipment.number)", $0.clock, $0.spot)
                    },
                    shipment.delivery.map {
                        event(.shipping, "delivery of \(shipment.number)", $0.clock, $0.spot)
                    },
                ].compactMap { $0 }
            }
        case .document(let document):
            guard let report = document.inspection else { return [] }
            return [("inspected", report.inspected), ("report issued", report.issued)].compactMap {
                words, fact in
                guard let fact else { return nil }
                return event(
                    .inspection, words, ClockReading(iso8601: fact.value, keeper: .thirdParty),
                    fact.place.spot)
            }
        case .video(let video):
            return video.clocks.prefix(1).map {
                event(.inspection, "video: \($0.name)", $0.reading, .member($0.tag))
            }
        case .image(let image):
            return image.clocks.prefix(1).map {
                event(.inspection, "picture: \($0.name)", $0.reading, .member($0.tag))
            }
        case .archive, .opaque, .unread: return []
        }
    }

    /// The first and the last message that a person wrote at a time.
    private static func told(_ transcript: ChatTranscript) -> [(String, ChatMessage)] {
        func isTold(_ message: ChatMessage) -> Bool { message.author == .person && message.clock != nil }
        guard let first = transcript.messages.first(where: isTold),
            let last = transcript.messages.last(where: isTold)
        else { return [] }
        return first.number == last.number
            ? [("only message", first)] : [("first message", first), ("last message", last)]
    }
}
