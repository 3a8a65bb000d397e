import TestSupport
import Testing

@testable import Validator

@Suite struct SequenceAlignmentTests {
    /// The length of a longest common subsequence, by the textbook's table.
    private func longest(_ left: [Int], _ right: [Int]) -> Int {
        var row = [Int](repeating: 0, count: right.count + 1)
        for one in left {
            var diagonal = 0
            for (column, other) in right.enumerated() {
                let above = row[column + 1]
                row[column + 1] = one == other ? diagonal + 1 : max(above, row[column])
                diagonal = above
            }
        }
        return row[right.count]
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 29
        }
    }

    private func requirePairs(_ pairs: [(left: Int, right: Int)], of left: [Int], _ right: [Int]) {
        for pair in pairs { #expect(left[pair.left] == right[pair.right]) }
        for (one, next) in zip(pairs, pairs.dropFirst()) {
            #expect(one.left < next.left && one.right < next.right)
        }
    }

    @Test(arguments: [2, 3, 5, 12, 60]) func `random lists get a longest common subsequence`(letters: Int) {
        var dice = Dice(state: UInt64(letters))
        for _ in 0..<400 {
            let left = (0..<Int.random(in: 0...40, using: &dice)).map { _ in Int.random(in: 0..<letters, using: &dice) }
            var right = left
            // Half of them are edits of one another, half have nothing to do with each other.
            if Bool.random(using: &dice) {
                for _ in 0..<Int.random(in: 0...8, using: &dice) where !right.isEmpty {
                    let at = Int.random(in: 0..<right.count, using: &dice)
                    if Bool.random(using: &dice) { right.remove(at: at) } else {
                        right.insert(Int.random(in: 0..<letters, using: &dice), at: at)
                    }
                }
            } else {
                right = (0..<Int.random(in: 0...40, using: &dice)).map { _ in Int.random(in: 0..<letters, using: &dice) }
            }
            let pairs = SequenceAlignment.pairs(left, right)
            requirePairs(pairs, of: left, right)
            #expect(pairs.count == longest(left, right), "\(left) \(right)")
        }
    }

    @Test func `more differences than are searched still give a common subsequence in good time`() {
        var dice = Dice(state: 7)
        let left = (0..<6_000).map { _ in Int.random(in: 0..<3, using: &dice) }
        let right = (0..<6_000).map { _ in Int.random(in: 0..<3, using: &dice) }
        var pairs: [(left: Int, right: Int)] = []
        let time = ProcessorTime.ofThread { pairs = SequenceAlignment.pairs(left, right) }
        requirePairs(pairs, of: left, right)
        #expect(pairs.count > 3_000)
        #expect(time < 30)
    }

    @Test func `lists that share nothing are done at once`() {
        let pairs = SequenceAlignment.pairs(Array(0..<20_000), Array(20_000..<40_000))
        #expect(pairs.isEmpty)
    }

    @Test func `twenty thousand with a few differences get them all`() {
        let left = (0..<20_000).map { $0 % 7 == 0 ? -1 : $0 }
        var right = left
        for at in [19_990, 15_000, 9_001, 4_000, 3] { right.remove(at: at) }
        let pairs = SequenceAlignment.pairs(left, right)
        #expect(pairs.count == right.count)
        requirePairs(pairs, of: left, right)
    }
}
