import ClaimModel
import Collector
import SealedArchive
import SystemLibraries
import Validator

/// A case folder on disk: `claim.yaml` and the evidence in lettered folders. It is only read.
public struct ClaimCase: Sendable {
    /// The folder's path.
    public let path: String

    /// The case at a path; nothing is read yet.
    public init(at path: String) {
        self.path = path
    }

    /// Collects the case and judges it by the venue's rules.
    public func check(_ request: JudgingRequest) throws(ClaimpackError) -> CheckReport {
        try CheckReport(judging: collected(request), request)
    }

    /// Collects, judges and seals the case into one file, which stands under its name only when it
    /// is whole. A case that is not ready is sealed all the same.
    public func build(_ request: BuildRequest) throws(ClaimpackError) -> BuildReport {
        let output = try Self.output(for: request)
        let leftovers = output.removedLeftovers.map(PathText.display)
        let check = try CheckReport(
            judging: committed(collected(request.judging, leavesDigestsToPacker: true)),
            request.judging)
        try request.tellPrivateData(in: check.collected.exhibits)
        do {
            let folder = try Folder(path: path)
            output.expect(byteCount: check.collected.fileByteCount)
            let written = try SealedBundle.write(
                check.collected, assessment: check.assessment, from: folder,
                sealed: request.sealing, tool: ClaimpackVersion.tool, to: output,
                replacing: request.replacesOutput)
            return BuildReport(
                written, request, check: check.completed { written.digests[$0.entry] },
                manifestFile: try request.writeManifest(written.manifest),
                removedLeftovers: leftovers)
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// A file that may be written to: asked for before the work begins, so that nobody waits in vain.
    static func output(for request: BuildRequest) throws(ClaimpackError) -> AtomicOutput {
        do throws(SystemError) {
            let progress = request.judging.progress
            let output = try AtomicOutput(
                path: request.target, mode: 0o644,
                tally: ByteTally { [file = request.output] done, total in
                    progress(
                        WorkProgress(
                            work: "sealing", file: file, bytesDone: done, bytesTotal: total))
                })
            if try output.targetExists(), !request.replacesOutput {
                throw SystemError.alreadyThere(request.target)
            }
            if let manifestFile = request.manifestFile, !request.replacesOutput,
                try AtomicOutput(path: manifestFile).targetExists()
            {
                throw SystemError.alreadyThere(manifestFile)
            }
            return output
        } catch {
            throw ClaimpackError(writing: error, canBeForced: true)
        }
    }

    /// - Parameter sealed: entries of the bundle that the case is to be added to.
    func collected(
        _ request: JudgingRequest, leavesDigestsToPacker: Bool = false,
        beside sealed: [EntryPath: ContentDigest] = [:]
    ) throws(ClaimpackError) -> CollectedClaim {
        do {
            var options = request.collecting
            options.leavesDigestsToPacker = leavesDigestsToPacker
            return try Collector.collect(
                caseFolder: path, options: options, beside: sealed
            ) { request.progress(WorkProgress($0)) }
        } catch {
            throw ClaimpackError(collecting: error, at: path)
        }
    }
}

/// What to build.
public struct BuildRequest {
    /// The bundle to write.
    public var output: String
    /// Whether a file that stands there may be replaced.
    public var replacesOutput: Bool
    /// Who seals; nil to leave the signature to another program (`ClaimBundle.attachSignature`).
    public var identity: SigningIdentity?
    /// When, in seconds since 1970; the signer's own statement.
    public var signedAt: Int64
    /// How to collect and judge.
    public var judging: JudgingRequest
    /// What becomes of a case whose files tell of people.
    public var privateData = PrivateDataNotice.Choice.list
    /// Called before the seal is made when they do.
    public var onPrivateData: (PrivateDataNotice) -> Void = { _ in }

    /// A request.
    public init(
        output: String, replacesOutput: Bool = false, identity: SigningIdentity?, signedAt: Int64,
        judging: JudgingRequest
    ) {
        self.output = output
        self.replacesOutput = replacesOutput
        self.identity = identity
        self.signedAt = signedAt
        self.judging = judging
    }

    /// What the name of a bundle ends in while its signature is missing.
    static let unsignedEnding = ".unsigned"

    /// Where the container is written: under its own name only when it is sealed.
    var target: String { identity == nil ? output + Self.unsignedEnding : output }

    /// Where the manifest is written by itself, for another program to sign.
    var manifestFile: String? { identity == nil ? output + ".manifest.xml" : nil }

    /// Writes the manifest beside a bundle that waits for its signature; gives the path.
    func writeManifest(_ manifest: [UInt8]) throws -> String? {
        guard let manifestFile else { return nil }
        let output = try AtomicOutput(path: manifestFile, mode: 0o644)
        try output.write(manifest)
        try output.commit(replacing: replacesOutput)
        return manifestFile
    }

    var sealing: Sealing { identity.map { .by($0.sealer, at: signedAt) } ?? .elsewhere }
}

extension WorkProgress {
    init(_ progress: CollectorProgress) {
        self.init(
            work: "reading", file: progress.name, bytesDone: progress.bytes, bytesTotal: 0,
            filesDone: progress.files, filesTotal: progress.fileTotal)
    }
}

extension CollectedClaim {
    /// Bytes of all files that are packed.
    var fileByteCount: Int {
        exhibits.flatMap(\.files).reduce(0) { $0.addingReportingOverflow($1.byteCount).partialValue }
    }
}

extension ClaimpackError {
    /// A case that could not be collected.
    init(collecting error: CollectorError, at path: String) {
        switch error {
        case .files(let error):
            self.init(reading: error)
        case .noPermission(let errors):
            self.init(
                kind: .noPermission, code: "file.unreadable", place: path,
                message: error.description, remedy: "see who may read there",
                details: errors.map { $0.description + "\n" }.joined()
                    + "   [file.unreadable]\n")
        case .unreadable(let path, let reason):
            self.init(
                kind: .inputOutput, code: "file.unreadable", place: path,
                message: "cannot be read: \(reason)")
        case .noClaimFile(_, let similar):
            self.init(
                kind: .noSuchFile, code: "claimfile.absent", place: path,
                message: "there is no claim.yaml in this folder",
                remedy: similar.map { "rename \($0) to claim.yaml" }
                    ?? "begin one with claimpack init, or name the folder of a case")
        case .claimFile(let problems):
            self.init(
                kind: .unreadableClaim, code: "claimfile.mistakes", place: path,
                message: "claim.yaml has mistakes", remedy: "mend the lines named",
                details: problems.description)
        case .tooManyFiles:
            self.init(
                kind: .inputOutput, code: "folder.too-large", place: path,
                message: error.description)
        case .digest:
            self.init(kind: .internalFault, code: "digest.failed", message: error.description)
        }
    }

    /// A bundle that could not be written.
    init(sealing error: any Error) {
        switch error {
        case let error as ClaimpackError:
            self = error
        case let error as SystemError where error.operation == "open" && error.isNotFound:
            self.init(
                kind: .inputOutput, code: "file.changed", place: PathText.display(error.path),
                message: "the file was removed while the case was packed",
                remedy: "put it back, then build again")
        case let error as SystemError where ["open", "read"].contains(error.operation):
            self.init(reading: error)
        case let error as SystemError:
            self.init(writing: error, canBeForced: true)
        case let problem as TimeStampProblem:
            self.init(stamping: problem, at: nil)
        case SealedArchiveError.sourceChanged(let path):
            self.init(
                kind: .inputOutput, code: "file.changed", place: PathText.display(path),
                message: "the file changed while it was packed",
                remedy: "build again when nothing writes to it")
        case let error as CollectorError:
            self.init(collecting: error, at: "")
        case SealedArchiveError.notAttachable(let reason, let findings):
            self.init(
                kind: findings.isEmpty ? .usage : .broken, code: "signature.not-attachable",
                message: reason,
                remedy: findings.isEmpty
                    ? "name the bundle that build --external wrote"
                    : findings.map { "\($0.message) [\($0.code)]" }.joined(separator: "; "))
        case SealedArchiveError.tooLargeToOpen(let reason):
            self.init(
                kind: .cannotCreate, code: "bundle.too-large",
                message: "nothing was written, for nobody could open the bundle: \(reason)",
                remedy: "leave out what the claim does not need, or seal it in several bundles")
        case let error as SealedArchiveError:
            self.init(
                kind: .inputOutput, code: "bundle.unwritable", message: error.description)
        case let error as CryptoError:
            self.init(kind: .inputOutput, code: "seal.failed", message: error.description)
        default:
            self.init(
                kind: .internalFault, code: "bundle.unwritable", message: String(describing: error))
        }
    }
}
