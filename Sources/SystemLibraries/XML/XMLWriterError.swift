/// Why a document could not be written. None of these leaves half a document behind.
package enum XMLWriterError: Error, Equatable {
    /// A character XML 1.0 cannot carry, not even escaped, in text or an attribute of `element`.
    case forbiddenCharacter(Unicode.Scalar, element: String)
    /// An element or attribute name outside ASCII letters, digits, `_`, `-`, `.` and one prefix.
    case invalidName(String)
    /// Two attributes of the same name.
    case repeatedAttribute(String, element: String)
    /// Text beside child elements: indentation would become part of it.
    case mixedContent(element: String)
    /// More than one root, text outside it, none at all, or an element left open or closed twice.
    case unbalanced
}

extension XMLWriterError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .forbiddenCharacter(let scalar, let element):
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.utf8.count)) + code
            return "element \(element): character U+\(padded) cannot be written in XML; remove it"
        case .invalidName(let name):
            return "\"\(name)\" is no name for an XML element or attribute"
        case .repeatedAttribute(let name, let element):
            return "element \(element): attribute \(name) is given twice"
        case .mixedContent(let element):
            return "element \(element): text and child elements cannot be mixed"
        case .unbalanced:
            return "the XML document does not have exactly one root with every element closed"
        }
    }
}
