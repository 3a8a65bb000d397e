/// Two parties' cases of one order, side by side: what both hand in, what only one does, and where
/// they contradict each other. It says that two sides differ, never which of them is right.
public struct Comparison: Hashable, Sendable {
    /// The two cases.
    public var first: ComparedCase
    /// The second of them.
    public var second: ComparedCase
    /// Conversations that both hand in, or one alone.
    public var conversations: [ConversationComparison]
    /// Files by their bytes, in the order of the first side, then those of the second alone.
    public var files: [FileComparison]
    /// Values that both sides state.
    public var facts: [FactComparison]
    /// What happened by either side's papers, in order of time; events without a time stand last.
    public var chronology: [SidedEvent]
    /// What differs, the worst first.
    public var differences: [Difference]
    /// What was not compared, one sentence each.
    public var notCompared: [String]

    package init(
        first: ComparedCase, second: ComparedCase, conversations: [ConversationComparison],
        files: [FileComparison], facts: [FactComparison], chronology: [SidedEvent],
        differences: [Difference], notCompared: [String]
    ) {
        self.first = first
        self.second = second
        self.conversations = conversations
        self.files = files
        self.facts = facts
        self.chronology = chronology
        self.differences = differences
        self.notCompared = notCompared
    }

    /// True when nothing contradicts: what only adds, or is said once of a clock, is a note.
    public var agrees: Bool { differences.allSatisfy { $0.severity == .note } }
}

/// Which of the two, in the order they were named.
public enum CaseSide: String, Hashable, Sendable, CaseIterable {
    /// The first named.
    case first
    /// The second named.
    case second

    /// The other one.
    public var other: CaseSide { self == .first ? .second : .first }
}

/// One of the two cases.
public struct ComparedCase: Hashable, Sendable {
    /// The name of its bundle or folder.
    public var name: String
    /// The number of the order it is about.
    public var order: String
    /// Who claims in it, and against whom.
    public var parties: [String]

    package init(name: String, order: String, parties: [String]) {
        self.name = name
        self.order = order
        self.parties = parties
    }
}

/// One way in which the two sides differ.
public struct Difference: Hashable, Sendable {
    /// A dotted word, as findings have.
    public var code: String
    /// A note adds something; a warning is a difference; a failure a contradiction.
    public var severity: Severity
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// What stands where, on which side.
    public var citations: [SidedCitation]

    package init(code: String, severity: Severity, message: String, citations: [SidedCitation]) {
        self.code = code
        self.severity = severity
        self.message = message
        self.citations = citations
    }
}

/// A quotation with the side whose papers it stands in.
public struct SidedCitation: Hashable, Sendable {
    /// Whose.
    public var side: CaseSide
    /// The words and their place.
    public var citation: Citation

    package init(_ side: CaseSide, _ citation: Citation) {
        self.side = side
        self.citation = citation
    }
}

/// Files of equal bytes, or of one name with other bytes.
public struct FileComparison: Hashable, Sendable {
    /// What the two sides have of it.
    public enum State: String, Hashable, Sendable {
        /// Both hand in these bytes.
        case same
        /// Both hand in a file of this name, in other bytes.
        case differs
        /// The first alone.
        case onlyFirst = "only-first"
        /// The second alone.
        case onlySecond = "only-second"
    }

    /// What the two sides have of it.
    public var state: State
    /// Where the first side has it.
    public var first: [ComparedFile]
    /// Where the second has it.
    public var second: [ComparedFile]

    package init(state: State, first: [ComparedFile], second: [ComparedFile]) {
        self.state = state
        self.first = first
        self.second = second
    }
}

/// A file of one side.
public struct ComparedFile: Hashable, Sendable {
    /// Its exhibit and name.
    public var place: Place
    /// The SHA-256 of its bytes; nil when it is withheld, or was not read.
    public var digest: ContentDigest?
    /// True when its bytes stay with the party, who states the digest.
    public var isKeptOut: Bool

    package init(place: Place, digest: ContentDigest?, isKeptOut: Bool) {
        self.place = place
        self.digest = digest
        self.isKeptOut = isKeptOut
    }
}

/// A value that the sides state, such as `order.total`.
public struct FactComparison: Hashable, Sendable {
    /// Whether they agree.
    public enum State: String, Hashable, Sendable {
        /// Both state the same.
        case same
        /// They contradict each other.
        case contradicts
        /// The first alone states it.
        case onlyFirst = "only-first"
        /// The second alone states it.
        case onlySecond = "only-second"
    }

    /// A dotted name: a key of the claim, or `tracking.` and what a carrier's record says.
    public var name: String
    /// Whether they agree.
    public var state: State
    /// What the first side states, and where.
    public var first: [Citation]
    /// What the second states.
    public var second: [Citation]

    package init(name: String, state: State, first: [Citation], second: [Citation]) {
        self.name = name
        self.state = state
        self.first = first
        self.second = second
    }
}

/// An event with the sides whose papers tell of it.
public struct SidedEvent: Hashable, Sendable {
    /// What happened, by the papers of the first of `sides`.
    public var event: CaseEvent
    /// One side, or both in order.
    public var sides: [CaseSide]

    package init(event: CaseEvent, sides: [CaseSide]) {
        self.event = event
        self.sides = sides
    }
}
