import ArgumentParser
import ClaimpackKit

struct RulebooksCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rulebooks",
        abstract: "List, show or examine the rules cases are judged by.",
        discussion: """
            Examples:
              claimpack rulebooks list
              claimpack rulebooks show wire-transfer
            """,
        subcommands: [List.self, Show.self, Lint.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Name the rulebooks that come with the program.")

        @OptionGroup var output: OutputOptions

        func run() throws {
            try Terminal.standardOutput(
                output.json ? RulebookCatalog.listJSON() : RulebookCatalog.list(output.layout))
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print a rulebook: every number with its basis and source.")

        @Argument(help: ArgumentHelp("A rulebook's name, or a file.", valueName: "rulebook"))
        var name: String

        @OptionGroup var output: OutputOptions

        func run() throws {
            try Terminal.standardOutput(
                output.json ? RulebookCatalog.showJSON(name) : RulebookCatalog.show(name, output.layout))
        }
    }

    struct Lint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lint",
            abstract: "Name every mistake in a rulebook file, with line, column and remedy.",
            discussion: "Exit status 0 without a mistake, 65 with one.")

        @Argument(help: ArgumentHelp("A rulebook file.", valueName: "file"))
        var file: String

        func run() throws {
            try Terminal.standardOutput(RulebookCatalog.lint(file, Terminal.style(color: .auto)))
        }
    }
}
