import ClaimModel

/// Two cases side by side. Messages are listed in one order; the words stand only where the sides differ.
struct ComparisonPart: Encodable {
    struct CasePart: Encodable {
        let name: String
        let order: String
        let parties: [String]

        init(_ one: ComparedCase) {
            name = one.name
            order = one.order
            parties = one.parties
        }
    }

    struct ConversationPart: Encodable {
        struct CountPart: Encodable {
            let same: Int
            let altered: Int
            let onlyFirst: Int
            let onlySecond: Int
            let shifted: Int
        }

        struct MessagePart: Encodable {
            let state: String
            /// Seconds beyond the difference of the clocks.
            let shift: Int64?
            let first: SaidPart?
            let second: SaidPart?
        }

        struct SaidPart: Encodable {
            let place: PlacePart
            let sender: String?
            let time: String?
            let text: String?
            let isDeleted: Bool?

            init(_ message: ComparedMessage, isBrief: Bool) {
                place = PlacePart(message.place)
                sender = message.sender
                time = message.clock?.text
                text = isBrief ? nil : message.text
                isDeleted = message.isDeleted ? true : nil
            }
        }

        let platform: String
        let first: [PlacePart]
        let second: [PlacePart]
        let clockDifferenceSeconds: Int64?
        let isZoneKnown: Bool
        let counts: CountPart
        let messages: [MessagePart]

        init(_ conversation: ConversationComparison) {
            platform = conversation.platform
            first = conversation.first.map(PlacePart.init)
            second = conversation.second.map(PlacePart.init)
            clockDifferenceSeconds = conversation.clockDifference
            isZoneKnown = conversation.isZoneKnown
            counts = CountPart(
                same: conversation.count(of: .same), altered: conversation.count(of: .altered),
                onlyFirst: conversation.count(of: .onlyFirst),
                onlySecond: conversation.count(of: .onlySecond),
                shifted: conversation.messages.count { $0.shift != 0 })
            messages = conversation.messages.map { message in
                MessagePart(
                    state: message.state.rawValue, shift: message.shift == 0 ? nil : message.shift,
                    first: message.first.map { SaidPart($0, isBrief: message.state == .same) },
                    second: message.second.map { SaidPart($0, isBrief: message.state == .same) })
            }
        }
    }

    struct FilePart: Encodable {
        struct HandedInPart: Encodable {
            let place: PlacePart
            let sha256: String?
            let isKeptOut: Bool
        }

        let state: String
        let first: [HandedInPart]
        let second: [HandedInPart]

        init(_ file: FileComparison) {
            func part(_ file: ComparedFile) -> HandedInPart {
                HandedInPart(
                    place: PlacePart(file.place), sha256: file.digest?.hex, isKeptOut: file.isKeptOut)
            }
            state = file.state.rawValue
            first = file.first.map(part)
            second = file.second.map(part)
        }
    }

    struct FactPart: Encodable {
        let name: String
        let state: String
        let first: [CitationPart]
        let second: [CitationPart]

        init(_ fact: FactComparison) {
            name = fact.name
            state = fact.state.rawValue
            first = fact.first.map(CitationPart.init)
            second = fact.second.map(CitationPart.init)
        }
    }

    let first: CasePart
    let second: CasePart
    let conversations: [ConversationPart]
    let files: [FilePart]
    let facts: [FactPart]
    let chronology: [EventPart]
    let notCompared: [String]

    init(_ comparison: Comparison) {
        first = CasePart(comparison.first)
        second = CasePart(comparison.second)
        conversations = comparison.conversations.map(ConversationPart.init)
        files = comparison.files.map(FilePart.init)
        facts = comparison.facts.map(FactPart.init)
        chronology = comparison.chronology.map { EventPart($0.event, sides: $0.sides) }
        notCompared = comparison.notCompared
    }
}

/// An event of a chronology.
struct EventPart: Encodable {
    let lane: String
    let words: String
    let time: String?
    /// Who kept the clock.
    let keeper: String?
    let origin: String
    let place: PlacePart
    /// Whose papers tell of it, in a comparison.
    let sides: [String]?

    init(_ event: CaseEvent, sides: [CaseSide]? = nil) {
        lane = event.lane.rawValue
        words = event.words
        time = event.clock?.text
        keeper = event.clock?.keeper.rawValue
        origin = event.origin.rawValue
        place = PlacePart(event.place)
        self.sides = sides?.map(\.rawValue)
    }
}
