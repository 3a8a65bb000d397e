import ArgumentParser
import ClaimpackKit

struct WithheldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withheld",
        abstract: "Print what shows a withheld file later: its salt.",
        discussion: """
            Examples:
              claimpack withheld case
              claimpack verify case.asice --against shown --salt 5f0e…

            Give a mediator the file and its salt, and he can check that it is the one whose
            commitment was sealed. Nobody learns anything from the commitment without both.
            """)

    @Argument(help: ArgumentHelp("A case folder.", valueName: "case"))
    var path: String

    @OptionGroup var judging: JudgingOptions

    func run() throws {
        let progress = ProgressLine()
        let salts = try ClaimCase(at: path).withheldSalts(judging.options(progress: progress))
        progress.finish()
        for salt in salts {
            try Terminal.standardOutput("\(salt.hex)  \(salt.name)  \(salt.path)\n")
        }
        if salts.isEmpty { Terminal.standardError("claimpack: the case withholds nothing\n") }
    }
}
