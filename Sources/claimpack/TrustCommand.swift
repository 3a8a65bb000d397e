import ArgumentParser
import ClaimModel
import ClaimpackKit

struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Keep a list of the signers you know.",
        discussion: """
            Examples:
              claimpack trust add larkspur.crt --label "Larkspur Devices LLC"
              claimpack trust list

            verify and inspect look into the list by themselves. It is a text file with
            one signer on each line, which may be edited by hand:

              "Larkspur Devices LLC" sha256:3f2a… not-before=2026-01-01 not-after=2028-12-31

            The days are in UTC and belong to the period; they are compared with the time
            that a time-stamp proves, and with today when there is none.
            """,
        subcommands: [TrustAddCommand.self, TrustListCommand.self, TrustRemoveCommand.self])
}

struct TrustAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a signer: his certificate, or its fingerprint.",
        discussion: """
            Examples:
              claimpack trust add larkspur.crt --label "Larkspur Devices LLC"
              claimpack trust add sha256:3f2a… --label holm --not-after 2028-12-31

            Get the certificate or the fingerprint from the signer himself, on another way
            than the bundle: a chat you can tie to him, a letter, a call.
            """)

    @Argument(
        help: ArgumentHelp("A certificate in PEM, or sha256:….", valueName: "certificate"))
    var certificate: String

    @Option(help: ArgumentHelp("Your own name for the signer.", valueName: "name"))
    var label: String

    @Option(
        name: .customLong("not-before"),
        help: ArgumentHelp("The first day his seals count (YYYY-MM-DD).", valueName: "date"))
    var notBefore: CalendarDay?

    @Option(
        name: .customLong("not-after"),
        help: ArgumentHelp("The last day his seals count (YYYY-MM-DD).", valueName: "date"))
    var notAfter: CalendarDay?

    @OptionGroup var which: AllowedSignersOptions

    func run() throws {
        let list = try which.list(isWritten: true)
        let entry = try list.add(
            certificate, label: label, notBefore: notBefore, notAfter: notAfter)
        try Terminal.standardOutput("\(list.path): added\n  \(entry.line)\n")
    }
}

struct TrustListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Print the signers you know.",
        discussion: """
            Examples:
              claimpack trust list
              claimpack trust list --file court.signers
            """)

    @OptionGroup var which: AllowedSignersOptions

    func run() throws {
        let list = try which.list(isWritten: false)
        let entries = try list.entries()
        for entry in entries { try Terminal.standardOutput(entry.line + "\n") }
        if entries.isEmpty { Terminal.standardError("claimpack: \(list.path) lists nobody\n") }
    }
}

struct TrustRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take a signer out of the list.",
        discussion: """
            Examples:
              claimpack trust remove "Larkspur Devices LLC"
              claimpack trust remove sha256:3f2a…
            """)

    @Argument(help: ArgumentHelp("The label, or sha256:….", valueName: "signer"))
    var signer: String

    @OptionGroup var which: AllowedSignersOptions

    func run() throws {
        let list = try which.list(isWritten: false)
        for entry in try list.remove(signer) {
            try Terminal.standardOutput("\(list.path): removed\n  \(entry.line)\n")
        }
    }
}
