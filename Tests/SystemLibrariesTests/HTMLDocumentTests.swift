import Testing

@testable import SystemLibraries

private func parse(_ text: String, limits: HTMLDocument.Limits = .init()) throws -> HTMLDocument {
    try HTMLDocument(Array(text.utf8), limits: limits)
}

@Suite struct HTMLDocumentTests {
    @Test func `a page becomes a tree with names in lower case, attributes in order and lines`()
        throws
    {
        let page = try parse(
            """
            <!-- saved from url=(0024)https://example.test/abc -->
            <!DOCTYPE html>
            <HTML><BODY>
            <DIV Class="msg  own" data-id='7' hidden>Hi &amp; <b>bye</b><!-- inner --></DIV>
            </BODY></HTML>
            """)
        #expect(page.comments == [" saved from url=(0024)https://example.test/abc "])
        #expect(page.root?.name == "html")
        let message = try #require(page.elements { $0.name == "div" }.first)
        #expect(
            message.attributes == [
                HTMLAttribute(name: "class", value: "msg  own"),
                HTMLAttribute(name: "data-id", value: "7"),
                HTMLAttribute(name: "hidden", value: ""),
            ])
        #expect(message.classes == ["msg", "own"])
        #expect(message.hasClass("own") && !message.hasClass("ow"))
        #expect(message.attribute("data-id") == "7")
        #expect(message.attribute("id") == nil)
        #expect(message.line == 4)
        #expect(message.text == "Hi & bye")
        #expect(
            message.children == [
                .text("Hi & "),
                .element(HTMLElement(name: "b", children: [.text("bye")], line: 4)),
                .comment(" inner "),
            ])
        #expect(!page.wasTruncated && !page.wasFlattened)
    }

    @Test(arguments: [
        ("<p>a</p><p>b</p>", "a b"), ("a<br>b", "a b"), ("<b>a</b>b", "ab"),
        ("<td>1</td><td>2</td>", "1 2"), ("  a \n\t b  ", "a b"), ("a&nbsp;b", "a b"),
        ("a<script>x < y</script>b", "ab"), ("a<style>p{}</style>b", "ab"), ("a<!-- c -->b", "ab"),
        ("<li>证据</li><li>二</li>", "证据 二"), ("", ""), ("a<wbr>b", "ab"),
    ])
    func `text reads as a person sees it`(markup: String, text: String) throws {
        #expect(try parse("<html><body>\(markup)</body></html>").root?.text == text)
    }

    @Test func `elements are found in document order`() throws {
        let page = try parse("<i id=1><i id=2></i></i><p id=3></p><i id=4></i>")
        #expect(
            page.elements { $0.name == "i" }.compactMap { $0.attribute("id") } == ["1", "2", "4"])
        #expect(page.root?.firstElement { $0.name == "i" }?.attribute("id") == "1")
    }

    @Test(
        arguments: [
            ("", [0xD6, 0xA4, 0xBE, 0xDD], "gb18030", HTMLDocument.CharsetOrigin.guessed, "证据"),
            ("<meta charset=GB2312>", [0xD6, 0xA4, 0xE9, 0x46], "gb18030", .declared, "证镕"),
            (
                "<META http-equiv=x content='text/html; charset = big5'>", [0xC3, 0xD2], "big5",
                .declared, "證"
            ),
            ("", [0xE8, 0xAF, 0x81], "utf-8", .guessed, "证"),
            ("<meta charset=gbk>", [0xE8, 0xAF, 0x81, 0x21], "utf-8", .guessed, "证!"),
            ("<meta charset=utf-16>", [0xE8, 0xAF, 0x81], "utf-8", .declared, "证"),
            (
                "<meta charset=nonsense>", [0x63, 0x61, 0x66, 0xE9], "windows-1252", .guessed,
                "café"
            ),
            ("", [0x63, 0xE9, 0x20, 0xE9, 0xE8], "windows-1252", .guessed, "cé éè"),
        ] as [(String, [UInt8], String, HTMLDocument.CharsetOrigin, String)])
    func `the encoding is found as browsers find it`(
        head: String, body: [UInt8], charset: String, origin: HTMLDocument.CharsetOrigin,
        text: String
    ) throws {
        let page = try HTMLDocument(Array("<html>\(head)<body><p>".utf8) + body)
        #expect(page.charset.name == charset)
        #expect(page.charsetOrigin == origin)
        #expect(page.elements { $0.name == "p" }.first?.text == text)
        #expect(!page.wasTruncated)
    }

    @Test func `a byte order mark decides and does not stay in the text`() throws {
        let utf16 = Array("<p>证</p>".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let page = try HTMLDocument([0xFF, 0xFE] + utf16)
        #expect(page.charset == .utf16LittleEndian)
        #expect(page.charsetOrigin == .byteOrderMark)
        #expect(page.root?.text == "证")
        let marked = try HTMLDocument([0xEF, 0xBB, 0xBF] + Array("<p>证</p>".utf8))
        #expect(marked.root?.text == "证")
    }

    @Test func `broken bytes in the middle lose nothing behind them`() throws {
        let page = try HTMLDocument(
            Array("<meta charset=gbk><p>a".utf8) + [0xFF, 0x00, 0x81] + Array("</p><p>end</p>".utf8)
        )
        #expect(page.elements { $0.name == "p" }.last?.text == "end")
        #expect(page.replacementCount > 0)
        #expect(!page.wasTruncated)
    }

    @Test func `a hundred thousand nested elements are kept without overflowing the stack`() throws
    {
        let page = try parse(
            String(repeating: "<div>", count: 100_000) + "deep"
                + String(repeating: "</div>", count: 100_000) + "<p>after</p>")
        #expect(page.wasFlattened)
        #expect(!page.wasTruncated)
        #expect(page.elements { $0.name == "div" }.count == 100_000)
        #expect(page.root?.text == "deep after")
        #expect(page.elements { $0.name == "p" }.first?.text == "after")
    }

    @Test func `a flood of end tags that close nothing ends the reading, not the patience`() throws
    {
        let page = try parse(
            String(repeating: "<div>", count: 200_000) + String(repeating: "</b>", count: 500_000)
                + "<p>late</p>")
        #expect(page.wasTruncated)
        #expect(page.elements { $0.name == "div" }.count == 200_000)
        #expect(page.elements { $0.name == "p" }.isEmpty)
    }

    @Test func `a text of twelve megabytes is not cut`() throws {
        let page = try parse("<p>" + String(repeating: "x", count: 12 << 20) + "</p><b>end</b>")
        #expect(!page.wasTruncated)
        #expect(page.elements { $0.name == "p" }.first?.text.utf8.count == 12 << 20)
        #expect(page.elements { $0.name == "b" }.first?.text == "end")
    }

    @Test func `each limit is kept`() throws {
        var limits = HTMLDocument.Limits()
        limits.byteCount = 8
        #expect(throws: HTMLError.tooLarge(limit: 8)) { _ = try parse("<p>123456", limits: limits) }
        #expect(try parse("<p>12345", limits: limits).root?.text == "12345")
        limits = .init()
        limits.elementCount = 5  // html and body are made up by the parser
        #expect(try parse("<i></i><i></i><i></i>", limits: limits).wasTruncated == false)
        let cut = try parse("<i></i><i></i><i></i><i></i><p>late</p>", limits: limits)
        #expect(cut.wasTruncated)
        #expect(cut.elements { $0.name == "i" }.count == 3)
        limits = .init()
        limits.depth = 3
        let flat = try parse("<div><div><div>x</div>y</div>z</div>", limits: limits)
        #expect(flat.wasFlattened)
        #expect(flat.elements { $0.name == "div" }.count == 3)
        #expect(flat.root?.text == "xyz")
        #expect(HTMLDocument.Limits().byteCount == 16 << 20)
        #expect(HTMLDocument.Limits().depth == 512)
    }

    @Test func `a document type naming a file loads nothing`() throws {
        let temporary = try TemporaryFolder()
        let secret = try temporary.write("SENTINEL", to: "secret")
        let page = try parse(
            "<!DOCTYPE html SYSTEM \"file://\(secret)\" [<!ENTITY x SYSTEM \"file://\(secret)\">]>"
                + "<p>&x;</p><iframe src=\"file://\(secret)\"></iframe>")
        #expect(page.root?.text.contains("SENTINEL") == false)
    }

    @Test(arguments: [
        "", " ", "<", "</", "<!", "<!--", "<![CDATA[", "<?", "&", "&#", "&#x", "&#xFFFFFFFFF;",
        "<a b=", "<a b='", "<p", "</p>", "\u{0}", "<\u{0}p>", "<html", "<meta", "<meta charset=",
        "<svg><p></svg>", "<table><p>x</table>", "<a href=x><a href=y>", "\u{FEFF}", "<script>",
    ])
    func `broken markup is mended and harms nobody`(markup: String) throws {
        _ = try parse(markup)
    }

    @Test(.enabled(if: Corpus.isThere, "the corpus is not beside the package"))
    func `real chat pages give their messages`() throws {
        let page = try HTMLDocument(
            try Corpus.bytes("evidence/chat/tg_archive_viewer_messages.html"))
        #expect(!page.wasTruncated)
        #expect(page.elements { $0.hasClass("message") }.count > 0)
        let facebook = try HTMLDocument(try Corpus.bytes("evidence/chat/fb_simulated_data.htm"))
        #expect(!facebook.wasTruncated)
        #expect(facebook.root?.text.isEmpty == false)
    }
}
