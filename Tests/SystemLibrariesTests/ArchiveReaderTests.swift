import Testing

@testable import SystemLibraries

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

private enum Read: Equatable {
    case contents([UInt8])
    case problem(ArchiveError)
}

/// Walks to the end; the error is what ended the walk early.
private func walk(
    _ archive: [UInt8], formats: ArchiveReader.Formats = .containers,
    limits: ArchiveReader.Limits = .init()
) -> (entries: [ArchiveEntry], reads: [Read], error: ArchiveError?) {
    var entries: [ArchiveEntry] = []
    var reads: [Read] = []
    do throws(ArchiveError) {
        var reader = try ArchiveReader(bytes: archive, formats: formats, limits: limits)
        while let entry = try reader.nextEntry() {
            entries.append(entry)
            do throws(ArchiveError) {
                reads.append(.contents(try reader.readAll()))
            } catch {
                reads.append(.problem(error))
            }
        }
        return (entries, reads, nil)
    } catch {
        return (entries, reads, error)
    }
}

@Suite struct ArchiveReaderTests {
    @Test func `entries come in order with names, sizes and contents`() throws {
        let archive = ZipRecipe([
            ("a.txt", "first"), ("b/", ""), ("b/c.txt", ""), ("a.txt", "again"),
        ])
        .bytes()
        let (entries, reads, error) = walk(archive)
        #expect(error == nil)
        #expect(entries.map(\.name) == ["a.txt", "b/", "b/c.txt", "a.txt"].map(bytes))
        #expect(entries.map(\.kind) == [.regular, .folder, .regular, .regular])
        #expect(entries.map(\.byteCount) == [5, 0, 0, 5])
        #expect(reads == ["first", "", "", "again"].map { .contents(bytes($0)) })
        var reader = try ArchiveReader(bytes: archive)
        #expect(reader.format == nil)
        _ = try reader.nextEntry()
        #expect(reader.format == .zip)
    }

    @Test func `a file is read like memory, and entries may be skipped`() throws {
        let temporary = try TemporaryFolder()
        let archive = ZipRecipe([("a", "first"), ("b", "second")]).bytes()
        let path = try temporary.write(archive, to: "x.zip")
        var reader = try ArchiveReader(file: try InputFile(path: path))
        #expect(try reader.nextEntry()?.name == bytes("a"))
        #expect(try reader.nextEntry()?.name == bytes("b"))
        #expect(try reader.readAll() == bytes("second"))
        #expect(try reader.readAll().isEmpty, "read already")
        #expect(try reader.nextEntry() == nil)
        #expect(try reader.nextEntry() == nil)
    }

