import SystemLibraries

/// Texts in headers of mail: encoded words (RFC 2047), parameters (RFC 2045, 5.1) and their long and
/// foreign values (RFC 2231).
enum MailText {
    /// Bytes as they stand: UTF-8, or windows-1252 where they are not.
    static func raw(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return TextDecoder.decode(Array(bytes), as: .windows1252)?.text
            ?? String(decoding: bytes, as: UTF8.self)
    }

    /// The text with its encoded words read; white space between two of them is none.
    static func decoded(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result = ""
        var plainStart = 0
        var at = 0
        var lastWordEnd: Int?
        // Neighbouring words of one encoding may share a character.
        var pending: (charset: String, bytes: [UInt8])?
        func flush() {
            if let word = pending {
                result += decode(word.bytes, label: word.charset)
                pending = nil
            }
        }
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "="), let word = encodedWord(bytes, at) else {
                at += 1
                continue
            }
            let between = bytes[plainStart..<at]
            let isOnlySpace = between.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            if !(lastWordEnd == plainStart && isOnlySpace) || lastWordEnd == nil {
                flush()
                result += String(decoding: between, as: UTF8.self)
            }
            if pending?.charset == word.charset {
                pending?.bytes += word.bytes
            } else {
                flush()
                pending = (word.charset, word.bytes)
            }
            at = word.end
            plainStart = at
            lastWordEnd = at
        }
        flush()
        return result + String(decoding: bytes[plainStart...], as: UTF8.self)
    }

    /// `=?charset?B?…?=` or `=?charset?Q?…?=`.
    private static func encodedWord(
        _ bytes: [UInt8], _ start: Int
    ) -> (charset: String, bytes: [UInt8], end: Int)? {
        let window = bytes[start..<min(bytes.count, start + 1_000)]
        guard window.count > 7, window[start + 1] == UInt8(ascii: "?"),
            let first = window[(start + 2)...].firstIndex(of: UInt8(ascii: "?")),
            first + 2 < window.endIndex, window[first + 2] == UInt8(ascii: "?"),
            let last = window[(first + 3)...].firstIndex(of: UInt8(ascii: "?")),
            last + 1 < window.endIndex, window[last + 1] == UInt8(ascii: "=")
        else { return nil }
        let label = window[(start + 2)..<first].prefix { $0 != UInt8(ascii: "*") }
        let body = window[(first + 3)..<last]
        let content: [UInt8]
        switch window[first + 1] | 0x20 {
        case UInt8(ascii: "b"):
            var digits = Array(body)
            while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
            guard let bytes = Base64.decode(digits) else { return nil }
            content = bytes
        case UInt8(ascii: "q"): content = quotedPrintable(body, isHeader: true)
        default: return nil
        }
        return (String(decoding: label, as: UTF8.self).lowercased(), content, last + 2)
    }

    private static func decode(_ bytes: [UInt8], label: String) -> String {
        if let charset = Charset(label: label), let text = TextDecoder.decode(bytes, as: charset) {
            return text.text
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Quoted-printable (RFC 2045, 6.7), in headers with `_` for a space.
    static func quotedPrintable(_ bytes: ArraySlice<UInt8>, isHeader: Bool) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            at += 1
            if isHeader, byte == UInt8(ascii: "_") {
                result.append(0x20)
            } else if byte == UInt8(ascii: "=") {
                if at + 1 < bytes.endIndex, let high = value(bytes[at]),
                    let low = value(bytes[at + 1])
                {
                    result.append(high << 4 | low)
                    at += 2
                } else if let end = softBreak(bytes, at) {
                    at = end
                } else {
                    result.append(byte)
                }
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func softBreak(_ bytes: ArraySlice<UInt8>, _ start: Int) -> Int? {
        var at = start
        while at < bytes.endIndex, at - start < 80, bytes[at] == 0x20 || bytes[at] == 0x09 {
            at += 1
        }
        if at < bytes.endIndex, bytes[at] == 0x0D { at += 1 }
        guard at < bytes.endIndex else { return at }
        return bytes[at] == 0x0A ? at + 1 : nil
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 65...70: digit - 55
        case 97...102: digit - 87
        default: nil
        }
    }

    /// A value and its parameters, names and value in lower case; values as they are meant.
    static func parameters(_ field: String) -> (value: String, parameters: [String: String]) {
        var pieces = split(field)
        guard !pieces.isEmpty else { return ("", [:]) }
        let value = pieces.removeFirst().trimmedOfSpace.lowercased()
        var plain: [String: String] = [:]
        var parts: [String: [(order: Int, isEncoded: Bool, text: String)]] = [:]
        for piece in pieces.prefix(100) {
            guard let equals = piece.firstIndex(of: "=") else { continue }
            let name = String(piece[..<equals]).trimmedOfSpace.lowercased()
            let text = unquoted(String(piece[piece.index(after: equals)...]).trimmedOfSpace)
            let steps = name.split(separator: "*", omittingEmptySubsequences: false)
            if steps.count == 1 {
                plain[name] = plain[name] ?? decoded(text)
            } else if let base = steps.first {
                let order = steps.count > 1 ? Int(steps[1]) ?? 0 : 0
                parts[String(base), default: []].append((order, name.hasSuffix("*"), text))
            }
        }
        for (name, list) in parts {
            var bytes: [UInt8] = []
            var label = "utf-8"
            for (index, part) in list.sorted(by: { $0.order < $1.order }).enumerated() {
                var text = part.text[...]
                if index == 0, part.isEncoded {
                    let fields = part.text.split(
                        separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
                    if fields.count == 3 {
                        label = String(fields[0])
                        text = fields[2]
                    }
                }
                bytes += part.isEncoded ? percentDecoded(text) : Array(text.utf8)
            }
            plain[name] = decode(bytes, label: label)
        }
        return (value, plain)
    }

    private static func percentDecoded(_ text: Substring) -> [UInt8] {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "%"), at + 2 < bytes.count,
                let high = value(bytes[at + 1]),
                let low = value(bytes[at + 2])
            {
                result.append(high << 4 | low)
                at += 3
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return result
    }

    /// At semicolons outside quotation marks.
    private static func split(_ field: String) -> [String] {
        var pieces: [String] = []
        var piece: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in field.utf8.prefix(64 << 10) {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), isQuoted {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ";"), !isQuoted {
                pieces.append(String(decoding: piece, as: UTF8.self))
                piece = []
                continue
            }
            piece.append(byte)
        }
        pieces.append(String(decoding: piece, as: UTF8.self))
        return pieces
    }

    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8.dropFirst().dropLast() {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                result.append(byte)
                isEscaped = false
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
