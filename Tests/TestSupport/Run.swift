import Foundation

/// What a program printed and how it ended.
public struct Ran: Sendable {
    public let status: Int32
    public let output: String
    public let errors: String
}

/// Runs programs for tests.
public enum Run {
    /// The built command, beside the test bundle.
    public static let claimpack = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("claimpack")

    /// Runs the built command.
    public static func claimpack(
        _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:]
    ) throws -> Ran {
        try program(claimpack, arguments, in: folder, environment: environment)
    }

    /// Runs a program found on the path.
    public static func tool(_ name: String, _ arguments: [String], in folder: URL? = nil) throws
        -> Ran
    {
        try program(
            URL(fileURLWithPath: "/usr/bin/env"), [name] + arguments, in: folder, environment: [:])
    }

    /// Runs a program with an environment that says nothing of this machine, and no input.
    public static func program(
        _ executable: URL, _ arguments: [String], in folder: URL?, environment: [String: String]
    ) throws -> Ran {
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var variables = [
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "SWIFT_BACKTRACE": "enable=no",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        ]
        variables.merge(environment) { $1 }
        process.environment = variables
        process.standardInput = FileHandle.nullDevice
        // Files, not pipes: a pipe that nobody reads while the other is drained would block.
        return try Places.inNewFolder { scratch in
            let output = scratch.appendingPathComponent("out")
            let errors = scratch.appendingPathComponent("err")
            for file in [output, errors] { try Data().write(to: file) }
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
            process.waitUntilExit()
            return Ran(
                status: process.terminationStatus,
                output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
                errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self))
        }
    }
}
