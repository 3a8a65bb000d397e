public import ClaimModel
import Reports

/// A time-stamp query, or a bundle with a time-stamp, that was written.
public struct StampReport: Hashable, Sendable {
    /// What was written.
    public let path: String
    /// The time-stamp put in; nil when a query was written.
    public let stamp: TimeStampStatement?
    /// False when the nonce of the question was not at hand.
    public let comparesNonce: Bool

    /// What was done and what to do next, as text.
    public func text(_ layout: TextLayout) -> String {
        guard let stamp else {
            return """
                \(printable(path)): the question for a time-stamp authority; it holds a digest, no evidence
                keep it: its nonce shows that an answer belongs to it
                next:  send it to the authority, then
                       claimpack stamp BUNDLE --reply ANSWER --query-file \(printable(path)) -o NEW.asice

                """
        }
        var text = "\(printable(path))\n"
        text += "  time-stamp of \(stamp.time?.text ?? "an unknown time")"
        text += ", by \(printable(stamp.authority ?? "an authority"))\n"
        text +=
            stamp.standing == .proved
            ? "  vouched for by \(printable(stamp.anchor ?? "an authority you named"))\n"
            : "  note: nobody vouches for this authority yet; --tsa-trust names one who does\n"
        if !comparesNonce {
            text += "  note: the nonce was not compared; --query-file names the question\n"
        }
        return text
    }

    /// The same as one JSON object.
    public var json: String {
        var facts = ["comparesNonce": String(comparesNonce)]
        if let stamp {
            facts["time"] = stamp.time?.text
            facts["standing"] = stamp.standing.rawValue
            facts["authority"] = stamp.authority
        }
        return JSONReport(
            done: "stamp", written: [path], facts: facts, version: ClaimpackVersion.text
        ).text()
    }
}
