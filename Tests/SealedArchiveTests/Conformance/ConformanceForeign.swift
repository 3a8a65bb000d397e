import ClaimModel

@testable import SealedArchive
@testable import SystemLibraries

/// A container as another program makes it, stored plainly; each part can be bent before it is signed.
struct ForeignForgery {
    /// A manifest and its signature.
    struct Signed {
        var manifest = "META-INF/ASiCManifest001.xml"
        var signature = "META-INF/signature001.p7s"
        /// Names of the files it lists; nil for all of them.
        var lists: [String]?
        var change: (String) -> String = { $0 }
        var sign: ([UInt8]) throws -> [UInt8] = { try RawCMS().bytes(over: $0) }
    }

    var files: [(name: String, bytes: [UInt8])] = [
        ("order.txt", Array("80 boards, 38,500 USD\n".utf8)), ("chat.txt", Array("the batch is ready\n".utf8)),
    ]
    var signed = [Signed()]
    var afterwards: [RawZip.Entry] = []

    /// ASiCManifest of EN 319 162-1 annex A.4.
    static func manifest(
        naming signature: String, _ files: [(name: String, bytes: [UInt8])]
    ) throws -> String {
        let rows = try files.map { file in
            let digest = Base64.encode(try HashAlgorithm.sha256.digest(of: file.bytes))
            return "<a:DataObjectReference URI=\"\(file.name)\"><d:DigestMethod Algorithm=\"\(AsicManifest.sha256)\"/>"
                + "<d:DigestValue>\(digest)</d:DigestValue></a:DataObjectReference>"
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a:ASiCManifest xmlns:a=\"\(AsicManifest.namespace)\" "
            + "xmlns:d=\"\(AsicManifest.digestNamespace)\"><a:SigReference URI=\"\(signature)\"/>"
            + rows.joined() + "</a:ASiCManifest>"
    }

    func zip() throws -> RawZip {
        var entries = [RawZip.Entry("mimetype", Array(BundleLayout.mediaType.utf8))]
        entries += files.map { RawZip.Entry($0.name, $0.bytes) }
        for part in signed {
            let listed = files.filter { part.lists?.contains($0.name) ?? true }
            let manifest = Array(
                part.change(try Self.manifest(naming: part.signature, listed)).utf8)
            entries.append(RawZip.Entry(part.manifest, manifest))
            entries.append(RawZip.Entry(part.signature, try part.sign(manifest)))
        }
        return RawZip(entries + afterwards)
    }

    /// A file that no signature covers.
    mutating func addUnsigned(_ name: String, _ bytes: [UInt8]) {
        afterwards.append(RawZip.Entry(name, bytes))
    }

    /// A further manifest over all files there are then, by somebody else.
    mutating func addSigner(_ signer: FixedSigner, over names: [String]? = nil, number: Int = 2) {
        signed.append(
            Signed(
                manifest: "META-INF/ASiCManifest00\(number).xml",
                signature: "META-INF/signature00\(number).p7s",
                lists: names,
                sign: {
                    var cms = RawCMS()
                    cms.signer = signer
                    return try cms.bytes(over: $0)
                }))
    }

    /// A signature by a key that is not the certificate's.
    static func signedByNobody(_ cms: inout RawCMS) {
        cms.signs = { _ in [UInt8](repeating: 1, count: 256) }
    }
}

extension ConformanceCase {
    static let foreign: [ConformanceCase] = [
        container("plain") { _ in },
        container("two-signers-of-the-same-files") { $0.addSigner(.stranger) },
        container("folder-deflated-to-nothing") { $0.afterwards.append(folder([0x03, 0x00])) },
        container("folder-deflated-to-an-empty-stored-block") {
            $0.afterwards.append(folder([0x01, 0x00, 0x00, 0xFF, 0xFF]))
        },
        signature("digest-announced-unused") {
            $0.announcedDigests.append(DERWriter.sequence(DERWriter.oid(.sha512)))
        },
        signature("signature-of-nobody") { ForeignForgery.signedByNobody(&$0) },
        signature("signature-of-nobody-two-digests-announced") { cms in
            cms.announcedDigests.append(DERWriter.sequence(DERWriter.oid(.sha512)))
            ForeignForgery.signedByNobody(&cms)
        },
        signature("signature-of-nobody-digest-flood") { cms in
            cms.announcedDigests = (0..<64).map { _ in DERWriter.sequence(DERWriter.oid(.sha512)) }
            ForeignForgery.signedByNobody(&cms)
        },
        container("entry-unsigned") { $0.addUnsigned("added.txt", [1]) },
        container("entry-listed-by-an-evidence-record-manifest") { forgery in
            forgery.addUnsigned("added.txt", [1])
            let manifest = try ForeignForgery.manifest(
                naming: "META-INF/evidencerecord001.ers", [("added.txt", [1])])
            forgery.addUnsigned("META-INF/ASiCEvidenceRecordManifest001.xml", Array(manifest.utf8))
        },
        container("evidence-record-manifest-without-its-record") { forgery in
            let manifest = try ForeignForgery.manifest(
                naming: "META-INF/evidencerecord001.ers", forgery.files)
            forgery.addUnsigned("META-INF/ASiCEvidenceRecordManifest001.xml", Array(manifest.utf8))
        },
        container("entry-added-by-another-signer") { forgery in
            forgery.signed[0].lists = forgery.files.map(\.name)
            forgery.files.append(("added.txt", [1]))
            forgery.addSigner(.stranger)
        },
        container("entry-added-by-the-same-name-and-another-key") { forgery in
            forgery.signed[0].lists = forgery.files.map(\.name)
            forgery.files.append(("added.txt", [1]))
            forgery.addSigner(.impostor, over: ["added.txt"])
        },
        container("entry-added-behind-a-first-manifest-of-the-same-signer") { forgery in
            // The stranger signs what is there too, under a name that sorts before all others.
            let names = forgery.files.map(\.name)
            forgery.signed[0].lists = names
            forgery.addSigner(.stranger, over: names, number: 0)
            forgery.files.append(("added.txt", [1]))
            forgery.addSigner(.stranger)
        },
        container("folder-with-hidden-bytes") { forgery in
            forgery.afterwards.append(folder([UInt8](repeating: 7, count: 1_000)))
        },
        container("folder-with-two-hidden-bytes") { $0.afterwards.append(folder([7, 7])) },
        container("folder-stored-with-hidden-checksum") { forgery in
            var entry = RawZip.Entry("folder/", [])
            entry.both { $0.checksum = 7 }
            forgery.afterwards.append(entry)
        },
        container("signature-owned-by-an-archive-manifest") { forgery in
            let manifest = try ForeignForgery.manifest(naming: "META-INF/evil.p7s", forgery.files)
            forgery.addUnsigned("META-INF/ASiCArchiveManifest.xml", Array(manifest.utf8))
            forgery.addUnsigned("META-INF/evil.p7s", try Self.signature(over: [1]))
        },
        container("signature-unnamed") { $0.addUnsigned("META-INF/evil.p7s", try Self.signature(over: [1])) },
        container("signature-behind-a-joined-mark") {
            $0.addUnsigned("META-INF/\u{301}x.p7s", try Self.signature(over: [1]))
        },
        container("manifest-behind-a-joined-mark") { forgery in
            // It would be a manifest to a reader who compares bytes, and nothing to one who compares text.
            forgery.addUnsigned("META-INF/\u{301}.xml", Array("<a/>".utf8))
        },
        container("manifest-encoding-behind-a-line-feed") {
            $0.signed[0].change = {
                $0.replacing("version=\"1.0\" encoding=\"UTF-8\"", with: "version=\"1.0\"\nencoding=\"UTF-7\"")
            }
        },
    ]

    /// Deflated bytes under a folder's name that are said to unpack to nothing.
    private static func folder(_ bytes: [UInt8]) -> RawZip.Entry {
        var entry = RawZip.Entry("folder/", bytes)
        entry.both {
            $0.method = 8
            $0.version = 20
            $0.byteCount = 0
            $0.checksum = 0
        }
        return entry
    }

    private static func container(
        _ name: String, _ change: @escaping @Sendable (inout ForeignForgery) throws -> Void
    ) -> ConformanceCase {
        ConformanceCase(name: "foreign/" + name) {
            var forgery = ForeignForgery()
            try change(&forgery)
            return try forgery.zip().bytes
        }
    }

    private static func signature(
        _ name: String, _ change: @escaping @Sendable (inout RawCMS) -> Void
    ) -> ConformanceCase {
        container(name) { forgery in
            forgery.signed[0].sign = { manifest in
                var cms = RawCMS()
                change(&cms)
                return try cms.bytes(over: manifest)
            }
        }
    }
}
