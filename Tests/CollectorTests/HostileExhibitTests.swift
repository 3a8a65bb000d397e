import ClaimModel
import Foundation
import SystemLibraries
import TestSupport
import Testing

@testable import Collector

/// Every hostile file as an exhibit, each read by a worker.
@Suite(.enabled(if: ChatCorpus.isAtHand, "the corpus is not beside the package"))
struct HostileExhibitTests {
    static let classes: [String] = {
        guard let folder = Places.corpus?.appendingPathComponent("hostile"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        else { return [] }
        return names.filter { !$0.contains(".") }.sorted()
    }()

    @Test(arguments: classes)
    func `a hostile file ends as a reading or as a reason, never as a broken reader`(
        name: String
    ) throws {
        let reader = ItemReader(
            place: .worker(
                WorkerProcess(executable: Run.claimpack.path, verb: EvidenceWorker.verb)),
            readers: ReaderTable.readers, usesPrograms: true)
        for (file, bytes) in ChatCorpus.hostile(name) where !bytes.isEmpty {
            let source = EvidenceSource(bytes)
            let reading = reader.read(source, fileName: file, type: try ContentType(of: source))
            guard case .unread(let reason) = reading else { continue }
            #expect(!reason.hasPrefix("its reader"), "\(file): \(reason)")
            #expect(!reason.contains("processor time"), "\(file): \(reason)")
        }
    }
}
