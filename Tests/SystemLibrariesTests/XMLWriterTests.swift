import Testing

@testable import SystemLibraries

@Suite struct XMLWriterTests {
    @Test func `a document has a declaration, two spaces of indentation and a last line feed`()
        throws
    {
        var writer = XMLWriter()
        try writer.element("order", [("xmlns", "urn:test"), ("number", "7")]) { order in
            try order.element("line", [("unit", "pcs")], text: "2000")
            try order.element("note")
            try order.element("parties") { parties in
                try parties.element("buyer", text: "Larkspur & Sons <Austin>")
                try parties.element("supplier", text: "深圳市皓宇电子有限公司")
            }
        }
        let bytes = try writer.finish()
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <order xmlns="urn:test" number="7">
                  <line unit="pcs">2000</line>
                  <note/>
                  <parties>
                    <buyer>Larkspur &amp; Sons &lt;Austin&gt;</buyer>
                    <supplier>深圳市皓宇电子有限公司</supplier>
                  </parties>
                </order>

                """)
    }

    /// The escapes of libxml2's writer, which other programs were tested with.
    @Test func `all of ASCII is escaped as libxml2 does`() throws {
        let ascii = "\t\n\r" + String(decoding: (0x20..<0x80).map { UInt8($0) }, as: UTF8.self)
        var writer = XMLWriter()
        try writer.element("a", [("k", ascii)], text: ascii)
        let letters = String(decoding: (0x3F..<0x80).map { UInt8($0) }, as: UTF8.self)
        let middle = " !&quot;#$%&amp;'()*+,-./0123456789:;&lt;=&gt;" + letters
        #expect(
            String(decoding: try writer.finish(), as: UTF8.self) == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a k="&#9;&#10;&#13;\(middle)">\t\n&#13;\(middle)</a>

                """)
    }

    @Test func `start, text and end write the same bytes as elements with children`() throws {
        var flat = XMLWriter()
        try flat.start("a", [("b", "c")])
        try flat.start("d")
        try flat.text("e")
        try flat.text("f")
        try flat.end()
        try flat.end()
        var nested = XMLWriter()
        try nested.element("a", [("b", "c")]) { try $0.element("d", text: "ef") }
        let first = try flat.finish()
        let second = try nested.finish()
        #expect(first == second)
    }

    @Test(arguments: [
        "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}",
    ])
    func `a character XML cannot carry is refused with the name of its element`(bad: String) throws
    {
        let scalar = try #require(bad.unicodeScalars.first)
        #expect(throws: XMLWriterError.forbiddenCharacter(scalar, element: "note")) {
            var writer = XMLWriter()
            try writer.element("note", text: "before\(bad)after")
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.forbiddenCharacter(scalar, element: "note")) {
            var writer = XMLWriter()
            try writer.element("note", [("by", bad)])
            _ = try writer.finish()
        }
    }

    @Test(arguments: ["", "1a", "a b", "a>", "a:b:c", ":a", "a:", "é", "-a", "a\u{0}"])
    func `a name that is not plain is refused`(name: String) {
        #expect(throws: XMLWriterError.invalidName(name)) {
            var writer = XMLWriter()
            try writer.element(name)
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.invalidName(name)) {
            var writer = XMLWriter()
            try writer.element("a", [(name, "")])
            _ = try writer.finish()
        }
    }

    @Test func `two attributes of one name are refused`() {
        #expect(throws: XMLWriterError.repeatedAttribute("b", element: "a")) {
            var writer = XMLWriter()
            try writer.element("a", [("b", "1"), ("b", "2")])
            _ = try writer.finish()
        }
    }

    @Test func `text beside elements is refused`() {
        #expect(throws: XMLWriterError.mixedContent(element: "a")) {
            var writer = XMLWriter()
            try writer.element("a") { a in
                try a.text("x")
                try a.element("b")
            }
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.mixedContent(element: "a")) {
            var writer = XMLWriter()
            try writer.element("a") { a in
                try a.element("b")
                try a.text("x")
            }
            _ = try writer.finish()
        }
    }

    @Test func `an element left open, a second root and an empty document are refused`() {
        #expect(throws: XMLWriterError.unbalanced) {
            var writer = XMLWriter()
            try writer.start("a")
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.unbalanced) {
            var writer = XMLWriter()
            try writer.element("a")
            try writer.element("b")
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.unbalanced) {
            let writer = XMLWriter()
            _ = try writer.finish()
        }
        #expect(throws: XMLWriterError.unbalanced) {
            var writer = XMLWriter()
            try writer.element("a") { try $0.end() }
            _ = try writer.finish()
        }
    }
}
