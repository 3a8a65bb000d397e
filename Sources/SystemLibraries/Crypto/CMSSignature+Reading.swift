import CLibCrypto

extension CMSSignature {
    /// Reads a SignedData after the walk over its DER. Throws what is wrong with the bytes; a caller
    /// that judges seals makes a finding of it.
    package init(
        derBytes bytes: [UInt8], depthLimit: Int = DERWalk.depthLimit
    ) throws(DERProblem) {
        // PEM, for one: a walk would call everything behind its first line "trailing".
        guard bytes.isEmpty || bytes.first == DERTag.sequence else {
            throw DERProblem(kind: .unexpectedElement, offset: 0)
        }
        try DERWalk.check(bytes, depthLimit: depthLimit)
        derBytes = bytes
        // ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT } (RFC 5652 section 3).
        var outer = DERReader(bytes)
        var information = outer.inside(try outer.next(DERTag.sequence))
        guard try information.nextOID() == .signedData else {
            throw DERProblem(kind: .unexpectedElement, offset: information.position)
        }
        var tagged = information.inside(try information.next(DERTag.context(0)))
        try information.finish()
        // SignedData (section 5.1).
        let whole = try tagged.next(DERTag.sequence)
        var signed = tagged.inside(whole)
        try tagged.finish()
        version = try signed.nextSmallInteger()
        var algorithms = signed.inside(try signed.next(DERTag.set))
        var found: [AlgorithmIdentifier] = []
        while !algorithms.isAtEnd {
            found.append(try algorithms.nextAlgorithm())
            try algorithms.demand(found.count <= Self.memberLimit)
        }
        digestAlgorithms = found
        var content = signed.inside(try signed.next(DERTag.sequence))
        contentType = try content.nextOID()
        if let element = try content.nextIfPresent(DERTag.context(0)) {
            var inner = content.inside(element)
            encapsulatedContent = inner.content(try inner.next(DERTag.octetString))
            try inner.finish()
        } else {
            encapsulatedContent = nil
        }
        try content.finish()
        var certificates: [[UInt8]] = []
        var others = 0
        if let element = try signed.nextIfPresent(DERTag.context(0)) {
            var list = signed.inside(element)
            while !list.isAtEnd {
                let certificate = try list.next()
                try list.demand(certificates.count + others < Self.memberLimit)
                if certificate.identifier == DERTag.sequence {
                    certificates.append(list.whole(certificate))
                } else {
                    others += 1
                }
            }
        }
        self.certificates = certificates
        otherCertificateCount = others
        if let element = try signed.nextIfPresent(DERTag.context(1)) {
            hasRevocationLists = true
            var lists = signed.inside(element)
            try lists.demand(try lists.rest().count <= Self.memberLimit)
        } else {
            hasRevocationLists = false
        }
        let start = signed.position
        var list = signed.inside(try signed.next(DERTag.set))
        try signed.finish()
        bytesBeforeSigners = Array(bytes[whole.content.lowerBound..<start])
        var signers: [CMSSigner] = []
        while !list.isAtEnd {
            signers.append(try CMSSigner(reading: &list))
            try list.demand(signers.count <= Self.memberLimit)
        }
        self.signers = signers
    }

    /// True when libcrypto reads the bytes and writes the same bytes again. It reads BER too, so a
    /// difference means two spellings of one signature.
    package func isReencodedIdentically() throws(CryptoError) -> Bool {
        guard let message = try? libCryptoObject() else { return false }
        let again = try unsafe [UInt8](
            encodedBy: { unsafe i2d_CMS_ContentInfo(message.pointer, $0) },
            "writing the signature")
        return again == derBytes
    }

    /// The same message inside libcrypto, freshly read: a verification leaves traces in it.
    func libCryptoObject() throws(CryptoError) -> LibCryptoObject {
        LibCrypto.start()
        ERR_clear_error()
        let message = unsafe derBytes.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return unsafe d2i_CMS_ContentInfo(nil, &cursor, bytes.count)
        }
        return try unsafe LibCryptoObject("reading the signature", message) {
            unsafe CMS_ContentInfo_free($0)
        }
    }
}

extension CMSSigner {
    /// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, signedAttrs [0], signatureAlgorithm,
    /// signature, unsignedAttrs [1] } (RFC 5652 section 5.3).
    fileprivate init(reading list: inout DERReader) throws(DERProblem) {
        let element = try list.next(DERTag.sequence)
        derBytes = list.whole(element)
        var reader = list.inside(element)
        version = try reader.nextSmallInteger()
        if let element = try reader.nextIfPresent(DERTag.contextPrimitive(0)) {
            identifier = .subjectKeyIdentifier(reader.content(element))
        } else {
            var name = reader.inside(try reader.next(DERTag.sequence))
            let issuer = name.whole(try name.next(DERTag.sequence))
            let serial = try name.nextInteger()
            try name.finish()
            identifier = .issuerAndSerialNumber(issuer: issuer, serial: serial)
        }
        digestAlgorithm = try reader.nextAlgorithm()
        signedAttributes = try Self.attributes(&reader, DERTag.context(0))
        signatureAlgorithm = try reader.nextAlgorithm()
        signature = reader.content(try reader.next(DERTag.octetString))
        unsignedAttributes = try Self.attributes(&reader, DERTag.context(1))
        try reader.finish()
    }

    private static func attributes(
        _ reader: inout DERReader, _ identifier: UInt8
    ) throws(DERProblem) -> [CMSAttribute] {
        guard let element = try reader.nextIfPresent(identifier) else { return [] }
        var list = reader.inside(element)
        var attributes: [CMSAttribute] = []
        while !list.isAtEnd {
            var attribute = list.inside(try list.next(DERTag.sequence))
            let type = try attribute.nextOID()
            var values = attribute.inside(try attribute.next(DERTag.set))
            try attribute.finish()
            let elements = try values.rest()
            attributes.append(CMSAttribute(type: type, values: elements.map { values.whole($0) }))
            try list.demand(
                attributes.count <= CMSSignature.memberLimit
                    && elements.count <= CMSSignature.memberLimit)
        }
        return attributes
    }
}
