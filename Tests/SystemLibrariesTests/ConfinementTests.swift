import Glibc
import Testing

@testable import SystemLibraries

/// What a confined program can do, tried with the shell's own words.
@Suite(.enabled(if: Confinement.isPossible, "the kernel has no Landlock"))
struct ConfinementTests {
    private static func run(
        _ name: String, _ arguments: [String], input: [UInt8] = [], data: [String] = []
    ) throws -> ProgramResult {
        let program = try #require(ExternalProgram.find(name))
        return try program.run(
            arguments, input: input, confinement: Confinement(for: program, data: data))
    }

    @Test func `its input can be read, also by name`() throws {
        let bytes = Array("evidence".utf8)
        #expect(try Self.run("cat", [], input: bytes).output == bytes)
        #expect(try Self.run("cat", [ExternalProgram.inputPath], input: bytes).output == bytes)
    }

    @Test func `an input that lies on disk can be read, its neighbour cannot`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("mine", to: "mine")
        try temporary.write("other", to: "other")
        let cat = try #require(ExternalProgram.find("cat"))
        let file = try InputFile(path: temporary.path("mine"))
        let confinement = Confinement(for: cat, data: [])
        let own = try cat.run(["/dev/stdin"], file: file, confinement: confinement)
        #expect(own.output == Array("mine".utf8))
        let other = try cat.run([temporary.path("other")], file: file, confinement: confinement)
        #expect(!other.succeeded)
        #expect(other.output.isEmpty)
    }

    @Test func `files below what it needs can be read and none other`() throws {
        #expect(try Self.run("cat", ["/etc/passwd"], data: ["/etc"]).succeeded)
        #expect(!(try Self.run("cat", ["/etc/passwd"]).succeeded))
        #expect(!(try Self.run("ls", ["/"]).succeeded))
    }

    @Test func `nothing can be written`() throws {
        let temporary = try TemporaryFolder()
        #expect(!(try Self.run("touch", [temporary.path("new")]).succeeded))
        #expect(!(try Self.run("mkdir", [temporary.path("folder")]).succeeded))
        try temporary.write("kept", to: "old")
        #expect(!(try Self.run("rm", ["-f", temporary.path("old")]).succeeded))
        #expect(!(try Self.run("truncate", ["-s", "0", temporary.path("old")]).succeeded))
        #expect(try readFile(atPath: temporary.path("old"), limit: 100) == Array("kept".utf8))
    }

    @Test func `no process can be started, and nobody else be ended`() throws {
        #expect(!(try Self.run("sh", ["-c", "(echo a)"]).succeeded))
        #expect(!(try Self.run("sh", ["-c", "exec ls"]).succeeded))
        #expect(!(try Self.run("sh", ["-c", "kill -0 \(getpid())"]).succeeded))
    }

    @Test(.enabled(if: ExternalProgram.find("python3") != nil, "needs python3"))
    func `no socket can be opened`() throws {
        let result = try Self.run(
            "python3", ["-S", "-c", "import _socket\n_socket.socket()"],
            data: ["/usr/bin/python3"])
        #expect(!result.succeeded)
        #expect(String(decoding: result.errors, as: UTF8.self).contains("not permitted"))
    }
}
