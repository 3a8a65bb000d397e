import ClaimModel
import SystemLibraries

/// Asks whether a mediator's own knowledge confirms the signer of a seal, and by what.
struct SignerTrustJudge {
    let trust: SignerTrust
    /// "round 2", "the signature": what the signer made, as sentences begin.
    let subject: String
    let place: Place
    var findings: FindingList

    /// Nil when nothing confirms him. `provedSeconds` is the time that a good time-stamp gives.
    mutating func confirmation(
        of signer: SealSigner, _ statement: SignerStatement, provedSeconds: Int64?
    ) -> SignerConfirmation? {
        guard let certificate = signer.certificate, trust.namesSigners else { return nil }
        if trust.pins.contains(statement.fingerprint) { return .pin }
        let moment = provedSeconds ?? trust.now
        var reasons: [String] = []
        if let allowed = trust.allowedSigners.first(where: { $0.fingerprint == statement.fingerprint })
        {
            if let reason = allowed.refusal(at: moment) {
                reasons.append(reason)
            } else {
                return .allowedSigner(label: allowed.label)
            }
        }
        if !trust.anchors.isEmpty {
            if let moment {
                do {
                    let chain = try CertificateChain(
                        of: certificate, through: signer.companions, to: trust.anchors,
                        for: .documents, at: moment)
                    return .chain(
                        anchor: PathText.display(
                            Array((chain.anchor ?? certificate).subject.oneLine.utf8)))
                } catch {
                    reasons.append("no chain leads to an authority you named: \(Self.words(error))")
                }
            } else {
                reasons.append("no moment was given to check its chain at")
            }
        }
        if reasons.isEmpty { reasons.append("its certificate is none of those you named") }
        findings.warn(
            "signer.not-confirmed", at: place,
            "\(subject): the signer is not confirmed: \(reasons.joined(separator: "; "))",
            remedy: "compare the fingerprint with one the signer gave you himself")
        return nil
    }

    private static func words(_ error: any Error) -> String {
        guard let refusal = error as? CertificateChain.Refusal else {
            return String(describing: error)
        }
        guard let certificate = refusal.certificate else { return refusal.reason }
        let name = PathText.display(Array(certificate.subject.oneLine.utf8))
        return "\(refusal.reason) (\(name))"
    }
}

extension SignerConfirmation {
    /// True when the mediator named this very certificate; an authority may have made many for one name.
    var isOfOneCertificate: Bool {
        switch self {
        case .pin, .allowedSigner: true
        case .chain: false
        }
    }
}

extension RoundVerification {
    /// What one signer's seal over one manifest says, with his time-stamps and whether he is known.
    init(
        number: Int, signer: SealSigner?, over manifest: [UInt8], isIntact: Bool, entryCount: Int,
        at place: Place, form: SealForm, trust: SignerTrust, findings: inout FindingList
    ) {
        guard let signer else {
            self.init(number: number, isIntact: isIntact, entryCount: entryCount)
            return
        }
        var stamps = TimeStampJudge(trust: trust, place: place, form: form, findings: findings)
        let content = stamps.judge(
            signer.contentTimeStampTokens, over: manifest, of: .manifest, claimedTime: nil)
        let stamp = stamps.judge(
            signer.timeStampTokens, over: signer.signatureValue, of: .signature,
            claimedTime: signer.claimedTime)
        findings = stamps.findings
        let statement = signer.certificate.flatMap { SignerStatement($0) }
        if let certificate = signer.certificate {
            CertificateNames.judge(certificate, at: place, findings: &findings)
        }
        var confirmation: SignerConfirmation?
        if isIntact, let statement {
            var judge = SignerTrustJudge(
                trust: trust, subject: "round \(number)", place: place, findings: findings)
            let proved = stamp.flatMap { $0.standing == .proved ? $0.time?.unixSeconds : nil }
            confirmation = judge.confirmation(of: signer, statement, provedSeconds: proved)
            findings = judge.findings
            // A fingerprint is known beyond the days of its certificate, and a stamp may be fetched late: the
            // signer stays confirmed, and that the days of the two do not meet is told.
            if let proved, let certificate = signer.certificate, !certificate.isValid(at: proved) {
                findings.warn(
                    "seal.certificate.not-valid-when-proved", at: place,
                    "round \(number): the certificate was not valid at the time that the time-stamp proves, "
                        + "so that nothing but the signer's word says he sealed while it was",
                    remedy: "ask the signer whether he sealed this himself, and when")
            }
        }
        self.init(
            number: number, isIntact: isIntact, signer: statement, confirmation: confirmation,
            claimedTime: signer.claimedTime.flatMap { ClockReading(statedSeconds: $0) },
            timeStamp: stamp, contentTimeStamp: content, entryCount: entryCount)
    }
}
