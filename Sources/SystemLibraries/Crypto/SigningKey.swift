import CLibCrypto

/// What kind of key signs, as read from a certificate or a private key.
package enum KeyKind: Hashable, Sendable, CustomStringConvertible {
    case p256
    case p384
    case p521
    case rsa(bits: Int)
    case other(OID)

    /// True for the kinds a bundle may be sealed with: P-256, P-384 and RSA of 2048 to 16384 bits.
    package var isAccepted: Bool {
        switch self {
        case .p256, .p384: true
        case .rsa(let bits): (2048...16_384).contains(bits)
        case .p521, .other: false
        }
    }

    package var description: String {
        switch self {
        case .p256: "P-256"
        case .p384: "P-384"
        case .p521: "P-521"
        case .rsa(let bits): "RSA \(bits)"
        case .other(let oid): "key algorithm \(oid)"
        }
    }
}

/// A private key that seals bundles. It stays inside libcrypto; only `pem` lets it out.
@safe package final class SigningKey: Sendable {
    /// Written only when the object is made. libcrypto allows one key to be used from several threads.
    private nonisolated(unsafe) let key: OpaquePointer
    package let kind: KeyKind

    /// A new P-256 key.
    package static func generate() throws(CryptoError) -> SigningKey {
        LibCrypto.start()
        let context = try unsafe LibCryptoObject(
            "key generation", EVP_PKEY_CTX_new_from_name(nil, "EC", nil)
        ) { unsafe EVP_PKEY_CTX_free($0) }
        var key: OpaquePointer?
        guard unsafe EVP_PKEY_keygen_init(context.pointer) == 1,
            unsafe EVP_PKEY_CTX_set_group_name(context.pointer, "P-256") == 1,
            unsafe EVP_PKEY_generate(context.pointer, &key) == 1
        else { throw LibCrypto.error("key generation") }
        return try unsafe SigningKey(owning: key)
    }

    /// Takes over `key`, also when it throws.
    init(owning key: OpaquePointer?) throws(CryptoError) {
        guard let key = unsafe key else { throw LibCrypto.error("reading the key") }
        let kind = unsafe SigningKey.kind(of: key)
        guard kind.isAccepted else {
            unsafe EVP_PKEY_free(key)
            throw .unsupportedKey("\(kind)")
        }
        unsafe self.key = key
        self.kind = kind
    }

    deinit { unsafe EVP_PKEY_free(key) }

    /// Lends the key for one call.
    func withKey<Result>(
        _ body: (OpaquePointer) throws(CryptoError) -> Result
    ) throws(CryptoError) -> Result {
        try unsafe body(key)
    }

    /// The digest signed with: as strong as the key, SHA-256 for P-256 and RSA.
    package var hashAlgorithm: HashAlgorithm { kind == .p384 ? .sha384 : .sha256 }

    /// SubjectPublicKeyInfo in DER (RFC 5280 section 4.1.2.7).
    func publicKey() throws(CryptoError) -> [UInt8] {
        try unsafe [UInt8](encodedBy: { unsafe i2d_PUBKEY(key, $0) }, "writing the public key")
    }

    /// The signature of all of `bytes`: ECDSA in DER, or RSA PKCS #1 v1.5.
    func signature(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        LibCrypto.start()
        let context = try unsafe LibCryptoObject("signing", EVP_MD_CTX_new()) {
            unsafe EVP_MD_CTX_free($0)
        }
        guard
            unsafe EVP_DigestSignInit(context.pointer, nil, hashAlgorithm.method, nil, key) == 1
        else { throw LibCrypto.error("signing") }
        var length = 0
        guard unsafe EVP_DigestSign(context.pointer, nil, &length, bytes, bytes.count) == 1 else {
            throw LibCrypto.error("signing")
        }
        var signature = [UInt8](repeating: 0, count: length)
        guard
            unsafe EVP_DigestSign(context.pointer, &signature, &length, bytes, bytes.count) == 1,
            length <= signature.count
        else { throw LibCrypto.error("signing") }
        return Array(signature[..<length])
    }

    private static func kind(of key: OpaquePointer) -> KeyKind {
        if unsafe EVP_PKEY_is_a(key, "RSA") == 1 {
            return .rsa(bits: Int(unsafe EVP_PKEY_get_bits(key)))
        }
        guard unsafe EVP_PKEY_is_a(key, "EC") == 1 else { return .other(OID(content: [])) }
        var name = [CChar](repeating: 0, count: 64)
        var length = 0
        guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1,
            length < name.count
        else { return .other(.ecPublicKey) }
        switch String(decoding: name[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self) {
        case "prime256v1": return .p256
        case "secp384r1": return .p384
        case "secp521r1": return .p521
        default: return .other(.ecPublicKey)
        }
    }
}
