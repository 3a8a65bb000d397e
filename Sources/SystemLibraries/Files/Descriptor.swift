import CPlatform
import Glibc

/// An open file descriptor, closed when it goes away.
struct Descriptor: ~Copyable, Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit {
        _ = Glibc.close(number)
    }

    /// A path as the kernel resolves it: relative to the working folder, links followed.
    static func open(
        _ path: [UInt8], _ flags: Int32, mode: UInt32 = 0, toDo operation: String
    ) throws(SystemError) -> Descriptor {
        guard !path.isEmpty, !path.contains(0) else {
            throw SystemError(operation, path: path, .invalidName)
        }
        let number = unsafe claimpack_open(claimpack_working_folder, path.cString, flags, mode)
        guard number >= 0 else { throw SystemError(operation, path: path, .system(-number)) }
        return Descriptor(number)
    }

    func facts(path: [UInt8]) throws(SystemError) -> claimpack_facts {
        var facts = claimpack_facts()
        let status = unsafe claimpack_facts_of(number, &facts)
        guard status == 0 else { throw SystemError("examine", path: path, .system(-status)) }
        return facts
    }

    /// Fills as much of `buffer` as the file has from `offset` on; returns how much.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: [UInt8]
    ) throws(SystemError) -> Int {
        var filled = 0
        while filled < buffer.count {
            try StopSignal.check("read", path)
            let (position, overflow) = offset.addingReportingOverflow(filled)
            guard !overflow, position >= 0 else {
                throw SystemError("read", path: path, .endsEarly)
            }
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = unsafe pread(number, rest.baseAddress, rest.count, position)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemError("read", path: path, .system(errno))
            }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Writes all of `bytes`, at `offset` or, when that is nil, at the file's own position.
    func write(_ bytes: Span<UInt8>, at offset: Int?, path: [UInt8]) throws(SystemError) {
        let failure: SystemError? = unsafe bytes.withUnsafeBytes { all in
            var written = 0
            while written < all.count {
                do throws(SystemError) { try StopSignal.check("write", path) } catch { return error }
                let rest = unsafe UnsafeRawBufferPointer(rebasing: all[written...])
                let count: Int
                if let offset {
                    let (position, overflow) = offset.addingReportingOverflow(written)
                    guard !overflow, position >= 0 else {
                        return SystemError("write", path: path, .system(EFBIG))
                    }
                    count = unsafe pwrite(number, rest.baseAddress, rest.count, position)
                } else {
                    count = unsafe Glibc.write(number, rest.baseAddress, rest.count)
                }
                if count < 0 {
                    if errno == EINTR { continue }
                    return SystemError("write", path: path, .system(errno))
                }
                written += count
            }
            return nil
        }
        if let failure { throw failure }
    }

    /// Keeps `Leftovers` off a temporary of this process until the descriptor is closed, also by the end
    /// of the process. False when it was faster, so that the temporary has no name any more or soon
    /// loses it.
    func claim(path: [UInt8]) throws(SystemError) -> Bool {
        let status = claimpack_try_lock(number)
        if status == -EWOULDBLOCK { return false }
        // Where nothing can be locked nobody removes anything either.
        guard status == 0 else { return true }
        return try facts(path: path).links > 0
    }

    /// True when it belongs to this user and no living process has claimed it; this process then has.
    func isAbandoned(path: [UInt8]) throws(SystemError) -> Bool {
        guard try facts(path: path).owner == geteuid() else { return false }
        return claimpack_try_lock(number) == 0
    }

    func allocate(byteCount: Int, path: [UInt8]) throws(SystemError) {
        guard byteCount > 0 else { return }
        while true {
            let status = claimpack_allocate(number, Int64(byteCount))
            switch status {
            case 0, -EOPNOTSUPP, -ENOSYS: return
            case -EINTR: continue
            default: throw SystemError("write", path: path, .system(-status))
            }
        }
    }

    func sync(path: [UInt8]) throws(SystemError) {
        while fsync(number) != 0 {
            guard errno == EINTR else { throw SystemError("save", path: path, .system(errno)) }
        }
    }
}

extension [UInt8] {
    /// The bytes as C wants them, with a zero behind. They must not hold one themselves.
    var cString: [CChar] {
        var text: [CChar] = []
        text.reserveCapacity(count + 1)
        for byte in self { text.append(CChar(bitPattern: byte)) }
        text.append(0)
        return text
    }
}
