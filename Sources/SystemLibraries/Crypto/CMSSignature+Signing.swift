import CLibCrypto

extension CMSSignature {
    /// Signs `content` as CAdES-B-B (EN 319 122-1 clause 6): detached, one SignerInfo, the signed
    /// attributes content-type, message-digest, signing-time and signing-certificate-v2, and the
    /// certificate with its chain embedded.
    ///
    /// - Parameter signingTime: seconds since 1970-01-01T00:00:00Z. It is the signer's statement, and
    ///   comes from the caller so that nothing below asks a clock.
    package static func sign(
        _ content: [UInt8], with key: SigningKey, certificate: Certificate,
        chain: [Certificate] = [], signingTime: Int64
    ) throws(CryptoError) -> CMSSignature {
        guard try certificate.matches(key) else {
            throw .operationFailed("signing", reason: "the certificate belongs to another key")
        }
        ERR_clear_error()
        let flags = UInt32(
            CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES)
        let message = try unsafe LibCryptoObject("signing", CMS_sign(nil, nil, nil, nil, flags)) {
            unsafe CMS_ContentInfo_free($0)
        }
        let signer = try certificate.libCryptoObject()
        let information = try unsafe key.withKey { key throws(CryptoError) in
            guard
                let information = unsafe CMS_add1_signer(
                    message.pointer, signer.pointer, key, keyMethod(certificate.keyKind), flags)
            else { throw LibCrypto.error("signing") }
            return unsafe information
        }
        for issuer in chain where issuer.derBytes != certificate.derBytes {
            let object = try issuer.libCryptoObject()
            guard unsafe CMS_add1_cert(message.pointer, object.pointer) == 1 else {
                throw LibCrypto.error("signing")
            }
        }
        try unsafe addSigningTime(signingTime, to: information)
        try finish(message, over: content, flags)
        let bytes = try unsafe [UInt8](
            encodedBy: { unsafe i2d_CMS_ContentInfo(message.pointer, $0) }, "signing")
        do {
            return try CMSSignature(derBytes: bytes)
        } catch {
            throw .operationFailed("signing", reason: "\(error)")
        }
    }

    private static func keyMethod(_ kind: KeyKind) -> OpaquePointer? {
        unsafe (kind == .p384 ? HashAlgorithm.sha384 : .sha256).method
    }

    private static func addSigningTime(
        _ seconds: Int64, to signer: OpaquePointer
    ) throws(CryptoError) {
        // Years beyond this do not fit the four digits of GeneralizedTime.
        guard ASN1Time.element(seconds) != nil, let time = unsafe ASN1_TIME_set(nil, Int(seconds))
        else { throw .operationFailed("signing", reason: "the signing time is out of range") }
        defer { unsafe ASN1_STRING_free(time) }
        guard
            unsafe CMS_signed_add1_attr_by_NID(
                signer, NID_pkcs9_signingTime, ASN1_STRING_type(time), time, -1) == 1
        else { throw LibCrypto.error("signing") }
    }

    private static func finish(
        _ message: borrowing LibCryptoObject, over content: [UInt8], _ flags: UInt32
    ) throws(CryptoError) {
        let target = unsafe message.pointer
        let finished = unsafe withContent(content) {
            unsafe CMS_final(target, $0, nil, flags)
        }
        guard finished == 1 else { throw LibCrypto.error("signing") }
    }

    /// Lends `content` to `body` as a BIO, which libcrypto reads where the bytes stand. An empty array
    /// has no address, and a BIO without one never ends: it gets the address of an unread byte. The
    /// answer is 0 when no BIO can be made.
    static func withContent(_ content: [UInt8], _ body: (OpaquePointer) -> Int32) -> Int32 {
        guard let length = Int32(exactly: content.count) else { return 0 }
        let lent = content.isEmpty ? [0] : content
        return unsafe lent.withUnsafeBytes { bytes in
            guard let source = unsafe BIO_new_mem_buf(bytes.baseAddress, length) else { return 0 }
            defer { unsafe BIO_vfree(source) }
            return unsafe body(source)
        }
    }
}
