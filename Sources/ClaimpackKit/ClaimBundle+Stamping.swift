import SealedArchive
import SystemLibraries

extension ClaimBundle {
    /// Writes the question for a time-stamp authority, to be carried there by hand. Keep the file: its
    /// nonce shows later that the answer is one to this question.
    public func writeTimeStampQuery(
        to path: String, replacing: Bool = false
    ) throws(ClaimpackError) -> StampReport {
        let opened = try open()
        do {
            let query = try opened.bundle.timeStampQuery()
            let output = try AtomicOutput(path: path, mode: 0o644)
            try output.write(query.derBytes)
            try output.commit(replacing: replacing)
        } catch {
            throw ClaimpackError(stamping: error, at: self.path)
        }
        return StampReport(path: path, stamp: nil, comparesNonce: true)
    }

    /// Puts an authority's answer into the newest seal and writes the bundle anew. Without the file of
    /// the question its nonce is not compared.
    public func stamp(
        replyFile: String, queryFile: String?, authorityFiles: [String], to path: String,
        replacing: Bool = false
    ) throws(ClaimpackError) -> StampReport {
        let reply = try reading(replyFile) { () throws(SystemError) in
            try readFile(atPath: replyFile, limit: TimeStampReply.byteLimit)
        }
        var query: TimeStampQuery?
        if let queryFile {
            let bytes = try reading(queryFile) { () throws(SystemError) in
                try readFile(atPath: queryFile, limit: TimeStampQuery.byteLimit)
            }
            do throws(DERProblem) {
                query = try TimeStampQuery(derBytes: bytes)
            } catch {
                throw ClaimpackError(
                    kind: .inputOutput, code: "time-stamp.query.malformed", place: queryFile,
                    message: "this is no time-stamp query: \(error)",
                    remedy: "name the file that claimpack stamp --query wrote")
            }
        }
        return try writeStamped(
            reply, query, try Trust.certificates(authorityFiles), to: path, replacing, replyFile)
    }

    /// Asks an authority over HTTP and writes the bundle anew with its answer.
    public func stamp(
        asking address: String, authorityFiles: [String], to path: String, replacing: Bool = false
    ) throws(ClaimpackError) -> StampReport {
        let anchors = try Trust.certificates(authorityFiles)
        let opened = try open()
        let query: TimeStampQuery, reply: [UInt8]
        do {
            let service = try TimeStampService(address: address)
            query = try opened.bundle.timeStampQuery()
            reply = try service.ask(query)
        } catch {
            throw ClaimpackError(stamping: error, at: error is TimeStampProblem ? address : self.path)
        }
        return try writeStamped(reply, query, anchors, to: path, replacing, address)
    }

    private func writeStamped(
        _ reply: [UInt8], _ query: TimeStampQuery?, _ anchors: [Certificate], to path: String,
        _ replacing: Bool, _ place: String
    ) throws(ClaimpackError) -> StampReport {
        let opened = try open()
        do {
            let accepted = try opened.bundle.writeStamped(
                reply: reply, query: query, anchors: anchors,
                to: AtomicOutput(path: path, mode: 0o644), replacing: replacing)
            return StampReport(
                path: path, stamp: accepted.statement, comparesNonce: query != nil)
        } catch {
            throw ClaimpackError(stamping: error, at: place)
        }
    }
}

extension SigningIdentity {
    /// The same identity, whose seals get a time-stamp from an authority asked over HTTP. When
    /// certificates of authorities are named, one of them must vouch for it.
    public func stamping(
        at address: String, authorityFiles: [String] = []
    ) throws(ClaimpackError) -> SigningIdentity {
        let anchors = try Trust.certificates(authorityFiles)
        do throws(TimeStampProblem) {
            var copy = self
            copy.sealer.timeStamper = TimeStamper(
                try TimeStampService(address: address), anchors: anchors)
            return copy
        } catch {
            throw ClaimpackError(stamping: error, at: address)
        }
    }
}

