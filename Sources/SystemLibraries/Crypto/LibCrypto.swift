import CLibCrypto

/// What every use of libcrypto shares: one start without configuration files, and its error queue.
enum LibCrypto {
    /// Starts libcrypto once. Without this a configuration file of the machine could load engines,
    /// change default algorithms or change what a signature is checked against.
    static func start() {
        _ = started
    }

    private static let started: Int32 = OPENSSL_init_crypto(
        UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)

    /// Runs one operation with an empty error queue before and after it, so that a reason never
    /// belongs to something else. The queue is per thread.
    static func error(_ operation: String) -> CryptoError {
        .operationFailed(operation, reason: drainReasons())
    }

    /// The reasons in the queue, oldest first, each once; empties the queue.
    static func drainReasons() -> String {
        var reasons: [String] = []
        while true {
            let code = ERR_get_error()
            if code == 0 { break }
            guard let text = unsafe ERR_reason_error_string(code) else { continue }
            let reason = unsafe String(cString: text)
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons.isEmpty ? "no reason given" : reasons.joined(separator: "; ")
    }
}

/// Owns one libcrypto object and frees it with the function that belongs to its type.
@safe struct LibCryptoObject: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer) -> Void

    /// Throws when `pointer` is nil: the operation that should have made the object failed.
    init(
        _ operation: String, _ pointer: OpaquePointer?, free: @escaping (OpaquePointer) -> Void
    ) throws(CryptoError) {
        guard let pointer = unsafe pointer else { throw LibCrypto.error(operation) }
        unsafe self.pointer = pointer
        unsafe self.free = free
    }

    deinit { unsafe free(pointer) }
}

extension [UInt8] {
    /// Fills an array by one of libcrypto's `i2d` functions: called with nil it tells the length,
    /// called with a pointer it writes there and moves the pointer.
    init(
        encodedBy encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32,
        _ operation: String
    ) throws(CryptoError) {
        let length = Int(encode(nil))
        guard length > 0 else { throw LibCrypto.error(operation) }
        var written = 0
        self = unsafe [UInt8](unsafeUninitializedCapacity: length) { buffer, count in
            var target = buffer.baseAddress
            written = Int(unsafe encode(&target))
            count = Swift.max(0, Swift.min(written, length))
        }
        guard written == length else { throw LibCrypto.error(operation) }
    }
}