    @Test func `names are raw bytes, marked as UTF-8 or not`() {
        let gbk: [UInt8] = [0xD6, 0xA4, 0xBE, 0xDD, 0x2E, 0x74, 0x78, 0x74]
        let (entries, _, error) = walk(
            ZipRecipe([
                .init(name: gbk),
                .init(name: bytes("证据.txt"), flags: ZipRecipe.utf8Flag),
                .init(name: bytes("证据.txt")),
                .init(name: bytes("line\nbreak")),
                .init(name: bytes("../../escape")),
            ]).bytes())
        #expect(error == nil)
        #expect(
            entries.map(\.name) == [
                gbk, bytes("证据.txt"), bytes("证据.txt"), bytes("line\nbreak"), bytes("../../escape"),
            ])
    }

    @Test func `a name marked as UTF-8 that is not is lost, but not its entry`() throws {
        let (entries, reads, error) = walk(
            ZipRecipe([
                .init(
                    name: [0x61, 0xFF, 0xFE], contents: bytes("x"), flags: ZipRecipe.utf8Flag),
                .init(name: bytes("b"), contents: bytes("y")),
            ]).bytes())
        #expect(error == nil)
        #expect(reads == [.contents(bytes("x")), .contents(bytes("y"))])
        #expect(entries.last?.name == bytes("b"))
        #expect(entries.first?.warning != nil)
        #expect(entries.first?.name == [], "libarchive keeps nothing of it")
    }

    @Test func `an encrypted entry is a problem of its own and the walk goes on`() {
        let (entries, reads, error) = walk(
            ZipRecipe([
                .init(
                    name: bytes("locked"), contents: Array(repeating: 7, count: 20),
                    flags: ZipRecipe.encryptedFlag),
                .init(name: bytes("open"), contents: bytes("read me")),
            ]).bytes())
        #expect(error == nil)
        #expect(entries.map(\.isEncrypted) == [true, false])
        #expect(
            reads == [.problem(.encrypted(entry: bytes("locked"))), .contents(bytes("read me"))])
    }

    @Test func `a checksum that does not match is a problem of its entry`() throws {
        let (_, reads, error) = walk(
            ZipRecipe([
                .init(name: bytes("bad"), contents: bytes("abc"), claimedChecksum: 1),
                .init(name: bytes("good"), contents: bytes("abc")),
            ]).bytes())
        #expect(error == nil)
        try #require(reads.count == 2)
        guard case .problem(.damaged(entry: bytes("bad"), _)) = reads[0] else {
            Issue.record("the bad checksum was not seen: \(reads[0])")
            return
        }
        #expect(reads[1] == .contents(bytes("abc")))
    }

    @Test func `a symbolic link is named as one`() {
        let (entries, _, _) = walk(
            ZipRecipe([
                .init(name: bytes("link"), contents: bytes("/etc/passwd"), mode: 0o120777)
            ]).bytes())
        #expect(entries.map(\.kind) == [.link])
    }

    @Test func `a time without zone is not called UTC`() throws {
        let (entries, _, _) = walk(ZipRecipe([("a", "")]).bytes())
        guard case .localZoneUnknown = try #require(entries.first?.modified) else {
            Issue.record("a DOS time has no zone")
            return
        }
    }

    @Test(arguments: [
        [], Array("just text, not an archive at all\n".utf8), [0xFF, 0xD8, 0xFF, 0xE0],
    ])
    func `a file of another kind is unrecognised, not damaged`(file: [UInt8]) {
        #expect(walk(file).error == .unrecognised)
    }

    @Test func `a format that was not asked for is unrecognised`() {
        #expect(
            walk(ZipRecipe([("a", "b")]).bytes(), formats: [.tar, .rar]).error == .unrecognised)
    }

    @Test func `an empty archive has no entries`() {
        let (entries, _, error) = walk(ZipRecipe([(String, String)]()).bytes())
        #expect(entries.isEmpty)
        #expect(error == nil)
    }

    @Test func `an archive that stops at any byte neither crashes nor invents contents`() {
        let files = [("a.txt", "first"), ("b.txt", "second")]
        let whole = ZipRecipe(files).bytes()
        for end in 0..<whole.count {
            let (_, reads, _) = walk(Array(whole[..<end]))
            for case .contents(let contents) in reads {
                #expect(
                    contents.isEmpty || files.contains { bytes($0.1) == contents },
                    "stopped at byte \(end)")
            }
        }
    }

    @Test func `any byte may be wrong without harm`() {
        let whole = ZipRecipe([("a.txt", "first"), ("b.txt", "second")]).bytes()
        for position in whole.indices {
            for value: UInt8 in [0x00, 0x7F, 0xFF] {
                var damaged = whole
                damaged[position] = value
                _ = walk(damaged)
            }
        }
    }

    @Test func `each limit is refused one beyond it and accepted at it`() {
        let archive = ZipRecipe([("a", "12345"), ("b", "12345"), ("c", "1")]).bytes()
        var limits = ArchiveReader.Limits()
        limits.entryCount = 3
        #expect(walk(archive, limits: limits).error == nil)
        limits.entryCount = 2
        #expect(walk(archive, limits: limits).error == .tooManyEntries(limit: 2))
        limits = .init()
        limits.entryByteCount = 5
        #expect(walk(archive, limits: limits).reads.last == .contents(bytes("1")))
        limits.entryByteCount = 4
        let cut = walk(archive, limits: limits)
        #expect(cut.error == nil)
        #expect(
            cut.reads == [
                .problem(.entryTooLarge(entry: bytes("a"), limit: 4)),
                .problem(.entryTooLarge(entry: bytes("b"), limit: 4)), .contents(bytes("1")),
            ])
        limits = .init()
        limits.totalByteCount = 11
        #expect(walk(archive, limits: limits).reads.count == 3)
        limits.totalByteCount = 9
        let total = walk(archive, limits: limits)
        #expect(total.reads == [.contents(bytes("12345")), .problem(.totalTooLarge(limit: 9))])
        #expect(ArchiveReader.Limits().entryCount == 10_000)
        #expect(ArchiveReader.Limits().entryByteCount == 64 << 20)
        #expect(ArchiveReader.Limits().totalByteCount == 512 << 20)
    }

    @Test func `reading before an entry was asked for is an error`() throws {
        var reader = try ArchiveReader(bytes: ZipRecipe([("a", "b")]).bytes())
        #expect(throws: ArchiveError.noEntry) { _ = try reader.readAll() }
        #expect(try reader.nextEntry() != nil)
        #expect(try reader.readAll() == bytes("b"))
    }

    @Test(
        .enabled(if: ExternalProgram.find("bsdtar") != nil, "needs bsdtar"),
        arguments: [
            ("7zip", [], ArchiveFormat.sevenZip), ("ustar", [], .tar), ("pax", ["--gzip"], .tar),
            ("zip", [], .zip),
        ] as [(String, [String], ArchiveFormat)])
    func `what bsdtar writes is read back`(
        format: String, options: [String], expected: ArchiveFormat
    ) throws {
        let temporary = try TemporaryFolder()
        let long = String(repeating: "证据 evidence\n", count: 20_000)
        try temporary.write(long, to: "证据.txt")
        try temporary.makeFolder("folder")
        try temporary.write("x", to: "folder/b")
        let bsdtar = try #require(ExternalProgram.find("bsdtar"))
        let made = try bsdtar.run(
            ["--format", format] + options + ["-C", temporary.path, "-cf", "-", "证据.txt", "folder"])
        try #require(made.succeeded, "\(String(decoding: made.errors, as: UTF8.self))")
        let (entries, reads, error) = walk(made.output)
        #expect(error == nil)
        var found: [[UInt8]: Read] = [:]
        for (entry, read) in zip(entries, reads) where entry.kind == .regular {
            found[entry.name] = read
        }
        #expect(
            found == [
                bytes("证据.txt"): .contents(bytes(long)), bytes("folder/b"): .contents([0x78]),
            ])
        var reader = try ArchiveReader(bytes: made.output)
        let first = try reader.nextEntry()
        #expect(reader.format == expected)
        #expect(first?.modified != nil)
    }

    @Test(.enabled(if: ExternalProgram.find("bsdtar") != nil, "needs bsdtar"))
    func `an archive cut off inside an entry says so of the entry and of the archive`() throws {
        let temporary = try TemporaryFolder()
        var state: UInt32 = 1
        let noise = (0..<200_000).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        try temporary.write(noise, to: "a")
        try temporary.write("b", to: "b")
        let bsdtar = try #require(ExternalProgram.find("bsdtar"))
        let whole = try bsdtar.run(["-C", temporary.path, "-czf", "-", "a", "b"]).output
        let (entries, reads, error) = walk(Array(whole[..<(whole.count / 2)]))
        #expect(entries.map(\.name) == [bytes("a")])
        guard case .problem(.damaged(entry: bytes("a"), _)) = try #require(reads.first) else {
            Issue.record("the cut was not seen: \(reads)")
            return
        }
        guard case .damaged(entry: nil, _) = try #require(error) else {
            Issue.record("the archive passed for whole")
            return
        }
    }

    @Test(.enabled(if: ExternalProgram.find("gzip") != nil, "needs gzip"))
    func `a compressed file that is no archive is read as one entry when asked for`() throws {
        let gzip = try #require(ExternalProgram.find("gzip"))
        // Not zeroes: two blocks of those are an empty tar.
        let letters = [UInt8](repeating: 0x61, count: 3 << 20)
        let packed = try gzip.run(["-c"], input: letters).output
        #expect(walk(packed).error == .unrecognised)
        let (entries, reads, error) = walk(packed, formats: .gzipFile)
        #expect(error == nil)
        #expect(entries.count == 1)
        #expect(reads == [.contents(letters)])
        var limits = ArchiveReader.Limits()
        limits.totalByteCount = 1 << 20
        #expect(
            walk(packed, formats: .gzipFile, limits: limits).reads
                == [.problem(.totalTooLarge(limit: 1 << 20))])
        // Passing over it counts as well.
        var reader = try ArchiveReader(bytes: packed, formats: .gzipFile, limits: limits)
        _ = try reader.nextEntry()
        #expect(throws: ArchiveError.totalTooLarge(limit: 1 << 20)) { _ = try reader.nextEntry() }
        #expect(try reader.nextEntry() == nil)
    }
}

