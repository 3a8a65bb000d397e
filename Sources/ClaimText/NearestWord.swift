/// Finds the word that was probably meant.
package enum NearestWord {
    /// Words longer than this, in scalars, are not compared.
    static let lengthLimit = 300

    /// The word with the fewest changes from `word`, the first of several; nil when a third of its
    /// letters or more would have to change.
    package static func of(_ word: String, in words: [String]) -> String? {
        let wanted = Array(word.unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= lengthLimit else { return nil }
        let farthest = max(1, (wanted.count - 1) / 3)
        var best: (word: String, distance: Int)?
        for candidate in words {
            let scalars = Array(candidate.unicodeScalars)
            let limit = (best.map { $0.distance - 1 }) ?? farthest
            guard scalars.count <= lengthLimit, abs(scalars.count - wanted.count) <= limit else {
                continue
            }
            let distance = distance(wanted, scalars)
            if distance <= limit { best = (candidate, distance) }
        }
        return best?.word
    }

    /// Letters to insert, remove, replace or swap with their neighbour (optimal string alignment
    /// distance); capital and small letters of ASCII count as one.
    static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        let left = left.map(folded)
        let right = right.map(folded)
        var twoAbove = [Int](repeating: 0, count: right.count + 1)
        var above = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var best = min(
                    above[column] + (isSame ? 0 : 1), above[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    best = min(best, twoAbove[column - 1] + 1)
                }
                current.append(best)
            }
            (twoAbove, above) = (above, current)
        }
        return above[right.count]
    }

    private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
        (65...90).contains(scalar.value) ? scalar.value + 32 : scalar.value
    }
}
