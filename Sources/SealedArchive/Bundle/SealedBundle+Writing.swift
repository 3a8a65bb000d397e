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
    /// The SHA-256, as it was packed, of each file that had no digest before.
    package let digests: [EntryPath: ContentDigest]
    /// The manifest as it is stored: the bytes that are signed.
    package let manifest: [UInt8]
    /// Its SHA-256: one number that stands for everything sealed.
    package let manifestDigest: ContentDigest
}

extension SealedBundle {
    /// Packs and seals a collected claim, reading every exhibit once from `folder` by its source name.
    /// Files without a digest get it now.
    ///
    /// The same claim, files, key, time and tool give the same bytes except those of the signature,
    /// which is random by nature (ECDSA). Nothing stands under the final name until all of it is
    /// written and saved. Throws `SealedArchiveError.sourceChanged` when a file is no longer the one
    /// that was collected, `SystemError` for files, `CryptoError` for the seal, `XMLWriterError` when
    /// a declared text holds a character XML cannot carry.
    ///
    /// - Parameters:
    ///   - tool: the name and version of the program, written into `claim.xml`.
    ///   - workers: threads that pack; they change no byte.
    package static func write(
        _ collected: CollectedClaim, assessment: Assessment?, from folder: borrowing Folder,
        sealed sealing: Sealing, tool: String, to output: consuming AtomicOutput,
        replacing: Bool = false, on workers: Int = Workers.available
    ) throws -> WrittenBundle {
        let files = try exhibitFiles(of: collected)
        var limits = ReaderLimits()
        for file in files { limits.add(file.entry, byteCount: file.byteCount) }
        try limits.require(further: ReaderLimits.ownEntryCount)
        // The lengths of the pages do not depend on what the digests are, so all places are known before
        // the files are read.
        var known =
            collected.isDigested
            ? try pages(SealedClaim(collected, assessment: assessment, tool: tool)) : nil
        let rooms = try known.map { $0.map { PageRoom($0) } }
            ?? pageRooms(collected, assessment, tool)
        var writer = ZipWriter(to: output)
        try writer.add(EntryPath(BundleLayout.mimetype), Array(BundleLayout.mediaType.utf8))
        let pageRooms = try rooms.map {
            writer.makeRoom(for: try EntryPath($0.name), byteCount: $0.byteCount)
        }
        // With all digests known the manifest is made and sealed while the files are packed: packing
        // compares each file with its digest.
        let listed = try known.map {
            try $0.map { try $0.reference } + references(to: files, files.compactMap(\.digest))
        }
        let (made, digests) = try Workers.together {
            listed.map { listed in Result { try SealedManifest(ofRound: 1, listed, sealing) } }
        } _: {
            if let known { try fill(pageRooms, with: known, in: &writer) }
            // They are large, and nobody needs them any more.
            known = nil
            return try writer.add(files, from: folder, on: workers)
        }
        let packed = newDigests(files, digests)
        let manifest: SealedManifest
        if let made {
            manifest = try made.get()
        } else {
            let complete = collected.completed { packed[$0.entry] }
            let pages = try pages(SealedClaim(complete, assessment: assessment, tool: tool))
            try fill(pageRooms, with: pages, in: &writer)
            manifest = try SealedManifest(
                ofRound: 1, pages.map { try $0.reference } + references(to: files, digests), sealing)
        }
        return try close(writer, manifest, added: files.count, packed, replacing: replacing)
    }

    private static func fill(
        _ rooms: [ZipWriter.Room], with pages: [Page], in writer: inout ZipWriter
    ) throws {
        for (page, room) in zip(pages, rooms) { try writer.fill(room, with: page.bytes) }
    }

    /// What a manifest lists of files whose digests stand beside them.
    static func references(
        to files: [CollectedFile], _ digests: [ContentDigest]
    ) -> [AsicManifest.Reference] {
        zip(files, digests).map { file, digest in
            AsicManifest.Reference(entry: file.entry, mediaType: file.mediaType, digest: digest)
        }
    }

