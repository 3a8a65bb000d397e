import CLibXML2

/// Reads strict XML: manifests, claim.xml, and of evidence what is stored as such XML (office documents
/// and carriers' answers), inside the worker like all evidence.
///
/// Accepted is UTF-8 without document type, comment, CDATA section or processing instruction, that
/// is well-formed both as XML 1.0 and as Namespaces in XML 1.0. Everything else is an
/// `XMLReaderError`. No entity but the five predefined ones exists, and nothing is ever loaded.
package enum XMLReader {
    /// Documents beyond these are refused before or while they are read.
    package struct Limits: Sendable {
        /// The whole document, in bytes.
        package var byteCount: Int
        /// One tag from `<` to `>`, in bytes. Attributes are compared pairwise, so this also keeps
        /// a flood of them from taking quadratic time.
        package var tagByteCount: Int
        /// Elements within elements; the root has depth 1. More than `greatestDepth` counts as
        /// that.
        package var depth: Int
        /// Elements in all: a tree takes some hundred bytes for each four of `<a/>`.
        package var elementCount: Int

        package static let defaultByteCount = 64 << 20
        package static let defaultTagByteCount = 16 << 10
        package static let defaultDepth = 16
        package static let defaultElementCount = 2_000_000

        /// A tree of values is released by recursion, and libxml2's push parser knows no depth
        /// limit of its own: 100,000 levels would overflow the stack.
        package static let greatestDepth = 256

        package init(
            byteCount: Int = defaultByteCount, tagByteCount: Int = defaultTagByteCount,
            depth: Int = defaultDepth, elementCount: Int = defaultElementCount
        ) {
            self.byteCount = byteCount
            self.tagByteCount = tagByteCount
            self.depth = depth
            self.elementCount = elementCount
        }
    }

    /// The root element of the document in `bytes`.
    package static func read(
        _ bytes: [UInt8], limits: Limits = Limits()
    ) throws(XMLReaderError) -> XMLElement {
        try XMLByteScan.check(bytes, limits: limits)
        XMLLibrary.prepare()
        let builder = XMLTreeBuilder(limits: limits, documentByteCount: bytes.count)
        let outcome = try parse(bytes, into: builder)
        if let failure = builder.failure { throw failure }
        if let problem = builder.firstProblem, !outcome.wellFormed || !outcome.namespacesWellFormed
        {
            let code: XMLReaderError.Code =
                outcome.wellFormed ? .namespaceNotWellFormed : .notWellFormed
            throw XMLReaderError(code, line: problem.line, problem.message)
        }
        guard outcome.wellFormed, builder.isComplete else {
            throw XMLReaderError(.notWellFormed, line: 0, "the document is not well-formed XML")
        }
        guard outcome.namespacesWellFormed else {
            throw XMLReaderError(
                .namespaceNotWellFormed, line: 0, "a namespace prefix or attribute is in error")
        }
        return XMLElement(rootOf: builder.tree)
    }

    private struct Outcome {
        var wellFormed: Bool
        var namespacesWellFormed: Bool
    }

    private static func parse(
        _ bytes: [UInt8], into builder: XMLTreeBuilder
    ) throws(XMLReaderError) -> Outcome {
        var handlers = unsafe XMLTreeBuilder.callbacks()
        // The builder outlives the context: it is kept alive to the end of this function.
        let user = unsafe Unmanaged.passUnretained(builder).toOpaque()
        defer { withExtendedLifetime(builder) {} }
        guard let context = unsafe xmlCreatePushParserCtxt(&handlers, user, nil, 0, nil) else {
            throw XMLReaderError(
                .notWellFormed, line: 0, "libxml2 could not start; is memory short?")
        }
        defer {
            unsafe builder.context = nil
            unsafe xmlFreeParserCtxt(context)
        }
        unsafe builder.context = context
        // Deliberately neither NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE nor RECOVER. The encoding is
        // known to be UTF-8: none that is declared is to be converted from.
        unsafe xmlCtxtUseOptions(
            context,
            Int32(bitPattern: XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue))
        unsafe bytes.withUnsafeBytes { all in
            // A push parser takes an Int32 of bytes at a time.
            let block = 1 << 20
            var start = 0
            while start < all.count, unsafe context.pointee.disableSAX == 0 {
                let end = min(all.count, start + block)
                let part = unsafe UnsafeRawBufferPointer(rebasing: all[start..<end])
                unsafe xmlParseChunk(
                    context, part.bindMemory(to: CChar.self).baseAddress, Int32(part.count), 0)
                start = end
            }
            unsafe xmlParseChunk(context, nil, 0, 1)
        }
        return unsafe Outcome(
            wellFormed: context.pointee.wellFormed == 1,
            namespacesWellFormed: context.pointee.nsWellFormed == 1)
    }
}
