import ClaimModel
import SystemLibraries

/// Judges one signer of a signature: attributes, certificate, algorithms, and last the mathematics.
struct SignerJudge {
    let place: Place
    let form: SealForm
    var findings: FindingList
    private(set) var signer = SealSigner()
    /// True once the mathematics said yes; whatever ends before that proves nothing.
    private var isProved = false

    /// Digests that a foreign message may announce beside those of its signers: as many as are accepted.
    private static let announcedLimit = HashAlgorithm.allCases.count

    init(place: Place, form: SealForm, findings: FindingList) {
        self.place = place
        self.form = form
        self.findings = findings
    }

    mutating func judge(
        _ information: CMSSigner, of message: CMSSignature, over manifest: [UInt8]
    ) {
        judgeAll(information, message, manifest)
        if !isProved { signer.isIntact = false }
    }

    private mutating func judgeAll(
        _ information: CMSSigner, _ message: CMSSignature, _ manifest: [UInt8]
    ) {
        signer.claimedTime = information.claimedSigningTime
        signer.signatureValue = information.signature
        judgeSignedAttributes(information, message, manifest)
        judgeUnsignedAttributes(information)
        guard let certificate = findCertificate(information, message) else { return }
        signer.certificate = certificate
        signer.companions = message.certificates.filter { $0 != certificate.derBytes }
            .compactMap { try? Certificate(derBytes: $0) }
        judgeCertificate(certificate, information)
        judgeAlgorithms(information, message, certificate)
        // libcrypto hashes the manifest once for each algorithm named: a flood of them is refused above, and
        // is not to cost the reader anything.
        guard message.digestAlgorithms.count <= announcedLimit(message) else { return }
        judgeMathematics(information, message, manifest, certificate)
    }

    // MARK: Attributes

    private mutating func judgeSignedAttributes(
        _ information: CMSSigner, _ message: CMSSignature, _ manifest: [UInt8]
    ) {
        // Version 3 goes with a key identifier (RFC 5652 section 5.3).
        if information.version != 1, form != .foreign || information.version != 3 {
            refuse(
                "seal.version.refused",
                "the signer's part has version \(information.version), not 1")
        }
        let required: [(OID, String)] = [
            (.contentType, "content-type"), (.messageDigest, "message-digest"),
            (.signingTime, "signing-time"), (.signingCertificateV2, "signing-certificate-v2"),
        ]
        for (type, name) in required {
            switch information.count(of: type) {
            case 1: break
            case 0 where form == .foreign && type == .signingTime:
                findings.warn(
                    "seal.attributes.missing", at: place, "the signed attribute \(name) is missing")
            case 0:
                refuse(
                    "seal.attributes.missing", "the signed attribute \(name) is missing")
            default:
                refuse("seal.attributes.repeated", "the signed attribute \(name) stands twice")
            }
        }
        var others: Set<OID> = []
        for attribute in information.signedAttributes
        where !required.contains(where: { $0.0 == attribute.type }) {
            if attribute.type == .contentTimeStamp {
                signer.contentTimeStampTokens += attribute.values
            }
            if !others.insert(attribute.type).inserted {
                refuse(
                    "seal.attributes.repeated",
                    "the signed attribute \(attribute.type) stands twice")
            }
        }
        if !others.isEmpty {
            let list = others.map { "\($0)" }.sorted().joined(separator: ", ")
            findings.note(
                "seal.attributes.further", at: place, "further signed attributes: \(list)")
        }
        if let contentType = information.contentType, contentType != message.contentType {
            refuse(
                "seal.content-type.differs",
                "the signed content-type differs from the content's own")
        }
        if information.count(of: .contentType) == 1, information.contentType == nil {
            refuse("seal.attributes.malformed", "the signed content-type cannot be read")
        }
        if information.count(of: .signingTime) == 1, information.claimedSigningTime == nil {
            refuse("seal.attributes.malformed", "the signing time cannot be read")
        }
        if let algorithm = HashAlgorithm(information.digestAlgorithm.oid),
            information.count(of: .messageDigest) == 1,
            information.messageDigest != (try? algorithm.digest(of: manifest))
        {
            refuse(
                "seal.digest.mismatch", "the manifest is not the one that was signed",
                remedy: "ask the sender for the bundle again; this one was altered")
        }
    }

    /// Nobody signs these, so that anyone can add or remove them: a bundle carries a time-stamp there
    /// and nothing else.
    private mutating func judgeUnsignedAttributes(_ information: CMSSigner) {
        for attribute in information.unsignedAttributes {
            if attribute.type == .timeStampToken {
                // An attribute without a value says there is a time-stamp and gives none.
                signer.timeStampTokens += attribute.values.isEmpty ? [[]] : attribute.values
            } else if form == .foreign {
                findings.note(
                    "seal.attributes.unsigned", at: place,
                    "an unsigned attribute \(attribute.type) is not read")
            } else {
                refuse(
                    "seal.attributes.unsigned",
                    "an unsigned attribute \(attribute.type) was added to the seal")
            }
        }
    }

    // MARK: Certificate

