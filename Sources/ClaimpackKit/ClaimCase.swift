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
        let check = try CheckReport(
            judging: collected(request.judging, leavesDigestsToPacker: true), request.judging)
        do {
            let folder = try Folder(path: path)
            request.judging.progress(
                WorkProgress(work: "sealing", file: request.output, bytesDone: 0, bytesTotal: 0))
            let written = try SealedBundle.write(
                committed(check.collected), assessment: check.assessment, from: folder,
                sealedBy: request.identity.sealer, signingTime: request.signedAt,
                tool: "claimpack \(ClaimpackVersion.text)", to: output,
                replacing: request.replacesOutput)
            return BuildReport(
                path: request.output, byteCount: written.byteCount,
                manifestDigest: written.manifestDigest,
                check: check.completed { written.digests[$0.entry] },
                signer: request.identity.signer)
        } catch {
            throw ClaimpackError(sealing: error)
        }
    }

    /// A file that may be written to: asked for before the work begins, so that nobody waits in vain.
    private static func output(for request: BuildRequest) throws(ClaimpackError) -> AtomicOutput {
        do throws(SystemError) {
            let output = try AtomicOutput(path: request.output, mode: 0o644)
            if try output.targetExists(), !request.replacesOutput {
                throw SystemError.alreadyThere(request.output)
            }
            return output
        } catch {
            throw ClaimpackError(writing: error, canBeForced: true)
        }
    }

    func collected(
        _ request: JudgingRequest, leavesDigestsToPacker: Bool = false
    ) throws(ClaimpackError) -> CollectedClaim {
        do {
            return try Collector.collect(
                caseFolder: path,
                options: CollectorOptions(
                    usePrograms: request.usesPrograms,
                    leavesDigestsToPacker: leavesDigestsToPacker)
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
    /// Who seals.
    public var identity: SigningIdentity
    /// When, in seconds since 1970; the signer's own statement.
    public var signedAt: Int64
    /// How to collect and judge.
    public var judging: JudgingRequest

    /// A request.
    public init(
        output: String, replacesOutput: Bool = false, identity: SigningIdentity, signedAt: Int64,
        judging: JudgingRequest
    ) {
        self.output = output
        self.replacesOutput = replacesOutput
        self.identity = identity
        self.signedAt = signedAt
        self.judging = judging
    }
}

extension WorkProgress {
    init(_ progress: CollectorProgress) {
        self.init(work: "reading", file: progress.name, bytesDone: progress.bytes, bytesTotal: 0)
    }
}

extension ClaimpackError {
    /// A case that could not be collected.
    init(collecting error: CollectorError, at path: String) {
        switch error {
        case .files(let error):
            self.init(reading: error)
        case .unreadable(let path, let reason):
            self.init(
                kind: .inputOutput, code: "file.unreadable", place: path,
                message: "cannot be read: \(reason)")
        case .noClaimFile(_, let similar):
            self.init(
                kind: .noSuchFile, code: "claimfile.absent", place: path,
                message: "there is no claim.yaml in this folder",
                remedy: similar.map { "rename \($0) to claim.yaml" }
                    ?? "name the folder of a case; Samples/pcb-quality is one to copy from")
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
        case let error as SystemError:
            self.init(writing: error, canBeForced: true)
        case SealedArchiveError.sourceChanged(let path):
            self.init(
                kind: .inputOutput, code: "file.changed", place: PathText.display(path),
                message: "the file changed while it was packed",
                remedy: "build again when nothing writes to it")
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
