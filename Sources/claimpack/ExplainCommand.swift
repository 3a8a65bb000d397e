import ArgumentParser
import ClaimpackKit

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what the code of a finding means and how to repair it.",
        discussion: """
            Examples:
              claimpack explain amount.unsupported
              claimpack explain --list
            """)

    @Argument(help: ArgumentHelp("The code behind a finding.", valueName: "code"))
    var code: String?

    @Flag(help: "List every code.")
    var list = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        if list {
            try Terminal.standardOutput(
                output.json
                    ? RulebookCatalog.codesJSON()
                    : RulebookCatalog.codes().map { $0 + "\n" }.joined())
            return
        }
        guard let code else { throw UsageProblem(message: "name a code, or give --list") }
        // As it is printed: [code].
        let name = code.hasPrefix("[") && code.hasSuffix("]") ? String(code.dropFirst().dropLast()) : code
        guard
            let text = try output.json
                ? RulebookCatalog.explainJSON(name) : RulebookCatalog.explain(name, output.layout)
        else {
            let near = Reporting.nearest(name, in: try RulebookCatalog.codes())
            throw UsageProblem(
                message: "no finding has the code “\(name)”"
                    + (near.map { "; did you mean “\($0)”? " } ?? "; ") + "all of them: explain --list")
        }
        try Terminal.standardOutput(text)
    }
}
