import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Nobody is to seal what nobody opens.
@Suite struct ReaderLimitTests {
    private func limits(_ entries: [(String, Int)]) throws -> ReaderLimits {
        var limits = ReaderLimits()
        for (name, byteCount) in entries { limits.add(try EntryPath(name), byteCount: byteCount) }
        return limits
    }

    private static let mebibyte = 1 << 20

    @Test(arguments: [
        [("META-INF/ASiCManifest001.xml", AsicManifest.byteLimit + 1)],
        [("claim.xml", ClaimDocument.byteLimit + 1)], [("SHA256SUMS", ClaimDocument.byteLimit + 1)],
        [("exhibits/E-1/a.mp4", 65 << 30)], [("exhibits/E-1/a.mp4", .max), ("exhibits/E-1/b.mp4", .max)],
        // Rounds that are each within their limits and not together.
        (1...5).flatMap {
            [("META-INF/ASiCManifest00\($0).xml", 40 * mebibyte), ("SHA256SUMS-00\($0)", 20 * mebibyte)]
        },
    ])
    func `what a reader would stop at is not written`(entries: [(String, Int)]) throws {
        let limits = try limits(entries)
        #expect(throws: SealedArchiveError.self) { try limits.require() }
    }

    @Test func `what a reader opens is written`() throws {
        try limits([
            ("META-INF/ASiCManifest001.xml", AsicManifest.byteLimit), ("exhibits/E-1/a.mp4", 63 << 30),
            ("claim.xml", ClaimDocument.byteLimit), ("SHA256SUMS", ClaimDocument.byteLimit),
        ]).require()
    }

    @Test(arguments: [true, false])
    func `more entries or more bytes than are read stop before a file is opened`(isCount: Bool) throws {
        var collected = SampleBundle.shared.collected
        var file = collected.exhibits[0].files[0]
        if isCount {
            let home = "exhibits/\(collected.exhibits[0].exhibit.number)/"
            collected.exhibits[0].files = try (0..<ZipAudit.Limits.defaultEntryCount).map {
                file.entry = try EntryPath(home + "\($0)")
                return file
            }
        } else {
            file.byteCount = ZipAudit.Limits.defaultTotalByteCount
            collected.exhibits[0].files = [file]
        }
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("claim.asice")
            func write() throws {
                // Not one of the files is there.
                _ = try SealedBundle.write(
                    collected, assessment: nil, from: Folder(path: folder.path),
                    sealed: .by(SampleBundle.shared.signer, at: SampleBundle.day),
                    tool: SampleBundle.tool, to: AtomicOutput(path: target.path))
            }
            let error = #expect(throws: SealedArchiveError.self) { try write() }
            guard case .tooLargeToOpen(let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains(isCount ? "entries" : "bytes"))
            #expect(!FileManager.default.fileExists(atPath: target.path))
        }
    }
}