@Suite(.enabled(if: Corpus.isThere, "the corpus is not beside the package"))
struct ArchiveCorpusTests {
    @Test func `GBK names keep their bytes`() throws {
        let (entries, _, error) = walk(try Corpus.bytes("evidence/archive/gbk.zip"))
        #expect(error == nil)
        #expect(entries.count == 2)
        let first = try #require(entries.first).name
        #expect(first.starts(with: [0xC9, 0xF3, 0xBC, 0xC6]))
        #expect(TextDecoder.decode(first, as: .gb18030)?.text == "审计压缩包文件检索测试/")
    }

    @Test func `the open entry beside an encrypted one is read`() throws {
        let (entries, reads, error) = walk(
            try Corpus.bytes("evidence/archive/testZipEncrypted.zip"))
        #expect(error == nil)
        #expect(entries.map(\.name) == [bytes("unencrypted.txt"), bytes("encrypted.txt")])
        #expect(reads.last == .problem(.encrypted(entry: bytes("encrypted.txt"))))
        guard case .contents(let contents) = try #require(reads.first) else {
            Issue.record("the open entry was not read")
            return
        }
        #expect(contents.count == 13)
    }

    @Test func `a zip that holds itself is an archive like any other, level by level`() throws {
        let droste = try Corpus.bytes("evidence/archive/droste.zip")
        let (entries, reads, _) = walk(droste)
        #expect(entries.map(\.name) == [bytes("droste.jpg"), bytes("droste.zip")])
        #expect(reads.last == .contents(droste))
    }

    @Test func `entries with a data descriptor have their lengths`() throws {
        let (entries, reads, error) = walk(
            try Corpus.bytes("evidence/archive/testZip_with_DataDescriptor2.zip"))
        #expect(error == nil)
        #expect(
            Dictionary(
                grouping: zip(entries, reads), by: { String(decoding: $0.0.name, as: UTF8.self) }
            )
            .mapValues { pairs in
                pairs.map { if case .contents(let bytes) = $0.1 { bytes.count } else { -1 } }
            } == [
                "mimetype": [0], "source.xml": [502], "META-INF/": [0], "code.bin": [972],
                "META-INF/manifest.xml": [827],
            ])
    }

    @Test func `hostile archives end within the limits`() throws {
        var seen = 0
        for folder in [
            "zip-bomb-derived", "zip-differential-derived", "zip-slip", "zip-structure", "polyglot",
        ] {
            let listing = try Folder(path: "\(Corpus.path ?? "")/hostile/\(folder)")
            for entry in try listing.entries() where entry.kind == .regular {
                let archive = try listing.openFile(entry.name).readAll(limit: 256 << 20)
                var limits = ArchiveReader.Limits()
                limits.entryByteCount = 4 << 20
                limits.totalByteCount = 16 << 20
                let (entries, reads, _) = walk(archive, limits: limits)
                #expect(entries.count <= limits.entryCount)
                var total = 0
                for case .contents(let contents) in reads { total += contents.count }
                #expect(total <= limits.totalByteCount)
                seen += 1
            }
        }
        #expect(seen > 0)
    }
}
