package import ClaimModel

/// What `claim.xml` states: the claim, its exhibits and what was read in them when it was sealed. It is
/// the claimant's statement: a reader of bundles reads the exhibits again and shows where the two differ.
package struct SealedClaim: Hashable, Sendable {
    package var claim: Claim
    package var exhibits: [SealedExhibit]
    /// How the claim stood when it was sealed, by which rules.
    package var assessment: SealedAssessment?
    /// From 1.
    package var round: Int
    /// The program that wrote it, such as `claimpack 1.0.0`.
    package var tool: String

    package init(
        claim: Claim, exhibits: [SealedExhibit] = [], assessment: SealedAssessment? = nil,
        round: Int = 1, tool: String
    ) {
        self.claim = claim
        self.exhibits = exhibits
        self.assessment = assessment
        self.round = round
        self.tool = tool
    }

    /// What is sealed of a collected claim. Findings of the collector are not: they are the claimant's
    /// own notes before sealing.
    package init(
        _ collected: CollectedClaim, assessment: Assessment?, round: Int = 1, tool: String
    ) {
        self.init(
            claim: collected.claim,
            exhibits: collected.exhibits.map { SealedExhibit($0) }
                .sorted { $0.exhibit.number < $1.exhibit.number },
            assessment: assessment.map { SealedAssessment($0) }, round: round, tool: tool)
    }
}

/// One exhibit as it was sealed.
package struct SealedExhibit: Hashable, Sendable {
    package var exhibit: Exhibit
    package var files: [SealedFile]
    /// Files that the bundle states and does not hold.
    package var absentFiles: [AbsentFile]

    package init(
        exhibit: Exhibit, files: [SealedFile] = [], absentFiles: [AbsentFile] = []
    ) {
        self.exhibit = exhibit
        self.files = files
        self.absentFiles = absentFiles
    }

    init(_ collected: CollectedExhibit) {
        exhibit = collected.exhibit
        // Names in the case folder stay there.
        absentFiles = collected.absentFiles.map { file in
            var file = file
            file.sourceName = []
            return file
        }.sorted { $0.name < $1.name }
        files = collected.files.map { SealedFile($0) }.sorted { $0.entry < $1.entry }
    }
}

/// One file of an exhibit as it was sealed.
package struct SealedFile: Hashable, Sendable {
    package var entry: EntryPath
    /// Its name in the case folder: bytes, which need not be text.
    package var sourceName: [UInt8]
    package var byteCount: Int
    package var digest: ContentDigest
    package var mediaType: String
    /// The word for the kind of reading (`Reading.name`).
    package var reading: String
    package var facts: [StatedFact]
    package var duplicateOf: EntryPath?

    package init(
        entry: EntryPath, sourceName: [UInt8] = [], byteCount: Int, digest: ContentDigest,
        mediaType: String, reading: String, facts: [StatedFact] = [],
        duplicateOf: EntryPath? = nil
    ) {
        self.entry = entry
        self.sourceName = sourceName
        self.byteCount = byteCount
        self.digest = digest
        self.mediaType = mediaType
        self.reading = reading
        self.facts = facts
        self.duplicateOf = duplicateOf
    }

    init(_ file: CollectedFile) {
        self.init(
            entry: file.entry, sourceName: file.sourceName, byteCount: file.byteCount,
            digest: file.digest, mediaType: file.mediaType, reading: file.reading.name,
            facts: file.reading.facts, duplicateOf: file.duplicateOf)
    }
}

/// The score as it was sealed, with the line from which anyone can compute it again.
package struct SealedAssessment: Hashable, Sendable {
    package var rulebook: String
    package var version: String
    /// The SHA-256 of the rulebook file.
    package var rulebookDigest: ContentDigest?
    package var asOf: CalendarDay
    package var score: Int
    package var band: Score.Band
    package var vector: String

    package init(
        rulebook: String, version: String, rulebookDigest: ContentDigest? = nil,
        asOf: CalendarDay, score: Int, band: Score.Band, vector: String
    ) {
        self.rulebook = rulebook
        self.version = version
        self.rulebookDigest = rulebookDigest
        self.asOf = asOf
        self.score = score
        self.band = band
        self.vector = vector
    }

    init(_ assessment: Assessment) {
        self.init(
            rulebook: assessment.rulebook.id, version: assessment.rulebook.version,
            rulebookDigest: assessment.rulebook.digest, asOf: assessment.asOf,
            score: assessment.score.value, band: assessment.score.band, vector: assessment.vector)
    }
}
