package import ClaimModel

/// Whom a mediator takes for known: certificates by their fingerprint. No list of the system is ever
/// asked; certificates for web sites say nothing about documents.
package struct SignerTrust: Hashable, Sendable {
    package let pins: Set<ContentDigest>

    /// Nobody is known: every signer is "not confirmed".
    package static let none = SignerTrust(pins: [])

    package init(pins: Set<ContentDigest>) {
        self.pins = pins
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
