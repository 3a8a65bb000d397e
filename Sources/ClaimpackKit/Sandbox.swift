import Collector
import SystemLibraries

/// How foreign files are kept apart while they are read.
public enum Sandbox: Hashable, Sendable {
    /// Each file is read by a process of its own, which is locked down before its first byte: no
    /// other file, no network, no process, 512 MiB, 5 s. The executable is one whose `main` calls
    /// `EvidenceReading.runIfWorker`; `/proc/self/exe` is the running one. Where the system cannot
    /// lock down, files stay unread.
    case workers(executable: String)
    /// Files are read in this process. A file made for it can take the process over.
    case none

    var place: ReadingPlace {
        switch self {
        case .workers(let executable):
            .worker(WorkerProcess(executable: executable, verb: EvidenceWorker.verb))
        case .none: .here
        }
    }
}

/// What a program that embeds the library calls first, so that it can be its own worker.
public enum EvidenceReading {
    /// Reads the file that was handed to this process and says with which status to exit; nil when
    /// this process was not started as a worker. `arguments` are those behind the program's name.
    public static func runIfWorker(_ arguments: [String]) -> Int32? {
        guard arguments.first == EvidenceWorker.verb else { return nil }
        return EvidenceWorker.run(Array(arguments.dropFirst()))
    }
}
