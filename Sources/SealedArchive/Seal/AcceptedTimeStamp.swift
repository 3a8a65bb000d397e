package import ClaimModel
package import SystemLibraries

/// A time-stamp that an authority gave on our question, after every check.
package struct AcceptedTimeStamp: Hashable, Sendable {
    package let token: TimeStampToken
    package let statement: TimeStampStatement

    /// - Parameters:
    ///   - reply: what the authority answered.
    ///   - bytes: what it was asked about; the digest is computed again.
    ///   - nonce: the one of the question; nil when that is not at hand, and then it is not compared.
    ///   - anchors: authorities of whom one must vouch for it; when there are none, nobody need.
    package init(
        reply: [UInt8], over bytes: [UInt8], nonce: [UInt8]?, anchors: [Certificate]
    ) throws(TimeStampProblem) {
        let read: TimeStampReply
        do throws(DERProblem) {
            read = try TimeStampReply(derBytes: reply)
        } catch {
            throw .malformed(reason: error.description)
        }
        switch read {
        case .refused(let status, let words): throw .refused(status: status, words: words)
        case .granted(let token): self.token = token
        }
        if let nonce, token.nonce != nonce { throw .otherNonce }
        let check = TimeStampCheck(token, over: bytes, known: anchors)
        guard check.reasons.isEmpty, let certificate = check.certificate else {
            throw .doesNotHold(check.reasons)
        }
        var statement = TimeStampStatement(token, by: certificate)
        statement.standing = .unknownAuthority
        if !anchors.isEmpty {
            do {
                let chain = try CertificateChain(
                    of: certificate, through: check.companions, to: anchors, for: .timeStamps,
                    at: token.seconds)
                statement.standing = .proved
                statement.anchor = (chain.anchor ?? certificate).displayedSubject
            } catch {
                throw .unknownAuthority(reason: String(describing: error))
            }
        }
        self.statement = statement
    }
}
