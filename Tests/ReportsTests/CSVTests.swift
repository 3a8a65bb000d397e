import Testing

@testable import Reports

@Suite struct CSVTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"yes\"", "\"say \"\"yes\"\"\""), ("", ""),
        ("two\nlines", "two lines"), (" spaced ", "\" spaced \""), ("a;b", "\"a;b\""),
        ("-1,234.50", "\"-1,234.50\""), ("-7", "-7"),
    ]) func `a cell is written as RFC 4180 has it`(text: String, cell: String) {
        #expect(CSVText.cell(text) == cell)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1+2", "-", "@SUM(A1)", " =1", "\t=1", "\r=1", "\n-1", "＝1", "＋1", "－1", "＠x",
        "=HYPERLINK(\"http://x.example\",\"y\")", "\u{200B}=1",
    ]) func `a cell that begins like a formula is made inert`(text: String) {
        let cell = CSVText.cell(text)
        let first = cell.unicodeScalars.first { $0 != "\"" && $0 != " " }
        #expect(first == "'" || first == "[", "\(cell)")
        #expect(!cell.unicodeScalars.contains { $0.value < 32 })
    }

    @Test func `attack - an accent upon a quotation mark does not take the mark away`() {
        #expect(CSVText.cell("a\"\u{301},=1") == "\"a\"\"\u{301},=1\"")
        // Three marks of which one is bare would end the cell in front of the comma.
        let marks = CSVText.cell("a\"\u{301},=1").unicodeScalars.count { $0 == "\"" }
        #expect(marks == 4)
    }

    @Test func `every row ends in carriage return and line feed`() {
        #expect(CSVText.text(head: ["a", "b"], rows: [["1", "2"], ["3", ""]]) == "a,b\r\n1,2\r\n3,\r\n")
    }
}
