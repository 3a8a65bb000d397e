/// A file that appears under its name whole or not at all.
///
/// It is written under a temporary name in the same folder, `.claimpack-<random>.part`, which goes
/// away with this value unless `commit` succeeds. Only a killed process leaves that name behind.
package struct AtomicOutput: ~Copyable, Sendable {
    private let folder: Folder
    private let file: OutputFile
    private let name: [UInt8]
    private let temporaryName: [UInt8]
    private var isPending: Bool

    /// Prepares to write `path`, whose folder must exist. Links in the folder's path are followed;
    /// a link at the end is replaced, never written through.
    package init(path: [UInt8], mode: UInt32 = 0o600) throws(SystemError) {
        let (parent, name) = RelativePath.split(path)
        guard RelativePath.isPlain(name) else {
            throw SystemError("write", path: path, .invalidName)
        }
        try self.init(
            named: name, in: try Folder(path: parent ?? [UInt8(ascii: ".")]), mode: mode)
    }

    package init(path: String, mode: UInt32 = 0o600) throws(SystemError) {
        try self.init(path: Array(path.utf8), mode: mode)
    }

    /// Prepares to write one name in an open folder.
    package init(
        named name: [UInt8], in folder: consuming Folder, mode: UInt32 = 0o600
    ) throws(SystemError) {
        guard RelativePath.isPlain(name), !name.contains(UInt8(ascii: "/")) else {
            throw SystemError("write", path: RelativePath.joined(folder.path, name), .invalidName)
        }
        let random = String(UInt64.random(in: .min ... .max), radix: 16)
        let temporaryName = Array(".claimpack-\(random).part".utf8)
        let file = try folder.createFile(temporaryName, mode: mode)
        self.init(folder: folder, file: file, name: name, temporaryName: temporaryName)
    }

    private init(
        folder: consuming Folder, file: consuming OutputFile, name: [UInt8],
        temporaryName: [UInt8]
    ) {
        self.folder = folder
        self.file = file
        self.name = name
        self.temporaryName = temporaryName
        isPending = true
    }

    deinit {
        // Nobody is left to tell when even this fails.
        if isPending { try? folder.removeFile(temporaryName) }
    }

    /// True when the name is taken, so that `commit(replacing: false)` would fail. Ask before long
    /// work.
    package func targetExists() throws(SystemError) -> Bool {
        try folder.kind(of: name) != nil
    }

    package func write(_ bytes: Span<UInt8>) throws(SystemError) { try file.write(bytes) }
    package func write(_ bytes: [UInt8]) throws(SystemError) { try file.write(bytes) }

    /// See `OutputFile.write(_:at:)`.
    package func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemError) {
        try file.write(bytes, at: offset)
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try file.write(bytes, at: offset)
    }

    /// See `OutputFile.read(at:count:)`.
    package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        try file.read(at: offset, count: count)
    }

    /// See `OutputFile.allocate(byteCount:)`.
    package func allocate(byteCount: Int) throws(SystemError) {
        try file.allocate(byteCount: byteCount)
    }

    /// The length so far, in bytes.
    package func byteCount() throws(SystemError) -> Int { try file.byteCount() }

    /// Saves the bytes, gives them their name and saves the folder. Without `replacing`, a name
    /// that exists meanwhile is an error (`isAlreadyThere`) and keeps its file.
    package consuming func commit(replacing: Bool) throws(SystemError) {
        try file.sync()
        try folder.rename(temporaryName, to: name, replacing: replacing)
        isPending = false
        try folder.sync()
    }
}
