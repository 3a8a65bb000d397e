import ArgumentParser
import ClaimModel
import ClaimpackKit
import Glibc

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Begin a claim: propose an exhibit for every file of a folder.",
        discussion: """
            Examples:
              claimpack init downloads
              claimpack init downloads --yes --order 287340516001029481
              claimpack init downloads --fix

            On a terminal nine questions are asked, and each may stay open. Otherwise
            options answer them, or --yes. Files are read to see what they are, and
            nothing is moved: claim.yaml names them where they lie. It may be run again:
            what you wrote stays, and new files are added. --fix repairs mistakes in
            claim.yaml that leave no doubt (tabs, wide colons, curly quotes, dates,
            misspelt keys) and shows each.

            Exit status 0; with --fix 65 when mistakes are left for you.
            """)

    @Argument(help: ArgumentHelp("The folder.", valueName: "folder"))
    var path = "."

    @Flag(help: "Ask nothing; what no option says stays open.")
    var yes = false

    @Flag(help: "Repair mistakes in claim.yaml that leave no doubt.")
    var fix = false

    @Option(help: ArgumentHelp("Whose rules apply.", valueName: "venue"))
    var venue: String?

    @Option(
        help: ArgumentHelp("What went wrong, such as quality or shortage.", valueName: "reason"))
    var reason: Reason?

    @Option(help: ArgumentHelp("The order's number.", valueName: "number"))
    var order: String?

    @Option(help: ArgumentHelp("Your name or your firm's, as on the order.", valueName: "name"))
    var buyer: String?

    @Option(help: ArgumentHelp("The supplier's name.", valueName: "name"))
    var supplier: String?

    @Option(help: ArgumentHelp("The contract sum, as \"38500.00 USD\".", valueName: "sum"))
    var total: Money?

    @Option(help: ArgumentHelp("The day the goods arrived, as 2026-04-09.", valueName: "date"))
    var arrived: CalendarDay?

    @Option(help: ArgumentHelp("What was promised, as the contract says it.", valueName: "text"))
    var promised: String?

    @Option(help: ArgumentHelp("The sum you ask, as \"35200.00 USD\".", valueName: "sum"))
    var ask: Money?

    @OptionGroup var judging: JudgingOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = ClaimCase(at: path)
        if fix {
            let report = try folder.mend()
            try Terminal.standardOutput(output.json ? report.json : report.text(output.layout))
            try (report.rest == nil ? ExitStatus.yes : .unreadableClaim).finish()
            return
        }
        var answers = StartAnswers()
        if let venue { answers.venue = try Suggestion.venue(venue) }
        if let reason { answers.reason = reason }
        answers.order = order
        answers.buyer = buyer
        answers.supplier = supplier
        answers.total = total
        answers.arrived = arrived
        answers.promised = promised
        answers.ask = ask
        let asks = Terminal.mayAsk && !yes
        guard asks || yes || order != nil else {
            throw UsageProblem(
                message:
                    "there is no terminal to ask on: give --order and what else you know, or --yes")
        }
        let progress = ProgressLine(isQuiet: output.quiet)
        let look = try folder.look(judging.options(progress: progress))
        progress.finish()
        if asks, !look.hasClaimFile { try ask(&answers, look) }
        let report = try folder.start(answers, after: look)
        try Terminal.standardOutput(output.json ? report.json : report.text(output.layout))
    }

    // MARK: Questions

    private func ask(_ answers: inout StartAnswers, _ look: CaseLook) throws {
        Terminal.standardError(
            "\(look.fileCount) files read. Nine questions; an empty answer leaves it for later.\n\n"
        )
        var questions = Questions()
        if venue == nil {
            answers.venue =
                try questions.ask(
                    "whose rules apply", proposing: answers.venue,
                    hint: { "one of: " + RulebookCatalog.names.joined(separator: ", ") }
                ) { RulebookCatalog.names.contains($0) ? $0 : nil } ?? answers.venue
        }
        if reason == nil {
            answers.reason =
                try questions.ask(
                    "what went wrong", proposing: answers.reason.rawValue,
                    hint: { "one of: " + Reason.allCases.map(\.rawValue).joined(separator: ", ") }
                ) { Reason(rawValue: $0) } ?? answers.reason
        }
        if order == nil {
            answers.order = try questions.ask(
                "number of the order", proposing: look.orderNumber
            ) { $0 }
        }
        if buyer == nil {
            answers.buyer = try questions.ask("your name or your firm's, as on the order") { $0 }
        }
        if supplier == nil { answers.supplier = try questions.ask("the supplier's name") { $0 } }
        let sum = { "write it like 38500.00 USD" }
        if total == nil {
            answers.total = try questions.ask("the contract sum, like 38500.00 USD", hint: sum) {
                Money($0)
            }
        }
        if arrived == nil {
            answers.arrived = try questions.ask(
                "the day the goods arrived, like 2026-04-09",
                hint: { "write it like 2026-04-09; empty when nothing arrived" }
            ) { CalendarDay($0) }
        }
        if promised == nil {
            answers.promised = try questions.ask(
                "what was promised, with a number that can be measured"
            ) { $0 }
        }
        if self.ask == nil {
            answers.ask = try questions.ask("the sum you ask, like 35200.00 USD", hint: sum) {
                Money($0)
            }
        }
    }
}

/// Questions on a terminal, numbered, on standard error: standard output is for the result.
struct Questions {
    private var number = 0
    /// How often a person may try to answer one.
    private static let attempts = 5

    /// An answer that `read` accepts; nil when it is left open.
    mutating func ask<Value>(
        _ question: String, proposing proposal: String? = nil, hint: () -> String = { "" },
        _ read: (String) -> Value?
    ) throws -> Value? {
        number += 1
        for _ in 0..<Self.attempts {
            let shown = proposal.map { " [\(Terminal.shown($0))]" } ?? ""
            Terminal.standardError(
                Reporting.wrapped(
                    "\(question)\(shown)", behind: "\(number)  ", width: Terminal.width) + "   > ")
            guard let line = readLine(strippingNewline: true) else {
                throw UsageProblem(message: "the answers ended; nothing was written")
            }
            var answer = Substring(line)
            while answer.first == " " { answer.removeFirst() }
            while answer.last == " " { answer.removeLast() }
            if answer.isEmpty { return proposal.flatMap(read) }
            if let value = read(String(answer)) { return value }
            Terminal.standardError(Reporting.wrapped(hint(), behind: "   ", width: Terminal.width))
        }
        throw UsageProblem(message: "no answer to “\(question)” could be read; nothing was written")
    }
}
