import ArgumentParser
import ClaimpackKit

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Show how foreign files are kept apart here, and which programs are there.",
        discussion: """
            Examples:
              claimpack doctor
              claimpack doctor --json

            Starts workers and has them try what they must not be able to do; takes up to
            ten seconds. Exit status 0 when all was stopped, 3 when files would stay
            unread.
            """)

    @Flag(help: "Print one JSON object instead of text.")
    var json = false

    func run() throws {
        let diagnosis = Diagnosis(executable: Sandbox.ownExecutable)
        try Terminal.standardOutput(json ? diagnosis.json : diagnosis.text)
        try (diagnosis.isSandboxed ? ExitStatus.yes : .undetermined).finish()
    }
}

extension Sandbox {
    /// The running program, also when its file was replaced meanwhile.
    static let ownExecutable = "/proc/self/exe"
}
