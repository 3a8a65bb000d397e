import Testing

@testable import Collector

private func problem(_ text: String, depth: Int? = nil) -> JSONProblem? {
    problem(Array(text.utf8), depth: depth)
}

private func problem(_ bytes: [UInt8], depth: Int? = nil) -> JSONProblem? {
    var limits = JSONReader.Limits()
    if let depth { limits.depth = depth }
    do throws(JSONProblem) {
        _ = try JSONReader.read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

struct JSONReaderTests {
    @Test func `members keep their order and numbers their text`() throws {
        let value = try JSONReader.read(Array(#"{"b": 1e400, "a": [0.10, -0], "b2": null}"#.utf8))
        #expect(value.members?.map(\.name) == ["b", "a", "b2"])
        #expect(value["b"]?.numberText == "1e400")
        #expect(value["a"]?.array?.compactMap(\.numberText) == ["0.10", "-0"])
        #expect(value["missing"] == nil)
    }

    @Test func `escapes are resolved, pairs of surrogates included`() throws {
        let value = try JSONReader.read(Array(#""a\n\t\"\\\/é😀\u0000 end""#.utf8))
        #expect(value.string == "a\n\t\"\\/é😀\u{0} end")
    }

    @Test func `an escape at the start keeps what follows`() throws {
        #expect(try JSONReader.read(Array(#""\"x""#.utf8)).string == "\"x")
    }

    @Test func `names that differ only in normalisation are two names`() throws {
        let value = try JSONReader.read(Array("{\"\u{E9}\": 1, \"e\u{301}\": 2}".utf8))
        #expect(value["\u{E9}"]?.numberText == "1")
        #expect(value["e\u{301}"]?.numberText == "2")
    }

    @Test(arguments: [
        (#"{"a":1,"a":2}"#, JSONProblem.Kind.duplicateName, 1, 8),
        (#"{"a":1,"a":2}"#, .duplicateName, 1, 8),
        (#""\ud800""#, .loneSurrogate, 1, 2),
        (#""\ud800A""#, .loneSurrogate, 1, 2),
        (#""\udc00""#, .loneSurrogate, 1, 2),
        ("[1,\n 2,\n é]", .syntax, 3, 2),
        ("{} x", .syntax, 1, 4),
        ("", .syntax, 1, 1),
        ("01", .syntax, 1, 1),
        ("1.", .syntax, 1, 3),
        ("[1,]", .syntax, 1, 4),
        ("\"tab\there\"", .syntax, 1, 5),
        ("nul", .syntax, 1, 1),
    ])
    func `broken text is refused with its place`(
        text: String, kind: JSONProblem.Kind, line: Int, column: Int
    ) throws {
        let found = try #require(problem(text))
        #expect(found.kind == kind)
        #expect(found.line == line)
        #expect(found.column == column)
    }

    @Test func `many members are compared as strictly as few`() {
        let names = (0..<40).map { "\"n\($0)\":0" }.joined(separator: ",")
        #expect(problem("{\(names)}") == nil)
        #expect(problem("{\(names),\"n3\":0}")?.kind == .duplicateName)
        #expect(problem("{\(names),\"n39\":0}")?.kind == .duplicateName)
    }

    @Test func `a byte order mark is passed over once`() {
        #expect(problem("\u{FEFF}[]") == nil)
        #expect(problem("\u{FEFF}\u{FEFF}[]")?.kind == .syntax)
    }

    @Test(
        arguments: [
            [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
            [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
            [0x22, 0xE2, 0x82, 0x22], [0x22, 0x80, 0x22], [0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00],
            [0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], [0x22, 0xE0, 0x9F, 0xBF, 0x22], [0x22, 0xF0],
        ] as [[UInt8]])
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(problem(bytes)?.kind == .notUTF8)
    }

    @Test func `nesting has a limit`() {
        #expect(problem("[[[]]]", depth: 3) == nil)
        #expect(problem("[[[[]]]]", depth: 3)?.kind == .tooDeep)
    }

    @Test func `a mebibyte of open brackets is refused at the depth limit`() {
        let found = problem([UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
        #expect(found?.kind == .tooDeep)
        #expect(found?.column == JSONReader.Limits().depth + 1)
    }

    @Test func `bytes and values have limits`() {
        var limits = JSONReader.Limits()
        limits.byteCount = 4
        #expect(throws: JSONProblem.self) {
            try JSONReader.read(Array("[1,2]".utf8), limits: limits)
        }
        limits = JSONReader.Limits()
        limits.valueCount = 3
        #expect(throws: JSONProblem.self) {
            try JSONReader.read(Array("[1,2,3]".utf8), limits: limits)
        }
    }

    @Test func `a node knows the path that leads to it`() throws {
        let root = JSONNode(
            try JSONReader.read(Array(#"{"a":{"b":[{"c":" x "},{"c":7}]},"n":null}"#.utf8)))
        #expect(root["a"]["b"][1]["c"].path == "a.b[1].c")
        #expect(root["a"]["b"][1]["c"].integer == 7)
        #expect(root["a"]["b"].elements.map(\.path) == ["a.b[0]", "a.b[1]"])
        #expect(root["a"]["b"][0]["c"].words == "x")
        #expect(!root["a"]["b"][5]["c"].exists)
        #expect(!root["n"].exists)
        #expect(root.spot == .member("$"))
    }
}

@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct JSONCorpusTests {
    @Test func `every hostile text is refused and every sound one read`() {
        // RFC 8259 lets readers choose in the files named i_; this one refuses what is not UTF-8, half
        // a surrogate pair and deep nesting, and keeps numbers of any size as text.
        let acceptedByChoice: Set<String> = [
            "i_number_double_huge_neg_exp.json", "i_number_huge_exp.json",
            "i_number_too_big_neg_int.json", "i_number_very_big_negative_int.json",
        ]
        let files = ChatCorpus.hostile("json") + ChatCorpus.hostile("json-control")
        #expect(files.count > 100)
        for (name, bytes) in files where name.hasSuffix(".json") {
            let isAccepted = problem(bytes) == nil
            let isSound = name.hasPrefix("y_") || acceptedByChoice.contains(name)
            #expect(isAccepted == isSound, "\(name)")
        }
    }
}
