/// Who makes the signature over a manifest.
package enum Sealing: Sendable {
    /// A key at hand. The time is the signer's own statement, in seconds since 1970-01-01T00:00:00Z.
    case by(BundleSigner, at: Int64)
    /// Another program or a card, later: what is written is a bundle without its last entry, which
    /// `attachSignature` adds.
    case elsewhere
}
