public import ClaimModel
import Collector
import SealedArchive
import SystemLibraries

/// A bundle on disk: the claim and its exhibits in one sealed file. Every byte of it may come from
/// somebody hostile.
public struct ClaimBundle: Sendable {
    /// The file's path.
    public let path: String

    /// The bundle at a path; nothing is read yet.
    public init(at path: String) {
        self.path = path
    }

    /// True for a regular file; a case is a folder.
    public static func looksLikeBundle(at path: String) -> Bool {
        (try? InputFile(path: path)) != nil
    }

    /// Verifies the seal, reads every exhibit again and judges the claim as if it were new. Nothing
    /// that the bundle says of its own readings or score is believed. `drawsPictures` makes small
    /// pictures of its files for the page, by programs that are locked down, where programs may be run.
    public func inspect(
        _ request: JudgingRequest, trusting trust: Trust = .none, drawsPictures: Bool = false
    ) throws(ClaimpackError) -> Inspection {
        let opened = try open(trusting: trust, request.progress)
        let digest = try opened.fileDigest()
        guard let sealed = opened.bundle.claim else {
            return Inspection(
                name: name, path: path, digest: digest, verification: opened.bundle.verification, claim: nil,
                check: nil, hasPins: trust.namesSigners, notJudged: nil, recomputation: nil,
                pictures: [:], collected: nil)
        }
        let collected = try self.collected(sealed, of: opened, request)
        let pictures =
            drawsPictures && request.usesPrograms ? opened.pictures(of: collected, request) : [:]
        do {
            let check = try CheckReport(judging: collected, request)
            return Inspection(
                name: name, path: path, digest: digest, verification: opened.bundle.verification,
                claim: sealed.claim, check: check, hasPins: trust.namesSigners, notJudged: nil,
                recomputation: sealed.recomputation(collected, check.assessment),
                pictures: pictures, collected: collected)
        } catch {
            // A rulebook the mediator named himself must be readable; a venue in the bundle need not
            // be known, and the answers on the seal are never lost over it.
            guard request.rulebookFile == nil else { throw error }
            return Inspection(
                name: name, path: path, digest: digest, verification: opened.bundle.verification,
                claim: sealed.claim, check: nil, hasPins: trust.namesSigners, notJudged: error,
                recomputation: sealed.recomputation(collected, nil), pictures: pictures,
                collected: collected)
        }
    }

    /// The sealed claim with every exhibit read again.
    func collected(
        _ sealed: SealedClaim, of opened: OpenedBundle, _ request: JudgingRequest
    ) throws(ClaimpackError) -> CollectedClaim {
        let exhibits = sealed.exhibits.map { exhibit in
            BundledExhibit(
                exhibit: exhibit.exhibit,
                files: exhibit.files.compactMap { file in
                    guard let entry = opened.bundle.entry(file.entry) else { return nil }
                    return BundledExhibit.File(
                        entry: file.entry, sourceName: file.sourceName,
                        source: opened.source(of: entry), digest: entry.digest)
                }, absentFiles: exhibit.absentFiles)
        }
        let collected: CollectedClaim
        do {
            collected = try Collector.collect(
                claim: sealed.claim, exhibits: exhibits,
                options: request.collecting
            ) { request.progress(WorkProgress($0)) }
        } catch {
            throw ClaimpackError(collecting: error, at: path)
        }
        // What was read now is what was verified before.
        do throws(SystemError) { try opened.bundle.requireUnchanged() } catch {
            throw ClaimpackError(reading: error)
        }
        return collected
    }

