/// Why a key, a certificate or a cryptographic operation stopped. What is wrong with somebody else's
/// signature is never this error: it is a fact of `CMSSignature`.
package enum CryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// libcrypto refused; `reason` is its own wording.
    case operationFailed(String, reason: String)
    /// The key file is encrypted and no passphrase was given.
    case passphraseNeeded
    /// The key file is encrypted with another passphrase.
    case wrongPassphrase
    /// The bytes are not a private key, in PEM or in PKCS #12 as was asked.
    case notAKey(reason: String)
    /// The key file is encrypted by a method that libcrypto does not offer any more.
    case outdatedEncryption
    /// A private key of a kind that is not used for sealing.
    case unsupportedKey(String)
    /// The bytes are not a certificate in DER or PEM.
    case notACertificate(reason: String)
    /// A name, an address or a period that cannot stand in a certificate.
    case unsuitableName(String)

    package var description: String {
        switch self {
        case .operationFailed(let operation, let reason):
            "\(operation) failed: \(reason)"
        case .passphraseNeeded:
            "the key is encrypted: a passphrase is needed"
        case .wrongPassphrase:
            "the passphrase does not open the key"
        case .notAKey(let reason):
            "not a private key: \(reason)"
        case .outdatedEncryption:
            "the key is encrypted by a method of the nineties, such as RC2"
        case .unsupportedKey(let kind):
            "\(kind) is not used for sealing: use P-256, P-384 or RSA of at least 2048 bits"
        case .notACertificate(let reason):
            "not an X.509 certificate: \(reason)"
        case .unsuitableName(let reason):
            reason
        }
    }
}
