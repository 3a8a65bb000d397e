import ArgumentParser
import ClaimModel
import ClaimpackKit

struct DocketCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docket",
        abstract: "Keep a queue of many bundles in one file.",
        discussion: """
            Examples:
              claimpack docket add inbox
              claimpack docket list

            What bundles say is read from them again whenever they change. What you say of
            an order (docket note) is kept apart and never overwritten.
            """,
        subcommands: [
            DocketAddCommand.self, DocketListCommand.self, DocketNoteCommand.self,
            DocketHTMLCommand.self, DocketCSVCommand.self,
        ])
}

/// Which docket is meant.
struct DocketOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The file the queue is kept in.", valueName: "file"))
    var db = "docket.sqlite"
}

/// As of when days are counted.
struct DayOptions: ParsableArguments {
    @Option(
        name: .customLong("as-of"),
        help: ArgumentHelp("Count days from this day (YYYY-MM-DD) instead of today.", valueName: "date"))
    var asOf: CalendarDay?

    var day: CalendarDay { asOf ?? Terminal.today }
}

struct DocketAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Read bundles into the queue: those that are new or have changed.",
        discussion: """
            Examples:
              claimpack docket add inbox
              claimpack inspect *.asice --json-lines | claimpack docket add --from -

            A folder stands for the .asice files in it; rows of files that are gone from
            it are taken out. Paths are kept from the root, so that it may be run from
            anywhere. A file is read again when its size, time, day of judging, the rules
            or your trust have changed. A bad bundle becomes a row with its reason and
            stops nothing. Exit status 0 when all that was read is intact, 2 when one is broken,
            3 when one could not be told.
            """)

    @Argument(help: ArgumentHelp("Bundles, and folders of bundles.", valueName: "path"))
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take what inspect --json-lines printed, from a file or from standard input (-).",
            valueName: "file"))
    var from: String?

    @Flag(help: "Read every file again, changed or not.")
    var again = false

    @OptionGroup var docket: DocketOptions
    @OptionGroup var trusting: TrustOptions
    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard paths.isEmpty != (from == nil) else {
            throw ValidationError("name bundles or folders, or --from what inspect printed, one of the two")
        }
    }

    func run() throws {
        let trust = try trusting.load()
        let progress = ProgressLine(isQuiet: output.quiet)
        // Lines from another machine name files there: those keep their paths.
        func whole(_ path: String) -> String {
            let whole = Terminal.absolute(path)
            return ClaimBundle.looksLikeBundle(at: whole) ? whole : path
        }
        func show(_ archive: DocketArchive) {
            progress.show(
                WorkProgress(work: "reading", file: archive.path, bytesDone: 0, bytesTotal: 0))
        }
        let update: DocketUpdate
        if let from {
            let lines = try from == "-" ? Terminal.standardInput() : ClaimDocket.lines(ofFile: from)
            update = try ClaimDocket(at: docket.db, creating: true).add(
                lines: lines, resolving: whole, each: show)
        } else {
            update = try ClaimDocket(at: docket.db, creating: true).add(
                paths.map(Terminal.absolute), judging.options(progress: progress), trusting: trust,
                again: again, each: show)
        }
        progress.finish()
        try Terminal.standardOutput(output.json ? update.json : update.text)
        try ExitStatus.yes.or(update.undetermined > 0 ? .undetermined : .yes)
            .or(update.broken > 0 ? .broken : .yes).finish()
    }
}

struct DocketListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the queue: fewest days left first, then gates not passed; bad bundles last.",
        discussion: """
            Examples:
              claimpack docket list
              claimpack docket list --as-of 2026-04-20 --json
            """)

    @OptionGroup var docket: DocketOptions
    @OptionGroup var day: DayOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let listing = try ClaimDocket(at: docket.db).queue(asOf: day.day)
        try Terminal.standardOutput(output.json ? listing.json : listing.text(output.layout))
    }
}

struct DocketNoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Write down what the office knows of an order.",
        discussion: """
            Examples:
              claimpack docket note 287340516001029481 --assigned Mira --status "first call"
              claimpack docket note 287340516001029481 --note ""

            What is not given stays; an empty text is taken away. Bundles never change any
            of it.
            """)

    @Argument(help: ArgumentHelp("The number of the order.", valueName: "order"))
    var order: String

    @Option(help: ArgumentHelp("How far it is.", valueName: "words"))
    var status: String?

    @Option(help: ArgumentHelp("Who has it.", valueName: "name"))
    var assigned: String?

    @Option(help: ArgumentHelp("The day it came in (YYYY-MM-DD).", valueName: "date"))
    var received: CalendarDay?

    @Option(help: ArgumentHelp("Anything else.", valueName: "words"))
    var note: String?

    @OptionGroup var docket: DocketOptions

    func validate() throws {
        guard status != nil || assigned != nil || received != nil || note != nil else {
            throw ValidationError("give --status, --assigned, --received or --note")
        }
    }

    func run() throws {
        try ClaimDocket(at: docket.db).note(
            order: order,
            OfficeRecord(
                received: received?.description, assigned: assigned, status: status, note: note))
    }
}

struct DocketHTMLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "html",
        abstract: "Write the queue as one page, with links to reports.",
        discussion: """
            Examples:
              claimpack docket html -o index.html
              claimpack docket html -o index.html --reports reports

            A bundle b.asice links to b.html in the folder of reports, seen from the page,
            when that file is there.
            """)

    @Option(name: [.short, .long], help: ArgumentHelp("The page to write.", valueName: "file.html"))
    var output: String

    @Option(help: ArgumentHelp("The folder of reports, beneath the folder of the page.", valueName: "folder"))
    var reports: String?

    @Flag(help: "Replace the page if it exists.")
    var force = false

    @OptionGroup var docket: DocketOptions
    @OptionGroup var day: DayOptions

    func validate() throws {
        if let reports, reports.hasPrefix("/") || reports.split(separator: "/").contains("..") {
            throw ValidationError("--reports names a folder beneath that of the page")
        }
    }

    func run() throws {
        let listing = try ClaimDocket(at: docket.db).queue(asOf: day.day)
        let slash = output.lastIndex(of: "/").map { output[...$0] } ?? ""
        let page = try listing.html(reports: reports) { name in
            Terminal.isFile(slash + (reports ?? "") + "/" + name)
        }
        try PlainPages.write(page, to: output, replacing: force)
        Terminal.standardError("claimpack: \(output)\n")
    }
}

struct DocketCSVCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "csv",
        abstract: "Print the queue as comma-separated values.",
        discussion: """
            Examples:
              claimpack docket csv > queue.csv

            A cell that a spreadsheet would run as a formula begins with an apostrophe.
            """)

    @OptionGroup var docket: DocketOptions
    @OptionGroup var day: DayOptions

    func run() throws {
        try Terminal.standardOutput(try ClaimDocket(at: docket.db).queue(asOf: day.day).csv)
    }
}
