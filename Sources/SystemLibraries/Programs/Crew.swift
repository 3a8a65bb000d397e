import Dispatch
import Glibc

/// Some jobs at a time, one for each processor by default: for jobs that wait for other processes
/// while the caller goes on. Who hands in a job while all hands are busy waits, so that a folder of a
/// million files never holds a million of them open.
package final class Crew: Sendable {
    private let slots: DispatchSemaphore
    private let queue = DispatchQueue(label: "crew", attributes: .concurrent)

    /// Processors of this machine.
    package static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    package init(size: Int = processorCount) {
        slots = DispatchSemaphore(value: max(1, size))
    }

    /// Begins a job when a hand is free.
    package func begin<Value: Sendable>(
        _ job: @escaping @Sendable () -> Value
    ) -> CrewResult<Value> {
        let result = CrewResult<Value>()
        slots.wait()
        queue.async { [slots] in
            result.finish(job())
            slots.signal()
        }
        return result
    }
}

/// What a job will have given when it is done.
package final class CrewResult<Value: Sendable>: @unchecked Sendable {
    // Written once before `done` is signalled, read only after.
    private var value: Value?
    private let done = DispatchSemaphore(value: 0)

    fileprivate init() {}

    fileprivate func finish(_ value: Value) {
        self.value = value
        done.signal()
    }

    /// Waits for the end of the job.
    package func wait() -> Value? {
        done.wait()
        done.signal()
        return value
    }
}
