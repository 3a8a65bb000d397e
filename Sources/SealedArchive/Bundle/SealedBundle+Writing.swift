package import ClaimModel
package import SystemLibraries

/// What was written.
package struct WrittenBundle: Hashable, Sendable {
    /// The size of the bundle in bytes.
    package let byteCount: Int
    /// How many exhibits' files are in it.
    package let exhibitFileCount: Int
    /// The SHA-256 of the manifest: one number that stands for everything sealed.
    package let manifestDigest: ContentDigest
    /// The SHA-256 of the certificate it was sealed with.
    package let signerFingerprint: ContentDigest
}

extension SealedBundle {
    /// Packs and seals a collected claim, reading every exhibit once from `folder` by its source name.
    ///
    /// The same claim, files, key, time and tool give the same bytes except those of the signature,
    /// which is random by nature (ECDSA). Nothing stands under the final name until all of it is
    /// written and saved. Throws `SealedArchiveError.sourceChanged` when a file is no longer the one
    /// that was collected, `SystemError` for files, `CryptoError` for the seal, `XMLWriterError` when
    /// a declared text holds a character XML cannot carry.
    ///
    /// - Parameters:
    ///   - signingTime: seconds since 1970-01-01T00:00:00Z, stated by the signer in the seal.
    ///   - tool: the name and version of the program, written into `claim.xml`.
    package static func write(
        _ collected: CollectedClaim, assessment: Assessment?, from folder: borrowing Folder,
        sealedBy signer: BundleSigner, signingTime: Int64, tool: String,
        to output: consuming AtomicOutput, replacing: Bool = false
    ) throws -> WrittenBundle {
        let exhibits = collected.exhibits.sorted { $0.exhibit.number < $1.exhibit.number }
        let files = try exhibits.flatMap { exhibit in
            let home = BundleLayout.folder(of: exhibit.exhibit.number)
            for file in exhibit.files
            where !file.entry.bytes.starts(with: home.utf8) {
                throw SealedArchiveError.entryOutsideExhibit(file.entry)
            }
            return exhibit.files.sorted { $0.entry < $1.entry }
        }
        let pages = try pages(collected, assessment, tool)
        let names = try pages.map { try EntryPath($0.name) } + files.map(\.entry)
        if let collision = EntryNames.collisions(names).first {
            throw SealedArchiveError.namesCollide(collision.first, collision.second)
        }
        var checksums: [ChecksumList.Line] = []
        for page in pages {
            checksums.append(
                ChecksumList.Line(
                    entry: try EntryPath(page.name), digest: try .sha256(of: page.bytes)))
        }
        checksums += files.map { ChecksumList.Line(entry: $0.entry, digest: $0.digest) }
        let sums = Page(
            name: BundleLayout.checksums(round: 1), mediaType: "text/plain",
            bytes: ChecksumList(lines: checksums).document)

        var writer = ZipWriter(to: output)
        var references: [AsicManifest.Reference] = []
        _ = try writer.add(
            EntryPath(BundleLayout.mimetype), Array(BundleLayout.mediaType.utf8))
        for page in [pages[0], sums] + pages.dropFirst() {
            let entry = try EntryPath(page.name)
            references.append(
                AsicManifest.Reference(
                    entry: entry, mediaType: page.mediaType,
                    digest: try writer.add(entry, page.bytes)))
        }
        for file in files {
            let digest = try writer.add(file.entry, from: folder.openFile(file.sourceName))
            guard digest == file.digest else {
                throw SealedArchiveError.sourceChanged(file.sourceName)
            }
            references.append(
                AsicManifest.Reference(
                    entry: file.entry, mediaType: file.mediaType, digest: digest))
        }
        let signatureEntry = try EntryPath(BundleLayout.signature(round: 1))
        let manifest = try AsicManifest(signature: signatureEntry, references: references).document()
        let signature = try seal(manifest, signer, signingTime, named: signatureEntry)
        let manifestDigest = try writer.add(
            EntryPath(BundleLayout.manifest(round: 1)), manifest)
        _ = try writer.add(signatureEntry, signature)
        let byteCount = try writer.commit(replacing: replacing)
        guard let fingerprint = ContentDigest(signer.certificate.fingerprint) else {
            throw SealedArchiveError.unusableCertificate(reason: "it has no fingerprint")
        }
        return WrittenBundle(
            byteCount: byteCount, exhibitFileCount: files.count, manifestDigest: manifestDigest,
            signerFingerprint: fingerprint)
    }

    private struct Page {
        let name: String
        let mediaType: String
        let bytes: [UInt8]
    }

    /// README.txt, claim.xml and INDEX.html, in stored order.
    private static func pages(
        _ collected: CollectedClaim, _ assessment: Assessment?, _ tool: String
    ) throws -> [Page] {
        let sealed = SealedClaim(collected, assessment: assessment, tool: tool)
        let claim = try ClaimDocument.document(of: sealed)
        // Nobody is to seal what he cannot open again.
        do throws(ClaimDocumentProblem) {
            guard claim.count <= ClaimDocument.byteLimit else {
                throw .malformed(line: 0, "it has more than \(ClaimDocument.byteLimit) bytes")
            }
            _ = try ClaimDocument.read(claim)
        } catch {
            switch error {
            case .malformed(let line, let reason), .newer(let line, let reason):
                throw SealedArchiveError.unreadableClaim(line: line, reason: reason)
            }
        }
        return [
            Page(
                name: BundleLayout.readme, mediaType: "text/plain", bytes: ReadmeText.document),
            Page(
                name: BundleLayout.claim(round: 1), mediaType: "application/xml", bytes: claim),
            Page(
                name: BundleLayout.index, mediaType: "text/html",
                bytes: IndexPage(claim: collected).document),
        ]
    }

    /// Signs the manifest and asks our own reader whether it would accept the seal.
    private static func seal(
        _ manifest: [UInt8], _ signer: BundleSigner, _ signingTime: Int64, named name: EntryPath
    ) throws -> [UInt8] {
        var signature = try CMSSignature.sign(
            manifest, with: signer.key, certificate: signer.certificate, chain: signer.chain,
            signingTime: signingTime)
        if let timeStamper = signer.timeStamper, let value = signature.signers.first?.signature {
            signature = try signature.stamped(with: try timeStamper.stamp(value).token)
        }
        var findings = FindingList()
        let seal = Seal(
            signature: signature.derBytes, over: manifest, named: name, findings: &findings)
        guard seal.isIntact, findings.integrity == .intact else {
            throw SealedArchiveError.unusableCertificate(
                reason: findings.findings.map(\.message).joined(separator: "; "))
        }
        return signature.derBytes
    }
}
