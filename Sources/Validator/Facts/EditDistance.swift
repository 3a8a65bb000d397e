/// How many letters two numbers differ by, for those that were misread.
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
}
