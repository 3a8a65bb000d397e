import ArgumentParser
import ClaimModel
import ClaimpackKit

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Say whether a bundle is what was sealed, by whom, and when.",
        discussion: """
            Examples:
              claimpack verify pcb-quality.asice
              claimpack verify pcb-quality.asice --pin sha256:3f2a… --require-trust

            Exit status 0 intact, 2 broken, 3 could not tell; with --require-trust also 1 when the
            signer is not confirmed by a pin.
            """)

    @Argument(help: ArgumentHelp("A bundle.", valueName: "bundle"))
    var path: String

    @Option(
        help: ArgumentHelp(
            "The SHA-256 of a certificate you trust, as sha256:… (repeatable).",
            valueName: "sha256:…"))
    var pin: [String] = []

    @Flag(name: .customLong("require-trust"), help: "Answer no when the signer is not confirmed.")
    var requireTrust = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let answer = try ClaimBundle(at: path).verify(pins: try Pin.parse(pin))
        try Terminal.standardOutput(output.json ? answer.json : answer.text(output.layout))
        let isConfirmed =
            !answer.verification.rounds.isEmpty
            && answer.verification.rounds.allSatisfy(\.isSignerConfirmed)
        try ExitStatus(answer.verification.integrity)
            .or(requireTrust && !isConfirmed ? .no : .yes).finish()
    }
}
