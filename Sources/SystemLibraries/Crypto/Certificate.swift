import CLibCrypto

/// An X.509 certificate as a value: its bytes and what they state. Reading it decides nothing: whether
/// a statement is acceptable, and whether anybody vouches for it, is asked elsewhere.
package struct Certificate: Hashable, Sendable {
    /// KeyUsage of RFC 5280 section 4.2.1.3; only the bits somebody asks about have names.
    package struct KeyUsage: OptionSet, Hashable, Sendable {
        package let rawValue: UInt16
        package init(rawValue: UInt16) { self.rawValue = rawValue }

        package static let digitalSignature = KeyUsage(rawValue: 1 << 0)
        package static let nonRepudiation = KeyUsage(rawValue: 1 << 1)
        package static let keyCertSign = KeyUsage(rawValue: 1 << 5)
    }

    package let derBytes: [UInt8]
    /// 1, 2 or 3.
    package let version: Int
    package let subject: DistinguishedName
    package let issuer: DistinguishedName
    /// The content bytes of the INTEGER, two's complement, as written.
    package let serialNumber: [UInt8]
    /// Seconds since 1970-01-01T00:00:00Z; the period includes both ends.
    package let validFrom: Int64
    package let validUntil: Int64
    /// Mail addresses of the subject alternative name, in order.
    package let emailAddresses: [String]
    /// True when basic constraints say so; version 1 certificates cannot say it.
    package let isCertificateAuthority: Bool
    /// Nil when the extension is absent.
    package let keyUsage: KeyUsage?
    /// Nil when the extension is absent.
    package let extendedKeyUsage: [OID]?
    /// True when that extension is marked critical; false also when it is absent.
    package let isExtendedKeyUsageCritical: Bool
    package let subjectKeyIdentifier: [UInt8]?
    /// Critical extensions this reader does not know; a certificate with any is not to be used.
    package let unknownCriticalExtensions: [OID]
    package let keyKind: KeyKind
    package let signatureAlgorithm: AlgorithmIdentifier
    /// SHA-256 of `derBytes`, 32 bytes.
    package let fingerprint: [UInt8]

    package var isSelfIssued: Bool { subject.derBytes == issuer.derBytes }

    /// Whether its period holds a moment, given in seconds since 1970-01-01T00:00:00Z.
    package func isValid(at seconds: Int64) -> Bool {
        validFrom <= seconds && seconds <= validUntil
    }

    /// PEM of RFC 7468.
    package var pem: [UInt8] { PEMText.block(labelled: "CERTIFICATE", derBytes) }

    /// Every certificate of a PEM text in order; throws when there is none or one cannot be read.
    package static func readPEM(_ text: [UInt8]) throws(CryptoError) -> [Certificate] {
        guard text.count <= pemByteLimit else {
            throw .notACertificate(reason: "more than \(pemByteLimit) bytes")
        }
        let blocks = PEMText.blocks(labelled: "CERTIFICATE", in: text)
        guard !blocks.isEmpty else {
            throw .notACertificate(reason: "no line of the form -----BEGIN CERTIFICATE-----")
        }
        var certificates: [Certificate] = []
        for block in blocks {
            guard let block else { throw .notACertificate(reason: "broken base 64") }
            certificates.append(try Certificate(derBytes: block))
        }
        return certificates
    }

    /// PEM text of a certificate with its chain.
    package static let pemByteLimit = 1 << 20

    /// The certificates above this one, found by name among `others`, nearest first; each is taken once.
    /// Whether they really vouch for it is for whoever checks the chain.
    package func issuers(among others: [Certificate]) -> [Certificate] {
        var chain: [Certificate] = []
        var current = self
        while !current.isSelfIssued,
            let next = others.first(where: {
                $0.subject.derBytes == current.issuer.derBytes && $0 != self && !chain.contains($0)
            })
        {
            chain.append(next)
            current = next
        }
        return chain
    }

    /// True when `key` is the private half of this certificate's key.
    package func matches(_ key: SigningKey) throws(CryptoError) -> Bool {
        let certificate = try libCryptoObject()
        return try unsafe key.withKey { key throws(CryptoError) in
            let matches = unsafe X509_check_private_key(certificate.pointer, key) == 1
            ERR_clear_error()
            return matches
        }
    }

    /// The same certificate inside libcrypto.
    func libCryptoObject() throws(CryptoError) -> LibCryptoObject {
        LibCrypto.start()
        let object = unsafe derBytes.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return unsafe d2i_X509(nil, &cursor, bytes.count)
        }
        return try unsafe LibCryptoObject("reading the certificate", object) { unsafe X509_free($0) }
    }
}
