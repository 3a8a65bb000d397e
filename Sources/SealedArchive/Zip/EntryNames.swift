import ClaimModel

/// Names that one file system or another would take for the same, or for a file and a folder at once.
enum EntryNames {
    struct Collision: Hashable, Sendable {
        enum Kind: Hashable, Sendable {
            /// The same bytes.
            case duplicate
            /// The same after normalisation and without case.
            case twins
            /// One is a folder on the way to the other.
            case fileAndFolder
        }

        let kind: Kind
        let first: EntryPath
        let second: EntryPath
    }

    /// All collisions among `names`, each with the name it collides with.
    static func collisions(_ names: [EntryPath]) -> [Collision] {
        // With the slash below every other byte, a folder's name stands directly before what is in
        // it, so that comparing neighbours is enough.
        let sorted = names.map { (key: orderKey($0.collisionKey), name: $0) }
            .sorted { ($0.key, $0.name.bytes) < ($1.key, $1.name.bytes) }
        var found: [Collision] = []
        var file: (key: [UInt8], name: EntryPath)?
        for (key, name) in sorted {
            if let file {
                if key == file.key {
                    found.append(
                        Collision(
                            kind: name.bytes == file.name.bytes ? .duplicate : .twins,
                            first: file.name, second: name))
                    continue
                }
                if key.count > file.key.count, key[file.key.count] == 0, key.starts(with: file.key) {
                    found.append(Collision(kind: .fileAndFolder, first: file.name, second: name))
                    continue
                }
            }
            file = (key, name)
        }
        return found
    }

    /// Zero cannot occur in a name, so it may stand for the slash.
    private static func orderKey(_ key: consuming [UInt8]) -> [UInt8] {
        for index in key.indices where key[index] == UInt8(ascii: "/") { key[index] = 0 }
        return key
    }
}

private func < (left: ([UInt8], [UInt8]), right: ([UInt8], [UInt8])) -> Bool {
    if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
    return left.1.lexicographicallyPrecedes(right.1)
}
