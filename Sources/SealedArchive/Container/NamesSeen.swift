import ClaimModel

/// Finds names that stand twice in a list. Our lists are sorted, and as long as one is, comparing
/// neighbours is enough; a table is only made of the others.
struct NamesSeen {
    private var sorted: [EntryPath] = []
    private var table: Set<EntryPath>?

    /// False when the name was there before.
    mutating func insert(_ name: EntryPath) -> Bool {
        if table == nil {
            guard let last = sorted.last, name <= last else {
                sorted.append(name)
                return true
            }
            table = Set(sorted)
            sorted = []
        }
        return table?.insert(name).inserted ?? false
    }
}
