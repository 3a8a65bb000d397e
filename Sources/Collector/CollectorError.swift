package import SystemLibraries

/// What stops collecting. Trouble inside a piece of evidence never does: that is a finding, or a
/// reading that says why.
package enum CollectorError: Error, CustomStringConvertible {
    /// The folder or one of its files cannot be opened, listed or read.
    case files(SystemError)
    /// Files or folders of the case that this user may not read: all of them, none of them first.
    case noPermission([SystemError])
    /// A file could be opened, and its bytes could not be had.
    case unreadable(path: String, reason: String)
    /// The folder has no `claim.yaml`; a file with almost that name may be there.
    case noClaimFile(folder: String, similar: String?)
    /// `claim.yaml` has mistakes.
    case claimFile(ClaimFileProblems)
    /// The folder holds more files than a case has.
    case tooManyFiles(limit: Int)
    /// Digests cannot be computed on this system.
    case digest(CryptoError)

    /// The words for people: what, where, how to repair.
    package var description: String {
        switch self {
        case .files(let error): error.description
        case .noPermission(let errors): errors.map(\.description).joined(separator: "\n")
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .noClaimFile(let folder, nil):
            "no \(ClaimFile.name) in \(folder): make one with \"claimpack init\", or name the folder of the case"
        case .noClaimFile(let folder, let similar?):
            "no \(ClaimFile.name) in \(folder): there is \(similar), rename it to \(ClaimFile.name)"
        case .claimFile(let problems): problems.description
        case .tooManyFiles(let limit):
            "more than \(limit) files: pack many files of one kind into a zip, or move some to _notes"
        case .digest(let error): "cannot compute SHA-256: \(error)"
        }
    }
}
