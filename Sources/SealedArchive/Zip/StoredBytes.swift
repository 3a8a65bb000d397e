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
        var block = Self.newBlock
        var offset = range.lowerBound
        while offset < range.upperBound {
            let count = try fill(&block, from: offset, upTo: range.upperBound)
            try body(block.span.extracting(0..<count))
            offset += count
        }
    }

    /// A buffer for `fill`, to be kept while many pieces are read.
    static var newBlock: [UInt8] { [UInt8](repeating: 0, count: blockByteCount) }

    /// Puts the bytes from `start` on at the beginning of `block`, as many as it holds but none from
    /// `end` on; gives how many. None before `end` is an error: somebody cut the file off.
    func fill(_ block: inout [UInt8], from start: Int, upTo end: Int) throws(SystemError) -> Int {
        let wanted = min(block.count, max(0, end - start))
        let count: Int
        switch self {
        case .file(let file):
            count = try file.fill(&block, count: wanted, at: start)
        case .memory(let bytes):
            let place = max(0, min(start, bytes.count))
            count = min(wanted, bytes.count - place)
            block.replaceSubrange(..<count, with: bytes[place..<(place + count)])
        }
        guard count > 0 || wanted == 0 else { throw SystemError("read", path: path, .endsEarly) }
        return count
    }

    /// Throws when something wrote to the file since it was opened.
    func requireUnchanged() throws(SystemError) {
        switch self {
        case .file(let file): try file.requireUnchanged()
        case .memory: break
        }
    }

    /// Puts all bytes of `range` at the beginning of `block`, which must be long enough.
    func fill(_ block: inout [UInt8], exactly range: Range<Int>) throws(SystemError) {
        guard try fill(&block, from: range.lowerBound, upTo: range.upperBound) == range.count else {
            throw SystemError("read", path: path, .endsEarly)
        }
    }

    private var path: [UInt8] {
        switch self {
        case .file(let file): file.path
        case .memory: []
        }
    }

    static let blockByteCount = 512 << 10
}
