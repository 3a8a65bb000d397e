import SystemLibraries

/// The lines of a text in whatever encoding it came, as UTF-8 bytes. Linear; a line's bytes beyond the
/// cap are left out and counted.
struct TextLines {
    /// Bytes of a file that are read.
    static let byteLimit = 64 << 20
    /// Bytes of a line that are kept.
    static let lineByteLimit = 64 << 10

    /// The lines without their ends.
    let lines: [ArraySlice<UInt8>]

    init(_ source: EvidenceSource, charset: String?) throws(EvidenceSourceError) {
        self.init(try source.all(limit: Self.byteLimit), charset: charset)
    }

    /// The bytes in UTF-8; a text whose encoding is not known stays as it is.
    static func inUTF8(_ bytes: [UInt8], charset: String?) -> [UInt8] {
        guard let charset, charset != "utf-8", let known = Charset(label: charset),
            let decoded = TextDecoder.decode(bytes, as: known)
        else { return bytes }
        return Array(decoded.text.utf8)
    }

    init(_ bytes: [UInt8], charset: String?) {
        let bytes = Self.inUTF8(bytes, charset: charset)
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var at = start
        while at <= bytes.count {
            if at == bytes.count || bytes[at] == 0x0A {
                if at == bytes.count, start == at { break }
                var end = at
                if end > start, bytes[end - 1] == 0x0D { end -= 1 }
                lines.append(bytes[start..<min(end, start + Self.lineByteLimit)])
                start = at + 1
            }
            at += 1
        }
        self.lines = lines
    }

    /// A line as text.
    static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line, as: UTF8.self).trimmedOfSpace
    }
}
