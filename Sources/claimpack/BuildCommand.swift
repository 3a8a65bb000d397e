import ArgumentParser
import ClaimpackKit

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Check a case and seal it into one file.",
        discussion: """
            Examples:
              claimpack build Samples/pcb-quality -o pcb-quality.asice --key buyer.key
              claimpack build case -o case.asice --p12 firm.p12 --passphrase-file secret.txt

            The certificate is the .crt file beside the key unless --certificate names another; it may
            be followed by the certificates above it. A case that is not ready is sealed all the same: the score says so to whoever opens it.
            """)

    @Argument(help: ArgumentHelp("A case folder.", valueName: "case"))
    var path: String

    @Option(
        name: [.short, .long], help: ArgumentHelp("The bundle to write.", valueName: "file.asice"))
    var output: String

    @OptionGroup var identity: IdentityOptions

    @Flag(help: "Replace the output if it exists.")
    var force = false

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var reporting: OutputOptions

    func run() throws {
        let identity = try identity.load()
        let progress = ProgressLine()
        let report = try ClaimCase(at: path).build(
            BuildRequest(
                output: output, replacesOutput: force, identity: identity, signedAt: Terminal.now,
                judging: judging.options(progress: progress)))
        progress.finish()
        try Terminal.standardOutput(reporting.json ? report.json : report.text(reporting.layout))
    }
}
