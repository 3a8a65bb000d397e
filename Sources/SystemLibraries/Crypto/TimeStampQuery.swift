/// What is asked of a time-stamp authority (RFC 3161 section 2.4.1): a digest, a nonce, and the
/// authority's certificate along with the answer. It says nothing of what the digest is of.
package struct TimeStampQuery: Hashable, Sendable {
    package let imprintAlgorithm: HashAlgorithm
    package let imprint: [UInt8]
    /// The content bytes of the INTEGER.
    package let nonce: [UInt8]

    /// Bytes of a fresh nonce: 128 bits cannot be guessed and do not meet by chance.
    package static let nonceByteCount = 16

    /// No query is larger; ours has less than 100 bytes.
    package static let byteLimit = 4 << 10

    /// A question about `bytes`, with a fresh nonce.
    package init(over bytes: [UInt8]) throws(CryptoError) {
        imprintAlgorithm = .sha256
        imprint = try HashAlgorithm.sha256.digest(of: bytes)
        var nonce = try RandomBytes.make(Self.nonceByteCount)
        // Positive and in its shortest form whatever the rest is.
        nonce[0] = nonce[0] & 0x7F | 0x40
        self.nonce = nonce
    }

    /// Reads a query as `derBytes` writes it: with a nonce, without a policy or extensions.
    package init(derBytes bytes: [UInt8]) throws(DERProblem) {
        guard bytes.count <= Self.byteLimit else {
            throw DERProblem(kind: .tooManyMembers, offset: Self.byteLimit)
        }
        try DERWalk.check(bytes)
        var outer = DERReader(bytes)
        var query = outer.inside(try outer.next(DERTag.sequence))
        guard try query.nextSmallInteger() == 1 else {
            throw DERProblem(kind: .badValue, offset: query.position)
        }
        var digest = query.inside(try query.next(DERTag.sequence))
        let algorithm = try digest.nextAlgorithm()
        imprint = digest.content(try digest.next(DERTag.octetString))
        try digest.finish()
        guard algorithm.hasNoParameters, let hash = HashAlgorithm(algorithm.oid),
            imprint.count == hash.byteCount
        else { throw DERProblem(kind: .badValue, offset: digest.position) }
        imprintAlgorithm = hash
        nonce = try query.nextInteger()
        _ = try query.nextIfPresent(DERTag.boolean)
        try query.finish()
    }

    package var derBytes: [UInt8] {
        DERWriter.sequence(
            DERWriter.element(DERTag.integer, [1]),
            DERWriter.sequence(
                DERWriter.sequence(DERWriter.oid(imprintAlgorithm.oid), [DERTag.null, 0]),
                DERWriter.octetString(imprint)),
            DERWriter.element(DERTag.integer, nonce), DERWriter.true)
    }
}

/// What a time-stamp authority answers (RFC 3161 section 2.4.2).
package enum TimeStampReply: Hashable, Sendable {
    case granted(TimeStampToken)
    /// The PKIStatus, not 0 or 1, and the authority's own words.
    case refused(status: Int, words: [String])

    /// No reply is larger.
    package static let byteLimit = 1 << 20

    package init(derBytes bytes: [UInt8]) throws(DERProblem) {
        guard bytes.count <= Self.byteLimit else {
            throw DERProblem(kind: .tooManyMembers, offset: Self.byteLimit)
        }
        guard bytes.isEmpty || bytes.first == DERTag.sequence else {
            throw DERProblem(kind: .unexpectedElement, offset: 0)
        }
        try DERWalk.check(bytes)
        var outer = DERReader(bytes)
        var reply = outer.inside(try outer.next(DERTag.sequence))
        var information = reply.inside(try reply.next(DERTag.sequence))
        let status = try information.nextSmallInteger()
        var words: [String] = []
        if let texts = try information.nextIfPresent(DERTag.sequence) {
            var list = information.inside(texts)
            while !list.isAtEnd {
                let text = try list.next(DERTag.utf8String)
                words.append(String(decoding: list.content(text), as: UTF8.self))
            }
        }
        guard status <= 1 else {
            self = .refused(status: status, words: words)
            return
        }
        let token = reply.whole(try reply.next(DERTag.sequence))
        try reply.finish()
        self = .granted(try TimeStampToken(derBytes: token))
    }
}

extension HashAlgorithm {
    package var oid: OID {
        switch self {
        case .sha256: .sha256
        case .sha384: .sha384
        case .sha512: .sha512
        }
    }
}
