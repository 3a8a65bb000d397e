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
        var same: [Citation] = []
        for place in facts.destinations {
            switch AddressComparison(seen: place.value, agreed: shipTo.value) {
            case .different:
                return .fail(
                    "the carrier's record names another place than the contract",
                    [Citation(shipTo), Citation(place)])
            case .same: same.append(Citation(place))
            case .unclear: break
            }
        }
        for exhibit in facts.exhibits(of: .contract) {
            if let line = exhibit.lines.first(where: { $0.names(address: shipTo.value) }) {
                same.append(Citation(text: line.text, place: line.place, origin: line.origin))
            }
        }
        guard !same.isEmpty else {
            return .cannotTell(
                "no exhibit that could be read shows where the goods went", [Citation(shipTo)],
                repairedBy: [.delivery])
        }
        return .pass("the goods went to the address of the contract", [Citation(shipTo)] + same)
    }
}

extension TextLine {
    /// True when a cell of the line is the address, or the town of it.
    func names(address: String) -> Bool {
        text.split(separator: "|").contains {
            AddressComparison(seen: String($0), agreed: address) == .same
        }
    }
}
