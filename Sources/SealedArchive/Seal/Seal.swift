import ClaimModel
import SystemLibraries

/// The seal over one manifest, judged: who made it and whether every condition of the design page
/// "The bundle", section Seal, holds.
struct Seal {
    /// The certificate whose key made the signature. Nil unless exactly one was found.
    let certificate: Certificate?
    /// Seconds since 1970, by the signer's own word.
    let claimedTime: Int64?
    /// True when all conditions hold.
    let isIntact: Bool
    /// True when it carries a time-stamp token, which this version does not check.
    let hasTimeStamp: Bool

    /// Judges the stored bytes of a signature against the stored bytes of its manifest. libcrypto's
    /// own yes is only one of the conditions: by itself it accepts signatures that sign nothing.
    init(
        signature bytes: [UInt8], over manifest: [UInt8], named name: EntryPath,
        findings: inout FindingList
    ) {
        var judge = SealJudge(place: .entry(name.bytes), findings: findings)
        judge.judge(bytes, manifest)
        findings = judge.findings
        certificate = judge.certificate
        claimedTime = judge.claimedTime
        isIntact = judge.isIntact
        hasTimeStamp = judge.hasTimeStamp
    }
}

private struct SealJudge {
    let place: Place
    var findings: FindingList
    var certificate: Certificate?
    var claimedTime: Int64?
    var isIntact = true
    var hasTimeStamp = false

    init(place: Place, findings: FindingList) {
        self.place = place
        self.findings = findings
    }

    mutating func judge(_ bytes: [UInt8], _ manifest: [UInt8]) {
        guard bytes.count <= CMSSignature.byteLimit else {
            refuse("seal.too-large", "the signature has more than \(CMSSignature.byteLimit) bytes")
            return
        }
        let message: CMSSignature
        do throws(DERProblem) {
            message = try CMSSignature(derBytes: bytes)
        } catch {
            refuse(
                error.kind == .trailingBytes ? "seal.trailing-bytes" : "seal.encoding.malformed",
                "the signature is not one CMS message in DER: \(error)")
            return
        }
        judgeMessage(message)
        guard message.signers.count == 1, let signer = message.signers.first else {
            refuse(
                message.signers.isEmpty ? "seal.signer.missing" : "seal.signer.repeated",
                message.signers.isEmpty
                    ? "the signature names nobody who signed"
                    : "the signature names \(message.signers.count) who signed, where one belongs")
            return
        }
        claimedTime = signer.claimedSigningTime
        judgeAttributes(signer, message, manifest)
        guard let certificate = findCertificate(signer, message) else { return }
        self.certificate = certificate
        judgeCertificate(certificate, signer)
        judgeAlgorithms(signer, message, certificate)
        // libcrypto hashes the manifest once for each algorithm named: more than one is refused above,
        // and is not to cost the reader anything.
        guard message.digestAlgorithms.count == 1 else { return }
        judgeMathematics(message, manifest, certificate)
    }

    private mutating func judgeMessage(_ message: CMSSignature) {
        if (try? message.isReencodedIdentically()) != true {
            refuse(
                "seal.encoding.differs", "the signature is written in another than the one way")
        }
        if message.version != 1 {
            refuse("seal.version.refused", "the signature has version \(message.version), not 1")
        }
        if message.encapsulatedContent != nil {
            refuse(
                "seal.content.encapsulated",
                "the signature carries content of its own, where it signs the stored manifest")
        }
        if message.contentType != .data {
            refuse("seal.content-type.refused", "the signed content is not plain data")
        }
        let extra = message.certificates.count - 1 + message.otherCertificateCount
        if extra > 0 {
            findings.note(
                "seal.certificates.extra", at: place,
                "the signature carries \(extra) further certificates, which nothing signs")
        }
        if message.hasRevocationLists {
            findings.note(
                "seal.revocation-lists", at: place,
                "the signature carries revocation lists, which nothing signs")
        }
    }

