internal import ClaimModel

extension CaseFacts {
    /// How far each requirement is met.
    func requirementResults() -> [RequirementResult] {
        // A file serves at most two kinds, so an exhibit carries at most two rows, the first two in
        // rulebook order. Tables of the claim only refer to exhibits and use none up.
        var used: [ExhibitNumber: Int] = [:]
        return rows.map { row in
            let kinds = row.metBy.map { rulebook.kinds(named: $0) } ?? [row.kind]
            let offered = exhibits(of: kinds)
            let pool = offered.filter {
                used[$0.number, default: 0] < JudgedExhibit.kindLimit && !barred.contains($0.number)
            }
            for exhibit in pool { used[exhibit.number, default: 0] += 1 }
            return result(
                of: row, kinds: kinds,
                pool: pool
                    + cited(for: row.kind, besides: pool).filter { !barred.contains($0.number) })
        }
    }

    private func result(of row: EffectiveRow, kinds: [ExhibitKind], pool: [JudgedExhibit])
        -> RequirementResult
    {
        let rule = rulebook.rule(for: row.kind)
        let title = rule?.title ?? row.kind.rawValue
        func make(
            _ status: RequirementResult.Status, _ message: String, missing: [String] = [],
            exhibits: [ExhibitNumber]
        ) -> RequirementResult {
            RequirementResult(
                kind: row.kind, level: row.level, weight: row.weight, status: status,
                exhibits: exhibits, missingFacts: missing, message: message)
        }
        guard !pool.isEmpty else {
            let barred = exhibits.filter { exhibit in
                exhibit.standing != .counts && exhibit.kinds.contains(where: kinds.contains)
            }
            if let first = barred.first {
                return make(
                    .weak, "\(title): \(first.number) \(first.standing.words)",
                    exhibits: barred.map(\.number))
            }
            let worthless = exhibits(of: kinds).filter { self.barred.contains($0.number) }
            if let first = worthless.first {
                let why = standings.first { $0.number == first.number }?.reasons.first
                return make(
                    .weak, "\(title): \(why ?? "\(first.number) carries no weight")",
                    exhibits: worthless.map(\.number))
            }
            if kinds.contains(.chat), let outside = exhibits(of: .chatOffPlatform).first {
                return make(
                    .weak,
                    "\(title): \(outside.number) is talk outside the venue, which counts only when "
                        + "both sides acknowledge it",
                    exhibits: exhibits(of: .chatOffPlatform).map(\.number))
            }
            return make(.missing, "\(title): no exhibit", exhibits: [])
        }
        // What was not read is said whatever the status.
        var notes = pool.compactMap(\.unreadWords)
        if !Self.shownByPictures.contains(row.kind) {
            notes += pool.filter(\.isPicturesOnly).map {
                "\($0.number) is a picture, not read; the claim's own words are used"
            }
        }
        let note = notes.map { "; " + $0 }.joined()
        let doubts = row.kind == .video ? attestedDoubts : []
        let facts = rule?.facts ?? []
        let missing = facts.filter { !carries($0, in: pool) }
        let numbers = pool.map(\.number).sorted()
        let shown = Set(pool.flatMap(\.kinds))
        let isWhole = row.metBy.map { rulebook.isSatisfied($0, by: shown) } ?? true
        let names = numbers.map(\.description).joined(separator: ", ")
        if missing.isEmpty, isWhole, let doubt = doubts.first {
            return make(
                .partial, "\(title): \(names), and the claimant's own answer (\(doubt.place.opening)) "
                    + "is \(doubt.value)" + note, exhibits: numbers)
        }
        if missing.isEmpty, isWhole {
            return make(.met, "\(title): \(names)" + note, exhibits: numbers)
        }
        let lacks = missing.map(\.words)
        if !facts.isEmpty, missing.count == facts.count {
            return make(
                .weak, "\(title): \(names) carries none of its facts" + note, missing: lacks,
                exhibits: numbers)
        }
        return make(
            .partial,
            (lacks.isEmpty
                ? "\(title): \(names) is only a part of what is asked"
                : "\(title): \(names) lacks \(lacks.joined(separator: ", "))") + note,
            missing: lacks, exhibits: numbers)
    }

    /// Kinds that pictures show by themselves.
    private static let shownByPictures: Set<ExhibitKind> = [
        .photos, .identity, .sample, .weight, .video,
    ]

    /// Answers of the claimant that take weight from the video, each with the question as value.
    var attestedDoubts: [Fact<String>] {
        let telling: [Attestation.Question] = [.noCut, .originalFile, .sealedAtStart]
        return telling.compactMap { question in
            claim.attestation.first { $0.question == question && !$0.answer.value }.map {
                Fact(
                    "\(question.rawValue): no", raw: "\(question.rawValue): no",
                    place: $0.answer.place, origin: .declared)
            }
        }
    }

    /// Exhibits a table of the claim names: the claim's rows are the table, the exhibits prove
    /// them.
    func cited(for kind: ExhibitKind, besides pool: [JudgedExhibit] = []) -> [JudgedExhibit] {
        let numbers: [ExhibitNumber] =
            switch kind {
            case .nonconformity: claim.nonconformities.flatMap(\.proof).map(\.value)
            case .amount: claim.refund?.heads.flatMap(\.proof).map(\.value) ?? []
            case .count: claim.counts.flatMap(\.proof).map(\.value)
            case .notice:
                exhibit(namedIn: claim.complaint?.toldAt).map { [$0.number] } ?? []
            default: []
            }
        let wanted = Set(numbers).subtracting(pool.map(\.number))
        return wanted.isEmpty ? [] : counting.filter { wanted.contains($0.number) }
    }
}
