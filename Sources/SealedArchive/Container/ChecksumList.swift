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
        lines.sorted { $0.entry < $1.entry }
            .flatMap { Array("\($0.digest.hex)  ".utf8) + $0.entry.bytes + [0x0A] }
    }

    init(lines: [Line]) {
        self.lines = lines
    }

    /// Nil unless every line has exactly that form and no name stands twice. Gives the number of the
    /// first line that does not.
    static func read(_ bytes: [UInt8]) -> Result<ChecksumList, Malformed> {
        var lines: [Line] = []
        var seen: Set<EntryPath> = []
        guard bytes.last == 0x0A else { return .failure(Malformed(line: 1)) }
        for (index, line) in bytes.dropLast().split(
            separator: 0x0A, omittingEmptySubsequences: false
        ).enumerated() {
            let hex = line.prefix(64)
            let separator = line.dropFirst(64).prefix(2)
            guard hex.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }),
                let digest = ContentDigest(hex: String(decoding: hex, as: UTF8.self)),
                separator.elementsEqual([0x20, 0x20]),
                let entry = try? EntryPath(Array(line.dropFirst(66))),
                seen.insert(entry).inserted
            else { return .failure(Malformed(line: index + 1)) }
            lines.append(Line(entry: entry, digest: digest))
        }
        return .success(ChecksumList(lines: lines))
    }

    struct Malformed: Error, Hashable, Sendable {
        let line: Int
    }
}
