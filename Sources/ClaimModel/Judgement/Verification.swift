/// What can be said of a bundle as such: three answers that are never merged, and none of them says
/// who is right.
public struct Verification: Hashable, Sendable {
    /// Whether the bytes are the ones that were sealed.
    public var integrity: Integrity
    /// The rounds of sealing, oldest first.
    public var rounds: [RoundVerification]
    /// The entries the bundle holds or should hold, in stored order.
    public var entries: [EntryVerification]
    /// What was found wrong or worth knowing: all of it, not the first.
    public var findings: [Finding]
    /// What was not checked, in sentences.
    public var notChecked: [String]

    package init(
        integrity: Integrity, rounds: [RoundVerification] = [], entries: [EntryVerification] = [],
        findings: [Finding] = [], notChecked: [String] = []
    ) {
        self.integrity = integrity
        self.rounds = rounds
        self.entries = entries
        self.findings = findings
        self.notChecked = notChecked
    }
}

/// Whether the bytes are the ones that were sealed.
public enum Integrity: String, Hashable, Sendable, CaseIterable {
    /// Every byte is accounted for by an intact seal.
    case intact
    /// Something was altered, added, removed or never sealed.
    case broken
    /// This program cannot tell, and says why.
    case undetermined
}

/// One sealing.
public struct RoundVerification: Hashable, Sendable {
    /// From 1.
    public var number: Int
    /// True when its seal holds.
    public var isIntact: Bool
    /// The certificate that sealed it.
    public var signer: SignerStatement?
    /// By what the mediator's trust input confirms the signer; nil when it does not.
    public var confirmation: SignerConfirmation?
    /// When the signer says he sealed it.
    public var claimedTime: ClockReading?
    /// The time-stamp over the seal: the seal existed at that time.
    public var timeStamp: TimeStampStatement?
    /// A time-stamp over what was sealed, made before the seal and signed along; other programs make it.
    public var contentTimeStamp: TimeStampStatement?
    /// Entries its manifest lists.
    public var entryCount: Int

    package init(
        number: Int, isIntact: Bool, signer: SignerStatement? = nil,
        confirmation: SignerConfirmation? = nil, claimedTime: ClockReading? = nil,
        timeStamp: TimeStampStatement? = nil, contentTimeStamp: TimeStampStatement? = nil,
        entryCount: Int
    ) {
        self.number = number
        self.isIntact = isIntact
        self.signer = signer
        self.confirmation = confirmation
        self.claimedTime = claimedTime
        self.timeStamp = timeStamp
        self.contentTimeStamp = contentTimeStamp
        self.entryCount = entryCount
    }

    /// True when the mediator's trust input confirms the signer.
    public var isSignerConfirmed: Bool { confirmation != nil }

    /// When a time-stamp authority that the mediator trusts says the seal existed.
    public var provedTime: ClockReading? {
        timeStamp.flatMap { $0.standing == .proved ? $0.time : nil }
    }
}

/// What a certificate says of its holder. Anyone can make one that says anything.
public struct SignerStatement: Hashable, Sendable {
    /// The subject in one line.
    public var subject: String
    /// E-mail addresses in the certificate.
    public var emails: [String]
    /// True when it vouches for itself.
    public var isSelfSigned: Bool
    /// First moment of validity.
    public var notBefore: ClockReading?
    /// Last moment of validity.
    public var notAfter: ClockReading?
    /// SHA-256 of the certificate.
    public var fingerprint: ContentDigest

    package init(
        subject: String, emails: [String] = [], isSelfSigned: Bool, notBefore: ClockReading? = nil,
        notAfter: ClockReading? = nil, fingerprint: ContentDigest
    ) {
        self.subject = subject
        self.emails = emails
        self.isSelfSigned = isSelfSigned
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.fingerprint = fingerprint
    }

    /// The fingerprint in groups of four digits, to be read aloud.
    public var groupedFingerprint: String {
        var groups: [Substring] = []
        var rest = fingerprint.hex[...]
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: " ")
    }
}

/// One entry.
public struct EntryVerification: Hashable, Sendable {
    /// What is true of it.
    public enum State: String, Hashable, Sendable {
        /// Its bytes are the sealed ones.
        case intact
        /// Its bytes differ from the sealed ones.
        case altered
        /// The manifest names it, the bundle lacks it.
        case missing
        /// The bundle holds it, no intact manifest names it.
        case uncovered
        /// It could not be compared with the seal, because the container's structure is refused.
        case notCompared = "not-compared"
        /// Part of the seal itself, which cannot cover itself.
        case seal
    }

    /// Its name as stored, unprintable bytes escaped.
    public var name: String
    /// Its size in bytes.
    public var byteCount: Int
    /// The SHA-256 of its bytes, when they could be read.
    public var digest: ContentDigest?
    /// What is true of it.
    public var state: State

    package init(name: String, byteCount: Int, digest: ContentDigest? = nil, state: State) {
        self.name = name
        self.byteCount = byteCount
        self.digest = digest
        self.state = state
    }
}
