import CPlatform
import Synchronization

/// Threads that share one piece of work. They are made for it and are gone when it is done, so
/// nothing runs behind a caller's back.
package enum Workers {
    /// How many threads this process may run at once: the processors it is allowed to use, but no
    /// more than `greatest`.
    package static var available: Int {
        min(max(1, Int(claimpack_processor_count())), greatest)
    }

    /// Each worker holds buffers of its own; with more of them memory grows and the disk is the
    /// limit.
    package static let greatest = 8

    /// Does the jobs that `order` names, each once, on `count` threads, the calling one among them.
    ///
    /// Jobs are numbered as their results stand. An error stops the jobs behind it only, and the one
    /// of the lowest number is thrown, so that it does not depend on which thread was quicker. Where
    /// the system gives no more threads, fewer of them do all of the work.
    ///
    /// - Parameters:
    ///   - order: the order in which jobs are begun, usually the longest first.
    ///   - tool: makes what one thread keeps from job to job, such as its buffer.
    package static func perform<Tool: ~Copyable>(
        _ order: [Int], on count: Int, with tool: @Sendable () throws -> Tool,
        _ work: @Sendable (inout Tool, Int) throws -> Void
    ) throws {
        let jobs = Jobs(order)
        run(min(count, order.count)) {
            do {
                var tool = try tool()
                while let job = jobs.next() {
                    do { try work(&tool, job) } catch { jobs.fail(job, error) }
                }
            } catch {
                jobs.fail(.min, error)
            }
        }
        if let error = jobs.error { throw error }
    }

    /// Runs `work` on so many threads at once and returns when all have ended.
    private static func run(_ count: Int, _ work: @Sendable () -> Void) {
        withoutActuallyEscaping(work) { work in
            let others = (1..<max(1, count)).compactMap { _ in StartedThread(work) }
            work()
            for thread in others { thread.join() }
        }
    }
}

/// The jobs that are left, and the worst that happened.
private final class Jobs: Sendable {
    private struct Failure {
        var job: Int
        var error: any Error
    }

    private let order: [Int]
    private let begun = Atomic<Int>(0)
    private let failure = Mutex<Failure?>(nil)

    init(_ order: [Int]) {
        self.order = order
    }

    /// The next job whose result can still matter.
    func next() -> Int? {
        while true {
            let index = begun.add(1, ordering: .relaxed).oldValue
            guard index < order.count else { return nil }
            let job = order[index]
            if failure.withLock({ $0.map { job < $0.job } ?? true }) { return job }
        }
    }

    func fail(_ job: Int, _ error: any Error) {
        failure.withLock { worst in
            if let before = worst, before.job <= job { return }
            worst = Failure(job: job, error: error)
        }
    }

    var error: (any Error)? { failure.withLock { $0?.error } }
}
