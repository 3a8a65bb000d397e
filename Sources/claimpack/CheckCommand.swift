import ArgumentParser
import ClaimModel
import ClaimpackKit

/// What a check is printed as.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, junit
}

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say before filing how complete and consistent a case is.",
        discussion: """
            Examples:
              claimpack check Samples/pcb-quality
              claimpack check Samples/pcb-quality --as-of 2026-04-20 --json

            Exit status 0 when no gate is failed and the score is at least --fail-below,
            else 1; 3 when an exhibit could not be read; 2 for a bundle whose integrity is
            broken.
            """)

    @Argument(help: ArgumentHelp("A case folder, or a bundle.", valueName: "case"))
    var path: String

    @Option(
        name: .customLong("fail-below"),
        help: ArgumentHelp("The lowest score that counts as ready, 0 to 100.", valueName: "score"))
    var failBelow = CheckReport.readyScore

    @Flag(help: "List every check with its facts and every finding.")
    var whole = false

    @Option(
        help: ArgumentHelp("Print text, json, sarif (2.1.0) or junit.", valueName: "format"))
    var format: ReportFormat?

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (0...100).contains(failBelow) else {
            throw ValidationError("--fail-below takes a number from 0 to 100")
        }
        if output.json, let format, format != .json {
            throw ValidationError("--json and --format \(format.rawValue) exclude each other")
        }
    }

    func run() throws {
        let progress = ProgressLine(isQuiet: output.quiet)
        let options = judging.options(progress: progress)
        let status: ExitStatus
        let report: CheckReport
        if path == "claim.yaml" || path.hasSuffix("/claim.yaml") {
            throw UsageProblem(message: "name the folder of the case, not its claim.yaml")
        }
        if ClaimBundle.looksLikeBundle(at: path) {
            let inspection = try ClaimBundle(at: path).inspect(options)
            progress.finish()
            guard let checked = inspection.check else {
                // Nothing can be judged: say what the seal says and leave. The other formats list
                // checks, of which there are none.
                switch output.json ? .json : format ?? .text {
                case .text: try Terminal.standardOutput(inspection.text(output.layout))
                case .json: try Terminal.standardOutput(inspection.json)
                case .sarif, .junit:
                    let reason =
                        inspection.notJudged
                        ?? ClaimpackError(
                            kind: .undetermined, code: "claim.unreadable", place: path,
                            message: "the claim in the bundle cannot be read, so nothing was judged",
                            remedy: "claimpack verify \(path)")
                    Terminal.standardError(reason.text)
                }
                try ExitStatus(inspection.verification.integrity).or(.undetermined).finish()
                return
            }
            status = ExitStatus(inspection.verification.integrity)
            report = checked
            if status != .yes {
                Terminal.standardError(
                    "claimpack: the bundle is \(inspection.verification.integrity.rawValue); see: claimpack verify \(path)\n"
                )
            }
        } else {
            report = try ClaimCase(at: path).check(options)
            progress.finish()
            status = .yes
        }
        let text =
            switch output.json ? .json : format ?? .text {
            case .text: report.text(output.layout, failBelow: failBelow, isWhole: whole)
            case .json: report.json(failBelow: failBelow)
            case .sarif: try report.sarif()
            case .junit: report.junit()
            }
        try Terminal.standardOutput(text)
        let answer: ExitStatus = report.isReady(failBelow: failBelow) ? .yes : .no
        try status.or(report.hasUnreadFiles ? .undetermined : .yes).or(answer).finish()
    }
}
