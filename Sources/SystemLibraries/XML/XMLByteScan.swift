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
    /// names, and only version 1.0, whose characters ours are. It is matched byte for byte: what is read
    /// here otherwise than there could name anything.
    private func checkDeclaration(_ declaration: ArraySlice<UInt8>) throws(XMLReaderError) {
        var rest = XMLDeclarationScan(bytes: declaration.dropFirst("<?xml".utf8.count))
        guard rest.space(), rest.word("version"), let version = rest.value(),
            version.elementsEqual("1.0".utf8)
        else {
            throw XMLReaderError(
                .notWellFormed, line: 1, "the document does not declare version 1.0")
        }
        var isSpaced = rest.space()
        if isSpaced, rest.word("encoding") {
            guard let encoding = rest.value(), encoding.map({ $0 | 0x20 }).elementsEqual("utf-8".utf8)
            else {
                throw XMLReaderError(
                    .encodingRefused, line: 1, "the document declares an encoding other than UTF-8")
            }
            isSpaced = rest.space()
        }
        if isSpaced, rest.word("standalone") {
            guard let answer = rest.value(),
                answer.elementsEqual("yes".utf8) || answer.elementsEqual("no".utf8)
            else {
                throw XMLReaderError(
                    .notWellFormed, line: 1, "the declaration says standalone and neither yes nor no")
            }
            _ = rest.space()
        }
        guard rest.word("?>"), rest.isAtEnd else {
            throw XMLReaderError(
                .notWellFormed, line: 1,
                "the declaration holds something else than version, encoding and standalone")
        }
    }
}

/// Goes through the bytes of an XML declaration (XML 1.0, productions 23 to 26, 32 and 80).
private struct XMLDeclarationScan {
    private var bytes: ArraySlice<UInt8>

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { bytes.isEmpty }

    /// Passes white space; false when there is none.
    mutating func space() -> Bool {
        let rest = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        defer { bytes = rest }
        return rest.count < bytes.count
    }

    /// Passes exactly this word; false, and nothing is passed, when another stands there.
    mutating func word(_ word: String) -> Bool {
        guard bytes.starts(with: word.utf8) else { return false }
        bytes = bytes.dropFirst(word.utf8.count)
        return true
    }

    /// Passes `=` and a quoted value, which is given without its quotes.
    mutating func value() -> ArraySlice<UInt8>? {
        _ = space()
        guard word("=") else { return nil }
        _ = space()
        guard let quote = bytes.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return nil
        }
        let rest = bytes.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        bytes = rest[rest.index(after: end)...]
        return rest[..<end]
    }
}
