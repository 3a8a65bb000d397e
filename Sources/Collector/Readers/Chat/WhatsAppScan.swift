/// A position in the bytes of a line, with the small steps of the header grammar.
struct WhatsAppScan {
    let bytes: [UInt8]
    var at: Int
    let end: Int

    /// The byte here, 0 at the end.
    var peek: UInt8 { at < end ? bytes[at] : 0 }

    /// Steps over one byte if it is this one.
    @discardableResult
    mutating func take(_ byte: UInt8) -> Bool {
        guard at < end, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// Steps over marks of writing direction and byte order marks.
    mutating func skipMarks() {
        while let length = Self.mark(bytes, at, end) { at += length }
    }

    /// Steps over spaces of all widths and marks; true if there was a space.
    @discardableResult
    mutating func skipSpace() -> Bool {
        var found = false
        while at < end {
            if let length = Self.space(bytes, at, end) {
                at += length
                found = true
            } else if let length = Self.mark(bytes, at, end) {
                at += length
            } else {
                break
            }
        }
        return found
    }

    /// Steps over a number of at most this many digits, of Latin, Arabic, Persian or Indic script;
    /// nil, without a step, when there is none or more digits follow.
    mutating func number(digits limit: Int) -> (value: Int, digits: Int)? {
        var value = 0
        var count = 0
        var position = at
        while position < end, let digit = Self.digit(bytes, position, end) {
            value = value * 10 + digit.value
            count += 1
            position += digit.length
            guard count <= limit else { return nil }
        }
        guard count > 0 else { return nil }
        at = position
        return (value, count)
    }

    /// Steps over what stands between two numbers of a date, with spaces and marks around it:
    /// `/`, `.`, `-`, or 年 and 月, which count as one separator.
    mutating func dateSeparator() -> UInt8? {
        let start = at
        skipMarks()
        let byte = peek
        switch byte {
        case UInt8(ascii: "/"), UInt8(ascii: "-"):
            at += 1
            skipMarks()
            return byte
        case UInt8(ascii: "."):
            at += 1
            skipSpace()
            return byte
        case 0xE5 where starts(with: Self.year), 0xE6 where starts(with: Self.month):
            at += 3
            skipSpace()
            return 0xE5
        default:
            at = start
            return nil
        }
    }

    /// Steps over what stands between date and time: 日, a dot, a comma of any script, spaces and one
    /// word such as the Finnish `klo`.
    mutating func skipDateEnd() {
        if starts(with: Self.day) { at += 3 }
        take(UInt8(ascii: "."))
        skipMarks()
        if !take(UInt8(ascii: ",")) {
            for comma in Self.commas where starts(with: comma) { at += comma.count }
        }
        skipSpace()
        if let length = Self.words.prefix(of: bytes, at..<end) {
            at += length
            skipSpace()
        }
    }

    /// Steps over the character between hour and minute.
    mutating func timeSeparator() -> UInt8? {
        guard peek == UInt8(ascii: ":") || peek == UInt8(ascii: ".") else { return nil }
        at += 1
        return bytes[at - 1]
    }

    /// Steps over the half of the day.
    mutating func half() -> HalfOfDay? {
        // Nothing but a half starts with a letter here.
        guard peek > UInt8(ascii: "@"), peek != UInt8(ascii: "]") else { return nil }
        if let half = latinHalf() { return half }
        for (table, half) in Self.halves {
            if let length = table.prefix(of: bytes, at..<end) {
                at += length
                return half
            }
        }
        return nil
    }

    /// `AM`, `pm`, `a.m.`, `p. m.`, with spaces of any width inside.
    private mutating func latinHalf() -> HalfOfDay? {
        let letter = peek | 0x20
        guard letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p") else { return nil }
        let start = at
        at += 1
        let hasDot = take(UInt8(ascii: "."))
        if hasDot { skipSpace() }
        guard peek | 0x20 == UInt8(ascii: "m") else {
            at = start
            return nil
        }
        at += 1
        if hasDot { take(UInt8(ascii: ".")) }
        return HalfOfDay(
            kind: letter == UInt8(ascii: "a") ? .morning : .afternoon, isEastAsian: false)
    }

    /// Steps over what ends a header; false when something else stands here.
    mutating func headerEnd(isBracketed: Bool, endsInSpace: Bool) -> Bool {
        let hadSpace = skipSpace()
        if isBracketed {
            guard take(UInt8(ascii: "]")) else { return false }
            skipSpace()
            return true
        }
        if take(UInt8(ascii: ":")) { return skipSpace() }
        guard hadSpace else { return false }
        if !take(UInt8(ascii: "-")) {
            guard starts(with: Self.dash) else { return endsInSpace }
            at += 3
        }
        return skipSpace() || at == end
    }

    private func starts(with word: [UInt8]) -> Bool {
        guard word.count <= end - at else { return false }
        for offset in word.indices where bytes[at + offset] != word[offset] { return false }
        return true
    }

    private static let year = Array("年".utf8)
    private static let month = Array("月".utf8)
    private static let day = Array("日".utf8)
    private static let commas = [Array("،".utf8), Array("、".utf8)]
    private static let dash = Array("–".utf8)

    /// Words that some languages put between date and time.
    private static let words = ByteTable([
        "klo ", "klo\u{A0}", "kl. ", "um ", "at ", "à ", "alle ore ", "alle ", "às ", "a las ",
        "o ",
    ])

    /// Halves of the day that are not written with `m`.
    private static let halves: [(words: ByteTable, half: HalfOfDay)] =
        HalfOfDay.eastAsian + [
            (
                ByteTable(["ص", "π.μ.", "πμ", "SA", "ÖÖ", "पूर्वाह्न", "de."]),
                HalfOfDay(kind: .morning, isEastAsian: false)
            ),
            (
                ByteTable(["م", "μ.μ.", "μμ", "CH", "ÖS", "अपराह्न", "du."]),
                HalfOfDay(kind: .afternoon, isEastAsian: false)
            ),
        ]

    /// The length of a mark: U+200E, U+200F, U+061C, U+202A to U+202E, U+2066 to U+2069, U+FEFF.
    static func mark(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int? {
        guard at >= 0, at < end, bytes[at] >= 0xD8 else { return nil }
        if bytes[at] == 0xD8 { return at + 1 < end && bytes[at + 1] == 0x9C ? 2 : nil }
        guard at + 2 < end else { return nil }
        switch (bytes[at], bytes[at + 1], bytes[at + 2]) {
        case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA6...0xA9),
            (0xEF, 0xBB, 0xBF):
            return 3
        default: return nil
        }
    }

    /// The length of a space: U+0020, U+00A0, U+202F, U+2009.
    static func space(_ bytes: [UInt8], _ at: Int, _ end: Int) -> Int? {
        guard at < end else { return nil }
        switch bytes[at] {
        case 0x20: return 1
        case 0xC2: return at + 1 < end && bytes[at + 1] == 0xA0 ? 2 : nil
        case 0xE2:
            guard at + 2 < end, bytes[at + 1] == 0x80 else { return nil }
            return bytes[at + 2] == 0xAF || bytes[at + 2] == 0x89 ? 3 : nil
        default: return nil
        }
    }

    private static func digit(_ bytes: [UInt8], _ at: Int, _ end: Int) -> (value: Int, length: Int)?
    {
        let byte = bytes[at]
        if (48...57).contains(byte) { return (Int(byte) - 48, 1) }
        guard byte >= 0xD9, at + 1 < end else { return nil }
        let next = bytes[at + 1]
        switch byte {
        case 0xD9 where (0xA0...0xA9).contains(next): return (Int(next) - 0xA0, 2)
        case 0xDB where (0xB0...0xB9).contains(next): return (Int(next) - 0xB0, 2)
        case 0xE0 where next == 0xA5 && at + 2 < end && (0xA6...0xAF).contains(bytes[at + 2]):
            return (Int(bytes[at + 2]) - 0xA6, 3)
        default: return nil
        }
    }
}
