/// Which elements of two lists correspond: a longest common subsequence, found by the number of
/// differences (Myers 1986, "An O(ND) Difference Algorithm", the linear-space form of section 4b).
///
/// Memory grows with the shorter list. Time grows with length × differences up to `exactDifferences`
/// in one stretch; a stretch with more is cut at the point that was reached furthest, and what is found
/// is then a common subsequence that may not be the longest.
enum SequenceAlignment {
    /// Differences in one stretch up to which the answer is a longest common subsequence.
    static let exactDifferences = 1_000

    /// Indices that correspond, rising on both sides.
    static func pairs<Token: Hashable>(_ left: [Token], _ right: [Token]) -> [(left: Int, right: Int)] {
        // Only what stands on both sides can correspond; without the rest, two lists that share nothing
        // are done at once.
        let shared = Set(left).intersection(right)
        var numbers: [Token: Int] = [:]
        for token in left where shared.contains(token) && numbers[token] == nil {
            numbers[token] = numbers.count
        }
        let lefts = left.indices.filter { shared.contains(left[$0]) }
        let rights = right.indices.filter { shared.contains(right[$0]) }
        var search = Search(
            lefts.map { numbers[left[$0]] ?? -1 }, rights.map { numbers[right[$0]] ?? -1 })
        return search.run().map { (lefts[$0.left], rights[$0.right]) }
    }

    /// A box of the edit graph: a stretch of either list.
    private struct Box {
        var left: Range<Int>
        var right: Range<Int>
    }

    /// What is done next: a box is searched, or pairs along a diagonal are taken.
    private enum Step {
        case search(Box)
        case take(left: Int, right: Int, count: Int)
    }

    private struct Search {
        let left: [Int]
        let right: [Int]

        init(_ left: [Int], _ right: [Int]) {
            self.left = left
            self.right = right
        }

        mutating func run() -> [(left: Int, right: Int)] {
            var pairs: [(left: Int, right: Int)] = []
            var steps: [Step] = [.search(Box(left: left.indices, right: right.indices))]
            while let step = steps.popLast() {
                switch step {
                case .take(let leftStart, let rightStart, let count):
                    for offset in 0..<count { pairs.append((leftStart + offset, rightStart + offset)) }
                case .search(var box):
                    var head = 0
                    let limit = min(box.left.count, box.right.count)
                    while head < limit, left[box.left.lowerBound + head] == right[box.right.lowerBound + head] {
                        head += 1
                    }
                    for offset in 0..<head {
                        pairs.append((box.left.lowerBound + offset, box.right.lowerBound + offset))
                    }
                    var tail = 0
                    while tail < limit - head,
                        left[box.left.upperBound - 1 - tail] == right[box.right.upperBound - 1 - tail]
                    {
                        tail += 1
                    }
                    box = Box(
                        left: box.left.lowerBound + head..<box.left.upperBound - tail,
                        right: box.right.lowerBound + head..<box.right.upperBound - tail)
                    // Last in, first out: what comes later in the lists is put down first.
                    steps.append(.take(left: box.left.upperBound, right: box.right.upperBound, count: tail))
                    guard !box.left.isEmpty, !box.right.isEmpty else { continue }
                    let middle = middle(of: box)
                    steps.append(
                        .search(
                            Box(
                                left: middle.left + middle.count..<box.left.upperBound,
                                right: middle.right + middle.count..<box.right.upperBound)))
                    steps.append(.take(left: middle.left, right: middle.right, count: middle.count))
                    steps.append(
                        .search(
                            Box(
                                left: box.left.lowerBound..<middle.left,
                                right: box.right.lowerBound..<middle.right)))
                }
            }
            return pairs
        }

        /// A run of pairs, possibly empty, on a shortest path through the box, so that what lies before
        /// and behind it can be searched by itself. Neither side is empty and no common head or tail is left.
        private func middle(of box: Box) -> (left: Int, right: Int, count: Int) {
            let lefts = box.left.count, rights = box.right.count
            let width = 2 * min(lefts, rights) + 2
            // The furthest point reached on each diagonal, from the start and from the end.
            var forward = [Int](repeating: 0, count: width)
            var backward = forward
            func slot(_ diagonal: Int) -> Int {
                let rest = diagonal % width
                return rest < 0 ? rest + width : rest
            }
            let delta = lefts - rights
            let isOdd = (lefts + rights) % 2 == 1
            for edits in 0...((lefts + rights + 1) / 2) {
                let diagonals = stride(
                    from: -(edits - 2 * max(0, edits - rights)),
                    through: edits - 2 * max(0, edits - lefts), by: 2)
                var furthest = (left: 0, right: 0)
                for diagonal in diagonals {
                    let below = forward[slot(diagonal - 1)], above = forward[slot(diagonal + 1)]
                    let start =
                        diagonal == -edits || (diagonal != edits && below < above) ? above : below + 1
                    var end = start
                    while end < lefts, end - diagonal < rights,
                        left[box.left.lowerBound + end] == right[box.right.lowerBound + end - diagonal]
                    {
                        end += 1
                    }
                    forward[slot(diagonal)] = end
                    if 2 * end - diagonal > furthest.left + furthest.right {
                        furthest = (end, end - diagonal)
                    }
                    let opposite = delta - diagonal
                    if isOdd, abs(opposite) <= edits - 1, end + backward[slot(opposite)] >= lefts {
                        return (
                            box.left.lowerBound + start, box.right.lowerBound + start - diagonal,
                            end - start
                        )
                    }
                }
                if edits >= exactDifferences {
                    return (
                        box.left.lowerBound + furthest.left, box.right.lowerBound + furthest.right, 0
                    )
                }
                for diagonal in diagonals {
                    let below = backward[slot(diagonal - 1)], above = backward[slot(diagonal + 1)]
                    let start =
                        diagonal == -edits || (diagonal != edits && below < above) ? above : below + 1
                    var end = start
                    while end < lefts, end - diagonal < rights,
                        left[box.left.upperBound - 1 - end]
                            == right[box.right.upperBound - 1 - end + diagonal]
                    {
                        end += 1
                    }
                    backward[slot(diagonal)] = end
                    let opposite = delta - diagonal
                    if !isOdd, abs(opposite) <= edits, end + forward[slot(opposite)] >= lefts {
                        return (
                            box.left.upperBound - end, box.right.upperBound - end + diagonal,
                            end - start
                        )
                    }
                }
            }
            // Not reached: the two searches meet after at most half of all differences.
            return (box.left.lowerBound, box.right.upperBound, 0)
        }
    }
}
