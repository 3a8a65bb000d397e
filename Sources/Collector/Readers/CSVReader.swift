/// Comma-separated values (RFC 4180), also with semicolons or tabs: rows of fields as UTF-8 bytes.
/// Linear in the bytes. A quotation mark inside an unquoted field is text; a quoted field that never
/// ends takes the rest of the file up to the limit of a field.
struct CSVReader {
    /// Rows that are read.
    static let rowLimit = 500_000
    /// Fields of a row that are kept.
    static let fieldLimit = 200
    /// Bytes of a field that are kept.
    static let fieldByteLimit = 64 << 10

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var at: Int
    private(set) var rowCount = 0
    /// Fields of the row before, which the next one will have too.
    private var fieldCount = 0
    /// The line the next row starts on, from 1.
    private(set) var line = 1

    /// Nil when the first line has none of the delimiters.
    init?(_ bytes: [UInt8]) {
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[start...].prefix(fieldsOfHeading).prefix { $0 != 0x0A }
        let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].map { mark in
            (mark, first.count { $0 == mark })
        }
        guard let most = counts.max(by: { $0.1 < $1.1 }), most.1 > 0 else { return nil }
        self.bytes = bytes
        delimiter = most.0
        at = start
    }

    /// The next row; nil at the end or beyond the limit. Empty lines are passed over.
    mutating func next() -> [String]? {
        guard startRow() else { return nil }
        var fields: [String] = []
        fields.reserveCapacity(fieldCount)
        while true {
            let isKept = fields.count < Self.fieldLimit
            let (field, isLast) = field(isKept: isKept)
            if isKept { fields.append(field) }
            if isLast {
                fieldCount = fields.count
                return fields
            }
        }
    }

    /// One field of the next row, empty when the row is shorter; nil as for `next()`.
    mutating func next(only column: Int) -> String? {
        guard startRow() else { return nil }
        var wanted = ""
        var index = 0
        while true {
            let (field, isLast) = field(isKept: index == column)
            if index == column { wanted = field }
            if isLast { return wanted }
            index += 1
        }
    }

    /// Steps to the start of the next row, if there is one to be read.
    private mutating func startRow() -> Bool {
        while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D {
            if bytes[at] == 0x0A { line += 1 }
            at += 1
        }
        guard at < bytes.count, rowCount < Self.rowLimit else { return false }
        rowCount += 1
        return true
    }

    /// The next field, an empty text in place of one that is not kept.
    private mutating func field(isKept: Bool) -> (String, isLast: Bool) {
        // Most fields have no quotation mark and are taken as they stand.
        var end = at
        while end < bytes.count, !isSpecial(bytes[end]) { end += 1 }
        if end == bytes.count || bytes[end] != UInt8(ascii: "\"") {
            let plain = at..<min(end, at + Self.fieldByteLimit)
            let text = isKept ? String(decoding: bytes[plain], as: UTF8.self) : ""
            at = end
            return (text, isLast: endField())
        }
        return quotedField(isKept: isKept)
    }

    private func isSpecial(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "\"")
    }

    /// Steps over what ends a field; true at the end of a row.
    private mutating func endField() -> Bool {
        guard at < bytes.count else { return true }
        let byte = bytes[at]
        at += 1
        if byte == delimiter { return false }
        if byte == 0x0D, at < bytes.count, bytes[at] == 0x0A { at += 1 }
        line += 1
        return true
    }

    private mutating func quotedField(isKept: Bool) -> (String, isLast: Bool) {
        var kept: [UInt8] = []
        var isQuoted = false
        if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            isQuoted = true
            at += 1
        }
        while at < bytes.count {
            let byte = bytes[at]
            if isQuoted {
                at += 1
                if byte == UInt8(ascii: "\"") {
                    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
                        at += 1
                    } else {
                        isQuoted = false
                        continue
                    }
                } else if byte == 0x0A {
                    line += 1
                }
            } else if byte == delimiter || byte == 0x0A || byte == 0x0D {
                break
            } else {
                at += 1
            }
            if isKept, kept.count < Self.fieldByteLimit { kept.append(byte) }
        }
        return (String(decoding: kept, as: UTF8.self), isLast: endField())
    }
}

/// Bytes of a heading that are looked at.
private let fieldsOfHeading = 8 << 10

/// The columns of a table by the words in its heading, compared without case, spaces and underscores.
struct CSVHeading {
    private let names: [String]

    init(_ fields: [String]) {
        names = fields.map(Self.key)
    }

    /// The first column called by one of some words, most wanted first.
    func column(_ words: [String]) -> Int? {
        for word in words {
            if let index = names.firstIndex(of: Self.key(word)) { return index }
        }
        return nil
    }

    private static func key(_ name: String) -> String {
        String(
            decoding: name.lowercased().utf8.filter { $0 != 0x20 && $0 != 0x5F && $0 != 0x2D },
            as: UTF8.self)
    }
}
