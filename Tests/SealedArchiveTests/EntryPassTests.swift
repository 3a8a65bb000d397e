import ClaimModel
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// What one pass over all entries says, for any number of threads.
@Suite struct EntryPassTests {
    /// Entries of many sizes around the length of a block, with a claim in their midst.
    private static let sizes =
        [0, 1, 7, 200_000, 300_000, 24, 524_287, 524_288, 524_289, 3] + [Int](repeating: 90, count: 300)
        + [2_000_000, 0, 1_600_000]

    private struct Sample {
        var bytes: [UInt8] = []
        var entries: [ZipEntry] = []

        init(damaging damaged: Set<Int> = []) throws {
            for (index, size) in EntryPassTests.sizes.enumerated() {
                // The pieces between entries are theirs too: headers.
                bytes += [UInt8](repeating: 0xEE, count: 30)
                let content = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index &+ $0 >> 9) }
                let name = index == 5 ? "claim.xml" : "exhibits/A-1/\(index)"
                entries.append(
                    ZipEntry(
                        name: try EntryPath(name), range: bytes.count..<(bytes.count + size),
                        checksum: CRC32.checksum(of: content) ^ (damaged.contains(index) ? 1 : 0)))
                bytes += content
            }
        }

        func pass(on workers: Int) throws -> (pass: EntryPass, findings: [Finding]) {
            var findings = FindingList()
            let pass = try EntryPass(
                over: entries, of: .memory(bytes), on: workers, sharedByteCount: 1_700_000,
                findings: &findings)
            return (pass, findings.finished())
        }
    }

    @Test(arguments: [1, 2, 5])
    func `every entry has the digest of its bytes, and what is read later is kept`(
        workers: Int
    ) throws {
        let sample = try Sample()
        let (pass, findings) = try sample.pass(on: workers)
        #expect(findings == [])
        #expect(pass.digests.count == sample.entries.count)
        for (entry, digest) in zip(sample.entries, pass.digests) {
            let expected = try ContentDigest.sha256(of: Array(sample.bytes[entry.range]))
            #expect(digest == expected, "\(entry.name)")
        }
        let claim = sample.entries[5]
        #expect(pass.kept == [claim.name: Array(sample.bytes[claim.range])])
    }

    @Test(arguments: [2, 5])
    func `damaged entries are told in stored order, for any number of threads`(workers: Int) throws {
        let sample = try Sample(damaging: [0, 3, 8, 150, 310, 312])
        let (alone, told) = try sample.pass(on: 1)
        let (shared, toldAgain) = try sample.pass(on: workers)
        #expect(told.map(\.code) == [String](repeating: "container.entry.checksum.mismatch", count: 6))
        #expect(told == toldAgain)
        #expect(alone.digests == shared.digests)
        #expect(alone.kept == shared.kept)
    }

    @Test(arguments: [1, 2, 5])
    func `a container cut off while it is read is an error`(workers: Int) throws {
        var sample = try Sample()
        sample.bytes.removeLast(10)
        #expect(throws: SystemError.self) { _ = try sample.pass(on: workers) }
    }
}
