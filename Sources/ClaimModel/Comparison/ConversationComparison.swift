/// One conversation as two sides exported it, message by message.
public struct ConversationComparison: Hashable, Sendable {
    /// The platform it was held on.
    public var platform: String
    /// The first side's files of it, in the order they were joined; empty when it has none.
    public var first: [Place]
    /// The second side's files of it.
    public var second: [Place]
    /// Seconds that the second side's clock is ahead of the first's in most messages that both have;
    /// nil when no two times could be compared.
    public var clockDifference: Int64?
    /// True when every time carries its offset, so that a difference is one of clocks and not of zones.
    public var isZoneKnown: Bool
    /// Messages of both sides in one order.
    public var messages: [MessageComparison]
    /// Notices of the program on the first side and on the second, which every export words for itself: not
    /// compared.
    public var notices: [Int]

    package init(
        platform: String, first: [Place], second: [Place], clockDifference: Int64? = nil,
        isZoneKnown: Bool = true, messages: [MessageComparison] = [], notices: [Int] = [0, 0]
    ) {
        self.platform = platform
        self.first = first
        self.second = second
        self.clockDifference = clockDifference
        self.isZoneKnown = isZoneKnown
        self.messages = messages
        self.notices = notices
    }

    /// How many messages are in a state.
    public func count(of state: MessageComparison.State) -> Int { messages.count { $0.state == state } }
}

/// A message, as one side has it and as the other does.
public struct MessageComparison: Hashable, Sendable {
    /// How the two compare.
    public enum State: String, Hashable, Sendable, CaseIterable {
        /// Both have the same words.
        case same
        /// Both have a message there, in other words, from another sender or with another file.
        case altered
        /// The first alone has it.
        case onlyFirst = "only-first"
        /// The second alone has it.
        case onlySecond = "only-second"
    }

    /// How the two compare.
    public var state: State
    /// Seconds that the second side's time is off, beyond the difference of the two clocks; 0 when it is not.
    public var shift: Int64
    /// The first side's.
    public var first: ComparedMessage?
    /// The second side's.
    public var second: ComparedMessage?

    package init(
        state: State, shift: Int64 = 0, first: ComparedMessage? = nil, second: ComparedMessage? = nil
    ) {
        self.state = state
        self.shift = shift
        self.first = first
        self.second = second
    }
}

/// A message of one side with its place.
public struct ComparedMessage: Hashable, Sendable {
    /// Its transcript and number.
    public var place: Place
    /// The sender's name as this export shows it.
    public var sender: String?
    /// Its time.
    public var clock: ClockReading?
    /// Its words.
    public var text: String
    /// Files sent with it.
    public var attachments: [ChatAttachment]
    /// True when this export says that the text was deleted by its author.
    public var isDeleted: Bool

    package init(
        place: Place, sender: String? = nil, clock: ClockReading? = nil, text: String,
        attachments: [ChatAttachment] = [], isDeleted: Bool = false
    ) {
        self.place = place
        self.sender = sender
        self.clock = clock
        self.text = text
        self.attachments = attachments
        self.isDeleted = isDeleted
    }
}
