import CLibCrypto

/// The digests that may stand in a bundle (FIPS 180-4). SHA-1 and MD5 are absent on purpose.
package enum HashAlgorithm: String, Hashable, Sendable, CaseIterable {
    case sha256 = "SHA-256"
    case sha384 = "SHA-384"
    case sha512 = "SHA-512"

    /// The length of the digest in bytes.
    package var byteCount: Int {
        switch self {
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The digest of all of `bytes`.
    package func digest(of bytes: Span<UInt8>) throws(CryptoError) -> [UInt8] {
        LibCrypto.start()
        let algorithm = unsafe method
        var length: UInt32 = 0
        var succeeded = false
        let digest = unsafe bytes.withUnsafeBufferPointer { source in
            unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
                succeeded =
                    unsafe EVP_Digest(
                        source.baseAddress, source.count, buffer.baseAddress, &length, algorithm, nil)
                    == 1
                count = succeeded ? Int(length) : 0
            }
        }
        guard succeeded, digest.count == byteCount else { throw LibCrypto.error("\(rawValue) digest") }
        return digest
    }

    package func digest(of bytes: [UInt8]) throws(CryptoError) -> [UInt8] {
        try digest(of: bytes.span)
    }

    /// libcrypto's own table entry; it lives as long as the process.
    var method: OpaquePointer? {
        switch self {
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        case .sha512: unsafe EVP_sha512()
        }
    }
}
