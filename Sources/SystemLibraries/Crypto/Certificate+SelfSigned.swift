/// Who signs, as written into a certificate made by `keygen`.
package struct SignerName: Hashable, Sendable {
    /// 1 to 64 characters (RFC 5280 appendix A.1, ub-common-name).
    package let commonName: String
    /// At most 64 characters.
    package let organization: String?
    /// An ASCII mail address.
    package let emailAddress: String?

    package init(
        commonName: String, organization: String? = nil, emailAddress: String? = nil
    ) throws(CryptoError) {
        guard (1...64).contains(commonName.unicodeScalars.count) else {
            throw .unsuitableName("the name of a signer has 1 to 64 characters")
        }
        if let organization {
            guard (1...64).contains(organization.unicodeScalars.count) else {
                throw .unsuitableName("the name of an organisation has 1 to 64 characters")
            }
        }
        for text in [commonName, organization ?? ""] {
            guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                throw .unsuitableName("the name of a signer has no control characters")
            }
        }
        if let emailAddress {
            let parts = emailAddress.utf8.split(
                separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
                emailAddress.utf8.count <= 254,
                emailAddress.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
            else {
                throw .unsuitableName("a mail address has the form name@host in ASCII")
            }
        }
        self.commonName = commonName
        self.organization = organization
        self.emailAddress = emailAddress
    }
}

extension Certificate {
    /// A certificate the key signs for itself (RFC 5280): version 3, critical CA:FALSE, critical
    /// digitalSignature and nonRepudiation, a subject key identifier, the address as alternative name,
    /// a random serial number of 128 bits. Both usage bits stand there because validators ask for one
    /// or the other. It says that one key sealed several bundles; it does not say whose key it is.
    ///
    /// - Parameters:
    ///   - validFrom: seconds since 1970-01-01T00:00:00Z, as is `validUntil`.
    package static func selfSigned(
        for key: SigningKey, name: SignerName, validFrom: Int64, validUntil: Int64
    ) throws(CryptoError) -> Certificate {
        guard validFrom < validUntil, let begin = ASN1Time.element(validFrom),
            let end = ASN1Time.element(validUntil)
        else { throw .unsuitableName("the certificate must be valid before it expires") }
        var serial = try RandomBytes.make(16)
        // Positive, and of the full length whatever the random bytes are.
        serial[0] = serial[0] & 0x7F | 0x40

        let publicKey = try key.publicKey()
        let algorithm = Self.signatureAlgorithm(of: key.kind)
        let subject = Self.name(name)
        let signed = DERWriter.sequence(
            DERWriter.element(DERTag.context(0), DERWriter.positiveInteger([2])),
            DERWriter.positiveInteger(serial), algorithm, subject,
            DERWriter.sequence(begin, end), subject, publicKey,
            DERWriter.element(
                DERTag.context(3), try Self.extensions(publicKey: publicKey, name: name)))
        let signature = try key.signature(of: signed)
        return try Certificate(
            derBytes: DERWriter.sequence(signed, algorithm, DERWriter.bitString(signature)))
    }

    private static func signatureAlgorithm(of kind: KeyKind) -> [UInt8] {
        switch kind {
        case .p384: DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA384))
        case .rsa: DERWriter.sequence(DERWriter.oid(.rsaWithSHA256), [DERTag.null, 0])
        default: DERWriter.sequence(DERWriter.oid(.ecdsaWithSHA256))
        }
    }

    private static func name(_ name: SignerName) -> [UInt8] {
        func attribute(_ type: OID, _ text: String) -> [UInt8] {
            DERWriter.set(DERWriter.sequence(DERWriter.oid(type), DERWriter.utf8String(text)))
        }
        let organization = name.organization.map { attribute(.organizationName, $0) } ?? []
        return DERWriter.sequence(organization, attribute(.commonName, name.commonName))
    }

    private static func extensions(
        publicKey: [UInt8], name: SignerName
    ) throws(CryptoError) -> [UInt8] {
        func entry(_ type: OID, isCritical: Bool = false, _ value: [UInt8]) -> [UInt8] {
            DERWriter.sequence(
                DERWriter.oid(type), isCritical ? DERWriter.true : [],
                DERWriter.octetString(value))
        }
        // RFC 7093 section 2 method 1: 160 bits of SHA-256, of the key information here.
        let identifier = Array(try HashAlgorithm.sha256.digest(of: publicKey).prefix(20))
        let address = name.emailAddress.map {
            entry(
                .subjectAlternativeName,
                DERWriter.sequence(
                    DERWriter.element(DERTag.contextPrimitive(1), Array($0.utf8))))
        }
        return DERWriter.sequence(
            // CA:FALSE is the default and DER leaves defaults out.
            entry(.basicConstraints, isCritical: true, DERWriter.sequence()),
            entry(.keyUsage, isCritical: true, DERWriter.bitString([0xC0], unusedBits: 6)),
            entry(.subjectKeyIdentifier, DERWriter.octetString(identifier)),
            address ?? [])
    }
}
