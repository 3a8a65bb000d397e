import Glibc
import Testing

@testable import SystemLibraries

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

/// The error of work that must fail. Noncopyable results cannot pass through `#expect(throws:)`.
private func failure(_ work: () throws -> Void) -> SystemError? {
    do {
        try work()
        return nil
    } catch {
        return error as? SystemError
    }
}

@Suite struct FolderTests {
    @Test func `names are listed as bytes, sorted, with what stands behind them`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("x", to: "b.txt")
        try temporary.write("x", to: "line\nbreak")
        try temporary.write("x", to: "B.txt")
        try temporary.makeFolder("a")
        try temporary.makeLink("c", to: "b.txt")
        try temporary.makePipe("d")
        let folder = try Folder(path: temporary.path)
        _ = try folder.createFile([0xC4, 0xFA, 0x2E, 0x74])
        #expect(
            try folder.entries() == [
                FolderEntry(name: bytes("B.txt"), kind: .regular),
                FolderEntry(name: bytes("a"), kind: .folder),
                FolderEntry(name: bytes("b.txt"), kind: .regular),
                FolderEntry(name: bytes("c"), kind: .link),
                FolderEntry(name: bytes("d"), kind: .special),
                FolderEntry(name: bytes("line\nbreak"), kind: .regular),
                FolderEntry(name: [0xC4, 0xFA, 0x2E, 0x74], kind: .regular),
            ])
        #expect(try folder.entries().count == 7, "listing twice gives the same")
        #expect(failure { _ = try folder.entries(limit: 6) }?.reason == .tooLarge(limit: 6))
    }

    @Test func `two names that look alike are two files`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("1", to: "caf\u{E9}")
        try temporary.write("2", to: "cafe\u{301}")
        let folder = try Folder(path: temporary.path)
        #expect(try folder.entries().count == 2)
        #expect(try folder.openFile(bytes("caf\u{E9}")).readAll(limit: 9) == bytes("1"))
        #expect(try folder.openFile(bytes("cafe\u{301}")).readAll(limit: 9) == bytes("2"))
    }

    @Test(arguments: [
        "", ".", "..", "/", "/etc/hostname", "a/../b", "a//b", "a/", "./a", "../a", "a\0b",
    ])
    func `a path that could mean another place is refused`(path: String) throws {
        let temporary = try TemporaryFolder()
        try temporary.makeFolder("a")
        let folder = try Folder(path: temporary.path)
        for refused in [
            failure { _ = try folder.openFile(bytes(path)) },
            failure { _ = try folder.createFile(bytes(path)) },
            failure { _ = try folder.openFolder(bytes(path)) },
            failure { _ = try folder.createFolder(bytes(path)) },
            failure { _ = try folder.kind(of: bytes(path)) },
            failure { try folder.removeFile(bytes(path)) },
        ] {
            #expect(refused?.reason == .invalidName)
            #expect(refused?.isEscape == true)
        }
    }

    @Test func `a symbolic link is never passed, at the end or on the way`() throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret")
        let temporary = try TemporaryFolder()
        try temporary.write("own", to: "own")
        try temporary.makeFolder("sub")
        try temporary.makeLink("file", to: outside.path("secret"))
        try temporary.makeLink("way", to: outside.path)
        try temporary.makeLink("near", to: "own")
        try temporary.makeLink("sub/up", to: "..")
        let folder = try Folder(path: temporary.path)
        for path in ["file", "way/secret", "near", "sub/up/own"] {
            let refused = failure { _ = try folder.openFile(bytes(path)) }
            #expect(refused?.isEscape == true, "\(path)")
            let walked = failure { _ = try folder.openFileBySegments(bytes(path)) }
            #expect(walked != nil, "\(path) by segments")
        }
        #expect(failure { _ = try folder.createFile(bytes("way/new")) }?.isEscape == true)
        #expect(failure { _ = try folder.createFolder(bytes("way/new")) }?.isEscape == true)
        #expect(failure { _ = try folder.openFolder(bytes("way")) }?.isEscape == true)
        #expect(failure { try folder.removeFile(bytes("way/secret")) }?.isEscape == true)
        #expect(try outside.names() == ["secret"])
        #expect(try folder.kind(of: bytes("file")) == .link)
    }

    @Test func `a file several folders down is opened, with openat2 and without`() throws {
        let temporary = try TemporaryFolder()
        try temporary.makeFolder("a")
        try temporary.makeFolder("a/b")
        try temporary.write("deep", to: "a/b/c")
        let folder = try Folder(path: temporary.path)
        #expect(try folder.openFile(bytes("a/b/c")).readAll(limit: 9) == bytes("deep"))
        #expect(try folder.openFileBySegments(bytes("a/b/c")).readAll(limit: 9) == bytes("deep"))
        let inner = try folder.openFolder(bytes("a/b"))
        #expect(try inner.entries().map(\.name) == [bytes("c")])
        #expect(try folder.kind(of: bytes("a/b/c")) == .regular)
        #expect(try folder.kind(of: bytes("a/x")) == nil)
        #expect(try folder.reopened().entries() == folder.entries())
    }

    @Test func `neighbours are opened from their own folder, in any order, and never by a link`() throws {
        let outside = try TemporaryFolder()
        try outside.write("secret", to: "secret")
        let temporary = try TemporaryFolder()
        for name in ["a", "a/b", "c"] { try temporary.makeFolder(name) }
        let paths = ["a/b/one", "a/b/two", "four", "a/three", "c/one"]
        for path in paths { try temporary.write(path, to: path) }
        try temporary.makeLink("a/b/link", to: outside.path("secret"))
        try temporary.makeLink("way", to: outside.path)
        let folder = try Folder(path: temporary.path)
        var neighbours = NeighbourFiles()
        for path in paths + paths.reversed() + ["a/b/one", "c/one", "a/b/two"] {
            let file = try neighbours.open(bytes(path), in: folder)
            #expect(try file.readAll(limit: 9) == bytes(path))
            #expect(file.path == bytes(temporary.path(path)))
            for path in ["a/b/link", "way/secret"] {
                #expect(failure { _ = try neighbours.open(bytes(path), in: folder) }?.isEscape == true)
            }
            for path in ["a/b/none", "none/one"] {
                let missing = failure { _ = try neighbours.open(bytes(path), in: folder) }
                #expect(missing?.isNotFound == true)
                #expect(missing?.path == bytes(temporary.path(path)))
            }
            for path in ["a/b/../three", "a//three", "../one", "a/b/.", "a/b/", "/a/three"] {
                let refused = failure { _ = try neighbours.open(bytes(path), in: folder) }
                #expect(refused?.reason == .invalidName, "\(path)")
            }
        }
    }

    @Test func `a pipe is refused and does not hang`() throws {
        let temporary = try TemporaryFolder()
        try temporary.makePipe("pipe")
        let folder = try Folder(path: temporary.path)
        #expect(failure { _ = try folder.openFile(bytes("pipe")) }?.reason == .notRegularFile)
        #expect(
            failure { _ = try InputFile(path: temporary.path("pipe")) }?.reason == .notRegularFile)
        #expect(failure { _ = try InputFile(path: "/dev/zero") }?.reason == .notRegularFile)
        #expect(failure { _ = try InputFile(path: temporary.path) }?.reason == .notRegularFile)
    }

    @Test func `a name that exists is not created again`() throws {
        let temporary = try TemporaryFolder()
        try temporary.write("x", to: "a")
        let folder = try Folder(path: temporary.path)
        #expect(failure { _ = try folder.createFile(bytes("a")) }?.isAlreadyThere == true)
        #expect(failure { _ = try folder.createFolder(bytes("a")) }?.isAlreadyThere == true)
        try folder.removeFile(bytes("a"))
        _ = try folder.createFolder(bytes("a"))
        try folder.removeFolder(bytes("a"))
        #expect(try folder.entries().isEmpty)
    }

    @Test func `an error says what, where and why`() throws {
        let temporary = try TemporaryFolder()
        let folder = try Folder(path: temporary.path)
        let missing = failure { _ = try folder.openFile(bytes("no\nsuch.pdf")) }
        #expect(missing?.isNotFound == true)
        #expect(
            missing?.description
                == "cannot open \(temporary.path)/no\\u{A}such.pdf: no such file or directory")
    }

    @Test(
        arguments: [
            ([0x61, 0x62], "ab"), ([0xFF, 0x61], "\\xFFa"), ([0xE8, 0xAF, 0x81], "证"),
            ([0xE8, 0xAF], "\\xE8\\xAF"), ([0x5C, 0x6E], "\\\\n"), ([0x1B, 0x5B], "\\u{1B}["),
            ([0xE2, 0x80, 0xAE, 0x67], "\\u{202E}g"), ([], ""), ([0xC0, 0x80], "\\xC0\\x80"),
            ([0x61, 0xED, 0xA0, 0x80, 0x62], "a\\xED\\xA0\\x80b"),
        ] as [([UInt8], String)])
    func `a path is shown without anything that could fool a reader`(path: [UInt8], text: String) {
        #expect(PathText.display(path) == text)
    }
}
