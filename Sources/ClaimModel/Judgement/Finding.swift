/// One thing a person should know, understandable on its own: what, where, and how to repair it.
public struct Finding: Hashable, Sendable {
    /// A dotted word, thing first, trouble last: `amount.unsupported`. Never reused.
    public var code: String
    /// How much it weighs.
    public var severity: Severity
    /// Where it stands; the first is the one to open. Empty when it is about the whole case.
    public var places: [Place]
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// How to repair it, when it can be.
    public var remedy: String?
    /// What the repair costs.
    public var effort: Effort?
    /// Points the score would rise by if this alone were cured, caps included; nil when the finding
    /// has no part in the score.
    public var gain: Int?
    /// The facts it rests on, quoted.
    public var citations: [Citation]

    package init(
        code: String, severity: Severity, places: [Place] = [], message: String,
        remedy: String? = nil, effort: Effort? = nil, gain: Int? = nil, citations: [Citation] = []
    ) {
        self.code = code
        self.severity = severity
        self.places = places
        self.message = message
        self.remedy = remedy
        self.effort = effort
        self.gain = gain
        self.citations = citations
    }
}

/// How much a finding weighs.
public enum Severity: String, Hashable, Sendable, CaseIterable {
    /// Worth knowing.
    case note
    /// Weakens the case or the file.
    case warning
    /// Breaks the case or the file.
    case failure
}

/// What a repair costs.
public enum Effort: String, Hashable, Sendable, CaseIterable {
    /// Minutes at a desk.
    case minutes
    /// Days of waiting.
    case days
    /// Money, and days.
    case money
    /// It cannot be repaired any more; the remedy names a substitute.
    case notRepairable = "not-repairable"
}

/// A fact quoted with its place.
public struct Citation: Hashable, Sendable {
    /// What it says, as text.
    public var text: String
    /// Where it stands.
    public var place: Place
    /// How it is known.
    public var origin: Origin

    package init(text: String, place: Place, origin: Origin) {
        self.text = text
        self.place = place
        self.origin = origin
    }

    /// Quotes a fact by its raw text.
    public init<Value>(_ fact: Fact<Value>) {
        self.init(text: fact.raw, place: fact.place, origin: fact.origin)
    }
}
