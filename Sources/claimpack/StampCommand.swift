import ArgumentParser
import ClaimpackKit

struct StampCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stamp",
        abstract: "Put a time-stamp into the newest seal of a bundle.",
        discussion: """
            Examples:
              claimpack stamp case.asice --tsa https://tsa.example/ -o stamped.asice
              claimpack stamp case.asice --query -o case.tsq
              claimpack stamp case.asice --reply a.tsr --query-file q.tsq -o stamped.asice

            The second and third go together where this machine must not call out: carry
            case.tsq to an authority (RFC 3161) and bring its answer back. The question is
            kept in case.tsq alone; given again with --query-file, its nonce shows that
            the answer belongs to it.

            A new bundle is written; all of it but the newest seal stays as it was. Stamp
            a round before another is added.
            """)

    @Argument(help: ArgumentHelp("A bundle.", valueName: "bundle"))
    var path: String

    @Flag(help: "Write the question for an authority.")
    var query = false

    @Option(help: ArgumentHelp("Put this answer of an authority in.", valueName: "file.tsr"))
    var reply: String?

    @Option(
        name: .customLong("query-file"),
        help: ArgumentHelp("The question this is the answer to.", valueName: "file.tsq"))
    var queryFile: String?

    @Option(
        name: .customLong("tsa"),
        help: ArgumentHelp("Ask this authority (curl connects to it).", valueName: "address"))
    var address: String?

    @Option(
        name: .customLong("tsa-trust"),
        help: ArgumentHelp(
            "A PEM file of authorities of whom one must vouch for the time-stamp (repeatable).",
            valueName: "file"))
    var authorities: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file"))
    var output: String

    @Flag(help: "Replace the output if it exists.")
    var force = false

    @OptionGroup var reporting: OutputOptions

    func validate() throws {
        guard [query, reply != nil, address != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("say one of --query, --reply and --tsa")
        }
        guard queryFile == nil || reply != nil else {
            throw ValidationError("--query-file goes with --reply")
        }
    }

    func run() throws {
        let bundle = ClaimBundle(at: path)
        let report =
            if let reply {
                try bundle.stamp(
                    replyFile: reply, queryFile: queryFile, authorityFiles: authorities, to: output,
                    replacing: force)
            } else if let address {
                try bundle.stamp(
                    asking: address, authorityFiles: authorities, to: output, replacing: force)
            } else {
                try bundle.writeTimeStampQuery(to: output, replacing: force)
            }
        try Terminal.standardOutput(reporting.json ? report.json : report.text(reporting.layout))
    }
}
