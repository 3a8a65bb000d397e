/// Strict JSON (RFC 8259) over foreign bytes.
///
/// Stricter than the RFC where it leaves room: the bytes must be UTF-8 (one byte order mark in front
/// is ignored), names in an object must differ, a lone surrogate is refused, and nothing but white
/// space may follow the value. Time and memory are linear in the input.
package struct JSONReader {
    /// How much is taken.
    package struct Limits: Sendable {
        /// Bytes of input.
        package var byteCount = 16 << 20
        /// Arrays and objects inside each other; also what keeps recursion shallow.
        package var depth = 64
        /// Values of all kinds.
        package var valueCount = 1_000_000

        package init() {}
    }

    /// Members up to which names are compared one by one.
    private static let smallObject = 8

    private let bytes: [UInt8]
    private let limits: Limits
    private var at = 0
    private var depth = 0
    private var valueCount = 0

    /// Reads one value.
    package static func read(
        _ bytes: [UInt8], limits: Limits = Limits()
    ) throws(JSONProblem) -> JSONValue {
        var reader = JSONReader(bytes: bytes, limits: limits)
        return try reader.document()
    }

    private init(bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private mutating func document() throws(JSONProblem) -> JSONValue {
        guard bytes.count <= limits.byteCount else {
            throw problem(.tooLarge, at: 0, "more than \(limits.byteCount) bytes")
        }
        if let invalid = UTF8Check.firstInvalidByte(in: bytes) {
            throw problem(.notUTF8, at: invalid, "the bytes are not UTF-8")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
        skipSpace()
        let value = try self.value()
        skipSpace()
        guard at == bytes.count else {
            throw problem(.syntax, at: at, "something follows the value")
        }
        return value
    }

    private mutating func value() throws(JSONProblem) -> JSONValue {
        valueCount += 1
        guard valueCount <= limits.valueCount else {
            throw problem(.tooMany, at: at, "more than \(limits.valueCount) values")
        }
        guard at < bytes.count else { throw problem(.syntax, at: at, "a value is missing") }
        switch bytes[at] {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"):
            try word("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try word("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try word("null")
            return .null
        default: throw problem(.syntax, at: at, "no value starts like this")
        }
    }

    private mutating func enter() throws(JSONProblem) {
        depth += 1
        guard depth <= limits.depth else {
            throw problem(.tooDeep, at: at, "nested deeper than \(limits.depth) levels")
        }
        at += 1
        skipSpace()
    }

    private mutating func array() throws(JSONProblem) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if take("]") { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else {
                throw problem(.syntax, at: at, "a comma or \"]\" is missing")
            }
            skipSpace()
        }
    }

    private mutating func object() throws(JSONProblem) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONMember] = []
        var names: Set<[UInt8]> = []
        if take("}") { return .object(members) }
        while true {
            let start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
                throw problem(.syntax, at: at, "a name in quotes is missing")
            }
            let name = try string()
            guard Self.isNew(name, in: members, names: &names) else {
                throw problem(.duplicateName, at: start, "the name was already used in this object")
            }
            skipSpace()
            guard take(":") else { throw problem(.syntax, at: at, "a colon is missing") }
            skipSpace()
            members.append(JSONMember(name: name, value: try value()))
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else {
                throw problem(.syntax, at: at, "a comma or \"}\" is missing")
            }
            skipSpace()
        }
    }

    /// Names are kept in a set only when an object is large, so that its check stays linear.
    private static func isNew(
        _ name: String, in members: [JSONMember], names: inout Set<[UInt8]>
    ) -> Bool {
        if members.count < smallObject {
            return !members.contains { $0.name.utf8.elementsEqual(name.utf8) }
        }
        if names.isEmpty { names = Set(members.map { Array($0.name.utf8) }) }
        return names.insert(Array(name.utf8)).inserted
    }

    private mutating func number() throws(JSONProblem) -> String {
        let start = at
        _ = take("-")
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[at - whole] != UInt8(ascii: "0") else {
            throw problem(.syntax, at: start, "a number starts with one digit or none but zero")
        }
        if take(".") {
            guard digits() > 0 else { throw problem(.syntax, at: at, "a digit is missing") }
        }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw problem(.syntax, at: at, "a digit is missing") }
        }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = at
        while at < bytes.count, (48...57).contains(bytes[at]) { at += 1 }
        return at - start
    }

    private mutating func string() throws(JSONProblem) -> String {
        at += 1
        let start = at
        var text: [UInt8] = []
        var copied = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                if text.isEmpty { return String(decoding: bytes[copied..<(at - 1)], as: UTF8.self) }
                text += bytes[copied..<(at - 1)]
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += bytes[copied..<at]
                try escape(into: &text)
                copied = at
            case 0..<0x20:
                throw problem(.syntax, at: at, "a control character stands in a string unescaped")
            default:
                at += 1
            }
        }
        throw problem(.syntax, at: start - 1, "a string is not closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONProblem) {
        let start = at
        guard at + 1 < bytes.count else {
            throw problem(.syntax, at: at, "a string is not closed")
        }
        let letter = bytes[at + 1]
        at += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), at + 1 < bytes.count,
                bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
            {
                at += 2
                let low = try hexadecimal()
                guard (0xDC00..<0xE000).contains(low) else {
                    throw problem(.loneSurrogate, at: start, "half of a surrogate pair is missing")
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw problem(.loneSurrogate, at: start, "half of a surrogate pair is missing")
            }
            text += Array(String(scalar).utf8)
        default:
            throw problem(.syntax, at: start, "there is no such escape")
        }
    }

    private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count, let digit = Self.value(ofHexDigit: bytes[at]) else {
                throw problem(.syntax, at: at, "an escape needs four hexadecimal digits")
            }
            code = code << 4 | digit
            at += 1
        }
        return code
    }

    private static func value(ofHexDigit digit: UInt8) -> UInt32? {
        switch digit {
        case 48...57: UInt32(digit - 48)
        case 65...70: UInt32(digit - 55)
        case 97...102: UInt32(digit - 87)
        default: nil
        }
    }

    private mutating func word(_ word: String) throws(JSONProblem) {
        guard bytes[at...].starts(with: word.utf8) else {
            throw problem(.syntax, at: at, "no value starts like this")
        }
        at += word.utf8.count
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard at < bytes.count, bytes[at] == UInt8(truncatingIfNeeded: character.value) else {
            return false
        }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x0A, 0x0D, 0x09: at += 1
            default: return
            }
        }
    }

    private func problem(_ kind: JSONProblem.Kind, at offset: Int, _ reason: String) -> JSONProblem
    {
        var line = 1
        var column = 1
        for byte in bytes[..<min(offset, bytes.count)] {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return JSONProblem(kind: kind, line: line, column: column, reason: reason)
    }
}
