package import ClaimModel
package import SystemLibraries

extension SealedBundle {
    /// How many rounds it has.
    package var roundCount: Int { verification.rounds.map(\.number).max() ?? 0 }

    /// Writes a new bundle: every byte of this one up to its directory, then one more round. Files whose
    /// entry this bundle holds already are not stored again; the claim and the manifest of the new round
    /// list them all.
    ///
    /// Throws as `write`, and `notAddable` when this bundle is broken. One of which something cannot be told,
    /// such as who sealed one of its rounds, is added to: the new round changes nothing of that.
    package func addRound(
        _ collected: CollectedClaim, assessment: Assessment?, from folder: borrowing Folder,
        sealed sealing: Sealing, tool: String, to output: consuming AtomicOutput,
        replacing: Bool = false, on workers: Int = Workers.available
    ) throws -> WrittenBundle {
        guard format == .claimpack, verification.integrity != .broken, roundCount > 0 else {
            throw SealedArchiveError.notAddable(reason: "it is not an intact bundle")
        }
        let round = roundCount + 1
        guard round <= BundleLayout.roundLimit else {
            throw SealedArchiveError.notAddable(
                reason: "it has \(BundleLayout.roundLimit) rounds already")
        }
        let known = Set(entries.map(\.path))
        let files = try Self.exhibitFiles(of: collected).filter { !known.contains($0.entry) }
        var opened = ReaderLimits()
        for entry in entries { opened.add(entry.path, byteCount: entry.byteCount) }
        for file in files { opened.add(file.entry, byteCount: file.byteCount) }
        try opened.require(further: ReaderLimits.ownEntryCount, within: limits)
        var references = try references(throughRound: round - 1)
        var writer = try continued(into: output)
        let digests = try writer.add(files, from: folder, on: workers)
        let packed = Self.newDigests(files, digests)
        references += Self.references(to: files, digests)
        let claim = try Page(
            name: BundleLayout.claim(round: round), mediaType: "application/xml",
            bytes: Self.readableDocument(
                of: SealedClaim(
                    collected.completed { packed[$0.entry] }, assessment: assessment, round: round,
                    tool: tool)))
        references.append(try writer.add(claim))
        let sums = try Page(
            name: BundleLayout.checksums(round: round), mediaType: "text/plain",
            bytes: ChecksumList(
                lines: references.map { ChecksumList.Line(entry: $0.entry, digest: $0.digest) }
            ).document)
        references.append(try writer.add(sums))
        return try Self.close(
            writer, SealedManifest(ofRound: round, references, sealing), added: files.count, packed,
            replacing: replacing)
    }

    /// What a round listed, and its own manifest and seal.
    private func references(throughRound round: Int) throws -> [AsicManifest.Reference] {
        let name = try EntryPath(BundleLayout.manifest(round: round))
        let sealName = try EntryPath(BundleLayout.signature(round: round))
        guard let entry = entry(name), let seal = self.entry(sealName) else {
            throw SealedArchiveError.noSuchEntry(name.text)
        }
        var findings = FindingList()
        guard
            let manifest = AsicManifest(
                reading: try bytes(of: entry, limit: AsicManifest.byteLimit), named: name,
                findings: &findings)
        else { throw SealedArchiveError.bundleChanged }
        return manifest.references + [
            AsicManifest.Reference(
                entry: name, mediaType: "application/xml", digest: entry.digest),
            AsicManifest.Reference(
                entry: sealName, mediaType: AsicManifest.signatureMediaType, digest: seal.digest),
        ]
    }

    /// Adds the signature that another program made over the manifest of a bundle that lacks it, after
    /// all checks that a reader makes. Throws `notAttachable` when the bundle waits for no signature or
    /// a reader would not accept this one.
    package func attachSignature(
        _ signature: [UInt8], to output: consuming AtomicOutput, replacing: Bool = false
    ) throws -> WrittenBundle {
        guard format == .claimpack, let waiting = unsignedRound else {
            throw SealedArchiveError.notAttachable(
                reason: "the bundle does not wait for a signature", findings: [])
        }
        let name = try EntryPath(BundleLayout.signature(round: waiting))
        let manifestName = try EntryPath(BundleLayout.manifest(round: waiting))
        guard let entry = entry(manifestName) else {
            throw SealedArchiveError.noSuchEntry(manifestName.text)
        }
        let manifest = try bytes(of: entry, limit: AsicManifest.byteLimit)
        var findings = FindingList()
        let seal = Seal(signature: signature, over: manifest, named: name, findings: &findings)
        guard seal.isIntact, findings.integrity == .intact else {
            throw SealedArchiveError.notAttachable(
                reason: "no reader would accept the signature",
                findings: findings.findings.filter { $0.severity != .note })
        }
        var zip = try continued(into: output)
        try zip.add(name, signature)
        try zip.readerLimits.require(within: limits)
        return WrittenBundle(
            byteCount: try zip.commit(replacing: replacing), exhibitFileCount: 0, round: waiting,
            digests: [:], manifest: manifest, manifestDigest: try .sha256(of: manifest))
    }

    /// The round whose signature is the only thing that is missing.
    private var unsignedRound: Int? {
        let failures = verification.findings.filter { $0.severity == .failure }
        guard failures.map(\.code) == ["seal.missing"] else { return nil }
        return verification.rounds.last { !$0.isIntact }?.number
    }
}

extension ZipWriter {
    /// Stores a page as the next entry; gives its line for the manifest.
    fileprivate mutating func add(_ page: SealedBundle.Page) throws -> AsicManifest.Reference {
        try add(EntryPath(page.name), page.bytes)
        return try page.reference
    }
}
