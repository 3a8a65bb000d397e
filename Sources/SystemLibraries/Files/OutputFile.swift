import CPlatform

/// A file that this process made, open for writing and for reading back.
package struct OutputFile: ~Copyable, Sendable {
    private let descriptor: Descriptor
    /// As it was made; for messages only.
    package let path: [UInt8]

    init(descriptor: consuming Descriptor, path: [UInt8]) {
        self.descriptor = descriptor
        self.path = path
    }

    /// Appends at the file's own position, which `write(_:at:)` does not move.
    package func write(_ bytes: Span<UInt8>) throws(SystemError) {
        try descriptor.write(bytes, at: nil, path: path)
    }

    package func write(_ bytes: [UInt8]) throws(SystemError) {
        try descriptor.write(bytes.span, at: nil, path: path)
    }

    /// Writes at an offset in bytes from the start. Different places may be written from different
    /// threads at once.
    package func write(_ bytes: Span<UInt8>, at offset: Int) throws(SystemError) {
        try descriptor.write(bytes, at: offset, path: path)
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(SystemError) {
        try descriptor.write(bytes.span, at: offset, path: path)
    }

    /// Exactly `count` bytes of what was written; `.endsEarly` when there are fewer.
    package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
        let available = max(0, try byteCount() - max(0, offset))
        guard offset >= 0, count >= 0, count <= available else {
            throw SystemError("read", path: path, .endsEarly)
        }
        var bytes = [UInt8](repeating: 0, count: count)
        let outcome: Result<Int, SystemError> = unsafe bytes.withUnsafeMutableBytes { buffer in
            do throws(SystemError) {
                return .success(unsafe try descriptor.read(into: buffer, at: offset, path: path))
            } catch {
                return .failure(error)
            }
        }
        guard try outcome.get() == count else {
            throw SystemError("read", path: path, .endsEarly)
        }
        return bytes
    }

    /// The length now, in bytes.
    package func byteCount() throws(SystemError) -> Int {
        Int(clamping: try descriptor.facts(path: path).size)
    }

    /// Takes the room for `byteCount` bytes from the disk now, so that one too full is found before the
    /// work and not in the middle of it. In memory (tmpfs) it only looks whether there is so much; where a
    /// file system cannot do that, nothing happens.
    package func allocate(byteCount: Int) throws(SystemError) {
        try descriptor.allocate(byteCount: byteCount, path: path)
    }

    /// Gives it these permissions, whatever the process's mask takes away from new files.
    package func setPermissions(_ permissions: UInt32) throws(SystemError) {
        let status = claimpack_set_mode(descriptor.number, permissions)
        guard status == 0 else { throw SystemError("write", path: path, .system(-status)) }
    }

    /// Returns when the bytes would survive a power failure.
    package func sync() throws(SystemError) {
        try StopSignal.check("save", path)
        try descriptor.sync(path: path)
    }

    /// See `Descriptor.claim`.
    func claim() throws(SystemError) -> Bool {
        try descriptor.claim(path: path)
    }
}
