import ClaimModel

/// What was not checked about signers and times, in sentences.
enum UncheckedSentences {
    static func ofTrust(in rounds: [RoundVerification], _ trust: SignerTrust) -> [String] {
        var sentences: [String] = []
        if !trust.namesSigners {
            sentences.append("who the signer is: no certificate was named to compare with")
        }
        let standings = rounds.map { $0.timeStamp?.standing }
        if rounds.isEmpty || standings.contains(where: { $0 != .proved }) {
            sentences.append("when it was sealed: the time is the signer's own statement")
        }
        if standings.contains(.unknownAuthority) {
            sentences.append(
                trust.timeAnchors.isEmpty
                    ? "whose clock the time-stamp shows: no authority was named to compare with"
                    : "whose clock the time-stamp shows: its authority is none of those you named")
        }
        if standings.contains(.proved) {
            sentences.append("whether the certificate of the time-stamp's authority was revoked")
        }
        return sentences
    }
}
