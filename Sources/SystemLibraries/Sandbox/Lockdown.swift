import CPlatform

/// The lockdown a reader puts itself under before it sees the first foreign byte. Nothing of it can
/// be undone by the process.
package struct Lockdown: Equatable, Sendable {
    /// Limits on processor time, memory, written files, descriptors and processes are in force.
    package var hasLimits: Bool
    /// No program it could start would have more rights, and no other process may look into it.
    package var isWithoutPrivileges: Bool
    /// System calls are confined to an allow-list (seccomp).
    package var hasCallFilter: Bool
    /// Every right to files is withdrawn (Landlock). Not in every kernel; the call list alone
    /// refuses to open files.
    package var hasFileRules: Bool

    /// Seconds of processor time.
    package static let cpuSecondLimit = 5
    /// Bytes of address space.
    package static let addressSpaceLimit = 512 << 20
    /// Bytes of any file it writes; it can open none.
    package static let fileByteLimit = 1 << 20
    /// Open descriptors.
    package static let descriptorLimit = 16

    /// True when a reader may begin: everything but the file rules, which older kernels lack.
    package var isSufficient: Bool { hasLimits && isWithoutPrivileges && hasCallFilter }

    /// What is missing, as words that end a sentence; nil when nothing is.
    package var missing: String? {
        var words: [String] = []
        if !hasLimits { words.append("limits") }
        if !isWithoutPrivileges { words.append("giving up privileges") }
        if !hasCallFilter { words.append("the list of system calls (seccomp)") }
        return words.isEmpty ? nil : words.joined(separator: " and ") + " cannot be had here"
    }

    /// Locks this process down and says what is in force.
    package static func engage() -> Lockdown {
        let limits = claimpack_limit(
            UInt64(cpuSecondLimit), UInt64(addressSpaceLimit), UInt64(fileByteLimit),
            UInt64(descriptorLimit))
        let processes = claimpack_forbid_processes()
        let privileges = claimpack_give_up_privileges()
        let files = claimpack_restrict_files(nil, nil, -1)
        // Last, for it refuses the calls above.
        let calls = claimpack_filter_worker()
        return Lockdown(
            hasLimits: limits == 0 && processes == 0, isWithoutPrivileges: privileges == 0,
            hasCallFilter: calls == 0, hasFileRules: files == 0)
    }

    /// The version of Landlock in this kernel; 0 when there is none.
    package static var landlockVersion: Int { Int(claimpack_landlock_version()) }
}
