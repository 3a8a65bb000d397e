import Glibc
import Testing

@testable import SystemLibraries

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private func shell(
    _ script: String, input: [UInt8] = [], limits: ExternalProgram.Limits = .init()
) throws -> ProgramResult {
    let program = try #require(ExternalProgram.find("sh"))
    return try program.run(["-c", script], input: input, limits: limits)
}

@Suite struct ExternalProgramTests {
    @Test func `input, output, errors and exit status pass through`() throws {
        let result = try shell("cat; echo oops >&2; exit 3", input: bytes("证据"))
        #expect(result.output == bytes("证据"))
        #expect(result.errors == bytes("oops\n"))
        #expect(result.ending == .exited(3))
        #expect(!result.succeeded)
        #expect(try shell("true").succeeded)
    }

    @Test func `a program may open its input by name and seek in it`() throws {
        let result = try shell(
            "tail -c 3 \(ExternalProgram.inputPath); head -c 2 \(ExternalProgram.inputPath)",
            input: bytes("0123456789"))
        #expect(result.output == bytes("78901"))
    }

    @Test func `a file is read from its start, whoever read it before`() throws {
        let temporary = try TemporaryFolder()
        let file = try InputFile(path: try temporary.write("0123456789", to: "a"))
        let cat = try #require(ExternalProgram.find("cat"))
        #expect(try cat.run([], file: file).output == bytes("0123456789"))
        #expect(try cat.run(["-"], file: file).output == bytes("0123456789"))
        #expect(try file.readAll(limit: 99) == bytes("0123456789"))
    }

    @Test func `arguments are passed as they are, without a shell`() throws {
        let printf = try #require(ExternalProgram.find("printf"))
        let result = try printf.run(["%s|%s|%s", "a b", "$(id)", "证\n据"])
        #expect(result.output == bytes("a b|$(id)|证\n据"))
        #expect(throws: SystemError.self) { _ = try printf.run(["a\0b"]) }
    }

    @Test func `the environment is ours and nothing else`() throws {
        let env = try #require(ExternalProgram.find("env"))
        let lines = String(decoding: try env.run([]).output, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.sorted() == [
                "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1",
                "PATH=/usr/bin:/usr/local/bin:/bin", "TZ=UTC",
            ])
    }

    @Test func `only the three standard descriptors are open`() throws {
        let ls = try #require(ExternalProgram.find("ls"))
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        let names = String(decoding: try ls.run(["/proc/self/fd"]).output, as: UTF8.self)
        // The fourth is the folder that ls itself reads.
        #expect(names.split(separator: "\n").count == 4)
    }

    @Test func `limits are in force`() throws {
        let result = try shell("ulimit -t; ulimit -f; ulimit -n; ulimit -c; ulimit -v")
        #expect(result.output == bytes("30\n131072\n64\n0\n2097152\n"))
    }

    @Test func `a program that runs too long is killed with all it started`() throws {
        var limits = ExternalProgram.Limits()
        limits.wallSeconds = 1
        let start = claimMilliseconds()
        let result = try shell("echo begun; sleep 60 & sleep 60", limits: limits)
        #expect(result.ending == .timedOut)
        #expect(result.output == bytes("begun\n"))
        #expect(claimMilliseconds() - start < 10_000)
    }

    @Test func `a program that burns the processor is ended by its limit`() throws {
        var limits = ExternalProgram.Limits()
        limits.cpuSeconds = 1
        guard case .signalled = try shell("while :; do :; done", limits: limits).ending else {
            Issue.record("the CPU limit did not end it")
            return
        }
    }

    @Test func `a flood of output is cut and the program killed`() throws {
        var limits = ExternalProgram.Limits()
        limits.outputByteCount = 1 << 20
        let result = try shell("cat /dev/zero", limits: limits)
        #expect(result.ending == .outputOverflow)
        #expect(result.output.count == 1 << 20)
    }

    @Test func `output of exactly the limit is no overflow`() throws {
        var limits = ExternalProgram.Limits()
        limits.outputByteCount = 100_000
        let result = try shell("head -c 100000 /dev/zero", limits: limits)
        #expect(result.ending == .exited(0))
        #expect(result.output.count == 100_000)
        limits.outputByteCount = 99_999
        #expect(try shell("head -c 100000 /dev/zero", limits: limits).ending == .outputOverflow)
    }

