import ArgumentParser
import ClaimModel
import ClaimpackKit

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Open a bundle as a mediator does: the seal, the claim, what the exhibits state.",
        discussion: """
            Examples:
              claimpack inspect pcb-quality.asice
              claimpack inspect pcb-quality.asice --html report.html
              claimpack inspect *.asice --json-lines

            With several bundles, --json-lines or --csv a bad one is told and stops
            nothing. Every reading and the score are computed again here; nothing that
            travelled inside the bundle is believed. Exit status 0 intact, 2 broken, 3
            could not tell.
            """)

    @Argument(help: ArgumentHelp("Bundles.", valueName: "bundle"))
    var paths: [String]

    @Flag(
        name: .customLong("json-lines"), help: "Print one JSON object on one line for each bundle.")
    var jsonLines = false

    @Flag(help: "Print one row of comma-separated values for each bundle.")
    var csv = false

    @Flag(help: "List every check with its facts and every finding.")
    var whole = false

    @Option(
        name: .customLong("html"),
        help: ArgumentHelp(
            "Write the whole inspection as one page for a browser; it asks nothing of a network.",
            valueName: "file"))
    var page: String?

    @Flag(name: .customLong("no-pictures"), help: "Draw no small pictures of exhibits for the page.")
    var noPictures = false

    @Flag(help: "Replace the page if it exists.")
    var force = false

    @OptionGroup var trusting: TrustOptions
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !paths.isEmpty else { throw ValidationError("name a bundle") }
        guard paths.count == 1 || !output.json else {
            throw ValidationError("--json is for one bundle; use --json-lines for several")
        }
        guard [csv, jsonLines, output.json].count(where: { $0 }) <= 1 else {
            throw ValidationError("--json, --json-lines and --csv exclude each other")
        }
        guard paths.count == 1 || page == nil else {
            throw ValidationError("--html is for one bundle; inspect the others one by one")
        }
        guard page != nil || !noPictures && !force else {
            throw ValidationError("--no-pictures and --force go with --html")
        }
    }

    func run() throws {
        let trust = try trusting.load()
        var status = ExitStatus.yes
        var stopped: ClaimpackError?
        if csv { try Terminal.standardOutput(DocketArchive.csvHead) }
        for (index, path) in paths.enumerated() {
            let progress = ProgressLine(isQuiet: output.quiet)
            do throws(ClaimpackError) {
                let inspection = try ClaimBundle(at: path).inspect(
                    judging.options(progress: progress), trusting: trust,
                    drawsPictures: page != nil && !noPictures)
                progress.finish()
                if let page { try inspection.writePage(to: page, replacing: force) }
                if jsonLines {
                    try Terminal.standardOutput(inspection.jsonLine)
                } else if csv {
                    try Terminal.standardOutput(
                        inspection.archive.csvLine(asOf: inspection.asOf ?? Terminal.today))
                } else if output.json {
                    try Terminal.standardOutput(inspection.json)
                } else if let page {
                    try Terminal.standardOutput(inspection.pageNote(page))
                } else {
                    if index > 0 { try Terminal.standardOutput("\n") }
                    try Terminal.standardOutput(inspection.text(output.layout, isWhole: whole))
                }
                status = status.or(ExitStatus(inspection.verification.integrity))
            } catch {
                progress.finish()
                // One bad file never stops the others; a signal stops all, and says nothing of the file.
                guard StopSignal.noticed == nil, paths.count > 1 || jsonLines || csv else { throw error }
                if jsonLines {
                    try Terminal.standardOutput(
                        Reporting.stoppedLine("inspect", at: path, by: error))
                } else if csv {
                    var row = DocketArchive(path: path, size: -1, modified: 0)
                    row.reason = error.message
                    try Terminal.standardOutput(row.csvLine(asOf: Terminal.today))
                }
                Terminal.standardError(error.text)
                stopped = error
            }
        }
        if status == .yes, let stopped { throw ExitStatus(stopped.kind) }
        try status.finish()
    }
}
