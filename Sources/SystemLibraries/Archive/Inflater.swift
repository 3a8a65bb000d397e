import CZlib

/// Undoes deflate (RFC 1951) block by block, in constant memory. How much may come out is for the
/// caller to watch: a kilobyte can become a megabyte.
@safe package struct Inflater: ~Copyable {
    /// zlib keeps the address of its state: it stands still on the heap.
    private let stream: UnsafeMutablePointer<z_stream>
    private var buffer: [UInt8]
    /// True when the end of the deflated data was met.
    package private(set) var isFinished = false

    /// Bytes given out at a time.
    package static let blockByteCount = 64 << 10

    package init() throws(InflaterError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        guard unsafe claimpack_inflate_begin(stream) == Z_OK else {
            unsafe stream.deallocate()
            throw .noMemory
        }
        unsafe self.stream = stream
        buffer = [UInt8](repeating: 0, count: Self.blockByteCount)
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes the next deflated bytes and lends what they become, in order. Rethrows what `body` throws,
    /// after which the inflater is not to be used again. Throws `InflaterError` when the bytes are not
    /// deflated data, or go on behind their end.
    package mutating func feed(
        _ input: Span<UInt8>, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        if isFinished {
            guard input.isEmpty else { throw InflaterError.trailingBytes }
            return
        }
        var offset = 0
        while true {
            let (taken, made, status) = step(input, from: offset)
            offset += taken
            if made > 0 { try body(buffer.span.extracting(0..<made)) }
            switch status {
            case Z_STREAM_END:
                isFinished = true
                guard offset == input.count else { throw InflaterError.trailingBytes }
                return
            case Z_OK, Z_BUF_ERROR:
                // All is taken and the last block was not full: more input is needed.
                if offset == input.count, made < buffer.count { return }
                guard taken > 0 || made > 0 else { throw InflaterError.malformed }
            case Z_MEM_ERROR: throw InflaterError.noMemory
            default: throw InflaterError.malformed
            }
        }
    }

    private mutating func step(
        _ input: Span<UInt8>, from offset: Int
    ) -> (taken: Int, made: Int, status: Int32) {
        let stream = unsafe stream
        return unsafe input.withUnsafeBufferPointer { source in
            unsafe buffer.withUnsafeMutableBufferPointer { target in
                let count = min(source.count - offset, 1 << 30)
                unsafe stream.pointee.next_in = source.baseAddress.map {
                    unsafe UnsafeMutablePointer(mutating: $0 + offset)
                }
                unsafe stream.pointee.avail_in = UInt32(count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                let status = unsafe inflate(stream, Z_NO_FLUSH)
                let taken = count - Int(unsafe stream.pointee.avail_in)
                let made = target.count - Int(unsafe stream.pointee.avail_out)
                return (taken, made, status)
            }
        }
    }
}

/// What is wrong with deflated data.
package enum InflaterError: Error, Hashable, Sendable {
    case malformed
    /// Bytes follow the end of the deflated data.
    case trailingBytes
    case noMemory
}
