/// Words to be found in foreign bytes without making strings: whole texts, beginnings and ends. Looking
/// one up costs the few words of the same length, first or last byte.
struct ByteTable: Sendable {
    private var byLength: [[[UInt8]]]
    private var byFirst: [[[UInt8]]] = Array(repeating: [], count: 256)
    private var byLast: [[[UInt8]]] = Array(repeating: [], count: 256)
    private let longest: Int

    init(_ words: [String]) {
        let words = words.map { Array($0.utf8) }
        longest = words.map(\.count).max() ?? 0
        byLength = Array(repeating: [], count: longest + 1)
        for word in words {
            guard let first = word.first, let last = word.last else { continue }
            byLength[word.count].append(word)
            byFirst[Int(first)].append(word)
            byLast[Int(last)].append(word)
        }
    }

    /// True when the bytes are one of the words.
    func contains(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count <= longest else { return false }
        return byLength[range.count].contains { Self.matches($0, bytes, at: range.lowerBound) }
    }

    /// The length of the word the bytes start with.
    func prefix(of bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let first = range.first else { return nil }
        for word in byFirst[Int(bytes[first])]
        where word.count <= range.count && Self.matches(word, bytes, at: first) {
            return word.count
        }
        return nil
    }

    /// The length of the word the bytes end with.
    func suffix(of bytes: [UInt8], _ range: Range<Int>) -> Int? {
        guard let last = range.last else { return nil }
        for word in byLast[Int(bytes[last])]
        where word.count <= range.count
            && Self.matches(word, bytes, at: range.upperBound - word.count)
        {
            return word.count
        }
        return nil
    }

    /// True when one of the words stands somewhere in the bytes.
    func occurs(in bytes: [UInt8], _ range: Range<Int>) -> Bool {
        range.contains { prefix(of: bytes, $0..<range.upperBound) != nil }
    }

    private static func matches(_ word: [UInt8], _ bytes: [UInt8], at start: Int) -> Bool {
        for offset in word.indices where bytes[start + offset] != word[offset] { return false }
        return true
    }
}
