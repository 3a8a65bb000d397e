package import ClaimModel

extension FilingPlan {
    /// Plans the filing of a claim at a venue.
    ///
    /// Files are ranked by what the venue's rules weigh most; every exhibit sends its first file before
    /// any sends its second, so that a form for few files sees most of the case. Then each file is
    /// taken that still fits; a large one that does not fit keeps no later one out.
    ///
    /// - Parameter reserved: bytes of the generated document that goes in front, as one file; nil when
    ///   there is none.
    package init(
        of collected: CollectedClaim, _ assessment: Assessment, by rulebook: Rulebook,
        reserving reserved: Int? = nil
    ) {
        let limits = Self.limits(of: rulebook)
        self.init(
            limits: limits,
            files: Self.fit(
                Self.ranked(collected, assessment), limits: limits,
                count: reserved == nil ? 0 : 1, bytes: reserved ?? 0))
    }

    private static func limits(of rulebook: Rulebook) -> [FilingLimit] {
        let filing = rulebook.filing
        let basis = filing?.provenance.basis
        let source = rulebook.sources.first { $0.id == filing?.provenance.source }
        return FilingLimit.Name.allCases.map { name in
            let number: Int? =
                switch name {
                case .files: filing?.files
                case .fileBytes: filing?.fileBytes
                case .totalBytes: filing?.totalBytes
                case .nameLength: filing?.nameLength
                case .formats: nil
                }
            let formats = name == .formats ? filing?.formats ?? [] : []
            guard let basis, number != nil || !formats.isEmpty else {
                return FilingLimit(name: name, basis: "unknown", isBinding: false)
            }
            return FilingLimit(
                name: name, number: number, formats: formats, basis: basis.rawValue,
                source: source?.title ?? filing?.provenance.source,
                isBinding: basis == .confirmed || basis == .secondary)
        }
    }

    /// What decides cases first, for exhibits the rules weigh alike.
    private static let order: [ExhibitKind] = [
        .contract, .inspection, .nonconformity, .count, .photos, .chat, .tracking, .delivery,
        .carrierLetter, .cancellation, .amount, .payment,
    ]

    private static func ranked(
        _ collected: CollectedClaim, _ assessment: Assessment
    ) -> [FiledFile] {
        let barred = Set(
            assessment.exhibits.filter { $0.admissibility.isBarred }.map(\.number))
        // The heaviest requirement each kind and each exhibit stands for.
        var ofKind: [ExhibitKind: Int] = [:]
        var ofExhibit: [ExhibitNumber: Int] = [:]
        for row in assessment.requirements {
            ofKind[row.kind] = max(ofKind[row.kind, default: 0], row.weight)
            for number in row.exhibits {
                ofExhibit[number] = max(ofExhibit[number, default: 0], row.weight)
            }
        }
        func weight(_ exhibit: Exhibit) -> Int {
            if barred.contains(exhibit.number) { return -1 }
            let kinds = exhibit.kinds.compactMap { ofKind[$0] }.max() ?? 0
            return max(kinds, ofExhibit[exhibit.number, default: 0])
        }
        func place(_ exhibit: Exhibit) -> Int {
            exhibit.kinds.compactMap { order.firstIndex(of: $0) }.min() ?? order.count
        }
        let exhibits = collected.exhibits.filter { !$0.files.isEmpty }
            .map { (collected: $0, weight: weight($0.exhibit), place: place($0.exhibit)) }
            .sorted {
                ($1.weight, $0.place, $0.collected.exhibit.number)
                    < ($0.weight, $1.place, $1.collected.exhibit.number)
            }.map(\.collected)
        var files: [FiledFile] = []
        var repeats: [FiledFile] = []
        for round in 0..<(exhibits.map(\.files.count).max() ?? 0) {
            for exhibit in exhibits where round < exhibit.files.count {
                let file = exhibit.files[round]
                let filed = FiledFile(
                    exhibit: exhibit.exhibit.number, entry: file.entry,
                    name: FiledName.of(file, at: round, in: exhibit.exhibit),
                    byteCount: file.byteCount, digest: file.digest)
                if file.duplicateOf == nil { files.append(filed) } else { repeats.append(filed) }
            }
        }
        return files + repeats
    }

    private static func fit(
        _ files: [FiledFile], limits: [FilingLimit], count: Int, bytes: Int
    ) -> [FiledFile] {
        func limit(_ name: FilingLimit.Name) -> FilingLimit? { limits.first { $0.name == name } }
        func binding(_ name: FilingLimit.Name) -> Int? {
            limit(name).flatMap { $0.isBinding ? $0.number : nil }
        }
        func assumed(_ name: FilingLimit.Name) -> Int? {
            limit(name).flatMap { $0.isBinding ? nil : $0.number }
        }
        let formats = limit(.formats).flatMap { $0.isBinding ? $0.formats : nil } ?? []
        var count = count
        var bytes = bytes
        var planned: [FiledFile] = []
        for (index, file) in files.enumerated() {
            var file = file
            file.rank = index + 1
            let ending = String(file.name.split(separator: ".").last ?? "")
            if !formats.isEmpty, !formats.contains(where: { $0.utf8.elementsEqual(ending.utf8) }) {
                file.objections.append(.format(ending))
            }
            if let most = binding(.fileBytes), file.byteCount > most {
                file.objections.append(.tooLarge(by: file.byteCount - most, limit: most))
            }
            let (whole, isTooMuch) = bytes.addingReportingOverflow(file.byteCount)
            // A file that cannot go in anyway takes nobody's place.
            if file.objections.isEmpty {
                if let most = binding(.files), count >= most {
                    file.objections.append(.tooMany(limit: most))
                }
                if let most = binding(.totalBytes), isTooMuch || whole > most {
                    file.objections.append(
                        .total(by: isTooMuch ? Int.max - most : whole - most, limit: most))
                }
            }
            if file.objections.isEmpty {
                count += 1
                bytes = whole
                // Told once, where it begins.
                if let most = assumed(.files), count == most + 1 {
                    file.warnings.append(.tooMany(limit: most))
                }
                if let most = assumed(.fileBytes), file.byteCount > most {
                    file.warnings.append(.tooLarge(by: file.byteCount - most, limit: most))
                }
                if let most = assumed(.totalBytes), whole > most, whole - file.byteCount <= most {
                    file.warnings.append(.total(by: whole - most, limit: most))
                }
            }
            planned.append(file)
        }
        return planned
    }
}
