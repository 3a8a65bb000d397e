import ClaimModel
import Glibc
import SystemLibraries

/// What a worker answers: a reading, or that it has no lockdown and therefore did not read.
enum WorkerAnswer: Formed {
    case read(Reading)
    case withoutLockdown(missing: String)

    func write(to form: inout FormWriter) {
        switch self {
        case .read(let reading): form.list("read", reading)
        case .withoutLockdown(let missing): form.list("no-sandbox", missing)
        }
    }

    /// The start of an answer whose reading follows.
    static func begin(_ form: inout FormWriter) {
        form.begin()
        form.text("read")
    }

    init(from form: inout FormReader) throws(FormProblem) {
        try form.begin()
        switch try form.text() {
        case "read": self = .read(try form.next())
        case "no-sandbox": self = .withoutLockdown(missing: try form.next())
        default: throw form.problem("an unknown answer")
        }
        try form.end()
    }

    /// The reading in what came of a worker; how it ended becomes the reason when there is none.
    static func reading(of result: ProgramResult) -> Reading {
        if let reason = failure(of: result.ending) { return .unread(reason: reason) }
        do throws(FormProblem) {
            switch try FormReader.read(result.output) as WorkerAnswer {
            case .read(let reading): return reading
            case .withoutLockdown(let missing):
                return .unread(
                    reason: "no sandbox: \(missing); --no-sandbox reads it without one")
            }
        } catch {
            return .unread(
                reason: "its reader answered nonsense (byte \(error.offset): \(error.reason))")
        }
    }

    /// Why there is no answer, as words that end a sentence; nil when there should be one.
    static func failure(of ending: ProgramResult.Ending) -> String? {
        switch ending {
        case .exited(0): nil
        case .exited(let status): "its reader gave up (status \(status))"
        case .signalled(SIGSYS):
            "its reader tried what no reader may do and was ended"
        case .signalled(SIGXCPU):
            "reading it takes more than \(Lockdown.cpuSecondLimit) s of processor time"
        case .signalled(let number):
            "its reader broke down on it, or needs more than \(Lockdown.addressSpaceLimit >> 20) MiB of memory (signal \(number))"
        case .timedOut:
            "its reader did not end within \(WorkerProcess.wallSecondLimit) s"
        case .outputOverflow: "its reader answered without end"
        }
    }
}
