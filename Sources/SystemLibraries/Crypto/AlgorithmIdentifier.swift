/// An algorithm with its parameters as they were written, nil when absent.
package struct AlgorithmIdentifier: Hashable, Sendable {
    package let oid: OID
    package let parameters: [UInt8]?

    package init(oid: OID, parameters: [UInt8]?) {
        self.oid = oid
        self.parameters = parameters
    }

    /// True when the parameters are absent, or NULL as older writers put it.
    package var hasNoParameters: Bool { parameters == nil || parameters == [0x05, 0x00] }

    /// The digest of RSASSA-PSS parameters (RFC 4055 section 3.1) whose mask generation uses the same
    /// digest and whose salt is at least as long as it. Nil for any other parameters: the defaults mean
    /// SHA-1.
    package var pssHash: HashAlgorithm? {
        guard oid == .rsaPSS, let parameters else { return nil }
        var outer = DERReader(parameters)
        return try? Self.pssHash(&outer)
    }

    private static func pssHash(_ outer: inout DERReader) throws(DERProblem) -> HashAlgorithm? {
        var fields = outer.inside(try outer.next(DERTag.sequence))
        var tagged = fields.inside(try fields.next(DERTag.context(0)))
        let digest = try tagged.nextAlgorithm()
        var mask = fields.inside(try fields.next(DERTag.context(1)))
        let generation = try mask.nextAlgorithm()
        var salt = fields.inside(try fields.next(DERTag.context(2)))
        let saltByteCount = try salt.nextInteger().reduce(0) { min($0, 0xFFFF) << 8 | Int($1) }
        try fields.finish()
        guard let hash = HashAlgorithm(digest.oid), digest.hasNoParameters,
            generation.oid == .maskGeneration1, let inner = generation.parameters,
            saltByteCount >= hash.byteCount
        else { return nil }
        var masked = DERReader(inner)
        var inside = masked.inside(try masked.next(DERTag.sequence))
        let maskDigest = try inside.nextOID()
        return maskDigest == digest.oid ? hash : nil
    }
}
