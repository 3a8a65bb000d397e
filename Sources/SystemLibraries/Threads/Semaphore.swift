import Glibc

/// A count that threads wait for. POSIX's, because waiting must not use up a processor that hashes.
@safe final class Semaphore: @unchecked Sendable {
    private let handle: UnsafeMutablePointer<sem_t>

    init(_ count: Int) {
        unsafe handle = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        // Fails only for a count beyond 2^31.
        _ = unsafe sem_init(handle, 0, UInt32(clamping: count))
    }

    deinit {
        _ = unsafe sem_destroy(handle)
        unsafe handle.deallocate()
    }

    /// Waits until the count is above 0 and takes 1 from it.
    func wait() {
        while unsafe sem_wait(handle) != 0, errno == EINTR {}
    }

    func signal() {
        _ = unsafe sem_post(handle)
    }
}
