public import ClaimModel
import Reports

/// What a mediator sees of a bundle.
public struct Inspection: Hashable, Sendable {
    /// The bundle's file name.
    public let name: String
    /// Its path as it was named.
    public let path: String
    /// The SHA-256 of the bundle's file, to tell whether two people hold the same one.
    public let digest: ContentDigest
    /// The answers on the seal.
    public let verification: Verification
    /// The claim as it is sealed; nil when it cannot be read.
    public let claim: Claim?
    /// The claim with readings and score computed again here; nil when the claim cannot be read.
    public let check: CheckReport?
    /// Whether certificates were named to compare the signer with.
    public let hasPins: Bool
    /// Why the claim was not judged, when it was not: no rules for its venue.
    public let notJudged: ClaimpackError?
    /// What the bundle says of its own readings and score, beside what was computed here; nil when the
    /// claim cannot be read.
    public let recomputation: Recomputation?
    /// Small pictures of files, for the page.
    let pictures: [EntryPath: ExhibitPicture]
    /// The claim as it was collected here, also when it was not judged.
    let collected: CollectedClaim?

    /// The inspection as text; `isWhole` lists every check with its facts and every finding.
    public func text(_ layout: TextLayout, isWhole: Bool = false) -> String {
        InspectText(
            name: name, digest: digest, verification: verification, collected: collected,
            assessment: check?.assessment, isReady: check?.isReady() ?? false,
            hasPins: hasPins, recomputation: recomputation
        ).text(layout.style, isWhole: isWhole)
            + (notJudged.map { "\nthe claim was not judged: \(printable($0.message))\n" } ?? "")
    }

    /// The inspection as one JSON object over several lines.
    public var json: String { document.text() }

    /// The inspection as one JSON object on one line.
    public var jsonLine: String { document.text(isPretty: false) }

    private var document: JSONReport {
        JSONReport(
            inspect: name, path: path, digest, verification, collected, check?.assessment,
            notJudged: notJudged?.stopped, result: verification.integrity.rawValue,
            recomputation: recomputation, version: ClaimpackVersion.text)
    }
}

/// The answers on a bundle's seal alone.
public struct SealAnswer: Hashable, Sendable {
    /// The bundle's file name.
    public let name: String
    /// The answers.
    public let verification: Verification
    /// Whether certificates were named to compare the signer with.
    public let hasPins: Bool
    /// Loose files compared with the seal, when a folder was named.
    public var looseFiles: LooseFileAnswer?

    /// The answers as text.
    public func text(_ layout: TextLayout) -> String {
        VerificationText(verification, hasPins: hasPins).text(layout.style)
            + (looseFiles.map { LooseFilesText($0).text(layout.style) } ?? "")
    }

    /// The answers as one JSON object.
    public var json: String {
        JSONReport(
            verify: name, verification, result: verification.integrity.rawValue,
            looseFiles: looseFiles, version: ClaimpackVersion.text
        ).text()
    }
}

/// Exhibits copied out of a bundle.
public struct Extraction: Hashable, Sendable {
    /// The folder that was made.
    public let folder: String
    /// Paths written, relative to the folder.
    public let written: [String]
    /// Unfinished output of killed runs that lay beside the folder and was removed.
    public let removedLeftovers: [String]
    /// The answers on the seal, which was verified before anything was written.
    public let verification: Verification

    /// What was written, as text.
    public func text(_ layout: TextLayout) -> String {
        var text = written.map { printable($0) + "\n" }.joined()
        text += "\(Wording.count(written.count, "file")) in \(printable(folder)); "
        text += Wording.statement(on: verification.integrity) + "\n"
        for entry in verification.entries where entry.state == .altered {
            text += "altered since sealing: \(printable(entry.name))\n"
        }
        return text + removedLeftovers.map { "note: \(Wording.removed(leftover: $0))\n" }.joined()
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "extract", written: written,
            facts: ["folder": folder, "integrity": verification.integrity.rawValue],
            findings: verification.findings, version: ClaimpackVersion.text
        ).text()
    }
}
