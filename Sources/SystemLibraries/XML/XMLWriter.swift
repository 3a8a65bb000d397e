/// Writes one XML 1.0 document in UTF-8 to memory, the same bytes for the same calls: a
/// declaration, two spaces of indentation, LF, attributes in the order given, LF at the end.
///
/// An element holds text or elements, never both. What XML cannot carry is an error. The document
/// grows in one buffer, because a hundred thousand files are listed in it three times; libxml2's
/// writer takes more than twice as long, and escapes the same.
///
///     var writer = XMLWriter()
///     try writer.element("order", [("number", "287340516001029481")]) { order in
///         try order.element("total", text: "38500.00 USD")
///     }
///     let bytes = try writer.finish()
package struct XMLWriter: ~Copyable {
    private var bytes: [UInt8]
    private var open: [OpenElement] = []
    private var hasRoot = false

    /// Starts the document with `<?xml version="1.0" encoding="UTF-8"?>`.
    package init() {
        bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    }

    /// Opens an element. A default namespace is an attribute like any other: `("xmlns", "urn:…")`.
    package mutating func start(
        _ name: String, _ attributes: [(String, String)] = []
    ) throws(XMLWriterError) {
        guard XMLCharacters.allowsName(name) else { throw .invalidName(name) }
        if let parent = open.indices.last {
            guard !open[parent].hasText else { throw .mixedContent(element: open[parent].name) }
            closeTag()
            open[parent].hasElements = true
            breakLine()
        } else {
            guard !hasRoot else { throw .unbalanced }
            hasRoot = true
        }
        open.append(OpenElement(name: name))
        bytes.append(UInt8(ascii: "<"))
        bytes.append(contentsOf: name.utf8)
        for (index, (key, value)) in attributes.enumerated() {
            guard XMLCharacters.allowsName(key) else { throw .invalidName(key) }
            guard !attributes[..<index].contains(where: { $0.0 == key }) else {
                throw .repeatedAttribute(key, element: name)
            }
            bytes.append(UInt8(ascii: " "))
            bytes.append(contentsOf: key.utf8)
            bytes.append(contentsOf: "=\"".utf8)
            try append(value, in: name, isAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    /// Adds text to the innermost open element. Empty text changes nothing.
    package mutating func text(_ content: String) throws(XMLWriterError) {
        guard !content.utf8.isEmpty else { return }
        guard let innermost = open.indices.last else { throw .unbalanced }
        let name = open[innermost].name
        guard !open[innermost].hasElements else { throw .mixedContent(element: name) }
        closeTag()
        open[innermost].hasText = true
        try append(content, in: name, isAttribute: false)
    }

    /// Closes the innermost open element; without content it becomes `<name/>`.
    package mutating func end() throws(XMLWriterError) {
        guard let element = open.popLast() else { throw .unbalanced }
        if element.hasElements { breakLine() }
        if element.hasElements || element.hasText {
            bytes.append(contentsOf: "</".utf8)
            bytes.append(contentsOf: element.name.utf8)
            bytes.append(UInt8(ascii: ">"))
        } else {
            bytes.append(contentsOf: "/>".utf8)
        }
    }

    /// An element with text, or empty.
    package mutating func element(
        _ name: String, _ attributes: [(String, String)] = [], text content: String = ""
    ) throws(XMLWriterError) {
        try start(name, attributes)
        try text(content)
        try end()
    }

    /// An element with the children that `children` writes.
    package mutating func element(
        _ name: String, _ attributes: [(String, String)] = [],
        children: (inout XMLWriter) throws -> Void
    ) throws {
        try start(name, attributes)
        let depth = open.count
        try children(&self)
        guard open.count == depth else { throw XMLWriterError.unbalanced }
        try end()
    }

    /// Writes an element of a pattern; `appendValue` appends the value of a number, from 0. False, and nothing
    /// is written, when one of them has no place in it: then the element is to be written like any other.
    package mutating func element(
        like pattern: XMLPattern, _ appendValue: (Int, inout [UInt8]) -> Void
    ) throws(XMLWriterError) -> Bool {
        guard open.count == pattern.depth, let parent = open.indices.last else { throw .unbalanced }
        guard !open[parent].hasText else { throw .mixedContent(element: open[parent].name) }
        closeTag()
        open[parent].hasElements = true
        let start = bytes.count
        for (index, piece) in pattern.pieces.enumerated() {
            if index > 0 {
                let valueStart = bytes.count
                appendValue(index - 1, &bytes)
                guard bytes.count > valueStart,
                    bytes[valueStart...].allSatisfy(XMLCharacters.isPlain)
                else {
                    bytes.removeLast(bytes.count - start)
                    return false
                }
            }
            bytes.append(contentsOf: piece)
        }
        return true
    }

    /// Takes room for so many bytes more, for those who know how long the document will be.
    package mutating func reserve(_ byteCount: Int) {
        bytes.reserveCapacity(bytes.count + byteCount)
    }

    /// The whole document. Every element must be closed.
    package consuming func finish() throws(XMLWriterError) -> [UInt8] {
        guard hasRoot, open.isEmpty else { throw .unbalanced }
        bytes.append(UInt8(ascii: "\n"))
        return bytes
    }

    private struct OpenElement {
        var name: String
        var hasText = false
        var hasElements = false
    }

    /// Ends the start tag of the innermost element, once, before its first content.
    private mutating func closeTag() {
        guard let element = open.last, !element.hasText, !element.hasElements else { return }
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        for _ in open { bytes.append(contentsOf: "  ".utf8) }
    }

    /// Escapes what would end a text or an attribute, and what a reader would normalise: line ends
    /// and, in attributes, tabs (XML 1.0, 2.11 and 3.3.3).
    private mutating func append(
        _ content: String, in name: String, isAttribute: Bool
    ) throws(XMLWriterError) {
        if content.utf8.allSatisfy(XMLCharacters.isPlain) {
            bytes.append(contentsOf: content.utf8)
            return
        }
        for scalar in content.unicodeScalars where !XMLCharacters.allows(scalar) {
            throw .forbiddenCharacter(scalar, element: name)
        }
        for byte in content.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            case 0x0D: bytes.append(contentsOf: "&#13;".utf8)
            case 0x0A where isAttribute: bytes.append(contentsOf: "&#10;".utf8)
            case 0x09 where isAttribute: bytes.append(contentsOf: "&#9;".utf8)
            default: bytes.append(byte)
            }
        }
    }

}
