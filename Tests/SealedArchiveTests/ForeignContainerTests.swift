import ClaimModel
import Foundation
import TestSupport
import Testing

@testable import SealedArchive
@testable import SystemLibraries

/// Containers of other programs: what they may do that bundles do not, and what nobody may do.
@Suite struct ForeignContainerTests {
    @Test func `a compressed container by another program is intact`() throws {
        let opened = try ForeignContainer().opened()
        #expect(opened.format == .asicExtendedCAdES)
        #expect(opened.codes == [])
        #expect(opened.integrity == .intact)
        #expect(opened.verification.rounds.map(\.signer?.subject) == ["CN=one"])
        #expect(
            opened.verification.entries.map(\.state) == [.intact, .intact, .intact, .seal, .seal])
    }

    @Test(arguments: [HashAlgorithm.sha384, .sha512])
    func `longer digests in the manifest`(_ algorithm: HashAlgorithm) throws {
        var container = ForeignContainer()
        container.algorithm = algorithm
        #expect(try container.opened().integrity == .intact)
        container.changeManifest = { $0.replacing("URI=\"order.txt\"", with: "URI=\"聊天.txt\"") }
        let swapped = try container.opened()
        #expect(swapped.integrity == .broken)
        #expect(swapped.codes.contains("entry.digest.mismatch"))
    }

    /// What is allowed there and not in a bundle, with the warning it earns.
    @Test(arguments: [
        (["-cades", "-nodetach"], ["seal.content.encapsulated"], 1),
        (["-cades", "-signer", "two.pem", "-inkey", "two.key"], [], 2),
        (["-cades", "-keyid"], ["seal.version.refused"], 1),
        (["-cades", "-md", "sha512"], [], 1),
    ])
    func `forms of signatures that only others use`(
        _ options: [String], _ codes: [String], _ signers: Int
    ) throws {
        var container = ForeignContainer()
        container.options = options
        let opened = try container.opened()
        #expect(opened.codes == codes)
        #expect(opened.integrity == .intact)
        #expect(opened.verification.rounds.count == signers)
        #expect(!opened.verification.rounds.contains { !$0.isIntact })
    }

    @Test func `RSASSA-PSS with one digest throughout, and not with SHA-1 in it`() throws {
        var container = ForeignContainer()
        container.keys["one"] = ["-newkey", "rsa:2048"]
        let pss = ["-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest"]
        container.options = pss + ["-cades", "-md", "sha256"]
        #expect(try container.opened().codes == [])
        container.options = pss + ["-keyopt", "rsa_mgf1_md:sha1", "-cades", "-md", "sha256"]
        let weak = try container.opened()
        #expect(weak.codes == ["seal.signature.algorithm.refused"])
        #expect(weak.integrity == .broken)
    }

    @Test func `one of two signers who signed something else is named`() throws {
        var other = ForeignContainer()
        other.options = ["-cades", "-signer", "two.pem", "-inkey", "two.key"]
        var container = other
        // The second signature's last byte, which belongs to the second signer's RSA value.
        container.changeSignature = { bytes in
            var bytes = bytes
            bytes[bytes.count - 1] ^= 1
            return bytes
        }
        let opened = try container.opened()
        #expect(opened.integrity == .broken)
        #expect(opened.codes == ["seal.signature.invalid"])
        #expect(opened.verification.rounds.count { $0.signer?.subject == "CN=two" } == 1)
    }

    @Test func `a signature that carries the good manifest over an altered one`() throws {
        var container = ForeignContainer()
        container.options = ["-cades", "-nodetach"]
        let honest = try container.manifest()
        container.entries[1].bytes = [1]
        container.changeSignature = { bytes in
            // The signature over the altered manifest with the honest one inside.
            guard let range = bytes.firstRange(of: Array("DataObjectReference".utf8)) else { return bytes }
            var bytes = bytes
            bytes[range.lowerBound] = UInt8(ascii: "d")
            return bytes
        }
        #expect(!honest.isEmpty)
        let opened = try container.opened()
        #expect(opened.integrity == .broken)
        #expect(opened.codes.contains("seal.content.encapsulated"))
    }

    @Test func `folders, a comment, a missing media type and raw names are only conformance`() throws {
        var container = ForeignContainer()
        container.entries.removeFirst()
        container.entries.append(("a#b%?.txt".replacing("?", with: "25"), [7]))
        container.entries[2].name = "a#b.txt"
        container.python = "z.writestr('folder/', '')\nz.comment = b'made elsewhere'"
        let opened = try container.opened()
        #expect(opened.codes == ["container.comment", "container.mimetype.missing"])
        #expect(opened.integrity == .intact)
    }

    @Test func `a media type behind other entries or compressed is a warning, another one is not`() throws {
        var container = ForeignContainer()
        container.entries.append(container.entries.removeFirst())
        #expect(try container.opened().codes == ["container.mimetype.misplaced"])
        container.entries[2].bytes = Array("application/zip".utf8)
        let wrong = try container.opened()
        #expect(wrong.codes == ["container.mimetype.wrong"])
        #expect(wrong.integrity == .broken)
    }

    // MARK: Attacks

    @Test func `an entry nobody signed`() throws {
        var container = ForeignContainer()
        container.afterwards = [("late.txt", [1])]
        let opened = try container.opened()
        #expect(opened.codes == ["entry.uncovered"])
        #expect(opened.integrity == .broken)
    }

    @Test func `an entry that was altered, and one that is gone`() throws {
        var container = ForeignContainer()
        let digest = Base64.encode(try HashAlgorithm.sha256.digest(of: container.entries[1].bytes))
        container.changeManifest = {
            $0.replacing(digest, with: Base64.encode([UInt8](repeating: 7, count: 32)))
        }
        #expect(try container.opened().codes == ["entry.digest.mismatch"])
        container.changeManifest = { $0 }
        container.changeManifest = {
            $0.replacing(
                "</ASiCManifest>",
                with: $0.split(separator: "\n").first { $0.contains("order.txt") }!
                    .replacing("order.txt", with: "gone.txt") + "</ASiCManifest>")
        }
        let gone = try container.opened()
        #expect(gone.codes == ["entry.missing"])
        #expect(gone.integrity == .undetermined)
        #expect(gone.verification.entries.last?.state == .missing)
    }

    @Test(arguments: ["../x", "/etc/passwd", "./order.txt", "http://example.org/x", "a\\b", "%zz", "%2e%2e/x", ""])
    func `a manifest that names what is no entry`(_ uri: String) throws {
        var container = ForeignContainer()
        container.changeManifest = { $0.replacing("URI=\"order.txt\"", with: "URI=\"\(uri)\"") }
        let opened = try container.opened()
        #expect(opened.codes.contains("manifest.reference.refused"))
        #expect(opened.integrity == .broken)
    }

    @Test(arguments: [
        ("<SigReference", "<!DOCTYPE x><SigReference", "manifest.malformed"),
        ("sha256\"", "sha1\"", "manifest.digest.algorithm.refused"),
        ("</ASiCManifest>", "<SigReference URI=\"META-INF/x.p7s\"/></ASiCManifest>", "manifest.grammar"),
        (
            "</ASiCManifest>",
            "<ASiCManifestExtensions><Extension Critical=\"true\"/></ASiCManifestExtensions></ASiCManifest>",
            "manifest.extension.unknown"
        ),
    ])
    func `a manifest beyond the grammar`(_ from: String, _ to: String, _ code: String) throws {
        var container = ForeignContainer()
        container.changeManifest = { $0.replacing(from, with: to) }
        let opened = try container.opened()
        #expect(opened.codes.contains(code), "\(opened.codes)")
        #expect(opened.integrity != .intact)
    }

    @Test func `signatures that no manifest names, and manifests that share one`() throws {
        var container = ForeignContainer()
        container.afterwards = [("META-INF/signature2.p7s", [1])]
        #expect(try container.opened().codes == ["seal.unnamed"])
        container.afterwards = [("META-INF/ASiCManifest2.xml", try container.manifest())]
        let shared = try container.opened()
        #expect(shared.codes.contains("manifest.signature.shared"))
        #expect(shared.integrity == .broken)
    }

    @Test func `a deflated entry that unpacks to far more than it is`() throws {
        var container = ForeignContainer()
        container.entries[1].bytes = [UInt8](repeating: 0, count: 3 << 20)
        let opened = try container.opened()
        #expect(opened.codes == ["container.limit.ratio"])
        #expect(opened.integrity == .undetermined)
    }

    @Test func `more entries than are unpacked`() throws {
        var container = ForeignContainer()
        container.python = "for i in range(\(ForeignAudit.Limits.entryCount)): z.writestr('n%d' % i, 'x')"
        let opened = try container.opened()
        #expect(opened.codes == ["container.limit.size"])
        #expect(opened.integrity == .undetermined)
    }

    @Test func `a manifest larger than any that is read`() throws {
        var forgery = ForeignForgery()
        forgery.signed[0].change = { $0 + String(repeating: " ", count: ForeignManifest.byteLimit) }
        let opened = try Opened(try forgery.zip().bytes)
        #expect(opened.codes == ["entry.too-large"])
        #expect(opened.integrity == .undetermined)
        forgery.signed[0].change = {
            $0 + String(repeating: " ", count: ForeignManifest.byteLimit - $0.utf8.count)
        }
        #expect(try Opened(try forgery.zip().bytes).integrity == .intact)
    }

    /// The certificate is public; the signature is anything.
    @Test func `a forged signature that announces two digests confirms nobody`() throws {
        var forgery = ForeignForgery()
        forgery.signed[0].sign = { manifest in
            var cms = RawCMS()
            cms.announcedDigests.append(DERWriter.sequence(DERWriter.oid(.sha512)))
            ForeignForgery.signedByNobody(&cms)
            return try cms.bytes(over: manifest)
        }
        let victim = try Certificate(derBytes: FixedSigner.claimant.certificate)
        let opened = try Opened(
            try forgery.zip().bytes,
            trusting: SignerTrust(pins: [try #require(ContentDigest(victim.fingerprint))]))
        #expect(opened.codes == ["seal.algorithms.incoherent", "seal.signature.invalid"])
        #expect(opened.integrity == .broken)
        #expect(opened.verification.rounds.map(\.isIntact) == [false])
        #expect(opened.verification.rounds.map(\.isSignerConfirmed) == [false])
    }

    /// What a stranger adds is told even where both signers are pinned.
    @Test func `an entry that another signer added, by who is known`() throws {
        var forgery = ForeignForgery()
        forgery.signed[0].lists = forgery.files.map(\.name)
        forgery.files.append(("added.txt", [1]))
        forgery.addSigner(.stranger)
        let bytes = try forgery.zip().bytes
        let pins = try [FixedSigner.claimant, .stranger].map { signer in
            try #require(
                ContentDigest(try Certificate(derBytes: signer.certificate).fingerprint))
        }
        for (pinned, integrity) in [([], .undetermined), ([pins[0]], .undetermined), (pins, .intact)]
            as [([ContentDigest], Integrity)]
        {
            let opened = try Opened(bytes, trusting: SignerTrust(pins: Set(pinned)))
            #expect(opened.codes.contains("round.signer.differs"))
            #expect(opened.integrity == integrity, "\(pinned.count)")
        }
    }

    @Test(arguments: ["late.txt", "ORDER.txt", "order.txt", "order.txt/x", "NUL", "../up", "a\\\\b", "/abs"])
    func `names that mean two things`(_ name: String) throws {
        var container = ForeignContainer()
        container.python = "z.writestr('\(name)', 'x')"
        let opened = try container.opened()
        #expect(opened.integrity != .intact)
    }

    @Test func `every change of a byte of a compressed container is seen or changes nothing`() throws {
        let bytes = try ForeignContainer().bytes()
        let whole = try Opened(bytes)
        try #require(whole.integrity == .intact)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var changed = bytes
            changed[index] ^= 0x10
            let opened = try Opened(changed)
            guard opened.integrity == .intact else { continue }
            // Versions and times in headers, which nothing signs, and nothing else.
            #expect(
                opened.verification.entries.map(\.digest) == whole.verification.entries.map(\.digest),
                "byte \(index)")
        }
    }
}
