public import ClaimModel
import Reports
import SealedArchive
import SystemLibraries
import Validator

/// Two parties' cases of one order, compared.
public struct ClaimComparison: Hashable, Sendable {
    /// What was found.
    public let comparison: Comparison
    /// The answers on the seals of those that are bundles, in order; nil for a case folder.
    public let verifications: [Verification?]

    /// The worst integrity of the two; a case folder has no seal to break.
    public var integrity: Integrity {
        let answers = verifications.compactMap { $0?.integrity }
        return answers.contains(.broken)
            ? .broken : answers.contains(.undetermined) ? .undetermined : .intact
    }

    /// As text; `isWhole` lists everything.
    public func text(_ layout: TextLayout, isWhole: Bool = false) -> String {
        ComparisonText(comparison).text(layout.style, isWhole: isWhole)
    }

    /// As one JSON object.
    public var json: String {
        JSONReport(compare: comparison, version: ClaimpackVersion.text).text()
    }

    /// As one HTML page.
    public func html() throws(ClaimpackError) -> String {
        ComparisonPage(comparison).text(styleHash: try PlainPages.styleHash())
    }

    /// Reads and compares two cases, each a bundle or a case folder. Whatever a bundle says of its own
    /// readings is not believed. A broken bundle is compared all the same when its claim can be read:
    /// `integrity` says so.
    public init(
        of first: String, and second: String, _ request: JudgingRequest
    ) throws(ClaimpackError) {
        let (one, oneSeal) = try Self.subject(first, request)
        let (other, otherSeal) = try Self.subject(second, request)
        comparison = Comparison(of: one, and: other)
        verifications = [oneSeal, otherSeal]
    }

    private static func subject(
        _ path: String, _ request: JudgingRequest
    ) throws(ClaimpackError) -> (Comparison.Subject, Verification?) {
        guard ClaimBundle.looksLikeBundle(at: path) else {
            let collected = try ClaimCase(at: path).collected(request)
            return (Comparison.Subject(name: path, collected: collected, isSealed: false), nil)
        }
        let bundle = ClaimBundle(at: path)
        let opened = try bundle.open()
        let verification = opened.bundle.verification
        guard let sealed = opened.bundle.claim else {
            throw ClaimpackError(
                kind: verification.integrity == .broken ? .broken : .undetermined,
                code: "bundle.unreadable", place: path,
                message: "the claim in this bundle cannot be read, so there is nothing to compare",
                remedy: "see claimpack verify \(path)")
        }
        return (
            Comparison.Subject(
                name: bundle.name, collected: try bundle.collected(sealed, of: opened, request),
                isSealed: true), verification
        )
    }
}
