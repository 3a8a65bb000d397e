/// Raw bytes of a path or a name, as text for a person.
package enum PathText {
    /// Printable text stays; everything a terminal or a reader could be fooled by is escaped:
    /// bytes that are not UTF-8 as `\xNN`, controls, line ends, invisible and direction-changing
    /// characters as `\u{NNNN}`, the backslash as `\\`. Not meant to be read back.
    package static func display(_ bytes: [UInt8]) -> String {
        if bytes.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\\") }) {
            return String(decoding: bytes, as: UTF8.self)
        }
        var text = ""
        var decoder = UTF8.ForwardParser()
        var source = bytes.makeIterator()
        var position = bytes.startIndex
        while true {
            switch decoder.parseScalar(from: &source) {
            case .valid(let encoded):
                append(UTF8.decode(encoded), to: &text)
                position += encoded.count
            case .error(let length):
                for byte in bytes[position..<min(position + length, bytes.endIndex)] {
                    let digits = String(byte, radix: 16, uppercase: true)
                    text += "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
                }
                position += length
            case .emptyInput:
                return text
            }
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse,
            .surrogate:
            text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
        case _ where scalar == "\\":
            text += "\\\\"
        default:
            text.unicodeScalars.append(scalar)
        }
    }
}