extension ClaimpackError {
    /// Why there is no time-stamp: what, where, and what to do about it.
    init(stamping error: any Error, at place: String?) {
        switch error {
        case let error as ClaimpackError: self = error
        case let error as SystemError: self.init(writing: error, canBeForced: true)
        case let problem as TimeStampProblem: self.init(problem, at: place)
        case let error as DERProblem:
            self.init(
                kind: .inputOutput, code: "time-stamp.malformed", place: place,
                message: error.description)
        case let error as CryptoError:
            self.init(
                kind: .inputOutput, code: "time-stamp.failed", place: place,
                message: error.description)
        case let error as SealedArchiveError:
            self.init(
                kind: .inputOutput, code: "bundle.unwritable", place: place,
                message: error.description)
        default:
            self.init(
                kind: .internalFault, code: "time-stamp.failed", place: place,
                message: String(describing: error))
        }
    }

    private init(_ problem: TimeStampProblem, at place: String?) {
        let (kind, code, message, remedy) = Self.words(problem)
        self.init(kind: kind, code: "time-stamp." + code, place: place, message: message, remedy: remedy)
    }

    private static func words(
        _ problem: TimeStampProblem
    ) -> (Kind, code: String, message: String, remedy: String?) {
        let again = "nothing was written; try again, or carry the question by hand: claimpack stamp --query"
        let another = "ask another authority"
        switch problem {
        case .noProgram:
            return (
                .inputOutput, "program.absent", "curl, which asks the authority, is not installed",
                "install curl, or carry the question by hand: claimpack stamp --query"
            )
        case .badAddress:
            return (
                .usage, "address.malformed", "this is no address of an authority",
                "an address is http://… or https://…, without a name or password in it"
            )
        case .unreachable(let reason):
            return (.inputOutput, "authority.unreachable", "the authority could not be asked: \(reason)", again)
        case .tooSlow(let seconds):
            return (
                .inputOutput, "authority.slow", "the authority did not answer within \(seconds) seconds",
                again
            )
        case .tooLong(let count):
            return (
                .inputOutput, "reply.too-large", "the authority answered with more than \(count) bytes",
                another
            )
        case .status(let status):
            return (
                .inputOutput, "authority.status", "the authority answered with HTTP status \(status)",
                "look at the address; one that moved is not followed"
            )
        case .otherContent(let type):
            return (
                .inputOutput, "reply.other-content",
                "the authority answered with “\(type)”, not with a time-stamp",
                "look at the address; a page that asks to sign in answers like this too"
            )
        case .malformed(let reason):
            return (.inputOutput, "reply.malformed", "the reply cannot be read: \(reason)", another)
        case .refused(let status, let words):
            let said = words.isEmpty ? "" : ": " + words.joined(separator: "; ")
            return (
                .inputOutput, "reply.refused", "the authority refused (status \(status))\(said)", another
            )
        case .otherNonce:
            return (
                .inputOutput, "nonce.mismatch", "the reply belongs to another question",
                "name the query that this reply was made for, or ask again"
            )
        case .doesNotHold(let reasons):
            return (
                .inputOutput, String(reasons.first?.code.dropFirst("time-stamp.".count) ?? "refused"),
                reasons.map(\.message).joined(separator: "; "), another
            )
        case .unknownAuthority(let reason):
            return (
                .inputOutput, "authority.unknown",
                "no chain leads from the time-stamp to an authority you named: \(reason)",
                "name the authority's own certificate with --tsa-trust"
            )
        case .unreadableSeal(let reasons):
            return (
                .inputOutput, "reply.unusable",
                "with this time-stamp no reader would accept the seal, so nothing was written: "
                    + reasons.joined(separator: "; "), another
            )
        case .notABundle:
            return (
                .undetermined, "bundle.other", "only bundles of claimpack are stamped",
                "claimpack build makes one"
            )
        case .notIntact:
            return (
                .broken, "bundle.not-intact", "the bundle is not intact, so nothing was stamped",
                "see claimpack verify"
            )
        case .alreadyStamped:
            return (
                .usage, "bundle.stamped", "the newest seal has a time-stamp already",
                "claimpack verify shows it"
            )
        case .olderRound(let round):
            return (
                .usage, "round.older",
                "the reply is over the seal of round \(round), which later rounds sealed as it was",
                "stamp a round before another is added; for the newest one ask with claimpack stamp --query"
            )
        case .otherLayout:
            return (
                .undetermined, "bundle.layout",
                "the bundle is not laid out as claimpack does it, so it cannot be copied unchanged",
                "build it again with --tsa"
            )
        }
    }
}
