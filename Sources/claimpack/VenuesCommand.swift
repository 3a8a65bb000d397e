import ArgumentParser
import ClaimModel
import ClaimpackKit

struct VenuesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "venues",
        abstract: "Say where a case can be filed and how complete it is there.",
        discussion: """
            Examples:
              claimpack venues Samples/pcb-quality
              claimpack venues pcb-quality.asice --as-of 2026-04-20

            Exit status 0 when a venue takes the case, else 1; 2 for a bundle whose
            integrity is broken, 3 when that could not be told.
            """)

    @Argument(help: ArgumentHelp("A case folder, or a bundle.", valueName: "case"))
    var path: String

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let progress = ProgressLine(isQuiet: output.quiet)
        let options = judging.options(progress: progress)
        var status = ExitStatus.yes
        let venues: VenueComparison
        if ClaimBundle.looksLikeBundle(at: path) {
            let answer = try ClaimBundle(at: path).venues(options)
            venues = answer.comparison
            status = ExitStatus(answer.verification.integrity)
        } else {
            venues = try ClaimCase(at: path).venues(options)
        }
        progress.finish()
        if status != .yes {
            Terminal.standardError(
                "claimpack: the bundle is not intact; see: claimpack verify \(path)\n")
        }
        try Terminal.standardOutput(output.json ? venues.json() : venues.text(output.layout))
        try status.or(venues.best == nil ? .no : .yes).finish()
    }
}
