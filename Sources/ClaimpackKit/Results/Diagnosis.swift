import Collector
import SystemLibraries

/// What of the surroundings is there: the lockdown of workers, tried out, and the programs that read
/// PDF files and scanned pages.
public struct Diagnosis: Sendable {
    /// One thing a worker tried.
    public struct Attempt: Sendable {
        /// What it tried.
        public var words: String
        /// How it fared.
        public var outcome: String
        /// False when it could do what no worker may.
        public var wasStopped: Bool
    }

    /// One program of the system.
    public struct Program: Sendable {
        /// Its name.
        public var name: String
        /// Where it is; nil when it is not installed.
        public var path: String?
        /// What it is for.
        public var purpose: String
        /// The Debian package that has it.
        public var package: String
    }

    /// What workers tried, one worker each.
    public var attempts: [Attempt] = []
    /// The version of Landlock in the kernel; 0 when there is none.
    public var landlockVersion = 0
    /// Processors, and therefore workers at a time.
    public var processorCount = 1
    /// Programs that read evidence.
    public var programs: [Program] = []
    /// Programs that draw small pictures for the page of `inspect --html`.
    public var drawingPrograms: [Program] = []

    /// True when nothing that a worker may not do was possible.
    public var isSandboxed: Bool { attempts.allSatisfy(\.wasStopped) }

    /// Looks around. `executable` is the one workers are started from.
    public init(executable: String) {
        landlockVersion = Lockdown.landlockVersion
        processorCount = Crew.processorCount
        let process = WorkerProcess(executable: executable, verb: EvidenceWorker.verb)
        for probe in LockdownProbe.allCases {
            let outcome: String
            do throws(SystemError) {
                outcome = try EvidenceWorker.probe(probe, in: process)
            } catch {
                outcome = "not tried: \(error)"
            }
            attempts.append(
                Attempt(
                    words: probe.words, outcome: outcome,
                    wasStopped: outcome != "allowed" && !outcome.hasPrefix("not tried")
                        && !outcome.hasPrefix("no sandbox")))
        }
        programs = ReadingProgram.allCases.map {
            Program(
                name: $0.rawValue, path: $0.found?.path, purpose: $0.purpose, package: $0.package)
        }
        drawingPrograms = DrawingProgram.allCases.map {
            Program(
                name: $0.rawValue, path: $0.found?.path, purpose: $0.purpose, package: $0.package)
        }
    }

    /// The diagnosis as lines for people.
    public var text: String {
        var lines = ["Reading foreign files"]
        lines.append(
            isSandboxed
                ? "  every file is read by a locked-down process of its own, \(processorCount) at a time"
                : "  NO SANDBOX: files stay unread unless --no-sandbox is given")
        lines.append(
            landlockVersion > 0
                ? "  Landlock: version \(landlockVersion) of the kernel"
                : "  Landlock: not in this kernel; PDF programs are not run")
        lines.append("  a worker that tries to")
        let width = attempts.map(\.words.count).max() ?? 0
        for attempt in attempts {
            let padding = String(repeating: " ", count: width - attempt.words.count + 2)
            lines.append(
                "    \(attempt.wasStopped ? "ok " : "NO ") \(attempt.words)\(padding)\(attempt.outcome)"
            )
        }
        lines.append("Programs")
        for program in programs {
            lines.append(
                program.path.map { "  ok  \(program.name)  \($0)  (\(program.purpose))" }
                    ?? "  --  \(program.name)  not installed: \(program.purpose) stay unread; apt-get install \(program.package)"
            )
        }
        for program in drawingPrograms {
            lines.append(
                program.path.map { "  ok  \(program.name)  \($0)  (\(program.purpose))" }
                    ?? "  --  \(program.name)  not installed: the page goes without \(program.purpose); apt-get install \(program.package)"
            )
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
