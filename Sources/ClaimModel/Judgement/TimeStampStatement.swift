/// A time-stamp that came with a seal: what it says, and what that is worth.
public struct TimeStampStatement: Hashable, Sendable {
    /// What it is worth to the mediator.
    public enum Standing: String, Hashable, Sendable, CaseIterable {
        /// It holds, and a chain leads from its authority to one the mediator named.
        case proved
        /// It holds, and nobody he named vouches for its authority.
        case unknownAuthority = "authority-unknown"
        /// It does not hold: nothing in it is to be believed.
        case refused
    }

    /// What it is worth.
    public var standing: Standing
    /// When the authority says that what it stamped existed; nil when it cannot be read.
    public var time: ClockReading?
    /// How far the authority's clock may be wrong, in seconds, by its own word.
    public var accuracySeconds: Int64?
    /// The subject of the authority's certificate in one line.
    public var authority: String?
    /// The subject of the certificate that the chain ends at, when it is proved.
    public var anchor: String?
    /// The identifier of the rules the authority says it worked by, in dotted numbers.
    public var policy: String?

    package init(
        standing: Standing, time: ClockReading? = nil, accuracySeconds: Int64? = nil,
        authority: String? = nil, anchor: String? = nil, policy: String? = nil
    ) {
        self.standing = standing
        self.time = time
        self.accuracySeconds = accuracySeconds
        self.authority = authority
        self.anchor = anchor
        self.policy = policy
    }
}
