package import ClaimModel
package import SystemLibraries

/// A folder with a claimant's case: `claim.yaml`, and files in lettered folders such as
/// `A-contract`, which may have one level of folders inside.
///
/// Names are bytes. Links and special files are never followed or opened; names that begin with `_`
/// or `.` are never packed. What is left out is told in `findings`.
package struct CaseFolder: Sendable {
    /// Files of a case, packed or not.
    package static let fileLimit = 100_000

    /// The folder's path as it was given.
    package let path: String
    /// The bytes of `claim.yaml`; none when there is no such file.
    let claimFile: [UInt8]
    /// Whether there is a `claim.yaml`.
    let hasClaimFile: Bool
    /// The files that may be packed, by path.
    let files: [CaseFile]
    /// The folders those files lie in, by path.
    let folders: [[UInt8]]
    /// What was left out, and why.
    let findings: [Finding]
    private let root: OpenFolder

    /// Opens and lists a case folder. Without `needsClaimFile` it may be one that is to become a case.
    package init(path: String, needsClaimFile: Bool = true) throws(CollectorError) {
        do throws(SystemError) {
            root = OpenFolder(try Folder(path: path))
        } catch {
            throw .files(error)
        }
        self.path = path
        var listing = CaseListing()
        try listing.list(root.folder, path: [], letter: nil, word: "", depth: 0)
        guard listing.closed.isEmpty else {
            throw .noPermission(listing.closed + Self.closed(listing.files, in: root.folder))
        }
        hasClaimFile = listing.hasClaimFile
        guard hasClaimFile || !needsClaimFile else {
            throw .noClaimFile(
                folder: PathText.display(Array(path.utf8)),
                similar: listing.similarToClaimFile.map(PathText.display))
        }
        do throws(SystemError) {
            // More than a claim may have, so that its length is told like its other mistakes.
            claimFile =
                hasClaimFile
                ? try root.folder.openFile(Array(ClaimFile.name.utf8)).readAll(limit: 16 << 20) : []
        } catch {
            throw .files(error)
        }
        files = listing.files.sorted { $0.path.lexicographicallyPrecedes($1.path) }
        folders = listing.folders
        findings = listing.findings
    }

    /// Opens a file by its path in the folder. When this user may not, the error names every other file
    /// that he may not open either, so that all can be mended at once.
    package func openFile(_ path: [UInt8]) throws(CollectorError) -> InputFile {
        var neighbours = NeighbourFiles()
        return try openFile(path, with: &neighbours)
    }

    /// The same for files that are opened one after the other.
    func openFile(
        _ path: [UInt8], with neighbours: inout NeighbourFiles
    ) throws(CollectorError) -> InputFile {
        do throws(SystemError) {
            return try neighbours.open(path, in: root.folder)
        } catch {
            guard error.isPermission else { throw .files(error) }
            let closed = Self.closed(files, in: root.folder)
            throw .noPermission(closed.isEmpty ? [error] : closed)
        }
    }

    private static func closed(
        _ files: [CaseFile], in folder: borrowing Folder
    ) -> [SystemError] {
        files.compactMap { file in
            do throws(SystemError) {
                _ = try folder.openFile(file.path)
                return nil
            } catch {
                return error.isPermission ? error : nil
            }
        }
    }

    /// Opens the file that was collected. Its bytes are what was collected only if their digest says
    /// so: a file may change in between.
    package func openFile(_ file: CollectedFile) throws(CollectorError) -> InputFile {
        try openFile(file.sourceName)
    }
}

/// One file of a case folder.
struct CaseFile: Hashable, Sendable {
    /// Its path in the case folder.
    let path: [UInt8]
    /// The letter of its folder, if that is a lettered one.
    let letter: Character?
    /// What follows the letter: `payment-shipping`.
    let folderWord: String

    /// The path for messages.
    var shownPath: String { PathText.display(path) }

    /// A folder has each path once.
    func hash(into hasher: inout Hasher) { hasher.combine(path) }

    static func == (left: CaseFile, right: CaseFile) -> Bool { left.path == right.path }
}

/// One owner of the folder for all who open files in it.
private final class OpenFolder: Sendable {
    let folder: Folder

    init(_ folder: consuming Folder) {
        self.folder = folder
    }
}

