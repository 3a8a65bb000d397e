import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

@Suite struct RoundTripTests {
    private let sample = SampleBundle.shared

    @Test func `what went in comes out, byte for byte, with its name`() throws {
        let bundle = try SealedBundle(opening: sample.bytes)
        let (format, verification, entries) = (bundle.format, bundle.verification, bundle.entries)
        #expect(format == .claimpack)
        #expect(verification.integrity == .intact)
        #expect(verification.findings == [])
        #expect(
            entries.map(\.path.text) == [
                "mimetype", "README.txt", "SHA256SUMS", "claim.xml", "INDEX.html",
                "exhibits/A-1/order page.png", "exhibits/C-1/empty.txt",
                "exhibits/C-1/聊天记录.txt", "META-INF/ASiCManifest001.xml",
                "META-INF/signature001.p7s",
            ])
        for exhibit in sample.collected.exhibits {
            for file in exhibit.files {
                let found = bundle.entry(file.entry)
                let entry = try #require(found)
                let bytes = try bundle.bytes(of: entry, limit: 1_000)
                #expect(bytes == sample.files[String(decoding: file.sourceName, as: UTF8.self)])
                #expect(entry.digest == file.digest)
            }
        }
        let claim = bundle.claim
        #expect(claim == SealedClaim(sample.collected, assessment: nil, tool: SampleBundle.tool))
    }

    @Test func `entries are told intact, the seal is told apart`() throws {
        let verification = try Opened(sample.bytes).verification
        #expect(verification.entries.filter { $0.state == .intact }.count == 8)
        #expect(
            verification.entries.filter { $0.state == .seal }.map(\.name)
                == ["META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s"])
    }

    @Test func `the round states signer and claimed time and proves neither`() throws {
        let verification = try Opened(sample.bytes).verification
        let round = try #require(verification.rounds.first)
        #expect(verification.rounds.count == 1)
        #expect(round.number == 1)
        #expect(round.isIntact)
        #expect(!round.isSignerConfirmed)
        #expect(round.claimedTime?.unixSeconds == SampleBundle.day)
        #expect(round.provedTime == nil)
        #expect(round.entryCount == 7)
        let signer = try #require(round.signer)
        #expect(signer.subject == "O=Holm Lampen e.K., CN=Mira Holm")
        #expect(signer.emails == ["mira@holm-lampen.example"])
        #expect(signer.isSelfSigned)
        #expect(signer.fingerprint == sample.fingerprint)
        #expect(verification.notChecked.contains { $0.hasPrefix("who the signer is") })
        #expect(verification.notChecked.contains { $0.hasPrefix("when it was sealed") })
    }

    @Test func `a pinned certificate confirms the signer, another one does not`() throws {
        let good = try Opened(sample.bytes, trusting: SignerTrust(pins: [sample.fingerprint]))
        #expect(good.verification.rounds.first?.isSignerConfirmed == true)
        #expect(good.verification.findings == [])
        let other = try Opened(
            sample.bytes, trusting: SignerTrust(pins: [try .sha256(of: [1, 2, 3])]))
        #expect(other.integrity == .intact)
        #expect(other.verification.rounds.first?.isSignerConfirmed == false)
        #expect(other.codes == ["signer.not-confirmed"])
    }

    @Test func `pins are read as people paste them`() throws {
        let hex = sample.fingerprint.hex
        #expect(SignerTrust.pin("sha256:" + hex) == sample.fingerprint)
        #expect(SignerTrust.pin("SHA256:" + hex.uppercased()) == sample.fingerprint)
        let grouped = stride(from: 0, to: 64, by: 4).map { String(hex.dropFirst($0).prefix(4)) }
        #expect(SignerTrust.pin("sha256: " + grouped.joined(separator: " ")) == sample.fingerprint)
        #expect(SignerTrust.pin(hex) == nil)
        #expect(SignerTrust.pin("sha256:" + hex.dropLast()) == nil)
    }

    @Test func `the same case and key give the same bytes but for the signature`() throws {
        let again = try SampleBundle.build(sample.collected, sample.files, sample.signer)
        func unsigned(_ bytes: [UInt8]) throws -> [[UInt8]] {
            try RawZip(taking: bytes).entries.dropLast().map { $0.local.name + [0] + $0.bytes }
        }
        #expect(try unsigned(again) == (try unsigned(sample.bytes)))
        // Everything before the last entry's header is the same also as raw bytes.
        let common = zip(again, sample.bytes).prefix { $0 == $1 }.count
        let entries = try SealedBundle(opening: sample.bytes).entries
        let last = try #require(entries.last)
        #expect(common >= last.range.lowerBound - 30 - last.path.bytes.count)
    }

    @Test func `repacking what was read gives the same bytes`() throws {
        #expect(try RawZip(taking: sample.bytes).bytes == sample.bytes)
    }

    @Test func `unpacking writes beneath one new folder with mode 0600`() throws {
        try Places.inNewFolder { folder in
            let bundle = try SealedBundle(opening: sample.bytes)
            let count = try bundle.extract(
                toFolder: Array("out".utf8), in: Folder(path: folder.path))
            #expect(count.fileCount == 10)
            let file = folder.appendingPathComponent("out/exhibits/C-1/聊天记录.txt")
            #expect(Array(try Data(contentsOf: file)) == sample.files["C-chat/聊天记录.txt"])
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            let again = Result { try bundle.extract(toFolder: Array("out".utf8), in: Folder(path: folder.path)) }
            #expect(throws: SystemError.self) { try again.get() }
        }
    }

    @Test func `unpacking takes only what was selected`() throws {
        try Places.inNewFolder { folder in
            let bundle = try SealedBundle(opening: sample.bytes)
            let count = try bundle.extract(
                toFolder: Array("out".utf8), in: Folder(path: folder.path),
                selecting: { $0.text.hasPrefix("exhibits/A-1/") })
            #expect(count.fileCount == 1)
        }
    }

    @Test func `nothing is unpacked from a container whose structure is refused`() throws {
        try Places.inNewFolder { folder in
            let bundle = try SealedBundle(opening: sample.bytes + [0])
            let entries = bundle.entries
            #expect(entries.isEmpty)
            let refused = Result { try bundle.extract(toFolder: Array("out".utf8), in: Folder(path: folder.path)) }
            #expect(throws: SealedArchiveError.self) { try refused.get() }
            #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("out").path))
        }
    }

    @Test func `a bundle on disk opens like one in memory`() throws {
        try Places.inNewFolder { folder in
            try sample.lay(in: folder)
            let bundle = try SealedBundle(opening: folder.appendingPathComponent("pack.asice").path)
            let verification = bundle.verification
            #expect(try verification == Opened(sample.bytes).verification)
        }
    }

    @Test func `a file that changed since it was collected stops the build with its name`() throws {
        try Places.inNewFolder { folder in
            var files = sample.files
            files["C-chat/empty.txt"] = [1]
            try SampleBundle.write(files, in: folder)
            let target = folder.appendingPathComponent("claim.asice")
            #expect(throws: SealedArchiveError.sourceChanged(Array("C-chat/empty.txt".utf8))) {
                try SealedBundle.write(
                    sample.collected, assessment: nil, from: Folder(path: folder.path),
                    sealed: .by(sample.signer, at: SampleBundle.day), tool: "t",
                    to: AtomicOutput(path: target.path))
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.sorted() == ["A-contract", "C-chat"])
        }
    }

    @Test func `an existing file is not overwritten unless asked`() throws {
        try Places.inNewFolder { folder in
            try SampleBundle.write(sample.files, in: folder)
            let target = folder.appendingPathComponent("claim.asice")
            try Data([1]).write(to: target)
            func write(replacing: Bool) throws -> WrittenBundle {
                try SealedBundle.write(
                    sample.collected, assessment: nil, from: Folder(path: folder.path),
                    sealed: .by(sample.signer, at: SampleBundle.day), tool: "t",
                    to: AtomicOutput(path: target.path), replacing: replacing)
            }
            #expect(throws: SystemError.self) { try write(replacing: false) }
            #expect(try Data(contentsOf: target) == Data([1]))
            let written = try write(replacing: true)
            #expect(try Data(contentsOf: target).count == written.byteCount)
            #expect(written.exhibitFileCount == 3)
        }
    }

    @Test func `an exhibit's file must lie in its own folder`() throws {
        var collected = sample.collected
        collected.exhibits[0].files[0].entry = try EntryPath("exhibits/B-1/order.png")
        #expect(throws: SealedArchiveError.self) {
            try SampleBundle.build(collected, sample.files, sample.signer)
        }
    }

    @Test func `two names that are one on some computers are refused before anything is written`() throws {
        var collected = sample.collected
        collected.exhibits[1].files[0].entry = try EntryPath("exhibits/C-1/Chat.txt")
        collected.exhibits[1].files[1].entry = try EntryPath("exhibits/C-1/chat.TXT")
        #expect(throws: SealedArchiveError.self) {
            try SampleBundle.build(collected, sample.files, sample.signer)
        }
    }

    @Test func `a name that is no text is kept percent-encoded`() throws {
        var collected = sample.collected
        let entry = try EntryPath("exhibits/A-1/order page.png")
        collected.exhibits[0].files[0].sourceName = [0x41, 0x2D, 0xFF, 0x2F, 0x20]
        let document = try ClaimDocument.document(of: SealedClaim(collected, assessment: nil, tool: "t"))
        #expect(String(decoding: document, as: UTF8.self).contains("<source>A-%FF/%20</source>"))
        let read = try ClaimDocument.read(document)
        #expect(read.exhibits[0].files[0].sourceName == [0x41, 0x2D, 0xFF, 0x2F, 0x20])
        #expect(read.exhibits[0].files[0].entry == entry)
    }

    @Test func `a certificate of another key cannot seal`() throws {
        let key = try SigningKey.generate()
        #expect(throws: SealedArchiveError.self) {
            try BundleSigner(key: key, certificate: sample.signer.certificate)
        }
    }
}
