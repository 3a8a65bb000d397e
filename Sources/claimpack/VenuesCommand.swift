import ArgumentParser
import ClaimpackKit

struct VenuesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "venues",
        abstract: "Say where a case can be filed and how complete it is there.",
        discussion: """
            Examples:
              claimpack venues Samples/pcb-quality
              claimpack venues Samples/pcb-quality --as-of 2026-04-20

            Exit status 0 when a venue takes the case, else 1.
            """)

    @Argument(help: ArgumentHelp("A case folder.", valueName: "case"))
    var path: String

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let progress = ProgressLine(isQuiet: output.quiet)
        let venues = try ClaimCase(at: path).venues(judging.options(progress: progress))
        progress.finish()
        try Terminal.standardOutput(output.json ? venues.json() : venues.text(output.layout))
        try (venues.best == nil ? ExitStatus.no : .yes).finish()
    }
}
