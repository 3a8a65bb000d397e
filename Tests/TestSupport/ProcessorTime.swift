import Foundation

/// Processor time, for tests of proportion: what else the machine does is not counted.
public enum ProcessorTime {
    /// What the work takes of this thread, in seconds: the least of some runs.
    public static func ofThread(runs: Int = 1, _ work: () throws -> Void) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<runs {
            let start = ofThread
            try work()
            least = min(least, ofThread - start)
        }
        return least
    }

    private static var ofThread: Double {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
