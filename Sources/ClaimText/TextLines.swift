/// The lines of a UTF-8 file, without line ends and byte order mark.
struct TextLines {
    /// Bytes of a whole file.
    static let byteLimit = 1 << 20
    /// Bytes of one line.
    static let lineByteLimit = 64 << 10

    /// The lines in order; lines end with LF or CR LF.
    let lines: [String]

    /// Throws the one problem that keeps the file from being split into lines.
    init(_ bytes: [UInt8]) throws(TextProblem) {
        guard bytes.count <= Self.byteLimit else {
            throw TextProblem(
                code: "text.too-long", line: 1, column: 1,
                message: "the file has \(bytes.count) bytes, more than \(Self.byteLimit)",
                remedy: "Keep the facts here, and put long texts into exhibits", source: "")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.encodingProblem(bytes)
        }
        if let wide = Self.wideEncoding(bytes) {
            throw Self.encodingProblem(named: wide, line: 1, column: 1)
        }
        var rest = Substring(text)
        if rest.unicodeScalars.first?.value == 0xFEFF { rest.unicodeScalars.removeFirst() }
        lines = rest.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { line in
                String(line.last == UInt8(ascii: "\r") ? line.dropLast() : line) ?? ""
            }
    }

    private static func encodingProblem(_ bytes: [UInt8]) -> TextProblem {
        let good = validPrefix(of: bytes)
        let line = bytes[..<good].count { $0 == UInt8(ascii: "\n") } + 1
        let lineStart = bytes[..<good].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let column = String(decoding: bytes[lineStart..<good], as: UTF8.self).unicodeScalars.count
        let guess = wideEncoding(bytes) ?? (looksLikeGBK(bytes) ? "GBK" : nil)
        return encodingProblem(named: guess, line: line, column: column + 1)
    }

    private static func encodingProblem(named guess: String?, line: Int, column: Int) -> TextProblem
    {
        TextProblem(
            code: "text.encoding", line: line, column: column,
            message: "not UTF-8" + (guess.map { " (looks like \($0))" } ?? ""),
            remedy: "Save the file as UTF-8: most editors offer it under \"Save as\", Encoding",
            source: "")
    }

    /// How many bytes from the start are whole UTF-8 sequences.
    private static func validPrefix(of bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            count += UTF8.width(scalar)
        }
        return min(count, bytes.count)
    }

    /// UTF-16 and UTF-32 by byte order mark, or by zero bytes at every second place.
    private static func wideEncoding(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
            return "UTF-32"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return "UTF-16"
        }
        let sample = bytes.prefix(512)
        let zeros = sample.indices.filter { sample[$0] == 0 }
        guard sample.count >= 4, zeros.count * 3 >= sample.count else { return nil }
        return Set(zeros.map { $0 % 2 }).count == 1 ? "UTF-16" : nil
    }

    /// True when every byte above ASCII belongs to a pair of GBK (lead 81–FE, trail 40–FE but 7F).
    private static func looksLikeGBK(_ bytes: [UInt8]) -> Bool {
        var index = 0
        var pairs = 0
        while index < bytes.count {
            let lead = bytes[index]
            index += 1
            guard lead >= 0x80 else { continue }
            guard (0x81...0xFE).contains(lead), index < bytes.count,
                (0x40...0xFE).contains(bytes[index]), bytes[index] != 0x7F
            else { return false }
            // A single letter of Western Europe between ASCII letters also makes a "pair".
            if bytes[index] >= 0x80 { pairs += 1 }
            index += 1
        }
        return pairs > 0
    }
}
