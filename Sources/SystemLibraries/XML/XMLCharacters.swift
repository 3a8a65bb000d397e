/// XML 1.0 (fifth edition), production 2: the characters a document may hold, escaped or not.
enum XMLCharacters {
    static func allows(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: true
        case 0x00..<0x20, 0xFFFE, 0xFFFF: false
        default: true  // lone surrogates cannot be a `Unicode.Scalar`
        }
    }

    /// ASCII that stands for itself in texts and attributes and needs no second look.
    static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
        default: (0x20..<0x80).contains(byte)
        }
    }

    /// The names we write ourselves: an ASCII subset of production 5, with at most one prefix.
    static func allowsName(_ name: String) -> Bool {
        var colons = 0
        var startsPart = true
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "_"):
                startsPart = false
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
                if startsPart { return false }
            case UInt8(ascii: ":"):
                if startsPart { return false }
                colons += 1
                startsPart = true
            default:
                return false
            }
        }
        return !startsPart && colons <= 1
    }
}
