import CLibCrypto

/// A key with its certificate and the certificates above it, as browsers and authorities hand them out
/// (PKCS #12, RFC 7292). Only ever the user's own file: it is never met on the way to a verdict.
package struct PKCS12: Sendable {
    package let key: SigningKey
    package let certificate: Certificate
    /// The other certificates in it, in written order.
    package let others: [Certificate]

    /// No key file is larger.
    package static let byteLimit = 1 << 20

    /// Reads a file with its passphrase, which may be empty. Throws `wrongPassphrase`,
    /// `outdatedEncryption`, `unsupportedKey` or `notAKey`.
    package init(bytes: [UInt8], passphrase: [UInt8]) throws(CryptoError) {
        guard bytes.count <= Self.byteLimit else {
            throw .notAKey(reason: "more than \(Self.byteLimit) bytes")
        }
        guard !passphrase.contains(0) else { throw .wrongPassphrase }
        LibCrypto.start()
        ERR_clear_error()
        let file = try Self.file(bytes)
        var secret = passphrase.cString
        defer {
            unsafe secret.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        }
        var key: OpaquePointer?
        var certificate: OpaquePointer?
        var others: OpaquePointer?
        let isOpen = unsafe PKCS12_parse(file.pointer, secret, &key, &certificate, &others) == 1
        defer {
            unsafe X509_free(certificate)
            unsafe claimpack_certificates_free(others)
        }
        guard isOpen else {
            unsafe EVP_PKEY_free(key)
            throw Self.reason(LibCrypto.drainReasons())
        }
        // Takes the key over, also when it throws.
        self.key = try unsafe SigningKey(owning: key)
        guard let certificate = unsafe certificate else {
            throw .notAKey(reason: "it holds no certificate of its key")
        }
        self.certificate = try unsafe Self.certificate(certificate)
        var found: [Certificate] = []
        if let others = unsafe others {
            let count = unsafe claimpack_certificates_count(others)
            for index in 0..<max(0, count) {
                guard let other = unsafe claimpack_certificates_at(others, index) else { continue }
                found.append(try unsafe Self.certificate(other))
            }
        }
        self.others = found
        ERR_clear_error()
    }

    private static func file(_ bytes: [UInt8]) throws(CryptoError) -> LibCryptoObject {
        let file = unsafe bytes.withUnsafeBufferPointer { bytes in
            var cursor = bytes.baseAddress
            return unsafe d2i_PKCS12(nil, &cursor, bytes.count)
        }
        guard unsafe file != nil else {
            ERR_clear_error()
            throw .notAKey(reason: "it is no PKCS #12 file")
        }
        return try unsafe LibCryptoObject("reading the key", file) { unsafe PKCS12_free($0) }
    }

    private static func certificate(_ object: OpaquePointer) throws(CryptoError) -> Certificate {
        try Certificate(
            derBytes: try unsafe [UInt8](
                encodedBy: { unsafe i2d_X509(object, $0) }, "reading the certificate"))
    }

    private static func reason(_ reasons: String) -> CryptoError {
        if reasons.contains("mac verify failure") || reasons.contains("bad decrypt") {
            return .wrongPassphrase
        }
        // RC2 and its like are gone from libcrypto's default provider.
        if reasons.contains("unsupported") { return .outdatedEncryption }
        return .notAKey(reason: reasons)
    }
}
