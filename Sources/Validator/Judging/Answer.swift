internal import ClaimModel

/// What a gate or check answers, before it is weighed.
struct Answer: Sendable {
    /// Whether it holds.
    var outcome: Outcome
    /// One sentence why: lower case, no full stop.
    var message: String
    /// The facts it rests on.
    var citations: [Citation]
    /// How to repair it, when that differs from what is said for the check as a whole.
    var remedy: String?
    /// The kinds whose repair alone would let it pass; several mean that all of them are needed.
    var repairedBy: [ExhibitKind] = []

    init(
        _ outcome: Outcome, _ message: String, _ citations: [Citation] = [], remedy: String? = nil,
        repairedBy: [ExhibitKind] = []
    ) {
        self.outcome = outcome
        self.message = message
        self.citations = citations
        self.remedy = remedy
        self.repairedBy = repairedBy
    }

    static func pass(_ message: String, _ citations: [Citation] = []) -> Answer {
        Answer(.pass, message, citations)
    }

    static func fail(_ message: String, _ citations: [Citation] = [], remedy: String? = nil)
        -> Answer
    {
        Answer(.fail, message, citations, remedy: remedy)
    }

    static func cannotTell(
        _ message: String, _ citations: [Citation] = [], repairedBy: [ExhibitKind] = []
    ) -> Answer {
        Answer(.cannotTell, message, citations, repairedBy: repairedBy)
    }

    static func untested(_ message: String, repairedBy: [ExhibitKind] = []) -> Answer {
        Answer(.untested, message, repairedBy: repairedBy)
    }
}

extension Citation {
    /// The same citation in other words.
    func saying(_ text: String) -> Citation { Citation(text: text, place: place, origin: origin) }
}
