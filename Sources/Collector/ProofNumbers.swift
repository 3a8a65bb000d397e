import ClaimModel

/// Numbers behind `proof:` and `translation-of:` that no exhibit has.
enum ProofNumbers {
    static func findings(in claim: Claim, _ exhibits: [CollectedExhibit]) -> [Finding] {
        let known = Set(exhibits.map(\.exhibit.number))
        return (proofs(of: claim) + exhibits.compactMap(\.exhibit.translationOf))
            .filter { !known.contains($0.value) }
            .map {
                Finding(
                    code: "exhibit.unknown", severity: .warning, places: [$0.place],
                    message: "there is no exhibit \($0.value)",
                    remedy: "correct the number, or list the exhibit", effort: .minutes,
                    citations: [Citation($0)])
            }
    }

    private static func proofs(of claim: Claim) -> [Fact<ExhibitNumber>] {
        claim.order.proof + claim.shipments.flatMap(\.proof) + claim.receipts.flatMap(\.proof)
            + (claim.refund?.heads.flatMap(\.proof) ?? [])
            + claim.nonconformities.flatMap(\.proof) + claim.counts.flatMap(\.proof)
    }
}
