import ArgumentParser
import ClaimModel
import ClaimpackKit

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Lay two parties' cases of one order side by side.",
        discussion: """
            Examples:
              claimpack compare buyer.asice supplier.asice
              claimpack compare Samples/pcb-quality Samples/pcb-quality-repaired

            Chats are aligned message by message: missing, altered, at another time. A
            clock that is off by the same all along is said once. Exhibits are compared by
            digest; numbers, sums, days and quantities by what they mean. Exit status 0
            when nothing contradicts (what only one side adds is a note), 1 when something
            does, 2 when a bundle is broken, 3 when it could not be told.
            """)

    @Argument(help: ArgumentHelp("A bundle or case folder.", valueName: "first"))
    var first: String

    @Argument(help: ArgumentHelp("The other side's bundle or case folder.", valueName: "second"))
    var second: String

    @Flag(help: "List every difference, file, value and event.")
    var whole = false

    @Option(help: ArgumentHelp("Write a page too, with both sides in columns.", valueName: "file.html"))
    var html: String?

    @Flag(help: "Replace the page if it exists.")
    var force = false

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let progress = ProgressLine(isQuiet: output.quiet)
        let result = try ClaimComparison(of: first, and: second, reading.options(progress: progress))
        progress.finish()
        for (path, verification) in zip([first, second], result.verifications) {
            if let verification, verification.integrity != .intact {
                Terminal.standardError(
                    "claimpack: the bundle is \(verification.integrity.rawValue); see: claimpack verify \(path)\n")
            }
        }
        if let html { try PlainPages.write(result.html(), to: html, replacing: force) }
        try Terminal.standardOutput(
            output.json ? result.json : result.text(output.layout, isWhole: whole))
        try ExitStatus(result.integrity).or(result.comparison.agrees ? .yes : .no).finish()
    }
}
