import Reports
import Testing

@Suite struct PlainTextTests {
    @Test(arguments: [
        ("plain", "plain"), ("深圳 ✓ é", "深圳 ✓ é"), ("a\u{1B}[31mred", "a[U+001B][31mred"),
        ("fdp\u{202E}gpj.exe", "fdp[U+202E]gpj.exe"), ("a\u{0}b", "a[U+0000]b"),
        ("line\nbreak\tand tab", "line break and tab"), ("zero\u{200B}width", "zero[U+200B]width"),
        ("\u{9B}31m", "[U+009B]31m"), ("iso\u{2066}late", "iso[U+2066]late"),
        ("tag\u{E0041}", "tag[U+E0041]"),
    ])
    func `text from evidence cannot move a cursor or turn a line around`(
        text: String, shown: String
    ) {
        #expect(printable(text) == shown)
    }

    @Test(arguments: [("abc", 3), ("深圳", 4), ("e\u{301}", 1), ("", 0), ("（", 2)])
    func `columns count wide characters twice`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test func `lines break at spaces and never exceed the width`() {
        let text =
            "the amount asked is 17,940.00 USD more than the exhibits show 深圳市皓宇电子有限公司深圳市皓宇电子有限公司"
        for width in 20...60 {
            let lines = text.wrapped(to: width)
            #expect(lines.allSatisfy { $0.columns <= width })
            #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }

    @Test func `a run of ideographs as long as a party likes is broken in one pass`() {
        let lines = String(repeating: "深圳", count: 100_000).wrapped(to: 76)
        #expect(lines.count == 200_000 / 38 + 1)
        #expect(lines.allSatisfy { $0.columns <= 76 })
    }

    @Test func `a word wider than the line keeps its letters together`() {
        let digest = String(repeating: "0123456789abcdef", count: 4)
        #expect("sha256 \(digest)".wrapped(to: 40) == ["sha256", digest])
    }

    @Test(arguments: [
        (812, "812 bytes"), (9_999, "9999 bytes"), (1_440_000, "1.4 MB"), (154_000_000, "154 MB"),
        (2_000_000_000, "2.0 GB"), (0, "0 bytes"),
    ])
    func `sizes are told in decimal units`(bytes: Int, words: String) {
        #expect(Wording.size(bytes) == words)
    }
}
