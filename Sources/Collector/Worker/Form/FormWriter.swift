/// Writes values in the form of answers.
struct FormWriter {
    private(set) var bytes: [UInt8] = []
    /// True when a value stands before the next one in its list.
    private var needsComma = false

    /// The bytes of one value.
    static func bytes(of value: some Formed) -> [UInt8] {
        var form = FormWriter()
        value.write(to: &form)
        return form.bytes
    }

    /// A list of values, each of its own type.
    mutating func list<each Part: Formed>(_ part: repeat each Part) {
        begin()
        repeat (each part).write(to: &self)
        end()
    }

    mutating func begin() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    mutating func end() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    mutating func number(_ value: Int) {
        separate()
        if (0..<10).contains(value) {
            bytes.append(UInt8(ascii: "0") + UInt8(value))
        } else {
            bytes.append(contentsOf: String(value).utf8)
        }
    }

    mutating func text(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            for byte in utf8 {
                switch byte {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                    bytes.append(UInt8(ascii: "\\"))
                    bytes.append(byte)
                case 0..<0x20:
                    bytes.append(contentsOf: "\\u00".utf8)
                    bytes.append(Self.digit(byte >> 4))
                    bytes.append(Self.digit(byte & 15))
                default: bytes.append(byte)
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value + 48 : value + 87
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
