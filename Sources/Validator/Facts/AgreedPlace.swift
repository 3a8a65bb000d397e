internal import ClaimModel

extension CaseFacts {
    /// How a place a carrier writes compares with the address of the contract; unclear where either
    /// is not stated.
    func comparison(of place: String?) -> AddressComparison {
        guard let shipTo = claim.order.shipTo, let place else { return .unclear }
        return AddressComparison(seen: place, agreed: shipTo.value)
    }

    /// Deliveries carriers record up to the day of filing, each with whether it was at the address of
    /// the contract.
    var deliveriesByFiling: [(delivery: Fact<Delivery>, place: AddressComparison)] {
        deliveriesRead.filter { delivery in
            delivery.value.clock.map { $0.days(at: .beijing).lowerBound <= filingDay } ?? true
        }.map { ($0, comparison(of: $0.value.place)) }
    }

    /// Where consignments went: those that went to the address of the contract, and the first that
    /// went elsewhere.
    var arrivals: (agreed: [Fact<String>], elsewhere: Fact<String>?) {
        var agreed: [Fact<String>] = []
        var elsewhere: Fact<String>?
        for place in destinations {
            switch comparison(of: place.value) {
            case .same: agreed.append(place)
            case .different: elsewhere = elsewhere ?? place
            case .unclear: break
            }
        }
        return (agreed, elsewhere)
    }

    /// The first line of an exhibit that names the address of the contract, or the town of it.
    func lineNamingAddress(in exhibit: JudgedExhibit) -> Citation? {
        guard let shipTo = claim.order.shipTo else { return nil }
        let address = PrintedAddress(shipTo.value)
        return exhibit.lines.first { $0.names(address) }
            .map { Citation(text: $0.text, place: $0.place, origin: $0.origin) }
    }
}

extension TextLine {
    /// True when a cell of the line is the address, or the town of it.
    func names(_ address: PrintedAddress) -> Bool {
        text.split(separator: "|").contains {
            AddressComparison(seen: PrintedAddress(String($0)), agreed: address) == .same
        }
    }
}
