import SystemLibraries

/// SIGINT and SIGTERM for programs that use this library: once `notice` was called, work that is going
/// on ends with an error at the next block it reads or writes, and what it had begun is cleared away.
/// Without that call signals do what they do anyway.
public enum StopSignal {
    /// From now on the first of these signals is noted instead of ending the process; a second one
    /// ends it.
    public static func notice() { SystemLibraries.StopSignal.notice() }

    /// The number of the signal that came, nil when none did.
    public static var noticed: Int32? { SystemLibraries.StopSignal.noticed }
}
