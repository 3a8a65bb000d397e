package import ClaimModel
package import SystemLibraries

/// Whom a mediator takes for known, and as of when. No list of the system is ever asked; certificates for
/// web sites say nothing about documents.
package struct SignerTrust: Hashable, Sendable {
    /// Certificates by their fingerprint.
    package var pins: Set<ContentDigest>
    package var allowedSigners: [AllowedSigner]
    /// Authorities whose word on who a signer is counts.
    package var anchors: [Certificate]
    /// Authorities whose word on the time counts.
    package var timeAnchors: [Certificate]
    /// Seconds since 1970-01-01T00:00:00Z. Certificates are asked about this moment where no
    /// time-stamp proves an earlier one. Nil when the caller does not say: then no chain can be checked.
    package var now: Int64?

    /// Nobody is known: every signer is "not confirmed".
    package static let none = SignerTrust()

    package init(
        pins: Set<ContentDigest> = [], allowedSigners: [AllowedSigner] = [],
        anchors: [Certificate] = [], timeAnchors: [Certificate] = [], now: Int64? = nil
    ) {
        self.pins = pins
        self.allowedSigners = allowedSigners
        self.anchors = anchors
        self.timeAnchors = timeAnchors
        self.now = now
    }

    /// True when something was named to compare signers with.
    package var namesSigners: Bool {
        !pins.isEmpty || !allowedSigners.isEmpty || !anchors.isEmpty
    }

    /// A pin as people paste it: `sha256:` and 64 hexadecimal digits, with spaces or colons between
    /// groups. Nil for anything else.
    package static func pin(_ text: String) -> ContentDigest? {
        let prefix = "sha256:"
        guard text.lowercased().hasPrefix(prefix) else { return nil }
        return ContentDigest(
            hex: String(text.dropFirst(prefix.count).filter { $0 != " " && $0 != ":" }))
    }
}
