import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Supplements: a new bundle begins with the old one and seals it anew.
@Suite struct RoundTests {
    private let sample = SampleBundle.shared

    /// The sample with one file more.
    private func grown(_ name: String, _ text: String) -> [String: [UInt8]] {
        var files = sample.files
        files[name] = Array(text.utf8)
        return files
    }

    /// A bundle with one more round, holding `files` as the case stands then.
    private func added(
        to bytes: [UInt8], _ files: [String: [UInt8]], by signer: BundleSigner? = nil,
        change: (inout CollectedClaim) -> Void = { _ in }
    ) throws -> [UInt8] {
        var collected = try SampleBundle.claim(files)
        change(&collected)
        return try Places.inNewFolder { folder in
            let source = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try SampleBundle.write(files, in: source)
            let target = folder.appendingPathComponent("next.asice")
            let bundle = try SealedBundle(opening: bytes)
            _ = try bundle.addRound(
                collected, assessment: nil, from: Folder(path: source.path),
                sealed: .by(signer ?? sample.signer, at: SampleBundle.day + 60),
                tool: SampleBundle.tool, to: AtomicOutput(path: target.path))
            return Array(try Data(contentsOf: target))
        }
    }

    private func three() throws -> (second: [UInt8], third: [UInt8], stranger: BundleSigner) {
        let stranger = try SampleBundle.signer()
        let second = try added(to: sample.bytes, grown("C-chat/later.txt", "the batch is late"))
        var files = grown("C-chat/later.txt", "the batch is late")
        files["D-report/report.txt"] = Array("12 of 80 failed".utf8)
        return (second, try added(to: second, files, by: stranger), stranger)
    }

    @Test func `twice by one key and once by another`() throws {
        let (second, third, stranger) = try three()
        let two = try Opened(second)
        #expect(two.codes == [])
        #expect(two.integrity == .intact)
        #expect(two.verification.rounds.map(\.number) == [1, 2])
        #expect(two.verification.rounds.map(\.entryCount) == [7, 12])
        #expect(two.claim?.round == 2)
        #expect(two.claim?.exhibits.map { "\($0.exhibit.number)" } == ["A-1", "C-1"])
        // A round by another key is not known to be the claimant's until both keys are named.
        let three = try Opened(third)
        #expect(three.codes == ["round.signer.differs"])
        #expect(three.integrity == .undetermined)
        let pins = SignerTrust(
            pins: [sample.fingerprint, ContentDigest(stranger.certificate.fingerprint)!])
        let confirmed = try Opened(third, trusting: pins)
        // Then too it is told: whoever named both may not expect the change.
        #expect(confirmed.codes == ["round.signer.differs"])
        #expect(confirmed.integrity == .intact)
        #expect(confirmed.verification.rounds.map(\.isSignerConfirmed) == [true, true, true])
    }

