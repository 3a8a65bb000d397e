import ArgumentParser
import ClaimpackKit

struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Seal a supplement: a new bundle with the old one inside, byte for byte.",
        discussion: """
            Examples:
              claimpack add pcb-quality.asice more -o pcb-quality-2.asice --key buyer.key
              claimpack add case.asice case -o case-2.asice --p12 firm.p12

            What the bundle holds already is not stored again; new and changed files of
            the case and the claim as it stands now are. A filed bundle is never changed:
            the output is a new file, in which the seal of the first round still holds by
            itself. Use the same key where you can.
            """)

    @Argument(help: ArgumentHelp("The bundle to add to.", valueName: "bundle"))
    var bundle: String

    @Argument(help: ArgumentHelp("The case folder as it stands now.", valueName: "case"))
    var path: String

    @Option(
        name: [.short, .long], help: ArgumentHelp("The bundle to write.", valueName: "file.asice"))
    var output: String

    @OptionGroup var identity: IdentityOptions
    @OptionGroup var stamping: StampingOptions

    @Flag(help: "Leave the signature to another program: write the manifest for it to sign.")
    var external = false

    @Flag(help: "Replace the output if it exists.")
    var force = false

    @OptionGroup var privacy: PrivacyOptions
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var reporting: OutputOptions

    func validate() throws {
        guard !external || identity.isEmpty else {
            throw ValidationError("--external and a key exclude each other")
        }
        guard !external || stamping.address == nil else {
            throw ValidationError("--external leaves the seal to others; claimpack stamp comes after")
        }
    }

    func run() throws {
        let identity = external ? nil : try stamping.applied(to: identity.load())
        let progress = ProgressLine(isQuiet: reporting.quiet)
        var request = BuildRequest(
            output: output, replacesOutput: force, identity: identity, signedAt: Terminal.now,
            judging: judging.options(progress: progress))
        privacy.apply(to: &request, progress)
        let report = try ClaimBundle(at: bundle).add(ClaimCase(at: path), request)
        progress.finish()
        try Terminal.standardOutput(reporting.json ? report.json : report.text(reporting.layout))
    }
}
