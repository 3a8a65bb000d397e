/// Why a document was refused, and where.
package struct XMLReaderError: Error, Equatable {
    package enum Code: String, Sendable, CaseIterable {
        case tooLarge
        case notUTF8
        /// A byte order mark, or a declaration that names another encoding.
        case encodingRefused
        /// `<!`: a document type, a comment or a CDATA section.
        case markupDeclaration
        case processingInstruction
        case tagTooLong
        case tooDeep
        case tooManyElements
        /// Also a declaration of another version than 1.0.
        case notWellFormed
        /// Well-formed, but a prefix is undeclared or an attribute repeated by its expanded name.
        case namespaceNotWellFormed
    }

    package var code: Code
    /// Counted from 1; 0 when the document as a whole is meant.
    package var line: Int
    /// Lower case, no full stop.
    package var message: String

    package init(_ code: Code, line: Int, _ message: String) {
        self.code = code
        self.line = line
        self.message = message
    }
}

extension XMLReaderError: CustomStringConvertible {
    package var description: String { line > 0 ? "line \(line): \(message)" : message }
}
