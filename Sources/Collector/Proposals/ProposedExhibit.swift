package import ClaimModel

/// An exhibit made of proposals: files that belong together, under the next number of their letter.
package struct ProposedExhibit: Hashable, Sendable {
    /// Its number.
    package var number: ExhibitNumber
    /// What it is evidence of, probably.
    package var kind: ExhibitKind
    /// Why, as the end of a sentence.
    package var reason: String
    /// Its files' paths in the folder.
    package var files: [String]
    /// The day its files say they were made.
    package var day: CalendarDay?

    /// Folders of a case by letter, with what goes into them.
    package static let folders: [(letter: Character, name: String)] = [
        ("A", "A-contract"), ("B", "B-payment-shipping"), ("C", "C-chat"), ("D", "D-inspection"),
        ("E", "E-photos-video"), ("F", "F-count"), ("G", "G-other"),
    ]

    /// Exhibits of files, with numbers behind those that are taken. Pictures of one day become one
    /// exhibit, and so do numbered pages of one name; nothing else is put together.
    package static func of(
        _ proposals: [FileProposal], after counts: [Character: Int]
    ) -> [ProposedExhibit] {
        var groups: [(key: String, files: [FileProposal])] = []
        var places: [String: Int] = [:]
        for proposal in proposals {
            let key = Self.key(of: proposal)
            if let place = places[key] {
                groups[place].files.append(proposal)
            } else {
                places[key] = groups.count
                groups.append((key, [proposal]))
            }
        }
        var counts = counts
        var exhibits: [ProposedExhibit] = []
        for (_, files) in groups {
            guard let first = files.first else { continue }
            let letter = letter(of: first.kind)
            let count = (counts[letter] ?? 0) + 1
            guard let number = ExhibitNumber(letter: letter, count: count) else { continue }
            counts[letter] = count
            exhibits.append(
                ProposedExhibit(
                    number: number, kind: first.kind, reason: first.reason,
                    files: files.map(\.path),
                    day: files.compactMap { $0.clock?.wallClock.day }.max()))
        }
        return exhibits.sorted { $0.number < $1.number }
    }

    private static func key(of proposal: FileProposal) -> String {
        let kind = proposal.kind.rawValue
        if proposal.kind == .photos, !proposal.reason.hasPrefix("a screenshot") {
            return kind + " on " + (proposal.clock.map { "\($0.wallClock.day)" } ?? "no day")
        }
        guard let dot = proposal.path.lastIndex(of: ".") else { return kind + " " + proposal.path }
        var stem = proposal.path[..<dot]
        let ending = proposal.path[dot...]
        let digits = stem.reversed().prefix { $0.isASCII && $0.isNumber }.count
        // Only the pages of something: a long number is a name of its own.
        if (1...3).contains(digits), stem.dropLast(digits).last.map({ "-_ ".contains($0) }) == true
        {
            stem = stem.dropLast(digits)
        }
        return kind + " " + stem + "#" + ending
    }

    private static func letter(of kind: ExhibitKind) -> Character {
        switch kind {
        case .contract, .spec, .listing: "A"
        case .payment, .tracking, .delivery, .shippingDocuments, .amount, .carrierLetter: "B"
        case .chat, .chatOffPlatform, .notice, .cancellation, .return, .casePage: "C"
        case .inspection: "D"
        case .photos, .video, .identity, .sample: "E"
        case .count, .weight, .nonconformity: "F"
        case .translation, .other: "G"
        }
    }
}
