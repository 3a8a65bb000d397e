public import ClaimModel
import Collector
import Reports

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
    /// The certificate it was sealed with.
    public let signer: SignerStatement

    /// A summary: what was packed, how the case stands, and what to do next.
    public func text(_ layout: TextLayout) -> String {
        let score = check.assessment.score
        let files = check.collected.exhibits.reduce(0) { $0 + $1.files.count }
        var text = "\(printable(path))\n"
        text += "  \(Wording.count(check.collected.exhibits.count, "exhibit")), "
        text += "\(Wording.count(files, "file")), \(Wording.size(byteCount))\n"
        text += "  manifest sha256 \(manifestDigest)\n"
        text += "  sealed by \(printable(signer.subject))\n"
        text +=
            "  score \(score.value) of 100, \(score.band.rawValue): \(Wording.words(for: score.band))\n"
        for cap in score.caps { text += "        cap \(cap.limit): \(printable(cap.reason))\n" }
        let failed = check.assessment.gates.filter { $0.outcome == .fail }
        for gate in failed { text += "        gate \(gate.id): \(printable(gate.message))\n" }
        for finding in check.collected.findings {
            text += "  note: \(printable(finding.message))\n"
        }
        for line in privateData { text += "  note: \(line)\n" }
        text += "next:  claimpack inspect \(Self.shellWord(path))\n"
        return text
    }

    /// What the files tell of people, a line for each kind: their owner is told, nothing is taken out.
    private var privateData: [String] {
        let all = PrivateData.list(in: check.collected.exhibits)
        return PrivateData.Kind.allCases.compactMap { kind in
            let found = all.filter { $0.kind == kind }
            guard !found.isEmpty else { return nil }
            let files = found.map {
                printable(Place(exhibit: $0.place.exhibit, file: $0.place.file).description)
            }
            let count = found.reduce(0) { $0 + $1.count }
            let words =
                switch kind {
                case .position: "where these were made"
                case .phone: Wording.count(count, "telephone number") + " in"
                case .mail: Wording.count(count, "mail address", "mail addresses") + " in"
                case .bankAccount: Wording.count(count, "bank account") + " in"
                case .card:
                    Wording.count(count, "number of a payment card", "numbers of payment cards")
                        + " in"
                }
            return "whoever opens the bundle learns \(words): " + files.joined(separator: ", ")
        }
    }

    /// A path as a shell takes it for one word.
    private static func shellWord(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || "/._-+:@%".utf8.contains($0)
        }
        return isPlain ? path : "'" + printable(path).replacing("'", with: "'\\''") + "'"
    }

    /// The same as one JSON object.
    public var json: String {
        JSONReport(
            done: "build", written: [path],
            facts: [
                "bytes": String(byteCount), "manifestSha256": manifestDigest.hex,
                "signerSha256": signer.fingerprint.hex,
            ], findings: check.assessment.findings, claim: check.collected.claim,
            assessment: check.assessment, version: ClaimpackVersion.text
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

            """
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
