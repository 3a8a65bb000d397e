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

              claimpack verify pcb-quality.asice --against downloads

            Exit status 0 intact, 2 broken, 3 could not tell; with --require-trust also 1 when the
            signer is not confirmed by a pin, with --against when a file is not one that was sealed.
            """)

    @Argument(help: ArgumentHelp("A bundle.", valueName: "bundle"))
    var path: String

    @Option(
        help: ArgumentHelp(
            "The SHA-256 of a certificate you trust, as sha256:… (repeatable).",
            valueName: "sha256:…"))
    var pin: [String] = []

    @Option(
        help: ArgumentHelp(
            "Compare the files of this folder with what the bundle seals.", valueName: "folder"))
    var against: String?

    @Option(
        help: ArgumentHelp(
            "The salt of a withheld file that the claimant gave you with it (repeatable).",
            valueName: "digits"))
    var salt: [String] = []

    @Flag(name: .customLong("require-trust"), help: "Answer no when the signer is not confirmed.")
    var requireTrust = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard salt.isEmpty || against != nil else {
            throw ValidationError("--salt goes with --against, which names the folder of the file")
        }
    }

    func run() throws {
        let pins = try Pin.parse(pin)
        let bundle = ClaimBundle(at: path)
        let answer =
            if let against {
                try bundle.verify(against: against, salts: try salts(), pins: pins)
            } else {
                try bundle.verify(pins: pins)
            }
        try Terminal.standardOutput(output.json ? answer.json : answer.text(output.layout))
        let isConfirmed =
            !answer.verification.rounds.isEmpty
            && answer.verification.rounds.allSatisfy(\.isSignerConfirmed)
        try ExitStatus(answer.verification.integrity)
            .or(requireTrust && !isConfirmed ? .no : .yes)
            .or(answer.looseFiles?.areAllSealed == false ? .no : .yes).finish()
    }

    private func salts() throws -> [[UInt8]] {
        try salt.map { text in
            guard let bytes = WithheldSalt.bytes(hex: text) else {
                throw UsageProblem(
                    message: "“\(text)” is no salt; a salt is 32 hexadecimal digits")
            }
            return bytes
        }
    }
}
