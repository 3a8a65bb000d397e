import CPlatform

/// Which file this is and in which state. Two equal identities of one path mean that nothing wrote
/// to it in between; the change time cannot be set back by a user.
package struct FileIdentity: Equatable, Hashable, Sendable {
    package var device: UInt64
    package var inode: UInt64
    package var byteCount: Int64
    /// Seconds since 1970 and nanoseconds, of the last write.
    package var modified: Instant
    /// The same, of the last write, rename, link or mode change.
    package var changed: Instant

    /// The same but for the length as plain numbers, for those who keep it and know nothing of files.
    package var numbers: (Int64, Int64, Int64, Int64) {
        (
            Int64(bitPattern: device), Int64(bitPattern: inode), modified.wrappedNanoseconds,
            changed.wrappedNanoseconds
        )
    }

    package struct Instant: Equatable, Hashable, Sendable {
        package var seconds: Int64
        package var nanoseconds: Int64

        /// Nanoseconds since 1970 as one number, which begins again every 584 years.
        fileprivate var wrappedNanoseconds: Int64 { seconds &* 1_000_000_000 &+ nanoseconds }
    }

    init(_ facts: claimpack_facts) {
        device = facts.device
        inode = facts.inode
        byteCount = facts.size
        modified = Instant(
            seconds: facts.modified_seconds, nanoseconds: facts.modified_nanoseconds)
        changed = Instant(seconds: facts.changed_seconds, nanoseconds: facts.changed_nanoseconds)
    }
}
