internal import ClaimModel

/// The score in one line, from which anyone with the rulebook recomputes it:
///
///     vector   = "CP1/" codes "/" venue "/T" tier "/E:" evidence "/C:" checks "/cap:" caps "/" score [ "/X" ]
///     codes    = code *( "+" code )          reasons, the main one first, then modifiers: QUAL+PARTIAL
///     tier     = value tier from 1           orders strictly above the steps of the rulebook
///     evidence = kind "=" ( "0" | "1" | "2" ) *( "," … )     half steps, in rulebook order
///     checks   = number "=" ( "P" | "F" | "?" | "U" ) *( "," … )     scored checks, without their C
///     caps     = "none" | limit *( "," limit )       ascending
///     score    = 0 to 100, caps applied; "X" when the claim is not eligible
///
/// P passes, F fails, `?` cannot be told, U is untested. Weights come from the rulebook: with
/// E = Σ weight × half steps, P = Σ 2 × weight, C = Σ weight of passed checks and T = Σ weight of
/// all of them, the score is the lower of ⌊65·E/P + 35·C/T⌋ and the lowest cap.
enum ScoreVector {
    static func text(
        codes: [String], venue: String, tier: Int, scoring: Scoring, isEligible: Bool
    ) -> String {
        let evidence = scoring.rows.map { "\($0.kind.rawValue)=\($0.halfSteps)" }
        let checks = scoring.tests.compactMap { test in
            test.weight > 0 ? letter(test.outcome).map { "\(test.id.dropFirst())=\($0)" } : nil
        }
        let caps = scoring.caps.map { String($0.limit) }
        return [
            "CP1", codes.joined(separator: "+"), venue, "T\(tier)",
            "E:" + evidence.joined(separator: ","), "C:" + checks.joined(separator: ","),
            "cap:" + (caps.isEmpty ? "none" : caps.joined(separator: ",")), String(scoring.value),
        ].joined(separator: "/") + (isEligible ? "" : "/X")
    }

    private static func letter(_ outcome: Outcome) -> String? {
        switch outcome {
        case .pass: "P"
        case .fail: "F"
        case .cannotTell: "?"
        case .untested: "U"
        case .inapplicable: nil
        }
    }
}
