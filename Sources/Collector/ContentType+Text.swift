/// Kinds of text, told by the first kilobytes.
enum TextContent {
    /// Nil when the bytes are no text. `isWhole` says that nothing follows them; else a character
    /// cut at the end is no fault.
    static func type(_ head: [UInt8], isWhole: Bool) -> ContentType? {
        guard !head.isEmpty else { return nil }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            let isLittle = head[0] == 0xFF
            let text = latin(ofUTF16: head, isLittle: isLittle)
            return ContentType(mediaType(of: text), charset: isLittle ? "utf-16le" : "utf-16be")
        }
        guard isText(head) else {
            guard let isLittle = looksLikeUTF16(head) else { return nil }
            return ContentType("text/plain", charset: isLittle ? "utf-16le" : "utf-16be")
        }
        let whole = isWhole ? head[...] : head[..<completeEnd(of: head)]
        if String(validating: whole, as: UTF8.self) != nil {
            let start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            return ContentType(mediaType(of: Array(whole.dropFirst(start))), charset: "utf-8")
        }
        // Only letters of ASCII matter below, and those are the same in every charset met here.
        return ContentType(mediaType(of: head), charset: looksLikeGBK(head) ? "gbk" : nil)
    }

    /// True for bytes without zeros and with hardly any controls: a saved chat may hold a stray one
    /// that somebody typed.
    static func isText(_ bytes: [UInt8]) -> Bool {
        var strays = 0
        for byte in bytes where byte < 32 && !(9...13).contains(byte) && byte != 27 || byte == 127 {
            if byte == 0 { return false }
            strays += 1
        }
        return strays * 256 <= bytes.count
    }

    private static func mediaType(of text: [UInt8]) -> String {
        let start = text.firstIndex { !($0 == 32 || (9...13).contains($0)) } ?? text.count
        let rest = Array(text[start...].prefix(4_096))
        let lower = rest.map { (65...90).contains($0) ? $0 + 32 : $0 }
        if rest.first == UInt8(ascii: "<") { return markup(lower) ?? "text/plain" }
        if isJSON(rest) { return "application/json" }
        if lower.starts(with: "from ".utf8), lower.prefix(200).contains(UInt8(ascii: ":")),
            headerNames(after: lower).contains("from")
        {
            return "application/mbox"
        }
        return mail(lower) ?? "text/plain"
    }

    /// HTML and XML by their first element, behind declarations and comments.
    private static func markup(_ text: [UInt8]) -> String? {
        for name in ["<!doctype html", "<html", "<head", "<body"] where text.starts(with: name.utf8)
        {
            return "text/html"
        }
        let isXML = text.starts(with: "<?xml".utf8)
        if text.firstIndex(of: "<html") != nil {
            return isXML ? "application/xhtml+xml" : "text/html"
        }
        if text.firstIndex(of: "<svg") != nil, isXML || text.starts(with: "<svg".utf8) {
            return "image/svg+xml"
        }
        if isXML { return "application/xml" }
        // A table or a part of a page, as copied from a browser.
        let tag = text.dropFirst().prefix { (97...122).contains($0) || (48...57).contains($0) }
        let parts = ["div", "table", "p", "span", "meta", "title", "script", "style", "ul", "h1"]
        return parts.contains { tag.elementsEqual($0.utf8) } ? "text/html" : nil
    }

    /// An object or array of JSON (RFC 8259) by its first two signs.
    private static func isJSON(_ text: [UInt8]) -> Bool {
        guard let first = text.first else { return false }
        let second = text.dropFirst().first { !($0 == 32 || (9...13).contains($0)) }
        guard let second else { return false }
        if first == UInt8(ascii: "{") { return "\"}".utf8.contains(second) }
        // `[29.01.18, …` begins a line of a chat, so a digit tells nothing here.
        return first == UInt8(ascii: "[") && "{[\"]".utf8.contains(second)
    }

    /// A message with headers (RFC 5322), or a page saved as one (MHTML, RFC 2557).
    private static func mail(_ text: [UInt8]) -> String? {
        let names = headerNames(of: text[...])
        let known = [
            "from", "to", "date", "subject", "received", "message-id", "mime-version",
            "return-path",
        ]
        guard names.count >= 2, names.filter(known.contains).count >= 2 else { return nil }
        let isPage =
            text.firstIndex(of: "snapshot-content-location:") != nil
            || text.firstIndex(of: "multipart/related") != nil && names.contains("mime-version")
                && !names.contains("received") && !names.contains("message-id")
        return isPage ? "multipart/related" : "message/rfc822"
    }

    private static func headerNames(after text: [UInt8]) -> [String] {
        headerNames(of: text.drop { $0 != UInt8(ascii: "\n") }.dropFirst())
    }

    /// The names of the header lines at the start, small letters; none when a line is no header.
    private static func headerNames(of text: ArraySlice<UInt8>) -> [String] {
        var names: [String] = []
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .prefix(60)
        {
            guard let first = line.first, first != UInt8(ascii: "\r") else { break }
            if first == 32 || first == 9 { continue }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy({ (33...126).contains($0) })
            else { break }
            names.append(String(decoding: line[..<colon], as: UTF8.self))
        }
        return names
    }

    // MARK: Charsets

    /// The end of the last whole UTF-8 sequence.
    private static func completeEnd(of bytes: [UInt8]) -> Int {
        var end = bytes.count
        while end > 0, bytes.count - end < 4, bytes[end - 1] & 0xC0 == 0x80 { end -= 1 }
        guard end > 0, bytes[end - 1] >= 0xC0 else { return bytes.count }
        let lead = bytes[end - 1]
        let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
        return end - 1 + count <= bytes.count ? bytes.count : end - 1
    }

    /// The ASCII of UTF-16 text, other characters as `?`.
    private static func latin(ofUTF16 bytes: [UInt8], isLittle: Bool) -> [UInt8] {
        stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            let high = bytes[isLittle ? index + 1 : index]
            let low = bytes[isLittle ? index : index + 1]
            return high == 0 && low < 128 ? low : UInt8(ascii: "?")
        }
    }

    /// Zero bytes at every second place only; true when the low byte stands first.
    private static func looksLikeUTF16(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 8 else { return nil }
        var (even, odd) = (0, 0)
        let count = min(bytes.count, 1_024)
        for index in 0..<count where bytes[index] == 0 {
            if index % 2 == 0 { even += 1 } else { odd += 1 }
            if even > 0, odd > 0 { return nil }
        }
        if even == 0, odd * 10 >= count / 2 * 7 { return true }
        if odd == 0, even * 10 >= count / 2 * 7 { return false }
        return nil
    }

    /// True when every byte above ASCII belongs to a pair of GBK, one cut at the end but for.
    private static func looksLikeGBK(_ bytes: [UInt8]) -> Bool {
        var index = 0
        var pairs = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            guard lead >= 0x80 else { continue }
            guard (0x81...0xFE).contains(lead) else { return false }
            guard index < bytes.count else { break }
            guard (0x40...0xFE).contains(bytes[index]), bytes[index] != 0x7F else { return false }
            if bytes[index] >= 0x80 { pairs += 1 }
            index += 1
        }
        return pairs > 0
    }
}
