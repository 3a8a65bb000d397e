import ClaimModel

/// The number of pages that a document prints on itself: "Page 3 of 23", "第 3 页 共 23 页".
enum PrintedPages {
    /// Highest count taken for one.
    static let limit = 100_000

    /// The highest count that is printed, with the row it stands in. One that was recognised in a
    /// picture is taken only where none was read: a smudge makes 28 of 2.
    static func find(in rows: [LayoutRow]) -> Fact<Int>? {
        var best: Fact<Int>?
        for row in rows {
            let line = row.line
            guard let count = count(in: line) else { continue }
            if let best, (best.origin == .read ? 1 : 0, best.value) >= (row.origin == .read ? 1 : 0, count) {
                continue
            }
            best = Fact(
                count, raw: String(line.prefix(LabelledValues.valueLimit)),
                place: Place(spot: .page(row.page, box: row.box)), origin: row.origin)
        }
        return best
    }

    /// The count a line prints, nil when it prints none.
    static func count(in line: String) -> Int? {
        let scalars = Array(line.unicodeScalars.prefix(4_096))
        var best: Int?
        for index in scalars.indices {
            let found: Int?
            switch scalars[index] {
            case "P", "p": found = english(scalars, index)
            case "第": found = chinese(scalars, index)
            case "共": found = chineseTotal(scalars, index)
            default: continue
            }
            if let found, found <= limit { best = max(best ?? 0, found) }
        }
        return best
    }

    /// `Page 1 of 23`, `Page: 1 / 23`, `Page no. 1 of 23`.
    private static func english(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start
        if start > 0, scalars[start - 1].properties.isAlphabetic { return nil }
        guard word("page", scalars, &index) else { return nil }
        blanks(scalars, &index)
        if word("no", scalars, &index) { blanks(scalars, &index) }
        guard let page = number(scalars, &index) else { return nil }
        blanks(scalars, &index)
        guard word("of", scalars, &index) || word("/", scalars, &index) else { return nil }
        blanks(scalars, &index)
        guard let count = number(scalars, &index), page <= count else { return nil }
        return count
    }

    /// `第 1 页 共 23 页`, `第1页/共23页`, `第1/23页`.
    private static func chinese(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start + 1
        blanks(scalars, &index)
        guard let page = number(scalars, &index) else { return nil }
        blanks(scalars, &index)
        if word("/", scalars, &index) {
            blanks(scalars, &index)
            guard let count = number(scalars, &index), page <= count else { return nil }
            return count
        }
        guard word("页", scalars, &index) || word("頁", scalars, &index) else { return nil }
        while index < scalars.count,
            [" ", ",", "，", "/", "、", "\u{A0}", "(", "（"].contains(scalars[index])
        {
            index += 1
        }
        guard index < scalars.count, scalars[index] == "共" else { return nil }
        return chineseTotal(scalars, index)
    }

    /// `共 23 页` on its own or in front of `第 1 页`.
    private static func chineseTotal(_ scalars: [Unicode.Scalar], _ start: Int) -> Int? {
        var index = start + 1
        blanks(scalars, &index)
        guard let count = number(scalars, &index) else { return nil }
        blanks(scalars, &index)
        return word("页", scalars, &index) || word("頁", scalars, &index) ? count : nil
    }

    private static func word(_ word: String, _ scalars: [Unicode.Scalar], _ index: inout Int)
        -> Bool
    {
        var place = index
        for scalar in word.unicodeScalars {
            guard place < scalars.count,
                scalars[place] == scalar
                    || scalars[place].properties.lowercaseMapping == String(scalar)
            else { return false }
            place += 1
        }
        index = place
        return true
    }

    private static func blanks(_ scalars: [Unicode.Scalar], _ index: inout Int) {
        while index < scalars.count,
            scalars[index].properties.isWhitespace || [":", "：", "."].contains(scalars[index])
        {
            index += 1
        }
    }

    private static func number(_ scalars: [Unicode.Scalar], _ index: inout Int) -> Int? {
        var value = 0
        var count = 0
        while index < scalars.count, (48...57).contains(scalars[index].value), count < 7 {
            value = value * 10 + Int(scalars[index].value - 48)
            count += 1
            index += 1
        }
        return count > 0 ? value : nil
    }
}
