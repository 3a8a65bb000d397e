import Foundation

/// A time-stamp authority for tests: `Tests/Authority/authority.py`, with openssl behind it. It can be
/// wrong in every way by name; the names stand in that file.
public final class TimeAuthority: Sendable {
    public let folder: URL
    private static let program = Places.project.appendingPathComponent(
        "Tests/Authority/authority.py")

    /// One authority with its certificates for all tests of this process; nil, so that its tests are skipped,
    /// only where a program is absent that it is made of. One that cannot be made for another reason answers
    /// nothing, so that its tests fail: four suites about security are not to be left out for it.
    public static let shared: TimeAuthority? =
        ["python3", "openssl"].allSatisfy(isInstalled) ? TimeAuthority() : nil

    private static func isInstalled(_ tool: String) -> Bool {
        (try? Run.tool("sh", ["-c", "command -v \(tool)"]))?.status == 0
    }

    /// Why it could not be made.
    struct Failed: Error { let words: String }

    private let failure: Failed?

    private init() {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("claimpack-authority-\(ProcessInfo.processInfo.processIdentifier)")
        do {
            let ran = try Run.tool("python3", ["-B", Self.program.path, "make", folder.path])
            guard ran.status == 0 else { throw Failed(words: ran.errors) }
            try Self.removeAtTheEnd(folder, holding: life)
            failure = nil
        } catch {
            failure = error as? Failed ?? Failed(words: String(describing: error))
        }
    }

    /// Its end closes when this process ends, however that comes about: the end of a test run calls no
    /// handler of ours.
    private let life = Pipe()

    private static func removeAtTheEnd(_ folder: URL, holding life: Pipe) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", #"read -r end; rm -rf "$1""#, "-", folder.path]
        process.standardInput = life
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    public func pem(_ name: String) throws -> [UInt8] {
        if let failure { throw failure }
        return Array(try Data(contentsOf: folder.appendingPathComponent(name + ".pem")))
    }

    /// The token alone that it makes for a query.
    public func token(_ scenario: String, _ query: [UInt8]) throws -> [UInt8] {
        try answer("token", scenario, query)
    }

    /// What it answers to a query.
    public func reply(_ scenario: String, _ query: [UInt8]) throws -> [UInt8] {
        try answer("reply", scenario, query)
    }

    private func answer(_ kind: String, _ scenario: String, _ query: [UInt8]) throws -> [UInt8] {
        if let failure { throw failure }
        return try Places.inNewFolder { scratch in
            let input = scratch.appendingPathComponent("query")
            let output = scratch.appendingPathComponent("reply")
            try Data(query).write(to: input)
            let ran = try Run.tool(
                "bash",
                [
                    "-c", #"exec python3 -B "$1" "$2" "$3" "$4" <"$5" >"$6""#, "-",
                    Self.program.path, kind, folder.path, scenario, input.path, output.path,
                ])
            guard ran.status == 0 else { throw CocoaError(.fileReadUnknown) }
            return Array(try Data(contentsOf: output))
        }
    }

    /// Lets it answer over HTTP while `body` runs; its scenarios are the paths of the address.
    public func serving<Result>(_ body: (String) throws -> Result) throws -> Result {
        if let failure { throw failure }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", Self.program.path, "serve", folder.path]
        let input = Pipe(), output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        defer {
            try? input.fileHandleForWriting.close()
            process.waitUntilExit()
        }
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
            line.append(byte)
        }
        return try body("http://127.0.0.1:" + String(decoding: line, as: UTF8.self))
    }
}
