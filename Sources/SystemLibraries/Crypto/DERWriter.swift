/// Builds DER from the inside out: each function gives one whole element.
enum DERWriter {
    static func element(_ identifier: UInt8, _ content: [UInt8]) -> [UInt8] {
        var bytes = [identifier]
        if content.count < 0x80 {
            bytes.append(UInt8(content.count))
        } else {
            var octets: [UInt8] = []
            var remaining = content.count
            while remaining > 0 {
                octets.append(UInt8(truncatingIfNeeded: remaining))
                remaining >>= 8
            }
            bytes.append(0x80 | UInt8(octets.count))
            bytes.append(contentsOf: octets.reversed())
        }
        return bytes + content
    }

    static func sequence(_ elements: [UInt8]...) -> [UInt8] {
        element(DERTag.sequence, elements.flatMap { $0 })
    }

    static func set(_ elements: [UInt8]...) -> [UInt8] {
        element(DERTag.set, elements.flatMap { $0 })
    }

    static func oid(_ oid: OID) -> [UInt8] { element(DERTag.objectIdentifier, oid.content) }

    /// A positive number given by its bytes, most significant first.
    static func positiveInteger(_ magnitude: [UInt8]) -> [UInt8] {
        var content = Array(magnitude.drop { $0 == 0 })
        if content.first.map({ $0 >= 0x80 }) ?? true { content.insert(0, at: 0) }
        return element(DERTag.integer, content)
    }

    static func octetString(_ bytes: [UInt8]) -> [UInt8] { element(DERTag.octetString, bytes) }

    static func bitString(_ bytes: [UInt8], unusedBits: UInt8 = 0) -> [UInt8] {
        element(DERTag.bitString, [unusedBits] + bytes)
    }

    static func utf8String(_ text: String) -> [UInt8] {
        element(DERTag.utf8String, Array(text.utf8))
    }

    static let `true`: [UInt8] = [DERTag.boolean, 0x01, 0xFF]
}
