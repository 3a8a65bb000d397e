import ClaimModel
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

@Suite struct TamperTests {
    private let sample = SampleBundle.shared

    /// Runs `body` for every index on all cores and gives the indices for which it is true.
    private func indices(_ count: Int, where body: @escaping @Sendable (Int) -> Bool) -> [Int] {
        let found = Mutex<[Int]>([])
        DispatchQueue.concurrentPerform(iterations: 64) { part in
            let mine = stride(from: part, to: count, by: 64).filter(body)
            found.withLock { $0 += mine }
        }
        return found.withLock { $0.sorted() }
    }

    private func flipped(_ bytes: [UInt8], _ bit: Int) -> [UInt8] {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return changed
    }

    /// Opening a bundle for each of its 90,000 bits takes minutes without optimisation: every 61st bit
    /// here, all of them when CLAIMPACK_LONG_TESTS is set.
    @Test func `no change of a single bit goes unseen`() throws {
        let bytes = sample.bytes
        #expect(try Opened(bytes).integrity == .intact)
        let isLong = ProcessInfo.processInfo.environment["CLAIMPACK_LONG_TESTS"] != nil
        let step = isLong ? 1 : 61
        let unseen = indices(bytes.count * 8 / step) { index in
            guard let opened = try? Opened(flipped(bytes, index * step)) else { return true }
            return opened.integrity == .intact
        }
        #expect(unseen == [])
    }

    @Test func `every bit outside the entries' bytes is held by the structure`() throws {
        let bytes = sample.bytes
        let ranges = try SealedBundle(opening: bytes).entries.map(\.range)
        let unseen = indices(bytes.count * 8) { bit in
            if ranges.contains(where: { $0.contains(bit / 8) }) { return false }
            var findings = FindingList()
            let audit = try? ZipAudit(
                .memory(flipped(bytes, bit)), limits: ZipAudit.Limits(), findings: &findings)
            return audit != nil && findings.failureCount == 0 && !findings.isUndetermined
        }
        #expect(unseen == [])
    }

    @Test func `every bit of an entry changes its checksum`() throws {
        for entry in try RawZip(taking: sample.bytes).entries {
            let unseen = indices(entry.bytes.count * 8) { bit in
                CRC32.checksum(of: flipped(entry.bytes, bit)) == entry.central.checksum
            }
            #expect(unseen == [])
        }
    }

    @Test func `every bit of a seal breaks it, checksums mended or not`() throws {
        let zip = try RawZip(taking: sample.bytes)
        let manifest = zip["META-INF/ASiCManifest001.xml"].bytes
        let signature = zip["META-INF/signature001.p7s"].bytes
        let name = try EntryPath("META-INF/signature001.p7s")
        let unseen = indices(signature.count * 8) { bit in
            var findings = FindingList()
            return Seal(
                signature: flipped(signature, bit), over: manifest, named: name, findings: &findings
            ).isIntact
        }
        #expect(unseen == [])
        let unsealed = indices(manifest.count * 8 / 13) { index in
            var findings = FindingList()
            return Seal(
                signature: signature, over: flipped(manifest, index * 13), named: name,
                findings: &findings
            ).isIntact
        }
        #expect(unsealed == [])
    }

    @Test func `an altered entry with its checksum mended is seen`() throws {
        for entry in try RawZip(taking: sample.bytes).entries where !entry.bytes.isEmpty {
            var zip = try RawZip(taking: sample.bytes)
            let name = String(decoding: entry.local.name, as: UTF8.self)
            zip[name] = RawZip.Entry(name, flipped(entry.bytes, entry.bytes.count * 4))
            #expect(try Opened(zip.bytes).integrity == .broken, "\(name)")
        }
    }

    @Test func `a file cut off at any byte is never intact`() throws {
        let bytes = sample.bytes
        let unseen = indices(bytes.count) { length in
            guard let opened = try? Opened(Array(bytes[..<length])) else { return true }
            return opened.integrity == .intact
        }
        #expect(unseen == [])
    }

    @Test func `a cut bundle is called cut`() throws {
        let opened = try Opened(Array(sample.bytes.dropLast(40)))
        #expect(opened.format == .claimpack)
        #expect(opened.integrity == .broken)
        #expect(opened.codes == ["container.truncated"])
    }

    @Test func `all altered entries are listed, not the first`() throws {
        var zip = try RawZip(taking: sample.bytes)
        for name in ["exhibits/A-1/order page.png", "exhibits/C-1/聊天记录.txt"] {
            var bytes = zip[name].bytes
            bytes[0] ^= 1
            zip[name] = RawZip.Entry(name, bytes)
        }
        let opened = try Opened(zip.bytes)
        #expect(opened.integrity == .broken)
        #expect(opened.codes == ["entry.digest.mismatch"])
        #expect(
            opened.verification.entries.filter { $0.state == .altered }.map(\.name)
                == ["exhibits/A-1/order page.png", "exhibits/C-1/聊天记录.txt"])
        let places = opened.verification.findings.flatMap(\.places)
        #expect(places.map(\.exhibit) == [ExhibitNumber("A-1"), ExhibitNumber("C-1")])
    }

    @Test func `a removed entry is listed as missing`() throws {
        var zip = try RawZip(taking: sample.bytes)
        zip.entries.removeAll { $0.local.name.elementsEqual("exhibits/C-1/empty.txt".utf8) }
        let opened = try Opened(zip.bytes)
        #expect(opened.codes == ["entry.missing"])
        #expect(
            opened.verification.entries.filter { $0.state == .missing }.map(\.name)
                == ["exhibits/C-1/empty.txt"])
    }

    @Test func `random bytes and random cuts never crash the reader`() throws {
        var generator = SeededGenerator(seed: 7)
        let bytes = sample.bytes
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...8, using: &generator) {
                let index = Int.random(in: 0..<changed.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: changed[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: changed.remove(at: index)
                default: changed.insert(UInt8.random(in: 0...255, using: &generator), at: index)
                }
            }
            if changed == bytes { continue }
            #expect(try Opened(changed).integrity != .intact)
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
