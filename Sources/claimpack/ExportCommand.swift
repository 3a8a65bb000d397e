import ArgumentParser
import ClaimpackKit

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what a venue's form takes: statement, tables, exhibits.",
        discussion: """
            Examples:
              claimpack export Samples/lamps-late --for paypal -o lamps-filing
              claimpack export pcb-quality.asice --for paypal -o filing --draft

            The venues are those of: claimpack rulebooks list. --for bagit makes a bag for
            an archive (RFC 8493), --for rsmf writes the chats alone as programs for
            document review load them (RSMF 2.0). A statement with gaps is written only
            with --draft; each gap is marked [MISSING: …]. What the form does not take is
            put beside what it takes, with the reason; nothing is made smaller. The PDF is
            printed by WeasyPrint or Chromium, when one is installed, without network.

            Exit status 0 when the set was written, 1 when the statement has gaps; 2 and 3
            for a bundle that is not intact.
            """)

    @Argument(help: ArgumentHelp("A case folder, or a bundle.", valueName: "case"))
    var path: String

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("The venue, or bagit, or rsmf.", valueName: "venue"))
    var target: String

    @Option(name: [.short, .long], help: ArgumentHelp("The folder to make.", valueName: "folder"))
    var output: String

    @Flag(help: "Write the set although its statement has gaps; they stay marked.")
    var draft = false

    @Flag(name: .customLong("no-pdf"), help: "Print no PDF; the pages are text and HTML then.")
    var noPDF = false

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var reporting: OutputOptions

    func run() throws {
        let progress = ProgressLine(isQuiet: reporting.quiet)
        let request = ExportRequest(
            for: try Suggestion.target(target), output: output, isDraft: draft, printsPDF: !noPDF,
            judging: judging.options(progress: progress))
        let report =
            if ClaimBundle.looksLikeBundle(at: path) {
                try ClaimBundle(at: path).export(request)
            } else {
                try ClaimCase(at: path).export(request)
            }
        progress.finish()
        try Terminal.standardOutput(
            reporting.json ? report.json : report.text(reporting.layout))
        try (report.isWritten ? ExitStatus.yes : .no).finish()
    }
}