    @Test func `a flood of errors is dropped beyond its limit and blocks nothing`() throws {
        var limits = ExternalProgram.Limits()
        limits.errorByteCount = 1000
        let result = try shell("head -c 5000000 /dev/zero >&2; echo done", limits: limits)
        #expect(result.ending == .exited(0))
        #expect(result.output == bytes("done\n"))
        #expect(result.errors.count == 1000)
    }

    @Test func `a program that does not read its input does not kill us`() throws {
        let result = try shell("exit 0", input: [UInt8](repeating: 1, count: 4 << 20))
        #expect(result.ending == .exited(0))
    }

    @Test func `a program that closes its output and goes on is still waited for`() throws {
        let result = try shell("echo a; exec 1>&- 2>&-; sleep 0.2; exit 5")
        #expect(result.ending == .exited(5))
        #expect(result.output == bytes("a\n"))
    }

    @Test func `a program that leaves a child behind is not waited for`() throws {
        let start = claimMilliseconds()
        let result = try shell("sleep 60 & echo done")
        #expect(result.ending == .exited(0))
        #expect(result.output == bytes("done\n"))
        #expect(claimMilliseconds() - start < 10_000)
    }

    @Test func `a program that dies by a signal is told apart`() throws {
        #expect(try shell("kill -9 $$").ending == .signalled(9))
    }

    @Test func `a program that cannot be started is an error, not an exit status`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("no program", to: "broken")
        let program = ExternalProgram(path: temporary.path("broken"))
        do {
            _ = try program.run([])
            Issue.record("it ran")
        } catch {
            #expect(error.isPermission)
            #expect(error.description.hasPrefix("cannot run \(temporary.path)/broken: "))
        }
    }

    @Test(arguments: ["", "no-such-program-anywhere", "../bin/sh", "/bin/sh", ".", ".."])
    func `only plain names of programs that are there are found`(name: String) {
        #expect(ExternalProgram.find(name) == nil)
    }

    @Test(
        .enabled(if: Corpus.isThere, "the corpus is not beside the package"),
        .enabled(if: ExternalProgram.find("pdftotext") != nil, "needs poppler-utils"))
    func `poppler reads a document from standard input, with or without a name`() throws {
        let document = try Corpus.bytes("evidence/document/inv_azure_sample.pdf")
        let text = try #require(ExternalProgram.find("pdftotext"))
        let boxes = try text.run(
            ["-bbox-layout", ExternalProgram.inputPath, "-"], input: document)
        #expect(boxes.succeeded, "\(String(decoding: boxes.errors, as: UTF8.self))")
        #expect(String(decoding: boxes.output, as: UTF8.self).contains("<word "))
        let plain = try text.run(["-", "-"], input: document)
        #expect(plain.succeeded)
        #expect(!plain.output.isEmpty)
        let facts = try #require(ExternalProgram.find("pdfinfo")).run(["-"], input: document)
        #expect(String(decoding: facts.output, as: UTF8.self).contains("Pages:"))
    }

    @Test(
        .enabled(if: Corpus.isThere, "the corpus is not beside the package"),
        .enabled(if: ExternalProgram.find("tesseract") != nil, "needs tesseract"))
    func `tesseract runs within the limits`() throws {
        let photo = try Corpus.bytes("evidence/document/bol_mindee.jpg")
        let tesseract = try #require(ExternalProgram.find("tesseract"))
        let words = try tesseract.run(["stdin", "stdout", "tsv"], input: photo)
        #expect(words.succeeded, "\(String(decoding: words.errors, as: UTF8.self))")
        #expect(String(decoding: words.output, as: UTF8.self).hasPrefix("level\t"))
    }

    @Test func `programs run at the same time do not hold each other's pipes`() async throws {
        try await withThrowingTaskGroup(of: ProgramResult.self) { group in
            for number in 0..<8 {
                group.addTask { try shell("cat; sleep 0.05", input: bytes("\(number)")) }
            }
            var outputs: Set<[UInt8]> = []
            for try await result in group {
                #expect(result.ending == .exited(0))
                outputs.insert(result.output)
            }
            #expect(outputs.count == 8)
        }
    }
}

private func claimMilliseconds() -> Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000
}
