package import SystemLibraries

/// The bytes of a container, in a file or in memory; read by offset, never past the end.
package enum StoredBytes: ~Copyable, Sendable {
    case file(InputFile)
    case memory([UInt8])

    var byteCount: Int {
        switch self {
        case .file(let file): file.byteCount
        case .memory(let bytes): bytes.count
        }
    }

    /// Up to `count` bytes from `offset` on; fewer only at the end.
    func read(at offset: Int, upTo count: Int) throws(SystemError) -> [UInt8] {
        switch self {
        case .file(let file):
            return try file.read(at: offset, upTo: count)
        case .memory(let bytes):
            guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
            return Array(bytes[offset..<(offset + min(count, bytes.count - offset))])
        }
    }

    /// Lends the bytes of `range` in order, in blocks.
    func forEachBlock(
        in range: Range<Int>, _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let block = try read(
                at: offset, upTo: min(Self.blockByteCount, range.upperBound - offset))
            guard !block.isEmpty else { throw SystemError("read", path: path, .endsEarly) }
            try body(block.span)
            offset += block.count
        }
    }

    /// Throws when something wrote to the file since it was opened.
    func requireUnchanged() throws(SystemError) {
        switch self {
        case .file(let file): try file.requireUnchanged()
        case .memory: break
        }
    }

    private var path: [UInt8] {
        switch self {
        case .file(let file): file.path
        case .memory: []
        }
    }

    private static let blockByteCount = 512 << 10
}
