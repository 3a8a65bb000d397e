public import ClaimModel
import Reports
import Validator

/// The outcome of a pre-filing check.
public struct CheckReport: Hashable, Sendable {
    /// The lowest score that counts as ready unless another is asked for: the bottom of band B. Every
    /// cap lies below it, so a capped claim is never ready.
    public static let readyScore = 80

    /// What was collected.
    public let collected: CollectedClaim
    /// How it stands.
    public let assessment: Assessment

    /// True when no gate is failed and the score reaches a limit.
    public func isReady(failBelow limit: Int = readyScore) -> Bool {
        assessment.score.value >= limit && !assessment.gates.contains { $0.outcome == .fail }
    }

    /// True when a file's format is known and the file could not be read.
    public var hasUnreadFiles: Bool {
        collected.exhibits.contains { exhibit in
            exhibit.files.contains { file in
                if case .unread = file.reading { true } else { false }
            }
        }
    }

    /// The report as text; `isWhole` lists every check and finding.
    public func text(
        _ layout: TextLayout, failBelow limit: Int = readyScore, isWhole: Bool = false
    ) -> String {
        CheckText(collected, assessment, isReady: isReady(failBelow: limit))
            .text(layout.style, isWhole: isWhole)
    }

    /// The report as one JSON object.
    public func json(failBelow limit: Int = readyScore) -> String {
        JSONReport(
            check: collected, assessment, result: isReady(failBelow: limit) ? "ready" : "not-ready",
            version: ClaimpackVersion.text
        ).text()
    }

    /// The findings as SARIF 2.1.0.
    public func sarif() throws(ClaimpackError) -> String {
        let explanations = try RulebookFile.builtIn(assessment.rulebook.id)?.explanations ?? []
        let known = Dictionary(
            (explanations + CodeExplanations.others).map { ($0.code, $0.meaning) },
            uniquingKeysWith: { first, _ in first })
        return SARIFReport(assessment, version: ClaimpackVersion.text) { known[$0] }.text()
    }

    /// Gates, evidence and coherence as JUnit XML.
    public func junit() -> String { JUnitReport(collected, assessment).text() }
}
