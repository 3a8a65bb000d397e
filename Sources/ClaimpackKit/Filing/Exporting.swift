import ClaimModel
import Collector
import Reports
import SealedArchive
import SystemLibraries

extension ClaimCase {
    /// Writes the filing set for a venue from the case folder, which is only read.
    public func export(_ request: ExportRequest) throws(ClaimpackError) -> ExportReport {
        let folder: CaseFolder
        let collected: CollectedClaim
        do {
            folder = try CaseFolder(path: path)
            collected = try Collector.collect(folder, options: request.judging.collecting) {
                request.judging.progress(WorkProgress($0))
            }
        } catch {
            throw ClaimpackError(collecting: error, at: path)
        }
        return try Exporter(collected: collected, origin: .folder, request: request) { file in
            let open = SharedFile(try folder.openFile(file))
            return EvidenceSource(open, byteCount: open.file.byteCount)
        }.export()
    }
}

extension ClaimBundle {
    /// Writes the filing set for a venue from a bundle whose seal is intact; readings and score are
    /// made anew.
    public func export(_ request: ExportRequest) throws(ClaimpackError) -> ExportReport {
        let opened = try open()
        let verification = opened.bundle.verification
        guard verification.integrity == .intact, let sealed = opened.bundle.claim else {
            throw ClaimpackError(
                kind: verification.integrity == .broken ? .broken : .undetermined,
                code: "bundle.not-intact", place: path,
                message: "nothing was written: the bundle is \(verification.integrity.rawValue)",
                remedy: "see claimpack verify")
        }
        let collected = try collected(sealed, of: opened, request.judging)
        let digest: ContentDigest
        do throws(SystemError) {
            digest = try Self.digest(ofFile: path)
        } catch {
            throw ClaimpackError(reading: error)
        }
        return try Exporter(
            collected: collected,
            origin: .bundle(name: Self.split(path).name, digest: digest, verification),
            request: request
        ) { file in
            guard let entry = opened.bundle.entry(file.entry) else {
                throw EvidenceSourceError(reason: "the bundle lacks \(file.entry)")
            }
            return opened.source(of: entry)
        }.export()
    }

    /// The SHA-256 of the bundle's file itself.
    static func digest(ofFile path: String) throws(SystemError) -> ContentDigest {
        let file = try InputFile(path: path)
        do {
            var hash = try HashStream(.sha256)
            try file.forEachBlock { try hash.update($0) }
            try file.requireUnchanged()
            guard let digest = ContentDigest(try hash.finish()) else {
                throw SystemError("read", path: file.path, .endsEarly)
            }
            return digest
        } catch let error as SystemError {
            throw error
        } catch {
            throw SystemError("read", path: file.path, .endsEarly)
        }
    }
}
