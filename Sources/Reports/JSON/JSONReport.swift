package import ClaimModel
import FoundationEssentials

/// What went wrong when the tool itself had to stop.
package struct StoppedBy: Hashable, Sendable {
    /// A dotted word.
    package let code: String
    /// What happened.
    package let message: String
    /// Where.
    package let place: String?
    /// How to repair it.
    package let remedy: String?

    package init(code: String, message: String, place: String? = nil, remedy: String? = nil) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
    }
}

/// A report as one JSON object: `schema`, `tool`, `result`, `findings` and `error` are always there,
/// on success and on failure alike. Keys are sorted, so that equal values give equal bytes.
package struct JSONReport {
    /// Name and version of the program, for `tool`.
    package static let toolName = "claimpack"

    private let document: Document

    /// The check of a case or bundle.
    package init(
        check collected: CollectedClaim, _ assessment: Assessment, result: String, version: String
    ) {
        document = Document(
            schema: "urn:claimpack:json:check:1", version: version, result: result,
            findings: assessment.findings, claim: collected.claim, exhibits: collected.exhibits,
            assessment: assessment)
    }

    /// The mediator's view of a bundle.
    ///
    /// - Parameters:
    ///   - path: the path as it was named.
    ///   - digest: the SHA-256 of the bundle's file.
    ///   - notJudged: why there is no assessment although the claim was read.
    package init(
        inspect name: String, path: String, _ digest: ContentDigest, _ verification: Verification,
        _ collected: CollectedClaim?, _ assessment: Assessment?, notJudged: StoppedBy? = nil,
        result: String, recomputation: Recomputation? = nil, version: String
    ) {
        document = Document(
            schema: "urn:claimpack:json:inspect:1", version: version, result: result, bundle: name,
            sha256: digest, path: path, notJudged: notJudged,
            findings: verification.findings + (recomputation?.findings ?? [])
                + (assessment?.findings ?? []),
            claim: collected?.claim, exhibits: collected?.exhibits, assessment: assessment,
            chronology: collected?.events, verification: verification)
    }

    /// The answers on a seal.
    package init(
        verify name: String, _ verification: Verification, result: String,
        looseFiles: LooseFileAnswer? = nil, version: String
    ) {
        document = Document(
            schema: "urn:claimpack:json:verify:1", version: version, result: result, bundle: name,
            findings: verification.findings, verification: verification, looseFiles: looseFiles)
    }

    /// Two cases side by side.
    package init(compare comparison: Comparison, version: String) {
        document = Document(
            schema: "urn:claimpack:json:compare:1", version: version,
            result: comparison.agrees ? "agree" : "differ",
            findingParts: comparison.differences.map(FindingPart.init), comparison: comparison)
    }

    /// A case by the rules of every venue.
    package init(venues: [VenuePart], facts: [String: String], version: String) {
        document = Document(
            schema: "urn:claimpack:json:venues:1", version: version, result: "done", venues: venues,
            written: [], facts: facts)
    }

    /// Rulebooks.
    package init(rulebooks: [RulebookPart], version: String) {
        document = Document(
            schema: "urn:claimpack:json:rulebooks:1", version: version, result: "done",
            rulebooks: rulebooks)
    }

    /// What a code means.
    package init(explanation: ExplanationPart, version: String) {
        document = Document(
            schema: "urn:claimpack:json:explain:1", version: version, result: "done",
            explanation: explanation)
    }

    /// Every code there is.
    package init(codes: [String], version: String) {
        document = Document(
            schema: "urn:claimpack:json:explain:1", version: version, result: "done", codes: codes)
    }

    /// A queue of bundles.
    package init(docket queue: DocketQueue, version: String) {
        document = Document(
            schema: "urn:claimpack:json:docket:1", version: version, result: "listed",
            docket: queue.entries.map { DocketPart($0, asOf: queue.asOf) },
            facts: ["asOf": queue.asOf.description])
    }

    /// A command that wrote something.
    ///
    /// - Parameter result: `done`, or `incomplete` when something is left for a person.
    package init(
        done command: String, result: String = "done", written: [String],
        facts: [String: String] = [:], findings: [Finding] = [], claim: Claim? = nil,
        assessment: Assessment? = nil, version: String
    ) {
        document = Document(
            schema: "urn:claimpack:json:\(command):1", version: version, result: result,
            findings: findings, claim: claim, assessment: assessment, written: written, facts: facts
        )
    }

    /// A command that had to stop.
    ///
    /// - Parameter path: the bundle it stopped at, when it was one of several.
    package init(
        stopped command: String, by error: StoppedBy, path: String? = nil, version: String
    ) {
        document = Document(
            schema: "urn:claimpack:json:\(command):1", version: version, result: "stopped",
            path: path, error: error)
    }

    /// The object with a line feed at its end. `isPretty` is for people; one line is for streams.
    package func text(isPretty: Bool = true) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
        guard let data = try? encoder.encode(document) else { return "{}\n" }
        return Self.escaped(String(decoding: data, as: UTF8.self)) + "\n"
    }

    /// The same JSON with control, format and bidirectional characters as `\u` escapes: a terminal that
    /// shows the stream is not to be moved by what a party wrote. They can stand in strings only.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { !$0.isASCII && $0.mustBeShown }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard !scalar.isASCII, scalar.mustBeShown else {
                result.append(scalar)
                continue
            }
            for unit in String(scalar).utf16 {
                let digits = String(unit, radix: 16)
                let padded = String(repeating: "0", count: 4 - digits.count) + digits
                result.append(contentsOf: "\\u\(padded)".unicodeScalars)
            }
        }
        return String(result)
    }
}

