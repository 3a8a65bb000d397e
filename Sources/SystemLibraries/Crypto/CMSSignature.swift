/// A CMS SignedData (RFC 5652) as a value: its bytes and what they state. Facts only: which of them a
/// seal may have is decided by the reader of seals.
package struct CMSSignature: Hashable, Sendable {
    package let derBytes: [UInt8]
    package let version: Int
    package let digestAlgorithms: [AlgorithmIdentifier]
    package let contentType: OID
    /// The content inside the signature; nil when the signature is detached.
    package let encapsulatedContent: [UInt8]?
    /// The embedded X.509 certificates in DER, in written order.
    package let certificates: [[UInt8]]
    /// Attribute certificates and other forms, which are counted and not read.
    package let otherCertificateCount: Int
    package let hasRevocationLists: Bool
    package let signers: [CMSSigner]
    /// The content of the SignedData element up to its list of signers.
    let bytesBeforeSigners: [UInt8]

    /// No seal is larger; with revocation lists and archive time-stamps 1 MiB is reached.
    package static let byteLimit = 1 << 20

    /// Members of any one list in it: algorithms, certificates, revocation lists, signers, attributes,
    /// values. libcrypto sorts such lists in quadratic time, so a longer one is refused before.
    package static let memberLimit = 64

    /// The same message with one of its signers only. libcrypto has one answer for all signers; each is
    /// asked about by itself.
    package func alone(_ signer: CMSSigner) throws(CryptoError) -> CMSSignature {
        if signers.count == 1, signers.first == signer { return self }
        let signedData = DERWriter.element(
            DERTag.sequence, bytesBeforeSigners + DERWriter.set(signer.derBytes))
        do {
            return try CMSSignature(
                derBytes: DERWriter.sequence(
                    DERWriter.oid(.signedData), DERWriter.element(DERTag.context(0), signedData)),
                depthLimit: DERWalk.foreignDepthLimit)
        } catch {
            throw .operationFailed("taking the signers apart", reason: "\(error)")
        }
    }

    /// The embedded certificates whose issuer bytes and serial number (or key identifier) are those
    /// the signer names. Names are compared as bytes: libcrypto ignores case and spaces.
    package func certificates(namedBy signer: CMSSigner) -> [Certificate] {
        certificates.compactMap { try? Certificate(derBytes: $0) }.filter { certificate in
            switch signer.identifier {
            case .issuerAndSerialNumber(let issuer, let serial):
                certificate.issuer.derBytes == issuer && certificate.serialNumber == serial
            case .subjectKeyIdentifier(let identifier):
                certificate.subjectKeyIdentifier == identifier
            }
        }
    }
}

/// How a SignerInfo names its certificate.
package enum CMSSignerIdentifier: Hashable, Sendable {
    /// The whole Name element in DER, and the content bytes of the INTEGER.
    case issuerAndSerialNumber(issuer: [UInt8], serial: [UInt8])
    case subjectKeyIdentifier([UInt8])
}

/// One attribute with its values, each a whole DER element.
package struct CMSAttribute: Hashable, Sendable {
    package let type: OID
    package let values: [[UInt8]]
}

/// One SignerInfo.
package struct CMSSigner: Hashable, Sendable {
    /// The whole SignerInfo element.
    let derBytes: [UInt8]
    package let version: Int
    package let identifier: CMSSignerIdentifier
    package let digestAlgorithm: AlgorithmIdentifier
    package let signatureAlgorithm: AlgorithmIdentifier
    package let signedAttributes: [CMSAttribute]
    package let signature: [UInt8]
    package let unsignedAttributes: [CMSAttribute]

    /// How often an attribute stands among the signed ones; the same type twice is two.
    package func count(of type: OID) -> Int { signedAttributes.count { $0.type == type } }

    /// The value of a signed attribute that is there once and has one value.
    private func onlyValue(of type: OID) -> DERReader? {
        let found = signedAttributes.filter { $0.type == type }
        guard found.count == 1, let values = found.first?.values, values.count == 1 else {
            return nil
        }
        return values.first.map { DERReader($0) }
    }

    package var contentType: OID? {
        guard var reader = onlyValue(of: .contentType) else { return nil }
        return try? reader.nextOID()
    }

    package var messageDigest: [UInt8]? {
        guard var reader = onlyValue(of: .messageDigest),
            let element = try? reader.next(DERTag.octetString)
        else { return nil }
        return reader.content(element)
    }

    /// Seconds since 1970-01-01T00:00:00Z. The signer's own statement: nothing proves it.
    package var claimedSigningTime: Int64? {
        guard var reader = onlyValue(of: .signingTime), let element = try? reader.next() else {
            return nil
        }
        return ASN1Time.seconds(
            identifier: element.identifier, content: reader.content(element))
    }

    /// The digest of the signing certificate that was signed along (RFC 5035 section 4). Nil when
    /// signing-certificate-v2 is absent, there twice, or not readable; version 1 (SHA-1) is not read.
    package var signingCertificateDigest: (algorithm: AlgorithmIdentifier, digest: [UInt8])? {
        guard var outer = onlyValue(of: .signingCertificateV2),
            let value = try? outer.next(DERTag.sequence)
        else { return nil }
        var content = outer.inside(value)
        guard let list = try? content.next(DERTag.sequence) else { return nil }
        var identifiers = content.inside(list)
        guard let first = try? identifiers.next(DERTag.sequence) else { return nil }
        var identifier = identifiers.inside(first)
        var algorithm = AlgorithmIdentifier(oid: .sha256, parameters: nil)
        if identifier.nextIdentifier == DERTag.sequence {
            guard let written = try? identifier.nextAlgorithm() else { return nil }
            algorithm = written
        }
        guard let digest = try? identifier.next(DERTag.octetString) else { return nil }
        return (algorithm, identifier.content(digest))
    }

    /// True when signing-certificate-v2 names exactly this certificate by a SHA-2 digest.
    package func isBound(to certificate: Certificate) -> Bool {
        guard let binding = signingCertificateDigest, binding.algorithm.hasNoParameters,
            let algorithm = HashAlgorithm(binding.algorithm.oid),
            let digest = try? algorithm.digest(of: certificate.derBytes)
        else { return false }
        return digest == binding.digest
    }
}

extension HashAlgorithm {
    package init?(_ oid: OID) {
        switch oid {
        case .sha256: self = .sha256
        case .sha384: self = .sha384
        case .sha512: self = .sha512
        default: return nil
        }
    }
}
