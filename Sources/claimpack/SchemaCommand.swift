import ArgumentParser
import ClaimpackKit

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of what a command prints as JSON.",
        discussion: """
            Examples:
              claimpack schema
              claimpack schema inspect > inspect.schema.json

            Without a name the names are listed. Every output says in its field schema
            which one it follows; an output that stopped follows the same one. JSON Schema
            2020-12.
            """)

    @Argument(help: ArgumentHelp("A command's name.", valueName: "name"))
    var name: String?

    func run() throws {
        guard let name else {
            try Terminal.standardOutput(OutputSchema.names.map { $0 + "\n" }.joined())
            return
        }
        try Terminal.standardOutput(OutputSchema.text(of: name))
    }
}
