import Testing

@testable import SystemLibraries

private func read(_ text: String, limits: XMLReader.Limits = .init()) throws -> XMLElement {
    try XMLReader.read(Array(text.utf8), limits: limits)
}

private func refusal(_ bytes: [UInt8], limits: XMLReader.Limits = .init()) -> XMLReaderError? {
    do {
        _ = try XMLReader.read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

private func refusal(_ text: String, limits: XMLReader.Limits = .init()) -> XMLReaderError.Code? {
    refusal(Array(text.utf8), limits: limits)?.code
}

@Suite struct XMLReaderTests {
    @Test func `a document becomes a tree with namespaces, attributes in order, text and lines`()
        throws
    {
        let root = try read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <m:list xmlns:m="urn:m" xmlns="urn:d" z="1" m:a="2">
              <entry>深圳 &lt;1&gt; &#x26; &apos;x&apos;</entry>
              <m:end/>
            </m:list>
            """)
        #expect(root.namespace == "urn:m")
        #expect(root.name == "list")
        #expect(root.line == 2)
        #expect(
            root.attributes == [
                XMLAttribute(name: "z", value: "1"),
                XMLAttribute(namespace: "urn:m", name: "a", value: "2"),
            ])
        #expect(root.attribute(named: "z") == "1")
        #expect(root.attribute(named: "a") == nil)
        #expect(root.childElements.map(\.name) == ["entry", "end"])
        #expect(root.childElements.map(\.namespace) == ["urn:d", "urn:m"])
        #expect(root.childElements.map(\.line) == [3, 4])
        #expect(root.childElements.first?.text == "深圳 <1> & 'x'")
        #expect(root.elements(named: "end").count == 1)
        #expect(root.elements(named: "entry").isEmpty)
        #expect(!root.hasVisibleText)
        #expect(root.children.first == .text("\n  "))
    }

    @Test(arguments: [
        "plain", " leading and trailing ", "&", "&amp;", "&#38;", "&#38;amp;", "&&#38;#38;",
        "<>\"'",
        "tab\there", "line\nbreak", "carriage\rreturn", "\r\n", "\u{85}\u{2028}", "é", "e\u{301}",
        "深圳市皓宇电子有限公司", "😀", "]]>", "{}", String(repeating: "文", count: 3_000),
    ])
    func `what is written is read back unchanged, in text and in attributes`(value: String) throws {
        var writer = XMLWriter()
        try writer.element("a", [("first", value), ("second", "x")]) {
            try $0.element("b", text: value)
        }
        let root = try XMLReader.read(try writer.finish())
        let first = try #require(root.attribute(named: "first"))
        #expect(Array(first.utf8) == Array(value.utf8))
        #expect(root.attribute(named: "second") == "x")
        let text = try #require(root.childElements.first).text
        #expect(Array(text.utf8) == Array(value.utf8))
    }

    @Test func `a text longer than libxml2's blocks is read back unchanged`() throws {
        let value = String(repeating: "证据 & evidence\r\n", count: 200_000)
        var writer = XMLWriter()
        try writer.element("a", text: value)
        let root = try XMLReader.read(try writer.finish())
        #expect(Array(root.text.utf8) == Array(value.utf8))
    }

    @Test func `billion laughs is refused before any entity exists`() {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>
            <a>&y;</a>
            """
        #expect(refusal(bomb) == .markupDeclaration)
    }

    @Test(arguments: [
        ("<!DOCTYPE a><a/>", XMLReaderError.Code.markupDeclaration),
        ("<!DOCTYPE a SYSTEM \"file:///etc/hostname\"><a/>", .markupDeclaration),
        ("<a><!-- hidden --></a>", .markupDeclaration),
        ("<a><![CDATA[x]]></a>", .markupDeclaration),
        ("<a b='<!DOCTYPE'/>", .notWellFormed),
        ("<a b='><!DOCTYPE x>'/>", .notWellFormed),
        ("<?xml-stylesheet href='x'?><a/>", .processingInstruction),
        ("<a><?x y?></a>", .processingInstruction),
        (" <?xml version='1.0'?><a/>", .processingInstruction),
        ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", .encodingRefused),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>", .encodingRefused),
        ("<?xml version='1.0' encoding='UTF-7'?><a/>", .encodingRefused),
        ("\u{FEFF}<a/>", .encodingRefused),
        ("<?xml version='1.1'?><a/>", .notWellFormed),
        ("<?xml encoding='UTF-8'?><a/>", .notWellFormed),
        ("<?xml version='1.0' encoding=?><a/>", .encodingRefused),
        // A line end between the two must not join them to one word.
        ("<?xml version=\"1.0\"\nencoding=\"UTF-7\"?><a/>", .encodingRefused),
        ("<?xml version=\"1.0\"\rencoding=\"UTF-7\"?><a/>", .encodingRefused),
        ("<?xml version=\"1.0\"\r\nencoding=\"UTF-7\"?><a/>", .encodingRefused),
        ("<?xml version=\"1.0\"\tencoding\n=\n'ISO-8859-1'?><a/>", .encodingRefused),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\u{301}\"?><a/>", .encodingRefused),
        ("<?xml version=\"1.0\" encoding=\"UTF-8\" encoding=\"UTF-7\"?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\" standalone=\"yes\" encoding=\"UTF-7\"?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\"encoding=\"UTF-7\"?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\" x=\"encoding\"?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\"\u{85}encoding=\"UTF-7\"?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\" ?x?><a/>", .notWellFormed),
        ("<?xml version=\"1.0\"><a/>", .notWellFormed),
        ("<?xml version=\"1.0\u{301}\"?><a/>", .notWellFormed),
        ("", .notWellFormed),
        ("text", .notWellFormed),
        ("<a>", .notWellFormed),
        ("<a", .notWellFormed),
        ("<a></b>", .notWellFormed),
        ("<a/><b/>", .notWellFormed),
        ("<a/>text", .notWellFormed),
        ("<a b=1/>", .notWellFormed),
        ("<a b='1' b='2'/>", .notWellFormed),
        ("<a>&unknown;</a>", .notWellFormed),
        ("<a b='&unknown;'/>", .notWellFormed),
        ("<a>&#0;</a>", .notWellFormed),
        ("<a>&#1;</a>", .notWellFormed),
        ("<a>\u{1}</a>", .notWellFormed),
        ("<a>&</a>", .notWellFormed),
        ("<x:a/>", .namespaceNotWellFormed),
        ("<a x:b='1'/>", .namespaceNotWellFormed),
        ("<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>", .namespaceNotWellFormed),
    ])
    func `a document outside the strict subset is refused`(text: String, code: XMLReaderError.Code)
    {
        #expect(refusal(text) == code)
    }

    @Test(arguments: [
        "<?xml version='1.0'?>", "<?xml\nversion\t=\r\"1.0\"\n?>", "<?xml version='1.0' encoding='utf-8'?>",
        "<?xml version=\"1.0\"\nencoding = \"UTF-8\" ?>", "<?xml version='1.0' standalone='no'?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\" ?>",
    ])
    func `every form of a declaration of UTF-8 is read`(declaration: String) throws {
        #expect(try read(declaration + "<a>é</a>").text == "é")
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(refusal([0x3C, 0x61, 0x3E, 0xC0, 0x80, 0x3C, 0x2F, 0x61, 0x3E])?.code == .notUTF8)
        #expect(
            refusal([0x3C, 0x61, 0x3E, 0xED, 0xA0, 0x80, 0x3C, 0x2F, 0x61, 0x3E])?.code == .notUTF8)
        #expect(refusal([0x3C, 0x00, 0x61, 0x00, 0x2F, 0x00, 0x3E, 0x00])?.code == .notUTF8)
        #expect(refusal([0xFF, 0xFE, 0x3C, 0x00])?.code == .notUTF8)
    }

    @Test func `each limit is refused one beyond it and accepted at it`() throws {
        var limits = XMLReader.Limits()
        limits.depth = 3
        #expect(refusal("<a><a><a/></a></a>", limits: limits) == nil)
        #expect(refusal("<a><a><a><a/></a></a></a>", limits: limits) == .tooDeep)
        limits = .init()
        limits.elementCount = 3
        #expect(refusal("<a><b/><c/></a>", limits: limits) == nil)
        #expect(refusal("<a><b/><c/><d/></a>", limits: limits) == .tooManyElements)
        limits = .init()
        limits.byteCount = 4
        #expect(refusal("<a/>", limits: limits) == nil)
        #expect(refusal("<aa/>", limits: limits) == .tooLarge)
        limits = .init()
        limits.tagByteCount = 8
        #expect(refusal("<a b='1'></a>", limits: limits) == .tagTooLong)
        #expect(refusal("<a b=''></a>", limits: limits) == nil)
        #expect(refusal("<a b='>>>>>>>>>>'/>", limits: limits) == .tagTooLong)
        #expect(XMLReader.Limits().byteCount == 64 << 20)
        #expect(XMLReader.Limits().tagByteCount == 16 << 10)
        #expect(XMLReader.Limits().depth == 16)
    }

    @Test func `an error names its line`() {
        #expect(refusal(Array("<a>\n<b>\n</c>\n</a>".utf8))?.line == 3)
        #expect(refusal(Array("<a>\n\n<!-- x --></a>".utf8))?.line == 3)
        let message = refusal(Array("<a>\n<b>\n</c>\n</a>".utf8))?.description ?? ""
        #expect(message.hasPrefix("line 3: "))
    }

    @Test func `a hundred thousand nested elements are refused without harm`() {
        let deep =
            String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(refusal(deep) == .tooDeep)
        var limits = XMLReader.Limits()
        limits.depth = .max
        #expect(refusal(deep, limits: limits) == .tooDeep)
    }

    @Test func `a document that stops at any byte is refused`() throws {
        let whole = Array(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"c\"><d>e&amp;</d></a>".utf8)
        #expect(refusal(whole, limits: .init()) == nil)
        for end in 0..<whole.count {
            #expect(refusal(Array(whole[..<end]), limits: .init()) != nil, "stopped at byte \(end)")
        }
    }
}
