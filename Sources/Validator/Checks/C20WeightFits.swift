internal import ClaimModel

extension Check {
    /// The supplier answers a shortage with weights: what the papers and the carrier weighed must
    /// be what the counted pieces weigh, not what the ordered ones would.
    static let weightFits = Check(
        id: "C20", title: "the weight fits the counted pieces", subject: "weight",
        trouble: "contradicts",
        remedy:
            "weigh one unit, an empty carton and a full one, and get the billed weight from the carrier",
        effort: .days
    ) { facts in
        guard let counted = facts.received else {
            return .cannotTell("the counted units are not stated")
        }
        guard !facts.claim.shipments.isEmpty else {
            return .cannotTell("no shipment is stated")
        }
        var tare = ExactDecimal.zero
        var weighed = ExactDecimal.zero
        var citations: [Citation] = []
        var unit: ExactDecimal?
        for shipment in facts.claim.shipments {
            guard let each = shipment.unitWeight, let cartons = shipment.cartons,
                let empty = shipment.cartonWeight,
                let gross = shipment.billedWeight ?? shipment.grossWeight
            else {
                return .cannotTell("unit, carton, gross or billed weight is not stated", citations)
            }
            guard let empties = empty.value.multiplied(by: cartons.value) else {
                return .cannotTell("the weights are too large to add", citations)
            }
            citations += [Citation(each), Citation(empty), Citation(cartons), Citation(gross)]
            tare = tare + empties
            weighed = weighed + gross.value
            guard unit == nil || unit == each.value else {
                return .cannotTell("the shipments state different unit weights", citations)
            }
            unit = each.value
        }
        guard let unit, let net = unit.multiplied(by: counted) else {
            return .cannotTell("the weights are too large to add", citations)
        }
        let content = net + tare
        citations += facts.exhibits(of: .weight).map {
            Citation(text: "weights", place: $0.place, origin: .declared)
        }
        let slack = facts.rulebook.limit(.weightTolerance)?.value ?? .zero
        let difference = weighed - content
        let size = difference.isNegative ? ExactDecimal.zero - difference : difference
        return size <= slack
            ? .pass(
                "\(counted) units and the cartons weigh \(content) kg, \(weighed) kg were weighed",
                citations)
            : .fail(
                "\(counted) units and the cartons would weigh \(content) kg, \(weighed) kg were "
                    + "weighed", citations)
    }
}