    /// Verifies the seal alone: integrity, signer, time.
    public func verify(
        trusting trust: Trust = .none,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(ClaimpackError) -> SealAnswer {
        SealAnswer(
            name: name, verification: try open(trusting: trust, progress).bundle.verification,
            hasPins: trust.namesSigners)
    }

    /// Compares the files of a folder with what the bundle seals, and verifies the seal. `salts` are those
    /// of withheld files that the claimant shows now (`WithheldSalt`).
    public func verify(
        against folder: String, salts: [[UInt8]] = [], trusting trust: Trust = .none,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(ClaimpackError) -> SealAnswer {
        let opened = try open(trusting: trust, progress)
        do {
            return SealAnswer(
                name: name, verification: opened.bundle.verification, hasPins: trust.namesSigners,
                looseFiles: try opened.bundle.compare(with: Folder(path: folder), salts: salts))
        } catch let error as SystemError {
            throw ClaimpackError(reading: error)
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "files.unreadable", place: folder,
                message: String(describing: error))
        }
    }

    /// Copies exhibits into a new folder, all of them when no number is named. Nothing is written
    /// outside that folder, and nothing at all of a broken bundle unless that is asked for.
    public func extract(
        _ numbers: [ExhibitNumber], to folder: String, evenIfBroken: Bool = false,
        progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(ClaimpackError) -> Extraction {
        let opened = try open(trusting: .none, progress)
        let verification = opened.bundle.verification
        if verification.integrity != .intact, !evenIfBroken {
            throw ClaimpackError(
                kind: verification.integrity == .broken ? .broken : .undetermined,
                code: "bundle.not-intact", place: path,
                message: "nothing was copied: the bundle is \(verification.integrity.rawValue)",
                remedy: "see claimpack verify; --broken copies what is there all the same")
        }
        let homes = numbers.map { Array("exhibits/\($0)/".utf8) }
        for (number, home) in zip(numbers, homes)
        where !opened.bundle.entries.contains(where: { $0.path.bytes.starts(with: home) }) {
            throw ClaimpackError(
                kind: .noSuchFile, code: "exhibit.absent", place: path,
                message: "the bundle has no exhibit \(number)",
                remedy: "claimpack inspect lists the exhibits")
        }
        func isWanted(_ entry: EntryPath) -> Bool {
            homes.isEmpty
                ? entry.bytes.starts(with: "exhibits/".utf8)
                : homes.contains { entry.bytes.starts(with: $0) }
        }
        let (parent, name) = Self.split(folder)
        let leftovers: [String]
        do {
            leftovers = try opened.bundle.extract(
                toFolder: Array(name.utf8), in: Folder(path: parent), selecting: isWanted
            ).removedLeftovers.map(PathText.display)
        } catch let error as SystemError {
            throw ClaimpackError(writing: error)
        } catch let error as SealedArchiveError {
            throw ClaimpackError(
                kind: .broken, code: "bundle.unreadable", place: path, message: error.description)
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "extract.failed", message: String(describing: error))
        }
        return Extraction(
            folder: folder,
            written: opened.bundle.entries.map(\.path).filter(isWanted).map(\.text),
            removedLeftovers: leftovers, verification: verification)
    }

    /// The last segment of the path.
    var name: String { Self.split(path).name }

    func open(
        trusting trust: Trust = .none,
        _ progress: @escaping @Sendable (WorkProgress) -> Void = { _ in }
    ) throws(ClaimpackError) -> OpenedBundle {
        do {
            let tally = ByteTally { [name] done, total in
                progress(
                    WorkProgress(work: "verifying", file: name, bytesDone: done, bytesTotal: total))
            }
            defer { tally.stop() }
            var file = try InputFile(path: path)
            tally.expect(file.byteCount)
            file.tally = tally
            return OpenedBundle(try SealedBundle(opening: file, trusting: trust.signers))
        } catch let error as SystemError {
            if (try? Folder(path: path)) != nil {
                throw ClaimpackError(
                    kind: .usage, code: "bundle.folder", place: path,
                    message: "this is a folder, not a bundle",
                    remedy: "a case folder is looked at with: claimpack check")
            }
            throw ClaimpackError(reading: error)
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "bundle.unreadable", place: path,
                message: String(describing: error))
        }
    }

    static func split(_ path: String) -> (parent: String, name: String) {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let parent = String(path[..<slash])
        return (parent.isEmpty ? "/" : parent, String(path[path.index(after: slash)...]))
    }
}

/// One owner of an open bundle for all the sources that read from it.
final class OpenedBundle: Sendable {
    let bundle: SealedBundle
    private let file: SharedFile?

    init(_ bundle: consuming SealedBundle) {
        self.bundle = bundle
        // Without it entries are lent from memory, and the largest stay unread.
        file = Self.file(of: self.bundle)
    }

    /// The SHA-256 of the whole file.
    func fileDigest() throws(ClaimpackError) -> ContentDigest {
        do {
            return try bundle.fileDigest()
        } catch let error as SystemError {
            throw ClaimpackError(reading: error)
        } catch {
            throw ClaimpackError(
                kind: .internalFault, code: "digest.failed", message: String(describing: error))
        }
    }

    private static func file(of bundle: borrowing SealedBundle) -> SharedFile? {
        do throws(SystemError) {
            guard let file = try bundle.duplicateFile() else { return nil }
            return SharedFile(file)
        } catch {
            return nil
        }
    }

    /// An entry's bytes; as a part of the bundle's file where there is one, so that a reader is given
    /// that part and a video of gigabytes is never taken into memory.
    func source(of entry: StoredEntry) -> EvidenceSource {
        if let file {
            return EvidenceSource(
                file, offset: entry.range.lowerBound, byteCount: entry.byteCount)
        }
        return EvidenceSource(byteCount: entry.byteCount) {
            (offset: Int, count: Int) throws(EvidenceSourceError) -> [UInt8] in
            do {
                return try self.bundle.bytes(of: entry, at: offset, count: count)
            } catch {
                throw EvidenceSourceError(reason: String(describing: error))
            }
        }
    }
}
