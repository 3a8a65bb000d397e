import Reports

/// Why a command had to stop: what, where, and how to repair it. A problem in the evidence is never
/// one of these; it is a finding.
public struct ClaimpackError: Error, Hashable, Sendable {
    /// What kind of obstacle it is. Each has its exit status.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The call is wrong.
        case usage
        /// `claim.yaml` or a rulebook cannot be read.
        case unreadableClaim
        /// There is no such file.
        case noSuchFile
        /// A fault of the program.
        case internalFault
        /// The output cannot be created.
        case cannotCreate
        /// Reading or writing failed.
        case inputOutput
        /// No permission, or a passphrase that does not open the key.
        case noPermission
        /// The bundle is broken, and what was asked needs it whole.
        case broken
        /// The bundle cannot be judged, and what was asked needs that.
        case undetermined
    }

    /// What kind of obstacle it is.
    public let kind: Kind
    /// A dotted word: thing first, trouble last.
    public let code: String
    /// Where: a path, or a path with line and column.
    public let place: String?
    /// What is the matter, without a full stop.
    public let message: String
    /// How to repair it.
    public let remedy: String?
    /// The whole text when it needs more than three lines, such as all mistakes of a `claim.yaml`.
    public let details: String?

    /// An error with what, where and how to repair it.
    public init(
        kind: Kind, code: String, place: String? = nil, message: String, remedy: String? = nil,
        details: String? = nil
    ) {
        self.kind = kind
        self.code = code
        self.place = place
        self.message = message
        self.remedy = remedy
        self.details = details
    }

    /// For standard error: place and message, then the remedy, then the code.
    public var text: String {
        if let details { return details.hasSuffix("\n") ? details : details + "\n" }
        var text = printable((place.map { $0 + ": " } ?? "") + message) + "\n"
        if let remedy { text += "   " + printable(remedy) + "\n" }
        return text + "   [\(code)]\n"
    }

    var stopped: StoppedBy {
        StoppedBy(code: code, message: details ?? message, place: place, remedy: remedy)
    }
}
