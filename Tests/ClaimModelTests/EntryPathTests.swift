import ClaimModel
import Testing

@Suite struct EntryPathTests {
    @Test(arguments: [
        "claim.xml", "exhibits/A-1/order page (2).png", "exhibits/C-1/聊天记录.html",
        "exhibits/E-1/📦 unboxing.mp4", "META-INF/ASiCManifest001.xml", "a/b/c/d/e.txt", ".hidden",
        "exhibits/A-1/naïve.txt", "com10", "COM⁴", "conin", "console$", "a\u{3000}b", "❤\u{FE0F}",
    ])
    func `a safe name is kept byte for byte`(text: String) throws {
        #expect(try EntryPath(text).bytes == Array(text.utf8))
    }

    @Test(arguments: [
        ("", EntryPathProblem.empty), ("/etc/passwd", .emptySegment), ("a//b", .emptySegment),
        ("a/", .emptySegment), ("../x", .dotSegment), ("a/./b", .dotSegment), ("a/..", .dotSegment),
        ("a\\b", .forbiddenCharacter), ("C:x", .forbiddenCharacter), ("a*", .forbiddenCharacter),
        ("a\u{0}b", .forbiddenCharacter), ("a\nb", .forbiddenCharacter),
        ("fdp\u{202E}gpj.exe", .forbiddenCharacter), ("a\u{200B}b", .forbiddenCharacter),
        ("a\u{FEFF}", .forbiddenCharacter), ("a\u{0378}", .forbiddenCharacter),
        ("a.", .trailingDotOrSpace), ("a /b", .trailingDotOrSpace), ("NUL", .deviceName),
        ("com1.txt", .deviceName), ("x/aux", .deviceName), ("conin$", .deviceName),
        ("CONOUT$.txt", .deviceName), ("COM¹", .deviceName), ("lpt³.pdf", .deviceName),
        ("NUL .txt", .deviceName), ("\u{3000}", .blank), ("a/\u{A0}\u{2003}", .blank),
        ("\u{3164}/x", .blank), ("\u{2800}", .blank), ("\u{FE0F}\u{34F}", .blank),
        ("e\u{301}.txt", .notNormalised),
    ])
    func `an unsafe name is refused with its reason`(text: String, problem: EntryPathProblem) {
        #expect(throws: problem) { try EntryPath(text) }
    }

    @Test func `bytes that are no UTF-8 are refused`() {
        #expect(throws: EntryPathProblem.notUTF8) { try EntryPath([0xC9, 0xF3]) }
        #expect(throws: EntryPathProblem.notUTF8) { try EntryPath([0xC0, 0xAF]) }
        #expect(throws: EntryPathProblem.notUTF8) { try EntryPath([0xED, 0xA0, 0x80]) }
    }

    @Test func `a segment may have 255 bytes and no more`() throws {
        let longest = String(repeating: "x", count: EntryPath.segmentByteLimit)
        #expect(try EntryPath(longest).bytes.count == 255)
        #expect(throws: EntryPathProblem.segmentTooLong) { try EntryPath(longest + "x") }
        let path = Array(repeating: longest, count: 5).joined(separator: "/")
        #expect(throws: EntryPathProblem.tooLong) { try EntryPath(path) }
    }

    @Test(arguments: [
        ("A.txt", "a.TXT", true), ("straße", "STRASSE", true), ("É", "é", true),
        ("ſ.txt", "s.txt", true),
        ("Σ", "σ", true), ("a", "b", false), ("é", "e", false), ("深", "圳", false),
    ])
    func `names that a file system without case takes for one share a collision key`(
        left: String, right: String, isSame: Bool
    ) throws {
        #expect((try EntryPath(left).collisionKey == EntryPath(right).collisionKey) == isSame)
    }
}

@Suite struct ExhibitNumberTests {
    @Test(arguments: ["A-1", "C-12", "Z-9999"])
    func `a number is read and written`(text: String) {
        #expect(ExhibitNumber(text)?.description == text)
    }

    @Test(arguments: [
        "I-1", "O-2", "a-1", "A1", "A-0", "A-01", "A-10000", "AB-1", "A-", "-1", "", "Ä-1", "A-1 ",
    ])
    func `anything else is refused`(text: String) {
        #expect(ExhibitNumber(text) == nil)
    }

    @Test func `B-2 stands before B-10`() {
        let numbers = ["B-10", "C-1", "B-2", "A-3"].compactMap(ExhibitNumber.init)
        #expect(numbers.sorted().map(\.description) == ["A-3", "B-2", "B-10", "C-1"])
    }
}

@Suite struct ContentDigestTests {
    @Test func `hexadecimal digits come back as they went in`() throws {
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(try #require(ContentDigest(hex: hex)).hex == hex)
        #expect(ContentDigest(hex: hex.uppercased())?.hex == hex)
    }

    @Test(arguments: [
        "", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 65),
    ])
    func `anything else is refused`(hex: String) {
        #expect(ContentDigest(hex: hex) == nil)
    }
}
