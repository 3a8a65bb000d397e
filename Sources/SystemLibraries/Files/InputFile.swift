import CPlatform
import Glibc

/// A regular file, open for reading. All reads name their offset, so they may be repeated.
package struct InputFile: ~Copyable, Sendable {
    let descriptor: Descriptor
    /// The folder it was opened in, if that was so, and its path from there.
    private let folder: [UInt8]
    private let name: [UInt8]
    /// Taken when the file was opened.
    package let identity: FileIdentity
    /// How many names it had then, in this folder or elsewhere on its disk.
    package let linkCount: Int
    /// Who may read, write and run it, as the nine bits of `chmod`.
    package let permissions: UInt32
    /// Told of every byte that is read.
    package var tally: ByteTally?

    package static let defaultBlockByteCount = 256 << 10

    /// Non-blocking, so that a pipe without a writer is opened, seen for what it is and refused.
    static let openFlags = O_RDONLY | O_NONBLOCK | O_NOCTTY

    /// Opens a file that a person named. Links in this path are followed.
    package init(path: [UInt8]) throws(SystemError) {
        try self.init(
            descriptor: try Descriptor.open(path, Self.openFlags, toDo: "open"), path: path)
    }

    package init(path: String) throws(SystemError) {
        try self.init(path: Array(path.utf8))
    }

    init(
        descriptor: consuming Descriptor, path name: [UInt8], in folder: [UInt8] = []
    ) throws(SystemError) {
        let facts: claimpack_facts
        do throws(SystemError) {
            facts = try descriptor.facts(path: name)
        } catch {
            throw error.about(RelativePath.joined(folder, name))
        }
        guard FileKind(platformKind: facts.kind) == .regular else {
            throw SystemError("open", path: RelativePath.joined(folder, name), .notRegularFile)
        }
        self.descriptor = descriptor
        self.folder = folder
        self.name = name
        identity = FileIdentity(facts)
        linkCount = Int(clamping: facts.links)
        permissions = facts.mode & 0o777
    }

    /// As it was opened; for messages only.
    package var path: [UInt8] { RelativePath.joined(folder, name) }

    /// The same open file once more, with an owner of its own.
    package func duplicate() throws(SystemError) -> InputFile {
        let number = claimpack_duplicate(descriptor.number)
        guard number >= 0 else { throw SystemError("open", path: path, .system(-number)) }
        return try InputFile(descriptor: Descriptor(number), path: path)
    }

    /// The length when it was opened, in bytes.
    package var byteCount: Int { Int(clamping: identity.byteCount) }

    /// What the file is now.
    package func currentIdentity() throws(SystemError) -> FileIdentity {
        FileIdentity(try descriptor.facts(path: path))
    }

    /// Throws `.changed` when something wrote to the file since it was opened.
    package func requireUnchanged() throws(SystemError) {
        guard try currentIdentity() == identity else {
            throw SystemError("read", path: path, .changed)
        }
    }

    /// See `Descriptor.isAbandoned`.
    func isAbandoned() throws(SystemError) -> Bool {
        try descriptor.isAbandoned(path: path)
    }

    /// Up to `count` bytes from `offset` on; fewer only where the file ends.
    package func read(at offset: Int, upTo count: Int) throws(SystemError) -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        // No more than the file holds: a foreign length must not make this reserve memory.
        let available = max(0, byteCount - offset)
        var bytes = [UInt8](repeating: 0, count: min(count, available))
        let filled = try fill(&bytes, at: offset)
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// The whole file. More than `limit` bytes are `.tooLarge`; other than `byteCount` when it was
    /// opened, `.changed`.
    package func readAll(limit: Int) throws(SystemError) -> [UInt8] {
        guard byteCount <= limit else {
            throw SystemError("read", path: path, .tooLarge(limit: limit))
        }
        var bytes = [UInt8](repeating: 0, count: byteCount)
        guard try fill(&bytes, at: 0) == byteCount else {
            throw SystemError("read", path: path, .changed)
        }
        try requireUnchanged()
        return bytes
    }

    /// Lends the whole file in order, in blocks of `size` bytes, the last one shorter; none when it
    /// is empty. Rethrows what `body` throws. What was appended since it was opened is not lent;
    /// whether the file changed meanwhile is for the caller to ask (`requireUnchanged`).
    package func forEachBlock(
        size: Int = InputFile.defaultBlockByteCount, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: max(1, size))
        var offset = 0
        while offset < byteCount {
            let filled = min(try fill(&buffer, at: offset), byteCount - offset)
            if filled == 0 { return }
            try body(buffer.span.extracting(0..<filled))
            offset += filled
        }
    }

    /// Fills one place in `bytes`, or all of it, with what stands in the file from `offset` on; gives how
    /// many bytes there were, which is fewer only where the file ends. For callers that read many
    /// pieces and keep one buffer for them.
    package func fill(
        _ bytes: inout [UInt8], _ place: Range<Int> = 0..<Int.max, at offset: Int
    ) throws(SystemError) -> Int {
        let outcome: Result<Int, SystemError> = unsafe bytes.withUnsafeMutableBytes { buffer in
            let part = unsafe UnsafeMutableRawBufferPointer(
                rebasing: buffer[place.clamped(to: 0..<buffer.count)])
            do throws(SystemError) {
                return .success(unsafe try descriptor.read(into: part, at: offset, path: name))
            } catch {
                return .failure(error.about(path))
            }
        }
        let count = try outcome.get()
        tally?.add(count)
        return count
    }
}

/// All bytes of a regular file that a person named; more than `limit` of them are an error.
package func readFile(atPath path: String, limit: Int) throws(SystemError) -> [UInt8] {
    try InputFile(path: path).readAll(limit: limit)
}
