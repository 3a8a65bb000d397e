import CLibCrypto

/// HMAC with SHA-256 (RFC 2104): bytes that only the holder of a secret can make.
package enum MessageAuthentication {
    /// 32 bytes.
    package static func code(of message: [UInt8], key: [UInt8]) throws(CryptoError) -> [UInt8] {
        LibCrypto.start()
        var length = 0
        var succeeded = false
        let code = unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            succeeded =
                unsafe EVP_Q_mac(
                    nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count,
                    buffer.baseAddress, 32, &length) != nil
            count = succeeded ? length : 0
        }
        guard succeeded, code.count == 32 else { throw LibCrypto.error("HMAC") }
        return code
    }
}
