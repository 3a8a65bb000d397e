internal import ClaimModel

extension Check {
    /// The order promises something that can be measured: it is the yardstick of the claim.
    static let promiseIsMeasurable = Check(
        id: "C05", title: "the order promises something measurable", subject: "criteria",
        trouble: "vague",
        remedy: "quote the clause with its number, unit, model or standard from the order, its "
            + "attachments or the platform chat",
        effort: .minutes
    ) { facts in
        let scanner = MeasurableTerms(facts.rulebook.vocabulary)
        let vague = Phrases(facts.rulebook.vocabulary.vague)
        var found: [Citation] = []
        var empty: [Citation] = []
        var isRead = false
        for term in facts.claim.order.terms {
            isRead = true
            if !scanner.find(in: term.value, source: .terms).isEmpty {
                found.append(Citation(term))
            } else if let phrase = vague.first(in: term.value)?.phrase {
                empty.append(Citation(term).saying(phrase))
            }
        }
        for exhibit in facts.exhibits(of: [.contract, .spec]) {
            let source: MeasurableTerms.Source = exhibit.kinds.contains(.spec) ? .terms : .orderPage
            for line in exhibit.lines {
                // Of a picture only part may have been recognised.
                if line.origin != .recognised { isRead = true }
                let terms = scanner.find(in: line.text, source: source)
                if let term = terms.first {
                    found.append(Citation(text: term, place: line.place, origin: line.origin))
                } else if let phrase = vague.first(in: line.text)?.phrase {
                    empty.append(Citation(text: phrase, place: line.place, origin: line.origin))
                }
            }
        }
        // A few of each are enough to open; a long specification would list hundreds.
        if !found.isEmpty {
            return .pass("\(found.count) of its terms can be measured", shown(found))
        }
        guard isRead else {
            return .cannotTell("the terms of the order are not stated and could not be read")
        }
        return .fail(
            empty.isEmpty
                ? "no term of the order can be measured"
                : "the order says only what nobody can measure, such as \"\(empty[0].text)\"",
            Array(empty.prefix(5)))
    }

    /// The first citations, at least one of each exhibit.
    private static func shown(_ citations: [Citation]) -> [Citation] {
        var shown: [Citation] = []
        for citation in citations {
            let known = shown.count { $0.place.exhibit == citation.place.exhibit }
            if known < 3 { shown.append(citation) }
        }
        return shown
    }
}
