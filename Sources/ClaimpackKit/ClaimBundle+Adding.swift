import ClaimModel
import Collector
import SealedArchive
import SystemLibraries

extension ClaimBundle {
    /// Seals a supplement: a new bundle that begins with every byte of this one and adds what is new in a
    /// case folder, with the claim as it stands now. Exhibits that the folder does not hold any more stay
    /// part of the claim. This bundle is not changed.
    ///
    /// Throws when this bundle is broken, when its claim cannot be read, or when the case is about another
    /// order. A bundle of which something cannot be told stays so with the supplement.
    public func add(
        _ claimCase: ClaimCase, _ request: BuildRequest
    ) throws(ClaimpackError) -> BuildReport {
        let output = try ClaimCase.output(for: request)
        let leftovers = output.removedLeftovers.map(PathText.display)
        let opened = try open(trusting: .none, request.judging.progress)
        let verification = opened.bundle.verification
        guard verification.integrity != .broken, let sealed = opened.bundle.claim else {
            throw ClaimpackError(
                kind: verification.integrity == .broken ? .broken : .undetermined,
                code: "bundle.not-intact", place: path,
                message: "nothing was added: the bundle is \(verification.integrity.rawValue)",
                remedy: "see claimpack verify; add to the bundle as it was sealed")
        }
        let known = Dictionary(
            opened.bundle.entries.map { ($0.path, $0.digest) }, uniquingKeysWith: { one, _ in one })
        let collected = try claimCase.collected(
            request.judging, leavesDigestsToPacker: true, beside: known)
        // What is sealed already cannot be kept out any more.
        try request.tellPrivateData(
            in: collected.exhibits.map { exhibit in
                var new = exhibit
                new.files.removeAll { known[$0.entry] != nil }
                return new
            })
        let number = collected.claim.order.number.value
        guard number.utf8.elementsEqual(sealed.claim.order.number.value.utf8) else {
            throw ClaimpackError(
                kind: .unreadableClaim, code: "add.order.differs",
                place: collected.claim.order.number.place.description,
                message: "the case is about order \(number), the bundle about order "
                    + sealed.claim.order.number.value,
                remedy: "a supplement belongs to the order of its bundle; build a bundle of its own")
        }
        let united = try claimCase.committed(
            collected.united(with: try carried(from: sealed, besides: collected, opened, request)))
        let check = try CheckReport(judging: united, request.judging)
        let firstSigner = verification.rounds.first?.signer?.fingerprint
        do {
            output.expect(
                byteCount: collected.fileByteCount
                    + opened.bundle.entries.reduce(0) { $0 + $1.byteCount })
            let written = try opened.bundle.addRound(
                united, assessment: check.assessment, from: Folder(path: claimCase.path),
                sealed: request.sealing, tool: ClaimpackVersion.tool, to: output,
                replacing: request.replacesOutput)
            return BuildReport(
                written, request, check: check.completed { written.digests[$0.entry] },
                manifestFile: try request.writeManifest(written.manifest),
                signerChanged: request.identity.map { $0.signer.fingerprint != firstSigner } ?? false,
                removedLeftovers: leftovers)
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// Adds the signature that another program made over the manifest of this bundle, which
    /// `build` without an identity wrote, and writes the sealed bundle to a new file.
    public func attachSignature(
        ofFile signatureFile: String, to target: String, replacing: Bool = false
    ) throws(ClaimpackError) -> Attachment {
        let signature = try reading(signatureFile) { () throws(SystemError) in
            try readFile(atPath: signatureFile, limit: CMSSignature.byteLimit)
        }
        let opened = try open()
        do {
            let output = try AtomicOutput(path: target, mode: 0o644)
            if try output.targetExists(), !replacing {
                throw SystemError.alreadyThere(target)
            }
            let written = try opened.bundle.attachSignature(
                signature, to: output, replacing: replacing)
            return Attachment(
                path: target, byteCount: written.byteCount, manifestDigest: written.manifestDigest)
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// Exhibits and files of the sealed claim that the case does not hold any more, read again.
    private func carried(
        from sealed: SealedClaim, besides collected: CollectedClaim, _ opened: OpenedBundle,
        _ request: BuildRequest
    ) throws(ClaimpackError) -> [CollectedExhibit] {
        let present = Set(collected.exhibits.flatMap { $0.files.map(\.entry) })
        let left = sealed.exhibits.map { exhibit in
            BundledExhibit(
                exhibit: exhibit.exhibit,
                files: exhibit.files.filter { !present.contains($0.entry) }.compactMap { file in
                    opened.bundle.entry(file.entry).map {
                        BundledExhibit.File(
                            entry: file.entry, sourceName: file.sourceName,
                            source: opened.source(of: $0))
                    }
                },
                absentFiles: collected.exhibit(exhibit.exhibit.number) == nil
                    ? exhibit.absentFiles : [])
        }.filter { exhibit in
            !exhibit.files.isEmpty || !exhibit.absentFiles.isEmpty
                || collected.exhibit(exhibit.exhibit.number) == nil
        }
        do {
            return try Collector.collect(
                claim: sealed.claim, exhibits: left,
                options: CollectorOptions(usePrograms: request.judging.usesPrograms)
            ) { request.judging.progress(WorkProgress($0)) }.exhibits
        } catch {
            throw ClaimpackError(collecting: error, at: path)
        }
    }
}

extension CollectedClaim {
    /// The claim with exhibits that were sealed before: those it lacks, and files that exhibits of it had.
    fileprivate func united(with carried: [CollectedExhibit]) -> CollectedClaim {
        var united = self
        for old in carried {
            if let index = united.exhibits.firstIndex(where: { $0.exhibit.number == old.exhibit.number }) {
                united.exhibits[index].files += old.files
                united.exhibits[index].files.sort { $0.entry < $1.entry }
            } else {
                united.exhibits.append(old)
            }
        }
        united.exhibits.sort { $0.exhibit.number < $1.exhibit.number }
        return united
    }
}
