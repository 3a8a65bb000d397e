/// Finds out in which encoding a page is. Pages saved to disk have lost their HTTP header.
enum HTMLCharset {
    /// The text of the page, always: at worst as windows-1252, in which every byte means something.
    static func decode(_ bytes: [UInt8]) -> (text: DecodedText, origin: HTMLDocument.CharsetOrigin)
    {
        if let (charset, length) = byteOrderMark(bytes),
            let text = TextDecoder.decode(Array(bytes[length...]), as: charset)
        {
            return (text, .byteOrderMark)
        }
        let asUTF8 = TextDecoder.decode(bytes, as: .utf8)
        if let label = declaredLabel(bytes), let declared = Charset(label: label) {
            // A declaration that can be read as ASCII is not itself in UTF-16.
            let charset =
                [.utf16LittleEndian, .utf16BigEndian].contains(declared) ? .utf8 : declared
            if let text = TextDecoder.decode(bytes, as: charset) {
                // Programs that save a page as UTF-8 do not always mend its declaration.
                if text.replacementCount > 0, let asUTF8, asUTF8.replacementCount == 0 {
                    return (asUTF8, .guessed)
                }
                return (text, .declared)
            }
        }
        if let asUTF8, asUTF8.replacementCount == 0 { return (asUTF8, .guessed) }
        if looksLikeGB2312(bytes), let text = TextDecoder.decode(bytes, as: .gb18030),
            text.replacementCount == 0
        {
            return (text, .guessed)
        }
        let text =
            TextDecoder.decode(bytes, as: .windows1252)
            ?? DecodedText(
                text: String(decoding: bytes, as: UTF8.self), charset: .utf8, replacementCount: 1)
        return (text, .guessed)
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> (Charset, Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }

    /// What stands behind `charset=` in the first `<meta …>` that has it, wherever it stands.
    static func declaredLabel(_ bytes: [UInt8]) -> String? {
        let meta = Array("<meta".utf8)
        var at = 0
        while at + meta.count < bytes.count {
            guard bytes[at] == meta[0], matches(bytes, at, meta) else {
                at += 1
                continue
            }
            // A tag that never ends must not make the scan quadratic, nor is it one.
            let end = min(bytes.count, at + 1024)
            let tag = bytes[at..<(bytes[at..<end].firstIndex(of: UInt8(ascii: ">")) ?? end)]
            if let label = label(in: tag) { return label }
            at = tag.endIndex
        }
        return nil
    }

    private static func label(in tag: ArraySlice<UInt8>) -> String? {
        let key = Array("charset".utf8)
        let noise: Set<UInt8> = [
            0x20, 0x09, 0x0A, 0x0D, 0x0C, UInt8(ascii: "\""), UInt8(ascii: "'"),
        ]
        var at = tag.startIndex
        while at + key.count < tag.endIndex {
            guard matches(tag, at, key) else {
                at += 1
                continue
            }
            var rest = tag[(at + key.count)...].drop { noise.contains($0) }
            at += key.count
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst().drop { noise.contains($0) }
            let label = rest.prefix {
                !noise.contains($0) && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "/")
            }
            return String(decoding: label, as: UTF8.self)
        }
        return nil
    }

    /// ASCII letters without regard to case; `word` is in lower case.
    private static func matches<Bytes: RandomAccessCollection>(
        _ bytes: Bytes, _ start: Int, _ word: [UInt8]
    ) -> Bool where Bytes.Element == UInt8, Bytes.Index == Int {
        guard bytes.endIndex - start >= word.count else { return false }
        for (offset, wanted) in word.enumerated() {
            let byte = bytes[start + offset]
            let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            if lower != wanted { return false }
        }
        return true
    }

    /// True when every byte above ASCII is half of a pair of GB 2312's code space. Letters with
    /// accents in western encodings stand alone far too often for that.
    private static func looksLikeGB2312(_ bytes: [UInt8]) -> Bool {
        var at = 0
        while at < bytes.count {
            if bytes[at] < 0x80 {
                at += 1
                continue
            }
            guard at + 1 < bytes.count, 0xA1...0xF7 ~= bytes[at], 0xA1...0xFE ~= bytes[at + 1]
            else { return false }
            at += 2
        }
        return true
    }
}
