import ArgumentParser
import ClaimModel
import ClaimpackKit

struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Copy exhibits out of a bundle into a new folder.",
        discussion: """
            Examples:
              claimpack extract pcb-quality.asice -o evidence
              claimpack extract pcb-quality.asice -o evidence C-1 D-1

            Nothing is written outside the new folder. Exit status as of verify: files of
            a broken bundle are copied only with --broken.
            """)

    @Argument(help: ArgumentHelp("A bundle.", valueName: "bundle"))
    var path: String

    @Argument(help: ArgumentHelp("Exhibits to copy; all when none is named.", valueName: "exhibit"))
    var exhibits: [String] = []

    @Option(name: [.short, .long], help: ArgumentHelp("The folder to make.", valueName: "folder"))
    var output: String

    @Flag(help: "Copy also when the bundle is broken; what was altered is named.")
    var broken = false

    @OptionGroup var reporting: OutputOptions

    func run() throws {
        let numbers = try exhibits.map { text in
            guard let number = ExhibitNumber(text) else {
                throw UsageProblem(message: "“\(text)” is no exhibit number; they look like C-1")
            }
            return number
        }
        let progress = ProgressLine(isQuiet: reporting.quiet)
        defer { progress.finish() }
        let extraction = try ClaimBundle(at: path).extract(
            numbers, to: output, evenIfBroken: broken, progress: progress.show)
        progress.finish()
        try Terminal.standardOutput(
            reporting.json ? extraction.json : extraction.text(reporting.layout))
        try ExitStatus(extraction.verification.integrity).finish()
    }
}
