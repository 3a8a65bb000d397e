/// How many letters two words differ by, for suggestions and misread numbers.
enum EditDistance {
    /// True when one insertion, removal or replacement of a byte turns one into the other; false
    /// for equal words. Linear.
    static func isOne(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (short, long) = left.count <= right.count ? (left, right) : (right, left)
        guard long.count - short.count <= 1, short != long else { return false }
        var index = 0
        while index < short.count, short[index] == long[index] { index += 1 }
        return short.count == long.count
            ? short[(index + 1)...] == long[(index + 1)...]
            : short[index...] == long[(index + 1)...]
    }

    /// True for words at most two letters apart. For short words of our own only: quadratic.
    static func isAtMostTwo(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8.prefix(64))
        let right = Array(right.utf8.prefix(64))
        guard abs(left.count - right.count) <= 2, !left.isEmpty, !right.isEmpty else {
            return false
        }
        var row = Array(0...right.count)
        for (lineIndex, letter) in left.enumerated() {
            var previous = row[0]
            row[0] = lineIndex + 1
            for column in 1...right.count {
                let replaced = previous + (right[column - 1] == letter ? 0 : 1)
                previous = row[column]
                row[column] = min(replaced, row[column] + 1, row[column - 1] + 1)
            }
        }
        return row[right.count] <= 2
    }
}
