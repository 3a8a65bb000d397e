internal import ClaimModel

extension Check {
    /// The carrier's record goes to the address of the contract.
    static let destinationAgrees = Check(
        id: "C16", title: "the consignment went to the address of the contract",
        subject: "destination", trouble: "differs",
        remedy: "show the change of address in the order, or the right consignment",
        effort: .minutes
    ) { facts in
        guard let shipTo = facts.claim.order.shipTo else {
            return .cannotTell("the address of the contract is not stated")
        }
        let arrivals = facts.arrivals
        if let place = arrivals.elsewhere {
            return .fail(
                "the consignment went to \(place.value)", [Citation(shipTo), Citation(place)])
        }
        var same = arrivals.agreed.map { Citation($0) }
        if let (declared, read) = facts.numberMismatch, let words = facts.mismatchWords {
            return Answer(
                .cannotTell, words,
                [Citation(declared), Citation(read)] + facts.destinations.map { Citation($0) },
                remedy: "copy the number from the carrier's record to shipments in claim.yaml, or "
                    + "hand in the record of the declared consignment")
        }
        for exhibit in facts.exhibits(of: .delivery) where exhibit.trackings.isEmpty {
            if let line = facts.lineNamingAddress(in: exhibit) { same.append(line) }
        }
        let contracts = facts.exhibits(of: .contract).compactMap(facts.lineNamingAddress)
        return same.isEmpty
            ? .cannotTell(
                "the record does not say clearly where the goods went", [Citation(shipTo)])
            : .pass(
                "the consignment went to the agreed place", [Citation(shipTo)] + same + contracts)
    }
}
