public import ArgumentParser
public import ClaimModel
import ClaimpackKit

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
}

/// Options of every command that prints a report.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print one JSON object instead of text, also on failure.")
    var json = false

    @Option(help: ArgumentHelp("Colour the marks: auto, always or never.", valueName: "when"))
    var color = ColorChoice.auto

    @Flag(
        name: [.short, .long],
        help: "Show no progress and no next step; the result and errors stay.")
    var quiet = false

    var layout: TextLayout { Terminal.style(color: color, isQuiet: quiet) }
}

/// Options of every command that judges.
struct JudgingOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp(
            "Judge as of this day (YYYY-MM-DD) instead of the claim's filing-on or today.",
            valueName: "date"))
    var asOf: CalendarDay?

    @Option(help: ArgumentHelp("Use these rules instead of the ones shipped.", valueName: "file"))
    var rulebook: String?

    @Flag(
        name: .customLong("no-programs"),
        help: "Run no programs of the system: PDF files and the text of pictures are then packed and hashed, not read.")
    var noPrograms = false

    @Flag(
        name: .customLong("no-sandbox"),
        help: "Read foreign files in this process where the system cannot lock a worker down.")
    var noSandbox = false

    func options(progress: ProgressLine) -> JudgingRequest {
        JudgingRequest(
            asOf: asOf, today: Terminal.today, rulebookFile: rulebook, usesPrograms: !noPrograms,
            sandbox: noSandbox ? .none : .workers(executable: Sandbox.ownExecutable),
            progress: { progress.show($0) })
    }
}

/// Options of commands that read evidence and judge nothing.
struct ReadingOptions: ParsableArguments {
    @Flag(
        name: .customLong("no-programs"),
        help: "Do not run PDF programs; PDF files are then compared by their bytes alone.")
    var noPrograms = false

    @Flag(
        name: .customLong("no-sandbox"),
        help: "Read foreign files in this process where the system cannot lock a worker down.")
    var noSandbox = false

    func options(progress: ProgressLine) -> JudgingRequest {
        JudgingRequest(
            today: Terminal.today, usesPrograms: !noPrograms,
            sandbox: noSandbox ? .none : .workers(executable: Sandbox.ownExecutable),
            progress: { progress.show($0) })
    }
}

/// What becomes of a case whose files tell of people: an option of every command that seals.
struct PrivacyOptions: ParsableArguments {
    enum Choice: String, ExpressibleByArgument, CaseIterable {
        case list, stop
    }

    @Option(
        name: .customLong("private"),
        help: ArgumentHelp(
            "When files tell of people: list it and seal, or stop before the seal.",
            valueName: "list|stop"))
    var choice = Choice.list

    func apply(to request: inout BuildRequest, _ progress: ProgressLine) {
        request.privateData = choice == .stop ? .stop : .list
        request.onPrivateData = { notice in
            progress.finish()
            Terminal.standardError(notice.text)
        }
    }
}

/// Who seals: a key with its certificate in PEM files, or both in one PKCS #12 file.
struct IdentityOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The private key to seal with.", valueName: "file"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "The certificate of the key, and those above it.", valueName: "file"))
    var certificate: String?

    @Option(
        help: ArgumentHelp("A PKCS #12 file with key and certificate.", valueName: "file"))
    var p12: String?

    @OptionGroup var passphrase: PassphraseOptions

    func validate() throws {
        if p12 != nil, key != nil || certificate != nil {
            throw ValidationError("--p12 holds the key and its certificate; give it alone")
        }
    }

    var isEmpty: Bool { key == nil && certificate == nil && p12 == nil }

    /// Reads key and certificate; asks for the passphrase when the key is encrypted.
    func load() throws -> SigningIdentity {
        if let p12 {
            return try SigningIdentity.load(p12File: p12) {
                try passphrase.passphrase(prompt: "passphrase of \(p12): ", isNew: false)
            }
        }
        guard let key else {
            throw UsageProblem(
                message: "name the key to seal with: --key buyer.key, or --p12 firm.p12")
        }
        return try SigningIdentity.load(keyFile: key, certificateFile: certificate) {
            try passphrase.passphrase(prompt: "passphrase of \(key): ", isNew: false)
        }
    }
}

/// Where a passphrase comes from: never an argument, because arguments are seen by everybody.
struct PassphraseOptions: ParsableArguments {
    @Option(
        name: .customLong("passphrase-file"),
        help: ArgumentHelp("Read the passphrase from the first line of a file.", valueName: "file"))
    var passphraseFile: String?

    @Option(
        name: .customLong("passphrase-env"),
        help: ArgumentHelp(
            "Read the passphrase from a variable of the environment.", valueName: "name"))
    var passphraseVariable: String?

    /// The passphrase, or nil when none was named and there is no terminal to ask on.
    func passphrase(prompt: String, isNew: Bool) throws -> [UInt8]? {
        if let passphraseFile { return try Passphrase.firstLine(ofFile: passphraseFile) }
        if let passphraseVariable {
            guard let value = Terminal.variable(passphraseVariable) else {
                throw UsageProblem(
                    message: "the environment has no variable \(passphraseVariable), or it is empty"
                )
            }
            return Array(value.utf8)
        }
        guard let first = Terminal.passphrase(prompt: prompt) else { return nil }
        guard isNew else { return first }
        guard let second = Terminal.passphrase(prompt: "the same again: "), first == second else {
            throw UsageProblem(message: "the two passphrases differ; nothing was written")
        }
        return first
    }
}

extension CalendarDay: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Reason: ExpressibleByArgument {}

extension Money: ExpressibleByArgument {
    public init?(argument: String) {
        self.init(argument)
    }
}
