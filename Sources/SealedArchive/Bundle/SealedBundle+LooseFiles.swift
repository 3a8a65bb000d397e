package import ClaimModel
package import SystemLibraries

extension SealedBundle {
    /// Compares the files of a folder with the sealed list, by their bytes first and their names then.
    /// Only entries that an intact seal covers are compared with, so that a broken bundle vouches for
    /// nothing that was altered.
    ///
    /// - Parameter salts: of withheld files that the claimant shows now, 16 bytes each.
    package func compare(
        with folder: borrowing Folder, salts: [[UInt8]] = []
    ) throws -> LooseFileAnswer {
        var walk = LooseFileWalk()
        try walk.list(folder, beneath: [], depth: 0)
        let sealed = SealedFiles(self)
        var files: [LooseFile] = []
        var found: Set<EntryPath> = []
        // A digest is marked once, however many files and entries have it.
        var foundDigests: Set<ContentDigest> = []
        for path in walk.paths {
            let file = try folder.openFile(path)
            var stream = try HashStream(.sha256)
            try file.forEachBlock { try stream.update($0) }
            try file.requireUnchanged()
            guard let digest = ContentDigest(try stream.finish()) else { continue }
            let state: LooseFile.State
            if let equals = sealed.byDigest[digest] {
                foundDigests.insert(digest)
                if let entry = equals.byName[Self.lastSegment(path)] {
                    state = .same(entry: entry.text)
                } else {
                    state = .renamed(entry: equals.first.text)
                }
            } else if let name = sealed.keptOut[digest] {
                state = .keptOut(name: name.text)
            } else if let name = try sealed.withheld(file, salts) {
                state = .disclosed(name: name.text)
            } else if let entry = sealed.byName[Self.lastSegment(path)] {
                found.insert(entry)
                state = .altered(entry: entry.text)
            } else {
                state = .unknown
            }
            files.append(
                LooseFile(
                    path: PathText.display(path), byteCount: file.byteCount, digest: digest,
                    state: state))
        }
        for digest in foundDigests { found.formUnion(sealed.byDigest[digest]?.all ?? []) }
        return LooseFileAnswer(
            files: files,
            notFound: entries.map(\.path)
                .filter { BundleLayout.isExhibit($0) && !found.contains($0) }.map(\.text),
            skipped: walk.skipped.map { PathText.display($0) })
    }

    fileprivate static func lastSegment(_ path: [UInt8]) -> [UInt8] {
        path.split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? []
    }
}

/// Entries of the same bytes, in stored order.
private struct EqualEntries {
    let first: EntryPath
    private(set) var all: [EntryPath] = []
    /// By the last segment of the name; the first entry that has it.
    private(set) var byName: [[UInt8]: EntryPath] = [:]

    init(first: EntryPath) {
        self.first = first
    }

    mutating func add(_ entry: EntryPath) {
        all.append(entry)
        let name = SealedBundle.lastSegment(entry.bytes)
        if byName[name] == nil { byName[name] = entry }
    }
}

/// What a bundle seals, ready to be looked up.
private struct SealedFiles {
    private(set) var byDigest: [ContentDigest: EqualEntries] = [:]
    /// By the last segment of the name; the first entry that has it.
    private(set) var byName: [[UInt8]: EntryPath] = [:]
    private(set) var keptOut: [ContentDigest: EntryPath] = [:]
    private var commitments: [ContentDigest: EntryPath] = [:]
    /// Sizes of withheld files: others need not be tried.
    private var withheldSizes: Set<Int> = []

    init(_ bundle: borrowing SealedBundle) {
        let intact = Set(
            bundle.verification.entries.filter { $0.state == .intact }.map(\.name))
        for entry in bundle.entries where intact.contains(PathText.display(entry.path.bytes)) {
            byDigest[entry.digest, default: EqualEntries(first: entry.path)].add(entry.path)
            let name = SealedBundle.lastSegment(entry.path.bytes)
            if byName[name] == nil { byName[name] = entry.path }
        }
        for file in bundle.claim?.exhibits.flatMap(\.absentFiles) ?? [] {
            switch file.proof {
            case .digest(let digest): keptOut[digest] = file.name
            case .commitment(let commitment?):
                commitments[commitment] = file.name
                withheldSizes.insert(file.byteCount)
            case .commitment(nil): break
            }
        }
    }

    /// The withheld file that these bytes are with one of the salts.
    func withheld(_ file: borrowing InputFile, _ salts: [[UInt8]]) throws -> EntryPath? {
        guard withheldSizes.contains(file.byteCount) else { return nil }
        for salt in salts {
            if let name = commitments[try WithheldFile.commitment(to: file, salt: salt)] {
                return name
            }
        }
        return nil
    }
}

/// The files beneath a folder, links and special files left out.
private struct LooseFileWalk {
    private(set) var paths: [[UInt8]] = []
    private(set) var skipped: [[UInt8]] = []

    private static let depthLimit = 16
    private static let fileLimit = 200_000

    mutating func list(
        _ folder: borrowing Folder, beneath path: [UInt8], depth: Int
    ) throws(SystemError) {
        for entry in try folder.entries() {
            let full = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            switch entry.kind {
            case .regular:
                guard paths.count < Self.fileLimit else {
                    throw SystemError("list", path: folder.path, .tooLarge(limit: Self.fileLimit))
                }
                paths.append(full)
            case .folder where depth < Self.depthLimit:
                try list(try folder.openFolder(entry.name), beneath: full, depth: depth + 1)
            case .folder, .link, .special: skipped.append(full)
            }
        }
    }
}
