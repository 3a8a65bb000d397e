internal import ClaimModel

/// A coherence test across exhibits. Its weight, the reasons it is asked of and the exhibits it
/// needs are the rulebook's to say; without those exhibits it is untested and `judge` is not asked.
struct Check: Sendable {
    /// `C01` to `C32`.
    let id: String
    /// What it proves when it passes, as a statement.
    let title: String
    /// The first word of its codes.
    let subject: String
    /// The last word of its code when it fails.
    let trouble: String
    /// How to repair it.
    let remedy: String
    /// What that costs.
    let effort: Effort
    /// Looks at the case.
    let judge: @Sendable (CaseFacts) -> Answer

    /// All checks that are written, in code order. A new one is added here and in the rulebooks.
    static let all: [Check] = [
        sameOrderNumber, sameSeller, paymentMatches, sumsAddUp, promiseIsMeasurable,
        defectsAreMapped, reportAgrees, goodsAreIdentified, reportIsTimely, sampleIsLargeEnough,
        noConsent, shippedLate, shipDatesAgree, agreedDaysStand, notDelivered, destinationAgrees,
        expectedDateHasPassed, countAddsUp, levelIsNamed, weightFits, unitsFit, amountIsSupported,
        amountIsWithinCeiling, deliveryDatesAgree, videoFits, photosFit, chatCoversCase,
        noticeIsTimely, cancellationFits, statementCites, clocksAreSane, reasonFits,
    ]
}
