package import ClaimModel
package import SystemLibraries

/// What was written.
package struct WrittenBundle: Hashable, Sendable {
    /// The size of the bundle in bytes.
    package let byteCount: Int
    /// How many files of exhibits this round added.
    package let exhibitFileCount: Int
    /// From 1.
    package let round: Int
    /// The manifest as it is stored: the bytes that are signed.
    package let manifest: [UInt8]
    /// Its SHA-256: one number that stands for everything sealed.
    package let manifestDigest: ContentDigest
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
    /// - Parameter tool: the name and version of the program, written into `claim.xml`.
    package static func write(
        _ collected: CollectedClaim, assessment: Assessment?, from folder: borrowing Folder,
        sealed sealing: Sealing, tool: String, to output: consuming AtomicOutput,
        replacing: Bool = false
    ) throws -> WrittenBundle {
        let files = try exhibitFiles(of: collected)
        let readme = RoundWriter.Page(
            name: BundleLayout.readme, mediaType: "text/plain", bytes: ReadmeText.document)
        let claim = try claimPage(collected, assessment, round: 1, tool: tool)
        let index = RoundWriter.Page(
            name: BundleLayout.index, mediaType: "text/html",
            bytes: IndexPage(claim: collected).document)
        let names = try [readme, claim, index].map { try EntryPath($0.name) } + files.map(\.entry)
        if let collision = EntryNames.collisions(names).first {
            throw SealedArchiveError.namesCollide(collision.first, collision.second)
        }
        var writer = RoundWriter(round: 1, into: ZipWriter(to: output))
        try writer.addMediaType()
        let sums = try writer.checksums(of: [readme, claim, index], files)
        for page in [readme, sums, claim, index] { try writer.add(page) }
        for file in files { try writer.add(file, from: folder) }
        let written = try writer.commit(sealed: sealing, replacing: replacing)
        return WrittenBundle(
            byteCount: written.byteCount, exhibitFileCount: files.count, round: 1,
            manifest: written.manifest, manifestDigest: try .sha256(of: written.manifest))
    }

    /// The files of all exhibits, each in the folder of its own, in stored order.
    static func exhibitFiles(of collected: CollectedClaim) throws -> [CollectedFile] {
        try collected.exhibits.sorted { $0.exhibit.number < $1.exhibit.number }.flatMap { exhibit in
            let home = BundleLayout.folder(of: exhibit.exhibit.number)
            for file in exhibit.files where !file.entry.bytes.starts(with: home.utf8) {
                throw SealedArchiveError.entryOutsideExhibit(file.entry)
            }
            return exhibit.files.sorted { $0.entry < $1.entry }
        }
    }

    /// `claim.xml` of a round, which our own reader is asked about first: nobody is to seal what he
    /// cannot open again.
    static func claimPage(
        _ collected: CollectedClaim, _ assessment: Assessment?, round: Int, tool: String
    ) throws -> RoundWriter.Page {
        let claim = try ClaimDocument.document(
            of: SealedClaim(collected, assessment: assessment, round: round, tool: tool))
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
        return RoundWriter.Page(
            name: BundleLayout.claim(round: round), mediaType: "application/xml", bytes: claim)
    }
}
