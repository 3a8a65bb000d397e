/// What is wrong with bytes that should be DER (X.690 section 10), and at which byte.
package struct DERProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable {
        case truncated = "the bytes end inside an element"
        case indefiniteLength = "an element has no definite length"
        case longLength = "a length is not written in its shortest form"
        case hugeTag = "an element has a tag number above 30"
        case tooDeep = "elements are nested too deeply"
        case trailingBytes = "bytes follow the outer element"
        case unexpectedElement = "an element is not the one that belongs here"
        case tooManyMembers = "a list has more members than any signature needs"
        case badValue = "a value is not written as DER writes it"
    }

    package let kind: Kind
    package let offset: Int

    package var description: String { "\(kind.rawValue), at byte \(offset)" }
}

/// One element: its identifier octet and where it stands in the bytes it was read from.
struct DERElement {
    let identifier: UInt8
    let whole: Range<Int>
    let content: Range<Int>

    var isConstructed: Bool { identifier & 0x20 != 0 }
}

/// Reads DER elements one after the other from a part of some bytes. Every length is checked against
/// that part before it is used; nothing is copied until asked for.
struct DERReader {
    let bytes: [UInt8]
    private(set) var position: Int
    let end: Int

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = 0
        end = bytes.count
    }

    /// A reader of the content of `element`.
    func inside(_ element: DERElement) -> DERReader {
        DERReader(bytes: bytes, position: element.content.lowerBound, end: element.content.upperBound)
    }

    private init(bytes: [UInt8], position: Int, end: Int) {
        self.bytes = bytes
        self.position = position
        self.end = end
    }

    var isAtEnd: Bool { position >= end }

    /// Throws `tooManyMembers` at this place unless a list is within its limit.
    func demand(_ isWithinLimit: Bool) throws(DERProblem) {
        guard isWithinLimit else { throw DERProblem(kind: .tooManyMembers, offset: position) }
    }

    /// The identifier of the next element, without reading it.
    var nextIdentifier: UInt8? { position < end ? bytes[position] : nil }

    mutating func next() throws(DERProblem) -> DERElement {
        let start = position
        guard start < end else { throw DERProblem(kind: .truncated, offset: start) }
        let identifier = bytes[start]
        guard identifier & 0x1F != 0x1F else { throw DERProblem(kind: .hugeTag, offset: start) }
        var cursor = start + 1
        guard cursor < end else { throw DERProblem(kind: .truncated, offset: start) }
        var length = Int(bytes[cursor])
        cursor += 1
        if length == 0x80 { throw DERProblem(kind: .indefiniteLength, offset: start) }
        if length > 0x80 {
            let octets = length & 0x7F
            guard octets <= 4 else { throw DERProblem(kind: .truncated, offset: start) }
            guard octets <= end - cursor else { throw DERProblem(kind: .truncated, offset: start) }
            length = 0
            for _ in 0..<octets {
                length = length << 8 | Int(bytes[cursor])
                cursor += 1
            }
            let shortest = length < 0x80 ? 0 : (length.bitWidth - length.leadingZeroBitCount + 7) / 8
            guard shortest == octets else { throw DERProblem(kind: .longLength, offset: start) }
        }
        guard length <= end - cursor else { throw DERProblem(kind: .truncated, offset: start) }
        position = cursor + length
        return DERElement(
            identifier: identifier, whole: start..<position, content: cursor..<position)
    }

    mutating func next(_ identifier: UInt8) throws(DERProblem) -> DERElement {
        let start = position
        let element = try next()
        guard element.identifier == identifier else {
            throw DERProblem(kind: .unexpectedElement, offset: start)
        }
        return element
    }

    mutating func nextIfPresent(_ identifier: UInt8) throws(DERProblem) -> DERElement? {
        nextIdentifier == identifier ? try next() : nil
    }

    /// Every element left, in order.
    mutating func rest() throws(DERProblem) -> [DERElement] {
        var elements: [DERElement] = []
        while !isAtEnd { elements.append(try next()) }
        return elements
    }

    func finish() throws(DERProblem) {
        guard isAtEnd else { throw DERProblem(kind: .unexpectedElement, offset: position) }
    }

    func content(_ element: DERElement) -> [UInt8] { Array(bytes[element.content]) }

    func whole(_ element: DERElement) -> [UInt8] { Array(bytes[element.whole]) }

    mutating func nextOID() throws(DERProblem) -> OID {
        let element = try next(DERTag.objectIdentifier)
        let content = content(element)
        var startsArc = true
        for byte in content {
            guard !(startsArc && byte == 0x80) else {
                throw DERProblem(kind: .badValue, offset: element.whole.lowerBound)
            }
            startsArc = byte & 0x80 == 0
        }
        guard !content.isEmpty, startsArc else {
            throw DERProblem(kind: .badValue, offset: element.whole.lowerBound)
        }
        return OID(content: content)
    }

    /// The content bytes of an INTEGER in their shortest form, two's complement, most significant first.
    mutating func nextInteger() throws(DERProblem) -> [UInt8] {
        let element = try next(DERTag.integer)
        let content = content(element)
        guard let first = content.first else {
            throw DERProblem(kind: .badValue, offset: element.whole.lowerBound)
        }
        if content.count > 1 {
            let second = content[1]
            guard !(first == 0 && second < 0x80), !(first == 0xFF && second >= 0x80) else {
                throw DERProblem(kind: .badValue, offset: element.whole.lowerBound)
            }
        }
        return content
    }

    /// A version or another count between 0 and 127.
    mutating func nextSmallInteger() throws(DERProblem) -> Int {
        let start = position
        let content = try nextInteger()
        guard content.count == 1, let value = content.first, value < 0x80 else {
            throw DERProblem(kind: .badValue, offset: start)
        }
        return Int(value)
    }

    /// AlgorithmIdentifier ::= SEQUENCE { algorithm, parameters OPTIONAL } (RFC 5280 section 4.1.1.2).
    mutating func nextAlgorithm() throws(DERProblem) -> AlgorithmIdentifier {
        var inner = inside(try next(DERTag.sequence))
        let oid = try inner.nextOID()
        let parameters = inner.isAtEnd ? nil : inner.whole(try inner.next())
        try inner.finish()
        return AlgorithmIdentifier(oid: oid, parameters: parameters)
    }
}

/// The identifier octets used in certificates and signatures (X.690 section 8.1.2).
enum DERTag {
    static let boolean: UInt8 = 0x01
    static let integer: UInt8 = 0x02
    static let bitString: UInt8 = 0x03
    static let octetString: UInt8 = 0x04
    static let null: UInt8 = 0x05
    static let objectIdentifier: UInt8 = 0x06
    static let utf8String: UInt8 = 0x0C
    static let ia5String: UInt8 = 0x16
    static let utcTime: UInt8 = 0x17
    static let generalizedTime: UInt8 = 0x18
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31

    /// [n] constructed: an explicit tag, or an implicit one on a SEQUENCE or SET.
    static func context(_ number: UInt8) -> UInt8 { 0xA0 | number }
    /// [n] primitive: an implicit tag on a string.
    static func contextPrimitive(_ number: UInt8) -> UInt8 { 0x80 | number }
}
