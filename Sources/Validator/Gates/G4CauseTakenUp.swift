internal import ClaimModel

extension Gate {
    /// Some causes are nobody's breach of this contract: they belong to a carrier or an insurer.
    static let causeTakenUp = Gate(
        id: "G4", title: "the venue takes up this cause", subject: "cause", trouble: "excluded",
        remedy: "name the cause under complaint; claimpack rulebooks show lists the words",
        effort: .minutes
    ) { facts in
        guard let cause = facts.claim.complaint?.cause else {
            return .cannotTell("the claim names no cause")
        }
        if let exclusion = facts.rulebook.exclusion(of: cause.value) {
            return .fail(
                "\(cause.value): \(exclusion.why) (\(exclusion.provenance.basis.words))",
                [Citation(cause)], remedy: exclusion.route)
        }
        guard facts.rulebook.cause(cause.value) != nil else {
            return .cannotTell(
                "\"\(cause.value)\" is no cause this rulebook knows", [Citation(cause)])
        }
        return .pass("\(cause.value) is a cause the venue takes up", [Citation(cause)])
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
