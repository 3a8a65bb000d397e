import ArgumentParser
import ClaimpackKit

struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Check a case and seal it into one file.",
        discussion: """
            Examples:
              claimpack build Samples/pcb-quality -o pcb-quality.asice --key buyer.key
              claimpack build case -o case.asice --p12 firm.p12
              claimpack build case -o c.asice --key buyer.key --tsa https://tsa.example/

            With --external no key is needed: FILE.asice.unsigned and
            FILE.asice.manifest.xml are written, any CAdES signer signs the second,
            attach-signature joins them. The certificate is the .crt file beside the key
            unless --certificate names another; it may be followed by the certificates
            above it. A case that is not ready is sealed all the same: the score says so
            to whoever opens it.
            """)

    @Argument(help: ArgumentHelp("A case folder.", valueName: "case"))
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
        let report = try ClaimCase(at: path).build(request)
        progress.finish()
        try Terminal.standardOutput(reporting.json ? report.json : report.text(reporting.layout))
    }
}
