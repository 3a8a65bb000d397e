package import SystemLibraries

/// Where foreign bytes are read.
package enum ReadingPlace: Equatable, Sendable {
    /// Each file in a process of its own that can do nothing but read it.
    case worker(WorkerProcess)
    /// In this process, without any lockdown: for `--no-sandbox`, and for tests of single readers.
    case here
}
