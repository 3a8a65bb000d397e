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
              claimpack verify case.asice --trust chamber-ca.pem --tsa-trust tsa-ca.pem
              claimpack verify pcb-quality.asice --against downloads

            Exit status 0 intact, 2 broken, 3 could not tell; with --require-trust also 1
            when the signer is not confirmed by a pin, your list of allowed signers or a
            chain to an authority you named, with --against when a file is not one that
            was sealed.
            """)

    @Argument(help: ArgumentHelp("A bundle.", valueName: "bundle"))
    var path: String

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

    @OptionGroup var trusting: TrustOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard salt.isEmpty || against != nil else {
            throw ValidationError("--salt goes with --against, which names the folder of the file")
        }
    }

    func run() throws {
        let trust = try trusting.load()
        let bundle = ClaimBundle(at: path)
        let progress = ProgressLine(isQuiet: output.quiet)
        defer { progress.finish() }
        let answer =
            if let against {
                try bundle.verify(against: against, salts: try salts(), trusting: trust,
                    progress: progress.show)
            } else {
                try bundle.verify(trusting: trust, progress: progress.show)
            }
        progress.finish()
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
