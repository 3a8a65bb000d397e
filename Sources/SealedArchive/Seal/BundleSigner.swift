package import ClaimModel
package import SystemLibraries

/// Who seals: a key, its certificate and the certificates above it.
package struct BundleSigner: Sendable {
    package let key: SigningKey
    package let certificate: Certificate
    package let chain: [Certificate]
    /// What the certificate says of its holder.
    package let statement: SignerStatement

    /// Throws `unusableCertificate` when the certificate belongs to another key or no reader would
    /// accept its seal.
    package init(key: SigningKey, certificate: Certificate, chain: [Certificate] = []) throws {
        guard try certificate.matches(key) else {
            throw SealedArchiveError.unusableCertificate(reason: "it belongs to another key")
        }
        if let reason = certificate.reasonsAgainstSealing(as: .claimpack).first {
            throw SealedArchiveError.unusableCertificate(reason: reason.message)
        }
        guard let statement = SignerStatement(certificate) else {
            throw SealedArchiveError.unusableCertificate(reason: "it has no fingerprint")
        }
        self.statement = statement
        self.key = key
        self.certificate = certificate
        self.chain = chain
    }
}
