import ClaimModel

/// Finds names in a list by their bytes. The lists of a bundle are nearly sorted and name the same
/// entries in the same order, so that the next name asked for usually is the one behind the last; else
/// it is looked for by halves. Four bytes a name, where a hash table takes fifty.
struct NameTable: Sendable {
    private let names: [EntryPath]
    /// Places in `names`, by name and then by place.
    private let order: [Int32]
    /// True when a name stands there more than once.
    let hasTwins: Bool
    private var next = 0

    init(_ names: [EntryPath]) {
        self.names = names
        let isSorted = zip(names, names.dropFirst()).allSatisfy { $0 < $1 }
        order = isSorted
            ? [] : (0..<Int32(clamping: names.count)).sorted {
                let left = names[Int($0)], right = names[Int($1)]
                return left == right ? $0 < $1 : left < right
            }
        let places = order
        hasTwins = zip(places, places.dropFirst()).contains { names[Int($0)] == names[Int($1)] }
    }

    /// The place of a name in the list, the last one when it stands there more than once.
    mutating func find(_ name: EntryPath) -> Int? {
        if !hasTwins, next < names.count, names[next] == name {
            next += 1
            return next - 1
        }
        guard let place = place(of: name) else { return nil }
        next = place + 1
        return place
    }

    /// The same without a memory of what was asked before.
    func place(of name: EntryPath) -> Int? {
        // The first place in order that is behind the name.
        var low = 0, high = names.count
        while low < high {
            let middle = low + (high - low) / 2
            if name < names[place(at: middle)] { high = middle } else { low = middle + 1 }
        }
        guard low > 0 else { return nil }
        let place = place(at: low - 1)
        return names[place] == name ? place : nil
    }

    /// The first of the places of a name that `find` gives the last of.
    func firstPlace(of name: EntryPath) -> Int? {
        var low = 0, high = names.count
        while low < high {
            let middle = low + (high - low) / 2
            if names[place(at: middle)] < name { low = middle + 1 } else { high = middle }
        }
        guard low < names.count else { return nil }
        let place = place(at: low)
        return names[place] == name ? place : nil
    }

    private func place(at rank: Int) -> Int { order.isEmpty ? rank : Int(order[rank]) }
}
