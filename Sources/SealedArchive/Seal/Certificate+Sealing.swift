import SystemLibraries

extension Certificate {
    /// Why this certificate cannot seal a bundle, with finding codes; empty when it can. The same
    /// rules for sealing and for verifying, so that nobody seals what nobody accepts. P-521 is left to
    /// others: no bundle needs it.
    func reasonsAgainstSealing(as form: SealForm) -> [(code: String, message: String)] {
        var reasons: [(code: String, message: String)] = []
        if isCertificateAuthority {
            reasons.append(
                ("seal.certificate.authority", "the signer's certificate is one of an authority"))
        }
        if let keyUsage, keyUsage.isDisjoint(with: [.digitalSignature, .nonRepudiation]) {
            reasons.append(
                ("seal.certificate.usage.refused", "the signer's certificate is not for signing"))
        }
        if keyUsage == nil {
            reasons.append(
                (
                    "seal.certificate.usage.refused",
                    "the signer's certificate does not say what its key is for"
                ))
        }
        var purposes: Set<OID> = [.emailProtection, .documentSigning, .anyExtendedKeyUsage]
        // Cards that sign documents for their holders often name log-in as their only purpose.
        if form == .foreign, keyUsage?.contains(.nonRepudiation) == true {
            purposes.insert(.clientAuthentication)
        }
        if let extendedKeyUsage, purposes.isDisjoint(with: extendedKeyUsage) {
            reasons.append(
                (
                    "seal.certificate.purpose.refused",
                    "the signer's certificate is for other purposes than documents"
                ))
        }
        if !unknownCriticalExtensions.isEmpty {
            let list = unknownCriticalExtensions.map { "\($0)" }.joined(separator: ", ")
            reasons.append(
                (
                    "seal.certificate.extension.unknown",
                    "the signer's certificate has critical extensions that are not known: \(list)"
                ))
        }
        if !keyKind.isAccepted, form == .claimpack || keyKind != .p521 {
            reasons.append(
                (
                    "seal.certificate.key.refused",
                    "the signer's key (\(keyKind)) is not P-256, P-384 or RSA of 2048 bits or more"
                ))
        }
        return reasons
    }
}
