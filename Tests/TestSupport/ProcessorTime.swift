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

    /// How many times as long the larger work takes as the smaller: the least of some measures, the first that
    /// stays below the bound being enough. Neighbours on the machine only ever slow a measure down, while work
    /// that grows with the square is above the bound each time.
    ///
    /// - Parameter unmeasurable: Seconds of the larger work that are taken for the clock's own noise.
    public static func growth(
        below bound: Double, measures: Int = 5, unmeasurable: Double = 0.05,
        smaller: () throws -> Void, larger: () throws -> Void
    ) rethrows -> Double {
        var least = Double.infinity
        for _ in 0..<measures where least >= bound {
            let short = try ofThread(runs: 2, smaller)
            let long = try ofThread(runs: 2, larger)
            least = min(least, max(0, long - unmeasurable) / max(short, 1e-9))
        }
        return least
    }

    private static var ofThread: Double {
        var now = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
