import Glibc

/// Who this process runs as.
enum ProcessIdentity {
    /// True for the administrator, whose programs no user namespace holds back.
    static var isRoot: Bool { geteuid() == 0 }
}