    /// The digests that were not known before the files were packed.
    static func newDigests(
        _ files: [CollectedFile], _ digests: [ContentDigest]
    ) -> [EntryPath: ContentDigest] {
        var known: [EntryPath: ContentDigest] = [:]
        for (file, digest) in zip(files, digests) where file.digest == nil { known[file.entry] = digest }
        return known
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

    /// Adds manifest and seal of a round, and gives the file its name.
    static func close(
        _ writer: consuming ZipWriter, _ manifest: SealedManifest, added fileCount: Int,
        _ packed: [EntryPath: ContentDigest], replacing: Bool
    ) throws -> WrittenBundle {
        // A signature that is made elsewhere is reckoned with at its largest.
        var limits = writer.readerLimits
        limits.add(manifest.name, byteCount: manifest.document.count)
        limits.add(manifest.signatureName, byteCount: CMSSignature.byteLimit)
        try limits.require()
        try writer.add(manifest.name, manifest.document)
        if let signature = manifest.signature { try writer.add(manifest.signatureName, signature) }
        return WrittenBundle(
            byteCount: try writer.commit(replacing: replacing), exhibitFileCount: fileCount,
            round: manifest.round, digests: packed, manifest: manifest.document,
            manifestDigest: manifest.digest)
    }

    struct Page: Sendable {
        let name: String
        let mediaType: String
        let bytes: [UInt8]
        let digest: ContentDigest

        init(name: String, mediaType: String, bytes: [UInt8]) throws {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
            digest = try .sha256(of: bytes)
        }

        /// What a manifest lists of it.
        var reference: AsicManifest.Reference {
            get throws {
                AsicManifest.Reference(
                    entry: try EntryPath(name), mediaType: mediaType, digest: digest)
            }
        }
    }

    /// What is known of a page before the digests in it are.
    private struct PageRoom {
        let name: String
        let byteCount: Int

        init(_ page: Page) {
            name = page.name
            byteCount = page.bytes.count
        }
    }

    /// The lengths of the pages of a claim some of whose digests are not known yet. They are measured on
    /// pages in which one and the same digest stands for all of those; nothing but lengths leaves
    /// this function, so that nobody can take it for the digest of a file.
    private static func pageRooms(
        _ collected: CollectedClaim, _ assessment: Assessment?, _ tool: String
    ) throws -> [PageRoom] {
        let anyDigest = try ContentDigest.sha256(of: [])
        let measured = collected.completed { _ in anyDigest }
        return try pages(SealedClaim(measured, assessment: assessment, tool: tool))
            .map { PageRoom($0) }
    }

    /// README.txt, SHA256SUMS, claim.xml and INDEX.html, in stored order.
    private static func pages(_ sealed: SealedClaim) throws -> [Page] {
        let readme = try Page(
            name: BundleLayout.readme, mediaType: "text/plain", bytes: ReadmeText.document)
        let (list, claim) = try Workers.together {
            Result {
                try Page(
                    name: BundleLayout.index, mediaType: "text/html",
                    bytes: IndexPage(claim: sealed).document)
            }
        } _: {
            try Page(
                name: BundleLayout.claim(round: 1), mediaType: "application/xml",
                bytes: readableDocument(of: sealed))
        }
        let index = try list.get()
        var lines = try [readme, claim, index].map {
            ChecksumList.Line(entry: try EntryPath($0.name), digest: $0.digest)
        }
        for file in sealed.exhibits.flatMap(\.files) {
            lines.append(ChecksumList.Line(entry: file.entry, digest: file.digest))
        }
        let checksums = try Page(
            name: BundleLayout.checksums(round: 1), mediaType: "text/plain",
            bytes: ChecksumList(lines: lines).document)
        return [readme, checksums, claim, index]
    }

    /// Nobody is to seal what he cannot open again: it is read as it will be. Files of which nothing is
    /// told but their names and digests are left out of that: they have one form, and a claim may
    /// list a hundred thousand.
    static func readableDocument(of sealed: SealedClaim) throws -> [UInt8] {
        let claim = try ClaimDocument.document(of: sealed)
        var telling = sealed
        for (index, exhibit) in sealed.exhibits.enumerated() {
            telling.exhibits[index].files = exhibit.files.filter { !$0.hasOneForm }
        }
        let sample = try ClaimDocument.document(of: telling)
        do throws(ClaimDocumentProblem) {
            guard claim.count <= ClaimDocument.byteLimit else {
                throw .malformed(line: 0, "it has more than \(ClaimDocument.byteLimit) bytes")
            }
            _ = try ClaimDocument.read(sample)
        } catch {
            switch error {
            case .malformed(let line, let reason), .newer(let line, let reason):
                throw SealedArchiveError.unreadableClaim(line: line, reason: reason)
            }
        }
        return claim
    }
}

extension SealedFile {
    /// True when nothing in its element can be read otherwise than it was meant: numbers, and texts that
    /// are checked when they are made.
    fileprivate var hasOneForm: Bool {
        facts.isEmpty && mediaType.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    }
}

/// The manifest of a round, and the seal over it when it is made here.
struct SealedManifest: Sendable {
    let round: Int
    let name: EntryPath
    let signatureName: EntryPath
    /// The bytes that are signed.
    let document: [UInt8]
    let digest: ContentDigest
    /// Nil when another program is to sign.
    let signature: [UInt8]?

    /// Signs the manifest and asks whether a reader accepts the seal: a certificate that none accepts stops
    /// here, before anything has its name.
    init(ofRound round: Int, _ references: [AsicManifest.Reference], _ sealing: Sealing) throws {
        self.round = round
        name = try EntryPath(BundleLayout.manifest(round: round))
        signatureName = try EntryPath(BundleLayout.signature(round: round))
        document = try AsicManifest(signature: signatureName, references: references).document()
        digest = try .sha256(of: document)
        signature =
            switch sealing {
            case .by(let signer, let time):
                try signer.seal(document, at: time, named: signatureName)
            case .elsewhere: nil
            }
    }
}

extension BundleSigner {
    /// Signs a manifest and asks our own reader whether it would accept the seal: nobody is to seal what
    /// nobody accepts.
    func seal(
        _ manifest: [UInt8], at time: Int64, named name: EntryPath
    ) throws -> [UInt8] {
        var signature = try CMSSignature.sign(
            manifest, with: key, certificate: certificate, chain: chain, signingTime: time)
        if let timeStamper, let value = signature.signers.first?.signature {
            signature = try signature.stamped(with: try timeStamper.stamp(value).token)
        }
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