    private mutating func judgeAttributes(
        _ signer: CMSSigner, _ message: CMSSignature, _ manifest: [UInt8]
    ) {
        if signer.version != 1 {
            refuse("seal.version.refused", "the signer's part has version \(signer.version), not 1")
        }
        let required: [(OID, String)] = [
            (.contentType, "content-type"), (.messageDigest, "message-digest"),
            (.signingTime, "signing-time"), (.signingCertificateV2, "signing-certificate-v2"),
        ]
        for (type, name) in required {
            switch signer.count(of: type) {
            case 1: break
            case 0:
                refuse(
                    "seal.attributes.missing", "the signed attribute \(name) is missing")
            default:
                refuse("seal.attributes.repeated", "the signed attribute \(name) stands twice")
            }
        }
        var others: Set<OID> = []
        for attribute in signer.signedAttributes
        where !required.contains(where: { $0.0 == attribute.type }) {
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
        if let contentType = signer.contentType, contentType != message.contentType {
            refuse(
                "seal.content-type.differs",
                "the signed content-type differs from the content's own")
        }
        if signer.count(of: .contentType) == 1, signer.contentType == nil {
            refuse("seal.attributes.malformed", "the signed content-type cannot be read")
        }
        if signer.count(of: .signingTime) == 1, signer.claimedSigningTime == nil {
            refuse("seal.attributes.malformed", "the signing time cannot be read")
        }
        if let algorithm = HashAlgorithm(signer.digestAlgorithm.oid),
            signer.count(of: .messageDigest) == 1,
            signer.messageDigest != (try? algorithm.digest(of: manifest))
        {
            refuse(
                "seal.digest.mismatch", "the manifest is not the one that was signed",
                remedy: "ask the sender for the bundle again; this one was altered")
        }
        for attribute in signer.unsignedAttributes {
            if attribute.type == .timeStampToken {
                hasTimeStamp = true
            } else {
                findings.note(
                    "seal.attributes.unsigned", at: place,
                    "an unsigned attribute \(attribute.type) is not read")
            }
        }
    }

    private mutating func findCertificate(
        _ signer: CMSSigner, _ message: CMSSignature
    ) -> Certificate? {
        guard case .issuerAndSerialNumber = signer.identifier else {
            refuse(
                "seal.signer.identifier.refused",
                "the signer is not named by issuer and serial number")
            return nil
        }
        let found = message.certificates(namedBy: signer)
        guard found.count == 1, let certificate = found.first else {
            refuse(
                found.isEmpty ? "seal.certificate.missing" : "seal.certificate.ambiguous",
                found.isEmpty
                    ? "the certificate of the signer is not in the signature"
                    : "several certificates fit the signer")
            return nil
        }
        return certificate
    }

    private mutating func judgeCertificate(_ certificate: Certificate, _ signer: CMSSigner) {
        if certificate.version != 3 {
            refuse(
                "seal.certificate.version.refused",
                "the signer's certificate has version \(certificate.version), not 3")
        }
        for problem in certificate.reasonsAgainstSealing {
            refuse(problem.code, problem.message)
        }
        if signer.count(of: .signingCertificateV2) == 1, !signer.isBound(to: certificate) {
            refuse(
                "seal.certificate.binding.differs",
                "the signed signing-certificate attribute names another certificate")
        }
        if let claimedTime,
            !(certificate.validFrom...max(certificate.validFrom, certificate.validUntil))
                .contains(claimedTime)
        {
            findings.warn(
                "seal.certificate.not-valid-then", at: place,
                "the certificate was not valid at the time the signer states")
        }
    }

    private mutating func judgeAlgorithms(
        _ signer: CMSSigner, _ message: CMSSignature, _ certificate: Certificate
    ) {
        guard let hash = HashAlgorithm(signer.digestAlgorithm.oid),
            signer.digestAlgorithm.hasNoParameters
        else {
            refuse(
                "seal.digest.algorithm.refused",
                "the digest \(signer.digestAlgorithm.oid) is not SHA-256, SHA-384 or SHA-512")
            return
        }
        if message.digestAlgorithms != [signer.digestAlgorithm] {
            refuse(
                "seal.algorithms.incoherent",
                "the message announces other digests than the signer used")
        }
        let expected: [AlgorithmIdentifier]
        switch certificate.keyKind {
        case .p256, .p384, .p521:
            expected = [AlgorithmIdentifier(oid: hash.withECDSA, parameters: nil)]
        case .rsa:
            // RFC 3370 section 3.2 lets a signer name the key's algorithm only.
            expected = [hash.withRSA, .rsa].flatMap {
                [
                    AlgorithmIdentifier(oid: $0, parameters: [0x05, 0x00]),
                    AlgorithmIdentifier(oid: $0, parameters: nil),
                ]
            }
        case .other: expected = []
        }
        if !expected.contains(signer.signatureAlgorithm) {
            refuse(
                "seal.signature.algorithm.refused",
                "the signature algorithm \(signer.signatureAlgorithm.oid) is not on the list or "
                    + "does not fit the digest and the key (\(certificate.keyKind))")
        }
    }

    private mutating func judgeMathematics(
        _ message: CMSSignature, _ manifest: [UInt8], _ certificate: Certificate
    ) {
        guard let answer = try? message.verify(content: manifest, signer: certificate) else {
            refuse("seal.signature.invalid", "the signature could not be checked")
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
        }
    }

    private mutating func refuse(_ code: String, _ message: String, remedy: String? = nil) {
        isIntact = false
        findings.fail(code, at: place, message, remedy: remedy)
    }
}

extension HashAlgorithm {
    fileprivate var withECDSA: OID {
        switch self {
        case .sha256: .ecdsaWithSHA256
        case .sha384: .ecdsaWithSHA384
        case .sha512: .ecdsaWithSHA512
        }
    }

    fileprivate var withRSA: OID {
        switch self {
        case .sha256: .rsaWithSHA256
        case .sha384: .rsaWithSHA384
        case .sha512: .rsaWithSHA512
        }
    }
}
