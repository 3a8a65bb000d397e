import CPlatform
import Glibc

/// A program of this machine that reads one document and writes to standard output. It gets its
/// arguments as they are (there is no shell), one file on standard input, an environment of five
/// variables, and limits; it may not gain privileges and dies with us.
///
/// Limits keep a program that goes astray from taking the machine with it; a `Confinement` also keeps
/// it from every file but those it needs, from the network and from other processes.
package struct ExternalProgram: Equatable, Sendable {
    package let path: String

    /// Where programs are looked for, in this order; never in a search path from outside.
    package static let standardFolders = ["/usr/bin", "/usr/local/bin", "/bin"]

    /// The file on standard input, for programs that want a name. It can be sought in.
    package static let inputPath = "/dev/stdin"

    static let standardEnvironment = [
        "LC_ALL=C.UTF-8", "LANG=C.UTF-8", "PATH=/usr/bin:/usr/local/bin:/bin", "TZ=UTC",
        // tesseract would otherwise start a thread for each processor.
        "OMP_THREAD_LIMIT=1",
    ]

    package struct Limits: Sendable {
        package var wallSeconds: Int
        package var cpuSeconds: Int
        package var addressSpaceByteCount: Int
        /// Of any file the program writes.
        package var fileByteCount: Int
        package var openFileCount: Int
        package var outputByteCount: Int
        /// What is kept of standard error; more is read and dropped.
        package var errorByteCount: Int

        package static let defaultWallSeconds = 60
        package static let defaultCPUSeconds = 30
        package static let defaultAddressSpaceByteCount = 2 << 30
        package static let defaultFileByteCount = 64 << 20
        package static let defaultOpenFileCount = 64
        package static let defaultOutputByteCount = 64 << 20
        package static let defaultErrorByteCount = 64 << 10

        package init(
            wallSeconds: Int = defaultWallSeconds, cpuSeconds: Int = defaultCPUSeconds,
            addressSpaceByteCount: Int = defaultAddressSpaceByteCount,
            fileByteCount: Int = defaultFileByteCount,
            openFileCount: Int = defaultOpenFileCount,
            outputByteCount: Int = defaultOutputByteCount,
            errorByteCount: Int = defaultErrorByteCount
        ) {
            self.wallSeconds = wallSeconds
            self.cpuSeconds = cpuSeconds
            self.addressSpaceByteCount = addressSpaceByteCount
            self.fileByteCount = fileByteCount
            self.openFileCount = openFileCount
            self.outputByteCount = outputByteCount
            self.errorByteCount = errorByteCount
        }
    }

    /// The program of this plain name; nil when no folder has one that may be run.
    package static func find(
        _ name: String, in folders: [String] = standardFolders
    ) -> ExternalProgram? {
        guard RelativePath.isPlain(Array(name.utf8)), !name.utf8.contains(UInt8(ascii: "/")) else {
            return nil
        }
        for folder in folders {
            let path = "\(folder)/\(name)"
            guard unsafe access(path, X_OK) == 0, (try? InputFile(path: path)) != nil else {
                continue
            }
            return ExternalProgram(path: path)
        }
        return nil
    }

    /// Runs the program with `input` on standard input and waits for its end. Throws only when it
    /// could not be started; how it ended is in the result.
    package func run(
        _ arguments: [String], input: [UInt8] = [], limits: Limits = Limits(),
        confinement: Confinement? = nil
    ) throws(SystemError) -> ProgramResult {
        // A file in memory instead of a pipe: the program may seek in it and open it by name, and
        // no write of ours can meet a closed pipe.
        let file = try memoryFile(input)
        return try run(arguments, reading: file, limits: limits, confinement: confinement)
    }

    /// The same without input, in an environment of the caller's.
    func run(
        _ arguments: [String], environment: [String], limits: Limits
    ) throws(SystemError) -> ProgramResult {
        let file = try memoryFile([])
        return try run(
            arguments, reading: file, environment: environment, limits: limits, confinement: nil)
    }

    /// Runs the program with a file on standard input, from its start.
    package func run(
        _ arguments: [String], file: borrowing InputFile, limits: Limits = Limits(),
        confinement: Confinement? = nil
    ) throws(SystemError) -> ProgramResult {
        try run(arguments, reading: file.descriptor, limits: limits, confinement: confinement)
    }

    /// A file in memory with these bytes.
    func memoryFile(_ bytes: [UInt8]) throws(SystemError) -> Descriptor {
        let number = claimpack_memory_file()
        guard number >= 0 else { throw failure(-number) }
        let file = Descriptor(number)
        try file.write(bytes.span, at: 0, path: Array(path.utf8))
        return file
    }

    /// The descriptor `request`, unless it is -1, becomes the program's descriptor 3.
    func run(
        _ arguments: [String], reading source: borrowing Descriptor,
        request: Int32 = -1, environment: [String] = standardEnvironment,
        limits: Limits, confinement: Confinement?
    ) throws(SystemError) -> ProgramResult {
        guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
            throw SystemError("run", path: Array(path.utf8), .invalidName)
        }
        let number = claimpack_reopen(source.number)
        guard number >= 0 else { throw failure(-number) }
        let input = Descriptor(number)
        let output = try Pipe(for: self)
        let errors = try Pipe(for: self)
        let process = try start(
            arguments, input: input, output: output.writing, errors: errors.writing,
            request: request, environment: environment, limits: limits, confinement: confinement)
        var watcher = ProgramWatcher(
            process: process, output: output.closeWriting(), errors: errors.closeWriting(),
            limits: limits)
        return watcher.watch()
    }

    private func start(
        _ arguments: [String], input: borrowing Descriptor, output: borrowing Descriptor,
        errors: borrowing Descriptor, request: Int32, environment: [String],
        limits: Limits, confinement: Confinement?
    ) throws(SystemError) -> Int32 {
        let status = unsafe CStringList.lend([path] + arguments) { argumentList in
            unsafe CStringList.lend(environment) { environmentList in
                unsafe path.withCString { path in
                    var launch = unsafe claimpack_launch()
                    unsafe launch.path = path
                    unsafe launch.arguments = argumentList
                    unsafe launch.environment = environmentList
                    unsafe launch.input = input.number
                    unsafe launch.output = output.number
                    unsafe launch.errors = errors.number
                    unsafe launch.cpu_seconds = UInt64(clamping: limits.cpuSeconds)
                    unsafe launch.address_space = UInt64(clamping: limits.addressSpaceByteCount)
                    unsafe launch.file_size = UInt64(clamping: limits.fileByteCount)
                    unsafe launch.open_files = UInt64(clamping: limits.openFileCount)
                    unsafe launch.request = request
                    guard let confinement else { return unsafe claimpack_start(&launch) }
                    unsafe launch.is_confined = 1
                    return unsafe CStringList.lendConstant(confinement.readable) { readable in
                        unsafe CStringList.lendConstant(confinement.executable) { executable in
                            unsafe launch.readable = readable
                            unsafe launch.executable = executable
                            return unsafe claimpack_start(&launch)
                        }
                    }
                }
            }
        }
        guard status > 0 else { throw failure(-status) }
        return status
    }

    fileprivate func failure(_ code: Int32) -> SystemError {
        SystemError("run", path: Array(path.utf8), .system(code))
    }
}

private struct Pipe: ~Copyable {
    let reading: Descriptor
    let writing: Descriptor

    init(for program: ExternalProgram) throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        let status = unsafe claimpack_pipe(&ends)
        guard status == 0 else { throw program.failure(-status) }
        reading = Descriptor(ends[0])
        writing = Descriptor(ends[1])
    }

    /// Without this the end of the program would not end the pipe.
    consuming func closeWriting() -> Descriptor { reading }
}

/// Arguments as execve wants them: an array of pointers with NULL at its end.
private enum CStringList {
    static func lend<Result>(
        _ strings: [String],
        to body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe pointers.forEach { unsafe free($0) } }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }

    /// The same for a list that nobody writes to.
    static func lendConstant<Result>(
        _ strings: [String], to body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
    ) -> Result {
        var pointers: [UnsafePointer<CChar>?] = unsafe strings.map {
            unsafe strdup($0).map { unsafe UnsafePointer($0) }
        }
        defer { unsafe pointers.forEach { unsafe free(UnsafeMutablePointer(mutating: $0)) } }
        unsafe pointers.append(nil)
        return unsafe pointers.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }
}
