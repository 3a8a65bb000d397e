/// Finds names that stand twice in a list, by their bytes. Most lists are sorted, and as long as one is,
/// comparing neighbours is enough; a table is only made of the others.
package struct NamesSeen: Sendable {
    private var sorted: [[UInt8]] = []
    private var table: Set<NameBytes>?

    package init() {}

    /// False when the name was there before.
    package mutating func insert(_ name: [UInt8]) -> Bool {
        if table == nil {
            guard let last = sorted.last, !last.lexicographicallyPrecedes(name) else {
                sorted.append(name)
                return true
            }
            table = Set(sorted.map { NameBytes(bytes: $0) })
            sorted = []
        }
        return table?.insert(NameBytes(bytes: name)).inserted ?? false
    }

    package mutating func insert(_ name: EntryPath) -> Bool { insert(name.bytes) }
}

/// A name as the key of a table.
struct NameBytes: Hashable, Sendable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            word = word << 8 | UInt64(byte)
            if index % 8 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        hasher.combine(bytes.count)
    }
}
