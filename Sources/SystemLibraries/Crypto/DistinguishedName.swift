/// Who a certificate names: the attributes of an X.501 name in their written order, with the exact
/// bytes, because names are compared as bytes and never by reading them.
package struct DistinguishedName: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package let type: OID
        /// The text as written, or `#` and hexadecimal when it is in no known string type.
        package let text: String
    }

    package let attributes: [Attribute]
    /// The whole Name element in DER.
    package let derBytes: [UInt8]

    /// `CN=…, O=…` in the written order; commas, equals signs and backslashes in values are escaped.
    /// Control and direction characters stay: whoever prints it makes them harmless.
    package var oneLine: String {
        attributes.map { attribute in
            var value = ""
            for scalar in attribute.text.unicodeScalars {
                if scalar == "," || scalar == "=" || scalar == "\\" || scalar == "+" {
                    value.append("\\")
                }
                value.unicodeScalars.append(scalar)
            }
            return "\(Self.label(attribute.type))=\(value)"
        }.joined(separator: ", ")
    }

    private static func label(_ type: OID) -> String {
        switch type {
        case .commonName: "CN"
        case .organizationName: "O"
        case .organizationalUnitName: "OU"
        case .countryName: "C"
        case .emailAddress: "emailAddress"
        default: type.description
        }
    }

    /// Name ::= SEQUENCE OF SET OF SEQUENCE { type, value } (RFC 5280 section 4.1.2.4).
    init(reading reader: inout DERReader) throws(DERProblem) {
        let element = try reader.next(DERTag.sequence)
        var attributes: [Attribute] = []
        var relativeNames = reader.inside(element)
        while !relativeNames.isAtEnd {
            var pairs = relativeNames.inside(try relativeNames.next(DERTag.set))
            while !pairs.isAtEnd {
                var pair = pairs.inside(try pairs.next(DERTag.sequence))
                let type = try pair.nextOID()
                let value = try pair.next()
                try pair.finish()
                attributes.append(
                    Attribute(type: type, text: Self.text(value.identifier, pair.content(value))))
            }
        }
        self.attributes = attributes
        derBytes = reader.whole(element)
    }

    /// The text of a DirectoryString or one of the older string types (RFC 5280 section 4.1.2.4).
    private static func text(_ identifier: UInt8, _ content: [UInt8]) -> String {
        switch identifier {
        case DERTag.utf8String:
            if let text = String(validating: content, as: UTF8.self) { return text }
        case 0x12, 0x13, DERTag.ia5String, 0x1A:
            if content.allSatisfy({ $0 < 0x80 }) { return String(decoding: content, as: UTF8.self) }
        case 0x14:
            // TeletexString: in practice Latin 1.
            return String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
        case 0x1E where content.count % 2 == 0:
            let units = stride(from: 0, to: content.count, by: 2).map {
                UInt16(content[$0]) << 8 | UInt16(content[$0 + 1])
            }
            if let text = String(validating: units, as: UTF16.self) { return text }
        default: break
        }
        return "#" + content.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
