import CPlatform
import Glibc

/// This program started once more to read one foreign file: descriptor 0 is the file, 1 the answer,
/// 3 the request; everything else is closed and the environment is empty.
package struct WorkerProcess: Equatable, Sendable {
    /// The executable; `/proc/self/exe` for the running one.
    package let executable: String
    /// The word that makes it a worker.
    package let verb: String

    /// Seconds by the clock on the wall before it is ended.
    package static let wallSecondLimit = 20

    package init(executable: String, verb: String) {
        self.executable = executable
        self.verb = verb
    }

    /// Runs it on a file. Throws only when it could not be started.
    package func run(
        _ arguments: [String] = [], on file: borrowing InputFile, request: [UInt8],
        outputLimit: Int
    ) throws(SystemError) -> ProgramResult {
        try run(arguments, reading: file.descriptor, request: request, outputLimit: outputLimit)
    }

    /// Runs it on bytes.
    package func run(
        _ arguments: [String] = [], on bytes: [UInt8], request: [UInt8], outputLimit: Int
    ) throws(SystemError) -> ProgramResult {
        let file = try ExternalProgram(path: executable).memoryFile(bytes)
        return try run(arguments, reading: file, request: request, outputLimit: outputLimit)
    }

    private func run(
        _ arguments: [String], reading file: borrowing Descriptor, request: [UInt8],
        outputLimit: Int
    ) throws(SystemError) -> ProgramResult {
        let program = ExternalProgram(path: executable)
        let requestFile = try program.memoryFile(request)
        // It must stay open until the worker has it.
        defer { _ = requestFile.number }
        return try program.run(
            [verb] + arguments, reading: file, request: requestFile.number,
            // Without this the Swift runtime starts a program to describe a crash.
            environment: ["SWIFT_BACKTRACE=enable=no"],
            limits: ExternalProgram.Limits(
                wallSeconds: Self.wallSecondLimit, cpuSeconds: Lockdown.cpuSecondLimit,
                addressSpaceByteCount: Lockdown.addressSpaceLimit,
                fileByteCount: Lockdown.fileByteLimit, openFileCount: Lockdown.descriptorLimit,
                outputByteCount: outputLimit),
            confinement: nil)
    }
}

/// The worker's side of the three descriptors.
package enum WorkerDescriptors {
    /// Bytes of a request that are taken.
    package static let requestByteLimit = 160 << 20

    /// The foreign file on descriptor 0; opened, not read.
    package static func item() throws(SystemError) -> InputFile {
        try InputFile(descriptor: Descriptor(dup(0)), path: Array("the item".utf8))
    }

    /// The request on descriptor 3.
    package static func request() throws(SystemError) -> [UInt8] {
        try InputFile(descriptor: Descriptor(dup(3)), path: Array("the request".utf8))
            .readAll(limit: requestByteLimit)
    }

    /// Writes the answer to descriptor 1, as a worker under lockdown still may; false when nobody
    /// takes it.
    package static func answer(_ bytes: [UInt8]) -> Bool {
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes[written...].withUnsafeBytes {
                unsafe Glibc.write(1, $0.baseAddress, $0.count)
            }
            if count < 0, errno != EINTR { return false }
            written += max(0, count)
        }
        return true
    }
}
