import ArgumentParser
import ClaimpackKit

struct KeygenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keygen",
        abstract: "Make a key and a certificate to seal bundles with.",
        discussion: """
            Examples:
              claimpack keygen --name "Larkspur Devices LLC" --out buyer
              claimpack keygen --name "Dana Whitfield" --email dana@larkspur.example -o dana

            Writes buyer.key (P-256, encrypted) and buyer.crt (self-signed, three years),
            and prints the fingerprint with a sentence to paste into the order chat: an
            early, dated trace of the fingerprint ties the key to you better than anything
            later can.
            """)

    @Option(help: ArgumentHelp("Your legal name or your firm's.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("Your e-mail address.", valueName: "address"))
    var email: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Path of the two files, without ending.", valueName: "path"))
    var out: String

    @Flag(name: .customLong("no-passphrase"), help: "Leave the key unencrypted.")
    var noPassphrase = false

    @OptionGroup var passphrase: PassphraseOptions
    @OptionGroup var reporting: OutputOptions

    func validate() throws {
        guard !out.hasSuffix("/"), !out.isEmpty else {
            throw ValidationError("--out takes a path without ending, such as keys/buyer")
        }
        guard
            !noPassphrase
                || (passphrase.passphraseFile == nil && passphrase.passphraseVariable == nil)
        else { throw ValidationError("--no-passphrase and a passphrase exclude each other") }
    }

    func run() throws {
        var secret: [UInt8]?
        if !noPassphrase {
            secret = try passphrase.passphrase(
                prompt: "new passphrase for \(out).key: ", isNew: true)
            guard secret != nil else {
                throw UsageProblem(
                    message:
                        "no terminal to ask for a passphrase on; give --passphrase-file, --passphrase-env or --no-passphrase"
                )
            }
            guard secret?.isEmpty == false else {
                throw UsageProblem(
                    message: "the passphrase is empty; --no-passphrase says so on purpose")
            }
        }
        let path = out.hasSuffix(".key") || out.hasSuffix(".crt") ? String(out.dropLast(4)) : out
        let made = try SigningIdentity.make(
            name: name, email: email, path: path, passphrase: secret, now: Terminal.now)
        try Terminal.standardOutput(reporting.json ? made.json : made.text(reporting.layout))
    }
}
