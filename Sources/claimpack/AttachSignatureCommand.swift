import ArgumentParser
import ClaimpackKit

struct AttachSignatureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach-signature",
        abstract: "Join a bundle written with --external and the signature made elsewhere.",
        discussion: """
            Examples:
              claimpack build case -o case.asice --external
              claimpack attach-signature case.asice.unsigned case.p7s -o case.asice

            The signature is a detached CMS signature in DER over the bytes of the
            manifest, with the attributes of CAdES-B-B: a qualified card, a remote service
            or openssl makes it. It is checked in full before anything is written.
            """)

    @Argument(help: ArgumentHelp("What build --external wrote.", valueName: "bundle.unsigned"))
    var bundle: String

    @Argument(help: ArgumentHelp("The signature.", valueName: "file.p7s"))
    var signature: String

    @Option(
        name: [.short, .long], help: ArgumentHelp("The bundle to write.", valueName: "file.asice"))
    var output: String

    @Flag(help: "Replace the output if it exists.")
    var force = false

    @OptionGroup var reporting: OutputOptions

    func run() throws {
        let attached = try ClaimBundle(at: bundle).attachSignature(
            ofFile: signature, to: output, replacing: force)
        try Terminal.standardOutput(
            reporting.json ? attached.json : attached.text(reporting.layout))
    }
}
