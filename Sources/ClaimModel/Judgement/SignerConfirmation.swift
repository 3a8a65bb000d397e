/// By which knowledge of the mediator's own a signer is confirmed.
public enum SignerConfirmation: Hashable, Sendable {
    /// He named the certificate by its fingerprint.
    case pin
    /// The certificate stands in his file of allowed signers, under this label.
    case allowedSigner(label: String)
    /// A chain leads from the certificate to that of an authority he named; its subject in one line.
    case chain(anchor: String)
}
