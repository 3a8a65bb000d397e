import ClaimModel
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Packing by several threads: the same bytes as by one, and the same complaint.
@Suite struct PackingTests {
    /// Files around every length at which packing goes another way.
    private static let sizes =
        [0, 1, 5_000, 400_000, 524_200, 524_288, 524_289, 700_001, 90] + (0..<200).map { $0 * 17 }
        + [1_048_577, 3, 2_500_000]

    private static func files() -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for (index, size) in sizes.enumerated() {
            files["E-photos/part-\(1_000 + index).bin"] = (0..<size).map {
                UInt8(truncatingIfNeeded: $0 &* 13 &+ index &+ $0 >> 10)
            }
        }
        return files
    }

    private struct Case {
        let files: [String: [UInt8]]
        var collected: CollectedClaim
        let signer = SampleBundle.shared.signer

        init(withDigests: Bool = true) throws {
            files = PackingTests.files()
            collected = try SampleBundle.claim(files)
            guard !withDigests else { return }
            for index in collected.exhibits[0].files.indices where index % 3 != 0 {
                collected.exhibits[0].files[index].digest = nil
            }
        }

        /// The bytes in front of the seal, which is random.
        func sealedPart(on workers: Int) throws -> [UInt8] {
            try Places.inNewFolder { folder in
                try SampleBundle.write(files, in: folder)
                let target = folder.appendingPathComponent("claim.asice")
                let written = try SealedBundle.write(
                    collected, assessment: nil, from: Folder(path: folder.path), sealed: .by(signer, at: SampleBundle.day),
                    tool: "t", to: AtomicOutput(path: target.path),
                    on: workers)
                let bundle = try SealedBundle(opening: target.path)
                let integrity = bundle.verification.integrity
                #expect(integrity == .intact)
                let bytes = Array(try Data(contentsOf: target))
                #expect(bytes.count == written.byteCount)
                let manifest = bundle.entry(try EntryPath(BundleLayout.manifest(round: 1)))
                return Array(bytes[..<(try #require(manifest).range.upperBound)])
            }
        }
    }

    @Test func `the number of threads and the moment of hashing change no byte`() throws {
        let whole = try Case()
        let first = try whole.sealedPart(on: 1)
        for workers in [2, 5] { #expect(try whole.sealedPart(on: workers) == first) }
        let incomplete = try Case(withDigests: false)
        for workers in [1, 5] { #expect(try incomplete.sealedPart(on: workers) == first) }
    }

    @Test func `digests of what was packed are given back`() throws {
        let incomplete = try Case(withDigests: false)
        try Places.inNewFolder { folder in
            try SampleBundle.write(incomplete.files, in: folder)
            let written = try SealedBundle.write(
                incomplete.collected, assessment: nil, from: Folder(path: folder.path),
                sealed: .by(incomplete.signer, at: SampleBundle.day), tool: "t",
                to: AtomicOutput(path: folder.appendingPathComponent("claim.asice").path))
            for file in incomplete.collected.exhibits[0].files {
                let bytes = incomplete.files[String(decoding: file.sourceName, as: UTF8.self)]
                let new = written.digests[file.entry]
                #expect((new == nil) == (file.digest != nil))
                #expect(try file.digest ?? new == .sha256(of: #require(bytes)))
            }
        }
    }

    @Test func `a claim with a file that nobody hashed is not written`() throws {
        var collected = try SampleBundle.claim(["C-chat/a.txt": [1]])
        collected.exhibits[0].files[0].digest = nil
        #expect(throws: SealedArchiveError.undigested(try EntryPath("exhibits/C-1/a.txt"))) {
            _ = try SealedClaim(collected, assessment: nil, tool: "t")
        }
    }

    // MARK: What stops it

    private enum Trouble: String, CaseIterable {
        case otherBytes, longer, shorter, touched, gone
    }

    @Test(arguments: Trouble.allCases, [1, 2, 5])
    private func `the first changed file stops the build with its name, and nothing is left`(
        trouble: Trouble, workers: Int
    ) throws {
        var sample = try Case()
        try Places.inNewFolder { folder in
            try SampleBundle.write(sample.files, in: folder)
            let source = try Folder(path: folder.path)
            for index in sample.collected.exhibits[0].files.indices {
                let name = sample.collected.exhibits[0].files[index].sourceName
                sample.collected.exhibits[0].files[index].sourceIdentity =
                    SourceIdentity(try source.openFile(name).identity.numbers)
            }
            // Among the small ones, and later a large one.
            let changed = ["E-photos/part-1040.bin", "E-photos/part-1209.bin"]
            for name in changed {
                let file = folder.appendingPathComponent(name)
                var bytes = try #require(sample.files[name])
                switch trouble {
                case .otherBytes: bytes[7] ^= 1
                case .longer: bytes.append(1)
                case .shorter: bytes.removeLast()
                case .touched: break
                case .gone: try FileManager.default.removeItem(at: file)
                }
                if trouble != .gone {
                    let handle = try FileHandle(forWritingTo: file)
                    try handle.truncate(atOffset: 0)
                    try handle.write(contentsOf: bytes)
                    try handle.close()
                }
            }
            let before = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            let thrown = #expect(throws: (any Error).self) {
                try SealedBundle.write(
                    sample.collected, assessment: nil, from: source, sealed: .by(sample.signer, at: SampleBundle.day),
                    tool: "t",
                    to: AtomicOutput(path: folder.appendingPathComponent("claim.asice").path),
                    on: workers)
            }
            if trouble == .gone {
                let error = try #require(thrown as? SystemError)
                #expect(error.isNotFound)
                #expect(error.path.suffix(8).elementsEqual("1040.bin".utf8))
            } else {
                #expect(
                    thrown as? SealedArchiveError == .sourceChanged(Array(changed[0].utf8)))
            }
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
                    == before.sorted())
        }
    }

    @Test(arguments: [1, 2], [PackingPass.sharedByteCount, 1 << 20])
    func `a file that is written to while it is packed stops the build`(
        workers: Int, sharedFrom: Int
    ) throws {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("recording.bin")
            try Data(count: 48 << 20).write(to: path)
            let writer = Meddler(path: path.path)
            let thread = try #require(StartedThread { writer.run() })
            defer {
                writer.isDone.store(true, ordering: .relaxed)
                thread.join()
            }
            let record = ZipRecord(
                name: Array("recording.bin".utf8), byteCount: 48 << 20, checksum: 0, headerOffset: 0)
            let source = PackingSource(
                path: Array("recording.bin".utf8), identity: nil, digest: nil)
            let output = try AtomicOutput(path: folder.appendingPathComponent("out").path)
            #expect(throws: SealedArchiveError.sourceChanged(source.path)) {
                _ = try PackingPass(
                    over: [source], at: [record], from: Folder(path: folder.path), into: output,
                    on: workers, sharedByteCount: sharedFrom)
            }
        }
    }

    // MARK: The writer

    @Test func `a room takes exactly what it was made for, and none may stay empty`() throws {
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("a.zip").path
            let name = try EntryPath("a")
            var writer = ZipWriter(to: try AtomicOutput(path: target))
            let room = writer.makeRoom(for: name, byteCount: 3)
            #expect(throws: SealedArchiveError.roomOfOtherLength(name)) {
                try writer.fill(room, with: [1, 2])
            }
            // A closure may not consume the writer, so no `#expect(throws:)`.
            do {
                _ = try writer.commit(replacing: false)
                Issue.record("an empty room went unnoticed")
            } catch let error as SealedArchiveError {
                #expect(error == .roomOfOtherLength(name))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
        }
    }

    @Test func `a zip begun with the entries of another keeps every byte of them`() throws {
        try Places.inNewFolder { folder in
            let sample = SampleBundle.shared.bytes
            let source = StoredBytes.memory(sample)
            let end = try ZipEnd(of: source)
            let (directoryOffset, byteCount) = try (
                #require(end).directoryOffset, #require(end).directoryByteCount
            )
            var cursor = ZipCursor(Array(sample[directoryOffset..<(directoryOffset + byteCount)]))
            var records: [ZipRecord] = []
            while let record = ZipRecord(reading: &cursor) { records.append(record) }
            let target = folder.appendingPathComponent("more.zip")
            var writer = try ZipWriter(
                to: AtomicOutput(path: target.path), keeping: records, of: source,
                upTo: directoryOffset)
            try writer.add(EntryPath("note.txt"), Array("later".utf8))
            _ = try writer.commit(replacing: false)
            let bytes = Array(try Data(contentsOf: target))
            #expect(bytes[..<directoryOffset] == sample[..<directoryOffset])
            var findings = FindingList()
            let audit = try ZipAudit(
                .memory(bytes), limits: ZipAudit.Limits(), findings: &findings)
            #expect(findings.findings == [])
            #expect(audit.entries.map(\.name.text) == records.map { String(decoding: $0.name, as: UTF8.self) } + ["note.txt"])
            #expect(try Run.tool("unzip", ["-tqq", "more.zip"], in: folder).status == 0)
        }
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] != nil),
        arguments: [65_534, 65_535, 65_536, 65_537])
    func `around 65,535 entries the zip is read by unzip, Python and our own reader`(
        count: Int
    ) throws {
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("many.zip")
            var writer = ZipWriter(to: try AtomicOutput(path: target.path))
            for number in 0..<count { try writer.add(EntryPath("n/\(number)"), [7]) }
            _ = try writer.commit(replacing: false)
            #expect(try Run.tool("unzip", ["-tqq", "many.zip"], in: folder).status == 0)
            let script = "import zipfile; print(len(zipfile.ZipFile('many.zip').namelist()))"
            #expect(
                try Run.tool("python3", ["-c", script], in: folder).output == "\(count)\n")
            var findings = FindingList()
            let audit = try ZipAudit(
                .file(InputFile(path: target.path)), limits: ZipAudit.Limits(), findings: &findings)
            #expect(findings.findings == [])
            #expect(audit.entries.count == count)
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] != nil))
    func `beyond 4 GiB the zip is read by unzip and Python`() throws {
        try Places.inNewFolder { folder in
            let path = folder.appendingPathComponent("recording.bin")
            try Data().write(to: path)
            let handle = try FileHandle(forWritingTo: path)
            try handle.truncate(atOffset: 5 << 30)
            try handle.close()
            for (name, size) in [("edge", (1 << 32) - 1), ("large", 5 << 30)] {
                let file = try FileHandle(forWritingTo: path)
                try file.truncate(atOffset: UInt64(size))
                try file.close()
                let target = folder.appendingPathComponent("\(name).zip")
                var writer = ZipWriter(to: try AtomicOutput(path: target.path))
                let room = writer.makeRoom(for: try EntryPath("recording.bin"), byteCount: size)
                let after = writer.makeRoom(for: try EntryPath("after.txt"), byteCount: 1)
                _ = try writer.fill(
                    from: room,
                    with: [
                        PackingSource(
                            path: Array("recording.bin".utf8), identity: nil, digest: nil)
                    ], from: Folder(path: folder.path))
                try writer.fill(after, with: [7])
                _ = try writer.commit(replacing: false)
                // Of a size that is all ones in 32 bits, unzip 6.0 reads the 64-bit field twice and calls it
                // corrupt; Python and libarchive read it.
                if size != ZipFormat.limit32 {
                    #expect(
                        try Run.tool("unzip", ["-tqq", "\(name).zip"], in: folder).status == 0)
                }
                let script = """
                    import zipfile
                    z = zipfile.ZipFile('\(name).zip')
                    print(z.testzip(), [i.file_size for i in z.infolist()], z.read('after.txt'))
                    """
                #expect(
                    try Run.tool("python3", ["-c", script], in: folder).output
                        == "None [\(size), 1] b'\\x07'\n")
                try FileManager.default.removeItem(at: target)
            }
        }
    }
}

/// Touches a file again and again until it is told to stop.
private final class Meddler: Sendable {
    let path: String
    let isDone = Atomic<Bool>(false)

    init(path: String) {
        self.path = path
    }

    func run() {
        while !isDone.load(ordering: .relaxed) {
            guard let handle = FileHandle(forUpdatingAtPath: path) else { return }
            try? handle.write(contentsOf: [1])
            try? handle.close()
        }
    }
}
