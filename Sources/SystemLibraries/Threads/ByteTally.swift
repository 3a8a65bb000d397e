internal import Synchronization

/// Counts bytes that are read or written, from any thread, and tells each new sum to whoever wants to
/// know how far long work is.
package final class ByteTally: Sendable {
    private let done = Atomic<Int>(0)
    private let total = Atomic<Int>(0)
    private let isStopped = Atomic<Bool>(false)
    private let told: @Sendable (_ done: Int, _ total: Int) -> Void

    /// - Parameter told: called after each read or write with the bytes done and those in all, 0 when
    ///   nobody said how many; on the thread that did it, and so at once with itself.
    package init(_ told: @escaping @Sendable (_ done: Int, _ total: Int) -> Void) {
        self.told = told
    }

    /// Says how many bytes there are in all.
    package func expect(_ byteCount: Int) { total.store(byteCount, ordering: .relaxed) }

    /// From here on nothing is told: what comes is other work.
    package func stop() { isStopped.store(true, ordering: .relaxed) }

    func add(_ byteCount: Int) {
        guard !isStopped.load(ordering: .relaxed) else { return }
        let sum = done.wrappingAdd(byteCount, ordering: .relaxed).newValue
        told(sum, total.load(ordering: .relaxed))
    }
}
