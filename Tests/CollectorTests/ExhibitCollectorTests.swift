import ClaimModel
import Foundation
import Synchronization
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

@Suite struct ExhibitCollectorTests {
    @Test func `digest, size and type come from the bytes`() throws {
        let recipe = try CaseFolderRecipe(files: ["A-contract/page.png": Array("abc".utf8)])
        let file = try #require(
            try Collector.collect(caseFolder: recipe.path).exhibits.first?.files.first)
        // FIPS 180-4, example of one block.
        #expect(
            file.digest?.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(file.byteCount == 3)
        #expect(file.mediaType == "text/plain")
        #expect(file.reading == .opaque)
    }

    @Test func `an empty file, a wrong extension and a repeated file are told`() throws {
        let recipe = try CaseFolderRecipe(files: [
            "A-contract/a.png": [], "A-contract/b.png": SampleBytes.jpeg,
            "A-contract/c.jpg": SampleBytes.jpeg,
        ])
        let findings = try Collector.collect(caseFolder: recipe.path).findings
            .filter { $0.code.hasPrefix("file.") }
        #expect(findings.map(\.code) == ["file.empty", "file.type.mismatch", "file.duplicate"])
        #expect(
            findings.map(\.message) == [
                "\"A-contract/a.png\" is empty",
                "\"A-contract/b.png\" is an image of the format JPG by its content, not what \".png\" says",
                "\"A-contract/c.jpg\" has the same bytes as A-2 b.png; it counts once",
            ])
        let number = try #require(ExhibitNumber("A-2"))
        #expect(findings.map(\.places).dropFirst().first == [Place(exhibit: number, file: "b.png")])
    }

    @Test func `the same bytes are said once, and empty files are not the same`() throws {
        let recipe = try CaseFolderRecipe(files: [
            "A-contract/a.png": SampleBytes.png, "E-photos-video/z.png": SampleBytes.png,
            "E-photos-video/empty": [], "A-contract/empty": [],
        ])
        let collected = try Collector.collect(caseFolder: recipe.path)
        let file = try #require(collected.exhibits.last?.files.first)
        #expect(file.duplicateOf?.text == "exhibits/A-1/a.png")
        #expect(collected.exhibits.first?.files.first?.duplicateOf == nil)
        #expect(collected.findings.filter { $0.code == "file.duplicate" }.count == 1)
    }

    @Test func `the first reader that knows a file reads it, and its remarks get their place`()
        throws
    {
        let recipe = try CaseFolderRecipe(files: ["A-contract/a.png": SampleBytes.png])
        let remark = Finding(code: "image.edited", severity: .note, message: "m")
        let readers = [
            EvidenceReader(["image/jpeg"]) { _ in .unread(reason: "wrong row") },
            EvidenceReader(["image/png"]) { _ in nil },
            EvidenceReader(["image/png"]) { item throws(EvidenceSourceError) in
                let count = try item.source.bytes(at: 0, count: 100).count
                return .image(
                    ImageMetadata(format: "png", width: count, height: 1, remarks: [remark]))
            },
        ]
        let collected = try Collector.collect(
            caseFolder: recipe.path, options: CollectorOptions(readers: readers))
        guard case .image(let image) = collected.exhibits.first?.files.first?.reading else {
            Issue.record("it was not read as an image")
            return
        }
        #expect(image.width == SampleBytes.png.count)
        #expect(
            image.remarks.map(\.places) == [[Place(exhibit: ExhibitNumber("A-1"), file: "a.png")]])
        // An image in a contract folder is a contract.
        #expect(collected.exhibits.first?.exhibit.kinds == [.contract])
    }

    @Test func `trouble of a reader is a reading`() throws {
        let recipe = try CaseFolderRecipe(files: ["A-contract/a.png": SampleBytes.png])
        let readers = [
            EvidenceReader(["image/png"]) { _ throws(EvidenceSourceError) in
                throw EvidenceSourceError(reason: "ends early")
            }
        ]
        let collected = try Collector.collect(
            caseFolder: recipe.path, options: CollectorOptions(readers: readers))
        #expect(collected.exhibits.first?.files.first?.reading == .unread(reason: "ends early"))
    }

    @Test func `a bundle is read again from its own bytes`() throws {
        let recipe = try CaseFolderRecipe(files: [
            "A-contract/a.png": SampleBytes.png, "C-chat/b.txt": Array("hello".utf8),
        ])
        let folder = try CaseFolder(path: recipe.path)
        let first = try Collector.collect(folder)
        var bundled: [BundledExhibit] = []
        for exhibit in first.exhibits {
            var files: [BundledExhibit.File] = []
            for file in exhibit.files {
                let input = try folder.openFile(file)
                files.append(
                    BundledExhibit.File(
                        entry: file.entry, sourceName: file.sourceName,
                        source: EvidenceSource(try input.readAll(limit: 1_000))))
            }
            bundled.append(BundledExhibit(exhibit: exhibit.exhibit, files: files))
        }
        let second = try Collector.collect(claim: first.claim, exhibits: bundled.reversed())
        // Only files of a folder have an identity there.
        var expected = first.exhibits
        for exhibit in expected.indices {
            for file in expected[exhibit].files.indices {
                #expect(expected[exhibit].files[file].sourceIdentity != nil)
                expected[exhibit].files[file].sourceIdentity = nil
            }
        }
        #expect(second.exhibits == expected)
        #expect(second.findings == [])
    }

    @Test func `a file of a bundle whose digest is known is not hashed again`() throws {
        let read = Mutex(0)
        let byteCount = 8 << 20
        let source = EvidenceSource(byteCount: byteCount) {
            (_: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            read.withLock { $0 += count }
            return [UInt8](repeating: 0, count: count)
        }
        let digest = try #require(ContentDigest([UInt8](repeating: 7, count: 32)))
        let number = try #require(ExhibitNumber("E-1"))
        let claim = try ClaimFile(parsing: Array(CaseFolderRecipe.claim.utf8)).claim
        for known in [digest, nil] {
            read.withLock { $0 = 0 }
            let file = BundledExhibit.File(
                entry: try EntryPath("exhibits/E-1/a.bin"), sourceName: [], source: source,
                digest: known)
            let collected = try Collector.collect(
                claim: claim,
                exhibits: [
                    BundledExhibit(exhibit: Exhibit(number: number, kinds: [.photos]), files: [file])
                ])
            let found = try #require(collected.exhibits.first?.files.first)
            let count = read.withLock { $0 }
            #expect((found.digest == digest) == (known != nil))
            #expect(known == nil ? count >= byteCount : count < 1 << 20, "\(count)")
        }
    }

    @Test func `a file of a bundle that cannot be had is told and the others are read`() throws {
        let broken = EvidenceSource(byteCount: 10) {
            (_: Int, _: Int) throws(EvidenceSourceError) -> [UInt8] in
            throw EvidenceSourceError(reason: "its data is damaged")
        }
        let number = try #require(ExhibitNumber("A-1"))
        let claim = try ClaimFile(parsing: Array(CaseFolderRecipe.claim.utf8)).claim
        let files = [
            BundledExhibit.File(
                entry: try EntryPath("exhibits/A-1/a.png"), sourceName: [], source: broken),
            BundledExhibit.File(
                entry: try EntryPath("exhibits/A-1/b.png"), sourceName: [],
                source: EvidenceSource(SampleBytes.png)),
        ]
        let collected = try Collector.collect(
            claim: claim,
            exhibits: [
                BundledExhibit(exhibit: Exhibit(number: number, kinds: [.contract]), files: files)
            ])
        #expect(collected.exhibits.first?.files.map(\.entry.name) == ["b.png"])
        #expect(
            collected.findings.map(\.message) == [
                "\"a.png\" could not be read: its data is damaged"
            ])
    }

    @Test func `a proof that names no exhibit is told`() throws {
        let recipe = try CaseFolderRecipe(
            claim: CaseFolderRecipe.claim + "  proof:\n    - A-1\n    - B-7 page 2\n",
            files: ["A-contract/a.png": SampleBytes.png])
        let findings = try Collector.collect(caseFolder: recipe.path).findings
            .filter { $0.code == "exhibit.unknown" }
        #expect(findings.map(\.message) == ["there is no exhibit B-7"])
        #expect(findings.first?.places == [.claim("order.proof[2]", line: 8)])
    }

    @Test func `progress tells files and bytes`() throws {
        let recipe = try CaseFolderRecipe(files: [
            "A-contract/a.png": SampleBytes.png,
            "A-contract/b.txt": [UInt8](repeating: 65, count: 600_000),
        ])
        var told: [CollectorProgress] = []
        _ = try Collector.collect(caseFolder: recipe.path) { told.append($0) }
        #expect(told.first?.name == "A-contract/a.png")
        #expect(told.last?.files == 2)
        #expect(told.last?.fileTotal == 2)
        #expect(told.last?.bytes == 600_000 + SampleBytes.png.count)
        #expect(told.filter { $0.name == "A-contract/b.txt" }.count == 3)
    }

    // MARK: Names in the bundle

    @Test(arguments: [
        ("A-contract/page 1.png", "page 1.png"), ("合同.pdf", "合同.pdf"),
        ("re\u{63}\u{327}u.pdf", "re\u{E7}u.pdf"), ("a:b*c?.png", "a_b_c_.png"),
        ("a\\b.png", "a_b.png"), ("x\u{202E}gpj.exe", "x_gpj.exe"),
        ("line\nbreak.txt", "line_break.txt"), ("CON.txt", "_CON.txt"), ("nul", "_nul"),
        ("end. ", "end._"), ("dots...", "dots.._"), ("-rf.png", "-rf.png"), ("...", ".._"),
    ])
    func `an unsafe name gets a safe one`(source: String, safe: String) {
        let name = EntryName.safeName(Array(source.utf8))
        #expect(name.utf8.elementsEqual(safe.utf8), "\(name)")
    }

    @Test func `bytes that are not UTF-8 become underscores`() {
        #expect(EntryName.safeName([0x61, 0xC9, 0xEE, 0x2E, 0x70, 0x6E, 0x67]) == "a__.png")
        #expect(EntryName.safeName([]) == "_")
    }

    @Test func `a long name is cut before its extension`() {
        let name = EntryName.safeName(Array((String(repeating: "图", count: 100) + ".jpeg").utf8))
        #expect(name == String(repeating: "图", count: 65) + ".jpeg")
        let plain = EntryName.safeName([UInt8](repeating: 0x61, count: 255))
        #expect(plain.utf8.count == 200)
    }

    @Test func `names that a file system takes for one get a count`() throws {
        let home = EntryName.home(of: try #require(ExhibitNumber("E-1")))
        var taken = EntryName.Taken()
        let sources = ["a/x.png", "b/x.png", "c/X.PNG", "x", "d/x-4.png", "e/x.png", "f/ß", "f/SS"]
        let names = sources.map { source in
            EntryName.proposal(for: Array(source.utf8), in: home).flatMap { taken.take($0)?.text }
        }
        #expect(
            names == [
                "exhibits/E-1/x.png", "exhibits/E-1/x-2.png", "exhibits/E-1/X-3.PNG",
                "exhibits/E-1/x", "exhibits/E-1/x-4.png", "exhibits/E-1/x-5.png",
                "exhibits/E-1/ß", "exhibits/E-1/SS-2",
            ])
    }

    /// Cameras begin again at one, so a folder of folders can hold the same name thousands of times.
    @Test func `a name that many files share takes time in proportion`() throws {
        let home = EntryName.home(of: try #require(ExhibitNumber("E-1")))
        func names(_ count: Int) -> () -> Void {
            {
                var taken = EntryName.Taken()
                for _ in 0..<count {
                    _ = EntryName.proposal(for: Array("a/IMG_0001.JPG".utf8), in: home)
                        .flatMap { taken.take($0) }
                }
            }
        }
        #expect(ProcessorTime.growth(below: 8, smaller: names(300), larger: names(1_200)) < 8)
    }

    @Test func `attack - every name of a file system becomes a path that a bundle may hold`() throws
    {
        let home = EntryName.home(of: try #require(ExhibitNumber("A-1")))
        var state: UInt64 = 42
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
        var refused = 0
        for _ in 0..<2_000 {
            let name = (0..<(next() % 256)).map { _ in UInt8(truncatingIfNeeded: next()) }
            if EntryName.proposal(for: name.filter { $0 != 0 }, in: home) == nil { refused += 1 }
        }
        #expect(refused == 0)
    }

    // MARK: The sample case

    private static let sample = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Samples/pcb-quality").path

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: sample), "the sample case is not there")
    )
    func `the sample case is collected without a mistake`() throws {
        let collected = try Collector.collect(caseFolder: Self.sample)
        #expect(collected.exhibits.allSatisfy { $0.exhibit.isListed && !$0.files.isEmpty })
        #expect(collected.exhibits.count == 11)
        #expect(
            collected.findings.filter { $0.code.hasPrefix("folder.") || $0.code.hasPrefix("file.") }
                .map(\.code) == ["folder.not-packed"])
        #expect(collected.claim.order.total?.value == Money("38500.00 USD"))
        let readings = collected.exhibits.map { "\($0.exhibit.number) \($0.files[0].reading.name)" }
        for reading in ["A-1 image", "B-3 tracking", "C-1 chat", "E-1 image", "E-3 video"] {
            #expect(readings.contains(reading), "\(readings)")
        }
        #expect(collected.exhibits.allSatisfy { $0.files.allSatisfy { $0.reading != .opaque } })
    }

    @Test func `PDF is left unread when programs are not to be run`() throws {
        let recipe = try CaseFolderRecipe(files: ["D-inspection/report.pdf": SampleBytes.pdf])
        let collected = try Collector.collect(
            caseFolder: recipe.path, options: CollectorOptions(usePrograms: false))
        #expect(collected.exhibits.first?.files.first?.reading.name == "unread")
    }
}
