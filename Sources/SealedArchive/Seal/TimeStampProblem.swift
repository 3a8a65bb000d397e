import SystemLibraries

/// Why no time-stamp was made or put into a bundle.
package enum TimeStampProblem: Error, Hashable, Sendable {
    /// curl, which does the asking, is not on this machine.
    case noProgram
    /// The address is not http:// or https:// in plain characters, or holds a password.
    case badAddress(String)
    /// The authority could not be asked; curl's own words.
    case unreachable(reason: String)
    case tooSlow(seconds: Int)
    case tooLong(byteCount: Int)
    /// It answered with another status than 200.
    case status(String)
    /// It answered with something else than a time-stamp, such as a page.
    case otherContent(type: String)
    /// The answer is no time-stamp reply in DER.
    case malformed(reason: String)
    /// The authority said no. Its words are foreign text.
    case refused(status: Int, words: [String])
    /// The answer belongs to another question.
    case otherNonce
    /// The token does not hold: the codes and sentences of the findings.
    case doesNotHold([TimeStampCheck.Reason])
    /// The token holds, and its authority is none of those that were named.
    case unknownAuthority(reason: String)
    /// With the token in it no reader would accept the seal: the sentences of the findings.
    case unreadableSeal([String])
    /// The file is no bundle of ours.
    case notABundle
    /// The bundle is broken or cannot be judged.
    case notIntact
    /// Its newest seal has a time-stamp.
    case alreadyStamped
    /// The token is over the seal of an older round, which later rounds sealed as it was.
    case olderRound(Int)
    /// The container is not laid out as bundles are, so it cannot be copied with one entry changed.
    case otherLayout
}
