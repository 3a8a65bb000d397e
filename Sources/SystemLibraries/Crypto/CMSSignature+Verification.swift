import CLibCrypto

/// What the mathematics says of one signature over some bytes. "True" here is not acceptance: libcrypto
/// says so of signatures without any signed attribute.
package struct CMSVerification: Hashable, Sendable {
    /// The key of the given certificate made the signature, over exactly these bytes.
    package let isSignatureValid: Bool
    /// The same, and the signed signing-certificate attribute names that certificate.
    package let isCertificateBound: Bool
    /// libcrypto's reasons when one of the two is false.
    package let reason: String
}

extension CMSSignature {
    /// Checks the signature against stored bytes with one certificate and nobody's trust: no chain to
    /// an authority, no date. The certificate must come from `certificates(namedBy:)`.
    package func verify(
        content: [UInt8], signer certificate: Certificate
    ) throws(CryptoError) -> CMSVerification {
        let signer = try certificate.libCryptoObject()
        let plain = UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY)
        let isValid = try unsafe verify(content, signer, nil, plain)
        var reason = isValid ? "" : LibCrypto.drainReasons()

        // The CAdES check insists on a chain. A store that holds only the signer's own certificate
        // makes that chain trivial, so that nothing but the binding is asked.
        let store = try unsafe LibCryptoObject("checking the signature", X509_STORE_new()) {
            unsafe X509_STORE_free($0)
        }
        guard unsafe X509_STORE_add_cert(store.pointer, signer.pointer) == 1,
            unsafe X509_STORE_set_flags(
                store.pointer, UInt(X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME)) == 1,
            unsafe X509_STORE_set_purpose(store.pointer, X509_PURPOSE_ANY) == 1
        else { throw LibCrypto.error("checking the signature") }
        let isBound = try unsafe verify(
            content, signer, store.pointer, UInt32(CMS_BINARY | CMS_CADES))
        if isValid, !isBound { reason = LibCrypto.drainReasons() }
        ERR_clear_error()
        return CMSVerification(
            isSignatureValid: isValid, isCertificateBound: isBound, reason: reason)
    }

    private func verify(
        _ content: [UInt8], _ signer: borrowing LibCryptoObject, _ store: OpaquePointer?,
        _ flags: UInt32
    ) throws(CryptoError) -> Bool {
        let message = try libCryptoObject()
        let target = unsafe message.pointer
        let certificate = unsafe signer.pointer
        ERR_clear_error()
        return unsafe CMSSignature.withContent(content) {
            unsafe claimpack_cms_verify(target, certificate, store, $0, flags)
        } == 1
    }
}
