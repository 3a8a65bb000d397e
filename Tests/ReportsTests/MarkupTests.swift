import Testing

@testable import Reports

@Suite struct MarkupTests {
    @Test(arguments: [
        ("plain", "plain"), ("<b>", "&lt;b&gt;"), ("a&b", "a&amp;b"), ("\"'`", "&quot;&#39;&#96;"),
        ("深圳", "深圳"), ("a\nb", "a b"),
        ("fdp\u{202E}gpj", "fdp<span class=\"cp\">[U+202E]</span>gpj"),
        ("a\u{0}b", "a<span class=\"cp\">[U+0000]</span>b"),
        // A mark with an accent is one character to Swift and still a mark to a browser.
        ("\"\u{301} onload=x", "&quot;\u{301} onload=x"), ("<\u{338}b", "&lt;\u{338}b"),
        ("&\u{200D}lt;", "&amp;<span class=\"cp\">[U+200D]</span>lt;"),
    ])
    func `text becomes markup that can only be text`(text: String, html: String) {
        #expect(Markup(text).html == html)
    }

    @Test func `joiners stay where writing needs them and stand out between Latin letters`() {
        #expect(Markup("👩\u{200D}🔧").html == "👩\u{200D}🔧")
        #expect(Markup("می\u{200C}خواهم").html == "می\u{200C}خواهم")
        #expect(Markup("pay\u{200C}pal").html.contains("[U+200C]"))
    }

    @Test func `in an attribute a mark is text alone`() {
        #expect(Markup(attribute: "a\u{202E}\"b").html == "a[U+202E]&quot;b")
    }

    @Test func `every scalar that markup could begin with is escaped, whatever stands behind it`() {
        for follower in ["\u{301}", "\u{338}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "a"] {
            for special in ["<", ">", "&", "\"", "'", "`"] {
                let html = Markup("x" + special + follower).html
                #expect(
                    html.unicodeScalars.filter { "<>\"'`".unicodeScalars.contains($0) }.isEmpty
                        || html.contains("class=\"cp\""), "\(html)")
                #expect(html.hasPrefix("x&"), "\(html)")
            }
        }
    }
}
