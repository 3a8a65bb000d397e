import CLibCrypto

/// Bytes nobody can predict, from libcrypto's generator.
package enum RandomBytes {
    package static func make(_ count: Int) throws(CryptoError) -> [UInt8] {
        LibCrypto.start()
        guard count > 0 else { return [] }
        guard let length = Int32(exactly: count) else {
            throw .operationFailed("random bytes", reason: "too many asked for")
        }
        var succeeded = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            succeeded = unsafe RAND_bytes(buffer.baseAddress, length) == 1
            filled = succeeded ? count : 0
        }
        guard succeeded else { throw LibCrypto.error("random bytes") }
        return bytes
    }
}
