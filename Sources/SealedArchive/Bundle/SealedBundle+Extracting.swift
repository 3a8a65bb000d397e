package import ClaimModel
package import SystemLibraries

extension SealedBundle {
    /// Writes entries as files beneath a folder that this call makes, and nowhere else: every path is
    /// resolved beneath that folder, nothing that exists is written to, no link is made or followed,
    /// files get mode 0600 whatever the archive says. Gives how many files were written. After an
    /// error the folder holds what was written until then.
    ///
    /// - Parameters:
    ///   - name: the new folder's name in `parent`.
    ///   - selection: which entries; whether they are intact is for the caller to have asked.
    package func extract(
        toFolder name: [UInt8], in parent: borrowing Folder,
        selecting selection: (EntryPath) -> Bool = { _ in true }
    ) throws -> Int {
        guard !entries.isEmpty else {
            throw SealedArchiveError.notExtractable(
                reason: "the structure of the archive is refused; see the findings")
        }
        let folder = try parent.createFolder(name)
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
        try folder.sync()
        return count
    }
}
