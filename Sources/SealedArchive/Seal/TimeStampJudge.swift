import ClaimModel
import SystemLibraries

/// Judges the time-stamps that came with a signer's seal. Nobody signs them, so that anyone can add or take
/// them away. One that is not good enough costs the proof of time and not the integrity of what was
/// sealed; one that was altered breaks a bundle like every other altered byte.
struct TimeStampJudge {
    let trust: SignerTrust
    let place: Place
    let form: SealForm
    var findings: FindingList

    init(trust: SignerTrust, place: Place, form: SealForm, findings: FindingList) {
        self.trust = trust
        self.place = place
        self.form = form
        self.findings = findings
    }

    /// What a time-stamp is over.
    enum Subject: String {
        case signature
        case manifest
    }

    /// How many tokens of one signer are judged; each costs two verifications.
    static let tokenLimit = 8

    /// How far a clock of ours may be behind that of an authority, in seconds.
    static let clockTolerance: Int64 = 300

    /// The best of the tokens: one that is proved before one that only holds, the earlier before the
    /// later. Nil when there is none. `claimedTime` is the signing time, in seconds.
    mutating func judge(
        _ tokens: [[UInt8]], over bytes: [UInt8], of subject: Subject, claimedTime: Int64?
    ) -> TimeStampStatement? {
        guard !tokens.isEmpty else { return nil }
        guard tokens.count <= (form == .foreign ? Self.tokenLimit : 1) else {
            tell(
                "time-stamp.repeated",
                "there are \(tokens.count) time-stamps over one \(subject.rawValue), where "
                    + (form == .foreign ? "\(Self.tokenLimit) are judged" : "one belongs"),
                isAltered: true)
            return TimeStampStatement(standing: .refused)
        }
        var best: TimeStampStatement?
        for token in tokens {
            let next = judge(token, over: bytes, of: subject, claimedTime: claimedTime)
            if best.map({ Self.isBetter(next, than: $0) }) ?? true { best = next }
        }
        return best
    }

    private mutating func tell(_ code: String, _ message: String, isAltered: Bool) {
        // What other programs put there is not known well enough to call it altered.
        if isAltered, form == .claimpack {
            findings.fail(
                code, at: place, message,
                remedy: "ask the sender for the bundle again; its time-stamp was altered")
        } else {
            findings.warn(code, at: place, message, remedy: Self.remedy)
        }
    }

    private static let remedy = "take the time for the signer's own statement"

    private static func isBetter(
        _ one: TimeStampStatement, than other: TimeStampStatement
    ) -> Bool {
        let order = TimeStampStatement.Standing.allCases
        let mine = order.firstIndex(of: one.standing) ?? order.count
        let theirs = order.firstIndex(of: other.standing) ?? order.count
        guard mine == theirs else { return mine < theirs }
        return (one.time?.unixSeconds ?? .max) < (other.time?.unixSeconds ?? .max)
    }

    private mutating func judge(
        _ bytes: [UInt8], over stamped: [UInt8], of subject: Subject, claimedTime: Int64?
    ) -> TimeStampStatement {
        let token: TimeStampToken
        do throws(DERProblem) {
            token = try read(bytes)
        } catch {
            tell(
                "time-stamp.malformed",
                "the time-stamp over the \(subject.rawValue) cannot be read: \(error)",
                isAltered: true)
            return TimeStampStatement(standing: .refused)
        }
        let check = TimeStampCheck(token, over: stamped, known: trust.timeAnchors)
        for reason in check.reasons {
            tell(reason.code, reason.message, isAltered: !reason.isWeakness)
        }
        var statement = TimeStampStatement(token, by: check.certificate)
        guard check.reasons.isEmpty, let certificate = check.certificate else { return statement }
        statement.standing = .unknownAuthority
        judgeTime(of: token, claimedTime)
        CertificateNames.judge(certificate, at: place, findings: &findings)
        guard !trust.timeAnchors.isEmpty else { return statement }
        if let now = trust.now, token.seconds > now, token.seconds - now > Self.clockTolerance {
            findings.warn(
                "time-stamp.future", at: place,
                "the time-stamp is of a time that has not come yet: it proves nothing now",
                remedy: "look at the clock of this machine")
            return statement
        }
        do {
            let chain = try CertificateChain(
                of: certificate, through: check.companions, to: trust.timeAnchors, for: .timeStamps,
                at: token.seconds)
            statement.standing = .proved
            statement.anchor = (chain.anchor ?? certificate).displayedSubject
        } catch {
            findings.warn(
                "time-stamp.authority.unknown", at: place,
                "no chain leads from the time-stamp's authority to one you named: \(error)",
                remedy: "name the authority's own certificate with --tsa-trust")
        }
        return statement
    }

    /// BER is allowed to others, as for their signatures: what was signed is the same in both.
    private func read(_ bytes: [UInt8]) throws(DERProblem) -> TimeStampToken {
        guard form == .foreign else { return try TimeStampToken(derBytes: bytes) }
        do throws(DERProblem) {
            return try TimeStampToken(derBytes: bytes, depthLimit: DERWalk.foreignDepthLimit)
        } catch {
            guard error.kind == .indefiniteLength || error.kind == .longLength,
                bytes.count <= TimeStampToken.byteLimit
            else { throw error }
            return try TimeStampToken(
                derBytes: try BERConverter.definite(bytes), depthLimit: DERWalk.foreignDepthLimit)
        }
    }

    /// A time-stamp is made after the signature, so it cannot be older than the signing time.
    private mutating func judgeTime(of token: TimeStampToken, _ claimedTime: Int64?) {
        guard let claimedTime else { return }
        let latest = token.seconds.addingReportingOverflow(token.accuracySeconds ?? 0)
        guard !latest.overflow, latest.partialValue < claimedTime else { return }
        findings.warn(
            "time-stamp.before-claim", at: place,
            "the time-stamp is \(claimedTime - token.seconds) seconds older than the time that the "
                + "signer states: one of the two clocks was wrong")
    }
}

extension TimeStampStatement {
    /// What a token says, refused until more is known.
    init(_ token: TimeStampToken, by certificate: Certificate?) {
        self.init(
            standing: .refused,
            time: ClockReading(stampedSeconds: token.seconds),
            accuracySeconds: token.accuracySeconds, authority: certificate?.displayedSubject,
            policy: token.policy.description)
    }
}

extension Certificate {
    /// The subject in one line, with characters that could fool a reader made visible.
    var displayedSubject: String { PathText.display(Array(subject.oneLine.utf8)) }
}

extension ClockReading {
    /// A time in a time-stamp: UTC by its format, kept by its authority.
    fileprivate init?(stampedSeconds seconds: Int64) {
        guard let clock = WallClock(unixSeconds: seconds) else { return nil }
        self.init(raw: "\(clock)Z", unixSeconds: seconds, keeper: .thirdParty)
    }
}
