/// A time-stamp token (RFC 3161 section 2.4.2) as a value: a CMS SignedData around a statement that a
/// digest existed at a time. Facts only: whether it can be relied on is decided by its reader.
package struct TimeStampToken: Hashable, Sendable {
    package let message: CMSSignature
    package let policy: OID
    package let imprintAlgorithm: AlgorithmIdentifier
    package let imprint: [UInt8]
    /// The content bytes of the INTEGER, two's complement.
    package let serialNumber: [UInt8]
    /// Seconds since 1970-01-01T00:00:00Z, a fraction of a second cut off.
    package let seconds: Int64
    /// How far the authority's clock may be wrong, in whole seconds rounded up; nil when it does not say.
    package let accuracySeconds: Int64?
    /// The content bytes of the INTEGER; nil when there is none.
    package let nonce: [UInt8]?

    package var derBytes: [UInt8] { message.derBytes }

    /// No token is larger; those with a whole chain and revocation lists have some tens of KiB.
    package static let byteLimit = 256 << 10

    /// Throws what is wrong with the bytes, of the message and of the statement within it.
    package init(
        derBytes: [UInt8], depthLimit: Int = DERWalk.depthLimit
    ) throws(DERProblem) {
        guard derBytes.count <= Self.byteLimit else {
            throw DERProblem(kind: .tooManyMembers, offset: Self.byteLimit)
        }
        message = try CMSSignature(derBytes: derBytes, depthLimit: depthLimit)
        guard message.contentType == .timeStampInformation,
            let content = message.encapsulatedContent
        else { throw DERProblem(kind: .unexpectedElement, offset: 0) }
        do throws(DERProblem) {
            try DERWalk.check(content)
            var outer = DERReader(content)
            var statement = outer.inside(try outer.next(DERTag.sequence))
            guard try statement.nextSmallInteger() == 1 else {
                throw DERProblem(kind: .badValue, offset: 0)
            }
            policy = try statement.nextOID()
            var digest = statement.inside(try statement.next(DERTag.sequence))
            imprintAlgorithm = try digest.nextAlgorithm()
            imprint = digest.content(try digest.next(DERTag.octetString))
            try digest.finish()
            serialNumber = try statement.nextInteger()
            let time = try statement.next(DERTag.generalizedTime)
            guard let seconds = Self.seconds(statement.content(time)) else {
                throw DERProblem(kind: .badValue, offset: time.whole.lowerBound)
            }
            self.seconds = seconds
            accuracySeconds = try statement.nextIfPresent(DERTag.sequence).map {
                (element: DERElement) throws(DERProblem) in
                try Self.accuracy(statement.inside(element))
            }
            if let ordering = try statement.nextIfPresent(DERTag.boolean) {
                // DER does not write the default, FALSE.
                guard statement.content(ordering) == [0xFF] else {
                    throw DERProblem(kind: .badValue, offset: ordering.whole.lowerBound)
                }
            }
            nonce = statement.nextIdentifier == DERTag.integer ? try statement.nextInteger() : nil
            _ = try statement.nextIfPresent(DERTag.context(0))
            if let extensions = try statement.nextIfPresent(DERTag.context(1)) {
                try Self.refuseCriticalExtensions(statement.inside(extensions))
            }
            try statement.finish()
        } catch {
            // Offsets inside the statement mean nothing to a reader of the token.
            throw DERProblem(kind: error.kind, offset: 0)
        }
    }

    /// GeneralizedTime with a fraction as DER allows it (RFC 3161 section 2.4.2): no trailing zero.
    private static func seconds(_ content: [UInt8]) -> Int64? {
        guard let dot = content.firstIndex(of: UInt8(ascii: ".")) else {
            return ASN1Time.seconds(identifier: DERTag.generalizedTime, content: content)
        }
        let fraction = content[(dot + 1)...].dropLast()
        guard content.last == UInt8(ascii: "Z"), let lastDigit = fraction.last,
            lastDigit != UInt8(ascii: "0"),
            fraction.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return ASN1Time.seconds(
            identifier: DERTag.generalizedTime,
            content: Array(content[..<dot]) + [UInt8(ascii: "Z")])
    }

    /// Accuracy ::= SEQUENCE { seconds INTEGER, millis [0] INTEGER, micros [1] INTEGER }, all optional.
    private static func accuracy(_ reader: DERReader) throws(DERProblem) -> Int64 {
        var reader = reader
        var seconds: Int64 = 0
        if reader.nextIdentifier == DERTag.integer {
            let start = reader.position
            let content = try reader.nextInteger()
            // Four bytes are 68 years; a clock that may be so wrong says nothing.
            guard content.count <= 4, content.first.map({ $0 < 0x80 }) == true else {
                throw DERProblem(kind: .badValue, offset: start)
            }
            seconds = content.reduce(0) { $0 << 8 | Int64($1) }
        }
        var hasFraction = false
        for tag in [DERTag.contextPrimitive(0), DERTag.contextPrimitive(1)] {
            if let element = try reader.nextIfPresent(tag) {
                let content = reader.content(element)
                guard (1...2).contains(content.count), content[0] < 0x80 else {
                    throw DERProblem(kind: .badValue, offset: element.whole.lowerBound)
                }
                if content.contains(where: { $0 != 0 }) { hasFraction = true }
            }
        }
        try reader.finish()
        return seconds + (hasFraction ? 1 : 0)
    }

    /// An extension nobody here knows may say that the statement means something else.
    private static func refuseCriticalExtensions(_ reader: DERReader) throws(DERProblem) {
        var list = reader
        while !list.isAtEnd {
            let element = try list.next(DERTag.sequence)
            var entry = list.inside(element)
            _ = try entry.nextOID()
            if try entry.nextIfPresent(DERTag.boolean) != nil {
                throw DERProblem(kind: .unexpectedElement, offset: element.whole.lowerBound)
            }
        }
    }
}
