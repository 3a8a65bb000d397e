import CPlatform

/// What a program of the system may touch besides its standard input and output, for good and for
/// all it starts: files below some paths to read, some programs to execute. It can open no socket,
/// start no process and write no file. Needs seccomp and Landlock; where one is missing the program
/// is not started.
package struct Confinement: Equatable, Sendable {
    /// Files and folders, with all below them, that may be read.
    package var readable: [String]
    /// Files that may be executed: the program itself and the loader of its libraries.
    package var executable: [String]

    package init(readable: [String], executable: [String]) {
        self.readable = readable
        self.executable = executable
    }

    /// Where Linux systems keep libraries, in any of their layouts.
    private static let libraries = [
        "/lib", "/lib64", "/lib32", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache",
        "/etc/ld.so.conf", "/etc/ld.so.conf.d",
    ]

    /// For a program that needs its libraries and some data.
    package init(for program: ExternalProgram, data: [String]) {
        self.init(
            readable: Self.libraries + [program.path] + data,
            executable: [program.path] + Self.loaders)
    }

    /// The loaders of dynamic programs by architecture (System V ABI supplements).
    private static let loaders = [
        "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1",
        "/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1",
    ]

    /// Whether the kernel has what it takes.
    package static var isPossible: Bool { claimpack_landlock_version() > 0 }
}
