import CPlatform
import Glibc

/// One name in a folder.
package struct FolderEntry: Equatable, Hashable, Sendable {
    /// As the file system holds it: any bytes but zero and `/`.
    package var name: [UInt8]
    package var kind: FileKind

    package init(name: [UInt8], kind: FileKind) {
        self.name = name
        self.kind = kind
    }
}

/// An open folder, and the only way to what is beneath it: no path given to it can leave it or pass
/// a symbolic link, however the tree changes meanwhile (openat2(2), RESOLVE_BENEATH).
///
/// Paths are raw bytes, one or more segments joined by `/`. A path with an empty, `.` or `..`
/// segment is refused as `.invalidName`; one that meets a link, as `isEscape`.
package struct Folder: ~Copyable, Sendable {
    private let descriptor: Descriptor
    /// As it was opened; for messages only.
    package let path: [UInt8]

    /// Names in one folder that `entries` will list.
    package static let defaultEntryLimit = 1_000_000

    /// Opens a folder that a person named. Links in this path are followed.
    package init(path: [UInt8]) throws(SystemError) {
        descriptor = try Descriptor.open(path, O_RDONLY | O_DIRECTORY, toDo: "open")
        self.path = path
    }

    package init(path: String) throws(SystemError) {
        try self.init(path: Array(path.utf8))
    }

    private init(descriptor: consuming Descriptor, path: [UInt8]) {
        self.descriptor = descriptor
        self.path = path
    }

    /// A second owner of the same folder.
    package func reopened() throws(SystemError) -> Folder {
        Folder(
            descriptor: try open([UInt8(ascii: ".")], O_RDONLY | O_DIRECTORY, toDo: "open"),
            path: path)
    }

    /// Every name but `.` and `..`, sorted by bytes. More than `limit` is `.tooLarge`.
    package func entries(
        limit: Int = Folder.defaultEntryLimit
    ) throws(SystemError) -> [FolderEntry] {
        var error: Int32 = 0
        guard let listing = unsafe claimpack_list(descriptor.number, &error) else {
            throw SystemError("list", path: path, .system(error))
        }
        defer { unsafe claimpack_list_close(listing) }
        var found: [FolderEntry] = []
        while true {
            var name: UnsafePointer<CChar>?
            var kind: Int32 = 0
            let status = unsafe claimpack_list_next(listing, &name, &kind)
            guard status >= 0 else { throw SystemError("list", path: path, .system(-status)) }
            guard status > 0, let start = unsafe name else { break }
            guard found.count < limit else {
                throw SystemError("list", path: path, .tooLarge(limit: limit))
            }
            let bytes = unsafe UnsafeRawBufferPointer(start: start, count: strlen(start))
            found.append(
                FolderEntry(name: unsafe Array(bytes), kind: FileKind(platformKind: kind)))
        }
        return found.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    package func openFolder(_ path: [UInt8]) throws(SystemError) -> Folder {
        try requirePlain(path, toDo: "open")
        return Folder(
            descriptor: try open(path, O_RDONLY | O_DIRECTORY, toDo: "open"), path: full(path))
    }

    /// Opens a regular file; a pipe neither hangs nor is read.
    package func openFile(_ path: [UInt8]) throws(SystemError) -> InputFile {
        try requirePlain(path, toDo: "open")
        return try InputFile(
            descriptor: try open(path, InputFile.openFlags | O_NOFOLLOW, toDo: "open"),
            path: path, in: self.path)
    }

    /// Makes a file that was not there before, readable by its owner only. Messages name it as `shown`
    /// when that is given.
    package func createFile(
        _ path: [UInt8], mode: UInt32 = 0o600, shownAs shown: [UInt8]? = nil
    ) throws(SystemError) -> OutputFile {
        try requirePlain(path, toDo: "create")
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
        return OutputFile(
            descriptor: try open(path, flags, mode: mode, toDo: "create"),
            path: shown ?? full(path))
    }

    /// Makes a folder that was not there before and opens it. Its parent must exist. Messages name it
    /// as `shown` when that is given.
    package func createFolder(
        _ path: [UInt8], mode: UInt32 = 0o700, shownAs shown: [UInt8]? = nil
    ) throws(SystemError) -> Folder {
        try withParent(of: path, toDo: "create") { parent, name in
            unsafe mkdirat(parent, name, mode) == 0 ? 0 : errno
        }
        return Folder(
            descriptor: try open(path, O_RDONLY | O_DIRECTORY, toDo: "open"),
            path: shown ?? full(path))
    }

    /// What stands behind a name, a link not followed; nil when nothing does.
    package func kind(of path: [UInt8]) throws(SystemError) -> FileKind? {
        var facts = claimpack_facts()
        do {
            try withParent(of: path, toDo: "examine") { parent, name in
                unsafe -claimpack_facts_at(parent, name, &facts)
            }
        } catch {
            if error.isNotFound { return nil }
            throw error
        }
        return FileKind(platformKind: facts.kind)
    }

    /// Removes a name that is not a folder.
    package func removeFile(_ path: [UInt8]) throws(SystemError) {
        try withParent(of: path, toDo: "remove") { parent, name in
            unsafe unlinkat(parent, name, 0) == 0 ? 0 : errno
        }
    }

    /// Removes an empty folder.
    package func removeFolder(_ path: [UInt8]) throws(SystemError) {
        try withParent(of: path, toDo: "remove") { parent, name in
            unsafe unlinkat(parent, name, AT_REMOVEDIR) == 0 ? 0 : errno
        }
    }

    /// Makes the names in this folder last through a power failure.
    package func sync() throws(SystemError) {
        try descriptor.sync(path: path)
    }

    /// Removes a folder with all that is in it; links are removed, not followed. Stops at the first
    /// name that will not go, and `depthLimit` folders deep.
    func removeTree(
        _ name: [UInt8], depthLimit: Int = Folder.removalDepthLimit
    ) throws(SystemError) {
        guard depthLimit > 0 else {
            throw SystemError("remove", path: full(name), .tooLarge(limit: Self.removalDepthLimit))
        }
        let inside = try openFolder(name)
        for entry in try inside.entries() {
            if entry.kind == .folder {
                try inside.removeTree(entry.name, depthLimit: depthLimit - 1)
            } else {
                try inside.removeFile(entry.name)
            }
        }
        try removeFolder(name)
    }

    /// As deep as the longest entry name of a bundle can lead, and one.
    private static let removalDepthLimit = 513

    /// See `Descriptor.claim`.
    func claim() throws(SystemError) -> Bool {
        try descriptor.claim(path: path)
    }

    /// See `Descriptor.isAbandoned`.
    func isAbandoned() throws(SystemError) -> Bool {
        try descriptor.isAbandoned(path: path)
    }

    /// Returns when everything written to this file system would survive a power failure.
    func syncFileSystem() throws(SystemError) {
        try StopSignal.check("save", path)
        let status = claimpack_sync_file_system(descriptor.number)
        guard status == 0 else { throw SystemError("save", path: path, .system(-status)) }
    }

    /// Runs `body` while no other process runs one in this folder, waiting for its turn. For those who read a
    /// file, change it and replace it; where nothing can be locked, it runs without.
    package func locked<Value, Failure>(
        _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        while claimpack_lock(descriptor.number) == -EINTR, StopSignal.noticed == nil {}
        defer { _ = claimpack_unlock(descriptor.number) }
        return try body()
    }

    /// Renames a folder within this one; a target that exists is an error (`isAlreadyThere`).
    func renameFolder(_ from: [UInt8], to target: [UInt8]) throws(SystemError) {
        let status = unsafe claimpack_rename_folder(
            descriptor.number, from.cString, target.cString)
        guard status == 0 else {
            throw SystemError("write", path: full(target), .system(-status))
        }
    }

    /// Renames within this folder, both names single segments.
    func rename(_ from: [UInt8], to target: [UInt8], replacing: Bool) throws(SystemError) {
        for name in [from, target] {
            guard RelativePath.isPlain(name), !name.contains(UInt8(ascii: "/")) else {
                throw SystemError("write", path: full(name), .invalidName)
            }
        }
        let status = unsafe claimpack_rename(
            descriptor.number, from.cString, target.cString, replacing ? 1 : 0)
        guard status == 0 else {
            throw SystemError("write", path: full(target), .system(-status))
        }
    }

    /// Opens without openat2, as on a kernel that does not have it; for the tests of that way.
    func openFileBySegments(_ path: [UInt8]) throws(SystemError) -> InputFile {
        try requirePlain(path, toDo: "open")
        return try InputFile(
            descriptor: try open(
                path, InputFile.openFlags | O_NOFOLLOW, toDo: "open", bySegments: true),
            path: full(path))
    }

    private func full(_ path: [UInt8]) -> [UInt8] {
        RelativePath.joined(self.path, path)
    }

    private func requirePlain(_ path: [UInt8], toDo operation: String) throws(SystemError) {
        guard RelativePath.isPlain(path) else {
            throw SystemError(operation, path: full(path), .invalidName)
        }
    }

    private func open(
        _ path: [UInt8], _ flags: Int32, mode: UInt32 = 0, toDo operation: String,
        bySegments: Bool = false
    ) throws(SystemError) -> Descriptor {
        let number = unsafe claimpack_open_beneath(
            descriptor.number, path.cString, flags, mode, bySegments ? 1 : 0)
        guard number >= 0 else {
            throw SystemError(operation, path: full(path), .system(-number))
        }
        return Descriptor(number)
    }

    /// For calls that have no beneath-only form: opens the parent that way, then acts on the last
    /// segment alone, where nothing is resolved any more. `act` returns 0 or an errno value.
    private func withParent(
        of path: [UInt8], toDo operation: String, _ act: (Int32, [CChar]) -> Int32
    ) throws(SystemError) {
        try requirePlain(path, toDo: operation)
        let (folder, name) = RelativePath.split(path)
        let code: Int32
        if let folder {
            let parent = try open(folder, claimpack_path_only | O_DIRECTORY, toDo: operation)
            code = act(parent.number, name.cString)
        } else {
            code = act(descriptor.number, name.cString)
        }
        guard code == 0 else { throw SystemError(operation, path: full(path), .system(code)) }
    }
}
