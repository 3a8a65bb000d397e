package import SystemLibraries

/// Whether a time-stamp token holds: every condition but one, the trust in its authority. libcrypto's own
/// check (`TS_RESP_verify_response`) is not asked: it leaves out most of these.
package struct TimeStampCheck: Hashable, Sendable {
    /// A reason against the token: a finding's code and its sentence.
    package struct Reason: Error, Hashable, Sendable {
        package let code: String
        package let message: String

        /// True when the token may be just as its authority made it, and is not good enough. Anything
        /// else nobody honest puts into a bundle, because it is checked before: the bytes were altered.
        package var isWeakness: Bool { Self.weaknesses.contains(code) }

        private static let weaknesses: Set<String> = Set(
            [
                "imprint.algorithm.refused", "digest.algorithm.refused", "binding.missing",
                "signature.algorithm.refused", "certificate.missing", "certificate.refused",
                "certificate.not-valid-then",
            ].map { "time-stamp." + $0 })
    }

    /// The certificate of the authority, when exactly one fits.
    package let certificate: Certificate?
    /// Certificates that came with the token.
    package let companions: [Certificate]
    /// Why it does not hold; empty when it does.
    package let reasons: [Reason]

    /// - Parameters:
    ///   - bytes: what the token should be over; its digest is computed again here.
    ///   - known: certificates from elsewhere, for tokens that carry none.
    package init(_ token: TimeStampToken, over bytes: [UInt8], known: [Certificate] = []) {
        var reasons: [Reason] = []
        func refuse(_ code: String, _ message: String) {
            reasons.append(Reason(code: "time-stamp." + code, message: "the time-stamp " + message))
        }
        if let algorithm = HashAlgorithm(token.imprintAlgorithm.oid),
            token.imprintAlgorithm.hasNoParameters
        {
            if token.imprint != (try? algorithm.digest(of: bytes)) {
                refuse("imprint.mismatch", "is over other bytes than these")
            }
        } else {
            refuse(
                "imprint.algorithm.refused",
                "names the bytes by \(token.imprintAlgorithm.oid), not by SHA-256, SHA-384 or SHA-512")
        }
        let message = token.message
        guard message.signers.count == 1, let signer = message.signers.first,
            let content = message.encapsulatedContent
        else {
            refuse("signer.repeated", "is signed by \(message.signers.count), where one belongs")
            certificate = nil
            companions = []
            self.reasons = reasons
            return
        }
        // What nobody signs is held to one form, so that no bit of a token can be another.
        let isNamedByKey =
            if case .subjectKeyIdentifier = signer.identifier { true } else { false }
        if message.version != 3 || signer.version != (isNamedByKey ? 3 : 1) {
            refuse("version.refused", "has versions that no token of this kind has")
        }
        if message.digestAlgorithms.map(\.oid) != [signer.digestAlgorithm.oid] {
            refuse("algorithms.incoherent", "announces other digests than its signer used")
        }
        Self.checkAttributes(signer, content, refuse)
        var candidates = message.certificates(namedBy: signer)
        if candidates.isEmpty {
            candidates = known.filter { certificate in
                switch signer.identifier {
                case .issuerAndSerialNumber(let issuer, let serial):
                    certificate.issuer.derBytes == issuer && certificate.serialNumber == serial
                case .subjectKeyIdentifier(let identifier):
                    certificate.subjectKeyIdentifier == identifier
                }
            }
        }
        let found = Set(candidates).count == 1 ? candidates.first : nil
        certificate = found
        companions = message.certificates.compactMap { try? Certificate(derBytes: $0) }
            .filter { $0 != found }
        if let found {
            Self.check(found, signer, at: token.seconds, refuse)
            Self.checkMathematics(message, signer, content, found, refuse)
        } else {
            refuse("certificate.missing", "does not carry the one certificate of its authority")
        }
        self.reasons = reasons
    }

    private static func checkAttributes(
        _ signer: CMSSigner, _ content: [UInt8], _ refuse: (String, String) -> Void
    ) {
        let types = signer.signedAttributes.map(\.type)
        if Set(types).count < types.count {
            refuse("attributes.repeated", "has a signed attribute twice")
        }
        if signer.contentType != .timeStampInformation {
            refuse("attributes.missing", "does not say under its signature what it is")
        }
        guard let algorithm = HashAlgorithm(signer.digestAlgorithm.oid),
            signer.digestAlgorithm.hasNoParameters
        else {
            refuse(
                "digest.algorithm.refused",
                "is signed by way of \(signer.digestAlgorithm.oid), not SHA-256, SHA-384 or SHA-512")
            return
        }
        if signer.messageDigest != (try? algorithm.digest(of: content)) {
            refuse("digest.mismatch", "is not the one that was signed")
        }
    }

    private static func check(
        _ certificate: Certificate, _ signer: CMSSigner, at seconds: Int64,
        _ refuse: (String, String) -> Void
    ) {
        // The older attribute of this kind names the certificate by SHA-1.
        if signer.count(of: .signingCertificateV2) != 1 {
            refuse("binding.missing", "does not name its authority's certificate by a SHA-2 digest, as an older form does not")
        } else if !signer.isBound(to: certificate) {
            refuse("binding.differs", "names another certificate under its signature")
        }
        if let reason = CertificatePurpose.timeStamps.refusal(ofHolder: certificate)
            ?? CertificateChain.refusal(of: certificate)
        {
            refuse(
                "certificate.refused", "has a certificate of its authority that is refused: \(reason)")
        }
        if !certificate.unknownCriticalExtensions.allSatisfy({ $0 == .certificatePolicies }) {
            refuse(
                "certificate.refused",
                "has a certificate of its authority with critical extensions that are not known")
        }
        if !certificate.isValid(at: seconds) {
            refuse(
                "certificate.not-valid-then",
                "was made when the certificate of its authority was not valid")
        }
    }

    private static func checkMathematics(
        _ message: CMSSignature, _ signer: CMSSigner, _ content: [UInt8],
        _ certificate: Certificate, _ refuse: (String, String) -> Void
    ) {
        guard let hash = HashAlgorithm(signer.digestAlgorithm.oid) else { return }
        let algorithm = signer.signatureAlgorithm
        guard hash.fits(algorithm, certificate.keyKind) else {
            refuse(
                "signature.algorithm.refused",
                "is signed with \(algorithm.oid), which is not on the list or does not fit its key")
            return
        }
        // libcrypto hashes for each algorithm named; more than one is refused above.
        guard message.digestAlgorithms.count == 1 else { return }
        let isValid: Bool
        do throws(CryptoError) {
            isValid = try message.verify(content: content, signer: certificate).isSignatureValid
        } catch {
            isValid = false
        }
        if !isValid { refuse("signature.invalid", "has a signature that does not fit it") }
    }
}

extension HashAlgorithm {
    /// Whether a signature algorithm goes with this digest and a kind of key. RFC 3370 section 3.2 lets
    /// a signer name the key's algorithm only.
    func fits(_ algorithm: AlgorithmIdentifier, _ key: KeyKind) -> Bool {
        switch key {
        case .p256, .p384, .p521:
            algorithm == AlgorithmIdentifier(oid: withECDSA, parameters: nil)
        case .rsa:
            [withRSA, .rsa].contains(algorithm.oid) && algorithm.hasNoParameters
                || algorithm.oid == .rsaPSS && algorithm.pssHash == self
        case .other: false
        }
    }
}
