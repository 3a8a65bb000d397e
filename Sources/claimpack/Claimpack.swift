import ArgumentParser
import ClaimpackKit
import Glibc

/// The command as people type it. Arguments, terminal and exit status live here; facts and rules do
/// not.
@main
enum Claimpack {
    static func main() {
        StopSignal.notice()
        let arguments = Array(CommandLine.arguments.dropFirst())
        if let status = EvidenceReading.runIfWorker(arguments) { exit(status) }
        guard !arguments.isEmpty else {
            print(RootCommand.welcome(width: Terminal.width))
            exit(0)
        }
        if let topic = HelpTopic.asked(in: arguments) {
            print(topic.text, terminator: "")
            exit(0)
        }
        do {
            if let hint = Suggestion.forCommand(in: arguments) { throw UsageProblem(message: hint) }
            var command = try parse(arguments)
            try command.run()
            exit(0)
        } catch {
            exit(report(error, arguments: arguments))
        }
    }

    private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
        do {
            return try RootCommand.parseAsRoot(arguments)
        } catch {
            // The parser would rather complain of what is missing without a mistyped option.
            throw Suggestion.forOption(in: arguments).map { UsageProblem(message: $0) } ?? error
        }
    }

    /// Says why the command stopped and gives the exit status.
    private static func report(_ error: any Error, arguments: [String]) -> Int32 {
        let wantsJSON =
            arguments.contains { ["--json", "--json-lines", "--format=json"].contains($0) }
            || zip(arguments, arguments.dropFirst()).contains { $0 == "--format" && $1 == "json" }
        // Whatever it was that failed, it failed because of this.
        if let signal = StopSignal.noticed {
            let stopped = ClaimpackError(
                kind: .inputOutput, code: "interrupted",
                message: "interrupted: nothing unfinished was left behind")
            if wantsJSON {
                try? Terminal.standardOutput(Reporting.stopped(arguments.first ?? "", by: stopped))
            }
            Terminal.standardError("claimpack: \(stopped.message)\n")
            return ExitStatus.interrupted(by: signal)
        }
        if let status = error as? ExitStatus { return status.rawValue }
        if let error = error as? ClaimpackError {
            if wantsJSON {
                try? Terminal.standardOutput(Reporting.stopped(arguments.first ?? "", by: error))
            }
            Terminal.standardError(error.text)
            return ExitStatus(error.kind).rawValue
        }
        if let problem = error as? UsageProblem {
            if wantsJSON {
                let stopped = ClaimpackError(
                    kind: .usage, code: "usage", message: problem.message,
                    remedy: "claimpack --help")
                try? Terminal.standardOutput(Reporting.stopped(arguments.first ?? "", by: stopped))
            }
            Terminal.standardError("claimpack: \(problem.message)\n")
            return ExitStatus.usage.rawValue
        }
        let code = RootCommand.exitCode(for: error)
        guard code == .success || code == .validationFailure else {
            // No usage, nothing that is known to fail: a fault of ours.
            let fault = ClaimpackError(
                kind: .internalFault, code: "internal", message: String(describing: error),
                remedy: "report this with the command you typed")
            if wantsJSON {
                try? Terminal.standardOutput(Reporting.stopped(arguments.first ?? "", by: fault))
            }
            Terminal.standardError(fault.text)
            return ExitStatus.internalFault.rawValue
        }
        let message = RootCommand.fullMessage(for: error)
        if code == .success {
            print(message)
        } else if wantsJSON {
            let stopped = ClaimpackError(
                kind: .usage, code: "usage", message: RootCommand.message(for: error),
                remedy: "claimpack --help")
            try? Terminal.standardOutput(Reporting.stopped(arguments.first ?? "", by: stopped))
            Terminal.standardError(message + "\n")
        } else {
            Terminal.standardError(message + "\n")
        }
        return code.rawValue
    }
}

/// A mistake in the arguments that the argument parser cannot see.
struct UsageProblem: Error {
    let message: String
}

struct RootCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claimpack",
        abstract: "Pack, check and open the evidence of a trade dispute.",
        discussion: """
            Examples:
              claimpack check Samples/pcb-quality
              claimpack inspect pcb-quality.asice

            Exit status: 0 yes, 1 no on the merits, 2 integrity broken, 3 could not
            tell, 64 usage, 65 claim.yaml or rulebook unreadable, 66 no such file,
            70 our fault, 73 cannot create output, 74 input or output failed, 77 no
            permission, 130 and 143 interrupted.

            Topics:
            \(HelpTopic.list)

            Nothing is ever sent over a network, but a digest to the time-stamp
            authority that --tsa names.
            """,
        version: ClaimpackVersion.text,
        subcommands: [
            InitCommand.self, CheckCommand.self, BuildCommand.self, InspectCommand.self, VerifyCommand.self,
            CompareCommand.self, DocketCommand.self, ExportCommand.self, ExtractCommand.self,
            KeygenCommand.self, TrustCommand.self,
            StampCommand.self, AddCommand.self, AttachSignatureCommand.self,
            WithheldCommand.self, DoctorCommand.self,
            SchemaCommand.self, VenuesCommand.self, ExplainCommand.self, RulebooksCommand.self,
        ])

    /// The things a person wants to do, each with its commands.
    private static let wishes: [(words: String, commands: [String])] = [
        ("begin a claim", ["claimpack init FOLDER"]),
        ("may I file, what is missing", ["claimpack check CASE"]),
        (
            "seal it, write the filing",
            [
                "claimpack build CASE -o FILE.asice --key buyer.key",
                "claimpack export FILE.asice --for VENUE -o FOLDER",
            ]
        ),
        ("open what somebody sent", ["claimpack inspect FILE.asice"]),
    ]

    /// What `claimpack` alone prints: what a person wants to do, beside the commands or above them.
    static func welcome(width: Int) -> String {
        let column = 28
        let isWide = width >= 80
        let lines = wishes.flatMap { wish in
            guard isWide else { return ["  " + wish.words] + wish.commands.map { "    " + $0 } }
            return wish.commands.enumerated().map { index, command in
                let words = index == 0 ? wish.words : ""
                return "  " + words + String(repeating: " ", count: column - words.utf8.count) + command
            }
        }
        func paragraph(_ text: String) -> String { Reporting.wrapped(text, behind: "", width: width) }
        return paragraph(
            "Claimpack packs the evidence of a trade dispute, checks it before filing, and opens it again.")
            + "\n" + lines.joined(separator: "\n") + "\n\n"
            + paragraph("CASE is a folder with claim.yaml in it. Make a key with: claimpack keygen")
            + "All commands: claimpack --help"
    }
}
