import Glibc
import Testing

@testable import SystemLibraries

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private func failure(_ work: () throws -> Void) -> SystemError? {
    do {
        try work()
        return nil
    } catch {
        return error as? SystemError
    }
}

@Suite struct InputFileTests {
    @Test(arguments: [0, 1, 4, 5, 8, 9])
    func `blocks joined are the file, whatever its length`(length: Int) throws {
        let temporary = try TemporaryFolder()
        let content = (0..<length).map { UInt8($0) }
        let path = try temporary.write(content, to: "a")
        let file = try InputFile(path: path)
        #expect(file.byteCount == length)
        #expect(try file.readAll(limit: 9) == content)
        var joined: [UInt8] = []
        var sizes: [Int] = []
        try file.forEachBlock(size: 4) { block in
            sizes.append(block.count)
            for index in block.indices { joined.append(block[index]) }
        }
        #expect(joined == content)
        #expect(sizes.allSatisfy { $0 > 0 && $0 <= 4 })
        #expect(try readFile(atPath: path, limit: 9) == content)
    }

    @Test func `reads at an offset end where the file ends`() throws {
        let temporary = try TemporaryFolder()
        let file = try InputFile(path: try temporary.write("0123456789", to: "a"))
        #expect(try file.read(at: 3, upTo: 4) == bytes("3456"))
        #expect(try file.read(at: 8, upTo: .max) == bytes("89"))
        #expect(try file.read(at: 10, upTo: 1).isEmpty)
        #expect(try file.read(at: .max, upTo: .max).isEmpty)
        #expect(try file.read(at: -1, upTo: 5).isEmpty)
        #expect(try file.read(at: 0, upTo: -5).isEmpty)
    }

    @Test func `a file above the limit is refused before it is read`() throws {
        let temporary = try TemporaryFolder()
        let path = try temporary.write("0123456789", to: "a")
        #expect(failure { _ = try readFile(atPath: path, limit: 9) }?.reason == .tooLarge(limit: 9))
        #expect(try readFile(atPath: path, limit: 10).count == 10)
    }

    @Test func `a file that grew while it was open is reported as changed`() throws {
        let temporary = try TemporaryFolder()
        let path = try temporary.write("0123456789", to: "a")
        let file = try InputFile(path: path)
        try file.requireUnchanged()
        let writer = open(path, O_WRONLY | O_APPEND)
        try #require(writer >= 0)
        try #require(write(writer, "x", 1) == 1)
        close(writer)
        #expect(failure { try file.requireUnchanged() }?.reason == .changed)
        #expect(failure { _ = try file.readAll(limit: 100) }?.reason == .changed)
        var lent = 0
        try file.forEachBlock(size: 4) { lent += $0.count }
        #expect(lent == 10, "what was appended is not lent")
        try #require(truncate(path, 2) == 0)
        #expect(failure { _ = try file.readAll(limit: 100) }?.reason == .changed)
        #expect(try file.read(at: 0, upTo: 10) == bytes("01"))
    }

    @Test func `what the body throws passes through`() throws {
        struct Stop: Error {}
        let temporary = try TemporaryFolder()
        let file = try InputFile(path: try temporary.write("abc", to: "a"))
        #expect(throws: Stop.self) { try file.forEachBlock { _ in throw Stop() } }
    }
}

@Suite struct AtomicOutputTests {
    @Test func `a committed file is whole, under its name, and for its owner only`() throws {
        let temporary = try TemporaryFolder()
        let output = try AtomicOutput(path: temporary.path("out.asice"))
        #expect(try temporary.names().count == 1)
        try output.write(bytes("0123456789"))
        try output.write(bytes("ab"), at: 3)
        #expect(try output.read(at: 2, count: 4) == bytes("2ab5"))
        #expect(try output.targetExists() == false)
        try output.commit(replacing: false)
        #expect(try temporary.names() == ["out.asice"])
        #expect(try readFile(atPath: temporary.path("out.asice"), limit: 99) == bytes("012ab56789"))
        var facts = stat()
        try #require(stat(temporary.path("out.asice"), &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
    }

    @Test func `an output that is let go leaves nothing`() throws {
        let temporary = try TemporaryFolder()
        do {
            let output = try AtomicOutput(path: temporary.path("out"))
            try output.write(bytes("half"))
            #expect(try temporary.names().count == 1)
        }
        #expect(try temporary.names().isEmpty)
    }

    @Test func `an existing file is kept unless replacing was asked for`() throws {
        let temporary = try TemporaryFolder()
        let path = try temporary.write("old", to: "out")
        let refused = failure {
            let output = try AtomicOutput(path: path)
            #expect(try output.targetExists())
            try output.write(bytes("new"))
            try output.commit(replacing: false)
        }
        #expect(refused?.isAlreadyThere == true)
        #expect(refused?.description.contains("it exists already") == true)
        #expect(try readFile(atPath: path, limit: 9) == bytes("old"))
        #expect(try temporary.names() == ["out"])
        let output = try AtomicOutput(path: path)
        try output.write(bytes("new"))
        try output.commit(replacing: true)
        #expect(try readFile(atPath: path, limit: 9) == bytes("new"))
        #expect(try temporary.names() == ["out"])
    }

    @Test func `a link in place of the target is replaced, not written through`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("victim", to: "victim")
        try temporary.makeLink("out", to: "victim")
        let output = try AtomicOutput(path: temporary.path("out"))
        try output.write(bytes("new"))
        try output.commit(replacing: true)
        #expect(try readFile(atPath: temporary.path("victim"), limit: 9) == bytes("victim"))
        let folder = try Folder(path: temporary.path)
        #expect(try folder.kind(of: bytes("out")) == .regular)
    }

    @Test(arguments: ["", "no-such-folder/out", "folder/", "..", "folder/.."])
    func `a target that cannot be written is refused at the start`(name: String) throws {
        let temporary = try TemporaryFolder()
        try temporary.makeFolder("folder")
        #expect(failure { _ = try AtomicOutput(path: temporary.path(name)) } != nil)
        #expect(try temporary.names() == ["folder"])
    }

    @Test func `a folder in place of the target is an error and stays`() throws {
        let temporary = try TemporaryFolder()
        try temporary.makeFolder("out")
        #expect(
            failure {
                let output = try AtomicOutput(path: temporary.path("out"))
                try output.commit(replacing: true)
            } != nil)
        #expect(try temporary.names() == ["out"])
    }

    @Test func `a full device is named as such`() throws {
        let full = OutputFile(descriptor: Descriptor(open("/dev/full", O_RDWR)), path: bytes("x"))
        let refused = failure { try full.write(bytes("x")) }
        #expect(
            refused?.description
                == "cannot write x: no space left; free some or choose another place")
    }
}
