import Testing

@testable import SystemLibraries

@Suite struct TextDecoderTests {
    @Test(
        arguments: [
            ([0xD6, 0xA4, 0xBE, 0xDD], "gb2312", "证据"), ([0xC3, 0xD2, 0xBE, 0xDA], "big5", "證據"),
            ([0x8F, 0xD8, 0x8B, 0x92], "Shift_JIS", "証拠"),
            ([0xC1, 0xF5, 0xB0, 0xC5], "EUC-KR", "증거"),
            ([0x80, 0xE9], "iso-8859-1", "€é"), ([0x93, 0x94], "Windows-1252", "“”"),
            ([0xE8, 0xAF, 0x81], "UTF-8", "证"), ([0xC1, 0x8B], "utf-16", "证"),
            ([0xF0, 0xF2], "koi8-r", "ПР"), ([0xCF], "windows-1251", "П"),
            ([0xC1], "iso-8859-7", "Α"),
            ([0x81, 0x30, 0x81, 0x30], "GB18030", "\u{80}"),
        ] as [([UInt8], String, String)])
    func `bytes are read in the encoding their label means`(
        bytes: [UInt8], label: String, text: String
    ) throws {
        let charset = try #require(Charset(label: label))
        let decoded = try #require(TextDecoder.decode(bytes, as: charset))
        #expect(decoded.text == text)
        #expect(decoded.replacementCount == 0)
    }

    @Test(arguments: [
        "", "x-user-defined", "utf-7", "UTF-8//TRANSLIT", "char", "cp1", "iso-8859-12",
    ])
    func `a label that means nothing to us is none`(label: String) {
        #expect(Charset(label: label) == nil)
    }

    @Test func `labels are read through quotes, space and case`() {
        #expect(Charset(label: " \"GBK\" ") == .gb18030)
        #expect(Charset(label: "\tUTF8\r\n") == .utf8)
    }

    @Test(
        arguments: [
            ("gbk", [0x61, 0xD6, 0xA4, 0xFF, 0x62], "a证\u{FFFD}b", 1),
            ("gbk", [0xD6], "\u{FFFD}", 1),
            ("utf-8", [0x61, 0xFF, 0xEF, 0xBF, 0xBD], "a\u{FFFD}\u{FFFD}", 1),
            ("shift_jis", [0x8F], "\u{FFFD}", 1), ("utf-16", [0xC1, 0x8B, 0x41], "证\u{FFFD}", 1),
        ] as [(String, [UInt8], String, Int)])
    func `bytes without meaning are replaced and counted`(
        label: String, bytes: [UInt8], text: String, count: Int
    ) throws {
        let charset = try #require(Charset(label: label))
        let decoded = try #require(TextDecoder.decode(bytes, as: charset))
        #expect(decoded.text == text)
        #expect(decoded.replacementCount == count)
    }

    @Test func `text longer than a block is decoded whole, around every cut`() throws {
        for padding in 0..<4 {
            let bytes =
                [UInt8](repeating: 0x61, count: padding)
                + [[UInt8]](repeating: [0xD6, 0xA4], count: 100_000).flatMap { $0 }
            let decoded = try #require(TextDecoder.decode(bytes, as: .gb18030))
            #expect(decoded.text.unicodeScalars.count == padding + 100_000)
            #expect(decoded.replacementCount == 0)
        }
    }
}
