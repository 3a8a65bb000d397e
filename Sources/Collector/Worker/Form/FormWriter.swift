/// Writes values in the form of answers, into memory or to whoever takes them meanwhile.
struct FormWriter {
    /// Bytes that are collected before they are given away.
    static let blockByteCount = 256 << 10

    private(set) var bytes: [UInt8] = []
    /// True when a value stands before the next one in its list.
    private var needsComma = false
    private let take: (([UInt8]) -> Bool)?
    private var isRefused = false

    /// A writer that gives its bytes away in blocks if there is somebody to take them, who answers whether
    /// he did.
    init(take: (([UInt8]) -> Bool)? = nil) {
        self.take = take
    }

    /// Gives away what is left; false when anything was not taken.
    mutating func finish() -> Bool {
        giveAway()
        return !isRefused
    }

    private mutating func giveAway() {
        guard let take, !bytes.isEmpty else { return }
        if !isRefused { isRefused = !take(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }

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
        if take != nil, bytes.count >= Self.blockByteCount { giveAway() }
    }

    mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    mutating func number(_ value: Int) {
        separate()
        guard value >= 0 else {
            bytes.append(contentsOf: String(value).utf8)
            return
        }
        var rest = value
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        // The last digit came first.
        var (left, right) = (start, bytes.count - 1)
        while left < right {
            bytes.swapAt(left, right)
            left += 1
            right -= 1
        }
    }

    mutating func text(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Few texts hold anything that has to be escaped.
            var isPlain = true
            for byte in utf8 where Self.isEscaped(byte) { isPlain = false }
            if isPlain {
                bytes.append(contentsOf: utf8)
                return
            }
            for byte in utf8 {
                guard Self.isEscaped(byte) else {
                    bytes.append(byte)
                    continue
                }
                bytes.append(UInt8(ascii: "\\"))
                if byte >= 0x20 {
                    bytes.append(byte)
                } else {
                    bytes.append(contentsOf: "u00".utf8)
                    bytes.append(Self.digit(byte >> 4))
                    bytes.append(Self.digit(byte & 15))
                }
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value + 48 : value + 87
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        needsComma = true
    }
}
