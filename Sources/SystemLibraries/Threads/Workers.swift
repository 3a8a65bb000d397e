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
    ///   - newTool: makes what one thread keeps from job to job, such as its buffer. A job that fails
    ///     may leave it in any state: the next one gets a new one.
    package static func perform<Tool: ~Copyable>(
        _ order: [Int], on count: Int, with newTool: @Sendable () throws -> Tool,
        _ work: @Sendable (inout Tool, Int) throws -> Void
    ) throws {
        let jobs = Jobs(order)
        run(min(count, order.count)) {
            do {
                var tool = try newTool()
                while let job = jobs.next() {
                    do { try work(&tool, job) } catch {
                        jobs.fail(job, error)
                        tool = try newTool()
                    }
                }
            } catch {
                jobs.fail(.min, error)
            }
        }
        if let error = jobs.error { throw error }
    }

    /// Does jobs that each stand for a run of items, the one of the greatest size first, so that no thread
    /// is left with it at the end; gives what came of the items in their order. See `perform`.
    package static func results<Result: Sendable, Tool: ~Copyable>(
        of jobs: [Range<Int>], on count: Int, largestFirst size: (Range<Int>) -> Int,
        with newTool: @Sendable () throws -> Tool,
        _ work: @Sendable (inout Tool, Range<Int>) throws -> [Result]
    ) throws -> [Result] {
        let sizes = jobs.map(size)
        let order = jobs.indices.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
        let results = Mutex([[Result]](repeating: [], count: jobs.count))
        try perform(order, on: count, with: newTool) { tool, index in
            let made = try work(&tool, jobs[index])
            results.withLock { $0[index] = made }
        }
        return results.withLock { $0.flatMap(\.self) }
    }

    /// Does two things at once, one of them on a thread of its own, or one after the other where the system
    /// gives no more threads. Returns when both are done, also when `here` throws.
    package static func together<Beside: Sendable, Here, Failure: Error>(
        _ beside: @Sendable () -> Beside, _ here: () throws(Failure) -> Here
    ) throws(Failure) -> (beside: Beside, here: Here) {
        let done = Outcome<Beside>()
        let result: Result<Here, Failure> = withoutActuallyEscaping(beside) { beside in
            let thread = available > 1 ? StartedThread { done.set(beside()) } : nil
            defer { thread?.join() }
            do throws(Failure) { return .success(try here()) } catch { return .failure(error) }
        }
        let other = done.value ?? beside()
        return (other, try result.get())
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

/// What a thread leaves behind.
private final class Outcome<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)

    func set(_ value: Value) {
        stored.withLock { $0 = value }
    }

    var value: Value? { stored.withLock { $0 } }
}
