/// How one claim stands by one rulebook, as of one day: gates, requirements, checks and the score.
///
/// It says how complete and consistent the documents are, never who is right and never the chance
/// of winning.
public struct Assessment: Hashable, Sendable {
    /// The rules it was judged by.
    public var rulebook: RulebookIdentity
    /// The day it was judged for.
    public var asOf: CalendarDay
    /// The reasons judged, the main one first.
    public var reasons: [Reason]
    /// Eligibility, in rulebook order.
    public var gates: [GateResult]
    /// Evidence, in rulebook order.
    public var requirements: [RequirementResult]
    /// What each exhibit is worth as evidence here, in number order.
    public var exhibits: [ExhibitStanding]
    /// Coherence, in code order.
    public var checks: [CheckResult]
    /// The number and what bounds it.
    public var score: Score
    /// Days that matter.
    public var deadlines: [Deadline]
    /// The money.
    public var amounts: AmountSummary?
    /// What to do something about, the greatest gain first.
    public var findings: [Finding]
    /// One line from which anyone can recompute the score.
    public var vector: String

    package init(
        rulebook: RulebookIdentity, asOf: CalendarDay, reasons: [Reason] = [],
        gates: [GateResult] = [], requirements: [RequirementResult] = [],
        exhibits: [ExhibitStanding] = [], checks: [CheckResult] = [], score: Score,
        deadlines: [Deadline] = [], amounts: AmountSummary? = nil,
        findings: [Finding] = [], vector: String
    ) {
        self.rulebook = rulebook
        self.asOf = asOf
        self.reasons = reasons
        self.gates = gates
        self.requirements = requirements
        self.exhibits = exhibits
        self.checks = checks
        self.score = score
        self.deadlines = deadlines
        self.amounts = amounts
        self.findings = findings
        self.vector = vector
    }
}

/// Which rules were used.
public struct RulebookIdentity: Hashable, Sendable {
    /// The venue's name, such as `alibaba-trade-assurance`.
    public var id: String
    /// Its version.
    public var version: String
    /// The venue's name for people.
    public var title: String
    /// The SHA-256 of the rulebook file.
    public var digest: ContentDigest?
    /// True when it did not come with the program.
    public var isCustom: Bool = false

    package init(
        id: String, version: String, title: String, digest: ContentDigest? = nil,
        isCustom: Bool = false
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.digest = digest
        self.isCustom = isCustom
    }
}

/// The outcomes of a gate or a check, after W3C EARL 1.0.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// It holds.
    case pass
    /// It does not hold.
    case fail
    /// The exhibit is there, the fact is not.
    case cannotTell = "cannot-tell"
    /// The exhibit is absent.
    case untested
    /// The rules do not ask it of this claim.
    case inapplicable
}

/// One eligibility condition.
public struct GateResult: Hashable, Sendable {
    /// `G1` to `G10`.
    public var id: String
    /// The condition, as a statement.
    public var title: String
    /// Whether it holds.
    public var outcome: Outcome
    /// True when failing it means that the claim is not eligible at this venue.
    public var isEligibility: Bool
    /// One sentence why.
    public var message: String
    /// The facts it rests on.
    public var citations: [Citation]

    package init(
        id: String, title: String, outcome: Outcome, isEligibility: Bool, message: String,
        citations: [Citation] = []
    ) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.isEligibility = isEligibility
        self.message = message
        self.citations = citations
    }
}

/// One kind of evidence the rules ask for.
public struct RequirementResult: Hashable, Sendable {
    /// How much the rules ask for it.
    public enum Level: String, Hashable, Sendable, CaseIterable {
        /// Without it the score is capped.
        case required
        /// Its absence is noticed.
        case expected
        /// It helps.
        case helpful
    }

    /// How far it is met.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        /// Met: two half steps.
        case met
        /// Partly met: one half step.
        case partial
        /// Nothing was handed in.
        case missing
        /// What was handed in does not carry weight.
        case weak

        /// Half steps earned, 0 to 2.
        public var halfSteps: Int {
            switch self {
            case .met: 2
            case .partial: 1
            case .missing, .weak: 0
            }
        }
    }

    /// The kind of evidence.
    public var kind: ExhibitKind
    /// How much the rules ask for it.
    public var level: Level
    /// Its weight in points of a hundred.
    public var weight: Int
    /// How far it is met.
    public var status: Status
    /// The exhibits counted.
    public var exhibits: [ExhibitNumber]
    /// Minimum facts that were not found.
    public var missingFacts: [String]
    /// One sentence.
    public var message: String

    package init(
        kind: ExhibitKind, level: Level, weight: Int, status: Status,
        exhibits: [ExhibitNumber] = [], missingFacts: [String] = [], message: String
    ) {
        self.kind = kind
        self.level = level
        self.weight = weight
        self.status = status
        self.exhibits = exhibits
        self.missingFacts = missingFacts
        self.message = message
    }
}

/// Whether an exhibit carries weight at a venue.
public enum Admissibility: String, Hashable, Sendable, CaseIterable {
    /// It does.
    case admissible
    /// It does once the other side stands by it.
    case needsAcknowledgement = "needs-acknowledgement"
    /// It is looked at, and does not carry a claim.
    case weak
    /// It is not looked at.
    case excluded
    /// What decides it could not be seen; it counts until somebody looks.
    case unknown

    /// True when it gives no points.
    package var isBarred: Bool {
        switch self {
        case .needsAcknowledgement, .weak, .excluded: true
        case .admissible, .unknown: false
        }
    }
}

