import ClaimModel

/// Which messages the claim and its judgement cite, and for what.
struct CitedMessages {
    struct Key: Hashable {
        var exhibit: ExhibitNumber
        /// Nil when the citation names the exhibit alone.
        var file: String?
        var number: Int
    }

    /// What the claimant's own citations are called among the reasons.
    static let claimReason = "the claim"
    /// The same for what makes another exhibit count.
    static let standingReason = "the standing of an exhibit"

    private(set) var reasons: [Key: [String]] = [:]

    init(_ claim: Claim, _ assessment: Assessment?) {
        for gate in assessment?.gates ?? [] where gate.outcome != .inapplicable {
            add(gate.citations, gate.id)
        }
        for check in assessment?.checks ?? [] where check.outcome != .inapplicable {
            add(check.citations, check.id)
        }
        for exhibit in assessment?.exhibits ?? [] { add(exhibit.citations, Self.standingReason) }
        for finding in assessment?.findings ?? [] {
            add(finding.citations, finding.code)
            for place in finding.places { add(place, finding.code) }
        }
        let complaint = claim.complaint
        for fact in [complaint?.promisedAt, complaint?.deliveredAt, complaint?.toldAt] {
            guard let fact else { continue }
            add(named: fact.value, for: Self.claimReason)
        }
    }

    private mutating func add(_ citations: [Citation], _ reason: String) {
        for citation in citations {
            add(citation.place, reason)
            // Words of an exhibit cite nothing: a party may have written them.
            if let exhibit = citation.place.exhibit, citation.origin == .declared {
                add(named: citation.text, of: exhibit, in: citation.place.file, for: reason)
            }
        }
    }

    private mutating func add(_ place: Place, _ reason: String) {
        guard let exhibit = place.exhibit, case .message(let number) = place.spot else { return }
        let key = Key(exhibit: exhibit, file: place.file, number: number)
        if reasons[key]?.contains(reason) != true { reasons[key, default: []].append(reason) }
    }

    /// Messages as people write where something stands: "C-1 message 36".
    private mutating func add(
        named text: String, of cited: ExhibitNumber? = nil, in file: String? = nil, for reason: String
    ) {
        let words = text.split(separator: " ")
        guard let first = words.first, let exhibit = ExhibitNumber(String(first)),
            cited == nil || cited == exhibit
        else { return }
        for (word, next) in zip(words, words.dropFirst()) where word == "message" {
            let digits = next.utf8.prefix { (48...57).contains($0) }
            guard let number = Int(String(Substring(digits))) else { continue }
            add(Place(exhibit: exhibit, file: file, spot: .message(number)), reason)
        }
    }

    /// What one message is cited for.
    func reasons(_ exhibit: ExhibitNumber, file: String, number: Int) -> [String] {
        let named = reasons[Key(exhibit: exhibit, file: file, number: number)] ?? []
        let unnamed = reasons[Key(exhibit: exhibit, file: nil, number: number)] ?? []
        return named + unnamed.filter { !named.contains($0) }
    }

    /// All, in the order of exhibits and messages.
    var sorted: [(key: Key, reasons: [String])] {
        reasons.sorted {
            ($0.key.exhibit, $0.key.number, $0.key.file ?? "") < (
                $1.key.exhibit, $1.key.number, $1.key.file ?? ""
            )
        }.map { ($0.key, $0.value) }
    }
}
