import Testing

@testable import ClaimText

@Suite struct TextDocumentTests {
    @Test func `keys, lists and text keep their places`() throws {
        let document = try TextDocument(
            parsing: Array(
                """
                claim: 1
                order:
                  number: "00287"
                  lines:
                    - item: board  # green
                      quantity: 5000
                    - item: 'cable, 2 m'
                  terms: |
                    first: line
                      second # line
                after: no
                """.utf8))
        let order = try #require(document.root["order"])
        let number = try #require(order["number"])
        #expect(number.scalar == "00287")
        #expect(number.style == .doubleQuoted)
        #expect((number.line, number.column, number.length) == (3, 11, 7))
        let lines = try #require(order["lines"]?.list)
        #expect(lines.map { $0["item"]?.scalar } == ["board", "cable, 2 m"])
        #expect(lines[1]["item"]?.length == 12)
        #expect(lines[0].entries?.map(\.line) == [5, 6])
        #expect(lines[0].entries?.map(\.column) == [7, 7])
        #expect(order["terms"]?.scalar == "first: line\n  second # line\n")
        #expect(order["terms"]?.style == .block)
        #expect(document.root["after"]?.scalar == "no")
        #expect(document.lines[4] == "    - item: board  # green")
    }

    @Test(arguments: ["", "# only a comment\n", "\n\n", "---\n", "\u{FEFF}"])
    func `a file with nothing in it is an empty map`(text: String) throws {
        #expect(try TextDocument(parsing: Array(text.utf8)).root.entries == [])
    }

    @Test func `scalars stay text`() throws {
        let words = ["no", "0123", "1e3", "~", "null", "2026-02-03", "0x1F", "1_000", ".inf", "="]
        let text = words.map { "- \($0)\n" }.joined()
        let values = try TextDocument(parsing: Array(text.utf8)).root.list
        #expect(values?.map(\.scalar) == words)
    }

    @Test func `windows line ends and a byte order mark are accepted`() throws {
        let text = "\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\nc: 2\r\n"
        let document = try TextDocument(parsing: Array(text.utf8))
        #expect(document.root["a"]?.column == 4)
        #expect(document.root["b"]?.scalar == "x\ny\n")
        #expect(document.lines[0] == "a: 1")
    }

    @Test func `a list may stand at the column of its key`() throws {
        let text = "a:\n- 1\n- b: 2\n  c: 3\nd:\n- - x\n  - y\n"
        let root = try TextDocument(parsing: Array(text.utf8)).root
        #expect(root["a"]?.list?.count == 2)
        #expect(root["d"]?.list?.first?.list?.map(\.scalar) == ["x", "y"])
    }

    @Test func `columns are counted in scalars`() throws {
        let root = try TextDocument(parsing: Array("深圳: 皓宇  # 🙂\nb: x".utf8)).root
        #expect(root["深圳"]?.column == 5)
        #expect(root["深圳"]?.length == 2)
    }

    @Test func `lists nested sixteen deep are read and seventeen deep are not`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "- ", count: depth) + "x\n").utf8)
        }
        _ = try TextDocument(parsing: nested(16))
        #expect(throws: TextProblems.self) { try TextDocument(parsing: nested(17)) }
        #expect(TextSurvey(of: nested(30_000)).problems.map(\.code) == ["text.depth"])
    }

    @Test func `a file of one mebibyte is read and one byte more is refused`() throws {
        let line = "- " + String(repeating: "x", count: 61) + "\n"
        let whole = Array(String(repeating: line, count: (1 << 20) / 64).utf8)
        #expect(try TextDocument(parsing: whole).root.list?.count == 1 << 14)
        #expect(TextSurvey(of: whole + [10]).problems.map(\.code) == ["text.too-long"])
    }

    @Test func `a line of more than sixty-four kibibytes is refused`() throws {
        let fits = "a: " + String(repeating: "x", count: (64 << 10) - 3)
        #expect(try TextDocument(parsing: Array(fits.utf8)).root["a"]?.scalar?.utf8.count == 65_533)
        #expect(TextSurvey(of: Array((fits + "x").utf8)).problems.map(\.code) == ["text.line.long"])
    }
}
