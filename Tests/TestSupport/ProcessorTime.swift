import Foundation

/// Processor time, for tests of proportion: what else the machine does is not counted.
public enum ProcessorTime {
    /// What this thread has spent, in seconds.
    public static var ofThread: Double { spent(CLOCK_THREAD_CPUTIME_ID) }

    private static func spent(_ clock: clockid_t) -> Double {
        var now = timespec()
        clock_gettime(clock, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
