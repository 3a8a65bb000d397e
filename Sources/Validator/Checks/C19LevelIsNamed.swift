internal import ClaimModel

extension Check {
    /// Missing cartons are the carrier's matter first, missing pieces in closed cartons the
    /// supplier's: a shortage must say in what it was counted.
    static let levelIsNamed = Check(
        id: "C19", title: "it is said in what the goods were counted", subject: "count-level",
        trouble: "wrong",
        remedy:
            "write under complaint in claim.yaml \"counted-in: \" and cartons, inner-packs, pieces or sales-units",
        effort: .minutes
    ) { facts in
        guard let level = facts.claim.complaint?.countedIn else {
            return .cannotTell("the claim does not say in what the goods were counted")
        }
        let counts = facts.claim.counts
        let declared = CaseFacts.sum(counts.map(\.declared))
        let cartons = CaseFacts.sum(facts.claim.shipments.map(\.cartons))
        let proof = counts.flatMap(\.proof).compactMap { facts.counted($0.value) }.prefix(5).map {
            Citation(text: "count", place: $0.place, origin: .declared)
        }
        let citations = [Citation(level)] + proof
        guard level.value == .cartons else {
            return counts.isEmpty
                ? .cannotTell("no count is stated", citations)
                : .pass("counted in \(level.value.rawValue)", citations)
        }
        // Cartons as the level: then the rows count cartons, and there are no more than were sent.
        guard let declared, let cartons else {
            return .cannotTell("the cartons sent or counted are not stated", citations)
        }
        return declared <= cartons
            ? .pass("counted in cartons, \(cartons) of which were sent", citations)
            : .fail(
                "\(declared) cannot be a number of cartons: \(cartons) were sent", citations)
    }
}
