/// What a certificate is asked to be good for (RFC 5280 sections 4.2.1.3 and 4.2.1.12).
package struct CertificatePurpose: Hashable, Sendable {
    /// Extended key usages of which one must be there, when the extension is.
    let extendedKeyUsages: Set<OID>
    /// True when the holder's certificate must carry exactly one of them, marked critical.
    let isExclusive: Bool

    /// Signing documents: an extended key usage is not needed, and one for web sites is refused.
    package static let documents = CertificatePurpose(
        extendedKeyUsages: [.emailProtection, .documentSigning, .anyExtendedKeyUsage],
        isExclusive: false)

    /// Signing time-stamps: critical, and nothing beside it (RFC 3161 section 2.3).
    package static let timeStamps = CertificatePurpose(
        extendedKeyUsages: [.timeStamping], isExclusive: true)

    /// Why the holder's own certificate does not fit; nil when it does.
    package func refusal(ofHolder certificate: Certificate) -> String? {
        if certificate.isCertificateAuthority { return "it is the certificate of an authority" }
        if isExclusive {
            guard let usages = certificate.extendedKeyUsage else {
                return "it does not say that it is for time-stamps"
            }
            guard usages.count == 1, extendedKeyUsages.contains(usages[0]) else {
                return "it is for other purposes than time-stamps"
            }
            guard certificate.isExtendedKeyUsageCritical else {
                return "its purpose is not marked critical"
            }
            let allowed: Certificate.KeyUsage = [.digitalSignature, .nonRepudiation]
            if let usage = certificate.keyUsage, usage.isEmpty || !usage.isSubset(of: allowed) {
                return "its key is for other uses than signing"
            }
            return nil
        }
        if let usages = certificate.extendedKeyUsage, extendedKeyUsages.isDisjoint(with: usages) {
            return "it is for other purposes"
        }
        guard let usage = certificate.keyUsage,
            !usage.isDisjoint(with: [.digitalSignature, .nonRepudiation])
        else { return "it does not say that its key is for signing" }
        return nil
    }

    /// Why an authority between the holder and the anchor may not issue for this purpose; nil when it
    /// may. One that is limited to web sites does not vouch for documents.
    func refusal(ofIssuer certificate: Certificate) -> String? {
        guard let usages = certificate.extendedKeyUsage else { return nil }
        return extendedKeyUsages.union([.anyExtendedKeyUsage]).isDisjoint(with: usages)
            ? "it may issue for other purposes only" : nil
    }
}
