/// What came of running a program.
package struct ProgramResult: Equatable, Sendable {
    package var ending: Ending
    /// Standard output, up to the limit.
    package var output: [UInt8]
    /// Standard error, cut off at its limit.
    package var errors: [UInt8]

    package enum Ending: Equatable, Sendable {
        case exited(Int32)
        /// Ended by a signal that was not ours, a limit on CPU time or memory among them.
        case signalled(Int32)
        /// Killed by us after the wall time.
        case timedOut
        /// Killed by us because it wrote more than the limit.
        case outputOverflow
    }

    package var succeeded: Bool { ending == .exited(0) }
}