/// A case folder while it is listed.
private struct CaseListing {
    var files: [CaseFile] = []
    var folders: [[UInt8]] = []
    var findings: [Finding] = []
    /// Folders that this user may not open.
    var closed: [SystemError] = []
    var hasClaimFile = false
    var similarToClaimFile: [UInt8]?

    /// `depth` is 0 for the case folder, 1 for a folder in it, 2 for a folder in that.
    mutating func list(
        _ folder: borrowing Folder, path: [UInt8], letter: Character?, word: String, depth: Int
    ) throws(CollectorError) {
        let entries: [FolderEntry]
        do throws(SystemError) {
            entries = try folder.entries(limit: CaseFolder.fileLimit * 2)
        } catch {
            if case .tooLarge = error.reason { throw .tooManyFiles(limit: CaseFolder.fileLimit) }
            throw .files(error)
        }
        for entry in entries {
            let full = path.isEmpty ? entry.name : path + [UInt8(ascii: "/")] + entry.name
            if entry.name.first == UInt8(ascii: "_") || entry.name.first == UInt8(ascii: ".") {
                note(full, entry.kind)
                continue
            }
            switch entry.kind {
            case .regular:
                if depth == 0, isClaimFile(entry.name) { continue }
                guard files.count < CaseFolder.fileLimit else {
                    throw .tooManyFiles(limit: CaseFolder.fileLimit)
                }
                files.append(CaseFile(path: full, letter: letter, folderWord: word))
            case .folder where depth == 2:
                warn(
                    "folder.too-deep", full, "lies too deep and is not packed",
                    "Move its files one folder up")
            case .folder:
                folders.append(full)
                let inside: Folder
                do throws(SystemError) {
                    inside = try folder.openFolder(entry.name)
                } catch {
                    guard error.isPermission else { throw .files(error) }
                    closed.append(error)
                    continue
                }
                let lettered = depth == 0 ? lettered(entry.name, full) : (letter, word)
                try list(
                    inside, path: full, letter: lettered.0, word: lettered.1, depth: depth + 1)
            case .link:
                warn(
                    "folder.link", full, "is a link and was not followed",
                    "Copy the file itself into the folder")
            case .special:
                warn("folder.special", full, "is no file and was not read", "Remove it")
            }
        }
    }

    private mutating func isClaimFile(_ name: [UInt8]) -> Bool {
        if name.elementsEqual(ClaimFile.name.utf8) {
            hasClaimFile = true
            return true
        }
        let lower = name.map { (65...90).contains($0) ? $0 + 32 : $0 }
        let similar = ["claim.yaml", "claim.yml", "claim.yaml.txt", "claim.yml.txt", "claim.txt"]
        if similarToClaimFile == nil, similar.contains(where: { lower.elementsEqual($0.utf8) }) {
            similarToClaimFile = name
        }
        return false
    }

    /// The letter and word of `A-contract`; nil for other names.
    private mutating func lettered(_ name: [UInt8], _ path: [UInt8]) -> (Character?, String) {
        guard name.count > 2, name[1] == UInt8(ascii: "-"),
            (65...90).contains(name[0]) || (97...122).contains(name[0])
        else { return (nil, "") }
        let letter = Character(Unicode.Scalar(name[0]))
        guard ExhibitNumber(letter: letter, count: 1) != nil else {
            warn(
                "folder.letter", path,
                letter.isUppercase
                    ? "begins with \(letter), which looks like \(letter == "I" ? "1" : "0")"
                    : "begins with a small letter",
                "Begin its name with a capital letter but I and O, so that its files get numbers")
            return (nil, "")
        }
        return (letter, String(decoding: name[2...], as: UTF8.self).lowercased())
    }

    private mutating func note(_ path: [UInt8], _ kind: FileKind) {
        let name = PathText.display(path)
        findings.append(
            Finding(
                code: "folder.not-packed", severity: .note, places: [Place(file: name)],
                message:
                    "\"\(name)\" is not packed: its name begins with \"_\" or \".\"",
                remedy: kind == .folder
                    ? "if it holds evidence, rename the folder" : "if it is evidence, rename it"))
    }

    private mutating func warn(
        _ code: String, _ path: [UInt8], _ message: String, _ remedy: String
    ) {
        let name = PathText.display(path)
        findings.append(
            Finding(
                code: code, severity: .warning, places: [Place(file: name)],
                message: "\"\(name)\" \(message)",
                remedy: remedy.prefix(1).lowercased() + remedy.dropFirst(), effort: .minutes))
    }
}
