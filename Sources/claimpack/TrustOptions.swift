import ArgumentParser
import ClaimpackKit

/// Whom the mediator trusts: options of every command that verifies a seal.
struct TrustOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The SHA-256 of a certificate you trust, as sha256:… (repeatable).",
            valueName: "sha256:…"))
    var pin: [String] = []

    @Option(
        help: ArgumentHelp(
            "A PEM file of authorities whose word on signers you trust (repeatable).",
            valueName: "file"))
    var trust: [String] = []

    @Option(
        name: .customLong("allowed-signers"),
        help: ArgumentHelp(
            "A list of certificates you know, instead of your own (see claimpack trust).",
            valueName: "file"))
    var allowedSigners: String?

    @Flag(
        name: .customLong("no-allowed-signers"), help: "Do not look into your own list of signers.")
    var noAllowedSigners = false

    @Option(
        name: .customLong("tsa-trust"),
        help: ArgumentHelp(
            "A PEM file of authorities whose time-stamps you trust (repeatable).",
            valueName: "file"))
    var timeAuthorities: [String] = []

    func validate() throws {
        if allowedSigners != nil, noAllowedSigners {
            throw ValidationError("--allowed-signers and --no-allowed-signers exclude each other")
        }
    }

    /// Reads the files that were named, and the mediator's own list when it is there.
    func load() throws -> Trust {
        let own = noAllowedSigners ? nil : AllowedSignersOptions.ownList
        return try Trust(
            pins: try Pin.parse(pin), authorityFiles: trust,
            allowedSignersFile: allowedSigners ?? own.flatMap { Terminal.isFile($0) ? $0 : nil },
            timeAuthorityFiles: timeAuthorities, now: Terminal.now)
    }
}

/// Which list of allowed signers is meant.
struct AllowedSignersOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The list; otherwise claimpack/allowed-signers in your configuration folder.",
            valueName: "file"))
    var file: String?

    /// The mediator's own list: beneath XDG_CONFIG_HOME, or beneath .config in HOME.
    static var ownList: String? {
        let folder =
            Terminal.variable("XDG_CONFIG_HOME") ?? Terminal.variable("HOME").map { $0 + "/.config" }
        return folder.map { $0 + "/claimpack/allowed-signers" }
    }

    /// The list that is meant; makes the folder of the mediator's own when `isWritten`.
    func list(isWritten: Bool) throws -> AllowedSignersList {
        if let file { return AllowedSignersList(at: file) }
        guard let own = Self.ownList else {
            throw UsageProblem(message: "there is no HOME to find your list in; name it with --file")
        }
        if isWritten { Terminal.makeFolder(of: own) }
        return AllowedSignersList(at: own)
    }
}

/// A time-stamp to be put over a new seal.
struct StampingOptions: ParsableArguments {
    @Option(
        name: .customLong("tsa"),
        help: ArgumentHelp(
            "Ask this authority for a time-stamp over the seal (curl connects to it).",
            valueName: "address"))
    var address: String?

    @Option(
        name: .customLong("tsa-trust"),
        help: ArgumentHelp(
            "A PEM file of authorities of whom one must vouch for the time-stamp (repeatable).",
            valueName: "file"))
    var authorities: [String] = []

    func validate() throws {
        guard authorities.isEmpty || address != nil else {
            throw ValidationError("--tsa-trust goes with --tsa, which names the authority to ask")
        }
    }

    /// The identity whose seals get a time-stamp, when one was asked for.
    func applied(to identity: SigningIdentity) throws -> SigningIdentity {
        guard let address else { return identity }
        return try identity.stamping(at: address, authorityFiles: authorities)
    }
}
