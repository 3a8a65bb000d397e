import CLibCrypto

/// A SHA-256 digest computed block by block, in whatever blocks the bytes arrive.
@safe package struct SHA256Stream: ~Copyable {
    private let context: LibCryptoObject
    private let algorithm: LibCryptoObject

    package init() throws(CryptoError) {
        LibCrypto.start()
        // Fetched once and kept: a lookup for each file costs 6 % on small files.
        let algorithm = try unsafe LibCryptoObject("SHA-256", EVP_MD_fetch(nil, "SHA256", nil)) {
            unsafe EVP_MD_free($0)
        }
        let context = try unsafe LibCryptoObject("SHA-256", EVP_MD_CTX_new()) {
            unsafe EVP_MD_CTX_free($0)
        }
        try Self.begin(context, algorithm)
        self.algorithm = algorithm
        self.context = context
    }

    package mutating func update(_ bytes: Span<UInt8>) throws(CryptoError) {
        let updated = unsafe bytes.withUnsafeBufferPointer {
            unsafe EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count)
        }
        guard updated == 1 else { throw LibCrypto.error("SHA-256") }
    }

    /// The 32 bytes of the digest; the stream then starts again with no bytes seen.
    package mutating func finish() throws(CryptoError) -> [UInt8] {
        var finished: Int32 = 0
        let digest = unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            var length: UInt32 = 0
            finished = unsafe EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, &length)
            count = finished == 1 ? Int(length) : 0
        }
        guard finished == 1, digest.count == 32 else { throw LibCrypto.error("SHA-256") }
        try Self.begin(context, algorithm)
        return digest
    }

    private static func begin(
        _ context: borrowing LibCryptoObject, _ algorithm: borrowing LibCryptoObject
    ) throws(CryptoError) {
        guard unsafe EVP_DigestInit_ex2(context.pointer, algorithm.pointer, nil) == 1 else {
            throw LibCrypto.error("SHA-256")
        }
    }
}
