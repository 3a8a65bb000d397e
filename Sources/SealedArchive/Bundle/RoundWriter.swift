import ClaimModel
import SystemLibraries

/// Writes the entries of one round in their order, keeps the list of what they are, and closes with the
/// checksums' own manifest and the seal over it.
struct RoundWriter: ~Copyable {
    /// A small entry that is made here.
    struct Page {
        let name: String
        let mediaType: String
        let bytes: [UInt8]
    }

    private let round: Int
    private var zip: ZipWriter
    /// What the manifest will list: everything sealed before, then what is added.
    private(set) var references: [AsicManifest.Reference]

    /// - Parameter previous: what the round before listed, its manifest and its seal; empty in round 1.
    init(
        round: Int, into zip: consuming ZipWriter, after previous: [AsicManifest.Reference] = []
    ) {
        self.round = round
        self.zip = zip
        references = previous
    }

    /// The media type, which no manifest lists.
    mutating func addMediaType() throws {
        _ = try zip.add(
            EntryPath(BundleLayout.mimetype), Array(BundleLayout.mediaType.utf8))
    }

    mutating func add(_ page: Page) throws {
        let entry = try EntryPath(page.name)
        references.append(
            AsicManifest.Reference(
                entry: entry, mediaType: page.mediaType, digest: try zip.add(entry, page.bytes)))
    }

    /// Packs a file of the case folder, which must still be the one that was collected.
    mutating func add(_ file: CollectedFile, from folder: borrowing Folder) throws {
        let digest = try zip.add(file.entry, from: folder.openFile(file.sourceName))
        guard digest == file.digest else {
            throw SealedArchiveError.sourceChanged(file.sourceName)
        }
        references.append(
            AsicManifest.Reference(entry: file.entry, mediaType: file.mediaType, digest: digest))
    }

    /// The list of checksums of everything the manifest will list; `files` and `pages` are still to be
    /// added.
    func checksums(of pages: [Page], _ files: [CollectedFile]) throws -> Page {
        let known = references.map { ChecksumList.Line(entry: $0.entry, digest: $0.digest) }
        let coming = try pages.map {
            ChecksumList.Line(entry: try EntryPath($0.name), digest: try .sha256(of: $0.bytes))
        }
        let lines =
            known + coming + files.map { ChecksumList.Line(entry: $0.entry, digest: $0.digest) }
        return Page(
            name: BundleLayout.checksums(round: round), mediaType: "text/plain",
            bytes: ChecksumList(lines: lines).document)
    }

    /// Adds the manifest and its seal, and gives the file its name.
    consuming func commit(
        sealed sealing: Sealing, replacing: Bool
    ) throws -> (byteCount: Int, manifest: [UInt8]) {
        let signatureEntry = try EntryPath(BundleLayout.signature(round: round))
        let manifest = try AsicManifest(signature: signatureEntry, references: references)
            .document()
        var zip = zip
        if case .by(let signer, let time) = sealing {
            let signature = try signer.seal(manifest, at: time, named: signatureEntry)
            _ = try zip.add(EntryPath(BundleLayout.manifest(round: round)), manifest)
            _ = try zip.add(signatureEntry, signature)
        } else {
            _ = try zip.add(EntryPath(BundleLayout.manifest(round: round)), manifest)
        }
        return (try zip.commit(replacing: replacing), manifest)
    }
}

extension BundleSigner {
    /// Signs a manifest and asks our own reader whether it would accept the seal: nobody is to seal what
    /// nobody accepts.
    func seal(
        _ manifest: [UInt8], at time: Int64, named name: EntryPath
    ) throws -> [UInt8] {
        let signature = try CMSSignature.sign(
            manifest, with: key, certificate: certificate, chain: chain, signingTime: time)
        var findings = FindingList()
        let seal = Seal(
            signature: signature.derBytes, over: manifest, named: name, findings: &findings)
        guard seal.isIntact, findings.integrity == .intact else {
            throw SealedArchiveError.unusableCertificate(
                reason: findings.findings.filter { $0.severity != .note }.map(\.message)
                    .joined(separator: "; "))
        }
        return signature.derBytes
    }
}
