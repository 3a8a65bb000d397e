import ClaimModel
import Foundation
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

/// Workers are the built command, started as the command itself starts them.
struct WorkerTests {
    private static let process = WorkerProcess(
        executable: Run.claimpack.path, verb: EvidenceWorker.verb)

    /// What must become of each attempt.
    private static let fates: [(LockdownProbe, String)] = [
        (.openFile, "refused"),
        (.openSocket, "its reader tried what no reader may do and was ended"),
        (.startProcess, "its reader tried what no reader may do and was ended"),
        (.startProgram, "its reader tried what no reader may do and was ended"),
        (.sendSignal, "its reader tried what no reader may do and was ended"),
        (.takeMemory, "its reader broke down on it, or needs more than 512 MiB of memory"),
        (.runForEver, "reading it takes more than 5 s of processor time"),
        (.recurse, "its reader broke down on it, or needs more than 512 MiB of memory"),
        (.floodOutput, "its reader answered without end"),
        (.lie, "its reader answered nonsense"),
    ]

    @Test(arguments: fates)
    func `a worker that tries what it may not is refused or ended, and its parent is told`(
        probe: LockdownProbe, fate: String
    ) throws {
        let outcome = try EvidenceWorker.probe(probe, in: Self.process)
        #expect(outcome.hasPrefix(fate), "\(outcome)")
    }

    @Test func `every probe has its fate`() {
        #expect(Self.fates.map(\.0) == LockdownProbe.allCases)
    }

    /// Every file of the corpus, and what it reads as without a worker.
    static let rows = ["chat", "tracking", "video", "photo", "document", "archive"].flatMap {
        kind in
        ChatCorpus.rows(kind: kind) { $0 != "number-rules" }
    }

    @Test(
        .enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"), arguments: rows)
    func `a worker reads a file as this process does`(row: ChatCorpusRow) throws {
        let type = try ContentType(of: row.source)
        func reading(_ place: ReadingPlace) -> Reading {
            ItemReader(place: place, readers: ReaderTable.readers, usesPrograms: true)
                .read(row.source, fileName: row.file, type: type)
        }
        let here = reading(.here)
        let there = reading(.worker(Self.process))
        // Not compared inside the expectation, which would print both.
        let isSame = there == here
        #expect(isSame, "\(here.name) \(there.name) \(there.facts.first.map { $0.value } ?? "")")
        if case .unread(let reason) = here {
            #expect(!reason.contains("sandbox"))
        }
    }

    @Test(arguments: ["image/png", "video/mp4", "text/plain", "application/zip"])
    func `a read that fails inside a worker leaves the file unread, with the reason`(
        mediaType: String
    ) throws {
        try Places.inNewFolder { folder in
            let file = folder.appendingPathComponent("cut")
            try Data([UInt8](repeating: 0x41, count: 1_000)).write(to: file)
            // The file ends before its part does, as when somebody cut it off meanwhile.
            let source = EvidenceSource(
                SharedFile(try InputFile(path: file.path)), offset: 2_000, byteCount: 500)
            let reader = ItemReader(
                place: .worker(Self.process), readers: ReaderTable.readers, usesPrograms: false)
            let reading = reader.read(
                source, fileName: "cut", type: ContentType(mediaType, charset: "utf-8"))
            guard case .unread(let reason) = reading else {
                Issue.record("\(mediaType): \(reading.name)")
                return
            }
            #expect(reason.contains("ends early"), "\(mediaType): \(reason)")
        }
    }

    @Test func `a part of a file is read where it lies`() throws {
        try Places.inNewFolder { folder in
            let chat = Array("29/01/18, 12:24 - Bob: hi\n29/01/18, 12:25 - Al: ho\n".utf8)
            let file = folder.appendingPathComponent("bundle")
            try Data([UInt8](repeating: 0xFF, count: 1_000) + chat + [0xFF]).write(to: file)
            let source = EvidenceSource(
                SharedFile(try InputFile(path: file.path)), offset: 1_000, byteCount: chat.count)
            let reader = ItemReader(
                place: .worker(Self.process), readers: ReaderTable.readers, usesPrograms: false)
            let reading = reader.read(
                source, fileName: "chat.txt", type: ContentType("text/plain", charset: "utf-8"))
            guard case .chat(let transcript) = reading else {
                Issue.record("\(reading)")
                return
            }
            #expect(transcript.messages.map(\.text) == ["hi", "ho"])
        }
    }

    @Test func `a program that is no worker leaves the file unread`() throws {
        for executable in ["/bin/true", "/bin/false", "/bin/echo"] {
            let reader = ItemReader(
                place: .worker(WorkerProcess(executable: executable, verb: "x")),
                readers: ReaderTable.readers, usesPrograms: false)
            let reading = reader.read(
                EvidenceSource(Array("{}".utf8)), fileName: "a.json",
                type: ContentType("application/json"))
            guard case .unread(let reason) = reading else {
                Issue.record("\(reading)")
                return
            }
            #expect(reason.hasPrefix("its reader "))
        }
        let reader = ItemReader(
            place: .worker(WorkerProcess(executable: "/nowhere", verb: "x")),
            readers: ReaderTable.readers, usesPrograms: false)
        let reading = reader.read(
            EvidenceSource(Array("{}".utf8)), fileName: "a.json",
            type: ContentType("application/json"))
        guard case .unread(let reason) = reading else {
            Issue.record("\(reading)")
            return
        }
        #expect(reason.hasPrefix("no reader could be started for it"))
    }
}
