extension Certificate {
    /// One certificate in DER and nothing after it. Read by us and not by libcrypto, so that issuer,
    /// serial number and fingerprint are those of the stored bytes.
    package init(derBytes: [UInt8]) throws(CryptoError) {
        do {
            try DERWalk.check(derBytes)
            self = try Certificate(reading: derBytes)
        } catch let problem as DERProblem {
            throw .notACertificate(reason: problem.description)
        } catch let error as CryptoError {
            throw error
        } catch {
            throw .notACertificate(reason: "\(error)")
        }
    }

    /// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signature } (RFC 5280 section 4.1).
    private init(reading bytes: [UInt8]) throws {
        derBytes = bytes
        fingerprint = try HashAlgorithm.sha256.digest(of: bytes)
        var outer = DERReader(bytes)
        var certificate = outer.inside(try outer.next(DERTag.sequence))
        var signed = certificate.inside(try certificate.next(DERTag.sequence))
        let outerAlgorithm = try certificate.nextAlgorithm()
        _ = try certificate.next(DERTag.bitString)
        try certificate.finish()

        if let element = try signed.nextIfPresent(DERTag.context(0)) {
            var inner = signed.inside(element)
            version = try inner.nextSmallInteger() + 1
        } else {
            version = 1
        }
        serialNumber = try signed.nextInteger()
        signatureAlgorithm = try signed.nextAlgorithm()
        guard signatureAlgorithm == outerAlgorithm else {
            throw DERProblem(kind: .unexpectedElement, offset: signed.position)
        }
        issuer = try DistinguishedName(reading: &signed)
        var validity = signed.inside(try signed.next(DERTag.sequence))
        validFrom = try Self.time(&validity)
        validUntil = try Self.time(&validity)
        try validity.finish()
        subject = try DistinguishedName(reading: &signed)
        keyKind = try Self.keyKind(&signed)
        _ = try signed.nextIfPresent(DERTag.contextPrimitive(1))
        _ = try signed.nextIfPresent(DERTag.contextPrimitive(2))
        let extensions = try CertificateExtensions(reading: &signed)
        try signed.finish()
        emailAddresses = extensions.emailAddresses
        isCertificateAuthority = extensions.isCertificateAuthority
        keyUsage = extensions.keyUsage
        extendedKeyUsage = extensions.extendedKeyUsage
        isExtendedKeyUsageCritical = extensions.isExtendedKeyUsageCritical
        subjectKeyIdentifier = extensions.subjectKeyIdentifier
        unknownCriticalExtensions = extensions.unknownCritical
    }

    private static func time(_ reader: inout DERReader) throws(DERProblem) -> Int64 {
        let element = try reader.next()
        guard
            let seconds = ASN1Time.seconds(
                identifier: element.identifier, content: reader.content(element))
        else { throw DERProblem(kind: .badValue, offset: element.whole.lowerBound) }
        return seconds
    }

    /// SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey BIT STRING }.
    private static func keyKind(_ reader: inout DERReader) throws(DERProblem) -> KeyKind {
        var information = reader.inside(try reader.next(DERTag.sequence))
        let algorithm = try information.nextAlgorithm()
        let key = information.content(try information.next(DERTag.bitString))
        try information.finish()
        switch algorithm.oid {
        case .rsa:
            // RSAPublicKey ::= SEQUENCE { modulus, publicExponent } (RFC 8017 appendix A.1.1).
            var outer = DERReader(Array(key.dropFirst()))
            var numbers = outer.inside(try outer.next(DERTag.sequence))
            let modulus = try numbers.nextInteger().drop { $0 == 0 }
            guard let first = modulus.first else { return .rsa(bits: 0) }
            return .rsa(bits: modulus.count * 8 - first.leadingZeroBitCount)
        case .ecPublicKey:
            switch algorithm.parameters {
            case DERWriter.oid(.p256): return .p256
            case DERWriter.oid(.p384): return .p384
            case DERWriter.oid(.p521): return .p521
            default: return .other(algorithm.oid)
            }
        default: return .other(algorithm.oid)
        }
    }
}

/// The extensions of a certificate (RFC 5280 section 4.2) that seals ask about.
private struct CertificateExtensions {
    var emailAddresses: [String] = []
    var isCertificateAuthority = false
    var keyUsage: Certificate.KeyUsage?
    var extendedKeyUsage: [OID]?
    var isExtendedKeyUsageCritical = false
    var subjectKeyIdentifier: [UInt8]?
    var unknownCritical: [OID] = []

    init(reading reader: inout DERReader) throws(DERProblem) {
        guard let element = try reader.nextIfPresent(DERTag.context(3)) else { return }
        var tagged = reader.inside(element)
        var list = tagged.inside(try tagged.next(DERTag.sequence))
        var seen: Set<OID> = []
        while !list.isAtEnd {
            let start = list.position
            var entry = list.inside(try list.next(DERTag.sequence))
            let type = try entry.nextOID()
            guard seen.insert(type).inserted else {
                throw DERProblem(kind: .unexpectedElement, offset: start)
            }
            let flag = try entry.nextIfPresent(DERTag.boolean).map { entry.content($0) }
            guard flag == nil || flag == [0xFF] else {
                throw DERProblem(kind: .badValue, offset: start)
            }
            let value = entry.content(try entry.next(DERTag.octetString))
            try entry.finish()
            do {
                try DERWalk.check(value)
                let isKnown = try read(type, DERReader(value))
                if flag != nil, !isKnown { unknownCritical.append(type) }
                if flag != nil, type == .extendedKeyUsage { isExtendedKeyUsageCritical = true }
            } catch {
                // Offsets inside the value mean nothing to a reader of the file: name the extension.
                throw DERProblem(kind: error.kind, offset: start)
            }
        }
    }

    private mutating func read(_ type: OID, _ value: DERReader) throws(DERProblem) -> Bool {
        var outer = value
        switch type {
        case .basicConstraints:
            var inner = outer.inside(try outer.next(DERTag.sequence))
            isCertificateAuthority =
                try inner.nextIfPresent(DERTag.boolean).map { inner.content($0) } == [0xFF]
        case .keyUsage:
            let element = try outer.next(DERTag.bitString)
            keyUsage = Self.bits(outer.content(element))
        case .extendedKeyUsage:
            var inner = outer.inside(try outer.next(DERTag.sequence))
            var purposes: [OID] = []
            while !inner.isAtEnd { purposes.append(try inner.nextOID()) }
            extendedKeyUsage = purposes
        case .subjectKeyIdentifier:
            subjectKeyIdentifier = outer.content(try outer.next(DERTag.octetString))
        case .subjectAlternativeName:
            var names = outer.inside(try outer.next(DERTag.sequence))
            while !names.isAtEnd {
                let name = try names.next()
                // GeneralName rfc822Name is [1] IMPLICIT IA5String.
                guard name.identifier == DERTag.contextPrimitive(1) else { continue }
                emailAddresses.append(String(decoding: names.content(name), as: UTF8.self))
            }
        default: return false
        }
        return true
    }

    /// Named bits are counted from the most significant bit of the first byte after the unused count.
    private static func bits(_ content: [UInt8]) -> Certificate.KeyUsage {
        var usage: UInt16 = 0
        for (index, byte) in content.dropFirst().prefix(2).enumerated() {
            for bit in 0..<8 where byte & (0x80 >> UInt8(bit)) != 0 {
                usage |= 1 << UInt16(index * 8 + bit)
            }
        }
        return Certificate.KeyUsage(rawValue: usage)
    }
}