    private mutating func findCertificate(
        _ information: CMSSigner, _ message: CMSSignature
    ) -> Certificate? {
        if case .subjectKeyIdentifier = information.identifier, form == .claimpack {
            refuse(
                "seal.signer.identifier.refused",
                "the signer is not named by issuer and serial number")
            return nil
        }
        let found = message.certificates(namedBy: information)
        guard found.count == 1, let certificate = found.first else {
            if form == .foreign, found.isEmpty {
                signer.isIntact = false
                findings.cannotTell(
                    "seal.certificate.missing", at: place,
                    "the certificate of the signer is not in the signature",
                    remedy: "ask the signer for his certificate")
                return nil
            }
            refuse(
                found.isEmpty ? "seal.certificate.missing" : "seal.certificate.ambiguous",
                found.isEmpty
                    ? "the certificate of the signer is not in the signature"
                    : "several certificates fit the signer")
            return nil
        }
        return certificate
    }

    private mutating func judgeCertificate(_ certificate: Certificate, _ information: CMSSigner) {
        if certificate.version != 3 {
            refuse(
                "seal.certificate.version.refused",
                "the signer's certificate has version \(certificate.version), not 3")
        }
        for problem in certificate.reasonsAgainstSealing(as: form) {
            refuse(problem.code, problem.message)
        }
        if information.count(of: .signingCertificateV2) == 1, !information.isBound(to: certificate) {
            refuse(
                "seal.certificate.binding.differs",
                "the signed signing-certificate attribute names another certificate")
        }
        if let claimedTime = signer.claimedTime, !certificate.isValid(at: claimedTime) {
            findings.cannotTell(
                "seal.certificate.not-valid-then", at: place,
                "the certificate was not valid at the time the signer states",
                remedy: "ask the sender to seal again with a certificate that is valid")
        }
    }

    // MARK: Algorithms and mathematics

    private mutating func judgeAlgorithms(
        _ information: CMSSigner, _ message: CMSSignature, _ certificate: Certificate
    ) {
        guard let hash = HashAlgorithm(information.digestAlgorithm.oid),
            information.digestAlgorithm.hasNoParameters
        else {
            refuse(
                "seal.digest.algorithm.refused",
                "the digest \(information.digestAlgorithm.oid) is not SHA-256, SHA-384 or SHA-512")
            return
        }
        judgeAnnouncement(information, message)
        let algorithm = information.signatureAlgorithm
        // Bundles are sealed without RSASSA-PSS, which has parameters to vary.
        let isInForm = form == .foreign || algorithm.oid != .rsaPSS
        if !isInForm || !hash.fits(algorithm, certificate.keyKind) {
            refuse(
                "seal.signature.algorithm.refused",
                "the signature algorithm \(algorithm.oid) is not on the list or "
                    + "does not fit the digest and the key (\(certificate.keyKind))")
        }
    }

    /// RFC 5652 section 5.1 lets a message name digests that nobody used: a warning in what others made.
    private mutating func judgeAnnouncement(_ information: CMSSigner, _ message: CMSSignature) {
        let announced = message.digestAlgorithms
        let isCoherent =
            form == .foreign
            ? announced.contains { $0.oid == information.digestAlgorithm.oid }
                && announced.count <= announcedLimit(message)
            : announced == [information.digestAlgorithm]
        if !isCoherent {
            refuse(
                "seal.algorithms.incoherent",
                "the message announces other digests than the signer used")
        } else if announced.count > message.signers.count {
            findings.warn(
                "seal.algorithms.incoherent", at: place,
                "the message announces \(announced.count) digests for \(message.signers.count) signers")
        }
    }

    /// How many digests a message may announce before none of its signers is computed.
    private func announcedLimit(_ message: CMSSignature) -> Int {
        form == .foreign
            ? max(message.signers.count, Self.announcedLimit) : message.signers.count
    }

    private mutating func judgeMathematics(
        _ information: CMSSigner, _ message: CMSSignature, _ manifest: [UInt8],
        _ certificate: Certificate
    ) {
        let answer: CMSVerification
        do throws(CryptoError) {
            // libcrypto answers for all signers at once: each is asked about in a message of its own.
            answer = try message.alone(information).verify(content: manifest, signer: certificate)
        } catch {
            refuse("seal.signature.invalid", "the signature could not be checked: \(error)")
            return
        }
        if !answer.isSignatureValid {
            refuse(
                "seal.signature.invalid",
                "the signature does not fit the manifest and the key: \(answer.reason)",
                remedy: "ask the sender for the bundle again; this one was altered")
        } else if !answer.isCertificateBound {
            refuse(
                "seal.certificate.binding.differs",
                "the signature is not bound to its certificate: \(answer.reason)")
        } else {
            isProved = true
        }
    }

    private mutating func refuse(_ code: String, _ message: String, remedy: String? = nil) {
        signer.isIntact = false
        findings.fail(code, at: place, message, remedy: remedy)
    }
}

extension HashAlgorithm {
    var withECDSA: OID {
        switch self {
        case .sha256: .ecdsaWithSHA256
        case .sha384: .ecdsaWithSHA384
        case .sha512: .ecdsaWithSHA512
        }
    }

    var withRSA: OID {
        switch self {
        case .sha256: .rsaWithSHA256
        case .sha384: .rsaWithSHA384
        case .sha512: .rsaWithSHA512
        }
    }
}
