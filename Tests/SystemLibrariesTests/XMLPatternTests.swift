import Testing

@testable import SystemLibraries

@Suite struct XMLPatternTests {
    static let pattern = XMLPattern(
        """

          <file bytes="{}">
            <entry>{}</entry>
          </file>
        """)

    private static func document(_ bytes: String, _ entry: String, like pattern: XMLPattern?) throws -> [UInt8]? {
        var writer = XMLWriter()
        try writer.start("files")
        if let pattern {
            let isWritten = try writer.element(like: pattern) { $1 += ($0 == 0 ? bytes : entry).utf8 }
            guard isWritten else { return nil }
        } else {
            try writer.element("file", [("bytes", bytes)]) { try $0.element("entry", text: entry) }
        }
        try writer.element("file", [("bytes", "0")])
        try writer.end()
        return try writer.finish()
    }

    @Test(arguments: ["7", " ", "a'b/%20-{}", "~\u{7F}", "", "&", "a<b", "\"", ">", "\t", "é", "\u{0}"])
    func `an element of a pattern is spelled as any other, or not written`(value: String) throws {
        for (bytes, entry) in [(value, "x"), ("1", value)] {
            guard let document = try Self.document(bytes, entry, like: Self.pattern) else {
                #expect(value.isEmpty || !value.utf8.allSatisfy(XMLCharacters.isPlain))
                continue
            }
            #expect(try document == Self.document(bytes, entry, like: nil))
            // It is found again, with these values.
            var values: [Range<Int>] = []
            let start = try #require(document[40...].firstIndex(of: 0x0A))
            let end = try #require(Self.pattern.end(in: document.span, at: start, values: &values))
            #expect(document[end...].starts(with: "\n  <file bytes=\"0\"/>".utf8))
            #expect(values.map { String(decoding: document[$0], as: UTF8.self) } == [bytes, entry])
        }
    }

    @Test func `every other byte and every cut is another spelling`() throws {
        let document = try #require(try Self.document("12", "a.txt", like: Self.pattern))
        let start = try #require(document[40...].firstIndex(of: 0x0A))
        var values: [Range<Int>] = []
        let end = try #require(Self.pattern.end(in: document.span, at: start, values: &values))
        let held = values.reduce(into: Set<Int>()) { $0.formUnion($1) }
        for place in start..<end where !held.contains(place) {
            var changed = document
            changed[place] ^= 1
            #expect(Self.pattern.end(in: changed.span, at: start, values: &values) == nil, "\(place)")
        }
        for length in start..<end {
            let cut = Array(document[..<length])
            #expect(Self.pattern.end(in: cut.span, at: start, values: &values) == nil, "\(length)")
        }
    }

    @Test func `a pattern has its depth`() throws {
        var writer = XMLWriter()
        #expect(throws: XMLWriterError.unbalanced) {
            try writer.element(like: Self.pattern) { $1.append(0x61) }
        }
        try writer.start("files")
        try writer.text("words")
        #expect(throws: XMLWriterError.mixedContent(element: "files")) {
            try writer.element(like: Self.pattern) { $1.append(0x61) }
        }
    }

    @Test func `an element whose value has no place in it leaves nothing behind`() throws {
        var tried = XMLWriter()
        var plain = XMLWriter()
        try tried.start("files")
        #expect(try !tried.element(like: Self.pattern) { $1 += ($0 == 0 ? "1" : "<").utf8 })
        try tried.element("file", text: "<")
        try tried.end()
        try plain.element("files") { try $0.element("file", text: "<") }
        #expect(try tried.finish() == plain.finish())
    }
}
