import CLibCrypto

/// A digest computed block by block, in whatever blocks the bytes arrive.
@safe package struct HashStream: ~Copyable {
    package let algorithm: HashAlgorithm
    private let context: LibCryptoObject

    package init(_ algorithm: HashAlgorithm) throws(CryptoError) {
        LibCrypto.start()
        let context = try unsafe LibCryptoObject(algorithm.rawValue, EVP_MD_CTX_new()) {
            unsafe EVP_MD_CTX_free($0)
        }
        guard unsafe EVP_DigestInit_ex(context.pointer, algorithm.method, nil) == 1 else {
            throw LibCrypto.error(algorithm.rawValue)
        }
        self.algorithm = algorithm
        self.context = context
    }

    package mutating func update(_ bytes: Span<UInt8>) throws(CryptoError) {
        let updated = unsafe bytes.withUnsafeBufferPointer {
            unsafe EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count)
        }
        guard updated == 1 else { throw LibCrypto.error(algorithm.rawValue) }
    }

    /// The digest of all bytes.
    package consuming func finish() throws(CryptoError) -> [UInt8] {
        var finished: Int32 = 0
        let byteCount = algorithm.byteCount
        let digest = unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
            var length: UInt32 = 0
            finished = unsafe EVP_DigestFinal_ex(context.pointer, buffer.baseAddress, &length)
            count = finished == 1 ? min(Int(length), byteCount) : 0
        }
        guard finished == 1, digest.count == byteCount else {
            throw LibCrypto.error(algorithm.rawValue)
        }
        return digest
    }
}
