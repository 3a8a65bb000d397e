import Foundation
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

@Suite struct LeftoverTests {
    private let left = ".claimpack-0123456789abcdef.part"

    @Test func `what a dead process left is removed and named by the next output`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("half", to: left)
        try temporary.makeFolder(".claimpack-00000000000000ff.part")
        try temporary.makeFolder(".claimpack-00000000000000ff.part/deep")
        try temporary.write("half", to: ".claimpack-00000000000000ff.part/deep/file")
        try temporary.makeLink(".claimpack-00000000000000ff.part/link", to: "/etc")
        let output = try AtomicOutput(path: temporary.path("out"))
        let removed = output.removedLeftovers
        #expect(removed == [bytes(".claimpack-00000000000000ff.part"), bytes(left)])
        try output.commit(replacing: false)
        #expect(try temporary.names() == ["out"])
    }

    @Test func `what a living process writes stays`() throws {
        let temporary = try TemporaryFolder()
        let first = try AtomicOutput(path: temporary.path("first"))
        let folder = try AtomicFolder(named: bytes("folder"), in: Folder(path: temporary.path))
        let second = try AtomicOutput(path: temporary.path("second"))
        let removed = second.removedLeftovers
        #expect(removed == [])
        #expect(try temporary.names().count == 3)
        try first.commit(replacing: false)
        try folder.commit()
        try second.commit(replacing: false)
        #expect(try temporary.names() == ["first", "folder", "second"])
    }

    @Test(arguments: [
        "claimpack-0123456789abcdef.part", ".claimpack-0123456789abcde.part",
        ".claimpack-0123456789abcdefa.part", ".claimpack-0123456789ABCDEF.part",
        ".claimpack-0123456789abcdeg.part", ".claimpack-0123456789abcdef.part2", ".claimpack-.part",
        ".claimpack-.par", "part",
    ])
    func `no other name is taken for a leftover`(name: String) throws {
        let temporary = try TemporaryFolder()
        try temporary.write("mine", to: name)
        let output = try AtomicOutput(path: temporary.path("out"))
        try output.commit(replacing: false)
        #expect(try temporary.names() == [name, "out"].sorted())
    }

    @Test func `a link under a temporary name is neither followed nor removed`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("victim", to: "victim")
        try temporary.makeLink(left, to: "victim")
        let output = try AtomicOutput(path: temporary.path("out"))
        try output.commit(replacing: false)
        #expect(try temporary.names() == [left, "out", "victim"])
    }

    @Test func `a name as made is recognised`() {
        for _ in 0..<100 { #expect(TemporaryName.isOne(TemporaryName.make())) }
    }

    @Test func `two files of one pair appear together or not at all`() throws {
        let temporary = try TemporaryFolder()
        let refused = failure {
            let first = try AtomicOutput(path: temporary.path("first"))
            let second = try AtomicOutput(path: temporary.path("second"))
            try temporary.write("taken", to: "second")
            try AtomicOutput.commit(first, second)
        }
        #expect(refused?.isAlreadyThere == true)
        #expect(try temporary.names() == ["second"])
    }
}

@Suite struct AtomicFolderTests {
    @Test func `a folder appears under its name when it is committed`() throws {
        let temporary = try TemporaryFolder()
        let output = try AtomicFolder(named: bytes("out"), in: Folder(path: temporary.path))
        try output.fill { folder in
            let file = try folder.createFile(bytes("file"))
            try file.write(bytes("whole"))
        }
        #expect(try temporary.names().allSatisfy { $0.hasPrefix(".claimpack-") })
        try output.commit()
        #expect(try temporary.names() == ["out"])
        #expect(try readFile(atPath: temporary.path("out/file"), limit: 9) == bytes("whole"))
    }

    @Test func `a folder that is let go leaves nothing`() throws {
        let temporary = try TemporaryFolder()
        do {
            let output = try AtomicFolder(named: bytes("out"), in: Folder(path: temporary.path))
            try output.fill { folder in
                let inside = try folder.createFolder(bytes("a"))
                try inside.createFile(bytes("b")).write(bytes("half"))
            }
        }
        #expect(try temporary.names().isEmpty)
    }

    @Test func `a name that is taken stays as it is`() throws {
        let temporary = try TemporaryFolder()
        try temporary.makeFolder("out")
        #expect(
            failure {
                _ = try AtomicFolder(named: bytes("out"), in: Folder(path: temporary.path))
            }?.isAlreadyThere == true)
        // Taken only after the work began.
        let refused = failure {
            let output = try AtomicFolder(named: bytes("late"), in: Folder(path: temporary.path))
            try temporary.write("x", to: "late")
            try output.commit()
        }
        #expect(refused?.isAlreadyThere == true)
        #expect(try temporary.names() == ["late", "out"])
    }

    @Test func `errors name the target and not the temporary`() throws {
        let temporary = try TemporaryFolder()
        let output = try AtomicFolder(named: bytes("out"), in: Folder(path: temporary.path))
        let refused = failure { try output.fill { _ = try $0.createFile(bytes("no/such")) } }
        #expect(refused?.description.contains("/out/no/such") == true)
        #expect(refused?.description.contains(".part") == false)
    }
}
