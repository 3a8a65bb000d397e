/// A file that appears under its name whole or not at all.
///
/// It is written under a temporary name in the same folder (`TemporaryName`), which goes away with
/// this value unless `commit` succeeds. Only a killed process leaves that name behind; the next one
/// that writes in the folder removes it. Errors name the target, never the temporary.
package struct AtomicOutput: ~Copyable, Sendable {
    private let folder: Folder
    private let temporary: TemporaryFile
    private let name: [UInt8]
    private var isPending: Bool
    private let tally: ByteTally?
    /// Names that killed processes had left in the folder and that are gone now.
    package let removedLeftovers: [[UInt8]]

    /// Prepares to write `path`, whose folder must exist. Links in the folder's path are followed;
    /// a link at the end is replaced, never written through.
    ///
    /// - Parameter tally: told of every byte that is written.
    package init(path: [UInt8], mode: UInt32 = 0o600, tally: ByteTally? = nil) throws(SystemError) {
        let (parent, name) = RelativePath.split(path)
        guard RelativePath.isPlain(name) else {
            throw SystemError("write", path: path, .invalidName)
        }
        try self.init(
            named: name, in: try Folder(path: parent ?? [UInt8(ascii: ".")]), mode: mode,
            tally: tally)
    }

    package init(path: String, mode: UInt32 = 0o600, tally: ByteTally? = nil) throws(SystemError) {
        try self.init(path: Array(path.utf8), mode: mode, tally: tally)
    }

    /// Prepares to write one name in an open folder.
    package init(
        named name: [UInt8], in folder: consuming Folder, mode: UInt32 = 0o600,
        tally: ByteTally? = nil
    ) throws(SystemError) {
        let target = RelativePath.joined(folder.path, name)
        guard RelativePath.isPlain(name), !name.contains(UInt8(ascii: "/")) else {
            throw SystemError("write", path: target, .invalidName)
        }
        let leftovers = Leftovers.remove(in: folder)
        let temporary = try TemporaryFile(in: folder, for: target, mode: mode)
        self.init(
            folder: folder, temporary: temporary, name: name, leftovers: leftovers, tally: tally)
    }

    private init(
        folder: consuming Folder, temporary: consuming TemporaryFile, name: [UInt8],
        leftovers: [[UInt8]], tally: ByteTally?
    ) {
        self.folder = folder
        self.temporary = temporary
        self.name = name
        removedLeftovers = leftovers
        self.tally = tally
        isPending = true
    }

    deinit {
        // Nobody is left to tell when even this fails.
        if isPending { try? folder.removeFile(temporary.name) }
    }

    /// Says how many bytes will be written in all, for whoever follows the work.
    package func expect(byteCount: Int) { tally?.expect(byteCount) }

    /// True when the name is taken, so that `commit(replacing: false)` would fail. Ask before long
    /// work.
    package func targetExists() throws(SystemError) -> Bool {
        try folder.kind(of: name) != nil
    }

    package func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try temporary.file.write(bytes)
        tally?.add(bytes.count)
    }

    package func write(_ bytes: [UInt8]) throws(SystemError) { try write(bytes.span) }

    /// See `OutputFile.write(_:at:)`.
    package func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemError) {
        try temporary.file.write(bytes, at: offset)
        tally?.add(bytes.count)
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try write(bytes.span, at: offset)
    }

    /// See `OutputFile.read(at:count:)`.
    package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        try temporary.file.read(at: offset, count: count)
    }

    /// See `OutputFile.allocate(byteCount:)`.
    package func allocate(byteCount: Int) throws(SystemError) {
        try temporary.file.allocate(byteCount: byteCount)
    }

    /// See `OutputFile.setPermissions`.
    package func setPermissions(_ permissions: UInt32) throws(SystemError) {
        try temporary.file.setPermissions(permissions)
    }

    /// Saves the bytes, gives them their name and saves the folder. Without `replacing`, a name
    /// that exists meanwhile is an error (`isAlreadyThere`) and keeps its file. When the folder cannot
    /// be saved, a name that was not there before is taken back.
    package consuming func commit(replacing: Bool) throws(SystemError) {
        try temporary.file.sync()
        try appear(replacing: replacing)
    }

    /// The same for two files that are of no use without each other; neither replaces anything. After
    /// an error there is none of them. A process that is killed between the two leaves the first.
    package static func commit(
        _ first: consuming AtomicOutput, _ second: consuming AtomicOutput
    ) throws(SystemError) {
        try first.temporary.file.sync()
        try second.temporary.file.sync()
        let folder = try first.folder.reopened()
        let name = first.name
        try first.appear(replacing: false)
        do throws(SystemError) {
            try second.appear(replacing: false)
        } catch {
            try? folder.removeFile(name)
            throw error
        }
    }

    private consuming func appear(replacing: Bool) throws(SystemError) {
        // A device is nobody's old file.
        if replacing, try folder.kind(of: name) == .special {
            throw SystemError("replace", path: temporary.file.path, .notRegularFile)
        }
        try folder.rename(temporary.name, to: name, replacing: replacing)
        isPending = false
        do throws(SystemError) {
            try folder.sync()
        } catch {
            if !replacing { try? folder.removeFile(name) }
            throw error.about(temporary.file.path)
        }
    }
}

/// A new file under a temporary name that this process has claimed. Does not remove it.
private struct TemporaryFile: ~Copyable, Sendable {
    let name: [UInt8]
    let file: OutputFile

    /// `target` is what messages name.
    init(
        in folder: borrowing Folder, for target: [UInt8], mode: UInt32
    ) throws(SystemError) {
        for _ in 0..<TemporaryName.attemptLimit {
            let name = TemporaryName.make()
            let file: OutputFile
            do throws(SystemError) {
                file = try folder.createFile(name, mode: mode, shownAs: target)
            } catch {
                throw error.about(target)
            }
            if try file.claim() {
                self.name = name
                self.file = file
                return
            }
            try? folder.removeFile(name)
        }
        throw SystemError("create", path: target, .changed)
    }
}
