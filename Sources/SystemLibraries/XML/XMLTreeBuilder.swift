import CLibXML2

/// Turns libxml2's SAX2 events into a tree of values. One per document.
@safe final class XMLTreeBuilder {
    /// Set for the length of the parse only; used to ask for the line and to stop.
    var context: xmlParserCtxtPtr?
    /// The document so far.
    private(set) var tree: XMLTree
    /// True when the root was closed.
    private(set) var isComplete = false
    /// A limit of ours that the document passed.
    private(set) var failure: XMLReaderError?
    /// The first trouble libxml2 named.
    private(set) var firstProblem: (line: Int, message: String)?

    private let limits: XMLReader.Limits
    private var open: [Int] = []
    private var elementCount = 0
    /// Text of the innermost element not yet stored: libxml2 delivers it in pieces, cut at
    /// references and blocks.
    private var pendingText: [UInt8] = []
    private var words: [UnsafePointer<xmlChar>: Int32] = unsafe [:]

    init(limits: XMLReader.Limits, documentByteCount: Int) {
        self.limits = limits
        tree = XMLTree(documentByteCount: documentByteCount)
    }

    /// SAX2 handlers that find their builder in the user pointer.
    static func callbacks() -> xmlSAXHandler {
        var handlers = unsafe xmlSAXHandler()
        unsafe handlers.initialized = XML_SAX2_MAGIC
        unsafe handlers.startElementNs = { user, name, _, namespace, _, _, count, _, attributes in
            unsafe XMLTreeBuilder.of(user)?.startElement(name, namespace, Int(count), attributes)
        }
        unsafe handlers.endElementNs = { user, _, _, _ in
            unsafe XMLTreeBuilder.of(user)?.endElement()
        }
        unsafe handlers.characters = { user, start, count in
            unsafe XMLTreeBuilder.of(user)?.characters(start, Int(count))
        }
        unsafe handlers.ignorableWhitespace = { user, start, count in
            unsafe XMLTreeBuilder.of(user)?.characters(start, Int(count))
        }
        // The byte scan has refused these already; should it ever be wrong, nothing gets through.
        unsafe handlers.internalSubset = { user, _, _, _ in
            unsafe XMLTreeBuilder.of(user)?.stop(
                .markupDeclaration, "a document type is not allowed here")
        }
        unsafe handlers.cdataBlock = { user, _, _ in
            unsafe XMLTreeBuilder.of(user)?.stop(
                .markupDeclaration, "a CDATA section is not allowed here")
        }
        unsafe handlers.comment = { user, _ in
            unsafe XMLTreeBuilder.of(user)?.stop(
                .markupDeclaration, "a comment is not allowed here")
        }
        unsafe handlers.processingInstruction = { user, _, _ in
            unsafe XMLTreeBuilder.of(user)?.stop(
                .processingInstruction, "a processing instruction is not allowed here")
        }
        unsafe handlers.serror = { user, error in
            unsafe XMLTreeBuilder.of(user)?.note(error)
        }
        return unsafe handlers
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        guard let user = unsafe user else { return nil }
        return unsafe Unmanaged<XMLTreeBuilder>.fromOpaque(user).takeUnretainedValue()
    }

    private var line: Int {
        guard let context = unsafe context else { return 0 }
        return Int(unsafe xmlSAX2GetLineNumber(context))
    }

    private func stop(_ code: XMLReaderError.Code, _ message: String) {
        if failure == nil { failure = XMLReaderError(code, line: line, message) }
        if let context = unsafe context { unsafe xmlStopParser(context) }
    }

    private func note(_ error: UnsafeMutablePointer<xmlError>?) {
        guard firstProblem == nil, let error = unsafe error else { return }
        var message = "the document is not well-formed XML"
        if let text = unsafe error.pointee.message {
            let words = unsafe String(cString: text).split(whereSeparator: \.isNewline)
            message = words.joined(separator: " ")
        }
        firstProblem = (Int(unsafe error.pointee.line), message)
    }

    private func startElement(
        _ name: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?,
        _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard failure == nil, let name = unsafe name else { return }
        elementCount += 1
        guard elementCount <= limits.elementCount else {
            return stop(.tooManyElements, "more than \(limits.elementCount) elements")
        }
        let depth = min(limits.depth, XMLReader.Limits.greatestDepth)
        guard open.count < depth else {
            return stop(.tooDeep, "elements are nested deeper than \(depth)")
        }
        storeText()
        open.append(
            tree.addElement(
                name: unsafe word(name),
                namespace: unsafe namespace.map { unsafe word($0) } ?? XMLTree.noWord, line: line))
        guard let attributes = unsafe attributes else { return }
        // Five pointers for each: local name, prefix, namespace, start and end of the value.
        for index in 0..<max(0, attributeCount) {
            let fields = unsafe attributes + index * 5
            guard let key = unsafe fields[0], let start = unsafe fields[3],
                let end = unsafe fields[4]
            else { continue }
            let name = unsafe word(key)
            let namespace = unsafe fields[2].map { unsafe word($0) } ?? XMLTree.noWord
            let value = unsafe UnsafeBufferPointer(start: start, count: end - start)
            if unsafe value.contains(UInt8(ascii: "&")) {
                unsafe Self.unescaped(value).withUnsafeBufferPointer {
                    unsafe tree.addAttribute(name: name, namespace: namespace, $0)
                }
            } else {
                unsafe tree.addAttribute(name: name, namespace: namespace, value)
            }
        }
    }

    private func endElement() {
        guard failure == nil else { return }
        storeText()
        guard let element = open.popLast() else { return }
        tree.close(element)
        if open.isEmpty { isComplete = true }
    }

    /// A name as a word of the table. libxml2 keeps each name once as long as it parses, so its place tells
    /// which one it is.
    private func word(_ name: UnsafePointer<xmlChar>) -> Int32 {
        if let known = unsafe words[name] { return known }
        let word = unsafe tree.add(word: String(cString: name))
        unsafe words[name] = word
        return word
    }

    private func characters(_ start: UnsafePointer<xmlChar>?, _ count: Int) {
        guard failure == nil, let start = unsafe start, count > 0 else { return }
        unsafe pendingText.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    }

    private func storeText() {
        guard !pendingText.isEmpty else { return }
        if !open.isEmpty { tree.addText(pendingText) }
        pendingText.removeAll(keepingCapacity: true)
    }

    /// Without entity replacement libxml2 hands every `&` of a value over as `&#38;`, meant for a
    /// tree builder that would parse it again; no other reference can be left in it.
    private static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let escaped = Array("&#38;".utf8)
        var value: [UInt8] = []
        value.reserveCapacity(raw.count)
        var rest = unsafe Array(raw)[...]
        while let byte = rest.first {
            value.append(byte)
            rest = rest.dropFirst(rest.starts(with: escaped) ? escaped.count : 1)
        }
        return value
    }
}
