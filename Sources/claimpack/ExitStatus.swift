import ClaimModel
import ClaimpackKit

/// The exit statuses, a contract with scripts. Between 0 and 3 the worse one wins: 2 before 3
/// before 1.
enum ExitStatus: Int32, Error {
    /// Answered yes.
    case yes = 0
    /// Answered no, on the merits: a gate not passed, a score below the limit, a signer not
    /// confirmed when that was required.
    case no = 1
    /// The integrity of a bundle is broken.
    case broken = 2
    /// It could not be told: undetermined, an exhibit unreadable, a newer format.
    case undetermined = 3
    /// Wrong usage.
    case usage = 64
    /// `claim.yaml` or a rulebook cannot be read.
    case unreadableClaim = 65
    /// No such file.
    case noSuchFile = 66
    /// A fault of the program.
    case internalFault = 70
    /// The output cannot be created.
    case cannotCreate = 73
    /// Input or output failed.
    case inputOutput = 74
    /// No permission, or a passphrase that does not open the key.
    case noPermission = 77

    init(_ kind: ClaimpackError.Kind) {
        self =
            switch kind {
            case .usage: .usage
            case .unreadableClaim: .unreadableClaim
            case .noSuchFile: .noSuchFile
            case .internalFault: .internalFault
            case .cannotCreate: .cannotCreate
            case .inputOutput: .inputOutput
            case .noPermission: .noPermission
            case .broken: .broken
            case .undetermined: .undetermined
            }
    }

    /// The status of a bundle's integrity.
    init(_ integrity: Integrity) {
        self =
            switch integrity {
            case .intact: .yes
            case .broken: .broken
            case .undetermined: .undetermined
            }
    }

    /// The status of a command that a signal stopped, as shells count: 130 and 143.
    static func interrupted(by signal: Int32) -> Int32 { 128 + signal }

    /// The worse of two answers.
    func or(_ other: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.yes, .no, .undetermined, .broken]
        let mine = order.firstIndex(of: self) ?? order.count
        let theirs = order.firstIndex(of: other) ?? order.count
        return mine >= theirs ? self : other
    }

    /// Ends the command with this status, unless it is `yes`.
    func finish() throws {
        if self != .yes { throw self }
    }
}
