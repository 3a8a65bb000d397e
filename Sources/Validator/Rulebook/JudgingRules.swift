package import ClaimModel

/// A condition asked before any points are counted.
package struct GateRule: Hashable, Sendable {
    /// `G1` to `G10`.
    package let id: String
    /// True when failing it means that the claim is not eligible at this venue.
    package let isEligibility: Bool
    /// The reasons it is asked of.
    package let reasons: [Reason]
}

/// How much a coherence check weighs.
package struct CheckRule: Hashable, Sendable {
    /// `C01` to `C32`.
    package let id: String
    /// Its weight; 0 when it is told but not scored.
    package let weight: Int
    /// The reasons it is asked of; it is inapplicable to others.
    package let reasons: [Reason]
    /// True when failing it caps the score.
    package let isCritical: Bool
    /// Kinds or groups without which it is untested: one exhibit for each name.
    package let needs: [String]
    /// Where the weight comes from.
    package let provenance: Provenance
}

/// A limit on the score.
package struct CapRule: Hashable, Sendable {
    /// What puts it in force.
    package enum Condition: String, Hashable, Sendable, CaseIterable {
        /// One required kind is missing or weak.
        case oneRequiredMissing = "one-required-missing"
        /// Two or more are.
        case severalRequiredMissing = "several-required-missing"
        /// A critical check fails.
        case criticalCheckFailed = "critical-check-failed"
        /// No promise can be measured (C05 fails).
        case noMeasurableCriterion = "no-measurable-criterion"
        /// The promise stands only in talk outside the venue.
        case promiseOffPlatform = "promise-off-platform"
        /// The amount is not supported, or above what was paid or covered (C22, C23 fail).
        case amountFailed = "amount-failed"
        /// The goods were used, processed or resold.
        case goodsUsed = "goods-used"
        /// A critical check needs an expected exhibit that is missing.
        case criticalExhibitAbsent = "critical-exhibit-absent"
    }

    /// What puts it in force.
    package let condition: Condition
    /// The highest score it allows.
    package let limit: Int
    /// Where the number comes from.
    package let provenance: Provenance
}

/// A number of the rulebook that is no weight, cap or period.
package struct LimitRule: Hashable, Sendable {
    /// What it limits.
    package enum Name: String, Hashable, Sendable, CaseIterable {
        /// Units of the currency by which a claim may exceed what is supported.
        case amountTolerance = "amount-tolerance"
        /// Days without a message that make a gap in a chat.
        case chatGapDays = "chat-gap-days"
        /// Kilograms by which a scale or a carrier's rounding may differ.
        case weightTolerance = "weight-tolerance"
    }

    /// What it limits.
    package let name: Name
    /// The number.
    package let value: ExactDecimal
    /// Where it comes from.
    package let provenance: Provenance
}

/// A period, counted in days of the Beijing calendar.
package struct DeadlineRule: Hashable, Sendable {
    /// What a period is counted from.
    package enum Start: String, Hashable, Sendable, CaseIterable {
        /// The buyer confirmed receipt on the platform.
        case receiptConfirmed = "receipt-confirmed"
        /// The carrier delivered.
        case delivered
        /// The contract's day of delivery.
        case expectedDelivery = "expected-delivery"
        /// The order was paid.
        case paid
        /// The carrier first had the goods.
        case shipped
        /// The supplier was told.
        case told
        /// The goods went back, by the day of the exhibit that shows it.
        case returned
        /// The claim was filed.
        case filed
        /// The venue decided; never known before it did.
        case decided
    }

    /// One way to count.
    package struct StartRule: Hashable, Sendable {
        /// From what.
        package let from: Start
        /// The reasons it holds for.
        package let reasons: [Reason]
        /// How sure that is.
        package let provenance: Provenance
    }

    /// `window`, `wait`, `negotiation`, `escalation`, `appeal`. A `wait` ends before a claim can be
    /// filed; the others are the last day for something.
    package let name: String
    /// What it is, for people.
    package let title: String
    /// Its length: the last day is this many days after the first.
    package let days: Int
    /// Days left at which to say so.
    package let amber: Int?
    /// Days left at which to say so loudly.
    package let red: Int?
    /// What it is counted from, the first that is known.
    package let starts: [StartRule]
    /// Where the length comes from.
    package let provenance: Provenance
}

/// A cause the venue takes up.
package struct CauseRule: Hashable, Sendable {
    /// The word in the claim.
    package let cause: String
    /// The reasons it fits.
    package let reasons: [Reason]
}

/// A cause the venue does not take up.
package struct ExclusionRule: Hashable, Sendable {
    /// The word in the claim.
    package let cause: String
    /// Other words for it.
    package let also: [String]
    /// Why the venue does not take it up.
    package let why: String
    /// Where to go with it.
    package let route: String
    /// How sure that is.
    package let provenance: Provenance
}

/// A head claimants forget.
package struct ForgottenHead: Hashable, Sendable {
    /// What it is, for people.
    package let head: String
    /// The kind of evidence that shows it was spent; nil when it is always worth a thought.
    package let with: ExhibitKind?
    /// The reasons it belongs to.
    package let reasons: [Reason]
    /// Words by which a head of the claim is known to be it.
    package let words: [String]
    /// Why it may be asked for.
    package let why: String
    /// How sure that is.
    package let provenance: Provenance
}

/// What a venue's form takes.
package struct FilingLimits: Hashable, Sendable {
    /// Files at most.
    package let files: Int?
    /// Bytes of one file at most.
    package let fileBytes: Int?
    /// Bytes in all at most.
    package let totalBytes: Int?
    /// Letters and digits of a file's name at most.
    package let nameLength: Int?
    /// File extensions it takes; empty when it is not known.
    package let formats: [String]
    /// Where the numbers come from.
    package let provenance: Provenance
}

/// What bounds a refund.
package enum Coverage: String, Hashable, Sendable, CaseIterable {
    /// A sum the venue states for the order, and what was paid.
    case stated
    /// What was paid.
    case paid
}

/// Words and phrases. Latin ones are compared without case.
package struct Vocabulary: Hashable, Sendable {
    /// Names of the venue's own channels of talk.
    package let platforms: [String]
    /// Ways of payment that run through the venue.
    package let paymentsInside: [String]
    /// Ways of payment outside it.
    package let paymentsOutside: [String]
    /// Promises nobody can measure: `high quality`.
    package let vague: [String]
    /// Units behind a number, compared with case: `mm`, `MHz`.
    package let units: [String]
    /// Issuers of standards before a number: `ISO`.
    package let standards: [String]
    /// Colour systems before a number: `RAL`.
    package let colours: [String]
    /// Words of acceptance before a number: `AQL`.
    package let criteria: [String]
    /// Sentences that agree to a change of the goods, the price or the day.
    package let consent: [String]
    /// Words that turn such a sentence round.
    package let negations: [String]
    /// Sentences that admit a breach.
    package let admission: [String]
    /// Names of channels of talk outside venues.
    package let channels: [String]
    /// Words by which somebody stands by what was said elsewhere.
    package let acknowledgements: [String]
    /// Words of a clause on law or arbitration.
    package let lawClauses: [String]
    /// Words a bank's own trace of a payment carries.
    package let bankTraces: [String]
}
