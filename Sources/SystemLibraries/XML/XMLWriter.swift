import CLibXML2

/// Writes one XML 1.0 document in UTF-8 to memory, the same bytes for the same calls: a
/// declaration, two spaces of indentation, LF, attributes in the order given, LF at the end.
///
/// An element holds text or elements, never both. Escapes are libxml2's; what XML cannot carry is
/// an error here, because libxml2 would write it and leave the document ill-formed.
///
///     var writer = try XMLWriter()
///     try writer.element("order", [("number", "287340516001029481")]) { order in
///         try order.element("total", text: "38500.00 USD")
///     }
///     let bytes = try writer.finish()
@safe package struct XMLWriter: ~Copyable {
    private let handle: TextWriterHandle
    private var open: [OpenElement] = []
    private var hasRoot = false

    /// Starts the document with `<?xml version="1.0" encoding="UTF-8"?>`.
    package init() throws(XMLWriterError) {
        XMLLibrary.prepare()
        handle = try TextWriterHandle()
    }

    /// Opens an element. A default namespace is an attribute like any other: `("xmlns", "urn:…")`.
    package mutating func start(
        _ name: String, _ attributes: [(String, String)] = []
    ) throws(XMLWriterError) {
        guard XMLCharacters.allowsName(name) else { throw .invalidName(name) }
        if let parent = open.indices.last {
            guard !open[parent].hasText else { throw .mixedContent(element: open[parent].name) }
            open[parent].hasElements = true
            try breakLine()
        } else {
            guard !hasRoot else { throw .unbalanced }
            hasRoot = true
        }
        open.append(OpenElement(name: name))
        try check(unsafe xmlTextWriterStartElement(handle.writer, name))
        for (index, (key, value)) in attributes.enumerated() {
            guard XMLCharacters.allowsName(key) else { throw .invalidName(key) }
            guard !attributes[..<index].contains(where: { $0.0 == key }) else {
                throw .repeatedAttribute(key, element: name)
            }
            try refuseForbidden(value, in: name)
            try check(unsafe xmlTextWriterWriteAttribute(handle.writer, key, value))
        }
    }

    /// Adds text to the innermost open element. Empty text changes nothing.
    package mutating func text(_ content: String) throws(XMLWriterError) {
        guard !content.utf8.isEmpty else { return }
        guard let innermost = open.indices.last else { throw .unbalanced }
        let name = open[innermost].name
        guard !open[innermost].hasElements else { throw .mixedContent(element: name) }
        try refuseForbidden(content, in: name)
        open[innermost].hasText = true
        try check(unsafe xmlTextWriterWriteString(handle.writer, content))
    }

    /// Closes the innermost open element; without content it becomes `<name/>`.
    package mutating func end() throws(XMLWriterError) {
        guard let element = open.popLast() else { throw .unbalanced }
        if element.hasElements { try breakLine() }
        try check(unsafe xmlTextWriterEndElement(handle.writer))
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

    /// The whole document. Every element must be closed.
    package consuming func finish() throws(XMLWriterError) -> [UInt8] {
        guard hasRoot, open.isEmpty else { throw .unbalanced }
        try check(unsafe xmlTextWriterEndDocument(handle.writer))
        try check(unsafe xmlTextWriterFlush(handle.writer))
        return handle.bytes()
    }

    private struct OpenElement {
        var name: String
        var hasText = false
        var hasElements = false
    }

    /// libxml2's own indentation depends on what it saw before; ours on the depth alone.
    private func breakLine() throws(XMLWriterError) {
        let indentation = "\n" + String(repeating: "  ", count: open.count)
        try check(unsafe xmlTextWriterWriteRaw(handle.writer, indentation))
    }

    private func refuseForbidden(_ content: String, in name: String) throws(XMLWriterError) {
        if content.utf8.allSatisfy({ (0x20..<0x80).contains($0) }) { return }
        for scalar in content.unicodeScalars where !XMLCharacters.allows(scalar) {
            throw .forbiddenCharacter(scalar, element: name)
        }
    }

    private func check(_ status: Int32) throws(XMLWriterError) {
        guard status >= 0 else { throw .library(element: open.last?.name ?? "(document)") }
    }
}

/// libxml2's writer and the buffer it fills. Not private: a stored private noncopyable type does not
/// link in release builds with testing enabled (Swift 6.3.1).
@safe struct TextWriterHandle: ~Copyable {
    let writer: xmlTextWriterPtr
    private let buffer: xmlBufferPtr

    init() throws(XMLWriterError) {
        guard let buffer = unsafe xmlBufferCreate() else { throw .library(element: "(document)") }
        guard let writer = unsafe xmlNewTextWriterMemory(buffer, 0) else {
            unsafe xmlBufferFree(buffer)
            throw .library(element: "(document)")
        }
        guard unsafe xmlTextWriterStartDocument(writer, "1.0", "UTF-8", nil) >= 0 else {
            unsafe xmlFreeTextWriter(writer)
            unsafe xmlBufferFree(buffer)
            throw .library(element: "(document)")
        }
        unsafe self.buffer = buffer
        unsafe self.writer = writer
    }

    deinit {
        unsafe xmlFreeTextWriter(writer)
        unsafe xmlBufferFree(buffer)
    }

    func bytes() -> [UInt8] {
        guard let start = unsafe xmlBufferContent(buffer) else { return [] }
        return unsafe Array(
            UnsafeBufferPointer(start: start, count: Int(xmlBufferLength(buffer))))
    }
}
