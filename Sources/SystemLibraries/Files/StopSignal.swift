import CPlatform

/// SIGINT and SIGTERM, the signals that ask a program to stop. A program that notes them ends its work
/// at the next block it reads or writes, by an error like any other (`SystemError.Reason.interrupted`),
/// so that what it had begun is cleared away on the usual path. A second signal kills it.
package enum StopSignal {
    /// From now on the signals are noted, unless this process was started with them ignored. Writing
    /// beyond the file size limit of the shell becomes an error as well.
    package static func notice() { claimpack_notice_interrupts() }

    /// The number of the signal that came.
    package static var noticed: Int32? {
        let number = claimpack_noticed_interrupt()
        return number == 0 ? nil : number
    }

    /// Throws when one came.
    static func check(_ operation: String, _ path: [UInt8]) throws(SystemError) {
        if noticed != nil { throw SystemError(operation, path: path, .interrupted) }
    }
}
