import CPlatform

/// SHA-256 of two messages side by side on one processor, with its instructions for SHA: those of one
/// message wait for each other, so a second one costs little. `HashStream` is for all other uses.
package struct HashPair: ~Copyable {
    private var first = claimpack_sha256()
    private var second = claimpack_sha256()

    /// False where the processor has no such instructions; then nothing here may be used.
    package static let isAvailable = claimpack_hashes_pairs() == 1

    package init() {
        begin()
    }

    /// The next bytes of both messages, which need not be as many.
    package mutating func update(_ first: Span<UInt8>, _ second: Span<UInt8>) {
        unsafe first.withUnsafeBufferPointer { one in
            unsafe second.withUnsafeBufferPointer { other in
                unsafe claimpack_sha256_update_pair(
                    &self.first, one.baseAddress, one.count, &self.second, other.baseAddress,
                    other.count)
            }
        }
    }

    /// The 32 bytes of each digest; both then start again with no bytes seen.
    package mutating func finish() -> (first: [UInt8], second: [UInt8]) {
        let digests = (Self.digest(of: &first), Self.digest(of: &second))
        begin()
        return digests
    }

    private mutating func begin() {
        unsafe claimpack_sha256_begin(&first)
        unsafe claimpack_sha256_begin(&second)
    }

    private static func digest(of hash: inout claimpack_sha256) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
            unsafe claimpack_sha256_finish(&hash, buffer.baseAddress)
            count = 32
        }
    }
}
