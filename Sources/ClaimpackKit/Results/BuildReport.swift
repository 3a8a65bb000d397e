public import ClaimModel
import Collector
import Reports
import SealedArchive

/// A bundle that was built.
public struct BuildReport: Hashable, Sendable {
    /// The bundle's path.
    public let path: String
    /// Its size in bytes.
    public let byteCount: Int
    /// The SHA-256 of its manifest: one number that stands for everything sealed.
    public let manifestDigest: ContentDigest
    /// The check that went into it.
    public let check: CheckReport
    /// From 1.
    public let round: Int
    /// How many files of exhibits were packed in this round.
    public let addedFileCount: Int
    /// The certificate it was sealed with; nil when the signature is still to be made.
    public let signer: SignerStatement?
    /// The manifest's own file beside the bundle, for the program that signs it.
    public let manifestFile: String?
    /// True when an earlier round was sealed with another certificate.
    public let signerChanged: Bool
    /// Unfinished output of killed runs that lay beside the bundle and was removed.
    public let removedLeftovers: [String]

    init(
        _ written: WrittenBundle, _ request: BuildRequest, check: CheckReport,
        manifestFile: String? = nil, signerChanged: Bool = false, removedLeftovers: [String]
    ) {
        path = request.target
        byteCount = written.byteCount
        manifestDigest = written.manifestDigest
        self.check = check
        round = written.round
        addedFileCount = written.exhibitFileCount
        signer = request.identity?.signer
        self.manifestFile = manifestFile
        self.signerChanged = signerChanged
        self.removedLeftovers = removedLeftovers
    }

    /// A summary: what was packed, how the case stands, and what to do next.
    public func text(_ layout: TextLayout) -> String {
        let score = check.assessment.score
        let files = check.collected.exhibits.reduce(0) { $0 + $1.files.count }
        var text = "\(printable(path))\n"
        text += "  \(Wording.count(check.collected.exhibits.count, "exhibit")), "
        text += "\(Wording.count(files, "file")), \(Wording.size(byteCount))\n"
        text += "  manifest sha256 \(manifestDigest)\n"
        if round > 1 {
            text += "  round \(round), \(Wording.count(addedFileCount, "new file"))\n"
        }
        if let signer { text += "  sealed by \(printable(signer.subject))\n" }
        if signerChanged {
            text += "  note: another certificate than that of round 1; tell the mediator why\n"
        }
        text +=
            "  score \(score.value) of 100, \(score.band.rawValue): \(Wording.words(for: score.band))\n"
        for cap in score.caps { text += "        cap \(cap.limit): \(printable(cap.reason))\n" }
        let failed = check.assessment.gates.filter { $0.outcome == .fail }
        for gate in failed { text += "        gate \(gate.id): \(printable(gate.message))\n" }
        for finding in check.collected.findings {
            text += "  note: \(printable(finding.message))\n"
        }
        for name in removedLeftovers { text += "  note: \(Wording.removed(leftover: name))\n" }
        return layout.showsNextStep || manifestFile != nil ? text + next : text
    }

    private var next: String {
        let bundle = Self.shellWord(path)
        guard let manifestFile else { return "next:  claimpack inspect \(bundle)\n" }
        let sealed = path.hasSuffix(BuildRequest.unsignedEnding)
            ? String(path.dropLast(BuildRequest.unsignedEnding.count)) : path + ".asice"
        return """
            \(printable(manifestFile))
              the manifest: sign these bytes as CAdES, detached, in DER; with openssl, for one:
              openssl cms -sign -cades -binary -nosmimecap -in \(Self.shellWord(manifestFile)) \\
                -signer CERTIFICATE.pem -inkey KEY.pem -outform DER -out SIGNATURE.p7s
            next:  claimpack attach-signature \(bundle) SIGNATURE.p7s -o \(Self.shellWord(sealed))

            """
    }

    /// A path as a shell takes it for one word.
    static func shellWord(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || "/._-+:@%".utf8.contains($0)
        }
        guard !isPlain else { return path }
        // By scalars: an apostrophe with an accent upon it is one character, and still ends the word.
        var word = "'"
        for scalar in printable(path).unicodeScalars {
            if scalar == "'" { word += "'\\'" }
            word.unicodeScalars.append(scalar)
        }
        return word + "'"
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: round > 1 ? "add" : "build", written: [path] + (manifestFile.map { [$0] } ?? []),
            facts: [
                "bytes": String(byteCount), "manifestSha256": manifestDigest.hex,
                "round": String(round), "addedFiles": String(addedFileCount),
            ].merging(signer.map { ["signerSha256": $0.fingerprint.hex] } ?? [:]) { $1 },
            findings: check.assessment.findings, claim: check.collected.claim,
            assessment: check.assessment, version: ClaimpackVersion.text
        ).text()
    }
}

/// A signature that was attached.
public struct Attachment: Hashable, Sendable {
    /// The bundle's path.
    public let path: String
    /// Its size in bytes.
    public let byteCount: Int
    /// The SHA-256 of the signed manifest.
    public let manifestDigest: ContentDigest

    /// What was written, and what to do next.
    public func text(_ layout: TextLayout) -> String {
        let text = """
            \(printable(path))
              \(Wording.size(byteCount)), manifest sha256 \(manifestDigest)
              the signature holds and stands in the bundle now

            """
        return layout.showsNextStep
            ? text + "next:  claimpack inspect \(BuildReport.shellWord(path))\n" : text
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "attach-signature", written: [path],
            facts: ["bytes": String(byteCount), "manifestSha256": manifestDigest.hex],
            version: ClaimpackVersion.text
        ).text()
    }
}

/// A key and certificate that were made.
public struct MadeIdentity: Hashable, Sendable {
    /// Path of the private key.
    public let keyFile: String
    /// Path of the certificate.
    public let certificateFile: String
    /// The certificate.
    public let signer: SignerStatement
    /// Unfinished output of killed runs that lay beside the files and was removed.
    public let removedLeftovers: [String]

    /// Where they are, the fingerprint, and a sentence to paste into the order chat.
    public func text(_ layout: TextLayout) -> String {
        let groups = signer.groupedFingerprint.split(separator: " ")
        return """
            \(printable(keyFile)): the private key; keep it and its passphrase to yourself
            \(printable(certificateFile)): the certificate; give it to whoever must check your seal
            fingerprint (SHA-256)
              \(groups.prefix(8).joined(separator: " "))
              \(groups.dropFirst(8).joined(separator: " "))
            paste this into the order chat today:
              We seal our documents with the certificate whose SHA-256 fingerprint is \(signer.fingerprint.hex).

            """ + removedLeftovers.map { "note: \(Wording.removed(leftover: $0))\n" }.joined()
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "keygen", written: [keyFile, certificateFile],
            facts: ["sha256": signer.fingerprint.hex, "subject": signer.subject],
            version: ClaimpackVersion.text
        ).text()
    }
}
