internal import ClaimModel

extension Check {
    /// The contract and at least one other exhibit state the same order number, and none states
    /// another. Spaces, dashes and the letter O for a zero do not matter; a number that differs in
    /// one place is most likely misread, and not equal.
    static let sameOrderNumber = Check(
        id: "C01", title: "the exhibits name the same order number", subject: "order-number",
        trouble: "differs",
        remedy: "have the order number in view in every exhibit: order page, chat, report, "
            + "shipping documents",
        effort: .minutes
    ) { facts in
        let declared = facts.claim.order.number
        let number = OrderNumberText.normalised(declared.value)
        var agreeing: [Citation] = []
        var differing: [Fact<String>] = []
        for exhibit in facts.counting {
            let labelled = values(of: exhibit)
            if let line = exhibit.lines.first(where: { OrderNumberText.isIn($0.text, number: number) }) {
                agreeing.append(Citation(text: declared.value, place: line.place, origin: line.origin))
            } else if let same = labelled.first(where: {
                OrderNumberText.isValue($0.value, number: number)
            }) {
                agreeing.append(Citation(same))
            } else if let other = stated(by: exhibit, labelled: labelled, number: number) {
                differing.append(other)
            }
        }
        if let other = differing.first(where: { $0.origin != .recognised }) {
            return answer(other, against: declared, agreeing: agreeing, in: facts)
        }
        let contracts = facts.exhibits(of: .contract)
        let numbers = Set(contracts.map { Optional($0.number) })
        let shows = agreeing.contains { numbers.contains($0.place.exhibit) }
        let unread = contracts.contains { !$0.hasWrittenText }
        let others = agreeing.filter { !numbers.contains($0.place.exhibit) }
        // Recognised in a picture: most likely misread, and for a person to look at.
        let doubt = differing.first.map {
            "; \($0.place) seems to show \($0.value): look whether it does"
        }
        if !others.isEmpty, shows || unread {
            return .pass(
                "\(agreeing.count) exhibits name order \(declared.value)" + (doubt ?? ""),
                [Citation(declared)] + agreeing + differing.prefix(1).map { Citation($0) })
        }
        return .cannotTell(
            (agreeing.isEmpty
                ? "no exhibit that could be read names the order number"
                : "the order number is not named by the contract and another exhibit")
                + (doubt ?? ""),
            [Citation(declared)] + agreeing + differing.prefix(1).map { Citation($0) })
    }

    /// Which of two numbers is wrong is for a person to say; how many exhibits say each helps.
    private static func answer(
        _ other: Fact<String>, against declared: Fact<String>, agreeing: [Citation],
        in facts: CaseFacts
    ) -> Answer {
        let number = OrderNumberText.normalised(other.value)
        var saying = [Citation(other)]
        for exhibit in facts.counting where exhibit.number != other.place.exhibit {
            if let line = exhibit.lines.first(where: { OrderNumberText.isIn($0.text, number: number) })
            {
                saying.append(Citation(text: other.value, place: line.place, origin: line.origin))
            }
        }
        let isNear = EditDistance.isOne(number, OrderNumberText.normalised(declared.value))
        let who =
            saying.count == 1
            ? "\(other.place.exhibit?.description ?? "an exhibit") says"
            : "\(saying.count) exhibits say"
        return .fail(
            "\(who) order \(other.value), \(declared.place.opening) says \(declared.value)"
                + (isNear ? ": they differ in one place, perhaps misread" : "")
                + "; correct the one that is wrong",
            [Citation(declared)] + saying,
            remedy: agreeing.isEmpty
                ? "compare order.number in claim.yaml with the order page, and correct it"
                : nil)
    }

    /// Order numbers behind a label of the exhibit's documents.
    private static func values(of exhibit: JudgedExhibit) -> [Fact<String>] {
        exhibit.reports.compactMap { report, file in
            report.orderNumber?.inside(exhibit.number, file: file.entry.name)
        } + exhibit.values(.orderNumber)
    }

    /// An order number the exhibit states, when none of those behind a label is this one. Only kinds
    /// that must name this order are asked; a chat may name others, so there only a misread number
    /// counts.
    private static func stated(
        by exhibit: JudgedExhibit, labelled: [Fact<String>], number: [UInt8]
    ) -> Fact<String>? {
        let bound: [ExhibitKind] = [.contract, .inspection, .shippingDocuments, .payment]
        if exhibit.kinds.contains(where: bound.contains), let other = labelled.first { return other }
        guard exhibit.kinds.contains(where: (bound + [.chat]).contains) else { return nil }
        for line in exhibit.lines {
            if let near = OrderNumberText.near(line.text, number: number) {
                return Fact(near, raw: near, place: line.place, origin: line.origin)
            }
        }
        return nil
    }
}
