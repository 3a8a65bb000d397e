internal import ClaimModel

extension Gate {
    /// Some causes are nobody's breach of this contract: they belong to a carrier or an insurer.
    static let causeTakenUp = Gate(
        id: "G4", title: "the venue takes up this cause", subject: "cause", trouble: "excluded",
        remedy: "write the cause under complaint in claim.yaml, as \"cause: \" and its word",
        effort: .minutes
    ) { facts in
        guard let cause = facts.claim.complaint?.cause else {
            return Answer(.cannotTell, "the claim names no cause", remedy: line(facts))
        }
        if let exclusion = facts.rulebook.exclusion(of: cause.value) {
            return .fail(
                "\(cause.value): \(exclusion.why) (\(exclusion.provenance.basis.words))",
                [Citation(cause)], remedy: exclusion.route)
        }
        guard facts.rulebook.cause(cause.value) != nil else {
            return Answer(
                .cannotTell, "\"\(cause.value)\" is no cause this rulebook knows",
                [Citation(cause)], remedy: line(facts))
        }
        return .pass("\(cause.value) is a cause the venue takes up", [Citation(cause)])
    }

    private static func line(_ facts: CaseFacts) -> String {
        let words = facts.rulebook.causes.filter { rule in
            facts.reasons.isEmpty || rule.reasons.contains(where: facts.reasons.contains)
        }.map(\.cause)
        return "write under complaint in claim.yaml \"cause: \" and one of "
            + words.joined(separator: ", ")
    }
}

extension Rulebook {
    /// The exclusion a cause falls under, by its word or another word for it.
    func exclusion(of cause: String) -> ExclusionRule? {
        exclusions.first { rule in
            ([rule.cause] + rule.also).contains { $0.utf8.elementsEqual(cause.utf8) }
        }
    }

    /// The cause with a word.
    func cause(_ word: String) -> CauseRule? {
        causes.first { $0.cause.utf8.elementsEqual(word.utf8) }
    }
}