/// What one exhibit is worth as evidence.
public struct ExhibitStanding: Hashable, Sendable {
    /// The exhibit.
    public var number: ExhibitNumber
    /// Whether it carries weight.
    public var admissibility: Admissibility
    /// Why not in full, one sentence each.
    public var reasons: [String]
    /// The facts that decided it, such as an acknowledgement in another exhibit.
    public var citations: [Citation]

    package init(
        number: ExhibitNumber, admissibility: Admissibility = .admissible, reasons: [String] = [],
        citations: [Citation] = []
    ) {
        self.number = number
        self.admissibility = admissibility
        self.reasons = reasons
        self.citations = citations
    }
}

/// One coherence test across exhibits.
public struct CheckResult: Hashable, Sendable {
    /// `C01` to `C32`.
    public var id: String
    /// What it proves when it passes, as a statement.
    public var title: String
    /// Whether it holds.
    public var outcome: Outcome
    /// Its weight; 0 for gates and lint.
    public var weight: Int
    /// One sentence.
    public var message: String
    /// The facts it rests on.
    public var citations: [Citation]

    package init(
        id: String, title: String, outcome: Outcome, weight: Int, message: String,
        citations: [Citation] = []
    ) {
        self.id = id
        self.title = title
        self.outcome = outcome
        self.weight = weight
        self.message = message
        self.citations = citations
    }

    /// True when facts of two exhibits carry it.
    public var isCorroborated: Bool {
        Set(citations.compactMap(\.place.exhibit)).count >= 2
    }
}

/// The score as an exact fraction, what caps it, and its band.
public struct Score: Hashable, Sendable {
    /// Ranges with words beside their letters.
    public enum Band: String, Hashable, Sendable, CaseIterable {
        /// 90 and above: ready to file.
        case a = "A"
        /// 80 to 89: nearly.
        case b = "B"
        /// 65 to 79: gaps.
        case c = "C"
        /// 50 to 64: weak.
        case d = "D"
        /// Below 50: do not file yet.
        case f = "F"
        /// Not eligible at this venue, whatever the number.
        case x = "X"
    }

    /// A limit on the score and what put it there.
    public struct Cap: Hashable, Sendable {
        /// The highest score it allows.
        public var limit: Int
        /// Why, in one sentence.
        public var reason: String

        package init(limit: Int, reason: String) {
            self.limit = limit
            self.reason = reason
        }
    }

    /// The score, 0 to 100, caps applied.
    public var value: Int
    /// The score before caps.
    public var uncapped: Int
    /// Evidence earned: Σ weight × half steps.
    public var evidenceEarned: Int
    /// Evidence possible: Σ weight × 2.
    public var evidencePossible: Int
    /// Coherence earned: Σ weight of passed checks.
    public var coherenceEarned: Int
    /// Coherence possible: Σ weight of applicable checks.
    public var coherencePossible: Int
    /// All caps in force, the lowest first.
    public var caps: [Cap]
    /// The band.
    public var band: Band
    /// Percent of the earned coherence whose facts two exhibits carry, rounded down; nil when none
    /// was earned.
    public var corroboratedPercent: Int?
    /// Facts that rest on the claimant's word alone.
    public var declaredOnlyFacts: Int

    package init(
        value: Int, uncapped: Int, evidenceEarned: Int,
        evidencePossible: Int, coherenceEarned: Int, coherencePossible: Int, caps: [Cap] = [],
        band: Band, corroboratedPercent: Int? = nil, declaredOnlyFacts: Int
    ) {
        self.value = value
        self.uncapped = uncapped
        self.evidenceEarned = evidenceEarned
        self.evidencePossible = evidencePossible
        self.coherenceEarned = coherenceEarned
        self.coherencePossible = coherencePossible
        self.caps = caps
        self.band = band
        self.corroboratedPercent = corroboratedPercent
        self.declaredOnlyFacts = declaredOnlyFacts
    }
}

/// A day that matters.
public struct Deadline: Hashable, Sendable {
    /// What ends or begins: `window`, `negotiation`, `escalation`.
    public var name: String
    /// The day.
    public var day: CalendarDay
    /// Days from the day of judgement, negative when past.
    public var daysLeft: Int
    /// What it is counted from, in words, and how sure that is.
    public var basis: String

    package init(name: String, day: CalendarDay, daysLeft: Int, basis: String) {
        self.name = name
        self.day = day
        self.daysLeft = daysLeft
        self.basis = basis
    }
}

/// The money of a claim.
public struct AmountSummary: Hashable, Sendable {
    /// The sum asked.
    public var asked: Money
    /// What the heads with exhibits add up to.
    public var supported: Money
    /// What is asked beyond that.
    public var unsupported: Money
    /// The most the venue can pay: the lower of paid and covered, when known.
    public var recoverableMaximum: Money?
    /// What it is made of.
    public var heads: [AmountHead]

    package init(
        asked: Money, supported: Money, unsupported: Money, recoverableMaximum: Money? = nil,
        heads: [AmountHead] = []
    ) {
        self.asked = asked
        self.supported = supported
        self.unsupported = unsupported
        self.recoverableMaximum = recoverableMaximum
        self.heads = heads
    }
}

/// One head of the sum asked, and how far exhibits carry it.
public struct AmountHead: Hashable, Sendable {
    /// What for.
    public var purpose: String
    /// Its sum; nil when it has none.
    public var sum: Money?
    /// The part that is supported.
    public var supported: Money
    /// Exhibits it names that count.
    public var exhibits: [ExhibitNumber]
    /// Why it is not supported in full; nil when it is.
    public var objection: String?

    package init(
        purpose: String, sum: Money?, supported: Money, exhibits: [ExhibitNumber] = [],
        objection: String? = nil
    ) {
        self.purpose = purpose
        self.sum = sum
        self.supported = supported
        self.exhibits = exhibits
        self.objection = objection
    }
}
