/// Text whose characters are glyph numbers: a font without a table back to characters makes
/// "Certificate" come out as "&HUWLILFDWH", every code a fixed distance too low.
enum UnreadableText {
    /// Distances seen: glyph numbers of TrueType fonts count the space as 3, those of CFF as 1.
    static let shifts = [29, 31]
    /// Letters a word needs to be judged.
    static let wordLength = 6
    /// Common pairs that the shifted words of a document need together.
    static let pairCount = 8

    /// The rows with such words; empty when the document's words speak for themselves.
    static func rows(_ rows: [LayoutRow]) -> [LayoutRow] {
        for shift in shifts {
            var found: [LayoutRow] = []
            var pairs = 0
            for row in rows {
                var rowPairs = 0
                for cell in row.cells {
                    for word in cell.text.utf8.split(separator: 0x20) {
                        rowPairs += shiftedPairs(Array(word), shift: shift)
                    }
                }
                if rowPairs > 0 {
                    found.append(row)
                    pairs += rowPairs
                }
            }
            if pairs >= pairCount { return found }
        }
        return rows.filter { isPrivate($0) }
    }

    /// Common English letter pairs in the word once shifted back, 0 when the word is as well read as
    /// it stands. Such a word has capitals and signs but no small letters.
    private static func shiftedPairs(_ word: [UInt8], shift: Int) -> Int {
        guard word.count >= wordLength, !word.contains(where: { (97...122).contains($0) }) else {
            return 0
        }
        let shifted = word.map { byte -> UInt8 in
            let value = Int(byte) + shift
            return byte >= 0x20 && value < 0x7F ? UInt8(value) : 0
        }
        let lower = shifted.count { (97...122).contains($0) }
        // No writing has ^, _ or ` in its words; capital A to C shifted would be those.
        let isStrange = shifted.contains { (0x5E...0x60).contains($0) }
        guard lower * 4 >= word.count * 3, !isStrange else { return 0 }
        let asShifted = commonPairs(shifted)
        let asWritten = commonPairs(word)
        return asShifted >= 2 && asShifted > 2 * asWritten ? asShifted : 0
    }

    private static func commonPairs(_ word: [UInt8]) -> Int {
        zip(word, word.dropFirst()).count { first, second in
            pairs.contains(Int(first | 0x20) << 8 | Int(second | 0x20))
        }
    }

    /// True when most of a row lies in private use or is the replacement character.
    private static func isPrivate(_ row: LayoutRow) -> Bool {
        var strange = 0
        var all = 0
        for cell in row.cells {
            for scalar in cell.text.unicodeScalars where scalar != " " {
                all += 1
                if scalar == "\u{FFFD}" || (0xE000...0xF8FF).contains(scalar.value) { strange += 1 }
            }
        }
        return all >= wordLength && strange * 2 > all
    }

    private static let pairs: Set<Int> = {
        let text = """
            th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve \
            co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no \
            ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts \
            mo ow pa im mi ai sh ir su id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op
            """
        var pairs: Set<Int> = []
        for pair in text.split(separator: " ") {
            let bytes = Array(pair.utf8)
            if bytes.count == 2 { pairs.insert(Int(bytes[0]) << 8 | Int(bytes[1])) }
        }
        return pairs
    }()
}
