import Testing

@testable import ClaimText

/// What a mistake is called and where it is found, and that nothing else is said.
@Suite struct TextProblemTests {
    struct Mistake: CustomTestStringConvertible, Sendable {
        var text: String
        var found: [String]
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ found: String...) {
            self.text = text
            self.found = found
        }
    }

    @Test(arguments: [
        Mistake("a: 1\nprofile：x\n", "2:8 text.colon.wide"),
        Mistake("a:\n  - number：A-1\n    kind: x\n", "2:11 text.colon.wide"),
        Mistake("规格：1\n", "1:3 text.colon.wide"),
        Mistake("a:\n\tb: 1\n", "2:1 text.tab"),
        Mistake("a: x\ty\n", "1:5 text.tab"),
        Mistake("a: one: two\n", "1:7 text.colon.second"),
        Mistake("a: one:\n", "1:7 text.colon.second"),
        Mistake("a: “one”\n", "1:4 text.quote.curly"),
        Mistake("a: 「one」\n", "1:4 text.quote.curly"),
        Mistake("- for: x\n  amount 1860.00 USD\n  proof: B-4\n", "2:3 text.colon.missing"),
        Mistake("- number A-1\n  kind: contract\n", "1:3 text.colon.missing"),
        Mistake("a: 1\nb\nc: 2\n", "2:1 text.colon.missing"),
        Mistake("a:1\nb: 2\n", "1:2 text.colon.space"),
        Mistake("a: 1\nb: 2\na: 3\n", "3:1 text.key.twice"),
        Mistake("a: 1\n\"a\": 3\n", "2:1 text.key.twice"),
        Mistake("a:\n  - b: 1\n    b: 2\n  - b: 3\n", "3:5 text.key.twice"),
        Mistake("a: [1, 2]\n", "1:4 text.flow"),
        Mistake("a: {b: 1}\n", "1:4 text.flow"),
        Mistake("{a: 1}\n", "1:1 text.flow"),
        Mistake("a: &x 1\n", "1:4 text.tag"),
        Mistake("a: !!int 1\n", "1:4 text.tag"),
        Mistake("a: *x\n", "1:4 text.value.start"),
        Mistake("a: @x\n", "1:4 text.value.start"),
        Mistake("a: %x\n", "1:4 text.value.start"),
        Mistake("a: >5\n", "1:4 text.value.start"),
        Mistake("<<: x\n", "1:1 text.merge"),
        Mistake("? a\n: b\n", "1:1 text.key.missing", "2:1 text.key.missing"),
        Mistake("%YAML 1.2\n", "1:1 text.directive"),
        Mistake("a: 1\n---\nb: 2\n", "2:1 text.document.second"),
        Mistake("a: 1\n...\n", "2:1 text.document.second"),
        Mistake("a: >\n  x\n  y\n", "1:4 text.folded"),
        Mistake("a: | x\n", "1:4 text.block"),
        Mistake("a: |2\n   x\n", "1:4 text.block", "2:4 text.continued"),
        Mistake("a: one\n  two\n", "2:3 text.continued"),
        Mistake("a: one\n  b: two\nc: 3\n", "2:3 text.indent"),
        Mistake("a:\n    b: 1\n  c: 2\nd: 3\n", "3:3 text.indent"),
        Mistake("  a: 1\nb: 2\n", "2:1 text.indent"),
        Mistake("a:\n  - 1\n  b: 2\n", "3:3 text.indent"),
        Mistake("a: 1\n- b\n", "2:1 text.indent"),
        Mistake("a: |\n     \n  x\n", "3:1 text.indent"),
        Mistake("a: - x\n", "1:4 text.list.inline"),
        Mistake("-a\n", "1:1 text.dash"),
        Mistake("– a\n", "1:1 text.dash"),
        Mistake("-a: 1\n", "1:1 text.dash"),
        Mistake("a: \"x\nb: 1\n", "1:4 text.quote.open"),
        Mistake("a: 'it's'\n", "1:8 text.quote.rest"),
        Mistake("a: \"C:\\new\"\n", "1:7 text.escape"),
        Mistake("a: Carton #5\n", "1:11 text.comment"),
        Mistake("a: #5\n", "1:4 text.comment"),
        Mistake("a: x\u{0}y\n", "1:5 text.control"),
        Mistake("a: x\u{2028}y\n", "1:5 text.control"),
        Mistake("a: 12\u{200E}\n", "1:6 text.invisible"),
        Mistake("a:\u{3000}x\n", "1:3 text.space"),
        Mistake("a:\n\u{A0}\u{A0}b: 1\n", "2:1 text.space"),
        Mistake("a: x\ry: z\n", "1:5 text.control"),
        Mistake(": x\n", "1:1 text.key.missing"),
    ])
    func `a mistake is named at its place and nothing else is`(mistake: Mistake) {
        let survey = TextSurvey(of: Array(mistake.text.utf8))
        #expect(
            TextProblems(survey.problems).problems.map { "\($0.line):\($0.column) \($0.code)" }
                == mistake.found)
        #expect(survey.document != nil)
        #expect(throws: TextProblems.self) {
            try TextDocument(parsing: Array(mistake.text.utf8))
        }
    }

    @Test(arguments: [
        "a: http://example.com/x#y\n", "a: 12:30\n", "a: it’s “so”\n", "a: x # note\n",
        "- 规格：1.6 mm\n", "a: 规格：1.6 mm\n", "a: 'C:\\new'\n", "a: \"say \\\"x\\\": y\"\n",
        "a: -5\n", "a: b, c\n", "a: x[1]\n", "a:\n# note\n  b: 1\n",
        "a: |-\n  - x: [\n\n  \"\nb: 1\n",
        "a: |\n  one\n # note\nb: 2\n", "a: 👩‍👧 x\n", "a :  1\n", "\"a b\": 1\n", "a: ''\n",
        "-\n- x\n",
        "a: x\n\n\n   # far note\nb: y", "a: 5 # 1\n", "a: ?x\n", "a: ::x\n",
    ])
    func `what is allowed is not a mistake`(text: String) throws {
        #expect(TextSurvey(of: Array(text.utf8)).problems == [])
    }

    @Test func `all mistakes are told at once and sorted by line`() {
        let text = """
            a：1
            b: x: y
            c:
            \td: 1
            e 5
            a: 2
            """
        let problems = TextProblems(TextSurvey(of: Array(text.utf8)).problems)
        #expect(
            problems.problems.map { "\($0.line) \($0.code)" } == [
                "1 text.colon.wide", "2 text.colon.second", "4 text.tab", "5 text.colon.missing",
                "6 text.key.twice",
            ])
        #expect(problems.problems.last?.message == "\"a\" is here and on line 1")
    }

    @Test func `twenty problems are shown and the others are counted`() {
        let text = String(repeating: "a：1\n", count: 33)
        let problems = TextProblems(TextSurvey(of: Array(text.utf8)).problems)
        #expect(problems.problems.count == 20)
        #expect(problems.total == 33)
        #expect(problems.text(file: "x.yaml").hasSuffix("\nand 13 more\n"))
    }

    @Test func `what the file says is kept once its mistakes are mended`() throws {
        let text = "a：1\nb: x: y\nc:\n\td: “e”\nf:\n  - number A-1\n    kind: k\ng: [1]\n"
        let root = try #require(TextSurvey(of: Array(text.utf8)).document).root
        #expect(root["a"]?.scalar == "1")
        #expect(root["b"]?.scalar == "x: y")
        #expect(root["c"]?["d"]?.scalar == "e")
        #expect(root["f"]?.list?.first?["number"]?.scalar == "A-1")
        #expect(root["f"]?.list?.first?["kind"]?.scalar == "k")
        #expect(root["g"]?.scalar == "[1]")
    }

    @Test(
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00, 0x3A, 0x00], "not UTF-8 (looks like UTF-16)", 1),
            ([0x61, 0x00, 0x3A, 0x00, 0x20, 0x00], "not UTF-8 (looks like UTF-16)", 1),
            (
                Array("a: 1\nb: ".utf8) + [0xC9, 0xEE, 0xDB, 0xDA, 0x0A],
                "not UTF-8 (looks like GBK)", 2
            ),
            (Array("a: caf".utf8) + [0xE9, 0x0A], "not UTF-8", 1),
        ] as [([UInt8], String, Int)])
    func `a file that is not UTF-8 is told with a guess`(
        bytes: [UInt8], message: String, line: Int
    ) {
        let problems = TextSurvey(of: bytes).problems
        #expect(problems.map(\.message) == [message])
        #expect(problems.map(\.line) == [line])
    }

    @Test func `a problem is printed with its line, its mark and its remedy`() {
        let problem = TextProblem(
            code: "claimfile.amount", line: 34, column: 8, length: 7,
            message: "\"$35,200\" is not an amount",
            remedy: "Write the number without signs or commas, then the currency: 35200.00 USD",
            source: "  ask: $35,200")
        #expect(
            problem.text(file: "claim.yaml") == """
                claim.yaml:34:8: "$35,200" is not an amount
                   34 |   ask: $35,200
                      |        ^^^^^^^
                   Write the number without signs or commas, then the currency: 35200.00 USD      [claimfile.amount]

                """)
    }

    @Test func `the mark stands under wide characters, and controls are not printed`() {
        let problem = TextProblem(
            code: "x", line: 1, column: 5, length: 2, message: "m", remedy: "R",
            source: "深圳: 皓宇\u{1B}[31m\u{202E}")
        #expect(
            problem.text(file: "f") == """
                f:1:5: m
                    1 | 深圳: 皓宇\u{FFFD}[31m\u{FFFD}
                      |       ^^^^
                   R      [x]

                """)
    }

    @Test func `of a long line the part around the mark is shown`() {
        let line = "a: " + String(repeating: "x", count: 400) + "！"
        let problem = TextProblem(
            code: "x", line: 1, column: 300, message: "m", remedy: "R", source: line)
        let shown = problem.text(file: "f").split(separator: "\n")
        #expect(shown[1].count < 130)
        #expect(shown[2].hasSuffix("| " + String(repeating: " ", count: 41) + "^"))
    }
}
