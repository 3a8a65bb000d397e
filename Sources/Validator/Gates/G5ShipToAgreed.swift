internal import ClaimModel

extension Gate {
    /// Goods sent elsewhere than the contract says are not covered.
    static let shipToAgreed = Gate(
        id: "G5", title: "the goods went to the address of the contract", subject: "ship-to",
        trouble: "differs",
        remedy: "show the change of address in the order, or correct order.ship-to",
        effort: .minutes
    ) { facts in
        guard let shipTo = facts.claim.order.shipTo else {
            return .cannotTell("the claim does not state the address of the contract")
        }
        let arrivals = facts.arrivals
        if let place = arrivals.elsewhere {
            return .fail(
                "the carrier's record names another place than the contract",
                [Citation(shipTo), Citation(place)])
        }
        let same =
            arrivals.agreed.map { Citation($0) }
            + facts.exhibits(of: .contract).compactMap(facts.lineNamingAddress)
        guard !same.isEmpty else {
            return .cannotTell(
                "no exhibit that could be read shows where the goods went", [Citation(shipTo)],
                repairedBy: [.delivery])
        }
        return .pass("the goods went to the address of the contract", [Citation(shipTo)] + same)
    }
}
