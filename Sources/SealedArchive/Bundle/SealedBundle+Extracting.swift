package import ClaimModel
package import SystemLibraries

/// What was unpacked.
package struct ExtractedFolder: Hashable, Sendable {
    package let fileCount: Int
    /// Names that killed processes had left beside the folder and that are gone now.
    package let removedLeftovers: [[UInt8]]
}

extension SealedBundle {
    /// Writes entries as files beneath a folder that this call makes, and nowhere else: every path is
    /// resolved beneath that folder, nothing that exists is written to, no link is made or followed,
    /// files get mode 0600 whatever the archive says. The folder stands under its name only when all
    /// of it is written and saved; after an error there is none.
    ///
    /// - Parameters:
    ///   - name: the new folder's name in `parent`.
    ///   - selection: which entries; whether they are intact is for the caller to have asked.
    package func extract(
        toFolder name: [UInt8], in parent: borrowing Folder,
        selecting selection: (EntryPath) -> Bool = { _ in true }
    ) throws -> ExtractedFolder {
        guard !entries.isEmpty else {
            throw SealedArchiveError.notExtractable(
                reason: "the structure of the archive is refused; see the findings")
        }
        let output = try AtomicFolder(named: name, in: parent.reopened())
        let leftovers = output.removedLeftovers
        let count = try output.fill { try write(selection, into: $0) }
        try output.commit()
        return ExtractedFolder(fileCount: count, removedLeftovers: leftovers)
    }

    private func write(
        _ selection: (EntryPath) -> Bool, into folder: borrowing Folder
    ) throws -> Int {
        var made: Set<[UInt8]> = []
        var count = 0
        for entry in entries where selection(entry.path) {
            let bytes = entry.path.bytes
            for index in bytes.indices where bytes[index] == UInt8(ascii: "/") {
                let path = Array(bytes[..<index])
                if made.insert(path).inserted { _ = try folder.createFolder(path) }
            }
            let file = try folder.createFile(bytes)
            try forEachBlock(of: entry) { try file.write($0) }
            count += 1
        }
        return count
    }
}