    @Test func `a supplement begins with every byte of the bundle it adds to`() throws {
        let (second, third, _) = try three()
        for (old, new) in [(sample.bytes, second), (second, third)] {
            let end = try SealedBundle(opening: old).entries.map(\.range.upperBound).max()!
            #expect(new.starts(with: old[..<end]))
        }
        let stored = try SealedBundle(opening: second).entries.map(\.path.text)
        #expect(
            Array(stored.suffix(5)) == [
                "exhibits/C-1/later.txt", "claim-002.xml", "SHA256SUMS-002",
                "META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s",
            ])
    }

    @Test func `the same round with the same key gives the same bytes but for the signature`() throws {
        let files = grown("C-chat/later.txt", "the batch is late")
        func withoutSeals(_ bytes: [UInt8]) throws -> [[UInt8]] {
            try RawZip(taking: bytes).entries.filter {
                !$0.local.name.starts(with: Array("META-INF/signature002".utf8))
            }.map(\.bytes)
        }
        #expect(
            try withoutSeals(added(to: sample.bytes, files))
                == withoutSeals(added(to: sample.bytes, files)))
    }

    @Test func `every round is checked by openssl and sha256sum`() throws {
        let (_, third, stranger) = try three()
        try Places.inNewFolder { folder in
            try Data(third).write(to: folder.appendingPathComponent("pack.asice"))
            try Data(sample.signer.certificate.pem).write(to: folder.appendingPathComponent("1.pem"))
            try Data(sample.signer.certificate.pem).write(to: folder.appendingPathComponent("2.pem"))
            try Data(stranger.certificate.pem).write(to: folder.appendingPathComponent("3.pem"))
            #expect(try Run.tool("unzip", ["-q", "-d", "p", "pack.asice"], in: folder).status == 0)
            for round in 1...3 {
                let ran = try Run.tool(
                    "openssl",
                    ["cms", "-verify", "-binary", "-inform", "DER", "-in",
                     "p/META-INF/signature00\(round).p7s", "-content",
                     "p/META-INF/ASiCManifest00\(round).xml", "-CAfile", "\(round).pem", "-purpose",
                     "any", "-no_check_time", "-out", "/dev/null"], in: folder)
                #expect(ran.errors.contains("CMS Verification successful"), "\(ran.errors)")
                let sums = round == 1 ? "SHA256SUMS" : "SHA256SUMS-00\(round)"
                let checked = try Run.tool(
                    "sha256sum", ["--strict", "-c", sums], in: folder.appendingPathComponent("p"))
                #expect(checked.status == 0, "\(checked.output)\(checked.errors)")
            }
        }
    }

    @Test(arguments: [
        "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s", "claim.xml", "SHA256SUMS",
        "exhibits/A-1/order page.png", "README.txt",
    ])
    func `a part of round 1 that was removed or altered is found`(_ name: String) throws {
        let (second, _, _) = try three()
        var removed = try RawZip(taking: second)
        removed.entries.removeAll { $0.local.name.elementsEqual(name.utf8) }
        let without = try Opened(removed.bytes)
        #expect(without.integrity == .broken, "\(without.codes)")
        #expect(
            without.codes.contains("entry.missing") || without.codes.contains("round.chain.broken")
                || without.codes.contains("manifest.missing"), "\(without.codes)")
        var altered = try RawZip(taking: second)
        altered[name] = RawZip.Entry(name, Array("altered".utf8))
        let changed = try Opened(altered.bytes)
        #expect(changed.integrity == .broken)
        #expect(changed.codes.contains("entry.digest.mismatch"), "\(changed.codes)")
    }

    @Test func `the whole of round 1 dropped, round 2 taken for it`() throws {
        let (second, _, _) = try three()
        var zip = try RawZip(taking: second)
        zip.entries.removeAll {
            ["META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s", "claim.xml", "SHA256SUMS"]
                .map { Array($0.utf8) }.contains($0.local.name)
        }
        #expect(try Opened(zip.bytes).integrity == .broken)
        for index in zip.entries.indices {
            for (from, to) in [
                ("ASiCManifest002", "ASiCManifest001"), ("signature002", "signature001"),
                ("claim-002.xml", "claim.xml"), ("SHA256SUMS-002", "SHA256SUMS"),
            ] {
                let name = String(decoding: zip.entries[index].local.name, as: UTF8.self)
                    .replacing(from, with: to)
                zip.entries[index].both { $0.name = Array(name.utf8) }
            }
        }
        let renamed = try Opened(zip.bytes)
        #expect(renamed.integrity == .broken)
        #expect(renamed.codes.contains("manifest.signature.mismatch"))
    }

    @Test func `the newest round dropped leaves the bundle before it, and that is said`() throws {
        let (second, _, _) = try three()
        var zip = try RawZip(taking: second)
        zip.entries.removeLast(5)
        let opened = try Opened(zip.bytes)
        #expect(opened.integrity == .intact)
        #expect(opened.verification.notChecked.contains { $0.contains("later round") })
    }

    @Test func `a file with the name of a sealed one and other bytes is not taken for it`() throws {
        var files = sample.files
        files["C-chat/empty.txt"] = [1]
        // The name collides: whoever collects gives it another one.
        #expect(throws: SealedArchiveError.self) {
            try added(to: sample.bytes, files) { collected in
                let index = collected.exhibits.firstIndex { $0.exhibit.number.letter == "C" }!
                for file in collected.exhibits[index].files.indices {
                    collected.exhibits[index].files[file].entry = try! EntryPath(
                        collected.exhibits[index].files[file].entry.text.uppercased()
                            .replacing("EXHIBITS", with: "exhibits"))
                }
            }
        }
    }

    @Test func `nothing is added to a bundle that is broken`() throws {
        var bytes = sample.bytes
        bytes[bytes.count / 2] ^= 1
        #expect(throws: SealedArchiveError.notAddable(reason: "it is not an intact bundle")) {
            try added(to: bytes, sample.files)
        }
    }

    // MARK: Signatures made elsewhere

    /// The sample without its signature, and its manifest.
    private func unsigned() throws -> (bytes: [UInt8], manifest: [UInt8]) {
        try Places.inNewFolder { folder in
            let source = folder.appendingPathComponent("case")
            try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
            try SampleBundle.write(sample.files, in: source)
            let target = folder.appendingPathComponent("next.asice")
            let written = try SealedBundle.write(
                sample.collected, assessment: nil, from: Folder(path: source.path),
                sealed: .elsewhere, tool: SampleBundle.tool, to: AtomicOutput(path: target.path))
            return (Array(try Data(contentsOf: target)), written.manifest)
        }
    }

    private func attach(_ signature: [UInt8], to bytes: [UInt8]) throws -> [UInt8] {
        try Places.inNewFolder { folder in
            let target = folder.appendingPathComponent("sealed.asice")
            _ = try SealedBundle(opening: bytes).attachSignature(
                signature, to: AtomicOutput(path: target.path))
            return Array(try Data(contentsOf: target))
        }
    }

    @Test func `a bundle that waits for its signature says so, and is whole with it`() throws {
        let (bytes, manifest) = try unsigned()
        let waiting = try Opened(bytes)
        #expect(waiting.integrity == .broken)
        #expect(waiting.codes == ["seal.missing"])
        let signature = try CMSSignature.sign(
            manifest, with: sample.signer.key, certificate: sample.signer.certificate,
            signingTime: SampleBundle.day)
        let sealed = try attach(signature.derBytes, to: bytes)
        #expect(try Opened(sealed).integrity == .intact)
        // The same bytes as if it had been sealed here, but for the signature.
        let size = sealed.count - signature.derBytes.count
        #expect(size == sample.bytes.count - (try RawZip(taking: sample.bytes))["META-INF/signature001.p7s"].bytes.count)
    }

    @Test func `a signature over another manifest, or of another form, is not attached`() throws {
        let (bytes, manifest) = try unsigned()
        let good = try CMSSignature.sign(
            manifest, with: sample.signer.key, certificate: sample.signer.certificate,
            signingTime: SampleBundle.day)
        let other = try CMSSignature.sign(
            [1], with: sample.signer.key, certificate: sample.signer.certificate,
            signingTime: SampleBundle.day)
        for signature in [other.derBytes, good.derBytes + [0], [], [1, 2, 3]] {
            #expect(throws: SealedArchiveError.self) { try attach(signature, to: bytes) }
        }
        #expect(throws: SealedArchiveError.self) { try attach(good.derBytes, to: sample.bytes) }
    }
}
