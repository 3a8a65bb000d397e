import ClaimModel
import SealedArchive
import SystemLibraries
import Validator

extension CheckReport {
    /// Bytes a rulebook file may have.
    static let rulebookByteLimit = 4 << 20

    /// Judges a collected claim by the rules of its venue, or by those of the request.
    init(judging collected: CollectedClaim, _ request: JudgingRequest) throws(ClaimpackError) {
        let rulebook = try Self.rulebook(for: collected.claim, request)
        self.collected = collected
        assessment = Assessment(
            of: collected, by: rulebook, asOf: request.day(for: collected.claim))
    }

    /// The same report with digests of files that had none yet.
    func completed(by digest: (CollectedFile) -> ContentDigest?) -> CheckReport {
        CheckReport(collected: collected.completed(by: digest), assessment: assessment)
    }

    private static func rulebook(
        for claim: Claim, _ request: JudgingRequest
    ) throws(ClaimpackError) -> Rulebook {
        let name: String
        let bytes: [UInt8]
        if let file = request.rulebookFile {
            name = file
            bytes = try reading(file) { () throws(SystemError) in
                try readFile(atPath: file, limit: rulebookByteLimit)
            }
        } else {
            name = claim.venue.value.name
            guard let builtIn = Rulebooks.bytes(of: name) else {
                throw ClaimpackError(
                    kind: .unreadableClaim, code: "venue.unknown",
                    place: claim.venue.place.description,
                    message: "there are no rules for the venue “\(name)”",
                    remedy: "the venues are: "
                        + Rulebooks.builtIn.map(\.name).joined(separator: ", ")
                        + "; or give rules of your own with --rulebook")
            }
            bytes = builtIn
        }
        do {
            return try Rulebook.load(
                bytes: bytes, name: name, digest: try? ContentDigest.sha256(of: bytes),
                isCustom: request.rulebookFile != nil)
        } catch {
            throw ClaimpackError(
                kind: .unreadableClaim, code: "rulebook.mistakes", place: name,
                message: "the rulebook has mistakes", details: String(describing: error))
        }
    }
}
