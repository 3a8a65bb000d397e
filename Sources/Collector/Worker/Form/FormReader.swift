/// Reads values in the form of answers from bytes that are not trusted: a worker may have been taken
/// over by what it read. Every value must be of the type asked for and in the place it belongs;
/// nothing may be left over. Linear in the bytes, and no deeper than the types that read.
struct FormReader {
    /// Elements of one list.
    static let elementLimit = 2_000_000
    /// Lists inside each other: what one reading needs, for each container around it.
    static let depthLimit = 16 + 4 * ContainerReader.depthLimit

    private let bytes: [UInt8]
    private(set) var at = 0
    private var depth = 0
    /// True when a value stands before the next one in its list.
    private var needsComma = false

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The one value that the bytes hold.
    static func read<Value: Formed>(_ bytes: [UInt8]) throws(FormProblem) -> Value {
        if let invalid = UTF8Check.firstInvalidByte(in: bytes) {
            throw FormProblem(reason: "the answer is not UTF-8", offset: invalid)
        }
        var form = FormReader(bytes)
        let value = try Value(from: &form)
        guard form.at == bytes.count else { throw form.problem("something follows the answer") }
        return value
    }

    /// The next value, of the type that is wanted where it goes.
    mutating func next<Value: Formed>() throws(FormProblem) -> Value {
        try Value(from: &self)
    }

    mutating func begin() throws(FormProblem) {
        try separate()
        try take(UInt8(ascii: "["), "a list is wanted")
        depth += 1
        guard depth <= Self.depthLimit else { throw problem("lists are too deep") }
        needsComma = false
    }

    mutating func end() throws(FormProblem) {
        guard try takeEnd() else { throw problem("the end of a list is wanted") }
    }

    /// Steps over the end of a list when it stands here.
    mutating func takeEnd() throws(FormProblem) -> Bool {
        guard at < bytes.count else { throw problem("the answer ends early") }
        guard bytes[at] == UInt8(ascii: "]") else { return false }
        at += 1
        depth -= 1
        needsComma = true
        return true
    }

    /// Steps over a null when it stands here.
    mutating func takeNull() throws(FormProblem) -> Bool {
        let start = needsComma ? at + 1 : at
        guard start < bytes.count, bytes[start] == UInt8(ascii: "n") else { return false }
        try separate()
        for byte in "null".utf8 { try take(byte, "a value is wanted") }
        return true
    }

    mutating func number() throws(FormProblem) -> Int {
        try separate()
        let isNegative = at < bytes.count && bytes[at] == UInt8(ascii: "-")
        if isNegative { at += 1 }
        let start = at
        var value = 0
        while at < bytes.count, (48...57).contains(bytes[at]) {
            let (product, high) = value.multipliedReportingOverflow(by: 10)
            let digit = Int(bytes[at] - 48)
            let (sum, carry) = product.addingReportingOverflow(isNegative ? -digit : digit)
            guard !high, !carry else { throw problem("a number is too large") }
            value = sum
            at += 1
        }
        guard at > start else { throw problem("a number is wanted") }
        return value
    }

    mutating func text() throws(FormProblem) -> String {
        try separate()
        try take(UInt8(ascii: "\""), "a text is wanted")
        var text: [UInt8] = []
        var copied = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                if text.isEmpty { return String(decoding: bytes[copied..<(at - 1)], as: UTF8.self) }
                text += bytes[copied..<(at - 1)]
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text += bytes[copied..<at]
                text.append(try escaped())
                copied = at
            case 0..<0x20: throw problem("a control character stands in a text")
            default: at += 1
            }
        }
        throw problem("a text does not end")
    }

    /// The only escapes that `FormWriter` writes.
    private mutating func escaped() throws(FormProblem) -> UInt8 {
        guard at + 1 < bytes.count else { throw problem("a text does not end") }
        let letter = bytes[at + 1]
        at += 2
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
        case UInt8(ascii: "u"):
            guard at + 4 <= bytes.count, bytes[at] == 48, bytes[at + 1] == 48,
                bytes[at + 2] == 48 || bytes[at + 2] == 49,
                let low = Self.value(ofDigit: bytes[at + 3])
            else { throw problem("an unknown escape") }
            let high = bytes[at + 2] - 48
            at += 4
            return high << 4 | low
        default: throw problem("an unknown escape")
        }
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case 48...57: digit - 48
        case 97...102: digit - 87
        default: nil
        }
    }

    private mutating func separate() throws(FormProblem) {
        if needsComma { try take(UInt8(ascii: ","), "a comma is wanted") }
        needsComma = true
    }

    private mutating func take(_ byte: UInt8, _ reason: String) throws(FormProblem) {
        guard at < bytes.count, bytes[at] == byte else { throw problem(reason) }
        at += 1
    }

    func problem(_ reason: String) -> FormProblem { FormProblem(reason: reason, offset: at) }
}
