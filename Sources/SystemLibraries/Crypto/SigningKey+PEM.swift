import CLibCrypto

extension SigningKey {
    /// PBKDF2 rounds with HMAC-SHA-256; libcrypto's own default of 2,048 is far too few.
    package static let passphraseRounds: Int32 = 600_000

    /// No key file is larger; an RSA key of 16,384 bits in PEM has 13 KiB.
    package static let pemByteLimit = 64 << 10

    /// PKCS #8 in PEM (RFC 7468): encrypted by PBES2 with AES-256-CBC under a passphrase, or in the
    /// clear when there is none. The caller asks a person before writing a key in the clear.
    package func pem(passphrase: [UInt8]?) throws(CryptoError) -> [UInt8] {
        LibCrypto.start()
        return try unsafe withKey { key throws(CryptoError) in
            let plain = try unsafe LibCryptoObject("writing the key", EVP_PKEY2PKCS8(key)) {
                unsafe PKCS8_PRIV_KEY_INFO_free($0)
            }
            let output = try TextBuffer.make()
            guard let passphrase else {
                guard
                    unsafe PEM_write_bio_PKCS8_PRIV_KEY_INFO(output.pointer, plain.pointer) == 1
                else { throw LibCrypto.error("writing the key") }
                return try TextBuffer.bytes(of: output)
            }
            guard !passphrase.isEmpty, let length = Int32(exactly: passphrase.count) else {
                throw .passphraseNeeded
            }
            let encrypted = try unsafe LibCryptoObject(
                "encrypting the key",
                passphrase.withUnsafeBytes {
                    unsafe PKCS8_encrypt(
                        -1, EVP_aes_256_cbc(),
                        $0.baseAddress?.assumingMemoryBound(to: CChar.self), length, nil, 0,
                        SigningKey.passphraseRounds, plain.pointer)
                }
            ) { unsafe X509_SIG_free($0) }
            guard unsafe PEM_write_bio_PKCS8(output.pointer, encrypted.pointer) == 1 else {
                throw LibCrypto.error("writing the key")
            }
            return try TextBuffer.bytes(of: output)
        }
    }

    /// The first private key of a PEM text: PKCS #8 with or without encryption, or the older forms of
    /// EC and RSA keys. Throws `passphraseNeeded`, `wrongPassphrase`, `unsupportedKey` or `notAKey`.
    package convenience init(pem: [UInt8], passphrase: [UInt8]?) throws(CryptoError) {
        LibCrypto.start()
        guard pem.count <= SigningKey.pemByteLimit, let length = Int32(exactly: pem.count) else {
            throw .notAKey(reason: "more than \(SigningKey.pemByteLimit) bytes")
        }
        guard PEMText.contains("PRIVATE KEY-----", in: pem) else {
            throw .notAKey(reason: "no line of the form -----BEGIN PRIVATE KEY-----")
        }
        let isEncrypted =
            PEMText.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", in: pem)
            || PEMText.contains("Proc-Type: 4,ENCRYPTED", in: pem)
        if isEncrypted, passphrase?.isEmpty ?? true { throw .passphraseNeeded }
        ERR_clear_error()
        var secret = passphrase ?? []
        defer {
            unsafe secret.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
        }
        let key: OpaquePointer? = unsafe pem.withUnsafeBytes { source in
            guard let input = unsafe BIO_new_mem_buf(source.baseAddress, length) else { return nil }
            defer { unsafe BIO_vfree(input) }
            return unsafe secret.withUnsafeMutableBytes { phrase in
                var lent = unsafe phrase
                return unsafe withUnsafeMutablePointer(to: &lent) { pointer in
                    unsafe PEM_read_bio_PrivateKey(input, nil, givePassphrase, pointer)
                }
            }
        }
        guard let key = unsafe key else {
            let reason = LibCrypto.drainReasons()
            if reason.contains("unsupported") { throw .unsupportedKey("this kind of key file") }
            throw isEncrypted ? .wrongPassphrase : .notAKey(reason: reason)
        }
        ERR_clear_error()
        try unsafe self.init(owning: key)
    }
}

/// Hands libcrypto the passphrase lent through `context`; libcrypto would ask on the terminal
/// otherwise. 0 means none, which it answers with an error of its own.
private func givePassphrase(
    _ buffer: UnsafeMutablePointer<CChar>?, _ capacity: Int32, _ isWriting: Int32,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let buffer = unsafe buffer, let context = unsafe context else { return 0 }
    let phrase = unsafe context.assumingMemoryBound(to: UnsafeMutableRawBufferPointer.self).pointee
    guard let start = phrase.baseAddress, phrase.count <= Int(capacity) else { return 0 }
    unsafe UnsafeMutableRawPointer(buffer).copyMemory(from: start, byteCount: phrase.count)
    return Int32(phrase.count)
}

/// A memory BIO that collects what libcrypto writes.
enum TextBuffer {
    static func make() throws(CryptoError) -> LibCryptoObject {
        try unsafe LibCryptoObject("writing", claimpack_bio_for_writing()) { unsafe BIO_vfree($0) }
    }

    static func bytes(of buffer: borrowing LibCryptoObject) throws(CryptoError) -> [UInt8] {
        var start: UnsafePointer<UInt8>?
        let count = unsafe claimpack_bio_bytes(buffer.pointer, &start)
        guard count > 0, let start = unsafe start else { throw LibCrypto.error("writing") }
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }
}
