/// What is refused before libxml2 sees a byte: everything in XML that manifests never need and
/// attacks do. In well-formed XML a `<` stands only where markup starts, so a scan over bytes is
/// exact; in ill-formed XML it may name another trouble than the parser would.
struct XMLByteScan {
    private let bytes: [UInt8]
    private let limits: XMLReader.Limits
    private var line = 1

    static func check(_ bytes: [UInt8], limits: XMLReader.Limits) throws(XMLReaderError) {
        var scan = XMLByteScan(bytes: bytes, limits: limits)
        try scan.run()
    }

    private init(bytes: [UInt8], limits: XMLReader.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func run() throws(XMLReaderError) {
        guard bytes.count <= min(limits.byteCount, XMLTree.byteLimit) else {
            throw XMLReaderError(
                .tooLarge, line: 0,
                "the document has \(bytes.count) bytes, more than \(limits.byteCount)")
        }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else {
            throw XMLReaderError(
                .encodingRefused, line: 1, "the document starts with a byte order mark")
        }
        // A zero byte is valid UTF-8 but no XML character: what follows it may be UTF-16.
        guard Self.isUTF8(bytes.span), !bytes.contains(0) else {
            throw XMLReaderError(.notUTF8, line: 0, "the document is not UTF-8")
        }
        var at = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\n"):
                line += 1
                at += 1
            case UInt8(ascii: "<"):
                at = try pastTag(at)
            default:
                at += 1
            }
        }
    }

    private static func isUTF8(_ bytes: Span<UInt8>) -> Bool {
        do {
            _ = try UTF8Span(validating: bytes)
            return true
        } catch {
            return false
        }
    }

    private mutating func pastTag(_ start: Int) throws(XMLReaderError) -> Int {
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        if next == UInt8(ascii: "!") {
            throw XMLReaderError(
                .markupDeclaration, line: line,
                "document types, comments and CDATA sections are not allowed here")
        }
        if next == UInt8(ascii: "?") {
            guard start == 0, bytes.starts(with: Array("<?xml".utf8)), bytes.count > 5,
                [0x20, 0x09, 0x0A, 0x0D].contains(bytes[5])
            else {
                throw XMLReaderError(
                    .processingInstruction, line: line,
                    "processing instructions are not allowed here")
            }
        }
        var quote: UInt8?
        var at = start + 1
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            guard at - start <= limits.tagByteCount else {
                throw XMLReaderError(
                    .tagTooLong, line: line, "a tag is longer than \(limits.tagByteCount) bytes")
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                if next == UInt8(ascii: "?") { try checkDeclaration(bytes[start..<at]) }
                return at
            }
            // A `<` in a tag is ill-formed, but libxml2 may go on to read it as markup of its own
            // (a quote left open must not hide a document type from this scan).
            if byte == UInt8(ascii: "<") {
                throw XMLReaderError(.notWellFormed, line: line, "\"<\" inside a tag")
            }
        }
        throw XMLReaderError(.notWellFormed, line: line, "a tag is not closed")
    }

    /// The declaration may name only UTF-8, because libxml2 would convert from whatever else it
    /// names, and only version 1.0, whose characters ours are.
    private func checkDeclaration(_ declaration: ArraySlice<UInt8>) throws(XMLReaderError) {
        let text = String(decoding: declaration, as: UTF8.self).lowercased()
        let words = text.split { " \t\r\n='\"?>".contains($0) }
        if let encoding = word(after: "encoding", in: words), encoding != "utf-8" {
            throw XMLReaderError(
                .encodingRefused, line: 1, "the document declares an encoding other than UTF-8")
        }
        guard word(after: "version", in: words) == "1.0" else {
            throw XMLReaderError(
                .notWellFormed, line: 1, "the document does not declare version 1.0")
        }
    }

    private func word(after key: String, in words: [Substring]) -> Substring? {
        guard let index = words.firstIndex(of: key[...]) else { return nil }
        let next = words.index(after: index)
        return next < words.endIndex ? words[next] : ""
    }
}
