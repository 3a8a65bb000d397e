import ClaimModel

/// SHA256SUMS: the digests of a bundle in the form that `sha256sum -c` reads, so that files can be
/// checked with a tool every system has. One line an entry: 64 digits, two spaces, the name.
struct ChecksumList: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        var entry: EntryPath
        var digest: ContentDigest
    }

    var lines: [Line]

    /// Sorted by the bytes of the names.
    var document: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(lines.reduce(0) { $0 + 64 + 3 + $1.entry.bytes.count })
        for line in lines.sorted(by: { $0.entry < $1.entry }) {
            line.digest.appendHex(to: &bytes)
            bytes.append(contentsOf: [0x20, 0x20])
            bytes.append(contentsOf: line.entry.bytes)
            bytes.append(0x0A)
        }
        return bytes
    }

    init(lines: [Line]) {
        self.lines = lines
    }

    /// Nil unless every line has exactly that form and no name stands twice. Gives the number of the
    /// first line that does not.
    static func read(_ bytes: [UInt8]) -> Result<ChecksumList, Malformed> {
        guard bytes.last == 0x0A else { return .failure(Malformed(line: 1)) }
        var lines: [Line] = []
        var seen = NamesSeen()
        var start = 0
        while start < bytes.count {
            let line = bytes[start...].prefix { $0 != 0x0A }
            start = line.endIndex + 1
            let separator = line.dropFirst(64).prefix(2)
            guard let digest = ContentDigest(smallHex: line.prefix(64)),
                separator.elementsEqual([0x20, 0x20]),
                let entry = try? EntryPath(Array(line.dropFirst(66))),
                seen.insert(entry)
            else { return .failure(Malformed(line: lines.count + 1)) }
            lines.append(Line(entry: entry, digest: digest))
        }
        return .success(ChecksumList(lines: lines))
    }

    struct Malformed: Error, Hashable, Sendable {
        let line: Int
    }
}