extension JSONReport {
    private struct Document: Encodable {
        struct Tool: Encodable {
            let name: String
            let version: String
        }

        struct ErrorPart: Encodable {
            let code: String
            let message: String
            let place: String?
            let remedy: String?

            init(_ error: StoppedBy) {
                code = error.code
                message = error.message
                place = error.place
                remedy = error.remedy
            }
        }

        let schema: String
        let tool: Tool
        let result: String
        let bundle: String?
        let sha256: String?
        let path: String?
        let notJudged: ErrorPart?
        let findings: [FindingPart]
        let claim: ClaimPart?
        let exhibits: [ExhibitPart]?
        let assessment: AssessmentPart?
        let chronology: [EventPart]?
        let verification: VerificationPart?
        let looseFiles: LooseFilesPart?
        let comparison: ComparisonPart?
        let docket: [DocketPart]?
        let venues: [VenuePart]?
        let rulebooks: [RulebookPart]?
        let explanation: ExplanationPart?
        let codes: [String]?
        let written: [String]?
        let facts: [String: String]?
        let error: ErrorPart?

        init(
            schema: String, version: String, result: String, bundle: String? = nil,
            sha256: ContentDigest? = nil, path: String? = nil, notJudged: StoppedBy? = nil,
            findings: [Finding] = [], findingParts: [FindingPart] = [], claim: Claim? = nil,
            exhibits: [CollectedExhibit]? = nil, assessment: Assessment? = nil,
            chronology: [CaseEvent]? = nil, verification: Verification? = nil, looseFiles: LooseFileAnswer? = nil,
            comparison: Comparison? = nil, docket: [DocketPart]? = nil,
            venues: [VenuePart]? = nil, rulebooks: [RulebookPart]? = nil,
            explanation: ExplanationPart? = nil, codes: [String]? = nil, written: [String]? = nil, facts: [String: String]? = nil,
            error: StoppedBy? = nil
        ) {
            self.schema = schema
            tool = Tool(name: JSONReport.toolName, version: version)
            self.result = result
            self.bundle = bundle
            self.sha256 = sha256?.hex
            self.path = path
            self.notJudged = notJudged.map(ErrorPart.init)
            self.findings = findings.map(FindingPart.init) + findingParts
            self.claim = claim.map(ClaimPart.init)
            self.exhibits = exhibits?.map(ExhibitPart.init)
            self.assessment = assessment.map(AssessmentPart.init)
            self.chronology = chronology?.map { EventPart($0) }
            self.verification = verification.map(VerificationPart.init)
            self.looseFiles = looseFiles.map(LooseFilesPart.init)
            self.comparison = comparison.map(ComparisonPart.init)
            self.docket = docket
            self.venues = venues
            self.rulebooks = rulebooks
            self.explanation = explanation
            self.codes = codes
            self.written = written
            self.facts = facts
            self.error = error.map(ErrorPart.init)
        }

        enum CodingKeys: CodingKey {
            case schema, tool, result, bundle, sha256, path, notJudged, findings, claim, exhibits, assessment,
                chronology, verification, looseFiles, comparison, docket,
                venues, rulebooks, explanation, codes, written, facts, error
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(schema, forKey: .schema)
            try container.encode(tool, forKey: .tool)
            try container.encode(result, forKey: .result)
            try container.encodeIfPresent(bundle, forKey: .bundle)
            try container.encodeIfPresent(sha256, forKey: .sha256)
            try container.encodeIfPresent(path, forKey: .path)
            try container.encodeIfPresent(notJudged, forKey: .notJudged)
            try container.encode(findings, forKey: .findings)
            try container.encodeIfPresent(claim, forKey: .claim)
            try container.encodeIfPresent(exhibits, forKey: .exhibits)
            try container.encodeIfPresent(assessment, forKey: .assessment)
            try container.encodeIfPresent(chronology, forKey: .chronology)
            try container.encodeIfPresent(verification, forKey: .verification)
            try container.encodeIfPresent(looseFiles, forKey: .looseFiles)
            try container.encodeIfPresent(comparison, forKey: .comparison)
            try container.encodeIfPresent(docket, forKey: .docket)
            try container.encodeIfPresent(venues, forKey: .venues)
            try container.encodeIfPresent(rulebooks, forKey: .rulebooks)
            try container.encodeIfPresent(explanation, forKey: .explanation)
            try container.encodeIfPresent(codes, forKey: .codes)
            try container.encodeIfPresent(written, forKey: .written)
            try container.encodeIfPresent(facts, forKey: .facts)
            // Always there, so that a reader can ask for it without asking whether it exists.
            try container.encode(error, forKey: .error)
        }
    }
}
